#!/usr/bin/python3
"""Baseline, transects and positions as commands: evidence for the side of the sea, names and order, shorelines larger than one part."""
import hashlib, math, os
from harness import *


def srs():
    from osgeo import osr
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32751)
    return reference


def write(path, name, fields, features, polygons=False):
    """Features are (values, lines); lines of a polygon are its rings."""
    from osgeo import ogr
    driver = {".gpkg": "GPKG", ".fgb": "FlatGeobuf", ".shp": "ESRI Shapefile"}[os.path.splitext(path)[1]]
    data = ogr.GetDriverByName(driver).CreateDataSource(path)
    layer = data.CreateLayer(name, srs(), ogr.wkbPolygon if polygons else ogr.wkbMultiLineString, ["ENCODING=UTF-8"] if driver == "ESRI Shapefile" else ["SPATIAL_INDEX=NO"])
    for field, kind in fields:
        layer.CreateField(ogr.FieldDefn(field, kind))
    layer.StartTransaction()
    for values, lines in features:
        feature = ogr.Feature(layer.GetLayerDefn())
        for i, value in enumerate(values):
            feature.SetField(i, value)
        geometry = ogr.Geometry(ogr.wkbPolygon if polygons else ogr.wkbMultiLineString)
        for line in lines:
            part = ogr.Geometry(ogr.wkbLinearRing if polygons else ogr.wkbLineString)
            for x, y in line:
                part.AddPoint_2D(x, y)
            geometry.AddGeometry(part)
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


X, Y = 780000.0, 9054000.0


def coast(date, count=200, reach=4000.0):
    """Drawn eastward: the water is in the south."""
    return [(X + reach * i / count, Y + 60 * math.sin(4 * i / count) - 2 * date + 5 * math.sin(1.7 * i + date)) for i in range(count + 1)]


def sides(w):
    from osgeo import ogr
    text, shores, baseline, transects, out = ogr.OFTString, *(os.path.join(w, n) for n in ("s.gpkg", "b.gpkg", "t.gpkg", "p.csv"))
    own = [("scene_id", text), ("date", text), ("index", text), ("method", text)]
    write(shores, "shorelines", own, [(("s%d" % d, "20%02d-01-01" % d, "mndwi", "fraction"), [coast(d)]) for d in range(10)])
    strange = os.path.join(w, "strange.gpkg")
    write(strange, "shorelines", [("date", text)], [(("20%02d-01-01" % d,), [coast(d)]) for d in range(10)])
    tasi("baseline", shores, "--side", "left", "-o", baseline, exit=4)
    for name, box, options, code in (("land", (100, 3000), [], 0), ("land", (100, 3000), ["--side", "left"], 4), ("sea", (-3000, -100), [], 4)):
        land = os.path.join(w, "%s%d.gpkg" % (name, len(options)))
        low, high = Y + box[0], Y + box[1]
        write(land, "land", [], [((), [[(X - 500, low), (X + 5000, low), (X + 5000, high), (X - 500, high), (X - 500, low)]])], polygons=True)
        tasi("baseline", strange, "--coast", land, "--offset", "150", "-o", baseline, "--overwrite", *options, exit=code)

    undated = os.path.join(w, "map.gpkg")
    write(undated, "coast", [("kind", text)], [(("coast",), [coast(0)])])
    tasi("baseline", undated, "-o", baseline, "--overwrite")
    tasi("baseline", shores, "--envelope", "--seaward", "-o", baseline, "--overwrite")
    feature = layer(baseline, "baseline").GetNextFeature()
    line = feature.GetGeometryRef()
    check(max(line.GetY(i) for i in range(line.GetPointCount())) < Y, "a baseline in front of the shorelines lies in the sea")
    tasi("baseline", shores, "--envelope", "-o", baseline, "--overwrite")

    tasi("transects", baseline, "--shorelines", shores, "--sea", "left", "-o", transects, exit=4)
    tasi("transects", baseline, "--shorelines", shores, "-o", transects)
    tasi("positions", shores, transects, "-o", out)
    found = [r for r in rows(out) if r["distance_m"]]
    check(len(found) == len(rows(out)) > 0, "every transect meets every shoreline")
    _, said = tasi("positions", shores, transects, "--flip", "-o", out, "--overwrite", exit=4)
    check("leave --flip out" in said, "the remedy is named: " + said)
    tasi("positions", shores, transects, "--geolocation", "4", "--uncertainty", "3", "-o", out, "--overwrite")  # they state none themselves
    check(all(abs(float(r["uncert_m"]) - 5) < 1e-9 for r in rows(out)), "uncertainties join in squares")
    tasi("positions", shores, transects, "--uncertainty", "0", "-o", out, "--overwrite", exit=2)


