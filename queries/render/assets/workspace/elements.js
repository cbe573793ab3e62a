// What the panel, the list, the maps of power and of the world and the strip of time have in common.

import { el, svg as drawnElement } from "./dom.js";

const wrapped = (create) => (tag, { text, ...attributes } = {}, ...children) => {
  if (attributes.dir === "auto" && text) attributes.dir = direction(text);
  return create(tag, attributes, ...children.flat().filter((child) => child || child === 0), text ?? null);
};

export const make = wrapped(el); // `text` is what stands in it; `dir: "auto"` is how that is read
export const svg = wrapped(drawnElement);

const LETTERS = /\p{L}/gu;
const AGAINST = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

// As most of its letters are read. By its first, as browsers have it, an English sentence that
// begins with a name in Arabic letters would be set from the right, its full stop at the left.
export function direction(text) {
  const letters = String(text).match(LETTERS) ?? [];
  const against = letters.filter((letter) => AGAINST.test(letter)).length;
  return letters.length ? (2 * against > letters.length ? "rtl" : "ltr") : "auto";
}

// Draw again only when something that is shown has changed: a store tells of every change.
export function whenChanged(store, looked, draw) {
  let before = [];
  const look = () => {
    const now = looked();
    if (now.length === before.length && now.every((one, at) => one === before[at])) return;
    before = now;
    try {
      draw();
    } catch (problem) {
      reportError(problem); // what goes wrong in one part leaves the others as they are
    }
  };
  const stop = store.subscribe(look);
  look();
  return { stop, again: () => { before = []; look(); } };
}

export const locale = (store) => (store.words("locale") || "en-GB").replace("_", "-");

const numbers = new Map(); // language → what writes numbers: to make one takes a millisecond

export function number(store, n) {
  const language = locale(store);
  if (!numbers.has(language)) numbers.set(language, new Intl.NumberFormat(language));
  return numbers.get(language).format(n);
}

const pens = new Map(); // font → what measures it

export function textWidth(text, font) {
  if (!pens.has(font)) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    pens.set(font, pen);
  }
  return pens.get(font).measureText(text).width;
}

export const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";

// One tab stop for many marks: the arrow keys go from one to the next, Enter chooses.
export function roving(group, marks, choose) {
  const focusable = () => [...group.querySelectorAll(marks)];
  group.addEventListener("keydown", (event) => {
    const all = focusable();
    const at = all.indexOf(event.target.closest(marks));
    if (at < 0) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    let next = { Home: 0, End: all.length - 1 }[event.key];
    if (event.key in steps) next = at + steps[event.key];
    if (event.key === "Enter" || event.key === " ") choose(all[at], event);
    else if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const one = all[next];
    if (!one) return;
    all[at].setAttribute("tabindex", "-1");
    one.setAttribute("tabindex", "0");
    one.focus();
  });
}

// With an ellipsis where it is too wide.
export function shortened(name, font, most) {
  if (textWidth(name, font) <= most) return name;
  let short = name;
  while (short.length > 4 && textWidth(`${short}…`, font) > most) short = short.slice(0, -1);
  return `${short.trim()}…`;
}
