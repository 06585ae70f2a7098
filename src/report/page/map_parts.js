// Parts of the map: packed coordinates, marks that differ in shape, the overview, the search for the nearest transect.
"use strict";
// Coordinates are millionths of a degree, each from the one before.
function unpackedLine(numbers) {
  const line = [];
  let x = 0, y = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    x += numbers[i];
    y += numbers[i + 1];
    line.push([y / 1e6, x / 1e6]);
  }
  return line;
}
const unpackedLines = list => list.map(unpackedLine);
const unpackedPolygons = list => list.map(unpackedLines);

// One path of many lines that stays quick for a whole country: it is projected once, not at every zoom; what lies out of view is left out,
// and points that fall on the pixel before are drawn once.
const QuickLines = L.Polyline.extend({
  initialize(lines, options) {
    L.setOptions(this, options);
    this._latlngs = [];
    this._bounds = L.latLngBounds([]);
    this._flat = lines.filter(line => line.length > 1).map(line => {
      const flat = new Float64Array(2 * line.length);
      line.forEach((at, i) => {
        this._bounds.extend(at);
        const p = L.CRS.EPSG3857.latLngToPoint(L.latLng(at), 0); // the world is 256 wide
        flat[2 * i] = p.x;
        flat[2 * i + 1] = p.y;
      });
      return flat;
    });
  },
  _project() {
    if (!this._bounds.isValid()) return;
    const at = corner => this._map.latLngToLayerPoint(corner);
    this._rawPxBounds = L.bounds(at(this._bounds.getNorthWest()), at(this._bounds.getSouthEast()));
    this._updateBounds();
  },
  _update() {
    if (!this._map) return;
    const view = this._renderer._bounds, origin = this._map.getPixelOrigin(), scale = 2 ** this._map.getZoom();
    this._parts = [];
    for (const flat of this._flat) partsInView(flat, scale, origin, view, this._clickTolerance(), this._parts);
    this._updatePath();
  },
});
const quickLines = (lines, options) => new QuickLines(lines, options);

// Adds the parts of one line that may be seen to `parts`: a stretch is left out where both its ends lie beyond the same edge.
function partsInView(flat, scale, origin, view, width, parts) {
  const west = view.min.x - width, east = view.max.x + width, north = view.min.y - width, south = view.max.y + width, last = flat.length - 2;
  let part = null, x = 0, y = 0, side = 0;
  for (let i = 0; i <= last; i += 2) {
    const u = flat[i] * scale - origin.x, v = flat[i + 1] * scale - origin.y;
    const beyond = (u < west ? 1 : u > east ? 2 : 0) | (v < north ? 4 : v > south ? 8 : 0);
    if (i > 0 && !(side & beyond)) {
      if (!part) parts.push(part = [L.point(x, y)]);
      const from = part[part.length - 1];
      if (i === last || Math.abs(u - from.x) + Math.abs(v - from.y) >= 1) part.push(L.point(u, v));
    } else if (part) {
      part.push(L.point(x, y));
      part = null;
    }
    x = u, y = v, side = beyond;
  }
}

// Names are data: they become text, never HTML.
function textNode(words) {
  const span = document.createElement("span");
  span.textContent = words;
  return span;
}

// Classes differ in shape, not in colour alone: a triangle at risk, a circle not at risk, a square not assessed.
const placeLooks = {
  "at risk": { shape: "triangle", radius: 8, color: "#1f1f1f", fillColor: "#d95f02" },
  "not at risk": { shape: "circle", radius: 5.5, color: "#1f1f1f", fillColor: "#ffffff" },
  "not assessed": { shape: "square", radius: 5, color: "#3a3a3a", fillColor: "#cfcfcf" },
};
function placeMark(at, look) {
  const Mark = L.CircleMarker.extend({
    _updatePath() {
      const renderer = this._renderer, c = renderer._ctx, p = this._point, r = this._radius;
      if (!renderer._drawing || this._empty()) return;
      c.beginPath();
      if (look.shape === "triangle") {
        c.moveTo(p.x, p.y - r);
        c.lineTo(p.x + r, p.y + 0.75 * r);
        c.lineTo(p.x - r, p.y + 0.75 * r);
        c.closePath();
      } else if (look.shape === "square") c.rect(p.x - r, p.y - r, 2 * r, 2 * r);
      else c.arc(p.x, p.y, r, 0, 2 * Math.PI);
      renderer._fillStroke(c, this);
    },
  });
  return new Mark(at, { weight: 1.6, fillOpacity: 1, ...look });
}

