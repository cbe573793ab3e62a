// The strip of time under the map: what happened and what is due, and a slider "as known on".
// Days run from left to right in every language; nothing is known of days after today.

import { calm } from "./dom.js";
import { FONT, locale, make, roving, shortened, svg, textWidth, whenChanged } from "./elements.js";
import { mount as mountSupposed } from "./supposed.js";

const DAY = 86_400_000;
const SIZE = 11.5;
const FONT_OF_WORDS = `${SIZE}px ${FONT}`;
const WIDEST = 175; // pixels of an event's words: more are said where it is pointed at
const HIGH = 92;
const AXIS = 52; // pixels from the top to the line
const LANES = [36, 73]; // where the words stand: over the line, and under it
const EDGE = 10; // half of the slider's thumb
const PAUSE = 1400; // milliseconds between the months that are played
const SETTLED = 250; // milliseconds without a move of the slider, and the day is asked for

export function mount(root, store) {
  const bar = make("div", { class: "supposed" });
  const tools = make("div", { class: "strip-tools" });
  const line = make("div", { class: "strip-line" });
  root.replaceChildren(bar, make("div", { class: "strip" }, tools, line));
  const view = { store, tools, line, playing: 0, day: null, settling: 0 };
  const supposed = mountSupposed(bar, store);
  const drawing = whenChanged(
    store,
    () => [store.lens, store.frame, store.map, line.clientWidth],
    () => line.clientWidth > 0 && store.frame && draw(view),
  );
  const following = whenChanged(store, () => [store.state.day], () => early(view) ? draw(view) : follow(view));
  const choosing = whenChanged(store, () => [String(store.state.selected)], () => chosen(view));
  const seen = new ResizeObserver(drawing.again);
  seen.observe(line);
  const destroy = () => {
    pause(view);
    clearTimeout(view.settling);
    [drawing.stop, following.stop, choosing.stop, supposed.destroy].forEach((stop) => stop());
    seen.disconnect();
  };
  return { destroy };
}

const stamp = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
const dated = (number) => new Date(number * DAY).toISOString().slice(0, 10);

function draw(view) {
  const { store, line, tools } = view;
  const time = store.lens?.time;
  if (!time?.first) {
    pause(view);
    tools.replaceChildren();
    line.replaceChildren(store.lens ? make("p", { class: "source", text: store.words("time_none") }) : "");
    view.slider = null;
    return;
  }
  const held = line.getRootNode().activeElement; // whoever is here by keyboard stays
  const wide = line.clientWidth;
  const [begun, last, today] = [time.first, time.last, time.today].map(stamp);
  const recent = recently(begun, today, time.events ?? []);
  const asked = store.state.day ? stamp(store.state.day) : today;
  const first = view.whole || asked < recent ? begun : recent;
  const until = Math.max(last, today, first + 1);
  view.earlier = (time.events ?? []).filter(({ day }) => day && stamp(day) < recent).length;
  const x = (number) => EDGE + ((number - first) / (until - first)) * (wide - 2 * EDGE);
  Object.assign(view, { first, until, today: Math.max(first, today), x, wide });
  const events = svg("g", { class: "strip-events", role: "group", "aria-label": store.words("time_events") });
  const pin = svg("g", { class: "strip-pin", "aria-hidden": "true" },
    svg("line", { y1: 16, y2: AXIS + 16 }), svg("text", { y: 15, class: "pin-text" }));
  const picture = svg("svg", { width: wide, height: HIGH, class: "strip-picture", role: "group", "aria-label": store.words("time_label") },
    svg("line", { x1: EDGE, x2: wide - EDGE, y1: AXIS, y2: AXIS, class: "strip-axis" }),
    ...months(view), now(view), pin, events);
  events.append(...placed(view, time.events ?? []));
  roving(events, ".strip-event", (one) => go(store, one.dataset.id));
  Object.assign(view, { pin, events, slider: slider(view) });
  line.replaceChildren(picture, view.slider);
  buttons(view);
  follow(view);
  chosen(view);
  if (held?.matches(".strip-slider")) view.slider.focus({ preventScroll: true });
  else if (held?.matches(".strip-event"))
    [...events.children].find((one) => one.dataset.id === held.dataset.id)?.focus({ preventScroll: true });
}

// Where little happened for years the strip begins a year ago, or where most of it began.
function recently(begun, today, events) {
  const days = events.filter(({ day }) => day).map(({ day }) => stamp(day)).sort((a, b) => a - b);
  const most = days[Math.floor(days.length / 10)] ?? today;
  const start = Math.min(today - 365, most) - 20;
  return start - begun < 120 ? begun : start;
}

