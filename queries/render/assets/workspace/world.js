// The world map: states shaded by the lens's value, places as points, and what is not known said.

import { make, roving, svg, whenChanged } from "./elements.js";
import { HIGH, WIDE, greatCircle, projected, shapeOf, shapes } from "./world_shapes.js";

const CLASSES = 5;
const TINY = 5; // pixels: a state smaller than this gets a dot as well
const ZOOMS = [1, 1.6, 2.5, 4, 6.5, 10];

export function mount(root, store) {
  const picture = make("div", { class: "world-picture" });
  const legend = make("div", { class: "world-legend" });
  const tools = make("div", { class: "world-tools", role: "group" });
  root.replaceChildren(make("div", { class: "world" }, picture, tools, legend));
  const view = { root, store, picture, legend, tools, states: null, zoom: 0, at: [WIDE / 2, HIGH / 2] };
  const drawing = whenChanged(
    store,
    () => [store.lens, store.frame, store.map, root.clientHeight > 0],
    () => root.clientHeight > 0 && draw(view),
  );
  const choosing = whenChanged(store, () => [String(store.state.selected)], () => chosen(view));
  const seen = new ResizeObserver(() => root.clientHeight > 0 && !picture.firstChild && drawing.again());
  seen.observe(root);
  drag(view);
  return { destroy: () => { drawing.stop(); choosing.stop(); seen.disconnect(); } };
}

async function draw(view) {
  const { store, picture } = view;
  const drawing = (view.drawing = Symbol("drawing")); // a later one overtakes this one
  try {
    view.states ??= await shapes();
  } catch {
    picture.replaceChildren(make("p", { class: "nothing", text: store.words("world_unread") }));
    return;
  }
  if (drawing !== view.drawing || !store.frame) return;
  const { states = [], places = [], arcs: ways = [], unit, home = null, note = "" } = store.lens?.world ?? {};
  const values = new Map(states.map((state) => [shapeOf(state), state]));
  const classes = classed(states.map(({ value }) => value).filter((value) => value != null));
  const land = svg("g", { class: "world-land" });
  const asked = []; // what can be chosen: [value, element]
  for (const shape of view.states) {
    const state = values.get(shape.id);
    if (!state) land.append(svg("path", { d: shape.path }, svg("title", { text: shape.name })));
    else asked.push([state.value ?? -Infinity, country(shape, state, classes, view)]);
  }
  asked.sort((one, other) => other[0] - one[0]);
  const marks = svg("g", { class: "world-marks", role: "group", "aria-label": store.words("world_states") },
    ...asked.map(([, element]) => element),
    ...places.filter(({ latitude, longitude }) => latitude != null && longitude != null).map((place) => dot(place, view)));
  const arcs = svg("g", { class: "world-arcs", "aria-hidden": "true" }); // and the outline of the chosen
  const map = svg("svg", { class: "world-map", role: "group", preserveAspectRatio: "xMidYMid meet",
    "aria-label": store.words("world_label") }, hatching(), land, marks, arcs);
  Object.assign(view, { map, marks, arcs, home, places, ways });
  roving(marks, ".world-mark", (one) => choose(view, one.dataset.id));
  picture.replaceChildren(map);
  explain(view, classes, unit, states, note);
  buttons(view);
  look(view);
  chosen(view);
}

