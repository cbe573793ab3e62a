// The lines of the map. All of one look are one stroke, so that thousands are drawn in a moment;
// widths are pixels of the screen at every zoom. Those of the lens are drawn one by one.

import { BLUE, INK, LINE, PALE, RED } from "./marks.js";

const ALWAYS = 1500; // lines up to which each is drawn at full strength
const FEW = 40; // lines of one entity that are drawn strong
const LOOKS = {
  step: { colour: BLUE, width: 4, arrow: 13 },
  other: { colour: BLUE, width: 1.8, dash: [6, 4], arrow: 8 },
  could: { colour: BLUE, width: 2, dash: [2, 4] },
  gap: { colour: RED, width: 2, dash: [5, 4] },
  gone: { colour: PALE, width: 2, dash: [4, 4] },
  weak: { colour: RED, width: 3 },
  new: { colour: "#2f7fb3", width: 4 },
  ally: { colour: "#00724f", width: 2 },
  opponent: { colour: RED, width: 2, dash: [7, 3] },
  shown: { colour: INK, width: 1.8 },
};

// {from, to, look} of each line that is recorded, by its look; the order in which they are drawn.
export function batches(store) {
  const marks = store.marked();
  const lines = store.lines();
  const thinned = lines.length > ALWAYS ? Math.max(0.2, 0.7 * Math.sqrt(ALWAYS / lines.length)) : 1;
  const groups = new Map();
  for (const line of lines) {
    const back = marks.size > 0 && !(marks.has(line.from) && marks.has(line.to));
    const width = Math.min(3.5, 1.1 + 0.4 * Math.log2(line.count || 1)) * (thinned < 1 ? 0.6 : 1);
    const key = `${line.over ? 1 : 0}${line.sourced ? 0 : 1}${back ? 1 : 0}${width.toFixed(1)}`;
    if (!groups.has(key))
      groups.set(key, {
        colour: line.over ? PALE : "#8593a0", dash: line.sourced ? null : [5, 4], width,
        alpha: (back ? 0.45 : 1) * thinned, lines: [],
      });
    groups.get(key).lines.push(line);
  }
  return [...groups.values()].sort((one, other) => one.alpha - other.alpha);
}

