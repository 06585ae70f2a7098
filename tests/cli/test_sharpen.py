#!/usr/bin/python3
"""`--sharpen` as a user meets it, on Level-1 scenes of the built-in coast: the line comes nearer to the true waterline, threads change nothing,
and what cannot be sharpened is refused."""
import os, re
from harness import *


def level_1(text):
    """The demo coast without errors of position: a Landsat 8 scene of Level 1, one of Level 2 and one of Sentinel-2."""
    head = re.sub(r"geolocation_m = [0-9.]+", "geolocation_m = 0", text[:text.index("[[scenes]]")])
    scenes = (("landsat-8", "2014-09-17T01:42:09Z", 'product = "C2L1"'), ("landsat-8", "2015-08-21T01:38:47Z", ""),
              ("sentinel-2a", "2019-09-17T01:47:01Z", 'baseline = "02.14"'))
    return head + "".join('[[scenes]]\nsensor = "%s"\ntime = "%s"\ncloud = 0.0\nturbidity = 0.2\nseed = 7002\n%s\n' % s for s in scenes)


def mean_distance_m(lines, truth):
    """Of the vertices of a layer from the nearest true line, those within 60 m."""
    from osgeo import ogr
    distances = []
    for i in range(lines.GetGeometryCount()):
        line = lines.GetGeometryRef(i)
        for p in line.GetPoints()[::5]:
            point = ogr.Geometry(ogr.wkbPoint)
            point.AddPoint_2D(p[0], p[1])
            distances.append(truth.Distance(point))
    near = [d for d in distances if d < 60]
    return sum(near) / len(near)


with Folder() as w:
    coast, made = os.path.join(w, "coast.toml"), os.path.join(w, "made")
    with open(os.path.join(ROOT, "scenes", "demo", "coast.toml")) as f:
        text = level_1(f.read())
    with open(coast, "w") as f:
        f.write(text)
    tasi("simulate", coast, "-o", made)
    names = sorted(os.listdir(os.path.join(made, "scenes")))
    find = lambda part: os.path.join(made, "scenes", [n for n in names if part in n][0])
    level1, level2, sentinel = find("LC08_L1TP"), find("LC08_L2SP"), find("S2A_")

    def out(name):
        return os.path.join(w, name)

    truth = [f.GetGeometryRef().Clone() for f in layer(os.path.join(made, "truth", "waterlines.gpkg"), "waterlines")
             if "LC08_L1TP" in f.GetField("scene_id")][0]
    distances = []
    for name, options in (("plain", []), ("sharp", ["--sharpen"])):
        tasi("shorelines", level1, "-o", out(name + ".gpkg"), "--index", "mndwi", "--method", "contour", "--crs", "EPSG:32751", *options)
        row = list(layer(out(name + ".gpkg"), "shorelines"))[0]
        check(("sharpened" in (row.GetField("flags") or "")) == bool(options), "flags of %s: %s" % (name, row.GetField("flags")))
        distances.append(mean_distance_m(row.GetGeometryRef(), truth))
    check(9 < distances[0] < 12 and 4 < distances[1] < 6.5, "mean distance from the waterline: 30 m %.1f, sharpened %.1f" % tuple(distances))

    images = []
    for threads in (1, 3):
        tasi("index", level1, "-o", out("%d.tif" % threads), "--sharpen", "--threads", threads)
        images.append(open(out("%d.tif" % threads), "rb").read())
    check(images[0] == images[1], "threads change the bytes of a sharpened index")
    _, error = tasi("index", level1, "-o", out("box.tif"), "--sharpen", "--bbox-crs", "EPSG:32751", "--bbox=783000,9067000,784000,9068500", "--verbose")
    check("decoded" in error, "a window of a sharpened scene: " + error)

    for scene, reason in ((level2, "Level 1 product"), (sentinel, "sentinel-2a has no panchromatic band")):
        _, error = tasi("shorelines", scene, "-o", out("no.gpkg"), "--sharpen", exit=4)
        check("error[E4-SHARPEN]" in error and reason in error, "refusal: " + error)
    _, error = tasi("shorelines", out("1.tif"), "-o", out("no.gpkg"), "--sharpen", "--date", "2014-09-17", exit=2)
    check("--sharpen" in error and "index raster" in error, "refusal: " + error)
    _, error = tasi("shorelines", level1, level2, "-o", out("two.gpkg"), "--sharpen")
    flags = [f.GetField("flags") for f in layer(out("two.gpkg"), "shorelines")]
    check("sharpened" in flags[0] and flags[1] == "failed: sharpen", "a scene that cannot be sharpened leaves its reason: %s" % flags)
finish()
