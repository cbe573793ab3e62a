// What a pointer does on the map. The wheel and one finger belong to the page until the map was
// entered (a click, Enter, or the button for fingers); Ctrl+wheel and two fingers always zoom.

import { el, put, svg } from "./dom.js";
import { lineAt } from "./lines.js";

const CLICK = 5; // pixels within which a press is a click
const TWICE = 400; // milliseconds within which two are a double click

export function gestures(picture) {
  const { canvas, store } = picture;
  picture.entered = false;
  picture.enter = (whether) => {
    if (picture.entered === whether) return;
    picture.entered = whether;
    put(canvas, "data-entered", whether);
    store.notice("entered");
  };
  store.acts.enter = picture.enter;
  store.acts.entered = () => picture.entered;
  presses(picture);
  wheel(picture);
  fingers(picture);
  lasso(picture);
  tips(picture);
  document.addEventListener("pointerdown", (event) => {
    if (!event.composedPath().includes(picture.root)) picture.enter(false);
  });
  picture.stop.addEventListener("blur", () => !canvas.matches(":hover") && picture.enter(false));
}

// A press on an entity is ours: a click selects, a second one expands, a drag moves it and all that
// are selected with it. A press beside is the map's.
function presses(picture) {
  const { canvas, network, store } = picture;
  let press = null;
  let last = { id: undefined, when: 0 };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.shiftKey || picture.lassoing) return;
    const id = picture.under(spotOf(canvas, event));
    if (id === undefined) return;
    event.stopPropagation();
    press = { id, x: event.clientX, y: event.clientY, at: event.pointerId, from: null };
  }, true);
  const move = (event) => {
    if (!press || event.pointerId !== press.at) return;
    event.stopPropagation();
    const [x, y] = [event.clientX - press.x, event.clientY - press.y];
    if (!press.from) {
      if (Math.hypot(x, y) < CLICK || (event.pointerType === "touch" && !picture.entered)) return;
      canvas.setPointerCapture(press.at);
      const { selected } = store.state;
      const ids = selected.includes(press.id) ? selected.filter((id) => picture.spots.has(id)) : [press.id];
      press.from = ids.map((id) => [id, picture.spots.get(id)]);
    }
    for (const [id, from] of press.from)
      picture.spots.set(id, { x: from.x + x / picture.scale, y: from.y + y / picture.scale });
    picture.redraw();
  };
  const end = (event) => {
    if (!press || event.pointerId !== press.at) return;
    const { id, from } = press;
    press = null;
    if (from) picture.moved(Object.fromEntries(from.map(([one]) => [one, picture.spots.get(one)])));
    else if (event.type === "pointerup") clicked(id, event);
  };
  const clicked = (id, event) => {
    if (event.pointerType !== "touch") picture.enter(true);
    const { selected } = store.state;
    const twice = last.id === id && event.timeStamp - last.when < TWICE;
    last = { id: twice ? undefined : id, when: event.timeStamp };
    if (event.ctrlKey || event.metaKey) toggle(store, id);
    else if (twice) store.expand(id);
    else if (selected.length !== 1 || selected[0] !== id) store.select([id]);
  };
  canvas.addEventListener("pointermove", move, true);
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, end, true);
  network.on("click", ({ event }) => {
    if (event?.srcEvent?.pointerType !== "touch") picture.enter(true);
    if (store.state.selected.length) store.select([]);
  });
}

function spotOf(canvas, event) {
  const { left, top } = canvas.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function toggle(store, id) {
  const { selected } = store.state;
  store.select(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]);
}

function wheel({ root, canvas, store }) {
  const hint = el("p", { class: "hint", hidden: true });
  root.append(hint);
  let fading = 0;
  canvas.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey || store.acts.entered()) return;
    event.stopPropagation();
    hint.textContent = store.words("hint_wheel");
    hint.hidden = false;
    clearTimeout(fading);
    fading = setTimeout(() => { hint.hidden = true; }, 1600);
  }, { capture: true, passive: true });
}

