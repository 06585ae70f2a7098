#!/usr/bin/python3
"""Which water is the sea, as users say it: --sea, --coast, --neck, --min-island, --min-water. On a raster made here, and on the built-in coast's river."""
import json, os, re
import numpy as np
from osgeo import gdal, ogr, osr
from harness import *

gdal.UseExceptions()
ROWS, COLS, X0, Y0 = 240, 300, 600000, 9060000
UTM = osr.SpatialReference()
UTM.ImportFromEPSG(32651)
SAND, SEA = (.180, .230, .270, .320), (.060, .055, .035, .020)  # blue, green, red, nir


def scene(path):
    """Land in the north; sea from row 120 on; a lagoon at the western edge, a bay behind a mouth 40 m wide, an island of 0.64 ha, a pond."""
    water = np.zeros((ROWS, COLS), bool)
    water[120:] = True
    water[40:100, :120] = True        # lagoon, as wide as a sea
    water[60:100, 180:260] = True     # bay ...
    water[100:120, 218:222] = True    # ... and its mouth
    water[20:24, 200:203] = True      # pond
    water[180:188, 150:158] = False   # island
    noise = np.random.RandomState(1)
    raster = gdal.GetDriverByName("GTiff").Create(path, COLS, ROWS, 4, gdal.GDT_UInt16)
    raster.SetGeoTransform((X0, 10, 0, Y0, 0, -10))
    raster.SetProjection(UTM.ExportToWkt())
    for b in range(4):
        values = np.where(water, SEA[b], SAND[b]) * (1 + noise.normal(0, .03, water.shape))
        raster.GetRasterBand(b + 1).WriteArray(np.round(10000 * values).astype(np.uint16))
    return path


def write(path, geometries, crs=UTM):
    """A layer of geometries given as WKT in pixels (column, row)."""
    driver = ogr.GetDriverByName("GeoJSON" if path.endswith(".geojson") else "GPKG")
    source = driver.CreateDataSource(path)
    made = source.CreateLayer("made", crs, ogr.wkbUnknown)
    turn = osr.CoordinateTransformation(UTM, crs)
    for text in geometries:
        text = re.sub(r"([-\d.]+) ([-\d.]+)", lambda m: "%f %f" % (X0 + 10 * float(m.group(1)), Y0 - 10 * float(m.group(2))), text)
        geometry = ogr.CreateGeometryFromWkt(text)
        if crs is not UTM:
            geometry.Transform(turn)
        feature = ogr.Feature(made.GetLayerDefn())
        feature.SetGeometry(geometry)
        made.CreateFeature(feature)
    return path


def extract(path, *options, exit=0, out=None):
    out = out or path[:-4] + ".gpkg"
    _, told = tasi("shorelines", path, "--bands", "blue,green,red,nir", "--scale", ".0001", "--date", "2021-06-15", "--method", "contour",
                   "--overwrite", "-o", out, *options, exit=exit)
    return told if exit else layer(out, "shorelines").GetNextFeature()


def length_in(row, north, south, west=0, east=COLS):
    """Of the line within rows and columns, pixels."""
    x, y = lambda c: X0 + 10 * c, lambda r: Y0 - 10 * r
    box = ogr.CreateGeometryFromWkt("POLYGON((%f %f,%f %f,%f %f,%f %f,%f %f))" % (x(west), y(north), x(east), y(north), x(east), y(south), x(west),
                                                                                y(south), x(west), y(north)))
    return row.GetGeometryRef().Intersection(box).Length() / 10


def flags(row):
    return row.GetField("flags") or ""


