// The workspace: one map, many questions. Streamlit calls this at every rerun; it is built once.

import { createStore } from "./store.js";
import { el, put, write } from "./dom.js";
import * as header from "./header.js";
import * as keys from "./keys.js";
import * as network from "./network.js";
import * as panel from "./panel.js";
import * as rail from "./rail.js";
import * as say from "./say.js";
import * as strip from "./strip.js";

export const store = createStore(); // one workspace in a tab: it outlives what is drawn
let built = null;

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".workspace");
  const known = built?.root === root;
  if (!known) built?.destroy();
  store.receive(data, setStateValue, setTriggerValue); // the documents are on their way while it is built
  if (!known) built = build(root);
  return () => {
    // The same root may be given again at once; only what is gone is taken down.
    setTimeout(() => {
      if (root.isConnected || built?.root !== root) return;
      built.destroy();
      built = null;
    });
  };
}

function build(root) {
  const areas = {};
  for (const [name, tag] of [["header", "header"], ["rail", "aside"], ["centre", "section"], ["panel", "aside"], ["strip", "footer"]]) {
    areas[name] = el(tag, { class: `ws-${name}` });
    root.append(areas[name]);
  }
  const live = el("p", { class: "live", "aria-live": "polite" });
  root.append(live);
  const answer = el("div", { class: "say" });
  const centre = el("div", { class: "shown" });
  areas.centre.append(answer, centre);
  const ends = [];
  let gone = false;
  const mountOne = (module, place) => ends.push(module.mount(place, store)?.destroy);
  mountOne(say, answer);
  const picture = centres(centre, mountOne);
  store.subscribe((changed) => named(areas, root, changed));
  afterFirst(picture).then(() => {
    if (gone) return;
    mountOne(header, areas.header);
    mountOne(rail, areas.rail);
    mountOne(keys, root);
    mountOne(panel, areas.panel);
    mountOne(strip, areas.strip);
    drawer(root, areas.rail);
    speaking(live);
    store.notice("data", "frame", "map", "lens");
  });
  const sized = () => height(root);
  addEventListener("resize", sized);
  sized();
  return {
    root,
    destroy() {
      gone = true;
      removeEventListener("resize", sized);
      store.forget();
      for (const end of ends) end?.();
    },
  };
}

// The picture is what one waits for: what stands around it comes a frame later.
async function afterFirst(picture) {
  const late = new Promise((go) => setTimeout(go, 1000)); // whatever becomes of the picture
  await Promise.race([late, picture.then(() => drawable())]);
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
}

function drawable() {
  return new Promise((go) => {
    const look = () => (store.map && store.lens) || !store.data.map ? go(end()) : null;
    const end = store.subscribe(look);
    look();
  });
}

// Each way to see it is built when it is first chosen, and stays. Returned: when the first is built.
function centres(parent, mountOne) {
  const places = {};
  let first;
  const picture = new Promise((go) => { first = go; });
  const modules = {
    network: async () => {
      await import(`${location.origin}/vis/vis-network.min.js`);
      return network;
    },
    world: () => import("./world.js"),
    power: () => import("./power.js"),
    list: () => import("./list.js"),
  };
  store.subscribe(async (changed) => {
    if (!changed.has("centre") && !changed.has("data")) return;
    const { centre } = store.state;
    const name = modules[centre] ? centre : "network";
    for (const [other, place] of Object.entries(places)) place.hidden = other !== name;
    if (places[name]) return;
    places[name] = el("div", { class: `centre ${name}` });
    parent.append(places[name]);
    const module = await modules[name]();
    mountOne(module.mount ? module : { mount: module.mountList }, places[name]);
    store.notice("data", "frame", "map", "lens");
    first();
  });
  store.acts.focusMap = () => {
    const place = places[store.state.centre];
    const target = place?.querySelector('[tabindex="0"]');
    target?.focus({ preventScroll: true });
  };
  return picture;
}

function drawer(root, rail) {
  put(rail, "tabindex", "-1");
  store.acts.rail = (open = !root.hasAttribute("data-rail")) => {
    put(root, "data-rail", open);
    put(root.querySelector(".drawer"), "aria-expanded", open ? "true" : "false");
    if (open) rail.focus();
  };
  store.acts.rail.open = () => root.hasAttribute("data-rail");
  root.addEventListener("pointerdown", (event) => {
    const path = event.composedPath();
    if (store.acts.rail.open() && !path.includes(rail) && !path.some((one) => one.classList?.contains("drawer")))
      store.acts.rail(false);
  });
}

// Who was selected is said to those who do not see it. What was said a moment ago, such as why
// somebody had not been there, is not cut off by what comes of it.
function speaking(live) {
  let [shown, when, path] = [false, -Infinity, ""];
  store.subscribe((changed) => {
    if (changed.has("said")) {
      write(live, store.said);
      when = performance.now();
    } else if (changed.has("lens") && store.lens?.path?.words && store.lens.path.words !== path) {
      path = store.lens.path.words;
      write(live, path);
    } else if (changed.has("map") && shown && store.map) {
      const counted = store.words("shown", { n: store.visible().length, total: store.total() });
      write(live, performance.now() - when < 4000 ? `${store.said} ${counted}` : counted);
    } else if (changed.has("selected")) write(live, selection());
    shown ||= changed.has("map");
  });
}

function selection() {
  const { selected } = store.state;
  const [id] = selected;
  if (!id) return store.words("selected_none");
  if (selected.length > 1) return store.words("selected_several", { n: selected.length });
  const words = store.mark(id)?.words ?? "";
  const kind = store.kind(store.node(id)?.kind)?.label ?? "";
  const about = { name: store.name(id), kind, words, ties: store.count("ties", store.ties(id)) };
  return store.words(words ? "selected_words" : "selected", about);
}

function named(areas, root, changed) {
  if (changed.has("frame")) {
    put(root, "lang", store.frame?.words.locale);
    put(root, "dir", store.frame?.words.dir);
    for (const name of ["rail", "centre", "panel", "strip"]) put(areas[name], "aria-label", store.words(`area_${name}`));
  }
  if (["data", "waiting", "map", "lens", "frame"].some((name) => changed.has(name))) {
    put(root, "data-waiting", store.waiting() && (store.answering() ? "lens" : true));
    put(root, "hidden", !store.data.here);
    height(root);
  }
}

// All of the window below what stands above.
function height(root) {
  const { top } = root.getBoundingClientRect();
  let above = top;
  for (let box = root; box; box = box.parentElement ?? box.getRootNode().host) above += box.scrollTop ?? 0;
  if (root.isConnected && root.offsetParent !== null) root.style.setProperty("--above", `${Math.max(0, Math.round(above))}px`);
}
