// How every part makes what it shows: text is only ever text, and an attribute is set as it is.

const SVG = "http://www.w3.org/2000/svg";

export const make = (tag, attributes, ...children) =>
  filled(document.createElement(tag), attributes, children);

export const svg = (tag, attributes, ...children) =>
  filled(document.createElementNS(SVG, tag), attributes, children);

// null, undefined and false leave an attribute or a child out; `on…` listens.
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "text") element.textContent = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

// Draw again only when something that is shown has changed: a store tells of every change.
export function whenChanged(store, looked, draw) {
  let before = [];
  const look = () => {
    const now = looked();
    if (now.length === before.length && now.every((one, at) => one === before[at])) return;
    before = now;
    draw();
  };
  const stop = store.subscribe(look);
  look();
  return { stop, again: () => { before = []; look(); } };
}

export const locale = (store) => (store.words("locale") || "en-GB").replace("_", "-");

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

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
