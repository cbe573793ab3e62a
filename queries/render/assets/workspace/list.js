// Everything that is drawn, as a list: for the keyboard, for a screen reader, and to read.
// Only the rows in sight are made, so that 5,000 are as quick as 50.

import { glyph, kinds } from "./marks.js";
import { locale, make, number, whenChanged } from "./elements.js";

const ROW = 34; // pixels; the style sheet gives a row the same
const AROUND = 8; // rows made above and below what is in sight
const PAUSE = 700; // milliseconds without a letter, and a new word begins

let lists = 0;

export const mountList = mount;

export function mount(root, store) {
  const body = make("div", { class: "rows-body", role: "presentation" });
  const box = make("div", {
    class: "rows-box", role: "listbox", tabindex: "0", "aria-multiselectable": "true",
  }, body);
  const head = make("div", { class: "rows-row rows-head", "aria-hidden": "true" });
  const keys = make("p", { class: "source rows-keys", id: `rows-keys-${(lists += 1)}` });
  box.setAttribute("aria-describedby", keys.id);
  root.replaceChildren(make("div", { class: "rows" }, head, box, keys));
  const view = { root, store, box, body, head, rows: [], at: 0, prefix: `row-${lists}-`, typed: "", last: 0 };

  const drawing = whenChanged(
    store,
    () => [
      store.map, store.lens, store.frame, root.clientHeight > 0, store.state.centre,
      String(store.state.selected), String(store.state.expanded), String(store.state.hidden),
      String(store.state.kinds), String(store.state.layers),
    ],
    () => root.clientHeight > 0 && fill(view),
  );
  // Not drawn while another view is in the centre: drawn when it is given room.
  const seen = new ResizeObserver(() => {
    if (!root.clientHeight) return;
    if (view.rows.length) windowed(view);
    else drawing.again();
  });
  seen.observe(root);
  box.addEventListener("scroll", () => windowed(view), { passive: true });
  box.addEventListener("keydown", (event) => press(view, event));
  box.addEventListener("click", (event) => {
    const row = event.target.closest("[data-at]");
    if (row) choose(view, Number(row.dataset.at), event.shiftKey || event.ctrlKey || event.metaKey);
  });
  box.addEventListener("dblclick", (event) => {
    const row = event.target.closest("[data-at]");
    if (row) view.store.expand(view.rows[Number(row.dataset.at)].id);
  });
  return { destroy: () => { drawing.stop(); seen.disconnect(); } };
}

function fill(view) {
  const { store, box, head } = view;
  const active = view.moved ? view.rows[view.at]?.id : undefined;
  view.rows = sorted(store);
  view.signs = kinds(store.map?.classes);
  const again = view.rows.findIndex(({ id }) => id === active);
  const selected = view.rows.findIndex(({ id }) => store.state.selected?.includes(id));
  view.at = again >= 0 ? again : Math.max(0, selected);
  const titles = ["list_name", "list_kind", "list_role", "list_ties"].map((key) => store.words(key));
  head.replaceChildren(...titles.map((text) => make("span", { text })));
  box.setAttribute("aria-label", store.words("list_label", { n: store.count("list_rows", view.rows.length) }));
  view.root.querySelector(".rows-keys").textContent = store.words("list_keys");
  view.body.style.blockSize = `${view.rows.length * ROW}px`;
  windowed(view);
}

// Whoever has a place in the lens first, in its order; then by name.
function sorted(store) {
  const ties = new Map();
  for (const { from, to, count } of store.lines())
    for (const id of [from, to]) ties.set(id, (ties.get(id) ?? 0) + (count || 1));
  const alphabet = new Intl.Collator(locale(store), { numeric: true });
  const place = ({ mark }) => (mark ? (mark.order ?? 1e6) : 1e9);
  return store
    .visible()
    .map((node) => ({
      ...node,
      called: store.kind(node.kind)?.label ?? "",
      mark: store.mark(node.id),
      ties: ties.get(node.id) ?? 0,
    }))
    .sort((a, b) => place(a) - place(b) || alphabet.compare(a.name, b.name));
}

function windowed(view) {
  const { box, body, rows, store } = view;
  const top = Math.max(0, Math.floor(box.scrollTop / ROW) - AROUND);
  const end = Math.min(rows.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + AROUND);
  const selected = new Set(store.state.selected ?? []);
  const expanded = new Set(store.state.expanded ?? []);
  const made = [];
  for (let at = top; at < end; at += 1) made.push(line(view, at, selected, expanded));
  if (rows[view.at] && (view.at < top || view.at >= end)) made.push(line(view, view.at, selected, expanded));
  body.replaceChildren(...made);
  if (!rows.length) body.replaceChildren(make("p", { class: "source", text: store.words("list_none") }));
  if (rows[view.at]) box.setAttribute("aria-activedescendant", view.prefix + view.at);
  else box.removeAttribute("aria-activedescendant");
}

