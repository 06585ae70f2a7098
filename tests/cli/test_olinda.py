#!/usr/bin/python3
"""A Landsat 7 scene of stored 8-bit numbers: water fraction and contours agree with the reference, and what `auto` changes is small."""
import json, os
import numpy as np
from osgeo import gdal
from harness import *
from reference_lines import off_reference

gdal.UseExceptions()
data = shared("data/landsat7_olinda_coast")
picture = os.path.join(data, "L7_ETMs.tif")
given = ["--bands", "blue,green,red,nir,swir1,swir2", "--date", "2000-08-10", "--scale", .0039]
with Folder() as w:
    tasi("index", picture, "--index", "ndwi", *given, "-o", os.path.join(w, "refused.tif"), exit=4)  # eight bits look like a picture
    scene = os.path.join(w, "numbers.tif")
    gdal.Translate(scene, picture, outputType=gdal.GDT_Float32)
    for index, level, water in (("ndwi", .33860, .16098), ("mndwi", .25617, .16366)):
        raster, lines = os.path.join(w, index + ".tif"), os.path.join(w, index + ".gpkg")
        tasi("index", scene, "--index", index, *given, "-o", raster)
        values = gdal.Open(raster).ReadAsArray()
        share = float((values > level).sum()) / float(np.isfinite(values).sum())
        close(share, water, .005, "water by " + index)
        tasi("shorelines", scene, "--index", index, "--method", "contour", "--threshold", level, "--min-length", 0, *given, "-o", lines)
        line = layer(lines, "shorelines").GetNextFeature()
        geometry = line.GetGeometryRef()
        reference = json.load(open(os.path.join(data, "reference", "olinda_%s_contours.geojson" % index.upper())))
        distances, length = off_reference(geometry, reference, 28.5)
        print("%s: %.0f m of line near the reference contour, median distance %.5f px" % (index, length, np.median(distances)))
        check(length > 9000, "%s: only %.0f m of line near the reference" % (index, length))
        check(np.median(distances) <= .02, "%s: median distance from the reference contour %.4f px" % (index, np.median(distances)))
finish()
