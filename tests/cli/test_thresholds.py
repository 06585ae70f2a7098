#!/usr/bin/python3
"""Thresholds and indices as their users choose them: every rule, the edge of vegetation, what the run record says of both. On rasters made here."""
import json, os
import numpy as np
from osgeo import gdal, ogr, osr
from harness import *

gdal.UseExceptions()
ROWS, COLS = 200, 240
SHORE, PLANTS = 120, 100  # columns: plants | sand | sea
UTM = osr.SpatialReference()
UTM.ImportFromEPSG(32651)

# blue, green, red, nir, swir1, swir2
SPECTRA = {"plants": (.030, .060, .035, .350, .180, .080), "sand": (.180, .230, .270, .320, .380, .330), "sea": (.060, .055, .035, .020, .010, .006),
           "soil": (.100, .130, .150, .190, .220, .200)}
BANDS = "blue green red nir swir1 swir2".split()


def scene(path, columns, seed=1):
    """A scene of `columns`: [(first column, kind)], with noise."""
    noise = np.random.RandomState(seed)
    raster = gdal.GetDriverByName("GTiff").Create(path, COLS, ROWS, 6, gdal.GDT_UInt16)
    raster.SetGeoTransform((600000, 10, 0, 9060000, 0, -10))
    raster.SetProjection(UTM.ExportToWkt())
    for b in range(6):
        values = np.zeros((ROWS, COLS))
        for first, kind in columns:
            values[:, first:] = SPECTRA[kind][b]
        values *= 1 + noise.normal(0, .04, values.shape)
        raster.GetRasterBand(b + 1).WriteArray(np.round(10000 * values).astype(np.uint16))
    return path


def run(path, *options, exit=0):
    out = path[:-4] + ".gpkg"
    result = tasi("shorelines", path, "--bands", ",".join(BANDS), "--scale", ".0001", "--date", "2021-06-15", "--overwrite", "-o", out, *options, exit=exit)
    if exit:
        return None, None, result[1]
    row = layer(out, "shorelines").GetNextFeature()
    return row, json.load(open(out + ".run.json"))["notes"], result[1]


def mean_column(row):
    """Of the longest part, and whether it runs northwards: then the east is on its right."""
    geometry = row.GetGeometryRef()
    part = max((geometry.GetGeometryRef(i) for i in range(geometry.GetGeometryCount())), key=lambda g: g.Length())
    points = part.GetPoints()
    return (sum(p[0] for p in points) / len(points) - 600000) / 10, points[-1][1] > points[0][1]