function settlementPopup(settlement, headings) {
  const box = document.createElement("div"), title = document.createElement("h4"), list = document.createElement("dl");
  title.textContent = settlement.n;
  settlement.f.forEach((value, i) => {
    if (!value) return;
    const term = document.createElement("dt"), fact = document.createElement("dd");
    term.textContent = headings[i];
    fact.textContent = value;
    list.append(term, fact);
  });
  box.append(title, list);
  return box;
}

// The transect nearest to a place on the map, within some pixels.
function nearestTransect(map, lines, at, within) {
  const bounds = map.getBounds().pad(0.1);
  let best = -1, least = within * within;
  lines.forEach((line, i) => {
    if (line.length < 2 || !(bounds.contains(line[0]) || bounds.contains(line[line.length - 1]))) return;
    const a = map.latLngToContainerPoint(line[0]), b = map.latLngToContainerPoint(line[line.length - 1]);
    const dx = b.x - a.x, dy = b.y - a.y, t = Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    const x = a.x + t * dx - at.x, y = a.y + t * dy - at.y;
    if (x * x + y * y < least) least = x * x + y * y, best = i;
  });
  return best;
}

// Pixels between neighbouring transects: where they stand close their lines become thinner. The median tells.
function spacing(map, lines) {
  const step = Math.max(1, Math.floor(lines.length / 200)), gaps = [];
  for (let i = 0; i + 1 < lines.length; i += step)
    if (lines[i].length && lines[i + 1].length) gaps.push(map.latLngToContainerPoint(lines[i][0]).distanceTo(map.latLngToContainerPoint(lines[i + 1][0])));
  return gaps.length ? gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] : 9;
}

// Of names that would lie on each other the first stays.
function separateLabels(box) {
  const taken = [];
  for (const label of box.querySelectorAll(".place-label")) {
    label.style.visibility = "visible";
    const r = label.getBoundingClientRect();
    const free = taken.every(t => r.right < t.left || r.left > t.right || r.bottom < t.top || r.top > t.bottom);
    label.style.visibility = free ? "visible" : "hidden";
    if (free) taken.push(r);
  }
}

// A long coast has its map above the legend, as high as the coast needs; a high one has the legend beside it.
function fitMap(box, frame) {
  if (!frame.isValid()) return;
  const across = (frame.getEast() - frame.getWest()) * Math.cos(frame.getCenter().lat * Math.PI / 180), up = frame.getNorth() - frame.getSouth();
  const shape = up / Math.max(across, 1e-9), parent = box.closest(".map-and-legend");
  parent.classList.toggle("above", shape < 0.6);
  const least = box.clientWidth > 500 ? 340 : 280;
  box.style.height = Math.round(Math.min(640, Math.max(least, box.clientWidth * shape + 90))) + "px";
}

// The whole coast, small, with a box around the part that the map shows; hidden while the map shows all of it.
function overview(map, frame, lines, words) {
  const control = L.control({ position: "bottomright" }), size = 120, squeeze = Math.cos(frame.getCenter().lat * Math.PI / 180);
  const across = (frame.getEast() - frame.getWest()) * squeeze || 1e-9, up = frame.getNorth() - frame.getSouth() || 1e-9, scale = (size - 12) / Math.max(across, up);
  const x = lng => 6 + (lng - frame.getWest()) * squeeze * scale, y = lat => 6 + (frame.getNorth() - lat) * scale;
  control.onAdd = () => {
    const box = L.DomUtil.create("div", "overview"), width = across * scale + 12, height = up * scale + 12;
    const svg = svgElement("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words });
    const step = Math.max(1, Math.floor(lines.length / 600));
    const path = lines.filter((_, i) => i % step === 0 && lines[i].length).map(l => `M${x(l[0][1]).toFixed(1)} ${y(l[0][0]).toFixed(1)}h1`).join("");
    const view = svgElement("rect", { fill: "#d95f02", "fill-opacity": 0.15, stroke: "#d95f02", "stroke-width": 1.5 });
    svg.append(svgElement("path", { d: path, stroke: "#0f4c5c", "stroke-width": 2 }), view);
    box.append(svg);
    const update = () => {
      const b = map.getBounds(), left = Math.max(0, x(b.getWest())), top = Math.max(0, y(b.getNorth()));
      const right = Math.min(width, x(b.getEast())), bottom = Math.min(height, y(b.getSouth()));
      box.style.display = b.contains(frame) ? "none" : "block";
      for (const [name, value] of [["x", left], ["y", top], ["width", Math.max(3, right - left)], ["height", Math.max(3, bottom - top)]]) view.setAttribute(name, value);
    };
    map.on("moveend zoomend", update);
    update();
    return box;
  };
  return control;
}
