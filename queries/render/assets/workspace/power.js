// The power map: how far somebody supports (across) and how much they weigh in this decision (up).
// Whoever's influence is not known stands in a band of its own below, not at nothing.

import { FONT, locale, make, roving, shortened, svg, textWidth, whenChanged } from "./elements.js";

const STANCES = [-2, -1, 0, 1, 2];
const R = 9; // of a mark, in pixels
const SIZE = 12.5; // of a name
const MARGIN = { top: 16, right: 16, bottom: 44, left: 62 };
const TICKS = [0.01, 0.1, 0.25, 0.5, 1]; // of the influence that is written on the axis
const GAP = 12; // between the plane and the band
const ROW = 2 * R + 22; // in the band: a mark, and its name under it

export function mount(root, store) {
  const picture = make("div", { class: "power-picture" });
  const note = make("p", { class: "source power-note" });
  root.replaceChildren(make("div", { class: "power" }, picture, note));
  const drawing = whenChanged(
    store,
    () => [store.lens, store.map, store.frame, String(store.state.selected), size(picture)],
    () => picture.clientWidth > 0 && draw(picture, note, store),
  );
  const seen = new ResizeObserver(drawing.again);
  seen.observe(picture);
  return { destroy: () => { drawing.stop(); seen.disconnect(); } };
}

// Rows as the power map of an answer has them (queries/answer.py), or with x and y ready.
const read = (row) => ({
  ...row,
  x: row.x ?? row.stance,
  y: "y" in row ? row.y : row.influence,
  stance: row.stands ?? row.stance,
  why: row.why ?? row.influence_of,
});

const size = (box) => `${box.clientWidth}×${box.clientHeight}`;