def names(w):
    from osgeo import ogr
    lines, transects = os.path.join(w, "two.gpkg"), os.path.join(w, "cast.gpkg")
    fields = [("baseline", ogr.OFTString), ("order", ogr.OFTInteger), ("ID", ogr.OFTInteger)]
    write(lines, "baseline", fields, [(("west", 2, 1), [[(X, Y), (X + 100, Y)]]), (("east", 1, 2), [[(X + 200, Y), (X + 300, Y)]])])
    for options, want in (([], ["east", "west"]), (["--order-field", "ID"], ["west", "east"]), (["--id-field", "ID"], ["2", "1"])):
        tasi("transects", lines, "-o", transects, "--overwrite", *options)
        ids = [f.GetField("transect") for f in layer(transects, "transects")]
        check(ids == ["%s-%04d" % (b, n) for b in want for n in (1, 2, 3)], "transects with %s: %s" % (options, ids))
    bend = os.path.join(w, "bend.gpkg")
    write(bend, "baseline", [], [((), [[(X, Y), (X + 300, Y), (X + 300, Y - 300)]])])
    _, said = tasi("transects", bend, "--smoothing", "100", "-o", transects, "--overwrite")
    flags = [f.GetField("flags") for f in layer(transects, "transects")]
    check("W-TRANSECTS-CROSS" in said and "crosses its neighbour" in flags, "crossing neighbours are said: %s" % said)
    _, said = tasi("transects", bend, "--smoothing", "100", "--repair", "-o", transects, "--overwrite")
    check("W-TRANSECTS-CROSS" not in said, "and repaired on request: " + said)


def parts(w):
    """1.2 million vertices are read in several parts; the second halves of all dates stand at the end of the file."""
    from osgeo import ogr
    transects = os.path.join(w, "many.gpkg")
    write(transects, "transects", [("transect", ogr.OFTString)],
          [(("t%02d" % i,), [[(X + 40 * i + 13, Y + 300), (X + 40 * i + 11, Y - 300)]]) for i in range(99)])
    fields = [("scene_id", ogr.OFTString), ("date", ogr.OFTString)]
    halves = [[(("s%d" % d, "20%02d-06-01T01:00:00Z" % d), [line]) for d in range(60)
               for line in [coast(d, 20000)[:10001] if half == 0 else coast(d, 20000)[10000:]]] for half in (0, 1)]
    want = None
    for name, features in (("sorted.gpkg", [f for pair in zip(*halves) for f in pair]), ("apart.gpkg", halves[0] + halves[1][::-1]),
                           ("apart.fgb", halves[1] + halves[0]), ("apart.shp", halves[0][::-1] + halves[1])):
        shores, out = os.path.join(w, name), os.path.join(w, name + ".csv")
        write(shores, "shorelines", fields, features)
        for threads in (1, 2, 3, 7) if name == "apart.gpkg" else (2,):
            tasi("positions", shores, transects, "--threads", threads, "-o", out, "--overwrite")
            want = want or digest(out)
            check(digest(out) == want, "%s with %d threads gives the same bytes" % (name, threads))
    table = rows(os.path.join(w, "apart.gpkg.csv"))
    check(len(table) == 99 * 60 and all(r["crossings"] == "1" for r in table), "one crossing on each of 99 transects at 60 dates")
    gpkg = os.path.join(w, "table.gpkg")
    tasi("positions", os.path.join(w, "apart.gpkg"), transects, "-o", gpkg)
    check([(f.GetField("transect"), round(f.GetField("distance_m"), 9)) for f in layer(gpkg, "positions")]
          == [(r["transect"], round(float(r["distance_m"]), 9)) for r in table], "a GeoPackage holds the same rows")


with Folder() as w:
    sides(w)
    names(w)
    parts(w)
finish()
