#!/usr/bin/python3
"""How large and how quick the report of a whole country is. Makes an invented study of the size of Timor-Leste's (25,000 transects, 40 dates,
3,261 settlements, 442 units of the lowest level), writes its report and, where Node.js, playwright-core (TASI_NPM) and chromium are there,
opens it. Usage: TASI=.../tasi national.py [FOLDER] [TRANSECTS]"""
import csv, math, os, random, subprocess, sys, time
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
folder = sys.argv[1] if len(sys.argv) > 1 else "national"
transects = int(sys.argv[2]) if len(sys.argv) > 2 else 25000
settlements, units, dates, horizons = 3261, 442, [1985 + i for i in range(40)], [2030, 2040, 2050, 2100]
random.seed(5)
os.makedirs(folder, exist_ok=True)
crs = osr.SpatialReference()
crs.ImportFromEPSG(32751)


def shore(t):
    """A closed, bumpy island of 1,250 km of coast; `t` from 0 to 1. The place and the direction to the sea."""
    def at(t):
        a = 2 * math.pi * t
        r = 60000 * (1 + 0.18 * math.sin(3 * a) + 0.06 * math.sin(17 * a) + 0.02 * math.sin(131 * a) + 0.006 * math.sin(701 * a))
        return 800000 + 2.4 * r * math.cos(a), 9010000 + 0.8 * r * math.sin(a)
    (x, y), (u, v) = at(t), at(t + 1e-6)
    length = math.hypot(u - x, v - y)
    return x, y, (v - y) / length, -(u - x) / length


def layer(name, kind, file, fields):
    driver = ogr.GetDriverByName("GPKG")
    path = os.path.join(folder, file)
    data = driver.Open(path, 1) if os.path.exists(path) else driver.CreateDataSource(path)
    made = data.CreateLayer(name, crs if kind != ogr.wkbNone else None, kind)
    for field, type_ in fields:
        made.CreateField(ogr.FieldDefn(field, type_))
    data.StartTransaction()
    return data, made


def add(made, values, wkt=None):
    feature = ogr.Feature(made.GetLayerDefn())
    for name, value in values.items():
        if value is not None:
            feature.SetField(name, value)
    if wkt:
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
    made.CreateFeature(feature)


R, T, I, D = ogr.OFTReal, ogr.OFTString, ogr.OFTInteger, ogr.OFTDateTime
line = lambda points: "LINESTRING(" + ",".join("%.2f %.2f" % p for p in points) + ")"
for name in os.listdir(folder):
    if name.endswith((".gpkg", ".csv")):
        os.remove(os.path.join(folder, name))
places = [shore(i / transects) for i in range(transects)]
rates = [1.6 * math.sin(40 * math.pi * i / transects) * math.sin(i / 300) + random.gauss(0, 0.1) for i in range(transects)]
noise = [[random.gauss(0, 4) for _ in dates] for _ in range(transects)]
name_of = lambda i: "1-%05d" % (i + 1)

data, made = layer("rates", ogr.wkbLineString, "rates.gpkg", [("transect", T), ("baseline", T), ("n", I), ("first", D), ("last", D), ("LRR", R), ("LCIac", R), ("trend", T), ("certainty", T), ("flags", T), ("as_of", D), ("now_m", R)])
for i, (x, y, u, v) in enumerate(places):
    open_ = i % 40 == 0
    trend = "not assessed" if open_ else "no detectable trend" if abs(rates[i]) < 0.2 else "eroding" if rates[i] < 0 else "accreting"
    add(made, {"transect": name_of(i), "baseline": "1", "n": 40, "first": "1985/07/01", "last": "2024/07/01", "LRR": None if open_ else rates[i], "LCIac": None if open_ else 0.2, "trend": trend, "certainty": "not assessed" if open_ else "good", "as_of": "2024/07/01", "now_m": None if open_ else 200},
        line([(x - 200 * u, y - 200 * v), (x + 300 * u, y + 300 * v)]))
data.CommitTransaction()
data = made = None
with open(os.path.join(folder, "positions.csv"), "w", newline="") as f:
    out = csv.writer(f)
    out.writerow(["transect", "date", "distance_m", "uncert_m"])
    for i in range(transects):
        for j, year in enumerate(dates):
            out.writerow([name_of(i), "%d-07-01" % year, "%.2f" % (200 + rates[i] * (year - 2024) + noise[i][j]), "%.1f" % (3 + j % 3)])
data, made = layer("shorelines", ogr.wkbLineString, "shorelines.gpkg", [("date", D), ("sensor", T)])
for j, year in enumerate(dates):
    points = [(x + (rates[i] * (year - 2024) + noise[i][j]) * u, y + (rates[i] * (year - 2024) + noise[i][j]) * v) for i, (x, y, u, v) in enumerate(places)]
    add(made, {"date": "%d/07/01" % year, "sensor": "landsat-8"}, line(points))
