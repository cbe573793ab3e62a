// The map as a picture. vis-network keeps the canvas and the view: it draws when asked, pans and
// zooms. Entities and lines are drawn by marks.js, lines.js and names.js, so that a click or a lens is
// one repaint, and thousands cost little.

import { view } from "./address.js";
import { calm, el, put } from "./dom.js";
import { gestures } from "./gestures.js";
import { batches, drawLens, drawLines, drawNumber, drawTouching } from "./lines.js";
import { BLUE, circle, looks, paint, paintFar } from "./marks.js";
import { placed, print, ranked } from "./names.js";
import { tools } from "./tools.js";

const MOST = 26; // pixels of a radius on the screen, however close
const MOST_MOVING = 6000; // lines up to which they are drawn while the map is dragged
const MARGIN = { side: 70, above: 44, below: 66 }; // for names at the edges, and the buttons below
const FAR = 4.5; // pixels of a radius below which many are drawn as dots
const MANY = 1500;
const OPTIONS = {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  interaction: { hover: false, keyboard: { enabled: false }, selectable: false, dragNodes: false, tooltipDelay: 1e9 },
};

export function mount(root, store) {
  const { vis } = globalThis;
  const canvas = el("div", { class: "canvas" });
  root.append(canvas);
  const network = new vis.Network(canvas, { nodes: [], edges: [] }, OPTIONS);
  const picture = {
    root, canvas, store, network, looks: new Map(), spots: new Map(), order: [], groups: [], labels: [],
    moving: false, texts: null, viewed: null, stop: canvas.querySelector(".vis-network"), scale: 1, left: 0, top: 0,
    chosen: new Set(), near: new Set(), touching: [], pinned: new Set(),
  };
  picture.at = (id) => {
    const spot = picture.spots.get(id);
    return spot && { x: spot.x * picture.scale + picture.left, y: spot.y * picture.scale + picture.top };
  };
  picture.size = (id) => radius(picture, picture.looks.get(id));
  picture.under = (spot) => under(picture, spot);
  picture.moved = (spots) => moved(picture, spots);
  picture.redraw = () => network.body.emitter.emit("_requestRedraw");
  named(picture);
  network.on("afterDrawing", (ctx) => {
    ctx.save();
    ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    draw(picture, ctx);
    ctx.restore();
  });
  network.on("dragStart", () => { picture.moving = true; });
  network.on("dragEnd", () => {
    picture.moving = false;
    chosen(picture);
    viewChanged(picture);
    picture.redraw();
  });
  network.on("zoom", () => {
    picture.chosenView = true;
    viewChanged(picture);
  });
  network.on("resize", () => picture.chosenView || requestAnimationFrame(() => fit(picture, false)));
  network.on("animationFinished", () => viewChanged(picture));
  gestures(picture);
  tools(picture);
  Object.assign(store.acts, {
    fit: () => {
      picture.chosenView = false;
      fit(picture, !calm());
    },
    zoom: (factor) => chosen(picture) && move(picture, { scale: network.getScale() * factor }),
    pan: (x, y) => pan(picture, x, y),
    toward: (x, y) => toward(picture, x, y),
  });
  const read = (changed) => update(picture, changed);
  store.subscribe(read);
  read(new Set(["map", "lens", "frame"]));
  return { destroy: () => network.destroy() };
}

// Whoever stands at a pixel of the screen; a finger is not as fine as a pixel.
function under({ order, at, size }, { x, y }) {
  let [best, least] = [undefined, Infinity];
  for (const { node: { id } } of order) {
    const spot = at(id);
    const far = Math.hypot(spot.x - x, spot.y - y);
    const reach = Math.max(7, size(id) * 1.15 + 2);
    if (far <= reach && far / reach < least) [best, least] = [id, far / reach];
  }
  return best;
}

const chosen = (picture) => (picture.chosenView = true);
const touches = (changed, ...names) => names.some((name) => changed.has(name));

function update(picture, changed) {
  const { store } = picture;
  if (!store.map || (!store.lens && store.data?.lens)) return; // both at once, so that it is drawn once
  if (touches(changed, "map", "lens", "hidden", "kinds", "path", "subject")) {
    if (touches(changed, "map", "lens", "hidden", "kinds")) place(picture);
    picture.looks = looks(store);
    picture.order = ranked(store, picture.looks);
    picture.groups = batches(store);
    changed.add("selected");
  }
  if (changed.has("selected")) selected(picture);
  if (touches(changed, "selected", "frame")) named(picture);
  if ((changed.has("map") || picture.viewed === null) && picture.viewed !== store.state.subject) look(picture);
  else if (touches(changed, "map", "lens") && !picture.chosenView) requestAnimationFrame(() => makeRoom(picture));
  if (touches(changed, "wanted", "map", "lens", "hidden", "kinds") && store.wanted) bring(picture);
  picture.redraw();
}