with Folder() as w:
    coast = scene(os.path.join(w, "coast.tif"), [(0, "plants"), (PLANTS, "sand"), (SHORE, "sea")])

    # every rule draws the shore, and says what it did
    for rule in ("auto", "otsu", "otsu-balanced", "peak-fraction:0.5", "0"):
        row, notes, _ = run(coast, "--threshold", rule)
        column, north = mean_column(row)
        close(column, SHORE, 1, "column of the shore by " + rule)
        check(north, "the sea is on the right by " + rule)
        note = notes["threshold of coast"]
        check(note.startswith("%s of ndwi: %.4f from all pixels" % (rule, row.GetField("threshold"))), "note: " + note)
        check("separability" in note and "valley" in note, "note: " + note)
        check(row.GetField("flags") is None or "vegetation" not in row.GetField("flags"), "flags of a waterline")
    for rule in ("best", "otsu:1", "peak-fraction:1.5", "nan", ""):
        _, _, error = run(coast, "--threshold", rule, exit=2)
        check("THRESHOLD" in error.split("\n")[0], "refusal of --threshold '%s': %s" % (rule, error))

    # every index finds the shore and says its bands
    for index, bands in (("ndwi", "green, nir"), ("mndwi", "green, swir1"), ("awei-nsh", "green, nir, swir1, swir2"), ("awei-sh", "blue, green, nir, swir1, swir2"),
                         ("wi2015", "green, red, nir, swir1, swir2"), ("scowi", "blue, green, nir, swir1, swir2")):
        row, notes, error = run(coast, "--index", index, "--verbose")
        close(mean_column(row)[0], SHORE, 1, "column of the shore by " + index)
        wanted = "%s of %s 10 m; on pixels of 10 m" % (index, bands.replace(",", " 10 m,"))
        check(notes["bands of coast"] == wanted, "bands: %s, want %s" % (notes["bands of coast"], wanted))
        check(wanted in error, "--verbose names the bands of " + index)
        check("threshold sensitive" not in (row.GetField("flags") or ""), index + " is not sensitive: " + str(row.GetField("flags")))
        check(0 < row.GetField("uncert_m") < 10, "uncert_m of %s: %s" % (index, row.GetField("uncert_m")))
    _, _, error = run(coast, "--index", "ndmi", exit=2)

    # the edge of vegetation is another line, runs the same way and is named
    for options in ((), ("--threshold", ".5"), ("--threshold", "otsu-balanced")):
        row, notes, _ = run(coast, "--index", "ndvi", *options)
        column, north = mean_column(row)
        close(column, PLANTS, 1, "column of the edge of vegetation")
        check(north, "the sea is on the right of the edge of vegetation")
        check(row.GetField("index") == "ndvi" and "vegetation line" in row.GetField("flags"), "the edge of vegetation is named")
        check(.2 < row.GetField("threshold") < .8, "threshold of ndvi: %s" % row.GetField("threshold"))
    close(run(coast, "--index", "ndvi", "--threshold", ".5")[0].GetField("threshold"), .5, 1e-12, "a number given for ndvi")
    run(coast, "--index", "ndvi", "--method", "fraction", exit=2)
    out = os.path.join(w, "ndvi.tif")
    tasi("index", coast, "--index", "ndvi", "--bands", ",".join(BANDS), "--scale", ".0001", "--date", "2021-06-15", "-o", out)
    ndvi = gdal.Open(out).ReadAsArray()
    check(ndvi[:, :PLANTS].mean() > .7 and ndvi[:, SHORE:].mean() < -.2, "the raster of ndvi is high on plants")

    # a reference coast: pixels within 100 m give the threshold; one that has moved away leaves it to the buffer
    def reference(name, column):
        path = os.path.join(w, name + ".gpkg")
        data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
        lines = data.CreateLayer("coast", UTM, ogr.wkbLineString)
        feature = ogr.Feature(lines.GetLayerDefn())
        x = 600000 + 10 * column
        feature.SetGeometry(ogr.CreateGeometryFromWkt("LINESTRING(%f 9058000, %f 9060000)" % (x, x)))
        lines.CreateFeature(feature)
        del feature, lines, data
        return path

    row, notes, _ = run(coast, "--coast", reference("near", SHORE + 2))
    check("within 100 m of the reference coast" in notes["threshold of coast"], "note: " + notes["threshold of coast"])
    close(mean_column(row)[0], SHORE, 1, "column with a reference coast")
    row, notes, _ = run(coast, "--coast", reference("moved", SHORE + 20))
    check("within the buffer of the reference coast" in notes["threshold of coast"], "note: " + notes["threshold of coast"])
    close(mean_column(row)[0], SHORE, 1, "column with a reference coast that has moved")

    # forest, soil and a little sea: Otsu parts forest from soil; auto refuses, and a reference coast helps
    inland = scene(os.path.join(w, "inland.tif"), [(0, "plants"), (130, "soil"), (COLS - 8, "sea")])
    row, _, _ = run(inland, "--threshold", "otsu", "--min-length", "0")
    close(row.GetField("threshold"), -.45, .1, "Otsu of forest, soil and sea")
    _, _, error = run(inland, exit=5)
    check("THREE-CLASSES" in error, "forest, soil and sea: " + error)
    row, _, _ = run(inland, "--coast", reference("inland_coast", COLS - 8), "--buffer", "150")
    close(mean_column(row)[0], COLS - 8, 1, "column of a little sea")

    # a sliver of sea: too little for a threshold of the whole, but with a border of its own
    sliver = scene(os.path.join(w, "sliver.tif"), [(0, "plants"), (COLS - 2, "sea")])
    run(sliver, "--threshold", "otsu", exit=5)
    row, notes, _ = run(sliver)
    close(mean_column(row)[0], COLS - 2, 1, "column of a sliver of sea")
    check("of the border of a first cut" in notes["threshold of sliver"], "note: " + notes["threshold of sliver"])
finish()
