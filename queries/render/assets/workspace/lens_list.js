// The lens's list, as the panel shows it: the first columns as a table, of the chosen row all.

import { make } from "./elements.js";

const MOST_COLUMNS = 4;
const LONG = 40; // letters of a cell that may not be seen whole
const MOST_ROWS = 8; // the others come with a press: what stands below is read too

export function lensList(store, most = MOST_ROWS) {
  const { columns, rows, more = 0, numbered } = ordered(store);
  if (!rows?.length) return null;
  const table = make("table", { class: "lens-list" });
  const rest = rows.length - most;
  const holder = make("div", { class: "panel-part listed" }, table,
    rest <= 0 && more > 0 && make("p", { class: "source", text: store.count("panel_further", more) }),
    rest > 0 && make("button", {
      type: "button",
      class: "more",
      text: store.count("panel_more", rest),
      onclick: () => holder.replaceWith(lensList(store, most + 200)),
    }));
  const draw = (many) => {
    const first = columns.slice(0, many);
    table.replaceChildren(
      make("thead", {}, make("tr", {},
        numbered && make("th", { scope: "col", text: store.words("list_order") }),
        ...first.map(({ title }) => make("th", { scope: "col", text: title })))),
      make("tbody", {}, ...rows.slice(0, most).flatMap((row) => lines(row, columns, many, numbered, store))));
  };
  draw(MOST_COLUMNS);
  fitted(holder, table, Math.min(columns.length, MOST_COLUMNS), draw);
  return holder;
}

// As many columns as the panel has room for: what has none is said below the chosen row.
function fitted(holder, table, most, draw) {
  let wide = 0;
  new ResizeObserver(() => {
    if (holder.clientWidth === wide || !holder.clientWidth) return;
    wide = holder.clientWidth;
    const focus = [...table.querySelectorAll("button")].indexOf(holder.getRootNode().activeElement);
    for (let many = most; many > 1; many -= 1) {
      draw(many);
      if (table.offsetWidth <= wide) break;
    }
    if (focus >= 0) table.querySelectorAll("button")[focus]?.focus();
  }).observe(holder);
}

// The place of a row, which comes with it, or from the lens, or as a first column of numbers.
function ordered(store) {
  const list = store.lens?.list;
  if (!list?.rows?.length) return {};
  const { columns, rows } = list;
  const asColumn = columns.length > 1 && rows.every(({ cells }) => /^\p{N}*$/u.test(cells[0]));
  const place = ({ id, order, cells }) => (asColumn ? cells[0] : (order ?? (id ? store.mark(id)?.order : null)));
  const placed = rows.map(({ ids, cells, order }) => ({
    ids, cells: asColumn ? cells.slice(1) : cells, order: place({ id: ids[0], cells, order }),
  }));
  return {
    ...list, rows: placed, columns: asColumn ? columns.slice(1) : columns,
    numbered: placed.some(({ order }) => order != null && order !== ""),
  };
}

// A row, and below the chosen one what has no column in so narrow a table.
function lines({ ids, cells, order }, columns, many, numbered, store) {
  const selected = store.state.selected ?? [];
  const chosen = ids.length > 0 && ids.every((id) => selected.includes(id));
  const choose = (event) => store.select(event?.shiftKey ? toggled(selected, ids, chosen) : ids);
  const name = ids.length
    ? make("button", { type: "button", class: "name", dir: "auto", text: cells[0],
        "aria-pressed": String(!!chosen), onclick: (event) => { event.stopPropagation(); choose(event); } })
    : cells[0];
  const row = make("tr", { class: chosen ? "chosen" : null, onclick: ids.length ? choose : null },
    numbered && make("td", { class: "order", text: order ?? "" }),
    make("th", { scope: "row" }, name),
    ...cells.slice(1, many).map((text) =>
      make("td", {}, make("span", { class: "cell", dir: "auto", title: text.length > LONG ? text : null, text }))));
  const others = cells.map((text, at) => [columns[at]?.title, text]).slice(many);
  const said = others.filter(([, text]) => text);
  if (!chosen || !said.length) return [row];
  const across = Math.min(columns.length, many) + (numbered ? 1 : 0);
  return [row, make("tr", { class: "chosen more-of" }, make("td", { colspan: across },
    make("dl", { class: "facts" }, ...said.map(([title, text]) => [
      make("dt", { text: title }), make("dd", { text, dir: "auto" })]))))];
}

function toggled(selected, ids, chosen) {
  return chosen ? selected.filter((one) => !ids.includes(one)) : [...selected, ...ids];
}
