// Brings the page to life; everything that can be read stands in it without script.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("report-data").textContent), text = data.text;
  const place = new Map(data.series.map((series, i) => [series.id, i]));
  const id = document.getElementById("chart-id"), chart = document.getElementById("chart"), summary = document.getElementById("chart-summary");
  let map = null, now = -1;

  function words(series) {
    if (!series.m) return text.chart_not_assessed;
    const [rate, interval, n, trend, certainty] = series.m, values = { rate: signed(rate / 100, text), interval: number(interval / 100, text, 2), n: number(n, text), trend: data.words[trend], certainty: data.words[certainty] };
    return text.chart_summary.replace(/\{(\w+)\}/g, (_, name) => values[name]) + (series.p ? "" : " " + text.chart_no_series);
  }
  function show(i, look) {
    if (i < 0 || i >= data.series.length) return;
    now = i;
    const series = data.series[i];
    id.value = series.id;
    summary.textContent = text.col_transect + " " + series.id + ": " + words(series);
    drawChart(chart, series, data, summary.textContent);
    if (map) map.choose(i, look);
  }
  const open = name => {
    show(place.get(name) ?? -1, true);
    document.getElementById("chart-section").scrollIntoView({ block: "nearest" });
  };
  open.knows = name => place.has(name);

  // Tables first: they shrink to their first rows, and the page is laid out with these.
  const find = { knows: i => Boolean(map) && map.has(i), show: i => map.place(i) };
  const tables = [...document.querySelectorAll("table.ranked")].map(table => enliven(table, text, open, find));
  document.documentElement.dataset.ready = "tables";
  if (document.getElementById("map") && typeof L !== "undefined") map = drawMap(document.getElementById("map"), data.map, data.series, text, open);
  tables.forEach(update => update());
  document.getElementById("chart-before").addEventListener("click", () => show(now - 1, true));
  document.getElementById("chart-after").addEventListener("click", () => show(now + 1, true));
  id.addEventListener("change", () => place.has(id.value.trim()) ? show(place.get(id.value.trim()), true) : summary.textContent = text.chart_unknown);
  show(data.first, false);
  window.addEventListener("resize", () => show(now, false));
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => d.open = true));
  document.documentElement.dataset.ready = "all";
})();
