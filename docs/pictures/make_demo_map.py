#!/usr/bin/python3
"""make_demo_map.py DEMO OUT.svg: draws the README's picture from the built-in study (made by scenes/demo.sh)."""
import os, sys
from osgeo import ogr

demo, out = sys.argv[1:]
WIDTH = 1100
RED, BLUE, WHITE, GREY = "#b2182b", "#2166ac", "#ffffff", "#9a9a9a"
COLOUR = {"eroding": RED, "accreting": BLUE, "no detectable trend": WHITE, "not assessed": GREY}
kept = []


def features(path, name):
    kept.append(ogr.Open(os.path.join(demo, path)))
    return list(kept[-1].GetLayer(name))


rates = features("results/rates.gpkg", "rates")
shorelines = [f for f in features("results/shorelines.gpkg", "shorelines") if f.GetGeometryRef() and not f.GetGeometryRef().IsEmpty()]
settlements = features("results/risk.gpkg", "settlements_at_risk")
boxes = [f.GetGeometryRef().GetEnvelope() for f in rates]
x0, x1 = min(b[0] for b in boxes), max(b[1] for b in boxes)
y0, y1 = min(b[2] for b in boxes) - 700, max(b[3] for b in boxes) + 60
scale = WIDTH / (x1 - x0)
height = (y1 - y0) * scale
svg = []


def points(g):
    return " ".join("%.1f,%.1f" % ((g.GetX(i) - x0) * scale, (y1 - g.GetY(i)) * scale) for i in range(g.GetPointCount()))


def line(g, colour, width, extra=""):
    for part in ([g] if g.GetGeometryName() == "LINESTRING" else [g.GetGeometryRef(i) for i in range(g.GetGeometryCount())]):
        svg.append('<polyline points="%s" fill="none" stroke="%s" stroke-width="%.1f" %s/>' % (points(part), colour, width, extra))


def text(x, y, words, size=13, anchor="start"):
    svg.append('<text x="%.0f" y="%.0f" font-size="%d" text-anchor="%s" font-family="sans-serif" fill="#222" stroke="#f7f7f5" stroke-width="4" paint-order="stroke">%s</text>' % (x, y, size, anchor, words))


for f in rates:
    line(f.GetGeometryRef(), "#6e6e6e", 4.4)
    line(f.GetGeometryRef(), COLOUR[f.GetField("trend")], 3)
first, last = shorelines[0], shorelines[-1]
line(first.GetGeometryRef(), "#111", 1.2, 'stroke-dasharray="5 3"')
line(last.GetGeometryRef(), "#111", 1.6)
for f in settlements:
    g = f.GetGeometryRef()
    for i in range(g.GetGeometryCount()):
        svg.append('<polygon points="%s" fill="%s" fill-opacity="0.55" stroke="#333"/>' % (
            points(g.GetGeometryRef(i).GetGeometryRef(0)), {"at risk": RED, "not at risk": "#cccccc"}.get(f.GetField("class"), GREY)))
    c = g.Centroid()
    words = f.GetField("name") + (": by %d (5 %% %d, 95 %% %d)" % (f.GetField("reach_yr"), f.GetField("reach_lo"), f.GetField("reach_hi"))
                                  if f.GetField("class") == "at risk" else ": " + f.GetField("class"))
    text((c.GetX() - x0) * scale, (y1 - c.GetY()) * scale + 40, words, 13, "middle")
y = height + 22
for i, (word, colour) in enumerate((("eroding", RED), ("accreting", BLUE), ("no detectable trend", WHITE))):
    svg.append('<rect x="%d" y="%.0f" width="22" height="10" fill="%s" stroke="#6e6e6e"/>' % (10 + 190 * i, y - 9, colour))
    text(38 + 190 * i, y, word)
text(600, y, "shoreline of %s dashed, of %s solid" % (first.GetField("date")[:4], last.GetField("date")[:4]))
metres = 1000
svg.append('<path d="M%.0f %.0f h%.0f" stroke="#222" stroke-width="3"/>' % (WIDTH - 20 - metres * scale, y - 4, metres * scale))
text(WIDTH - 20 - metres * scale / 2, y - 12, "1 km", 12, "middle")
with open(out, "w", encoding="utf-8") as file:
    file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %.0f" width="%d" height="%.0f">\n<rect width="100%%" height="100%%" fill="#f7f7f5"/>\n%s\n</svg>\n'
               % (WIDTH, height + 34, WIDTH, height + 34, "\n".join(svg)))
