// What a kind and a role look like. Every kind has a shape of its own, or a sign within it: nobody
// must tell two apart by colour alone. A look is drawn by `paint` on the map and by `glyph` elsewhere.

import { svg } from "./dom.js";

export const INK = "#1b2733";
export const LINE = "#5b6b7a";
export const PALE = "#b4bec8";
export const BLUE = "#0b5c8a";
export const RED = "#c62f1d";
export const FADED = 0.35;
const PAPER = "#ffffff";
const STANDS = { ally: ["#00724f", "+"], neutral: ["#5b6b7a", "·"], opponent: [RED, "−"] };
const GROUPS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#f0e442", "#d55e00", "#999999"];
const FEW = 200; // entities up to which each one's shape can be told from afar
const SIZE = { base: 11, tied: 6, marked: 17, subject: 21 };

const around = (corners, turn, radius = () => 1) =>
  `M${Array.from({ length: corners }, (_, corner) => {
    const angle = turn + (2 * Math.PI * corner) / corners;
    return `${(radius(corner) * Math.cos(angle)).toFixed(3)} ${(radius(corner) * Math.sin(angle)).toFixed(3)}`;
  }).join("L")}Z`;
const UP = -Math.PI / 2;
const SHAPES = {
  dot: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  square: "M-.88-.88H.88V.88H-.88Z",
  box: "M-1.15-.68H1.15V.68H-1.15Z",
  hexagon: around(6, 0, () => 1.1),
  triangle: around(3, UP, () => 1.2),
  triangleDown: around(3, -UP, () => 1.2),
  star: around(10, UP, (corner) => (corner % 2 ? 0.52 : 1.22)),
  diamond: around(4, UP, () => 1.2),
};
// A sign within, for the second, third … kind of the same shape.
const SIGNS = ["", "M-.45 0H.45", "M0-.4V.4", "M-.38-.38L.38.38M.38-.38L-.38.38", "M-.42-.2H.42M-.42.2H.42", "M-.3 0A.3.3 0 1 1 .3 0A.3.3 0 1 1-.3 0"];
const strokes = new Map();
const path = (text) => {
  if (!strokes.has(text)) strokes.set(text, new Path2D(text));
  return strokes.get(text);
};

// kind → {shape, sign, colour}
export function kinds(classes) {
  const many = new Map();
  return new Map(
    Object.entries(classes ?? {}).map(([kind, { shape, color, sign }]) => {
      const number = sign ?? many.get(shape) ?? 0;
      many.set(shape, number + 1);
      return [kind, { shape: SHAPES[shape] ?? SHAPES.dot, sign: SIGNS[number % SIGNS.length], colour: color }];
    }),
  );
}

export function glyph({ shape, sign, colour } = { shape: SHAPES.dot, sign: "", colour: PALE }) {
  const within = sign && svg("path", { d: sign, fill: "none", stroke: INK, "stroke-width": 0.2 });
  const outer = svg("path", { d: shape, fill: colour, stroke: INK, "stroke-width": 0.13 });
  return svg("svg", { viewBox: "-1.4 -1.4 2.8 2.8", class: "glyph", "aria-hidden": "true" }, outer, within);
}

// id → look, for everybody who is drawn.
export function looks(store) {
  const own = kinds(store.map?.classes);
  const marks = store.marked();
  const marking = marks.size > 0;
  const least = store.visible().length <= FEW ? 4.5 : 2;
  const along = new Set(store.steps().flatMap(({ from, to }) => [from, to]));
  return new Map(
    store.visible().map((node) => {
      const { shape, sign, colour } = own.get(node.kind) ?? { shape: SHAPES.dot, sign: "", colour: "#cc79a7" };
      const ties = Math.log2(store.ties(node.id) + 1);
      const look = {
        shape: path(shape), sign: sign && path(sign), fill: colour, edge: INK, width: 1.2, dash: null, alpha: 1,
        size: SIZE.base + Math.min(SIZE.tied, ties), number: "", rings: [], badge: null, strong: false, words: "", least,
      };
      if (node.id === store.state.subject) Object.assign(look, { size: SIZE.subject, strong: true, least: 11 });
      if (node.state === "ended") Object.assign(look, { fill: PAPER, edge: LINE, dash: [4, 3] });
      if (node.state === "new") look.rings.push(halo());
      const mark = marks.get(node.id);
      if (mark) marked(look, mark);
      else if (marking && node.id !== store.state.subject && !along.has(node.id)) look.alpha = FADED;
      return [node.id, look];
    }),
  );
}

