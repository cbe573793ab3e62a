// Keys. They are heard only while the workspace is there, and never while somebody writes.

const FIELDS = "input, textarea, select, [contenteditable]";
const STEP = 70; // pixels that an arrow key moves the map

// [keys, word of what they do], as the sheet lists them.
export const SHEET = [
  [["/"], "does_search"], [["click"], "does_select"], [["shift_click"], "does_several"], [["shift_drag"], "does_lasso"],
  [["double", "+"], "does_expand"], [["-"], "does_collapse"], [["h"], "does_hide"], [["p"], "does_path"],
  [["drag"], "does_pin"], [["arrows"], "does_arrows"], [["enter", "ctrl_wheel"], "does_enter"], [["f"], "does_fit"],
  [[",", "."], "does_back"], [["1", "2", "3", "4"], "does_centre"], [["escape"], "does_clear"], [["?"], "does_help"],
];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CENTRES = ["network", "world", "power", "list"];

export function mount(root, store) {
  const hear = (event) => {
    if (!store.data?.here || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath();
    const inside = event.composedPath().includes(root);
    const nowhere = target === document.body || target === document.documentElement;
    if (!(inside || nowhere) || target.matches?.(FIELDS) || root.querySelector("dialog[open]")) return;
    if (!pressed(event.key, target, store)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // In the bubbling phase: a part that takes a key for itself says so by preventDefault.
  root.addEventListener("keydown", hear);
  document.addEventListener("keydown", hear);
  return { destroy: () => document.removeEventListener("keydown", hear) };
}

function pressed(key, target, store) {
  const { acts, state } = store;
  const [only, other] = state.selected;
  const one = only && !other;
  const onMap = target.classList?.contains("vis-network");
  const arrow = onMap && ARROWS[key];
  if (key === "/") acts.search();
  else if (key === "?") acts.help();
  else if (key === "Escape") return cleared(store);
  else if (key === "+" || key === "=") one ? store.expand(only) : acts.zoom?.(1.4);
  else if (key === "-") one && state.expanded.includes(only) ? store.collapse(only) : acts.zoom?.(1 / 1.4);
  else if (key === "h" && only) store.hide(state.selected);
  else if (key === "p" && other) acts.path();
  else if (key === "f") acts.fit?.();
  else if (key === "l") acts.lasso?.();
  else if (key === ",") store.back();
  else if (key === ".") store.forward();
  else if (/^[1-4]$/.test(key)) store.set({ centre: CENTRES[key - 1] });
  else if (arrow) (one && acts.toward(...arrow)) || acts.pan(arrow[0] * STEP, arrow[1] * STEP);
  else if (onMap && key === "Enter") acts.enter(!acts.entered());
  else return false;
  return true;
}

// First what is selected, then the map is left.
function cleared({ state, acts, set }) {
  if (acts.rail?.open?.()) acts.rail(false);
  else if (state.selected.length || state.path.length) set({ selected: [], path: [] });
  else if (acts.entered?.()) acts.enter(false);
  else return false;
  return true;
}
