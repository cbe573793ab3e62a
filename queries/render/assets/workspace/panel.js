// The panel on the right: what is selected, part by part as Python sent it, the lens's list, and
// what to do next. On a narrow screen it is a sheet at the bottom that opens half or whole.

import { calm, put } from "./dom.js";
import { make, whenChanged } from "./elements.js";
import { lensList } from "./lens_list.js";

const MOST_TIES = 8; // of one kind; the others come with a press
const MOST_STEPS = 3; // buttons that are always seen
const PATIENCE = 5000; // milliseconds: then it is about the same under another id
const HEIGHTS = ["low", "half", "full"];

export function mount(root, store) {
  const handle = make("button", { class: "sheet-handle", type: "button" });
  const body = make("div", { class: "panel-body" });
  const next = make("div", { class: "panel-next" });
  const sheet = make("div", { class: "panel-sheet", "data-height": "low" }, handle, body, next);
  root.replaceChildren(sheet);
  const stopSlide = slide(sheet, handle, store);
  let timer;

  const shown = () => JSON.stringify(store.state.selected ?? []);
  let [selection, since, expired, risen] = [shown(), 0, 0, shown()];
  const drawing = whenChanged(
    store,
    () => [store.data?.panel, store.lens, store.frame, shown(), store.state.lens, expired],
    () => {
      clearTimeout(timer);
      if (selection !== shown()) [selection, since] = [shown(), performance.now()];
      const left = fits(store) ? 0 : since + PATIENCE - performance.now();
      const late = since > 0 && left > 0;
      if (late) timer = setTimeout(() => { expired += 1; drawing.again(); }, left);
      put(sheet, "aria-busy", late ? "true" : null);
      draw(body, next, store, late);
      if (late) body.scrollTop = 0;
      // Who has made it low again does so until something else is selected.
      if (risen !== shown() && store.state.selected?.length && sheet.dataset.height === "low") rise(sheet, store, "half");
      risen = shown();
    },
  );
  return { destroy: () => { clearTimeout(timer); drawing.stop(); stopSlide(); } };
}

// Whether the panel that came is about what is selected: an answer to an earlier click is not.
function fits({ data, state }) {
  const key = data?.panel?.key;
  const [only, other] = state.selected ?? [];
  return other ? key === "several" : key === (only ?? state.subject);
}

function draw(body, next, store, late) {
  const panel = store.data?.panel;
  const selected = store.state.selected ?? [];
  const open = new Map(
    [...body.querySelectorAll("details[data-part]")].map((part) => [part.dataset.part, part.open]),
  );
  const list = lensList(store);
  const parts = late ? [] : together(panel?.parts ?? []).map((part, at) => PARTS[part.type]?.(part, store, at));
  // While Python works on what was clicked, its name stands there already.
  const head = late
    ? heading(called(store, selected))
    : panel?.title && heading(panel.title, panel.subtitle);
  const first = !selected.length && list;
  const folded = selected.length > 0 && list && make("details", { class: "panel-part folded", "data-part": "list" },
    make("summary", { text: listTitle(store) }), list);
  body.replaceChildren(
    ...(first ? [heading(listTitle(store), store.lens.list.title), list] : []),
    ...[head || (!first && heading(listTitle(store))), ...parts, folded].filter(Boolean),
  );
  for (const part of body.querySelectorAll("details[data-part]"))
    if (open.has(part.dataset.part)) part.open = open.get(part.dataset.part);
  ask(next, store, late ? [] : (panel?.next ?? []));
}

function heading(title, under) {
  return make("div", { class: "panel-head" }, make("h2", { text: title, dir: "auto" }),
    under && under !== title && make("p", { class: "panel-kind", text: under }));
}