// A tick a month; a name where there is room for it, with the year at the first and in January.
function months(view) {
  const { first, until, x, store } = view;
  const ticks = [];
  const [start, end] = [new Date(first * DAY), new Date(until * DAY)];
  const many = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  const each = (x(until) - x(first)) / Math.max(1, many);
  const every = [1, 2, 3, 6, 12, 24, 60, 120].find((months) => each * months > 46) ?? 240;
  const named = new Intl.DateTimeFormat(locale(store), { month: "short", timeZone: "UTC" });
  const withYear = new Intl.DateTimeFormat(locale(store), { month: "short", year: "numeric", timeZone: "UTC" });
  const year = new Intl.DateTimeFormat(locale(store), { year: "numeric", timeZone: "UTC" });
  let [free, begun] = [-Infinity, false];
  for (let step = 0; step <= many; step += 1) {
    const day = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + step, 1));
    const at = Math.max(x(first), x(day / DAY));
    const count = day.getUTCFullYear() * 12 + day.getUTCMonth();
    const wanted = every === 1 || count % every === 0;
    if (each > 6 || wanted) ticks.push(svg("line", { x1: at, x2: at, y1: AXIS - 4, y2: AXIS + 4, class: "strip-tick" }));
    if (!wanted) continue;
    const form = every >= 12 ? year : !begun || day.getUTCMonth() === 0 ? withYear : named;
    const text = form.format(day);
    const room = textWidth(text, FONT_OF_WORDS);
    if (at < free || at + 4 + room > view.wide) continue;
    free = at + room + 10;
    begun = true;
    ticks.push(svg("text", { x: at + 2, y: HIGH - 4, class: "strip-month", text }));
  }
  return ticks;
}

const now = ({ today, x, store }) =>
  svg("g", { class: "strip-today" }, svg("title", { text: store.words("time_today") }),
    svg("line", { x1: x(today), x2: x(today), y1: 22, y2: AXIS + 16 }));

// Those near today get their words first; what has no room for them stays a dot that says them.
function placed(view, events) {
  const { store, x, first, until, today, wide } = view;
  const taken = [[], []];
  const written = new Map();
  const inside = events.filter(({ day }) => day && stamp(day) >= first && stamp(day) <= until);
  const near = [...inside].sort((a, b) => Math.abs(stamp(a.day) - today) - Math.abs(stamp(b.day) - today));
  for (const event of near) {
    const short = shortened(event.words, FONT_OF_WORDS, WIDEST);
    const room = textWidth(short, FONT_OF_WORDS);
    const middle = Math.max(room / 2 + 2, Math.min(wide - room / 2 - 2, x(stamp(event.day))));
    const [left, right] = [middle - room / 2 - 5, middle + room / 2 + 5];
    const free = [event.lane ?? 0, 1 - (event.lane ?? 0)].find((lane) => !taken[lane].some(([l, r]) => l < right && r > left));
    if (free === undefined) continue;
    taken[free].push([left, right]);
    written.set(event, [middle, LANES[free], short]);
  }
  const day = new Intl.DateTimeFormat(locale(store), { dateStyle: "long", timeZone: "UTC" });
  const inOrder = [...inside].sort((a, b) => stamp(a.day) - stamp(b.day));
  const dots = [];
  return inOrder.map((event, number) => {
    // Of days close to each other each has a dot that can be pointed at: over or under the line.
    const at = x(stamp(event.day));
    const free = (y) => dots.every((dot) => Math.hypot(dot.at - at, dot.y - y) >= 8);
    const height = [AXIS, AXIS - 8, AXIS + 8].find(free) ?? AXIS;
    dots.push({ at, y: height });
    return mark(event, number, written.get(event), day, height, view);
  });
}

function mark(event, number, words, day, height, { store, x, until, today }) {
  const at = x(stamp(event.day));
  const span = event.until ? `${day.format(stamp(event.day) * DAY)} – ${day.format(stamp(event.until) * DAY)}` : day.format(stamp(event.day) * DAY);
  const said = `${span}: ${event.words}`;
  const color = store.kind(event.kind)?.color;
  const end = event.until ? x(Math.min(until, stamp(event.until))) : at;
  return svg("g", {
    class: `strip-event lane-${event.lane ?? 0}${stamp(event.day) > today ? " ahead" : ""}`, role: "button", "data-id": event.id ?? "",
    tabindex: number ? "-1" : "0", "aria-label": said, onclick: () => go(store, event.id),
  },
    svg("title", { text: said }),
    end > at + 1 && svg("line", { x1: at, x2: end, y1: AXIS, y2: AXIS, class: "strip-span", style: color && `stroke:${color}` }),
    svg("circle", { cx: at, cy: height, r: 8, class: "strip-hit" }),
    svg("circle", { cx: at, cy: height, r: 4.8, class: "strip-dot", style: color && `fill:${color}` }),
    words && svg("text", { x: words[0], y: words[1], "text-anchor": "middle", "aria-hidden": "true", text: words[2] }));
}

