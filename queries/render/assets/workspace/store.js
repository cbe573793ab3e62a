// What is looked at, and who wants to know. Python computes what belongs to a state; the state
// itself lives here: the address, the tab's memory and the way back follow it.
//
// Every part of the workspace exports `mount(root, store)`. `subscribe(fn)` calls fn(changed), where
// `changed` is a Set of names: keys of the state, and "data", "frame", "map", "lens", "history", "said".
// `acts` is what parts can do for others: fit, zoom, pan, search, help …

import { documents } from "./documents.js";
import { indexed } from "./drawn.js";
import { remembered, remember, written } from "./address.js";

const PYTHON = ["subject", "lens", "ask", "selected", "expanded", "layers", "most", "day", "find", "supposed", "path", "centre"];
const LOOKED = ["subject", "lens", "ask", "selected", "expanded", "hidden"];
const NOTHING = {
  subject: "", lens: "", ask: {}, selected: [], expanded: [], layers: [], most: 300, day: "", find: "",
  supposed: [], path: [], hidden: [], kinds: [], centre: "network",
};
// Whom an introduction may lead to: a tab that is pressed is about who is selected, if it can be.
const REACHED = new Set(["Person", "Organization", "Government", "Mission", "Office", "Coalition"]);
const MOST_EXPANDED = 50;
const MOST_TRIES = 3;
const MOST_STEPS_BACK = 100;

