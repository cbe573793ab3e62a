// Shows a network map that Python built (queries/render/network_map.py) with vis-network.
// Names are only ever text. Positions and zoom outlive reruns and page switches: they are kept
// here by the map's id as long as the browser tab lives.

const kept = new Map(); // map id → {scale, position, moved: {entity id → {x, y}}}
const shown = new WeakMap(); // frame → what is drawn in it
const MOST_PHRASES = 30; // more words on the lines of one entity would hide it
const MOST_NAMES = 400; // names tried at once: more would slow down a drag
const SIZE = 13; // pixels of a name on the screen, at every zoom
const LINE = 1.2 * SIZE;
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";

export default function ({ data, parentElement, setStateValue }) {
  const frame = parentElement.querySelector(".network-map");
  const picture = shown.get(frame) ?? draw(frame, data);
  picture.tell = setStateValue;
  picture.words = data.words;
  if (picture.drawn !== data.drawn) replace(picture, data);
  select(picture, data.selected);
  return () => {
    // The same frame may be asked to draw again at once; only what is gone is taken down.
    setTimeout(() => {
      if (frame.isConnected) return;
      picture.network.destroy();
      shown.delete(frame);
    });
  };
}

function draw(frame, data) {
  const { vis } = globalThis;
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const canvas = frame.querySelector(".canvas");
  const network = new vis.Network(canvas, { nodes, edges }, data.map.options);
  const picture = { frame, network, nodes, edges, id: data.id, tell: () => {}, names: [], phrases: [] };
  shown.set(frame, picture);
  beGuest(canvas, network);
  network.on("afterDrawing", (ctx) => write(picture, ctx));
  network.on("click", ({ nodes: [id] }) => id !== undefined && picture.tell("selected", id));
  network.on("dragEnd", ({ nodes: moved }) => remember(picture, moved));
  network.on("zoom", () => remember(picture, []));
  network.on("animationFinished", () => remember(picture, []));
  const press = (name, act) => frame.querySelector(`.${name}`).addEventListener("click", act);
  press("closer", () => zoom(picture, 1.4));
  press("farther", () => zoom(picture, 1 / 1.4));
  press("whole", () => network.fit({ animation: { duration: 200 } }));
  return picture;
}

// The page stays the reader's: the wheel and one finger scroll it, and a pointer that passes over the
// map takes no focus. Ctrl and the wheel zoom, as does the wheel alone once the map was entered (by a
// click or Enter, until Escape or another place of the page); two fingers move the map.
function beGuest(canvas, network) {
  const inner = canvas.querySelector(".vis-network");
  inner.focus = () => {}; // which vis-network calls at each movement of the pointer
  let entered = false;
  const enter = () => (entered = true);
  const leave = () => (entered = false);
  canvas.addEventListener("click", enter);
  canvas.addEventListener("focusout", leave);
  canvas.addEventListener("pointerleave", leave);
  canvas.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") enter();
    if (key === "Escape") leave();
  });
  const scrolls = (event) => !(entered || event.ctrlKey || event.metaKey);
  const past = (event) => scrolls(event) && event.stopPropagation();
  canvas.addEventListener("wheel", past, { capture: true, passive: true });

  let before = null; // where the middle of two fingers was
  const middle = ([one, other]) => ({
    x: (one.clientX + other.clientX) / 2,
    y: (one.clientY + other.clientY) / 2,
  });
  const touched = (event) => {
    const two = event.touches.length === 2;
    const now = two ? middle(event.touches) : null;
    if (two) event.preventDefault();
    if (two && before) {
      const { x, y } = network.getViewPosition();
      const scale = network.getScale();
      const [dx, dy] = [(now.x - before.x) / scale, (now.y - before.y) / scale];
      network.moveTo({ position: { x: x - dx, y: y - dy } });
    }
    before = now;
  };
  for (const kind of ["touchstart", "touchmove", "touchend", "touchcancel"])
    canvas.addEventListener(kind, touched, { passive: false });
}

function replace(picture, data) {
  picture.drawn = data.drawn;
  picture.label = data.label;
  const before = kept.get(data.id);
  // Names are written by `write`: vis-network's own would shrink with the map and overlap.
  const place = ({ label, ...node }) => ({ ...node, ...(before?.moved[node.id] ?? {}) });
  const ties = new Map();
  for (const { from, to } of data.map.edges)
    for (const id of [from, to]) ties.set(id, (ties.get(id) ?? 0) + 1);
  picture.names = picture.phrases = [];
  picture.selected = null;
  picture.edges.clear();
  picture.nodes.clear();
  picture.network.setOptions(data.map.options);
  picture.nodes.add(data.map.nodes.map(place));
  picture.edges.add(data.map.edges);
  picture.names = data.map.nodes
    .map(({ id, label, size }) => ({ id, lines: label.split("\n"), size, ties: ties.get(id) ?? 0 }))
    .sort((a, b) => b.size - a.size || b.ties - a.ties || (a.id < b.id ? -1 : 1));
  for (const part of ["closer", "farther", "whole", "legend"])
    picture.frame.querySelector(`.${part}`).setAttribute("aria-label", data.words[part]);
  picture.frame.querySelector(".whole").textContent = data.words.whole;
  legend(picture.frame.querySelector(".legend"), data.map.legend);
  picture.network.once("afterDrawing", () =>
    requestAnimationFrame(() => {
      if (before) picture.network.moveTo({ scale: before.scale, position: before.position });
      else picture.network.fit({ maxZoomLevel: 1.3 });
    }),
  );
}