// What was moved by hand stays there.
function place(picture) {
  const { moved } = view(picture.store.state.subject);
  picture.spots = new Map(
    picture.store.visible().map(({ id, x, y }) => [id, moved[id] ? { x: moved[id][0], y: moved[id][1] } : { x, y }]),
  );
  picture.pinned = new Set(Object.keys(moved));
}

// Grows slower than the map: far away everybody can be seen, close by nobody fills the picture.
function radius({ scale }, { size, least } = { size: 11, least: 2 }) {
  const factor = scale < 0.35 ? scale * 1.65 : Math.min(1.3, 0.35 + 0.65 * scale);
  return Math.max(least, Math.min(MOST, size * factor));
}

function draw(picture, ctx) {
  const { network, canvas, store, at, size } = picture;
  picture.scale = network.getScale();
  ({ x: picture.left, y: picture.top } = network.canvasToDOM({ x: 0, y: 0 }));
  [picture.wide, picture.high] = [canvas.clientWidth, canvas.clientHeight];
  const many = store.lines().length > MOST_MOVING;
  if (!(picture.moving && many))
    drawLines(ctx, picture.groups, at, size, [picture.wide, picture.high], picture.scale > 0.45);
  drawTouching(ctx, picture.touching, at, size);
  picture.labels = drawLens(ctx, store.steps(), at, size);
  drawEntities(picture, ctx);
  for (const id of store.state.selected) if (picture.spots.has(id)) ringed(ctx, at(id), size(id) * 1.2 + 5);
  expandable(picture, ctx);
  for (const label of picture.labels) if (label.numbered) drawNumber(ctx, label);
  drawNames(picture, ctx);
}

// Those who matter least first.
function drawEntities(picture, ctx) {
  const { order, chosen, near, at, size, wide, high } = picture;
  const [far, close, beside, marked] = [[], [], [], []];
  const many = order.length > MANY;
  for (let place = order.length - 1; place >= 0; place--) {
    const { node: { id }, look, place: importance } = order[place];
    const { x, y } = at(id);
    if (x < -40 || y < -40 || x > wide + 40 || y > high + 40) continue;
    const out = chosen.has(id) || near.has(id);
    const one = { look, x, y, radius: size(id), alpha: out ? 1 : look.alpha };
    if (many && one.radius < FAR && !look.rings.length) far.push(one);
    else (chosen.has(id) || importance < 3 ? marked : out ? beside : close).push(one);
  }
  paintFar(ctx, far);
  for (const one of [...close, ...beside, ...marked]) paint(ctx, one.look, one, one.radius, one.alpha);
  ctx.globalAlpha = 1;
  ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
}

function ringed(ctx, { x, y }, radius) {
  ctx.translate(x, y);
  circle(ctx, radius, "#ffffff", 7);
  circle(ctx, radius, BLUE, 3);
  ctx.translate(-x, -y);
}

// What lies over the map, where a name could not be read.
function covered(root) {
  const { left, top } = root.getBoundingClientRect();
  return [...root.querySelectorAll(".tools button, .invented")]
    .map((one) => one.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]);
}

// While the map is only moved, names move with it.
function drawNames(picture, ctx) {
  const { at, size, wide, high, scale, left, top, texts, root } = picture;
  if (picture.moving && texts?.scale === scale) return print(ctx, texts.all, left - texts.left, top - texts.top);
  const all = placed(ctx, {
    order: picture.order, selected: picture.chosen, near: picture.near, at, size, wide, high,
    lens: picture.labels, touching: picture.touching, covered: covered(root),
  });
  picture.texts = { all, scale, left, top };
  print(ctx, all);
}

// A small "+" beside whoever has ties that are not drawn, where there is room for it.
function expandable({ store, at, size, scale, chosen, wide, high }, ctx) {
  const all = scale > 0.8 && store.visible().length <= 200;
  const ids = all ? store.visible() : store.state.selected.map((id) => store.node(id)).filter(Boolean);
  const open = new Set(store.state.expanded);
  Object.assign(ctx, { textAlign: "center", textBaseline: "middle", font: "bold 11px system-ui, sans-serif" });
  for (const { id, more } of ids) {
    const spot = at(id);
    if (!spot || !(more || open.has(id)) || spot.x < 0 || spot.x > wide || spot.y < 0 || spot.y > high) continue;
    const far = size(id) * 0.85 + (chosen.has(id) ? 6 : 2);
    ctx.beginPath();
    ctx.arc(spot.x + far, spot.y - far, 6, 0, 2 * Math.PI);
    Object.assign(ctx, { fillStyle: "#ffffff", strokeStyle: "#8593a0", lineWidth: 1 });
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = BLUE;
    ctx.fillText(open.has(id) ? "−" : "+", spot.x + far, spot.y - far + 0.5);
  }
}