export function createStore() {
  const readers = new Set();
  const looked = { steps: [], at: -1 };
  const store = { state: { ...NOTHING }, data: null, frame: null, map: null, lens: null, said: "", wanted: null, acts: {} };
  let [tell, trigger, changed, telling, serial, index, awaited, asked, page, again] = [() => {}, () => {}, null, 0, undefined, null, false, null, "", 0];

  function emit(...names) {
    if (!changed) {
      changed = new Set();
      queueMicrotask(() => {
        const now = changed;
        changed = null;
        for (const read of [...readers]) read(now);
      });
    }
    for (const name of names) changed.add(name);
  }

  function change(partial) {
    const names = Object.keys(partial).filter((key) => !same(store.state[key], partial[key]));
    if (!names.length) return names;
    store.state = { ...store.state, ...Object.fromEntries(names.map((key) => [key, partial[key]])) };
    if (names.some((key) => ["hidden", "kinds", "path"].includes(key))) index = null;
    emit(...names);
    keep();
    return names;
  }

  function keep() {
    remember(store.state);
    // Another page may be open already when a document arrives: its address is its own.
    if (store.data?.here && location.pathname === page) written(store.state, store.frame);
  }

  // Python hears of it after the browser has painted: a click must not wait for it.
  function inform() {
    clearTimeout(telling);
    awaited = true;
    emit("waiting");
    telling = setTimeout(() => tell(Object.fromEntries(PYTHON.map((key) => [key, store.state[key]]))));
  }

  function note() {
    const step = Object.fromEntries(LOOKED.map((key) => [key, store.state[key]]));
    if (same(looked.steps[looked.at], step)) return;
    looked.steps = [...looked.steps.slice(0, looked.at + 1), step].slice(-MOST_STEPS_BACK);
    looked.at = looked.steps.length - 1;
    emit("history");
  }

  function go(by) {
    const step = looked.steps[looked.at + by];
    if (!step) return;
    looked.at += by;
    emit("history");
    if (change(step).some((key) => PYTHON.includes(key))) inform();
  }

  const fetched = documents((part, content) => {
    store[part] = content;
    if (part === "lens") asked = question(store.state);
    if (part !== "frame") index = null;
    again = 0;
    emit(part);
    if (part === "frame") keep();
  }, () => {
    // The address was of another session, or of what has changed since: Python is asked for another.
    if (again++ < MOST_TRIES) setTimeout(inform, 1000);
  });
  const drawn = () => (index ??= indexed(store));

  Object.assign(store, {
    subscribe(read) {
      readers.add(read);
      return () => readers.delete(read);
    },
    receive(data, setStateValue, setTriggerValue) {
      const first = store.data === null;
      const here = store.data?.here;
      tell = (state) => setStateValue("state", state);
      trigger = (key) => setTriggerValue("next", key);
      store.data = data;
      if (data.here && !here) page = location.pathname;
      if (first) change({ ...data.start, ...remembered() });
      else if (data.push && data.serial !== serial && change(afresh(data.push, store)).some((key) => PYTHON.includes(key))) inform();
      serial = data.serial;
      awaited = false;
      note();
      for (const part of ["frame", "map", "lens"]) fetched.want(part, data[part]);
      if (data.here && !here) keep();
      emit("data");
    },
    set(partial) {
      const names = change(afresh(partial, store));
      if (names.some((key) => PYTHON.includes(key))) inform();
      if (names.some((key) => LOOKED.includes(key))) note();
    },
    next: (key) => trigger(key),
    answering: () => asked !== question(store.state), // another question than the sentence answers
    waiting: () => awaited || fetched.waiting(),
    forget: () => readers.clear(), // what was drawn is gone; the state stays
    words: (key, values = {}) => filled(store.frame?.words?.[key] ?? "", values, store),
    count(key, n, values = {}) {
      return store.words(`${key}_${n === 1 ? "one" : "many"}`, { n, ...values });
    },
    number: (n) => digits(store.frame?.words.locale).format(n),
    // What is selected, first selected first.
    select(ids) {
      store.set({ selected: [...new Set(ids)] });
    },
    // Select it and bring it into view, wherever it is; what hid it is undone, and said.
    jump(id) {
      const { state } = store;
      const node = drawn().all.get(id);
      const partial = { selected: [id] };
      if (state.hidden.includes(id)) partial.hidden = state.hidden.filter((one) => one !== id);
      if (node && state.kinds.includes(node.kind)) partial.kinds = state.kinds.filter((one) => one !== node.kind);
      if (!node) partial.expanded = [...new Set([...state.expanded, id])].slice(-MOST_EXPANDED);
      const why = partial.hidden ? "was_hidden" : partial.kinds ? "was_kind" : node ? "" : "was_absent";
      store.set(partial);
      store.want(id);
      if (why) store.announce(store.words(why, { name: store.name(id), kind: store.kind(node?.kind)?.plural ?? "" }));
    },
    // Into view, as soon as it is drawn.
    want(id) {
      store.wanted = id;
      emit("wanted");
    },
    notice: emit, // something changed that is no part of the state: "pinned", "entered", "lasso"
    expand: (id) => store.set({ expanded: [...new Set([...store.state.expanded, id])].slice(-MOST_EXPANDED) }),
    collapse: (id) => store.set({ expanded: store.state.expanded.filter((one) => one !== id) }),
    hide(ids) {
      const name = store.name(ids[0]);
      store.set({
        hidden: [...new Set([...store.state.hidden, ...ids])],
        selected: store.state.selected.filter((id) => !ids.includes(id)),
      });
      store.announce(store.count("hidden", ids.length, { name }));
    },
    show: (ids) => store.set({ hidden: store.state.hidden.filter((id) => !ids.includes(id)) }),
    back: () => go(-1),
    forward: () => go(1),
    canBack: () => looked.at > 0,
    canForward: () => looked.at < looked.steps.length - 1,
    announce(text) {
      store.said = text;
      emit("said");
    },
    // Of what is drawn: {id, kind, name, x, y, state, more, sub, added}. `all` also those hidden here.
    visible: () => drawn().nodes,
    all: () => [...drawn().all.values()],
    // {from, to, phrase, count, directed, sourced, over, layer, extra}
    lines: () => drawn().lines,
    // Of the lens, and the path between two: {from, to, role, order, words, directed, way}
    steps: () => drawn().lens,
    near: (id) => drawn().near.get(id) ?? new Set(),
    // All there are within reach, and whom the lens brings from beyond.
    total: () => (store.map?.total ?? 0) + (store.lens?.beyond ?? 0),
    ties: (id) => drawn().near.get(id)?.size ?? 0,
    node: (id) => drawn().all.get(id),
    drawn: (id) => drawn().shown.has(id),
    mark: (id) => drawn().marks.get(id), // {role, order, words} of the lens
    marked: () => drawn().marks,
    kind: (kind) => store.map?.classes[kind],
    name: (id) => drawn().all.get(id)?.name ?? store.data?.results?.find((one) => one.id === id)?.name
      ?? (store.data?.panel?.key === id ? store.data.panel.title : undefined) ?? id,
  });
  return store;
}

// Another subject begins afresh; another lens asks anew.
function afresh(partial, { state, frame, map }) {
  if ("subject" in partial && partial.subject !== state.subject)
    return { selected: [], expanded: [], hidden: [], path: [], supposed: [], ask: {}, ...partial };
  if ("lens" in partial && partial.lens !== state.lens && !("ask" in partial)) {
    const needs = frame?.lenses.find(({ id }) => id === partial.lens)?.needs;
    const [only, other] = state.selected;
    const [, kind] = map?.nodes.find(([id]) => id === only) ?? [];
    return { ask: needs && !other && REACHED.has(kind) ? { [needs]: only } : {}, ...partial };
  }
  return partial;
}

function filled(template, values, { number }) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => {
    const value = values[key];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

const question = ({ subject, lens, ask, day, supposed }) => JSON.stringify([subject, lens, ask, day, supposed]);
const formats = new Map();

function digits(locale) {
  if (!formats.has(locale)) formats.set(locale, new Intl.NumberFormat(locale || undefined));
  return formats.get(locale);
}

const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);