const hatching = () =>
  svg("defs", {}, svg("pattern", { id: "world-unknown", width: 5, height: 5, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" }, svg("rect", { width: 5, height: 5, class: "world-pale" }),
    svg("line", { x1: 0, y1: 0, x2: 0, y2: 5, class: "world-hatch" })));

function country({ path, middle, across }, state, classes, view) {
  const { store } = view;
  const known = state.value != null;
  const said = [state.name, state.words || store.words("world_not_known")].filter(Boolean).join(": ");
  const parts = [svg("title", { text: said }), svg("path", { d: path })];
  if (across < TINY) parts.push(svg("circle", { class: "world-tiny", cx: middle[0], cy: middle[1], "data-r": 4 }));
  return svg("g", {
    class: `world-mark state ${known ? `class-${classOf(state.value, classes)}` : "unknown"}`,
    role: "button", tabindex: "-1", "aria-label": said, "data-id": state.id,
    onclick: () => view.dragged || choose(view, state.id),
  }, ...parts);
}

function dot(place, view) {
  const [x, y] = projected(place.longitude, place.latitude);
  const said = [place.name, place.words ?? place.kind].filter(Boolean).join(": ");
  return svg("g", { class: "world-mark place", role: "button", tabindex: "-1", "aria-label": said,
    "data-id": place.id, "data-of": place.of ?? "", onclick: () => view.dragged || choose(view, place.id) },
    svg("title", { text: said }), svg("circle", { cx: x, cy: y, "data-r": 4.5 }));
}

const choose = ({ store }, id) => store.select([id]);

function chosen({ marks, arcs, home, places, ways, store }) {
  if (!marks) return;
  const selected = new Set(store.state.selected ?? []);
  const all = [...marks.querySelectorAll(".world-mark")];
  for (const one of all) {
    const here = selected.has(one.dataset.id) || selected.has(one.dataset.of);
    one.classList.toggle("chosen", here);
    one.setAttribute("aria-pressed", String(here));
    one.setAttribute("tabindex", "-1");
  }
  (all.find((one) => one.classList.contains("chosen")) ?? all[0])?.setAttribute("tabindex", "0");
  const toward = !home ? [] : places
    .filter(({ latitude, id, of }) => latitude != null && (selected.has(id) || selected.has(of)))
    .map(({ latitude, longitude }) => greatCircle(home, [latitude, longitude]));
  const drawnWays = ways
    .filter(({ of, from_latitude }) => selected.has(of) && from_latitude != null)
    .map((way) => greatCircle([way.from_latitude, way.from_longitude], [way.to_latitude, way.to_longitude]));
  const lines = [...toward, ...drawnWays].map((d) => svg("path", { d }));
  // Drawn once more above its neighbours, whose borders would cover half of its own.
  const outlines = all.filter((one) => one.matches(".state.chosen")).map((one) =>
    svg("path", { class: "world-outline", d: one.querySelector("path").getAttribute("d") }));
  arcs.replaceChildren(...outlines, ...lines);
}

// One class for each value where there are few; else five at most, of whole numbers without a
// common border, of others by round steps.
export function classed(values) {
  const apart = [...new Set(values)].sort((a, b) => a - b);
  if (apart.length <= CLASSES) return apart.map((value) => [value, value]);
  const [low, high] = [apart[0], apart.at(-1)];
  if (apart.every(Number.isInteger)) {
    const step = Math.ceil((high - low + 1) / CLASSES);
    const many = Math.ceil((high - low + 1) / step);
    return Array.from({ length: many }, (_, at) => [low + at * step, Math.min(high, low + (at + 1) * step - 1)]);
  }
  const rough = (high - low) / CLASSES;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = ten * [1, 2, 2.5, 5, 10].find((by) => by * ten >= rough * 0.999);
  const start = Math.floor(low / step + 1e-9) * step;
  const many = Math.min(CLASSES, Math.max(1, Math.ceil((high - start) / step - 1e-9)));
  return Array.from({ length: many }, (_, at) => [start + at * step, start + (at + 1) * step]);
}

// Of one to five classes, the number of its shade: few classes are as far apart as many.
function classOf(value, classes) {
  const at = classes.findIndex(([, high]) => value <= high + 1e-9);
  return shadeOf(at < 0 ? classes.length - 1 : at, classes.length);
}
const shadeOf = (at, many) => (many < 2 ? CLASSES - 2 : Math.round((at * (CLASSES - 1)) / (many - 1)));

function explain({ legend, store }, classes, unit, states, note) {
  // Where no unit is given the words of the states tell whether these are shares.
  const shares = unit === "%" || (!unit && states.some(({ value, words }) => value > 0 && value <= 1 && /[%٪]/.test(words)));
  const number = figure(store, shares ? "%" : unit, classes);
  const items = classes.map(([low, high], at) => {
    const text = low === high ? number(low) : store.words("world_class", { low: number(low), high: number(high) });
    return key(`class-${shadeOf(at, classes.length)}`, text);
  });
  const unknown = states.filter(({ value }) => value == null).length;
  if (unknown) items.push(key("unknown", store.count("world_unknown", unknown)));
  if (states.length) items.push(key("unasked", store.words("world_unasked")));
  legend.replaceChildren(
    ...(states.length
      ? [unit && unit !== "%" && make("span", { class: "source", text: unit }), make("ul", {}, ...items),
          note && make("p", { class: "source world-note", text: note })].filter(Boolean)
      : [make("p", { class: "source", text: store.words("world_none") })]),
  );
}

const key = (look, text) =>
  make("li", {}, make("span", { class: `swatch ${look}`, "aria-hidden": "true" }), make("span", { text }));

// Shares come from nought to one.
function figure(store, unit, classes) {
  const wide = classes.length ? classes.at(-1)[1] - classes[0][0] : 0;
  const decimals = wide && wide < 5 && classes.some(([low, high]) => low % 1 || high % 1) ? 1 : 0;
  const style = unit === "%" ? { style: "percent" } : { maximumFractionDigits: decimals };
  const form = new Intl.NumberFormat(store.words("locale") || undefined, style);
  return (value) => form.format(value);
}

// Zoom: the picture's window gets smaller around what is selected, or where one has dragged it.
function buttons(view) {
  const { tools, store } = view;
  const button = (text, said, act) =>
    make("button", { type: "button", text, "aria-label": said, title: said, onclick: act });
  tools.setAttribute("aria-label", store.words("world_zoom"));
  tools.replaceChildren(
    button("−", store.words("world_farther"), () => zoom(view, -1)),
    button("+", store.words("world_closer"), () => zoom(view, 1)),
    make("button", { type: "button", text: store.words("world_whole"), onclick: () => zoom(view, -ZOOMS.length) }),
  );
}

function zoom(view, by) {
  const before = view.zoom;
  view.zoom = Math.max(0, Math.min(ZOOMS.length - 1, view.zoom + by));
  const one = view.marks?.querySelector(".chosen");
  if (before === 0 && view.zoom > 0 && one) {
    const { x, y, width, height } = one.getBBox();
    view.at = [x + width / 2, y + height / 2];
  }
  look(view);
}

function look(view) {
  if (!view.map) return;
  const factor = ZOOMS[view.zoom];
  const [wide, high] = [WIDE / factor, HIGH / factor];
  view.at = [
    Math.max(wide / 2, Math.min(WIDE - wide / 2, view.at[0])),
    Math.max(high / 2, Math.min(HIGH - high / 2, view.at[1])),
  ];
  view.map.setAttribute("viewBox", `${view.at[0] - wide / 2} ${view.at[1] - high / 2} ${wide} ${high}`);
  view.map.classList.toggle("closer", view.zoom > 0);
  const pixels = Math.min(view.picture.clientWidth / WIDE, view.picture.clientHeight / HIGH) || 1;
  for (const circle of view.map.querySelectorAll("[data-r]"))
    circle.setAttribute("r", circle.dataset.r / factor / Math.min(1, pixels));
}

// Dragged only once it is closer: before, a finger scrolls the page.
function drag(view) {
  const { picture } = view;
  let from = null;
  picture.addEventListener("pointerdown", (event) => {
    view.dragged = false;
    if (view.zoom) from = { x: event.clientX, y: event.clientY, at: view.at };
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !view.map) return;
    const scale = view.map.viewBox.baseVal.width / view.map.clientWidth;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.abs(dx) + Math.abs(dy) > 5) view.dragged = true;
    if (!view.dragged) return;
    view.at = [from.at[0] - dx * scale, from.at[1] - dy * scale];
    look(view);
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"])
    picture.addEventListener(end, () => (from = null));
}
