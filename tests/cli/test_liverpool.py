#!/usr/bin/python3
"""A Landsat 8 product without georeferencing in its files: reflectances, water fraction and shoreline agree with the reference."""
import json, math, os
import numpy as np
from osgeo import gdal, ogr
from harness import *
from reference_lines import off_reference

gdal.UseExceptions()
data = shared("data/landsat_c2_liverpool_coast")
product = os.path.join(data, "LC08_L2SP_204023_20200927_20201006_02_T1")
with Folder() as w:
    for band, want in (("blue", .033209), ("green", .060622), ("red", .051937), ("nir", .058110), ("swir1", .044689), ("swir2", .031310)):
        out = os.path.join(w, band + ".tif")
        tasi("index", product, "--index", band, "--no-cloud-mask", "-o", out)
        got = float(np.nanmean(gdal.Open(out).ReadAsArray().astype(float)))
        print("mean %s %.6f (want %.6f)" % (band, got, want))
        close(got, want, 2e-6, "mean reflectance of " + band)
    tasi("index", product, "--index", "green", "-o", os.path.join(w, "refused.tif"), exit=4)

    for index, contours in (("mndwi", "liverpool_L2SP_MNDWI_contours.geojson"), ("ndwi", "liverpool_L2SP_NDWI_contours.geojson")):
        raster, lines = os.path.join(w, index + ".tif"), os.path.join(w, index + ".gpkg")
        tasi("index", product, "--index", index, "--no-cloud-mask", "-o", raster)
        reference = json.load(open(os.path.join(data, "reference", contours)))
        level = {f["properties"].get("level", f["properties"].get("threshold")) for f in reference["features"]}
        level = {x for x in level if x is not None} or {0.28702 if index == "mndwi" else 0.17626}
        tasi("shorelines", product, "--index", index, "--method", "contour", "--no-cloud-mask", "-o", lines)
        row = layer(lines, "shorelines").GetNextFeature()
        values = gdal.Open(raster).ReadAsArray()
        water = float((values > row.GetField("threshold")).sum()) / float(np.isfinite(values).sum())
        print("%s: threshold %.5f, water fraction %.4f, reference level %s" % (index, row.GetField("threshold"), water, sorted(level)))
        close(water, 0.745, 0.015, "water fraction by " + index)

        same = os.path.join(w, index + "_same.gpkg")
        tasi("shorelines", product, "--index", index, "--method", "contour", "--threshold", sorted(level)[0], "--no-cloud-mask", "-o", same)
        line = layer(same, "shorelines").GetNextFeature()
        geometry = line.GetGeometryRef()
        distances_px, length = off_reference(geometry, reference, 30)
        print("%s: %.0f m of line near the reference contour, median distance %.5f px" % (index, length, np.median(distances_px)))
        check(np.median(distances_px) <= 0.02, "%s: median distance from the reference contour %.4f px" % (index, np.median(distances_px)))
        own = max((geometry.GetGeometryRef(i).Clone() for i in range(geometry.GetGeometryCount())), key=lambda g: g.Length())
        theirs = ogr.Geometry(ogr.wkbMultiLineString)
        for f in reference["features"]:
            g = ogr.CreateGeometryFromJson(json.dumps(f["geometry"]))
            for part in ([g] if g.GetGeometryName() == "LINESTRING" else [g.GetGeometryRef(i) for i in range(g.GetGeometryCount())]):
                theirs.AddGeometry(part)
        points = own.Clone()
        points.Segmentize(10)
        distances = []
        for x, y in ((points.GetX(i), points.GetY(i)) for i in range(points.GetPointCount())):
            p = ogr.Geometry(ogr.wkbPoint)
            p.AddPoint_2D(x, y)
            distances.append(theirs.Distance(p))
        within = sum(d <= 5 for d in distances) / len(distances)
        print("%s: main shoreline %.0f m, %.1f %% within 5 m of the reference contour" % (index, own.Length(), 100 * within))
        check(within >= 0.95, "%s: %.1f %% of the main shoreline within 5 m of the reference, want 95 %%" % (index, 100 * within))
finish()
