// The lens's list, as the panel shows it: the first columns as a table, of the chosen row all.

import { make } from "./elements.js";

const MOST_COLUMNS = 4;
const MOST_ROWS = 8; // the others come with a press: what stands below is read too

export function lensList(store, most = MOST_ROWS) {
  const { columns, rows, more = 0 } = store.lens?.list ?? {};
  if (!rows?.length) return null;
  // A row may have a place in the lens's order, or a column of its own for it.
  const place = ({ id, order }) => order ?? (id ? store.mark(id)?.order : null);
  const numbered = rows.some((row) => place(row) != null) && !/^\W?$/u.test(columns[0].title);
  const first = columns.slice(0, MOST_COLUMNS);
  const table = make("table", { class: "lens-list" },
    make("thead", {}, make("tr", {},
      numbered && make("th", { scope: "col", text: store.words("list_order") }),
      ...first.map(({ title }) => make("th", { scope: "col", text: title })))),
    make("tbody", {}, ...rows.slice(0, most).flatMap((row) => lines({ ...row, order: place(row) }, columns, numbered, store))));
  const rest = rows.length - most;
  if (rest <= 0)
    return make("div", { class: "panel-part listed" }, table,
      more > 0 && make("p", { class: "source", text: store.count("panel_further", more) }));
  const holder = make("div", { class: "panel-part listed" }, table, make("button", {
    type: "button",
    class: "more",
    text: store.count("panel_more", rest),
    onclick: () => holder.replaceWith(lensList(store, most + 200)),
  }));
  return holder;
}

// A row, and below the chosen one what has no column in so narrow a table.
function lines({ id, cells, order }, columns, numbered, store) {
  const chosen = store.state.selected?.includes(id);
  const choose = (event) => store.select(event?.shiftKey ? toggled(store, id) : [id]);
  const name = id
    ? make("button", { type: "button", class: "name", dir: "auto", text: cells[0],
        "aria-pressed": String(!!chosen), onclick: (event) => { event.stopPropagation(); choose(event); } })
    : cells[0];
  const row = make("tr", { class: chosen ? "chosen" : null, onclick: id ? choose : null },
    numbered && make("td", { class: "order", text: order ?? "" }),
    make("th", { scope: "row" }, name),
    ...cells.slice(1, MOST_COLUMNS).map((text) => make("td", { text, dir: "auto" })));
  const others = cells.map((text, at) => [columns[at]?.title, text]).slice(MOST_COLUMNS);
  const said = others.filter(([, text]) => text);
  if (!chosen || !said.length) return [row];
  const across = first(columns) + (numbered ? 1 : 0);
  return [row, make("tr", { class: "chosen more-of" }, make("td", { colspan: across },
    make("dl", { class: "facts" }, ...said.map(([title, text]) => [
      make("dt", { text: title }), make("dd", { text, dir: "auto" })]))))];
}

const first = (columns) => Math.min(columns.length, MOST_COLUMNS);

function toggled(store, id) {
  const selected = store.state.selected ?? [];
  return selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id];
}