// Ties may come by phrase, a part each, with the phrase as its title: shown under one another.
function together(parts) {
  const joined = [];
  for (const part of parts) {
    if (part.type !== "ties" || part.rows.some((row) => row.length > 3)) {
      joined.push(part);
      continue;
    }
    const rows = part.rows.map((row) => [part.title, ...row]);
    if (joined.at(-1)?.phrased) joined.at(-1).rows.push(...rows);
    else joined.push({ type: "ties", title: "", phrased: true, rows, further: {} });
    if (part.more) joined.at(-1).further[part.title] = part.more;
  }
  return joined;
}

function called(store, selected) {
  if (!selected.length) return listTitle(store);
  if (selected.length > 1) return store.count("panel_selected", selected.length);
  const [id] = selected;
  const event = store.lens?.time?.events?.find((one) => one.id === id);
  const name = store.name(id);
  return name && name !== id ? name : (event?.words ?? "…");
}

const listTitle = (store) =>
  (store.frame?.lenses ?? []).find(({ id }) => id === store.state.lens)?.title ??
  store.words("panel_nothing");

// What can be done next: the first few, the others with a press. A button that cannot be pressed
// says why.
function ask(next, store, steps) {
  const known = JSON.stringify([store.data?.panel?.key, steps, store.words("panel_steps")]);
  if (next.dataset.steps === known) return; // whoever is on a button stays there
  next.dataset.steps = known;
  const buttons = steps.map(({ key, label, primary, disabled }) =>
    make("button", {
      type: "button",
      class: primary ? "next primary" : "next",
      text: label,
      title: disabled || null,
      "aria-disabled": disabled ? "true" : null,
      onclick: () => disabled || store.next(key),
    }),
  );
  const reasons = steps
    .filter(({ disabled }) => disabled)
    .map(({ label, disabled }) => make("p", { class: "source", text: store.words("panel_why_not", { label, why: disabled }) }));
  next.hidden = !steps.length;
  if (steps.length <= MOST_STEPS + 1) return next.replaceChildren(...buttons, ...reasons);
  const more = make("button", {
    type: "button",
    class: "next further",
    text: store.words("panel_steps"),
    "aria-expanded": "false",
    onclick: () => {
      more.replaceWith(...buttons.slice(MOST_STEPS), ...reasons);
      buttons[MOST_STEPS].focus();
    },
  });
  next.replaceChildren(...buttons.slice(0, MOST_STEPS), more);
}

const PARTS = {
  text: ({ title, text }) =>
    section("why", title && make("b", { text: title }), make("p", { text })),
  caution: ({ title, text }) =>
    section("warn", title && make("b", { text: title }), make("p", { text })),
  sums,
  facts,
  ties,
  list,
};

const section = (look, ...children) => make("section", { class: `panel-part ${look}` }, ...children);

function sums({ title, rows, note }) {
  const lines = rows.map(([label, value, share]) => [
    make("dt", { text: label }),
    make("dd", {},
      share == null
        ? null
        : make("span", { class: "track", "aria-hidden": "true" },
            make("span", { class: "bar", style: `inline-size:${Math.round(100 * bounded(share))}%` })),
      make("span", { class: "sum-value", text: value })),
  ]);
  return section("why",
    title && make("b", { text: title }),
    make("dl", { class: rows.some((row) => row[2] != null) ? "sums barred" : "sums" }, ...lines),
    note && make("p", { class: "source", text: note }));
}

const bounded = (share) => Math.max(0, Math.min(1, share));

function facts({ title, rows, open = true, more }, store, at) {
  const lines = make("dl", { class: "facts" }, ...rows.map(([label, value, source]) => [
    make("dt", { text: label }),
    make("dd", {}, make("span", { text: value }), source && make("small", { class: "source", text: source })),
  ]));
  return foldable(title, open, [lines, further(more, store)], at);
}

const further = (more, store) =>
  more > 0 && make("p", { class: "source", text: store.count("panel_further", more) });

function foldable(title, open, content, at) {
  if (open) return section("plain", title && make("h3", { text: title }), content);
  return make("details", { class: "panel-part folded", "data-part": `${at} ${title}` },
    make("summary", { text: title }), content);
}

