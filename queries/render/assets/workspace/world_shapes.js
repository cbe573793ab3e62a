// The shapes of the world's states, from TopoJSON on our own server, in equal-earth projection
// (Šavrič, Patterson and Jenny 2018). Nothing is asked of anybody else.

export const WIDE = 960;
export const HIGH = 432; // without the Antarctic
const ANTARCTICA = "010";
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const M = Math.sqrt(3) / 2;
const RADIANS = Math.PI / 180;
const SCALE = WIDE / 5.414; // the equator is 2 × 2.70663 long
const NORTH = 239; // pixels from the top of the picture to the equator
const FINE = 0.55; // pixels: points closer than this to each other are one
const [PER_LONGITUDE, PER_LATITUDE] = [2.67, 3.6]; // pixels that a degree takes at most

export function projected(longitude, latitude) {
  const t = Math.asin(M * Math.sin(latitude * RADIANS));
  const t2 = t * t;
  const t6 = t2 * t2 * t2;
  const x = (longitude * RADIANS * Math.cos(t)) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)));
  const y = t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2));
  return [WIDE / 2 + SCALE * x, NORTH - SCALE * y];
}

let world; // promise of the shapes: read once

export const shapes = () =>
  (world ??= fetch(`${location.origin}/assets/world.json`)
    .then((answer) => answer.json())
    .then(decoded)
    .catch((problem) => {
      world = undefined; // the next look tries again
      throw problem;
    }));

// {id, name, path, middle: [x, y], across} of each state.
export function decoded(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => thinned(arc, scale, translate));
  return topology.objects.countries.geometries
    .filter(({ id }) => String(id) !== ANTARCTICA)
    .map((geometry) => {
      const parts = { Polygon: [geometry.arcs], MultiPolygon: geometry.arcs }[geometry.type] ?? [];
      const rings = parts.flat().flatMap((ring) => pieces(joined(ring, arcs)));
      return { id: String(geometry.id ?? ""), name: geometry.properties?.name ?? "", ...measured(rings) };
    })
    .filter(({ path }) => path);
}

// Longitudes and latitudes. An arc is shared by two neighbours: thinned once, it stays the same for
// both.
function thinned(arc, [kx, ky], [dx, dy]) {
  let [x, y] = [0, 0];
  const [across, up] = [kx * PER_LONGITUDE, ky * PER_LATITUDE];
  let [beforeX, beforeY] = [Infinity, Infinity];
  const points = [];
  arc.forEach(([stepX, stepY], at) => {
    x += stepX;
    y += stepY;
    const near = Math.abs(x - beforeX) * across + Math.abs(y - beforeY) * up < FINE;
    if (near && at < arc.length - 1) return;
    points.push([x * kx + dx, y * ky + dy]);
    [beforeX, beforeY] = [x, y];
  });
  return points;
}

// A negative number is an arc backwards.
function joined(ring, arcs) {
  const points = [];
  for (const number of ring) {
    const arc = number < 0 ? [...arcs[~number]].reverse() : arcs[number];
    for (let at = points.length ? 1 : 0; at < arc.length; at += 1) points.push(arc[at]);
  }
  return points;
}

// A ring in pixels. One that goes over the 180th meridian is cut there: a piece at either side.
function pieces(ring) {
  let turn = 0;
  const unrolled = ring.map(([longitude, latitude], at) => {
    const step = at ? longitude - ring[at - 1][0] : 0;
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [longitude + turn, latitude];
  });
  const inside = unrolled.every(([longitude]) => longitude >= -180 && longitude <= 180);
  const cut = inside
    ? [unrolled]
    : [-360, 0, 360].map((by) =>
        kept(kept(unrolled.map(([longitude, latitude]) => [longitude + by, latitude]), -180, 1), 180, -1));
  return cut.filter(({ length }) => length > 2).map((points) => points.map((point) => projected(...point)));
}

// What of a ring lies on one side of a meridian (Sutherland and Hodgman 1974).
function kept(points, meridian, side) {
  const away = ([longitude]) => side * (longitude - meridian);
  return points.flatMap((point, at) => {
    const before = points.at(at - 1);
    const [from, to] = [away(before), away(point)];
    const share = from / (from - to);
    const crossing = from < 0 !== to < 0 ? [[meridian, before[1] + share * (point[1] - before[1])]] : [];
    return to < 0 ? crossing : [...crossing, point];
  });
}

// The path, and the middle and the size of the largest part: tiny states get a dot there.
function measured(rings) {
  let largest = { size: -1, middle: [0, 0] };
  for (const ring of rings) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of ring) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    const size = (right - left) * (bottom - top);
    if (size > largest.size) largest = { size, middle: [(left + right) / 2, (top + bottom) / 2] };
  }
  const path = rings.map((ring) => `M${ring.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join("L")}z`).join("");
  return { path, middle: largest.middle, across: Math.sqrt(Math.max(0, largest.size)) };
}

const tenth = (pixels) => Math.round(pixels * 10) / 10;

// The shortest way on the globe, cut where it leaves the picture at one side.
export function greatCircle([fromLat, fromLon], [toLat, toLon]) {
  const vector = (lat, lon) => [
    Math.cos(lat * RADIANS) * Math.cos(lon * RADIANS),
    Math.cos(lat * RADIANS) * Math.sin(lon * RADIANS),
    Math.sin(lat * RADIANS),
  ];
  const [a, b] = [vector(fromLat, fromLon), vector(toLat, toLon)];
  const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  if (angle < 1e-6) return "";
  const steps = Math.max(8, Math.ceil(angle / 0.05));
  let [path, before] = ["", null];
  for (let step = 0; step <= steps; step += 1) {
    const [p, q] = [Math.sin((1 - step / steps) * angle), Math.sin((step / steps) * angle)].map((s) => s / Math.sin(angle));
    const [x, y, z] = a.map((one, at) => p * one + q * b[at]);
    const longitude = Math.atan2(y, x) / RADIANS;
    const [px, py] = projected(longitude, Math.asin(Math.max(-1, Math.min(1, z))) / RADIANS);
    path += `${before === null || Math.abs(longitude - before) > 180 ? "M" : "L"}${tenth(px)} ${tenth(py)}`;
    before = longitude;
  }
  return path;
}

// The id of a state's shape (as in queries/render/browser/world_map.py): its ISO number, else the code of the state itself.
export const shapeOf = ({ numeric, id }) =>
  numeric ? String(numeric).padStart(3, "0") : String(id).split(":").at(-1);
