// Shows a network map that Python built (queries/render/network_map.py) with vis-network.
// Names are only ever text. Positions and zoom outlive reruns and page switches: they are kept
// here by the map's id as long as the browser tab lives.

const kept = new Map(); // map id → {scale, position, moved: {entity id → {x, y}}}
const shown = new WeakMap(); // frame → what is drawn in it
const MOST_PHRASES = 30; // more words on the lines of one entity would hide it

export default function ({ data, parentElement, setStateValue }) {
  const frame = parentElement.querySelector(".network-map");
  const picture = shown.get(frame) ?? draw(frame, data);
  picture.tell = setStateValue;
  if (picture.drawn !== data.drawn) replace(picture, data);
  select(picture, data.selected);
  return () => {
    // The same frame may be asked to draw again at once; only what is gone is taken down.
    setTimeout(() => {
      if (frame.isConnected) return;
      picture.network.destroy();
      shown.delete(frame);
    });
  };
}

function draw(frame, data) {
  const { vis } = globalThis;
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const canvas = frame.querySelector(".canvas");
  const network = new vis.Network(canvas, { nodes, edges }, data.map.options);
  const picture = { frame, network, nodes, edges, id: data.id, tell: () => {} };
  shown.set(frame, picture);
  network.on("click", ({ nodes: [id] }) => id !== undefined && picture.tell("selected", id));
  network.on("dragEnd", ({ nodes: moved }) => remember(picture, moved));
  network.on("zoom", () => remember(picture, []));
  network.on("animationFinished", () => remember(picture, []));
  const press = (name, act) => frame.querySelector(`.${name}`).addEventListener("click", act);
  press("closer", () => zoom(picture, 1.4));
  press("farther", () => zoom(picture, 1 / 1.4));
  press("whole", () => network.fit({ animation: { duration: 200 } }));
  return picture;
}

function replace(picture, data) {
  picture.drawn = data.drawn;
  picture.frame.querySelector(".canvas").setAttribute("aria-label", data.label);
  const before = kept.get(data.id);
  const place = (node) => ({ ...node, ...(before?.moved[node.id] ?? {}) });
  picture.edges.clear();
  picture.nodes.clear();
  picture.network.setOptions(data.map.options);
  picture.nodes.add(data.map.nodes.map(place));
  picture.edges.add(data.map.edges);
  legend(picture.frame.querySelector(".legend"), data.map.legend);
  picture.network.once("afterDrawing", () =>
    requestAnimationFrame(() => {
      if (before) picture.network.moveTo({ scale: before.scale, position: before.position });
      else picture.network.fit({ maxZoomLevel: 1.3 });
    }),
  );
}

function remember(picture, moved) {
  const { network, id } = picture;
  const places = { ...(kept.get(id)?.moved ?? {}), ...network.getPositions(moved) };
  const view = { scale: network.getScale(), position: network.getViewPosition() };
  kept.set(id, { ...view, moved: moved.length ? places : (kept.get(id)?.moved ?? {}) });
}

function zoom(picture, factor) {
  const scale = picture.network.getScale() * factor;
  picture.network.moveTo({ scale, animation: { duration: 150 } });
}

function select(picture, id) {
  const { network, nodes, edges } = picture;
  const worded = edges.get({ filter: (edge) => edge.label });
  const touching = id != null && nodes.get(id) ? network.getConnectedEdges(id) : [];
  const few = touching.length <= MOST_PHRASES ? touching : [];
  edges.update([
    ...worded.filter((edge) => !few.includes(edge.id)).map(({ id }) => ({ id, label: undefined })),
    ...few.map((id) => ({ id, label: edges.get(id).phrase })),
  ]);
  if (id != null && nodes.get(id)) network.selectNodes([id], true);
  else network.unselectAll();
}

function legend(list, kinds) {
  list.replaceChildren(
    ...kinds.map(({ glyph, colour, text }) => {
      const item = document.createElement("li");
      const mark = document.createElement("span");
      mark.textContent = glyph;
      mark.style.color = colour;
      mark.setAttribute("aria-hidden", "true");
      item.append(mark, ` ${text}`);
      return item;
    }),
  );
}