function selected(picture) {
  const { store } = picture;
  const { selected: ids } = store.state;
  picture.chosen = new Set(ids);
  picture.near = new Set(ids.length <= 8 ? ids.flatMap((id) => [...store.near(id)]) : []);
  picture.touching = ids.length && ids.length <= 8
    ? store.lines().filter(({ from, to }) => picture.chosen.has(from) || picture.chosen.has(to)) : [];
}

function named({ store, stop }) {
  const { selected: ids, subject } = store.state;
  const values = { subject: store.name(subject), n: store.visible().length };
  const name = ids.length === 1 ? store.words("map_selected", { ...values, name: store.name(ids[0]) })
    : ids.length ? store.words("map_several", { ...values, many: ids.length }) : store.words("map_name", values);
  put(stop, "role", "application");
  put(stop, "tabindex", "0");
  put(stop, "aria-label", name);
  put(stop, "aria-roledescription", store.words("map_role"));
}

// Moved by hand: {id: {x, y}} on the map, kept as long as the tab.
function moved(picture, spots) {
  const { subject } = picture.store.state;
  const all = view(subject).moved;
  for (const [id, { x, y }] of Object.entries(spots)) all[id] = [Math.round(x), Math.round(y)];
  view(subject, { moved: all });
  picture.pinned = new Set(Object.keys(all));
  picture.store.notice("pinned");
}

// A view that nobody chose shows all; it is not remembered, and makes room for whoever comes.
function viewChanged({ network, viewed, chosenView }) {
  if (viewed && chosenView) view(viewed, { scale: network.getScale(), position: network.getViewPosition() });
}

// The view of a subject that was looked at before in this tab; else all of it.
function look(picture) {
  const { store, network } = picture;
  picture.viewed = store.state.subject;
  const { scale, position } = view(store.state.subject);
  network.setSize("100%", "100%"); // the words above it came with the map
  picture.chosenView = Boolean(scale);
  if (scale) network.moveTo({ scale, position });
  else fit(picture, false);
}

function makeRoom(picture) {
  const { store, network, spots, canvas } = picture;
  const outside = (id) => {
    const { x, y } = network.canvasToDOM(spots.get(id));
    return x < 30 || y < 24 || x > canvas.clientWidth - 30 || y > canvas.clientHeight - 40;
  };
  const ids = [...store.marked().keys()].filter((id) => spots.has(id));
  const small = whole(picture)?.scale > 1.2 * network.getScale();
  if (small || ids.some(outside)) fit(picture, !calm());
}

function fit(picture, animated) {
  const to = whole(picture);
  if (to) move(picture, to, animated);
}

// The view that shows everybody.
function whole({ spots, canvas }) {
  if (!spots.size || !canvas.clientWidth) return null;
  const [xs, ys] = [[...spots.values()].map(({ x }) => x), [...spots.values()].map(({ y }) => y)];
  const [left, right] = ends(xs);
  const [top, bottom] = ends(ys);
  const wide = Math.max(120, canvas.clientWidth - 2 * MARGIN.side);
  const high = Math.max(120, canvas.clientHeight - MARGIN.above - MARGIN.below);
  const scale = Math.min(1.3, wide / Math.max(1, right - left), high / Math.max(1, bottom - top));
  const lower = (MARGIN.below - MARGIN.above) / 2 / scale;
  return { scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 + lower } };
}

const ends = (all) => all.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [Infinity, -Infinity]);

function move(picture, to, animated = !calm()) {
  picture.network.moveTo({ ...to, animation: animated ? { duration: 180, easingFunction: "easeOutQuad" } : false });
  if (!animated) viewChanged(picture);
}

function pan(picture, x, y) {
  chosen(picture);
  const { network, scale } = picture;
  const at = network.getViewPosition();
  move(picture, { position: { x: at.x + x / scale, y: at.y + y / scale } }, false);
}

// Whoever stands next to the selected one in a direction is selected instead.
function toward(picture, x, y) {
  const { store, spots } = picture;
  const from = spots.get(store.state.selected[0]);
  if (!from) return false;
  let [best, least] = [null, Infinity];
  for (const [id, to] of spots) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const along = dx * x + dy * y;
    const aside = Math.abs(dx * y - dy * x);
    if (along <= 0 || aside > along * 1.2) continue;
    const far = along + 2 * aside;
    if (far < least) [best, least] = [id, far];
  }
  if (!best) return true;
  store.select([best]);
  store.want(best);
  return true;
}

// Into view, without moving the map where they are in view already.
function bring(picture) {
  const { store, spots, network, canvas } = picture;
  const spot = spots.get(store.wanted);
  if (!spot) return;
  store.wanted = null;
  const { x, y } = network.canvasToDOM(spot);
  const { clientWidth: wide, clientHeight: high } = canvas;
  const close = network.getScale() < 0.6;
  if (!close && x > 60 && x < wide - 60 && y > 50 && y < high - 80) return;
  move(picture, { position: spot, ...(close ? { scale: 0.8 } : {}) });
}