with Folder() as w:
    path = scene(os.path.join(w, "scene.tif"))
    lonlat = osr.SpatialReference()
    lonlat.ImportFromEPSG(4326)
    lonlat.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)

    # nobody says: a lagoon at the edge is taken for sea, and the flag says that it is a guess
    row = extract(path)
    check("sea guessed" in flags(row), "a guess is flagged")
    check(length_in(row, 30, 110, 0, 140) > 200, "a lagoon at the edge is guessed to be sea")
    check(length_in(row, 50, 99, 170, 270) > 140, "a bay with a mouth is sea")
    check(length_in(row, 10, 30) == 0, "a pond leaves no line")

    # points and polygons in any CRS
    point = write(os.path.join(w, "point.geojson"), ["POINT(20 230)"], lonlat)
    area = write(os.path.join(w, "area.gpkg"), ["POLYGON((0 200,299 200,299 235,0 235,0 200))"])
    for known in (point, area):
        row = extract(path, "--sea", known)
        check("sea guessed" not in flags(row), "a known sea is no guess: " + known)
        check(length_in(row, 30, 110, 0, 140) == 0, "a lagoon is no sea by " + known)
        close(length_in(row, 110, 130, 0, 210), 210, 2, "the coast by " + known)
    told = extract(path, "--sea", write(os.path.join(w, "land.gpkg"), ["POINT(20 20)"]), exit=5)
    check("NO-SEA" in told, "a sea point on land is refused: " + told)
    check("--coast" in extract(path, "--sea", write(os.path.join(w, "line.gpkg"), ["LINESTRING(0 200,299 200)"]), exit=4), "a line is no sea")
    extract(path, "--sea", os.path.join(w, "none.gpkg"), exit=3)

    # a reference coast, whichever way it runs
    for name, line in (("east", "LINESTRING(0 121,299 121)"), ("west", "LINESTRING(299 118,0 118)")):
        row = extract(path, "--coast", write(os.path.join(w, name + ".gpkg"), [line]))
        check("sea guessed" not in flags(row), "the sea is known from a coast that runs " + name)
        check(length_in(row, 30, 110, 0, 140) == 0, "a lagoon is no sea by a coast that runs " + name)
    back = write(os.path.join(w, "back.gpkg"), ["LINESTRING(0 120,140 120,140 125,299 125,299 120,150 120)"])  # there, and back
    told = extract(path, "--coast", back, exit=4)
    check("COAST-SIDE" in told, "a coast that contradicts itself is refused: " + told)
    check("sea guessed" not in flags(extract(path, "--coast", back, "--sea", point)), "--sea knows better than a coast that contradicts itself")

    # a mouth of 40 m
    row = extract(path, "--sea", point, "--neck", "50")
    check(length_in(row, 50, 99, 170, 270) == 0, "a bay behind a mouth of 40 m is cut by --neck 50")
    close(length_in(row, 110, 130, 0, 210), 210, 2, "the coast beside a mouth that was cut")
    check(length_in(extract(path, "--sea", point, "--neck", "30"), 50, 99, 170, 270) > 140, "a mouth of 40 m is open to --neck 30")

    # an island of 64 pixels
    small = ("--sea", point, "--min-length", "100")
    check(length_in(extract(path, *small), 170, 200) > 20, "an island of 6400 m2 is kept")
    check(length_in(extract(path, *small, "--min-island", "6400"), 170, 200) > 20, "an island of the least size is kept")
    check(length_in(extract(path, *small, "--min-island", "6401"), 170, 200) == 0, "a smaller island is none")
    check(length_in(extract(path, "--sea", point), 170, 200) == 0, "a ring of 320 m is below --min-length")
    check("NO-SEA" in extract(path, "--sea", point, "--min-water", "1e9", exit=5), "water below --min-water is no sea")

    for option, value in (("--neck", "-1"), ("--neck", "10001"), ("--min-island", "-1"), ("--min-water", "nan")):
        check(option in extract(path, option, value, exit=2), "%s %s is refused" % (option, value))

    # the same bytes for any number of threads
    os.environ["SOURCE_DATE_EPOCH"] = "1735689600"
    made = set()
    for threads in (1, 2, 3, 7):
        extract(path, "--sea", point, "--neck", "50", "--threads", str(threads), out=os.path.join(w, "threads.gpkg"))
        made.add(open(os.path.join(w, "threads.gpkg"), "rb").read())
    check(len(made) == 1, "equal bytes for 1, 2, 3, 7 threads")

    # the river of the built-in coast, 45 m wide
    text = open(os.path.join(ROOT, "scenes", "demo", "coast.toml"), encoding="utf-8").read()
    head, *blocks = text.split("[[scenes]]")
    chosen = [next(b for b in reversed(blocks) if 'sensor = "%s' % sensor in b and "cloud = 0.00\n" in b) for sensor in ("landsat-8", "sentinel-2")]
    with open(os.path.join(w, "coast.toml"), "w", encoding="utf-8") as file:
        file.write(head + "".join("[[scenes]]" + b for b in chosen))
    tasi("simulate", os.path.join(w, "coast.toml"), "-o", os.path.join(w, "demo"))
    truth = os.path.join(w, "demo", "inputs", "coast.gpkg")
    east, north = (float(v) for v in re.search(r"^origin\w* = \[([\d.]+), ([\d.]+)", text, re.M).groups())
    points = json.loads(re.search(r"\[river\].*?^line = (.*?)$", text, re.M | re.S).group(1))
    river = ogr.CreateGeometryFromWkt("LINESTRING(%s)" % ",".join("%f %f" % (east + x, north + y) for x, y in points))
    bank = river.Buffer(60)
    lines = {}
    for neck in ("0", "60"):
        out = os.path.join(w, "neck%s.gpkg" % neck)
        tasi("shorelines", os.path.join(w, "demo", "scenes"), "-o", out, "--method", "contour", "--coast", truth, "--buffer", "900", "--neck", neck,
             "--crs", "EPSG:32751")
        for row in layer(out, "shorelines"):
            lines[row.GetField("sensor"), neck] = row.GetGeometryRef().Clone()
    for sensor in sorted({key[0] for key in lines}):
        whole, cut = lines[sensor, "0"], lines[sensor, "60"]
        along, left = whole.Intersection(bank).Length(), cut.Intersection(bank).Length()
        print("%s: %.0f m of river banks, %.0f m with --neck 60; coast %.0f m and %.0f m" %
              (sensor, along, left, whole.Difference(bank).Length(), cut.Difference(bank).Length()))
        check(left < 250, "%s: the banks of a river of 45 m leave no line with --neck 60: %.0f m" % (sensor, left))
        close(cut.Difference(bank).Length(), whole.Difference(bank).Length(), 0.01 * whole.Length(), sensor + ": the coast stays")
    check(any(lines[key].Intersection(bank).Length() > 600 for key in lines if key[1] == "0"), "without --neck the river has banks")
finish()