// `at`: id → pixel on the screen. `size`: id → its radius there.
export function drawLines(ctx, groups, at, size, [wide, high], arrows) {
  for (const { colour, dash, width, alpha, lines } of groups) {
    Object.assign(ctx, { strokeStyle: colour, fillStyle: colour, lineWidth: width, globalAlpha: alpha });
    ctx.setLineDash(dash ?? []);
    ctx.beginPath();
    const heads = [];
    for (const line of lines) {
      const [one, other] = [at(line.from), at(line.to)];
      if (!one || !other || away(one, other, wide, high)) continue;
      ctx.moveTo(one.x, one.y);
      ctx.lineTo(other.x, other.y);
      if (arrows && line.directed) heads.push([one, other, size(line.to)]);
    }
    ctx.stroke();
    ctx.setLineDash([]);
    if (!heads.length) continue;
    ctx.beginPath();
    for (const [one, other, gap] of heads) head(ctx, one, other, gap, 6);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

// What ties the selected ones to others, over all other lines.
export function drawTouching(ctx, lines, at, size) {
  const few = lines.length <= FEW;
  Object.assign(ctx, { strokeStyle: INK, fillStyle: INK, lineWidth: few ? 1.8 : 1, globalAlpha: few ? 0.85 : 0.5 });
  for (const { from, to, directed, sourced } of lines) {
    const [one, other] = [at(from), at(to)];
    if (!one || !other) continue;
    stroke(ctx, one, other, sourced ? null : [5, 4]);
    if (!directed || !few) continue;
    ctx.beginPath();
    head(ctx, one, other, size(to), 7);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

// The lens's lines, weakest first. Returns where their numbers and words belong.
export function drawLens(ctx, lines, at, size) {
  const labels = [];
  const strong = (line) => (line.role === "step" && line.way === 1 ? 1 : 0);
  for (const line of [...lines].sort((a, b) => strong(a) - strong(b) || b.way - a.way)) {
    const [one, other] = [at(line.from), at(line.to)];
    if (!one || !other) continue;
    const look = line.role === "step" && line.way > 1 ? LOOKS.other : (LOOKS[line.role] ?? LOOKS.shown);
    Object.assign(ctx, { strokeStyle: look.colour, fillStyle: look.colour, lineWidth: look.width, lineCap: "butt" });
    const pointed = line.directed || (line.role === "step" && line.way === 1);
    const [start, end] = cut(one, other, size(line.from), size(line.to) + 3, pointed ? (look.arrow ?? 8) * 0.8 : 0);
    stroke(ctx, start, end, look.dash);
    if (pointed) {
      ctx.beginPath();
      head(ctx, one, other, size(line.to) + 3, look.arrow ?? 8);
      ctx.fill();
    }
    const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    labels.push({ ...middle, line, colour: look.colour, numbered: line.order !== null && strong(line) === 1 });
  }
  return labels;
}

export function drawNumber(ctx, { x, y, line, colour }) {
  ctx.beginPath();
  ctx.arc(x, y, 10.5, 0, 2 * Math.PI);
  Object.assign(ctx, { fillStyle: "#ffffff", strokeStyle: colour, lineWidth: 2 });
  ctx.fill();
  ctx.stroke();
  Object.assign(ctx, { fillStyle: colour, font: "bold 13px system-ui, sans-serif", textAlign: "center", textBaseline: "middle" });
  ctx.fillText(String(line.order), x, y + 1);
}

// The line nearest to a pixel, if any is within reach of a pointer.
export function lineAt(lines, at, { x, y }, reach = 5) {
  let [best, nearest] = [null, reach];
  for (const line of lines) {
    const [one, other] = [at(line.from), at(line.to)];
    if (!one || !other) continue;
    const [dx, dy] = [other.x - one.x, other.y - one.y];
    const part = Math.max(0, Math.min(1, ((x - one.x) * dx + (y - one.y) * dy) / (dx * dx + dy * dy || 1)));
    const gap = Math.hypot(one.x + part * dx - x, one.y + part * dy - y);
    if (gap < nearest) [best, nearest] = [line, gap];
  }
  return best;
}

function stroke(ctx, one, other, dash) {
  ctx.setLineDash(dash ?? []);
  ctx.beginPath();
  ctx.moveTo(one.x, one.y);
  ctx.lineTo(other.x, other.y);
  ctx.stroke();
  ctx.setLineDash([]);
}

function head(ctx, one, other, gap, length) {
  const far = Math.hypot(other.x - one.x, other.y - one.y) || 1;
  const [ux, uy] = [(other.x - one.x) / far, (other.y - one.y) / far];
  const tip = { x: other.x - ux * gap, y: other.y - uy * gap };
  const base = { x: tip.x - ux * length, y: tip.y - uy * length };
  ctx.moveTo(tip.x, tip.y);
  ctx.lineTo(base.x - uy * length * 0.45, base.y + ux * length * 0.45);
  ctx.lineTo(base.x + uy * length * 0.45, base.y - ux * length * 0.45);
  ctx.closePath();
}

function cut(one, other, before, after, arrow) {
  const far = Math.hypot(other.x - one.x, other.y - one.y) || 1;
  const [ux, uy] = [(other.x - one.x) / far, (other.y - one.y) / far];
  const [from, to] = [Math.min(before, far / 2), Math.min(after + arrow, far / 2)];
  return [{ x: one.x + ux * from, y: one.y + uy * from }, { x: other.x - ux * to, y: other.y - uy * to }];
}

const away = (one, other, wide, high) =>
  (one.x < 0 && other.x < 0) || (one.y < 0 && other.y < 0)
  || (one.x > wide && other.x > wide) || (one.y > high && other.y > high);
