// What if: the bar that says what is supposed, and lets it be discarded or kept for this tab.
// What is kept is in the tab's memory alone, and gone with it: never in an address, never sent.

import { make, whenChanged } from "./elements.js";

const MEMORY = "demarche.scenarios";
const MOST = 12;
const LENS = "what-if"; // the question that answers what would be
// Both outlive the bar, which may be built anew meanwhile.
let previous = ""; // what was asked before
let applying = false; // something is supposed, and the server may say that it is on record

export function mount(bar, store) {
  bar.setAttribute("role", "region");
  // Whoever discards goes on with what was asked before, and that may stand before the bar does.
  const look = () => {
    const { lens, supposed } = store.state;
    if (lens && lens !== LENS) previous = lens;
    if (supposed?.length) applying = true;
    else if (applying && store.frame && store.data?.applied) { applying = false; store.set(back(store)); }
  };
  look();
  const stopAsked = store.subscribe(look);
  const drawing = whenChanged(
    store,
    () => [store.frame, store.lens, store.waiting(), store.state.lens, String(store.state.supposed), store.state.subject, store.data?.applied],
    () => draw(bar, store),
  );
  return { destroy: () => { stopAsked(); drawing.stop(); } };
}

function draw(bar, store) {
  const supposed = store.state.supposed ?? [];
  const scenarios = remembered(store);
  const applied = supposed.length ? "" : store.data?.applied;
  bar.hidden = !store.frame || (!supposed.length && !scenarios.length && !applied);
  if (bar.hidden) return bar.replaceChildren();
  bar.setAttribute("aria-label", store.words("supposed_title"));
  bar.classList.toggle("open", supposed.length > 0);
  const again = () => draw(bar, store);
  bar.replaceChildren(
    ...(supposed.length ? now(bar, supposed, scenarios, store, again) : []),
    ...(applied ? written(applied, store) : []),
    ...(scenarios.length ? [reopen(bar, supposed, scenarios, store)] : []),
  );
}

function now(bar, supposed, scenarios, store, again) {
  const says = sentences(supposed, store);
  const there = scenarios.some((one) => same(one.supposed, supposed));
  const keep = () => {
    const one = { subject: store.state.subject, supposed, title: says[0] };
    remember([one, ...all().filter((other) => !(other.subject === one.subject && same(other.supposed, supposed)))]);
    store.announce?.(store.words("supposed_kept"));
    again();
  };
  return [
    make("b", { text: store.words("supposed_title") }),
    make("ul", { class: "supposed-effects" }, ...says.map((text) => make("li", { text, dir: "auto" }))),
    make("div", { class: "supposed-tools" },
      button(store.words("supposed_discard"), () => store.set({ supposed: [], ...back(store) })),
      button(store.words("supposed_keep"), keep, there ? store.words("supposed_kept") : ""),
      button(store.words("supposed_apply"), () => store.next("supposed.apply")),
      button(store.words("supposed_log"), () => store.next("supposed.log")),
      button(store.words("supposed_brief"), () => store.next("supposed.brief"))),
  ];
}

// What was supposed became entries: said here until it is read.
function written(text, store) {
  return [
    make("span", { class: "supposed-effects", role: "status", text }),
    button(store.words("close"), () => store.next("supposed.read")),
  ];
}

const back = (store) => asked(store, LENS, previous);

// Another question, where it is there: only `from` one is it left.
function asked(store, from, to) {
  const there = (store.frame?.lenses ?? []).some(({ id }) => id === to);
  return there && (!from || store.state.lens === from) ? { lens: to } : {};
}

// What is supposed, in the answer's words: only its own question says them.
function sentences(supposed, store) {
  const answered = store.state.lens === LENS && !store.waiting();
  const { effects = [], sentence = "" } = (answered && store.lens) || {};
  if (effects.length) return effects;
  const end = sentence.search(/[.!?。؟](\s|$)/u) + 1;
  return [sentence.slice(0, end || undefined) || store.count("supposed_count", supposed.length)];
}

function reopen(bar, supposed, scenarios, store) {
  const current = scenarios.findIndex((one) => same(one.supposed, supposed));
  return make("label", { class: "supposed-kept" },
    make("span", { text: store.words("supposed_reopen") }),
    make("select", {
      onchange: (event) => {
        const one = scenarios[Number(event.target.value)];
        if (event.target.value !== "" && one) store.set({ supposed: one.supposed, ...asked(store, "", LENS) });
      },
    },
      make("option", { value: "", selected: current < 0, text: store.words("supposed_choose") }),
      ...scenarios.map(({ title }, at) => make("option", { value: String(at), selected: at === current, text: title }))));
}

function button(text, act, why = "") {
  return make("button", { type: "button", text, title: why || null, "aria-disabled": why ? "true" : null,
    "aria-description": why || null, onclick: () => why || act?.() });
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const remembered = (store) => all().filter(({ subject }) => subject === store.state.subject);

function all() {
  try {
    return JSON.parse(sessionStorage.getItem(MEMORY) ?? "[]");
  } catch {
    return [];
  }
}

function remember(scenarios) {
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify(scenarios.slice(0, MOST)));
  } catch {
    // A browser may refuse to remember anything: then nothing is kept.
  }
}