// Ties by kind: each name is a button that goes there.
function ties({ title, rows, open = true, further: left = {}, more }, store, at) {
  const kinds = new Map();
  for (const row of rows) kinds.set(row[0], [...(kinds.get(row[0]) ?? []), row]);
  const groups = [...kinds].map(([phrase, of]) => [
    make("dt", { text: phrase }),
    make("dd", {}, lengthy(of.map((row) => tie(row, store)), store), further(left[phrase], store)),
  ]);
  return foldable(title, open, [make("dl", { class: "facts ties" }, ...groups), further(more, store)], at);
}

function tie([, name, id, small], store) {
  const open = { type: "button", class: "name", text: name, dir: "auto", onclick: () => store.jump(id) };
  return make("li", {},
    id ? make("button", open) : make("span", { text: name, dir: "auto" }),
    small && make("small", { class: "source", text: small }));
}

function lengthy(items, store) {
  const list = make("ul", { class: "names" }, ...items.slice(0, MOST_TIES));
  const rest = items.slice(MOST_TIES);
  if (!rest.length) return list;
  const more = make("button", {
    type: "button",
    class: "more",
    text: store.count("panel_more", rest.length),
    onclick: () => {
      more.closest("li").remove();
      list.append(...rest);
      rest[0].querySelector("button")?.focus();
    },
  });
  list.append(make("li", {}, more));
  return list;
}

function list({ title, rows, open = true, more }, store, at) {
  const numbered = rows.some((row) => row[3] != null);
  const items = rows.map(([id, name, text, order]) =>
    make("li", { class: numbered ? "numbered" : null },
      numbered && make("span", { class: "order", text: order ?? "" }),
      make("div", {},
        id
          ? make("button", { type: "button", class: "name", text: name, dir: "auto", onclick: () => store.jump(id) })
          : make("b", { text: name, dir: "auto" }),
        text && make("p", { text }))));
  return foldable(title, open, [make(numbered ? "ol" : "ul", { class: "panel-list" }, ...items), further(more, store)], at);
}

// The sheet of a narrow screen: pressed it goes up and round, dragged it stays at the nearest.
function slide(sheet, handle, store) {
  let from = null;
  handle.addEventListener("pointerdown", (event) => {
    from = { y: event.clientY, high: sheet.offsetHeight, moved: false };
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!from) return;
    const away = from.y - event.clientY;
    if (Math.abs(away) > 6) from.moved = true;
    if (from.moved) sheet.style.blockSize = `${from.high + away}px`;
  });
  const ended = () => {
    if (from?.moved) {
      const share = sheet.offsetHeight / innerHeight;
      sheet.style.blockSize = "";
      rise(sheet, store, share < 0.25 ? "low" : share < 0.65 ? "half" : "full");
    }
    // A click follows a drag: it must not move the sheet once more.
    setTimeout(() => (from = null));
  };
  handle.addEventListener("pointerup", ended);
  handle.addEventListener("pointercancel", ended);
  handle.addEventListener("click", () => {
    if (from?.moved) return;
    rise(sheet, store, HEIGHTS[(HEIGHTS.indexOf(sheet.dataset.height) + 1) % HEIGHTS.length]);
  });
  sheet.addEventListener("keydown", (event) => {
    const asSheet = getComputedStyle(handle).display !== "none";
    if (event.key !== "Escape" || !asSheet || sheet.dataset.height === "low") return;
    event.stopPropagation();
    rise(sheet, store, "low");
    handle.focus();
  });
  rise(sheet, store, "low");
  return store.subscribe((changed) => changed.has("frame") && rise(sheet, store, sheet.dataset.height));
}

function rise(sheet, store, height) {
  sheet.dataset.height = height;
  const handle = sheet.querySelector(".sheet-handle");
  handle.setAttribute("aria-label", store.words(`panel_sheet_${height}`));
  handle.setAttribute("aria-expanded", String(height !== "low"));
  sheet.classList.toggle("still", calm());
}
