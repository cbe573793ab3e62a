// What a map and a lens say, made easy to look up: who is there, who is tied to whom, who is marked.

export const ENDED = "~ended"; // in `kinds` beside kinds of entities: which lines are not drawn
export const UNSOURCED = "~unsourced";

export function indexed({ map, lens, state }) {
  const all = new Map();
  for (const [id, kind, name, x, y, apart] of map?.nodes ?? [])
    all.set(id, { id, kind, name, x, y, state: apart, added: false });
  for (const [id, kind, name, x, y] of lens?.added ?? [])
    if (!all.has(id)) all.set(id, { id, kind, name, x, y, state: "", added: true });
  const off = new Set(state.kinds);
  const hidden = new Set(state.hidden);
  const nodes = [...all.values()].filter(({ id, kind }) => !hidden.has(id) && !off.has(kind));
  const shown = new Set(nodes.map(({ id }) => id));
  const near = new Map();
  const lines = [];
  for (const [from, to, phrase, count, directed, sourced, over, layer, extra] of map?.edges ?? []) {
    if (!shown.has(from) || !shown.has(to)) continue;
    if ((over && off.has(ENDED)) || (!sourced && off.has(UNSOURCED))) continue;
    lines.push({ from, to, phrase, count, directed, sourced, over, layer, extra });
    tied(near, from, to);
  }
  const marks = new Map();
  for (const [id, role, order, words] of lens?.entities ?? [])
    if (!marks.has(id)) marks.set(id, { role, order, words });
  const answered = (lens?.lines ?? [])
    .filter(([from, to]) => shown.has(from) && shown.has(to))
    .map(([from, to, role, order, words, directed, way]) => ({ from, to, role, order, words, directed, way }));
  for (const { from, to, role } of answered) if (role === "shown") tied(near, from, to); // a tie that only the lens brings
  const along = state.path.length === 2 ? between(lens?.path) : [];
  return { all, nodes, shown, near, lines, marks, lens: [...answered, ...along] };
}

function tied(near, from, to) {
  for (const [one, other] of [[from, to], [to, from]]) {
    if (!near.has(one)) near.set(one, new Set());
    near.get(one).add(other);
  }
}

// The path between two that Python knows of, by the rules of introductions.
function between(path) {
  return (path?.lines ?? []).map(([from, to, order]) => ({
    from, to, role: "step", order, words: "", directed: false, way: 1,
  }));
}