function fingers({ canvas, store }) {
  const down = new Set();
  const touch = (event) => event.pointerType === "touch";
  canvas.addEventListener("pointerdown", (event) => touch(event) && down.add(event.pointerId), true);
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, (event) => down.delete(event.pointerId), true);
  canvas.addEventListener("pointermove", (event) => {
    if (touch(event) && down.size < 2 && !store.acts.entered()) event.stopPropagation();
  }, true);
}

// Shift (or the button) and a drag: whoever is within is selected too. Shift and a click: this one.
function lasso(picture) {
  const { root, canvas, store, at } = picture;
  const shape = svg("polygon", {});
  const sheet = svg("svg", { class: "lasso", "aria-hidden": "true" }, shape);
  root.append(sheet);
  let points = null;
  picture.lassoing = false;
  const place = (event) => spotOf(canvas, event);
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !(event.shiftKey || picture.lassoing)) return;
    event.stopPropagation();
    event.preventDefault();
    picture.stop.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    points = [place(event)];
  }, true);
  canvas.addEventListener("pointermove", (event) => {
    if (!points) return;
    event.stopPropagation();
    points.push(place(event));
    put(shape, "points", points.map(({ x, y }) => `${x},${y}`).join(" "));
  }, true);
  const end = (event) => {
    if (!points) return;
    event.stopPropagation();
    const [first, all] = [points[0], points];
    points = null;
    shape.removeAttribute("points");
    if (event.type === "pointercancel") return;
    if (all.every(({ x, y }) => Math.hypot(x - first.x, y - first.y) < CLICK)) {
      const id = picture.under(first);
      if (id !== undefined) toggle(store, id);
      return;
    }
    const caught = store.visible().map(({ id }) => id).filter((id) => within(all, at(id)));
    store.select([...store.state.selected, ...caught]);
    store.acts.lasso?.(false);
  };
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, end, true);
}

function within(points, { x, y }) {
  let inside = false;
  points.forEach((one, number) => {
    const other = points[(number + 1) % points.length];
    if (one.y > y !== other.y > y && x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x) inside = !inside;
  });
  return inside;
}

// What lies under the pointer, in words. The focus stays where it is.
function tips(picture) {
  const { root, canvas, store, at } = picture;
  const tip = el("div", { class: "tip", hidden: true });
  root.append(tip);
  let asked = 0;
  const hide = () => {
    cancelAnimationFrame(asked);
    tip.hidden = true;
    canvas.style.cursor = "";
  };
  store.subscribe((changed) => ["selected", "map", "hidden"].some((name) => changed.has(name)) && hide());
  canvas.addEventListener("pointerleave", hide);
  canvas.addEventListener("pointerdown", hide);
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const spot = spotOf(canvas, event);
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      const id = picture.under(spot);
      const line = id === undefined ? lineAt([...store.steps(), ...store.lines()], at, spot) : null;
      const text = id !== undefined ? about(store, id) : line ? said(store, line) : "";
      canvas.style.cursor = id !== undefined ? "pointer" : "";
      tip.hidden = !text;
      tip.textContent = text;
      if (!text) return;
      const right = spot.x > canvas.clientWidth - 330;
      tip.style.left = right ? "" : `${spot.x + 14}px`;
      tip.style.right = right ? `${canvas.clientWidth - spot.x + 14}px` : "";
      tip.style.top = `${Math.min(spot.y + 16, canvas.clientHeight - 70)}px`;
    });
  });
}

export function about(store, id) {
  const node = store.node(id);
  if (!node) return "";
  const mark = store.mark(id);
  const parts = [
    store.words("about", { name: node.name, kind: store.kind(node.kind)?.label ?? "" }),
    mark?.words,
    node.state === "ended" ? store.words("ended") : node.state === "new" ? store.words("new") : "",
  ];
  return parts.filter(Boolean).join("\n");
}

function said(store, { from, to, phrase, count, sourced, over, words, role, extra }) {
  const names = { from: store.name(from), to: store.name(to) };
  if (role) return [store.words("step", names), words].filter(Boolean).join("\n");
  return [
    ...[phrase, ...(extra || [])].map((one) => store.words("tie", { ...names, phrase: one })),
    count > 1 ? store.count("ties_between", count) : "",
    over ? store.words("ended") : "",
    sourced ? "" : store.words("no_source"),
  ].filter(Boolean).join("\n");
}
