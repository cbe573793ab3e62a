// Search: among those drawn at once, among all others when Python has answered. Choosing jumps there.

import { el, keyed, put, write } from "./dom.js";

const PAUSE = 200; // ms after the last letter before Python is asked
const MOST = 12;

export function mount(root, store) {
  const list = el("ul", { id: "ws-results", role: "listbox", hidden: true });
  const field = el("input", {
    type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
    "aria-controls": "ws-results", "aria-autocomplete": "list",
  });
  const none = el("p", { class: "none", hidden: true });
  root.append(el("div", { class: "search" }, field, list, none));
  let [asking, at, items] = [0, 0, []];
  const open = () => root.contains(field) && field.getRootNode().activeElement === field && field.value.trim() !== "";

  function draw() {
    const showing = open();
    items = showing ? among(store, field.value.trim()) : [];
    at = Math.min(at, Math.max(0, items.length - 1));
    keyed(list, items, ({ id }) => id, ({ id }) => option(id), (item, { id, name, kind, why }) => {
      write(item.firstChild, name);
      write(item.lastChild, [store.kind(kind)?.label ?? kind, why].filter(Boolean).join(" · "));
      const on = items[at]?.id === id;
      put(item, "aria-selected", on ? "true" : "false");
      put(item, "id", `ws-result-${items.findIndex((one) => one.id === id)}`);
      if (on) item.scrollIntoView({ block: "nearest" });
    });
    list.hidden = !items.length;
    none.hidden = !(showing && !items.length);
    write(none, store.words(store.waiting() || store.state.find !== field.value.trim() ? "find_wait" : "find_none"));
    put(field, "aria-expanded", items.length ? "true" : "false");
    put(field, "aria-activedescendant", items.length ? `ws-result-${at}` : null);
  }

  const option = (id) => el("li", { role: "option", onpointerdown: (event) => { event.preventDefault(); choose(id); } },
    el("span", { class: "name" }), el("small"));

  function choose(id) {
    const one = items.find((item) => item.id === id);
    field.value = "";
    clearTimeout(asking);
    store.jump(id);
    if (one?.why && !store.drawn(id)) store.announce(store.words("jumped", { name: one.name, why: one.why }));
    store.set({ find: "" });
    draw();
    store.acts.focusMap?.();
  }

  field.addEventListener("input", () => {
    at = 0;
    clearTimeout(asking);
    asking = setTimeout(() => store.set({ find: field.value.trim() }), PAUSE);
    draw();
  });
  field.addEventListener("focus", draw);
  field.addEventListener("blur", draw);
  field.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && items.length) {
      at = (at + by + items.length) % items.length;
      draw();
    } else if (event.key === "Enter" && items[at]) choose(items[at].id);
    else if (event.key === "Escape") {
      if (field.value) field.value = "";
      else field.blur();
      store.set({ find: "" });
      draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  store.acts.search = () => {
    field.focus();
    field.select();
  };
  store.subscribe((changed) => {
    if (changed.has("frame")) {
      put(field, "placeholder", store.words("find"));
      put(field, "aria-label", store.words("find_label"));
      put(list, "aria-label", store.words("find_results"));
    }
    if (open() && ["data", "map", "hidden", "waiting"].some((name) => changed.has(name))) draw();
  });
}

function among(store, text) {
  const wanted = plain(text);
  const own = store.all()
    .map((node) => ({ node, place: plain(node.name).indexOf(wanted) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => (a.place > 0) - (b.place > 0) || store.ties(b.node.id) - store.ties(a.node.id))
    .slice(0, MOST)
    .map(({ node: { id, kind, name } }) => ({ id, kind, name, why: away(store, id, kind) }));
  const there = new Set(own.map(({ id }) => id));
  const others = store.data?.results ?? [];
  const answered = store.state.find === text ? others.filter(({ id }) => !there.has(id)) : [];
  return [...own, ...answered].slice(0, 2 * MOST);
}

function away(store, id, kind) {
  if (store.state.hidden.includes(id)) return store.words("you_hid_it");
  return store.state.kinds.includes(kind) ? store.words("kind_is_off") : "";
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
