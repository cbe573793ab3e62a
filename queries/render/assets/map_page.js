// The map in one file (queries/render/map_page.py): moves, zooms, filters, searches, selects.
// Nothing is asked of anybody; texts are moved as texts, never read as markup.
"use strict";
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const frame = one(".picture");
const svg = frame.querySelector("svg");
const whole = svg.getAttribute("viewBox").split(" ").map(Number);
const entities = all(".entity");
const ties = all(".tie").map((g) => ({ g, ends: g.dataset.ends.split(" "), words: g.firstChild.textContent }));
const buttons = all(".names button");
const search = one("input[type=search]");
const off = new Set(); // what is filtered out: "kind 3", "phrase 0"
let box = [...whole];
let selected = null;

const show = () => svg.setAttribute("viewBox", box.map((side) => side.toFixed(2)).join(" "));
const scale = () => Math.max(box[2] / svg.clientWidth, box[3] / svg.clientHeight); // map per pixel

function zoom(by, x = 0.5, y = 0.5) {
  const wide = Math.min(whole[2] * 1.5, Math.max(whole[2] / 40, box[2] / by));
  const high = (wide * whole[3]) / whole[2];
  box = [box[0] + (box[2] - wide) * x, box[1] + (box[3] - high) * y, wide, high];
  show();
}

function move(x, y) {
  box[0] += x;
  box[1] += y;
  show();
}

// Where in the box a pointer is, from 0 to 1; the drawing is centred in its frame.
function within(event) {
  const at = svg.getBoundingClientRect();
  const k = scale();
  return [
    0.5 + ((event.clientX - at.left - at.width / 2) * k) / box[2],
    0.5 + ((event.clientY - at.top - at.height / 2) * k) / box[3],
  ];
}

const pointers = new Map();
let travelled = 0;
const apart = () => {
  const [a, b] = [...pointers.values()];
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
};
svg.addEventListener("pointerdown", (event) => {
  if (!pointers.size) travelled = 0;
  pointers.set(event.pointerId, event);
});
svg.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) return;
  const k = scale();
  const far = pointers.size === 2 ? apart() : 0;
  pointers.set(event.pointerId, event);
  travelled += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
  if (travelled > 4) svg.setPointerCapture(event.pointerId); // a press that moves is no click
  move(((before.clientX - event.clientX) * k) / pointers.size, ((before.clientY - event.clientY) * k) / pointers.size);
  if (far) zoom(apart() / far, ...within(event));
});
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => pointers.delete(event.pointerId));
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 400), ...within(event));
}, { passive: false });
svg.addEventListener("click", (event) => {
  if (travelled <= 4) select(event.target.closest(".entity")?.dataset.n ?? null);
});
const step = () => box[2] / 10;
const KEYS = {
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => ((box = [...whole]), show()),
  ArrowLeft: () => move(-step(), 0), ArrowRight: () => move(step(), 0),
  ArrowUp: () => move(0, -step()), ArrowDown: () => move(0, step()), Escape: () => select(null),
};
frame.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});
for (const key of ["+", "-", "0"]) one(`[data-key="${key}"]`).addEventListener("click", KEYS[key]);

const display = (g, shown) => (shown ? g.removeAttribute("display") : g.setAttribute("display", "none"));
function draw() {
  const wanted = search.value.trim().toLowerCase();
  const shown = new Set(entities.filter((g) => !off.has(`kind ${g.dataset.kind}`)).map((g) => g.dataset.n));
  if (!shown.has(selected)) selected = null;
  const visible = ties.filter(({ g, ends }) => !off.has(`phrase ${g.dataset.phrase}`) && ends.every((n) => shown.has(n)));
  const near = new Set(visible.filter(({ ends }) => ends.includes(selected)).flatMap(({ ends }) => ends).concat(selected ?? []));
  const says = (n) => buttons[n].textContent.toLowerCase().includes(wanted);
  for (const { g, ends } of ties) {
    display(g, visible.some((tie) => tie.g === g));
    g.classList.toggle("pale", selected !== null && !ends.includes(selected));
  }
  for (const g of entities) {
    const { n } = g.dataset;
    display(g, shown.has(n));
    g.classList.toggle("pale", selected !== null ? !near.has(n) : !says(n));
    buttons[n].parentElement.hidden = !shown.has(n) || !says(n);
    buttons[n].setAttribute("aria-pressed", n === selected);
  }
  const sentences = visible.filter(({ ends }) => ends.includes(selected));
  one(".selected h2").textContent = selected === null ? "" : buttons[selected].textContent;
  one(".selected ul").replaceChildren(...sentences.map(({ words }) => Object.assign(document.createElement("li"), { textContent: words, dir: "auto" })));
  one(".selected .untied").hidden = selected === null || sentences.length > 0;
  one(".nobody").hidden = buttons.some((button) => !button.parentElement.hidden);
}
const select = (n) => ((selected = n), draw());
for (const button of buttons) button.addEventListener("click", () => select(button.dataset.n === selected ? null : button.dataset.n));
search.addEventListener("input", draw);
for (const input of all("[data-filter]")) {
  input.addEventListener("change", () => (off[input.checked ? "delete" : "add"](input.dataset.filter), draw()));
}
draw();
