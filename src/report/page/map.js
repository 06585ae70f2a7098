// The map: shorelines by date, transects by rate, hazard zones, forecasts with their band, administrative units, settlements.
"use strict";
function drawMap(box, data, series, text, onTransect) {
  const lines = unpackedLines(data.transects), frame = L.latLngBounds([]);
  for (const line of lines) line.forEach(p => frame.extend(p));
  fitMap(box, frame);
  const map = L.map(box, { preferCanvas: true, attributionControl: false, zoomControl: false, renderer: L.canvas({ tolerance: 4, padding: 0.2 }), zoomSnap: 0.1 });
  L.control.zoom({ zoomInTitle: text.zoom_in, zoomOutTitle: text.zoom_out }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  const groups = {}, group = name => groups[name] = L.featureGroup(), show = {};
  const bound = name => document.getElementById(name);

  // The view comes first: layers are drawn into it.
  if (frame.isValid()) map.fitBounds(frame, { padding: [24, 24], animate: false });
  else map.setView([0, 0], 2);
  if (frame.isValid() && box.clientWidth > 500) overview(map, frame, lines, text.overview).addTo(map);

  const ground = L.featureGroup().addTo(map);
  for (const p of unpackedPolygons(data.land)) L.polygon(p, { stroke: false, fillColor: "#e9dfc3", fillOpacity: 1, interactive: false }).addTo(ground);
  drawUnits(group("units"), data, text);

  group("zones");
  show.zones = year => {
    groups.zones.clearLayers();
    const wanted = data.zones.filter(z => z.y === year).sort((a, b) => a.p - b.p); // the widest first, the surest on top
    for (const z of wanted) {
      const look = { color: "#8a3d02", weight: 1, fillColor: "#d95f02", fillOpacity: data.looks.zone_opacity[z.p] || 0.3 };
      L.polygon(unpackedPolygons(z.g), look).bindTooltip(textNode(text.zone.replace("{p}", z.p).replace("{year}", z.y)), { sticky: true }).addTo(groups.zones);
    }
  };

  group("bands");
  group("forecast");
  show.forecast = year => {
    groups.bands.clearLayers();
    groups.forecast.clearLayers();
    for (const b of data.bands.filter(b => b.y === year))
      L.polygon(unpackedPolygons(b.g), { color: "#0b6e4f", weight: 1, fillOpacity: 0.25, interactive: false }).addTo(groups.bands);
    for (const f of data.forecast.filter(f => f.y === year))
      L.polyline(unpackedLines(f.g), { color: "#0b6e4f", weight: 2, dashArray: "7 4" }).bindTooltip(textNode(text.layer_forecast + " " + f.y), { sticky: true }).addTo(groups.forecast);
  };

  const chosen = drawTransects(map, group("transects"), lines, data.looks.classes, series);

  group("shorelines");
  const dates = data.shorelines.map(s => {
    const words = textNode(s.d + (s.s ? " \u00b7 " + s.s : ""));
    return quickLines(unpackedLines(s.g), { color: s.c, weight: 1.4, lineCap: "butt", lineJoin: "bevel" }).bindTooltip(words, { sticky: true }).addTo(groups.shorelines);
  });
  dateSlider(groups.shorelines, dates, data.shorelines, text);

  group("setback");
  for (const s of data.setback) L.polyline(unpackedLines(s.g), { color: "#1f1f1f", weight: 2.4, dashArray: "2 3", interactive: false }).addTo(groups.setback);
  const places = drawPlaces(map, box, group("settlements"), data.settlements);

  // What is chosen anew is drawn last: the order of the groups is made again.
  const order = ["units", "transects", "zones", "bands", "shorelines", "setback", "forecast", "settlements"];
  const restack = () => order.forEach(name => groups[name].bringToFront());
  for (const name of order) {
    const field = bound("show-" + name);
    const update = () => !field || !field.checked ? map.removeLayer(groups[name]) : map.addLayer(groups[name]);
    if (field) field.addEventListener("change", () => { update(); restack(); });
    update();
  }
  for (const [field, name] of [["zone-year", "zones"], ["forecast-year", "forecast"]]) {
    const years = bound(field);
    if (!years) continue;
    years.addEventListener("change", () => { show[name](Number(years.value)); restack(); });
    show[name](Number(years.value));
  }
  if (bound("shoreline-date")) bound("shoreline-date").addEventListener("input", restack);
  restack();
  map.on("click", e => {
    const i = bound("show-transects").checked ? nearestTransect(map, lines, e.containerPoint, 12) : -1;
    if (i >= 0) onTransect(series[i].id);
  });
  if (lines.length <= 3000) map.on("mousemove", e => box.style.cursor = nearestTransect(map, lines, e.containerPoint, 8) < 0 ? "" : "pointer");
  separateLabels(box);
  map.on("zoomend", () => separateLabels(box));
  return {
    choose(i, move) {
      if (!lines[i].length) return;
      chosen.setLatLngs(lines[i]);
      if (move && !map.getBounds().contains(chosen.getBounds())) map.panTo(chosen.getBounds().getCenter());
    },
    place(i) {
      if (!places[i]) return false;
      const field = bound("show-settlements");
      if (!field.checked) field.click();
      map.setView(places[i].getLatLng(), Math.max(map.getZoom(), Math.min(map.getBoundsZoom(frame) + 2, 15)), { animate: false });
      places[i].openPopup();
      box.scrollIntoView({ block: "center" });
      box.focus({ preventScroll: true });
      return true;
    },
    has: i => Boolean(places[i]),
  };
}

// One path for each class, on a wider grey one: pale colours vanish on a pale ground, and many thousand lines stay quick. Returns the line
// around the chosen transect.
function drawTransects(map, group, lines, classes, series) {
  const chosen = L.polyline([], { color: "#111111", weight: 9, opacity: 0.55, interactive: false }), casing = [], colours = [];
  classes.forEach((look, k) => {
    const own = lines.filter((line, i) => series[i].k === k && line.length);
    if (!own.length) return;
    if (!look.dashed) casing.push(quickLines(own, { color: "#6e6e6e", interactive: false, width: look.width, rim: 1.4, lineCap: "butt" }));
    colours.push(quickLines(own, { color: look.colour, interactive: false, dashArray: look.dashed ? "4 4" : null, width: look.width, rim: 0, lineCap: "butt" }));
  });
  const widths = () => {
    const share = Math.min(1, Math.max(0.3, spacing(map, lines) / 9));
    for (const line of [...casing, ...colours]) line.setStyle({ weight: line.options.width * share + line.options.rim * Math.max(share, 0.5) });
    chosen.setStyle({ weight: 5 + 4 * share });
  };
  widths();
  map.on("zoomend", widths);
  [...casing, ...colours, chosen].forEach(layer => layer.addTo(group));
  return chosen;
}

// All shorelines, or one: the slider stands at 0 for all.
function dateSlider(group, dates, shorelines, text) {
  const slider = document.getElementById("shoreline-date"), shown = document.getElementById("shoreline-shown");
  if (!slider) return;
  slider.max = dates.length;
  const update = () => {
    const wanted = Number(slider.value);
    dates.forEach((line, i) => wanted === 0 || wanted === i + 1 ? group.addLayer(line) : group.removeLayer(line));
    dates.forEach((line, i) => line.setStyle({ weight: wanted === i + 1 ? 2.6 : 1.4 }));
    shown.textContent = wanted ? shorelines[wanted - 1].d : text.all_dates;
    slider.setAttribute("aria-valuetext", shown.textContent);
  };
  slider.addEventListener("input", update);
  update();
}

// Outlines with a name each; coloured by people only when asked to.
function drawUnits(group, data, text) {
  // Dashes along hundreds of borders take a second at every zoom.
  const few = data.units.length <= 60;
  if (!few) document.querySelector("#units-look rect").removeAttribute("stroke-dasharray");
  const plain = { color: "#5a5a5a", weight: few ? 1.4 : 0.8, dashArray: few ? "6 2 1 2" : null, fill: true, fillOpacity: 0 }, colour = document.getElementById("colour-units");
  const colourOf = p => (data.looks.units.find(c => p >= c.from) || {}).colour;
  const shapes = data.units.map(u => {
    const words = u.n + (u.s ? " \u00b7 " + u.s : "") + (u.v && u.p !== undefined ? " \u00b7 " + text.col_ppl_risk + ": " + u.v : "");
    return [u, L.polygon(unpackedPolygons(u.g), plain).bindTooltip(textNode(words), { sticky: true }).addTo(group)];
  });
  if (!colour) return;
  const update = () => {
    for (const [u, shape] of shapes) shape.setStyle(colour.checked && u.p !== undefined ? { fillColor: colourOf(u.p), fillOpacity: 0.6 } : plain);
    document.getElementById("unit-colours").hidden = !colour.checked;
  };
  colour.addEventListener("change", update);
  update();
}

// Settlements: the least urgent first, so that those at risk lie on top; many are small until one zooms in. Returns the mark of each row.
function drawPlaces(map, box, group, settlements) {
  const few = settlements.rows.length <= 40 && box.clientWidth > 500, rank = { "not at risk": 0, "not assessed": 1, "at risk": 2 }, marks = [];
  const order = settlements.rows.map((s, i) => i).sort((a, b) => rank[settlements.rows[a].k] - rank[settlements.rows[b].k]);
  for (const i of order) {
    const s = settlements.rows[i], look = placeLooks[s.k] || placeLooks["not assessed"], area = s.g ? L.polygon(unpackedPolygons(s.g), { ...look, weight: 1.4, fillOpacity: 0.45 }) : null;
    const at = s.at ? unpackedLine(s.at)[0] : area ? area.getBounds().getCenter() : null;
    if (!at) continue;
    const popup = () => settlementPopup(s, settlements.headings);
    if (area) area.bindPopup(popup).addTo(group);
    const mark = marks[i] = placeMark(at, { ...look, full: look.radius }).bindPopup(popup).addTo(group);
    if (few || s.k === "at risk") mark.bindTooltip(textNode(s.n), { permanent: few, direction: "top", offset: [0, -6], className: "place-label" });
  }
  const whole = map.getZoom(), sizes = () => {
    const share = settlements.rows.length <= 100 ? 1 : Math.min(1, 0.4 + 0.15 * (map.getZoom() - whole));
    for (const mark of marks) {
      const size = mark && Math.max(mark.options.shape === "triangle" ? 0.7 : 0.4, share);
      if (mark) mark.setRadius(mark.options.full * size).setStyle({ weight: 1.6 * size });
    }
  };
  sizes();
  map.on("zoomend", sizes);
  return marks;
}