function marked(look, { role, order, words }) {
  Object.assign(look, { size: Math.max(look.size, SIZE.marked), least: 10, words: words ?? "" });
  const numbered = () => order !== null && order !== undefined && (look.number = String(order));
  if (role === "ranked") numbered();
  else if (role === "start") Object.assign(look, { strong: true }).rings.push({ colour: BLUE, width: 2.5 });
  else if (role === "step") Object.assign(look, { strong: true, width: 2.4 });
  else if (role === "goal")
    Object.assign(look, { strong: true, width: 2.4 }).rings.push({ colour: BLUE, width: 2 }, { colour: BLUE, width: 2 });
  else if (role === "gap") Object.assign(look, { fill: PAPER, edge: RED, width: 2.2, dash: [5, 3], number: "?" });
  else if (role === "could") look.rings.push({ colour: BLUE, width: 2, dash: [2, 3] });
  else if (role === "weak") Object.assign(look, { strong: true }).rings.push({ colour: RED, width: 4 });
  else if (STANDS[role]) {
    const [colour, sign] = STANDS[role];
    look.rings.push({ colour, width: 3 });
    look.badge = { colour, sign };
  } else if (role === "group") {
    look.fill = GROUPS[((order ?? 1) - 1 + 8 * GROUPS.length) % GROUPS.length];
    numbered();
  } else if (role === "gone") Object.assign(look, { fill: PAPER, edge: LINE, dash: [3, 3], alpha: 0.75 });
  else if (role === "new") look.rings.push(halo());
  else if (role === "moved") look.rings.push({ ...halo(), dash: [6, 4] });
}

const halo = () => ({ colour: "#56b4e9aa", width: 7 });

// Around a pixel of the screen.
export function paint(ctx, look, { x, y }, radius, alpha = look.alpha) {
  const dots = devicePixelRatio;
  ctx.setTransform(dots * radius, 0, 0, dots * radius, dots * x, dots * y);
  if (alpha < 1) {
    // Lines must not shine through whoever steps back.
    ctx.globalAlpha = 1;
    ctx.fillStyle = PAPER;
    ctx.fill(look.shape);
  }
  ctx.globalAlpha = alpha;
  ctx.fillStyle = look.fill;
  ctx.fill(look.shape);
  if (radius >= 3.5) {
    ctx.strokeStyle = look.edge;
    ctx.lineWidth = look.width / radius;
    if (look.dash) ctx.setLineDash(look.dash.map((part) => part / radius));
    ctx.stroke(look.shape);
    if (look.dash) ctx.setLineDash([]);
  }
  if (look.sign && !look.number && radius >= 6) {
    ctx.lineWidth = 0.2;
    ctx.strokeStyle = INK;
    ctx.stroke(look.sign);
  }
  if (!look.rings.length && !look.number && !look.badge) return;
  ctx.setTransform(dots, 0, 0, dots, dots * x, dots * y);
  let away = radius * 1.2 + 2;
  for (const { colour, width, dash } of look.rings) {
    circle(ctx, away + width / 2, colour, width, dash);
    away += width + 2;
  }
  if (look.number && radius >= 7) inside(ctx, look, radius);
  if (look.badge) badge(ctx, look.badge, radius);
}

// Many far away are dots: all of one colour are one shape.
export function paintFar(ctx, dots) {
  const colours = new Map();
  for (const { look, x, y, radius, alpha } of dots) {
    const key = `${alpha} ${look.fill}`;
    if (!colours.has(key)) colours.set(key, { look, alpha, dots: [] });
    colours.get(key).dots.push([x, y, radius]);
  }
  for (const { look, alpha, dots: all } of colours.values()) {
    for (const [fill, strong] of alpha < 1 ? [[PAPER, 1], [look.fill, alpha]] : [[look.fill, 1]]) {
      ctx.globalAlpha = strong;
      ctx.fillStyle = fill;
      ctx.beginPath();
      for (const [x, y, radius] of all) ctx.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}

export function circle(ctx, radius, colour, width, dash = null) {
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  Object.assign(ctx, { strokeStyle: colour, lineWidth: width });
  ctx.setLineDash(dash ?? []);
  ctx.stroke();
  if (dash) ctx.setLineDash([]);
}

function inside(ctx, { number, fill }, radius) {
  const size = Math.min(15, radius * (number.length > 2 ? 0.8 : 1.05));
  Object.assign(ctx, { font: `bold ${size}px system-ui, sans-serif`, textAlign: "center", textBaseline: "middle" });
  ctx.fillStyle = dark(fill) ? PAPER : INK;
  ctx.fillText(number, 0, size * 0.06);
}

function badge(ctx, { colour, sign }, radius) {
  const away = radius * 0.95;
  ctx.beginPath();
  ctx.arc(away, away, 7, 0, 2 * Math.PI);
  Object.assign(ctx, { fillStyle: colour, strokeStyle: PAPER, lineWidth: 1.5 });
  ctx.fill();
  ctx.stroke();
  Object.assign(ctx, { fillStyle: PAPER, font: "bold 12px system-ui, sans-serif", textAlign: "center", textBaseline: "middle" });
  ctx.fillText(sign, away, away + 0.5);
}

function dark(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 140;
}