function remember(picture, moved) {
  const { network, id } = picture;
  const places = { ...(kept.get(id)?.moved ?? {}), ...network.getPositions(moved) };
  const view = { scale: network.getScale(), position: network.getViewPosition() };
  kept.set(id, { ...view, moved: moved.length ? places : (kept.get(id)?.moved ?? {}) });
}

function zoom(picture, factor) {
  const scale = picture.network.getScale() * factor;
  picture.network.moveTo({ scale, animation: { duration: 150 } });
}

// Names at a readable size, the most important first, then how the selected entity is tied to each
// neighbour. What would cover a name, or an entity, is left out: zooming in makes room for it.
function write(picture, ctx) {
  const { network, selected } = picture;
  const scale = network.getScale();
  const near = new Set(selected == null ? [] : network.getConnectedNodes(selected));
  const rank = ({ id }) => (id === selected ? 0 : near.has(id) ? 1 : 2);
  const { clientWidth: wide, clientHeight: high } = picture.frame.querySelector(".canvas");
  const at = (id) => network.canvasToDOM(network.getPosition(id));
  const seen = picture.names
    .map((name) => ({ ...name, rank: rank(name), ...at(name.id) }))
    .filter(({ x, y }) => x > 0 && x < wide && y > 0 && y < high);
  const taken = seen.map(({ x, y, size }) => boxed(x, y - size * scale, 2 * size * scale, 2 * size * scale));
  const free = (box) => inside(box, wide, high) && !taken.some((other) => over(other, box));
  const place = (lines, style, spots, always) => {
    ctx.font = `${style} ${SIZE}px ${FONT}`;
    const across = Math.max(...lines.map((line) => ctx.measureText(line).width)) + 4;
    const tall = lines.length * LINE;
    const boxes = spots(across / 2, tall).map(([x, top]) => boxed(x, top, across, tall));
    const box = boxes.find(free) ?? (always ? boxes[0] : undefined);
    if (!box) return;
    taken.push(box);
    lines.forEach((line, number) => print(ctx, line, (box[0] + box[2]) / 2, box[1] + number * LINE));
  };
  ctx.save();
  ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  for (const { id, lines, size, x, y } of seen.sort((a, b) => a.rank - b.rank).slice(0, MOST_NAMES)) {
    const away = size * scale + 3;
    const around = (half, tall) => [
      [x, y + away], [x, y - away - tall], [x + away + half, y - tall / 2], [x - away - half, y - tall / 2],
    ];
    place(lines, id === selected ? "bold" : "", around, id === selected);
  }
  for (const { from, to, phrase } of picture.phrases) {
    const [one, other] = [at(from), at(to)];
    const middle = (_, tall) => [[(one.x + other.x) / 2, (one.y + other.y - tall) / 2]];
    place([phrase], "italic", middle, false);
  }
  ctx.restore();
}

function print(ctx, line, x, top) {
  Object.assign(ctx, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 4 });
  Object.assign(ctx, { strokeStyle: "#ffffff", fillStyle: "#1b2733" });
  ctx.strokeText(line, x, top);
  ctx.fillText(line, x, top);
}

const boxed = (x, top, across, tall) => [x - across / 2, top, x + across / 2, top + tall];
const inside = ([left, top, right, bottom], wide, high) =>
  left >= 0 && top >= 0 && right <= wide && bottom <= high;
const over = ([left, top, right, bottom], [l, t, r, b]) =>
  l < right && r > left && t < bottom && b > top;

function select(picture, id) {
  const { network, nodes, edges } = picture;
  const there = id != null && nodes.get(id);
  const touching = there ? edges.get(network.getConnectedEdges(id)) : [];
  picture.selected = there ? id : null;
  picture.phrases = touching.length <= MOST_PHRASES ? touching : [];
  if (there) network.selectNodes([id], true);
  else network.unselectAll();
  const name = picture.names.find((one) => one.id === id)?.lines.join(" ");
  const canvas = picture.frame.querySelector(".canvas");
  const put = { "{map}": picture.label, "{name}": name };
  const label = name && picture.words.selected.replace(/\{map\}|\{name\}/g, (part) => put[part]);
  canvas.setAttribute("aria-label", label ?? picture.label);
}

function legend(list, kinds) {
  list.replaceChildren(
    ...kinds.map(({ glyph, colour, edge, text }) => {
      const item = document.createElement("li");
      const mark = document.createElement("span");
      mark.textContent = glyph;
      mark.style.color = colour;
      if (edge) mark.style.webkitTextStrokeColor = edge;
      mark.setAttribute("aria-hidden", "true");
      item.append(mark, ` ${text}`);
      return item;
    }),
  );
}
