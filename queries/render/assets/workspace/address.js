// Where one is, in the address (opaque ids only: never what is searched, supposed or who reads it)
// and in the memory of this tab, which goes when it is closed.

const MEMORY = "demarche.workspace";
const LISTS = ["layers", "selected", "expanded", "hidden", "kinds"];

// What only the browser knows: from the address, else from the tab.
export function remembered() {
  const address = new URLSearchParams(location.search);
  const { hidden = [], kinds = [], centre = "network" } = memory();
  const shared = ["hidden", "kinds", "centre", "selected", "lens"].some((key) => address.has(key));
  const list = (key, otherwise) => (shared ? split(address.get(key)) : otherwise);
  return {
    hidden: list("hidden", hidden),
    kinds: list("kinds", kinds),
    centre: address.get("centre") ?? (shared ? "network" : centre),
  };
}

export function remember({ hidden, kinds, centre }) {
  memory({ hidden, kinds, centre });
}

export function written(state, frame) {
  const address = new URLSearchParams(location.search);
  const usual = frame?.layers?.filter(({ on }) => on).map(({ id }) => id) ?? state.layers;
  const values = {
    subject: state.subject,
    lens: state.lens,
    to: state.ask.to ?? "",
    day: state.day,
    centre: state.centre === "network" ? "" : state.centre,
  };
  for (const key of LISTS) values[key] = state[key].join(",");
  if ([...usual].sort().join() === [...state.layers].sort().join()) values.layers = "";
  for (const [key, value] of Object.entries(values))
    if (value) address.set(key, value);
    else address.delete(key);
  const text = address.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  const there = `${location.pathname}${text ? `?${text}` : ""}${location.hash}`;
  if (there !== `${location.pathname}${location.search}${location.hash}`)
    history.replaceState(history.state, "", there);
}

// What was moved by hand, and the view, of a subject: {moved: {id: [x, y]}, scale, position}.
export function view(subject, partial) {
  const all = memory().views ?? {};
  if (partial) memory({ views: { ...all, [subject]: { ...all[subject], ...partial } } });
  return { moved: {}, ...all[subject] };
}

function memory(partial) {
  let before = {};
  try {
    before = JSON.parse(sessionStorage.getItem(MEMORY) ?? "{}");
    if (partial) sessionStorage.setItem(MEMORY, JSON.stringify({ ...before, ...partial }));
  } catch {
    // A browser may refuse to remember anything: then nothing is.
  }
  return before;
}

// Ids and kinds, as we write them: an address comes from anybody, and no text of theirs is shown.
const ID = /^[\p{L}\p{N}:._~+@-]+$/u;
const split = (text) => (text ?? "").split(",").filter((one) => ID.test(one));
