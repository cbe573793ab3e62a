// Names at a readable size at every zoom, the most important first, then the words of the lens, then
// how the selected one is tied to each neighbour. What would cover a name, or an entity, is left
// out: zooming in makes room for it.

import { BLUE, INK } from "./marks.js";

export const SIZE = 13;
const SMALL = 11.5;
const QUIET = "#6b7782";
const MOST_NAMES = 400; // tried at once: more would slow down a drag
const MOST_PHRASES = 30; // more words on the lines of one entity would hide it
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
const CELL = 90;
const widths = new Map();
const wraps = new Map();

// Who is named first.
export function ranked(store, looks) {
  return store.visible()
    .map((node) => {
      const look = looks.get(node.id);
      const mark = store.mark(node.id);
      const place = node.id === store.state.subject ? 0 : mark ? 1 + Math.min(mark.order ?? 50, 99) / 100 : 3;
      return { node, look, place, ties: store.ties(node.id) };
    })
    .sort((a, b) => a.place - b.place || b.ties - a.ties || (a.node.id < b.node.id ? -1 : 1));
}

// Where each text goes: {lines, x, top, font, size, colour}.
export function placed(ctx, { order, selected, near, at, size, wide, high, lens, touching, covered }) {
  const grid = gridded();
  const texted = gridded(); // those who matter may be written over whoever does not, never over a text
  for (const box of covered) for (const one of [grid, texted]) one.take(box);
  const crowd = near.size > MOST_PHRASES;
  const rank = ({ node, place }) => (selected.has(node.id) ? 0 : (crowd ? place < 3 : near.has(node.id)) ? 1 : 2);
  const seen = [];
  for (const one of order) {
    const where = at(one.node.id);
    if (where.x < 0 || where.x > wide || where.y < 0 || where.y > high) continue;
    const radius = size(one.node.id);
    const box = boxed(where.x, where.y - radius, 2 * radius, 2 * radius);
    grid.take(box);
    if (one.place < 3) texted.take(box);
    seen.push({ ...one, ...where, radius, rank: rank(one) });
  }
  for (const { x, y, numbered } of lens) if (numbered) for (const one of [grid, texted]) one.take(boxed(x, y - 11, 22, 22));
  const texts = [];
  const place = (lines, style, of, colour, spots, matters) => {
    const font = `${style} ${of}px ${FONT}`;
    const across = Math.max(...lines.map((line) => measured(ctx, font, line))) + 4;
    const tall = lines.length * of * 1.2;
    const boxes = spots(across / 2, tall).map(([x, top]) => boxed(x, top, across, tall));
    const free = (among) => boxes.find((one) => inside(one, wide, high) && among.free(one));
    const box = free(grid) ?? (matters ? free(texted) : null);
    if (!box) return null;
    grid.take(box);
    texted.take(box);
    texts.push({ lines, x: (box[0] + box[2]) / 2, top: box[1], font, size: of, colour });
    return box;
  };
  if (seen.some((one) => one.rank < 2)) seen.sort((a, b) => a.rank - b.rank);
  for (const { node, look, x, y, radius, rank, place: importance } of seen.slice(0, MOST_NAMES)) {
    const away = radius + 3 + look.rings.length * 4;
    const around = (half, tall) => beside(x, y, away)(half, tall).slice(0, 4);
    const bold = (rank === 0 && selected.size <= 8) || look.strong ? "bold" : "";
    const colour = look.alpha < 1 && rank === 2 && !near.has(node.id) ? QUIET : INK;
    const box = place(wrapped(node.name), bold, SIZE, colour, around, rank === 0 || importance < 3);
    const { words } = look;
    if (!box || !words) continue;
    const under = box[1] > y;
    const along = (_, tall) => (under ? [[x, y - away - tall], [x, box[3]]] : [[x, box[1] - tall], [x, y + away]]);
    place(wrapped(words, 30, 2), "", SMALL, BLUE, along, false);
  }
  for (const { x, y, line, numbered, colour } of lens)
    if (line.words)
      place([line.words], "", SMALL, colour, beside(x, y, numbered ? 13 : 3), true);
  for (const { from, to, phrase } of touching.length <= MOST_PHRASES ? touching : []) {
    const [one, other] = [at(from), at(to)];
    const spot = (part) => (_, tall) => [one.x + (other.x - one.x) * part, one.y + (other.y - one.y) * part - tall / 2];
    place([phrase], "italic", SIZE - 1, INK, (half, tall) => [0.5, 0.35, 0.65].map((part) => spot(part)(half, tall)), false);
  }
  return texts;
}

const beside = (x, y, away) => (half, tall) => [
  [x, y + away], [x, y - away - tall], [x + away + half, y - tall / 2], [x - away - half, y - tall / 2],
  [x + away + half, y + away / 2], [x - away - half, y + away / 2], [x - away - half, y - away / 2 - tall],
];

export function print(ctx, texts, dx = 0, dy = 0) {
  Object.assign(ctx, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 4, strokeStyle: "#ffffff" });
  for (const { lines, x, top, font, size, colour } of texts) {
    ctx.font = font;
    ctx.fillStyle = colour;
    lines.forEach((line, number) => {
      const y = top + dy + number * size * 1.2;
      ctx.strokeText(line, x + dx, y);
      ctx.fillText(line, x + dx, y);
    });
  }
}

function measured(ctx, font, line) {
  const key = `${font}|${line}`;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(line).width);
  }
  return widths.get(key);
}

// A name over a few short lines.
export function wrapped(name, width = 22, most = 3) {
  const key = `${width}|${name}`;
  if (wraps.has(key)) return wraps.get(key);
  const rows = [""];
  for (const word of name.split(/\s+/)) {
    const last = rows.at(-1);
    if (last && last.length + word.length >= width) rows.push(word);
    else rows[rows.length - 1] = `${last} ${word}`.trim();
  }
  const lines = rows.slice(0, most);
  if (rows.length > most) lines[most - 1] += "…";
  wraps.set(key, lines);
  return lines;
}

// Boxes by the cells that they touch: what overlaps is asked of a few, not of all.
function gridded() {
  const cells = new Map();
  function* touched([left, top, right, bottom]) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield x * 4096 + y;
  }
  return {
    take(box) {
      for (const cell of touched(box)) {
        if (!cells.has(cell)) cells.set(cell, []);
        cells.get(cell).push(box);
      }
    },
    free(box) {
      for (const cell of touched(box)) if (cells.get(cell)?.some((other) => over(other, box))) return false;
      return true;
    },
  };
}

const boxed = (x, top, across, tall) => [x - across / 2, top, x + across / 2, top + tall];
const inside = ([left, top, right, bottom], wide, high) => left >= 0 && top >= 0 && right <= wide && bottom <= high;
const over = ([left, top, right, bottom], [l, t, r, b]) => l < right && r > left && t < bottom && b > top;