data.CommitTransaction()
data = made = None
data, made = layer("forecast", ogr.wkbNone, "forecast.gpkg", [("transect", T), ("baseline", T), ("year", I), ("distance_m", R), ("lower_m", R), ("upper_m", R)])
for i in range(transects):
    for year in horizons:
        at, half = 200 + rates[i] * (year - 2024), 5 + 0.3 * (year - 2024)
        add(made, {"transect": name_of(i), "baseline": "1", "year": year, "distance_m": at, "lower_m": at - half, "upper_m": at + half})
data.CommitTransaction()
data = made = None
fields = [("name", T), ("pop", I), ("transect", T), ("dist_m", R), ("rate_m_yr", R)] + [("p_%d" % y, R) for y in horizons] + [("reach_yr", R), ("reach_lo", R), ("reach_hi", R)] + [("ppl_%d" % y, R) for y in horizons] + [("class", T), ("reason", T), ("adm3_pcode", T)]
data, made = layer("settlements_at_risk", ogr.wkbPoint, "risk.gpkg", fields)
for s in range(settlements):
    i = random.randrange(transects)
    x, y, u, v = places[i]
    inland, people = random.expovariate(1 / 3000), random.randrange(50, 3000)
    values = {"name": "Aldeia %d" % s, "pop": people, "transect": name_of(i), "adm3_pcode": "TL%06d" % (s % units)}
    if inland > 5000:
        values.update({"class": "not assessed", "reason": "far: no shore within 5000 m", "transect": None})
    else:
        chance = [min(1, max(0, -rates[i] * (h - 2024) / max(inland, 1))) for h in horizons]
        values.update({"dist_m": inland, "rate_m_yr": rates[i], "class": "at risk" if chance[-1] >= 0.1 else "not at risk", "reason": "p(2100) = %.2f" % chance[-1]})
        values.update({"p_%d" % h: c for h, c in zip(horizons, chance)})
        values.update({"ppl_%d" % h: c * people for h, c in zip(horizons, chance)})
        if chance[-1] > 0.5:
            values.update({"reach_yr": 2080.5, "reach_lo": 2060.2, "reach_hi": 2120.1})
    add(made, values, "POINT(%.1f %.1f)" % (x - inland * u, y - inland * v))
data.CommitTransaction()
data = made = None
fields = [("pcode", T), ("name", T), ("level", I), ("year", I), ("coast_km", R), ("assess_km", R), ("erode_km", R), ("rate_m_yr", R), ("rate_ci", R), ("settl", I), ("settl_risk", I), ("settl_na", I), ("ppl", R), ("ppl_risk", R), ("ppl_lo", R), ("ppl_hi", R), ("ppl_na", R), ("status", T)]
for name, kind in (("admin_summary", ogr.wkbNone), ("admin_units", ogr.wkbPolygon)):
    data, made = layer(name, kind, "risk.gpkg", fields)
    for k in range(units):
        a, b = k * transects // units, (k + 1) * transects // units
        coast = [(p[0], p[1]) for p in (places[i % transects] for i in range(a, b + 1))]
        wkt = "POLYGON((" + ",".join("%.1f %.1f" % p for p in coast + [(800000, 9010000)] + coast[:1]) + "))"
        for h in horizons if kind == ogr.wkbNone else horizons[-1:]:
            add(made, {"pcode": "TL%06d" % k, "name": "Suku %d" % k, "level": 3, "year": h, "coast_km": 2.8, "assess_km": 2.7, "erode_km": 1.2, "rate_m_yr": -0.1, "rate_ci": 0.2, "settl": 7, "settl_risk": k % 3, "settl_na": 1, "ppl": 9000, "ppl_risk": k * 3.7, "ppl_lo": k, "ppl_hi": k * 8, "ppl_na": 900, "status": "partly assessed"},
                wkt if kind == ogr.wkbPolygon else None)
    data.CommitTransaction()
    data = made = None

tasi, page = os.environ.get("TASI", "tasi"), os.path.abspath(os.path.join(folder, "report.html"))
start = time.monotonic()
subprocess.run([tasi, "report", folder, "-o", page, "--overwrite", "--xlsx", "risk.xlsx", "--title", "A whole country"], check=True)
print("report: %.1f s, page %.1f MB, spreadsheet %.1f MB" % (time.monotonic() - start, os.path.getsize(page) / 1e6, os.path.getsize(os.path.join(folder, "risk.xlsx")) / 1e6))
if os.environ.get("TASI_NPM"):
    here = os.path.dirname(os.path.abspath(__file__))
    subprocess.run(["node", os.path.join(here, "usable.mjs"), page, os.environ["TASI_NPM"]], check=True)
