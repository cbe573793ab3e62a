// What the signs of the lens that is shown mean: a ring, a number, a dashed line.

import { el, keyed, put, svg, write } from "./dom.js";
import { BLUE, INK, LINE, PALE, RED } from "./marks.js";

const SKY = "#56b4e9";
const circle = (r, attributes) => svg("circle", { r, fill: "none", ...attributes });
const body = (fill = PALE) => circle(0.55, { fill, stroke: INK, "stroke-width": 0.1 });
const letter = (text, fill) => {
  const written = svg("text", { "text-anchor": "middle", y: 0.3, "font-size": 0.9, "font-weight": 700, fill });
  written.textContent = text;
  return written;
};
const ring = (stroke, width = 0.2, dash = null) => circle(1, { stroke, "stroke-width": width, "stroke-dasharray": dash });
const line = (stroke, width, dash = null) =>
  svg("line", { x1: -1.2, x2: 1.2, y1: 0, y2: 0, stroke, "stroke-width": width, "stroke-dasharray": dash });
const DRAWN = {
  ranked: () => [circle(1, { fill: "#0072b2" }), letter("1", "#ffffff")],
  start: () => [body(), ring(BLUE)],
  step: () => [line(BLUE, 0.35), circle(0.62, { fill: "#ffffff", stroke: BLUE, "stroke-width": 0.16 }), letter("1", BLUE)],
  other: () => [line(BLUE, 0.22, "0.5 0.35")],
  goal: () => [body(), ring(BLUE, 0.14), circle(1.28, { stroke: BLUE, "stroke-width": 0.14 })],
  gap: () => [circle(1, { stroke: RED, "stroke-width": 0.2, "stroke-dasharray": "0.5 0.3" }), letter("?", INK)],
  could: () => [body(), ring(BLUE, 0.18, "0.2 0.25")],
  weak: () => [body(), ring(RED, 0.34)],
  ally: () => [ring("#00724f", 0.25), letter("+", "#00724f")],
  neutral: () => [ring(LINE, 0.25), letter("·", LINE)],
  opponent: () => [ring(RED, 0.25), letter("−", RED)],
  group: () => [circle(1, { fill: "#e69f00" }), letter("1", INK)],
  gone: () => [circle(0.9, { stroke: LINE, "stroke-width": 0.14, "stroke-dasharray": "0.3 0.3" })],
  new: () => [body(), ring(SKY, 0.5)],
  moved: () => [body(), ring(SKY, 0.5, "0.6 0.4")],
};

export function draw({ list, title }, store) {
  const present = new Set();
  for (const { role } of store.marked().values()) present.add(role);
  for (const { role, way } of store.steps()) present.add(role === "step" && way > 1 ? "other" : role);
  const roles = Object.keys(DRAWN).filter((role) => present.has(role));
  write(title, store.words("signs"));
  const create = (role) => el("li", {}, svg("svg", { viewBox: "-1.4 -1.4 2.8 2.8", class: "glyph", "aria-hidden": "true" }, ...DRAWN[role]()), el("span"));
  keyed(list, roles, (role) => role, create, (item, role) => write(item.lastChild, store.words(`sign_${role}`)));
  put(list.parentElement, "hidden", !roles.length);
}
