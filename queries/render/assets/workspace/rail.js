// What is on the map and what is not: layers, kinds, lines, whoever was hidden; and how many are shown.

import { el, keyed, put, write } from "./dom.js";
import { ENDED, UNSOURCED } from "./drawn.js";
import { glyph, kinds } from "./marks.js";
import * as signs from "./signs.js";

export function mount(root, store) {
  const scroll = el("div", { class: "scroll" });
  root.append(scroll);
  const layers = section(scroll, "layers");
  const further = el("details", {}, el("summary"), el("ul"));
  further.open = innerHeight >= 900;
  layers.box.append(further);
  const meaning = section(scroll, "signs");
  const legend = section(scroll, "legend");
  const count = el("div", { class: "count" });
  const [shown, off, links] = [el("b"), el("span"), el("div", { class: "links" })];
  count.append(shown, off, links);
  const all = el("button", { type: "button", class: "link", onclick: () => showAll(store) });
  const usual = el("button", { type: "button", class: "link", onclick: () => showUsual(store) });
  links.append(all, usual);
  const hidden = section(scroll, "hidden_list");
  root.append(count);
  const everybody = el("button", { type: "button", class: "link", onclick: () => store.set({ hidden: [] }) });
  hidden.box.append(everybody);
  store.subscribe((changed) => {
    if (!["frame", "map", "lens", "layers", "kinds", "hidden", "most", "path"].some((name) => changed.has(name))) return;
    if (!store.frame) return;
    for (const [part, key] of [[layers, "layers"], [legend, "legend"], [hidden, "hidden_list"]])
      write(part.title, store.words(key));
    drawLayers(layers.list, store, ({ on }) => on);
    drawLayers(further.lastChild, store, ({ on }) => !on);
    write(further.firstChild, store.words("more_layers"));
    drawKinds(legend.list, store);
    signs.draw(meaning, store);
    drawHidden(hidden, store);
    write(everybody, store.words("show_hidden"));
    drawCount({ shown, off, all, usual }, store);
  });
}

function section(root, name) {
  const title = el("h3", { id: `ws-${name}` });
  const list = el("ul", { "aria-labelledby": `ws-${name}` });
  const box = el("section", { class: name }, title, list);
  root.append(box);
  return { box, title, list };
}

function choice(act) {
  const box = el("input", { type: "checkbox", onchange: (event) => act(event.target.checked) });
  return el("li", {}, el("label", {}, box, el("span", { class: "sign" }), el("span", { class: "name" }), el("span", { class: "many" })));
}

function update(item, { on, title, many, sign }) {
  const [box, mark, name, count] = item.firstChild.children;
  box.checked = on;
  write(name, title);
  write(count, many);
  if (sign && mark.dataset.of !== sign.of) {
    mark.replaceChildren(sign.draw());
    mark.dataset.of = sign.of;
  }
  mark.hidden = !sign;
}

const swapped = (list, one, on) => (on ? [...new Set([...list, one])] : list.filter((other) => other !== one));

function drawLayers(list, store, which) {
  const set = (id) => (on) => store.set({ layers: swapped(store.state.layers, id, on) });
  const counts = store.map?.layers ?? {};
  keyed(list, store.frame.layers.filter(which), ({ id }) => id, ({ id }) => choice(set(id)), (item, { id, title }) =>
    update(item, {
      on: store.state.layers.includes(id), title, many: counts[id] === undefined ? "" : store.number(counts[id]),
    }));
}

function drawKinds(list, store) {
  const own = kinds(store.map?.classes);
  const many = new Map();
  for (const { kind } of store.all()) many.set(kind, (many.get(kind) ?? 0) + 1);
  const lines = { [ENDED]: 0, [UNSOURCED]: 0 };
  for (const [, , , , , sourced, over] of store.map?.edges ?? []) {
    if (over) lines[ENDED] += 1;
    if (!sourced) lines[UNSOURCED] += 1;
  }
  const items = [...many].map(([kind, n]) => ({
    id: kind, n, title: store.kind(kind)?.plural ?? kind, sign: { of: JSON.stringify(own.get(kind)), draw: () => glyph(own.get(kind)) },
  }));
  const order = [...own.keys()];
  items.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  for (const [id, key] of [[ENDED, "lines_ended"], [UNSOURCED, "lines_unsourced"]])
    if (lines[id]) items.push({ id, n: lines[id], title: store.words(key), sign: { of: id, draw: () => lineSign(id) } });
  const set = (id) => (on) => store.set({ kinds: swapped(store.state.kinds, id, !on) });
  keyed(list, items, ({ id }) => id, ({ id }) => choice(set(id)), (item, { id, n, title, sign }) =>
    update(item, { on: !store.state.kinds.includes(id), title, many: store.number(n), sign }));
  put(list.parentElement, "hidden", !items.length);
}

const lineSign = (id) => el("span", { class: id === ENDED ? "line ended" : "line unsourced", "aria-hidden": "true" });

function drawHidden({ box, list }, store) {
  const create = (id) => el("li", {}, el("span", { class: "name" }), el("button", {
    type: "button", class: "link", onclick: () => store.show([id]),
  }));
  keyed(list, store.state.hidden, (id) => id, create, (item, id) => {
    write(item.firstChild, store.name(id));
    write(item.lastChild, store.words("show_again"));
    put(item.lastChild, "aria-label", store.words("show_name", { name: store.name(id) }));
  });
  put(box, "hidden", !store.state.hidden.length);
}

function drawCount({ shown, off, all, usual }, store) {
  const drawn = store.visible().length;
  const total = store.total();
  write(shown, store.words("shown", { n: drawn, total }));
  const parts = [];
  const away = store.frame.layers.length - store.state.layers.length;
  if (away) parts.push(store.count("layers_off", away));
  const kindsOff = store.state.kinds.length;
  if (kindsOff) parts.push(store.count("kinds_off", kindsOff));
  if (store.map?.cut) parts.push(store.words("truncated", { n: store.state.most }));
  write(off, parts.join(" · "));
  write(all, store.words("show_all"));
  write(usual, store.words("show_usual"));
  put(all, "hidden", !(away || kindsOff || store.state.hidden.length || drawn < total));
  put(usual, "hidden", plain(store));
}

const byDefault = ({ frame }) => frame.layers.filter(({ on }) => on).map(({ id }) => id);
const plain = (store) => !store.state.hidden.length && !store.state.kinds.length && store.state.most <= 300
  && [...byDefault(store)].sort().join() === [...store.state.layers].sort().join();

function showAll(store) {
  store.set({ hidden: [], kinds: [], layers: store.frame.layers.map(({ id }) => id), most: 5000 });
}

function showUsual(store) {
  store.set({ hidden: [], kinds: [], layers: byDefault(store), most: 300 });
}