function draw(picture, note, store) {
  const power = store.lens?.power;
  const rows = (power?.rows ?? power ?? []).map(read);
  note.textContent = [power?.note ?? store.lens?.power_note, rows.length && store.words("power_signs")].filter(Boolean).join(" ");
  if (!rows.length) {
    picture.replaceChildren(make("p", { class: "nothing", text: store.words(power ? "power_none" : "power_absent") }));
    return;
  }
  const focused = picture.getRootNode().activeElement?.dataset?.id;
  const wide = picture.clientWidth;
  const high = Math.max(300, picture.clientHeight);
  const sides = { left: MARGIN.left, right: wide - MARGIN.right };
  const band = banded(rows, sides);
  const end = Math.max(high - MARGIN.bottom, MARGIN.top + 200 + band);
  const plane = { ...sides, top: MARGIN.top, bottom: end - band, end, inBand: band - GAP };
  const marks = placed(rows, plane, store);
  const group = svg("g", { class: "power-marks", role: "group" });
  const map = svg("svg", { class: "power-map", width: wide, height: end + MARGIN.bottom, role: "group",
    "aria-label": store.words("power_label") }, heads(), axes(plane, store), group);
  const selected = new Set(store.state.selected ?? []);
  group.append(...marks.filter(({ from }) => from !== null).map(arrow));
  const texts = names(marks, plane, selected);
  const first = marks.find(({ id }) => id === focused) ?? marks.find(({ id }) => selected.has(id)) ?? marks[0];
  group.append(
    ...texts.map(({ led }) => led).filter(Boolean),
    ...marks.map((mark) => shape(mark, store, selected, mark === first)),
    ...texts.map(({ text }) => text),
  );
  roving(group, ".power-mark", (one) => store.select([one.dataset.id]));
  picture.replaceChildren(map);
  if (focused) group.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

// How high the band of those whose influence is not known must be for all of them.
function banded(rows, sides) {
  const many = STANCES.map((at) => rows.filter(({ x, y }) => y == null && Math.round(x) === at).length);
  const beside = Math.max(1, Math.floor((column(sides) - 8) / (2 * R + 4)));
  const most = Math.max(...many);
  return most ? GAP + Math.ceil(most / beside) * ROW + 10 : 0;
}

const heads = () =>
  svg("defs", {}, svg("marker", { id: "power-head", viewBox: "0 0 10 10", refX: 9, refY: 5,
    markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0L10 5L0 10z", class: "power-head" })));

const column = ({ left, right }) => (right - left) / STANCES.length;
const across = (plane, x) => plane.left + column(plane) * (bound(x, -2, 2) + 2.5);
const bound = (value, low, high) => Math.max(low, Math.min(high, value));

function axes(plane, store) {
  const { left, right, top, bottom, end, inBand } = plane;
  const percent = new Intl.NumberFormat(locale(store), { style: "percent" });
  const parts = [];
  const line = (x1, y1, x2, y2, look) => parts.push(svg("line", { x1, y1, x2, y2, class: look }));
  const text = (x, y, words, anchor, more) =>
    parts.push(svg("text", { x, y, "text-anchor": anchor, text: words, ...more }));
  for (const share of TICKS) {
    line(left, up(plane, share), right, up(plane, share), "power-grid");
    text(left - 6, up(plane, share) + 4, percent.format(share), "end", { class: "small" });
  }
  for (const at of STANCES.slice(1))
    line(across(plane, at) - column(plane) / 2, top, across(plane, at) - column(plane) / 2, end, "power-grid");
  const middle = (top + bottom) / 2;
  text(16, middle, store.words("power_influence"), "middle", { class: "axis", transform: `rotate(-90 16 ${middle})` });
  if (inBand > 0) {
    parts.push(svg("rect", { x: left, y: bottom + GAP, width: right - left, height: inBand, class: "power-band" }));
    wrapped(store.words("power_unknown"), left - 14).forEach((words, row) =>
      text(left - 6, bottom + GAP + 18 + row * 13, words, "end", { class: "small" }));
  }
  const stances = STANCES.map((at) => stanceWords(store, at));
  const longest = Math.max(...stances.join(" ").split(" ").map((word) => textWidth(word, `600 ${SIZE}px ${FONT}`)));
  const size = SIZE * Math.min(1, (column(plane) - 5) / longest);
  STANCES.forEach((at, number) =>
    wrapped(stances[number], ((column(plane) - 5) * SIZE) / size, "600 ").forEach((words, row) =>
      text(across(plane, at), end + 17 + row * 14, words, "middle", { class: "axis", style: `font-size:${size}px` })));
  return parts;
}

// By the square root: most have little say, and would lie in a heap.
const up = ({ top, bottom }, share) => bottom - 14 - (bottom - top - 28) * Math.sqrt(bound(share, 0, 1));

const stanceWords = (store, at) => store.words(`stance_${Math.round(at)}`.replace("-", "minus_"));

function wrapped(words, wide, weight = "") {
  const rows = [];
  for (const word of words.split(" ")) {
    const longer = rows.length ? `${rows.at(-1)} ${word}` : word;
    if (rows.length && textWidth(longer, `${weight}${SIZE}px ${FONT}`) <= wide) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows.slice(0, 3);
}

// Those at the same place stand beside each other, within their column: across it means nothing.
function placed(rows, plane, store) {
  const free = column(plane) / 2 - R - 2;
  const marks = [];
  for (const row of [...rows].sort((a, b) => (b.y ?? -1) - (a.y ?? -1))) {
    const x = across(plane, row.x);
    const clear = ([px, py]) => marks.every((one) => Math.hypot(one.px - px, one.py - py) > 2 * R + 3);
    const heights = row.y == null ? steps(plane) : [up(plane, row.y)];
    let spot = [x, heights[0]];
    search: for (const y of heights)
      for (let away = 0; away <= free; away += 3) {
        const open = [[x + away, y], [x - away, y]].find(clear);
        if (!open) continue;
        spot = open;
        break search;
      }
    marks.push({ ...row, px: spot[0], py: spot[1], name: row.name || store.name(row.id),
      from: row.was == null || row.was === row.x ? null : across(plane, row.was) });
  }
  return marks;
}

const steps = ({ bottom, end }) =>
  Array.from({ length: Math.floor((end - bottom - GAP) / ROW) }, (_, at) => bottom + GAP + R + 6 + at * ROW);

function arrow({ from, px, py }) {
  const short = px > from ? -R - 3 : R + 3;
  return svg("line", { x1: from, y1: py, x2: px + short, y2: py, class: "power-moved",
    "marker-end": "url(#power-head)" });
}

// A shape for each stance, so that none depends on its colour.
const SHAPES = {
  "-2": (r) => `M${-r} ${-r * 0.8}H${r}L0 ${r}z`,
  "-1": (r) => `M0 ${-r}L${r} 0L0 ${r}L${-r} 0z`,
  0: (r) => `M${-r * 0.8} ${-r * 0.8}H${r * 0.8}V${r * 0.8}H${-r * 0.8}z`,
  1: (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  2: (r) => `M0 ${-r}L${r} ${r * 0.8}H${-r}z`,
};

function shape(mark, store, selected, first) {
  const { id, x, y, px, py, stance, was, stale, why, name } = mark;
  const weight = y == null
    ? store.words("power_weight_unknown")
    : store.words("power_weight", { share: y.toLocaleString(locale(store), { style: "percent" }) });
  const before = was == null ? "" : store.words("power_was", { stance: stanceWords(store, was) });
  const said = [name, stance, weight, before, stale && store.words("power_stale"), why].filter(Boolean).join(". ");
  const at = bound(Math.round(x), -2, 2);
  return svg("g", {
    class: `power-mark stance-${at}${stale ? " stale" : ""}${selected.has(id) ? " chosen" : ""}`,
    transform: `translate(${px} ${py})`, role: "button", tabindex: first ? "0" : "-1", "data-id": id,
    "aria-label": said, "aria-pressed": String(selected.has(id)), onclick: () => store.select([id]),
  },
    svg("title", { text: said }),
    svg("circle", { r: R + 5, class: "power-ring" }),
    svg("path", { d: SHAPES[at](R) }));
}

// Each name where there is room: beside its mark, over or under it; else further off, with a line
// to it; else only on hover. The selected and those that weigh most first.
function names(marks, plane, selected) {
  const taken = marks.map(({ px, py }) => [px - R, py - R, px + R, py + R]);
  for (const { px, py, from } of marks)
    if (from !== null) taken.push([Math.min(px, from), py - 2, Math.max(px, from), py + 2]);
  const rank = ({ id, y }) => (selected.has(id) ? -2 : -(y ?? -1));
  const texts = [];
  for (const mark of [...marks].sort((a, b) => rank(a) - rank(b))) {
    const font = `${selected.has(mark.id) ? "bold " : ""}${SIZE}px ${FONT}`;
    const name = shortened(mark.name, font, Math.max(90, 1.2 * column(plane)));
    const wide = textWidth(name, font) + 4;
    const spot = spots(mark, wide).find((one) => fits(one.box, plane, taken));
    if (!spot) continue;
    taken.push(spot.box);
    const [left, top, right] = spot.box;
    const middle = (left + right) / 2;
    texts.push({
      led: spot.led && svg("line", { x1: mark.px, y1: mark.py, x2: middle, y2: top + 8, class: "power-led" }),
      text: svg("text", { x: middle, y: top + 12, "text-anchor": "middle", text: name, "aria-hidden": "true",
        class: selected.has(mark.id) ? "power-name chosen" : "power-name" }),
    });
  }
  return texts;
}

function spots({ px, py }, wide) {
  const box = (x, y) => [x - wide / 2, y - 8, x + wide / 2, y + 8];
  const near = [[0, R + 11], [R + 4 + wide / 2, 0], [-R - 4 - wide / 2, 0], [0, -R - 11],
    [R + wide / 2, R + 6], [-R - wide / 2, R + 6], [R + wide / 2, -R - 6], [-R - wide / 2, -R - 6]];
  const far = [32, 46].flatMap((away) => [[0, away], [0, -away], [away, away], [-away, away], [away, -away], [-away, -away]]);
  return [
    ...near.map(([x, y]) => ({ box: box(px + x, py + y) })),
    ...far.map(([x, y]) => ({ box: box(px + x, py + y), led: true })),
  ];
}

const fits = ([left, top, right, bottom], plane, taken) =>
  left >= plane.left && right <= plane.right && top >= 0 && bottom <= plane.end &&
  !taken.some(([l, t, r, b]) => l < right && r > left && t < bottom && b > top);
