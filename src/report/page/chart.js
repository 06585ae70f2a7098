// The time series of one transect: measured positions, fitted line, forecasts with their band.
"use strict";
function svgElement(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text !== undefined) element.textContent = text;
  return element;
}

// Round steps that divide a span into about `count` parts.
function ticks(low, high, count) {
  const wish = (high - low) / count || 1, power = Math.pow(10, Math.floor(Math.log10(wish)));
  const step = power * [1, 2, 5, 10].find(f => f * power >= wish);
  const list = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) list.push(i * step);
  return list;
}

// What the numbers of a series mean: years and metres.
function unpacked(series, spans, years) {
  const points = [], ahead = [], p = series.p || [], f = series.f || [];
  for (let i = 0, year = 0, at = 0; i < p.length; i += 3) points.push({ year: (year += p[i]) / 1000, at: (at += p[i + 1]) / 10, sd: p[i + 2] / 10 });
  for (let i = 0, at = 0; i < f.length; i += 3)
    if (f[i] !== null) ahead.push({ year: years[i / 3] / 1000, at: (at += f[i]) / 10, low: (at - f[i + 1]) / 10, high: (at + f[i + 2]) / 10 });
  const fit = series.fit ? [1, 2].map(i => ({ year: spans[series.fit[0]][i - 1] / 1000, at: series.fit[i] / 10 })) : [];
  return { points, ahead, fit };
}

function drawChart(box, series, data, words) {
  const text = data.text, { points, ahead, fit } = unpacked(series, data.spans, data.years);
  const all = [...points.flatMap(p => [p.at - p.sd, p.at + p.sd]), ...ahead.flatMap(f => [f.low, f.high]), ...fit.map(f => f.at)];
  const times = [...points, ...ahead, ...fit].map(p => p.year);
  box.replaceChildren();
  if (!all.length) return;
  const narrow = box.clientWidth < 560, width = narrow ? 460 : 1000, height = narrow ? 320 : 360;
  const left = 62, right = width - 28, top = 30, bottom = height - 40;
  const y0 = Math.min(...all), y1 = Math.max(...all), pad = Math.max((y1 - y0) * 0.08, 2);
  const t0 = Math.floor(Math.min(...times)), t1 = Math.ceil(Math.max(...times));
  const x = year => left + (year - t0) / Math.max(t1 - t0, 1) * (right - left);
  const y = at => bottom - (at - y0 + pad) / (y1 - y0 + 2 * pad) * (bottom - top);
  const path = list => list.map((p, i) => (i ? "L" : "M") + x(p.year).toFixed(1) + " " + y(p.at).toFixed(1)).join("");
  const svg = svgElement("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words });

  for (const at of ticks(y0 - pad, y1 + pad, 5)) {
    svg.append(svgElement("path", { d: `M${left} ${y(at).toFixed(1)}H${right}`, stroke: "#e3e9ec" }));
    svg.append(svgElement("text", { x: left - 8, y: y(at) + 4, "text-anchor": "end" }, number(at, text)));
  }
  for (const year of ticks(t0, t1, narrow ? 4 : 9).filter(Number.isInteger)) {
    svg.append(svgElement("path", { d: `M${x(year).toFixed(1)} ${bottom}v5`, stroke: "#55656e" }));
    svg.append(svgElement("text", { x: x(year), y: bottom + 20, "text-anchor": "middle" }, year));
  }
  svg.append(svgElement("path", { d: `M${left} ${bottom}H${right}`, stroke: "#55656e" }));
  svg.append(svgElement("text", { x: left, y: 18 }, text.chart_axis));

  if (ahead.length) {
    const start = fit.length ? [{ year: fit[1].year, low: fit[1].at, at: fit[1].at, high: fit[1].at }] : [], band = [...start, ...ahead.filter(f => !start.length || f.year > start[0].year)];
    const rim = [...band.map(f => ({ year: f.year, at: f.high })), ...band.map(f => ({ year: f.year, at: f.low })).reverse()];
    svg.append(svgElement("path", { d: path(rim) + "Z", fill: "#0b6e4f", "fill-opacity": 0.14 }));
    svg.append(svgElement("path", { d: path(band), fill: "none", stroke: "#0b6e4f", "stroke-width": 2, "stroke-dasharray": "7 4" }));
    for (const f of ahead) svg.append(svgElement("path", { d: `M${x(f.year).toFixed(1)} ${y(f.low).toFixed(1)}V${y(f.high).toFixed(1)}`, stroke: "#0b6e4f", "stroke-width": 1.5 }));
  }
  if (fit.length) svg.append(svgElement("path", { d: path(fit), fill: "none", stroke: "#b2182b", "stroke-width": 2 }));
  for (const p of points) {
    if (p.sd) svg.append(svgElement("path", { d: `M${x(p.year).toFixed(1)} ${y(p.at - p.sd).toFixed(1)}V${y(p.at + p.sd).toFixed(1)}`, stroke: "#7b8a92" }));
    svg.append(svgElement("circle", { cx: x(p.year).toFixed(1), cy: y(p.at).toFixed(1), r: 3.6, fill: "#3f145c" }));
  }
  box.append(svg);
}

// A number with the marks of the page's language: with so many decimals, or as few as it needs.
function number(value, text, decimals) {
  const size = Math.abs(value), [whole, part] = (decimals === undefined ? String(Math.round(size * 100) / 100) : size.toFixed(decimals)).split(".");
  const shown = whole.replace(/\B(?=(\d{3})+$)/g, text.thousands) + (part ? text.decimal + part : "");
  return (value < 0 && /[1-9]/.test(shown) ? "\u2212" : "") + shown;
}
const signed = (value, text) => (value > 0 ? "+" : "") + number(value, text, 2);
