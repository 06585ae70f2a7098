#!/usr/bin/python3
"""Masks as a user chooses them, on two cloudy scenes of the built-in coast: what grows, what a window needs, what other threads change (nothing)."""
import json, math, os, re
from harness import *


def scenes_of_two_dates(text):
    """The demo coast with its cloudiest Landsat 8 and Sentinel-2 scenes alone."""
    head, *scenes = re.split(r"(?m)^\[\[scenes\]\]\n", text)
    def cloudiest(sensor):
        return max((s for s in scenes if 'sensor = "%s' % sensor in s), key=lambda s: float(re.search(r"cloud = ([0-9.]+)", s).group(1)))
    return head + "".join("[[scenes]]\n" + cloudiest(s) for s in ("landsat-8", "sentinel-2"))


def image(path):
    """Rows of values, None where missing, and the transform."""
    from osgeo import gdal
    import struct
    d = gdal.Open(path)
    band = d.GetRasterBand(1)
    rows = []
    for r in range(d.RasterYSize):
        line = struct.unpack("%df" % d.RasterXSize, band.ReadRaster(0, r, d.RasterXSize, 1, buf_type=gdal.GDT_Float32))
        rows.append([None if math.isnan(v) else v for v in line])
    return rows, d.GetGeoTransform()


def missing(rows):
    return {(r, c) for r, row in enumerate(rows) for c, v in enumerate(row) if v is None}


def grown(pixels, radius_px, rows, cols):
    """Every pixel whose centre lies within the radius of one of `pixels`."""
    reach = int(radius_px)
    disk = [(a, b) for a in range(-reach, reach + 1) for b in range(-reach, reach + 1) if a * a + b * b <= radius_px ** 2]
    return {(r + a, c + b) for r, c in pixels for a, b in disk if 0 <= r + a < rows and 0 <= c + b < cols}


with Folder() as w:
    coast, made = os.path.join(w, "coast.toml"), os.path.join(w, "made")
    with open(os.path.join(ROOT, "scenes", "demo", "coast.toml")) as f:
        text = scenes_of_two_dates(f.read())
    with open(coast, "w") as f:
        f.write(text)
    tasi("simulate", coast, "-o", made)
    names = sorted(os.listdir(os.path.join(made, "scenes")))
    landsat = os.path.join(made, "scenes", [n for n in names if n.startswith("LC08")][0])
    sentinel = os.path.join(made, "scenes", [n for n in names if n.startswith("S2")][0])

    count = 0

    def index(scene, *options, **how):
        global count
        count += 1
        out = os.path.join(w, "%d.tif" % count)
        _, error = tasi("index", scene, "-o", out, "--verbose", *options, **how)
        return out, error

    def pixels(scene, *options):
        return image(index(scene, *options)[0])

    for scene, pixel_m in ((landsat, 30), (sentinel, 10)):
        clear, _ = pixels(scene, "--mask", "none")
        cloudy, _ = pixels(scene, "--mask", "cloud,dilated,cirrus", "--dilate", "0")
        wider, _ = pixels(scene, "--mask", "cloud,dilated,cirrus", "--dilate", "90")
        base, cloud = missing(clear), missing(cloudy)
        check(len(cloud) > len(base) + 100, "%s: clouds are masked: %d, %d" % (os.path.basename(scene), len(base), len(cloud)))
        check(missing(wider) == base | grown(cloud - base, 90 / pixel_m, len(clear), len(clear[0])), "clouds grow by a disk of 90 m")
        shadow, _ = pixels(scene, "--mask", "shadow", "--dilate", "0")
        shadow_wider, _ = pixels(scene, "--mask", "shadow", "--dilate", "60")
        check(missing(shadow) < missing(shadow_wider), "shadows grow more with --dilate")
        check(len(missing(shadow)) > len(base), "shadows are masked")
        union, _ = pixels(scene, "--dilate", "0")
        check(missing(union) >= cloud | missing(shadow), "the default masks clouds and shadows")

    # A window sees the clouds beyond it, and needs a part of the file only.
    whole, place = pixels(landsat, "--dilate", "150")
    x0, y0 = place[0] + 40 * 30, place[3] - 20 * 30
    box = "--bbox=%f,%f,%f,%f" % (x0, y0 - 60 * 30, x0 + 100 * 30, y0)
    part_file, error = index(landsat, "--dilate", "150", box, "--bbox-crs", "EPSG:32651")
    part, part_place = image(part_file)
    row0, col0 = round((place[3] - part_place[3]) / 30), round((part_place[0] - place[0]) / 30)
    check(part == [row[col0:col0 + len(part[0])] for row in whole[row0:row0 + len(part)]], "a window has the values of the whole image")
    blocks = re.search(r"decoded ([0-9]+) of ([0-9]+) blocks", error)
    check(blocks is not None and 0 < int(blocks.group(1)) <= int(blocks.group(2)), "--verbose tells of blocks: " + error[-300:])
    record = json.load(open(part_file + ".run.json"))
    check(any("blocks" in str(v) for v in record["notes"].values()), "the run record tells of blocks: %s" % record["notes"])

    # A box larger than the scene is the whole scene, however far it reaches
    for box in ("-180,-90,180,90", "0,-90,180,0", "-10,-60,170,20"):
        check(pixels(landsat, "--dilate", "150", "--bbox=" + box) == (whole, place), "--bbox=%s is the whole scene" % box)
    index(landsat, "--bbox=10,10,11,11", exit=5)
    for wrong, said in (("-8.6,125.5,-8.5,125.6", "order seems exchanged"), ("700000,900000,800000,950000", "no degrees")):
        _, error = index(landsat, "--bbox=" + wrong, exit=2)
        check(said in error, "--bbox=%s: %s" % (wrong, error))
    area = os.path.join(w, "area.shp")
    from osgeo import ogr
    made = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(area)
    feature = ogr.Feature(made.CreateLayer("area", None, ogr.wkbPolygon).GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON((125 -9,126 -9,126 -8,125 -8,125 -9))"))
    made.GetLayer(0).CreateFeature(feature)
    del feature, made
    _, error = index(landsat, "--aoi", area, exit=4)
    check("E4-CRS" in error and "--assume-crs" not in error and "a_srs" in error, "an area without CRS: " + error)

    # Two ways to mix pixel sizes
    fine, fine_place = pixels(sentinel, "--index", "mndwi", "--mixed", "bilinear")
    coarse, coarse_place = pixels(sentinel, "--index", "mndwi")
    check((fine_place[1], coarse_place[1]) == (10, 20), "mndwi on 10 m and on 20 m: %s, %s" % (fine_place[1], coarse_place[1]))
    check(len(fine) == 2 * len(coarse), "both cover the same ground")

    # The same bytes for any number of threads
    first = open(index(sentinel, "--threads", "1")[0], "rb").read()
    check(first == open(index(sentinel, "--threads", "5")[0], "rb").read(), "threads change the bytes")

    for wrong in (("--mask", "clouds"), ("--mask", ""), ("--mask-confidence", "low"), ("--dilate", "-1"), ("--dilate", "10001"), ("--mixed", "cubic")):
        index(landsat, *wrong, exit=2)
    lines = os.path.join(w, "lines.gpkg")
    tasi("shorelines", sentinel, "-o", lines, "--mask", "none")
    check("no cloud mask" in layer(lines, "shorelines").GetNextFeature().GetField("flags"), "a line with clouds left in says so")
finish()