function line(view, at, selected, expanded) {
  const { store, rows } = view;
  const row = rows[at];
  const [seen, said] = standing(row, store);
  const ties = store.count("list_tie", row.ties, { n: number(store, row.ties) });
  const opened = expanded.has(row.id) ? store.words("list_expanded") : "";
  return make("div", {
    class: at === view.at ? "rows-row active" : "rows-row",
    role: "option", id: view.prefix + at, "data-at": at, style: `inset-block-start:${at * ROW}px`,
    "aria-selected": String(selected.has(row.id)), "aria-setsize": rows.length, "aria-posinset": at + 1,
  },
    make("span", { class: "rows-name", title: row.name },
      make("span", { class: "sign" }, glyph(view.signs.get(row.kind))),
      make("span", { class: row.state === "ended" ? "ended" : null, dir: "auto", text: row.name })),
    make("span", { text: row.called }),
    make("span", { title: said }, make("span", { "aria-hidden": "true", dir: "auto", text: seen }), unseen(said)),
    make("span", { class: "number" },
      make("span", { "aria-hidden": "true", text: number(store, row.ties) }),
      unseen([ties, opened].filter(Boolean).join(", "))));
}

const unseen = (text) => text && make("span", { class: "unseen", text }); // said, where a short form is seen

// What somebody is in the lens, as it is seen and as it is said: the place in its order or what the
// role is called, and the lens's words.
function standing({ mark }, store) {
  if (!mark) return ["", ""];
  const called = mark.role === "shown" ? "" : store.words(`role_${mark.role}`, { n: mark.order == null ? "" : number(store, mark.order) });
  const short = mark.role === "ranked" && mark.order != null ? number(store, mark.order) : called;
  return [short, called].map((one) => [one, mark.words].filter(Boolean).join(" · "));
}

function press(view, event) {
  const { rows, box, store } = view;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const page = Math.max(1, Math.floor(box.clientHeight / ROW) - 1);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length };
  const row = rows[view.at];
  // Of the selected one these are shortcuts, as on the map.
  if (/^[hp]$/.test(event.key) && !writing(view) && store.state.selected?.includes(row?.id)) return;
  if (event.key in steps) move(view, view.at + steps[event.key]);
  else if (event.key === "Enter" || (event.key === " " && !writing(view))) choose(view, view.at, event.shiftKey);
  else if (["+", "="].includes(event.key) && row) store.expand(row.id);
  else if (event.key === "-" && row) store.collapse(row.id);
  else if (/^\p{L}$/u.test(event.key) || (writing(view) && /^[\p{N} .-]$/u.test(event.key))) letters(view, event.key);
  else return;
  event.preventDefault();
  event.stopPropagation(); // typed letters are not the map's shortcuts
}

// Whether a word is being typed: digits and spaces belong to it, and are shortcuts else.
const writing = ({ typed, last }) => typed !== "" && performance.now() - last < PAUSE;

function move(view, to) {
  const { rows, box } = view;
  if (!rows.length) return;
  view.moved = true;
  view.at = Math.max(0, Math.min(rows.length - 1, to));
  const top = view.at * ROW;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW - box.clientHeight;
  windowed(view);
}

function choose(view, at, several) {
  const { rows, store } = view;
  const row = rows[at];
  if (!row) return;
  view.moved = true;
  view.typed = "";
  view.at = at;
  const selected = store.state.selected ?? [];
  if (!several) store.select([row.id]);
  else if (selected.includes(row.id)) store.select(selected.filter((id) => id !== row.id));
  else store.select([...selected, row.id]);
  windowed(view);
}

// The next row that begins with what was typed; the same letter again goes on to the next.
function letters(view, key) {
  const { rows, store } = view;
  const now = performance.now();
  view.typed = now - view.last > PAUSE ? key : view.typed + key;
  view.last = now;
  const word = view.typed.toLocaleLowerCase(locale(store));
  const again = [...word].every((one) => one === word[0]);
  const start = again ? word[0] : word;
  for (let step = again ? 1 : 0; step <= rows.length; step += 1) {
    const at = (view.at + step) % rows.length;
    if (rows[at]?.name.toLocaleLowerCase(locale(store)).startsWith(start)) return move(view, at);
  }
}
