// The row above: what it is about, which question is asked, search, and how it is shown.

import { el, keyed, put, write } from "./dom.js";
import { SHEET } from "./keys.js";
import { mount as mountSearch } from "./search.js";

export const CENTRES = ["network", "world", "power", "list"];

export function mount(root, store) {
  const drawer = el("button", { type: "button", class: "drawer", "aria-expanded": "false", onclick: () => store.acts.rail() });
  const subject = el("select", { class: "subject", onchange: () => store.set({ subject: subject.value }) });
  const lenses = el("div", { class: "lenses", role: "group" });
  const further = el("select", { class: "further", hidden: true, onchange: () => store.set({ lens: further.value }) });
  const search = el("div", { class: "finding" });
  const centres = el("div", { class: "centres", role: "group" });
  const help = el("button", { type: "button", class: "help", onclick: () => store.acts.help() });
  root.append(drawer, subject, el("div", { class: "asking" }, lenses, further), search, centres, help);
  mountSearch(search, store);
  sheet(root, store);
  const refit = () => overflow(lenses, further, store);
  new ResizeObserver(refit).observe(root);
  store.subscribe((changed) => {
    if (!store.frame) return;
    if (changed.has("frame")) worded({ drawer, subject, lenses, further, centres, help }, store);
    if (changed.has("frame") || changed.has("subject")) drawSubjects(subject, store);
    if (changed.has("frame") || changed.has("lens")) {
      drawLenses(lenses, store);
      refit();
    }
    if (changed.has("frame") || changed.has("centre")) drawCentres(centres, store);
  });
}

function worded({ drawer, subject, lenses, further, centres, help }, store) {
  write(drawer, store.words("drawer"));
  put(subject, "aria-label", store.words("subject"));
  put(lenses, "aria-label", store.words("lenses"));
  put(further, "aria-label", store.words("lenses_more"));
  put(centres, "aria-label", store.words("centres"));
  write(help, "?");
  put(help, "aria-label", store.words("help"));
}

function drawSubjects(select, store) {
  const groups = new Map();
  for (const one of store.frame.subjects) {
    if (!groups.has(one.group)) groups.set(one.group, []);
    groups.get(one.group).push(one);
  }
  const { subject } = store.state;
  const option = ({ id, title }) => el("option", { value: id }, title);
  const parts = [...groups].map(([title, all]) => el("optgroup", { label: title }, ...all.map(option)));
  if (!store.frame.subjects.some(({ id }) => id === subject))
    parts.unshift(option({ id: subject, title: subject ? store.name(subject) : store.words("subject_none") }));
  select.replaceChildren(...parts);
  select.value = subject;
}

function drawLenses(parent, store) {
  const create = ({ id }) => el("button", { type: "button", onclick: () => store.set({ lens: store.state.lens === id ? "" : id }) });
  keyed(parent, store.frame.lenses, ({ id }) => id, create, (button, { id, title, summary }) => {
    write(button, title);
    put(button, "title", summary);
    put(button, "aria-pressed", id === store.state.lens ? "true" : "false");
  });
}

// What has no room in the row is chosen from a list; the question that is asked always has room.
function overflow(lenses, further, store) {
  const buttons = [...lenses.children];
  for (const button of buttons) button.hidden = false;
  further.hidden = true;
  const room = lenses.parentElement.clientWidth;
  const wide = buttons.map((button) => button.offsetWidth + 1);
  if (!room || wide.reduce((sum, one) => sum + one, 0) <= room) return;
  further.hidden = false;
  const asked = buttons.findIndex((button) => button.getAttribute("aria-pressed") === "true");
  let left = room - 116 - (asked >= 0 ? wide[asked] : 0);
  const rest = [];
  buttons.forEach((button, number) => {
    if (number === asked) return;
    left -= wide[number];
    button.hidden = left < 0;
    if (left < 0) rest.push(store.frame.lenses[number]);
  });
  further.replaceChildren(
    el("option", { value: "", disabled: true, selected: true }, store.words("more")),
    ...rest.map(({ id, title }) => el("option", { value: id }, title)),
  );
}

function drawCentres(parent, store) {
  const create = (id) => el("button", { type: "button", onclick: () => store.set({ centre: id }) });
  keyed(parent, CENTRES, (id) => id, create, (button, id) => {
    write(button, store.words(`centre_${id}`));
    put(button, "aria-pressed", id === store.state.centre ? "true" : "false");
  });
}

// The keys, as a dialog.
function sheet(root, store) {
  const title = el("h2", { id: "ws-sheet" });
  const list = el("dl");
  const close = el("button", { type: "button", onclick: () => dialog.close() });
  const dialog = el("dialog", { class: "keys", "aria-labelledby": "ws-sheet" }, title, list, close);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  root.append(dialog);
  store.subscribe((changed) => {
    if (!changed.has("frame")) return;
    write(title, store.words("keys"));
    write(close, store.words("close"));
    list.replaceChildren(...SHEET.flatMap(([keys, word]) => [
      el("dt", {}, ...keys.map((key) => el("kbd", {}, store.words(`key_${key}`) || key))),
      el("dd", {}, store.words(word)),
    ]));
  });
  store.acts.help = () => dialog.showModal();
}