// What is on the map is brought into view; a letter or a date need not come onto it.
function go(store, id) {
  if (!id) return;
  if (store.drawn(id)) store.jump(id);
  else store.select([id]);
}

function chosen({ events, store }) {
  const selected = new Set(store.state.selected ?? []);
  for (const one of events?.children ?? []) one.classList.toggle("chosen", selected.has(one.dataset.id));
}

// The slider reaches from the first day to today; its thumb is the pin's head.
function slider(view) {
  const { store, first, today, x } = view;
  return make("input", {
    type: "range", class: "strip-slider", dir: "ltr", min: first, max: today, step: 1,
    style: `inline-size:${x(today) - x(first) + 2 * EDGE}px`, "aria-label": store.words("time_slider"),
    oninput: (event) => {
      pause(view);
      show(view, Number(event.target.value));
      settle(view);
    },
    onkeydown: (event) => {
      // A page is a month: the browser would take a tenth of the whole.
      const by = { PageUp: 1, PageDown: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      show(view, monthsOn(view, by));
      settle(view);
    },
  });
}

function settle(view) {
  clearTimeout(view.settling);
  view.settling = setTimeout(() => ask(view), SETTLED);
}

function ask(view) {
  clearTimeout(view.settling);
  view.settling = 0;
  view.store.set({ day: view.day >= view.today ? "" : dated(view.day) });
}

// Whether the day that is asked for lies before what the strip shows.
const early = ({ slider, store, first }) => slider && store.state.day && stamp(store.state.day) < first;

function follow(view) {
  if (!view.slider || view.settling) return;
  const { day } = view.store.state;
  show(view, day ? stamp(day) : view.today);
}

function show(view, day) {
  const { slider, pin, x, first, today, store, wide } = view;
  view.day = Math.max(first, Math.min(today, day));
  slider.value = view.day;
  const isToday = view.day >= today;
  const long = new Intl.DateTimeFormat(locale(store), { dateStyle: "long", timeZone: "UTC" }).format(view.day * DAY);
  const text = isToday ? store.words("time_known_today") : store.words("time_known_on", { day: long });
  slider.setAttribute("aria-valuetext", isToday ? `${long}: ${text}` : long);
  const at = x(view.day);
  const line = pin.querySelector("line");
  line.setAttribute("x1", at);
  line.setAttribute("x2", at);
  const words = pin.querySelector("text");
  words.textContent = text;
  const before = at > wide / 2;
  words.setAttribute("x", at + (before ? -13 : 13));
  words.setAttribute("text-anchor", before ? "end" : "start");
  view.back.disabled = isToday;
  label(view);
}

function monthsOn({ day }, by) {
  const from = new Date(day * DAY);
  const begun = by < 0 && from.getUTCDate() > 1 ? 1 : 0; // first back to where this month begins
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + by + begun, 1) / DAY;
}

// Played month by month to today. Where motion is not wanted, a press is a single month.
function buttons(view) {
  const { store, tools } = view;
  view.play = make("button", { type: "button", class: "strip-play", onclick: () => (view.playing ? pause(view) : play(view)) });
  view.back = make("button", { type: "button", text: store.words("time_back"), onclick: () => { pause(view); view.slider.focus({ preventScroll: true }); show(view, view.today); ask(view); } });
  const whole = view.earlier > 0 && make("button", {
    type: "button", "aria-pressed": String(!!view.whole), text: store.count("time_earlier", view.earlier),
    onclick: () => {
      view.whole = !view.whole;
      if (!view.whole && view.day < view.today) store.set({ day: "" });
      draw(view);
      tools.querySelector("[aria-pressed]")?.focus();
    },
  });
  tools.replaceChildren(...[view.play, whole, view.back].filter(Boolean));
}

function play(view) {
  if (view.day >= view.today) show(view, view.first);
  else show(view, monthsOn(view, 1));
  ask(view);
  if (calm() || view.day >= view.today) return pause(view);
  clearTimeout(view.playing);
  view.playing = setTimeout(() => play(view), PAUSE);
  label(view);
}

function pause(view) {
  clearTimeout(view.playing);
  view.playing = 0;
  label(view);
}

function label({ play: button, playing, store }) {
  if (!button) return;
  const [sign, key] = playing ? ["⏸", "time_pause"] : calm() ? ["⏭", "time_step"] : ["▶", "time_play"];
  button.textContent = `${sign}\uFE0E`;
  button.title = store.words(key);
  button.setAttribute("aria-label", store.words(key));
}
