// The map: shorelines by date, transects by rate, hazard zones, settlements. Coordinates are millionths of a degree, each from the one before.
"use strict";
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

function drawMap(box, data, text, onTransect) {
  const frame = L.latLngBounds([]);
  for (const t of data.transects) for (const line of unpackedLines(t.g)) line.forEach(p => frame.extend(p));
  fitHeight(box, frame);
  const map = L.map(box, { preferCanvas: true, attributionControl: false, zoomControl: false, renderer: L.canvas({ tolerance: 6 }), zoomSnap: 0.1 });
  L.control.zoom({ zoomInTitle: text.zoom_in, zoomOutTitle: text.zoom_out }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  const groups = {};
  const group = name => groups[name] = L.featureGroup();

  // The view comes first: layers are drawn into it.
  if (frame.isValid()) map.fitBounds(frame, { padding: [24, 24], animate: false });
  else map.setView([0, 0], 2);

  const ground = L.featureGroup().addTo(map);
  for (const p of unpackedPolygons(data.land)) L.polygon(p, { stroke: false, fillColor: "#e9dfc3", fillOpacity: 1, interactive: false }).addTo(ground);

  group("zones");
  const showZones = year => {
    groups.zones.clearLayers();
    const wanted = data.zones.filter(z => z.y === year).sort((a, b) => a.p - b.p); // the widest first, the surest on top
    for (const z of wanted) {
      const look = { color: "#8a3d02", weight: 1, fillColor: "#d95f02", fillOpacity: data.zone_opacity[z.p] || 0.3 };
      L.polygon(unpackedPolygons(z.g), look).bindTooltip(textNode(text.zone.replace("{p}", z.p).replace("{year}", z.y))).addTo(groups.zones);
    }
  };

  group("transects");
  const casing = [], colours = [], chosen = L.polyline([], { color: "#111111", weight: 9, opacity: 0.55, interactive: false });
  const byId = new Map();
  for (const t of data.transects) {
    const look = data.classes[t.k], line = unpackedLines(t.g);
    byId.set(t.id, line);
    if (!look.dashed) casing.push(L.polyline(line, { color: "#6e6e6e", interactive: false, width: look.width, rim: 1.4 }));
    colours.push(L.polyline(line, { color: look.colour, dashArray: look.dashed ? "4 4" : null, width: look.width, rim: 0 }).on("click", () => onTransect(t.id)));
  }
  const widths = () => {
    const share = Math.min(1, Math.max(0.3, spacing(map, data.transects) / 9));
    for (const line of [...casing, ...colours]) line.setStyle({ weight: line.options.width * share + line.options.rim * Math.max(share, 0.5) });
    chosen.setStyle({ weight: 5 + 4 * share });
  };
  widths();
  map.on("zoomend", widths);
  [chosen, ...casing, ...colours].forEach(layer => layer.addTo(groups.transects));

  group("shorelines");
  for (const s of data.shorelines) {
    const words = textNode(s.d + (s.s ? " \u00b7 " + s.s : ""));
    L.polyline(unpackedLines(s.g), { color: s.c, weight: 1.4 }).bindTooltip(words, { sticky: true }).addTo(groups.shorelines);
  }

  group("setback");
  for (const s of data.setback) L.polyline(unpackedLines(s.g), { color: "#1f1f1f", weight: 2, dashArray: "2 3", interactive: false }).addTo(groups.setback);
  group("forecast");
  for (const f of data.forecast) {
    const look = { color: "#0b6e4f", weight: 2, dashArray: "7 4" };
    L.polyline(unpackedLines(f.g), look).bindTooltip(textNode(text.layer_forecast + " " + f.y), { sticky: true }).addTo(groups.forecast);
  }

  group("settlements");
  const looks = {
    "at risk": { color: "#1f1f1f", fillColor: "#d95f02" },
    "not at risk": { color: "#1f1f1f", fillColor: "#ffffff" },
    "not assessed": { color: "#6e6e6e", fillColor: "#cfcfcf", dashArray: "2 2" },
  };
  const few = data.settlements.length <= 40 && box.clientWidth > 500;
  for (const s of data.settlements) {
    const look = { weight: 1.6, fillOpacity: 0.95, ...looks[s.k] };
    const shape = s.at ? L.circleMarker(unpackedLine(s.at)[0], { radius: 7, ...look }) : s.g ? L.polygon(unpackedPolygons(s.g), { ...look, fillOpacity: 0.6 }) : null;
    if (!shape) continue;
    shape.bindPopup(settlementPopup(s)).addTo(groups.settlements);
    if (few || s.k === "at risk") shape.bindTooltip(textNode(s.n), { permanent: few, direction: "top", className: "place-label" });
  }

  for (const name of ["zones", "transects", "shorelines", "setback", "forecast", "settlements"]) {
    const box = document.getElementById("show-" + name);
    const update = () => box && !box.checked ? map.removeLayer(groups[name]) : map.addLayer(groups[name]);
    if (box) box.addEventListener("change", update);
    update();
  }
  const years = document.getElementById("zone-year");
  if (years) {
    years.addEventListener("change", () => showZones(Number(years.value)));
    showZones(Number(years.value));
  }
  separateLabels(box);
  map.on("zoomend", () => separateLabels(box));
  return {
    choose(id, move) {
      const line = byId.get(id);
      if (!line) return;
      chosen.setLatLngs(line);
      if (move && !map.getBounds().contains(chosen.getBounds())) map.panTo(chosen.getBounds().getCenter());
    },
  };
}

// Pixels between neighbouring transects: where they stand close their lines become thinner. The median tells.
function spacing(map, transects) {
  const step = Math.max(1, Math.floor(transects.length / 200)), gaps = [];
  for (let i = 0; i + 1 < transects.length; i += step) {
    const [a, b] = [transects[i], transects[i + 1]].map(t => map.latLngToContainerPoint(unpackedLine(t.g[0])[0]));
    gaps.push(a.distanceTo(b));
  }
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

// A long, narrow coast needs no high map, but one as high as its legend where that stands beside it.
function fitHeight(box, frame) {
  if (!frame.isValid()) return;
  const beside = box.clientWidth > 500, least = beside ? Math.min(560, Math.max(340, document.getElementById("legend").offsetHeight)) : 260;
  const across = (frame.getEast() - frame.getWest()) * Math.cos(frame.getCenter().lat * Math.PI / 180), up = frame.getNorth() - frame.getSouth();
  box.style.height = Math.round(Math.min(640, Math.max(least, box.clientWidth * up / Math.max(across, 1e-9) + 120))) + "px";
}

// Names are data: they become text, never HTML.
function textNode(words) {
  const span = document.createElement("span");
  span.textContent = words;
  return span;
}

function settlementPopup(settlement) {
  const box = document.createElement("div"), title = document.createElement("h4"), list = document.createElement("dl");
  title.textContent = settlement.n;
  for (const [heading, value] of settlement.f) {
    const term = document.createElement("dt"), fact = document.createElement("dd");
    term.textContent = heading;
    fact.textContent = value;
    list.append(term, fact);
  }
  box.append(title, list);
  return box;
}
