#!/usr/bin/python3
"""A national run: 25,000 transects x 1,000 shorelines in GeoPackages through `tasi positions`, its time and peak memory.

    tests/bench/crossings/national.py BIN FOLDER [--transects 25000] [--dates 1000] [--vertices 62500] [--threads N] [--keep]

Makes an invented coast in FOLDER (1 GB for the shorelines, 2.5 GB for the positions), the shorelines in an order of dates that is not that of time.
Needs python3-gdal and python3-numpy. PASS or FAIL behind each aim: less than 1 GB; time that grows with the dates alone; one row per transect and
date, sorted. Exits with 1 when one fails."""
import argparse, os, shutil, struct, subprocess, sys, time
import numpy
from osgeo import ogr, osr

PEAK_MB, LINEAR = 1024, 1.25
options = argparse.ArgumentParser()
options.add_argument("bin")
options.add_argument("folder")
options.add_argument("--transects", type=int, default=25000)
options.add_argument("--dates", type=int, default=1000)
options.add_argument("--vertices", type=int, default=62500)
options.add_argument("--threads", type=int, default=os.cpu_count())
options.add_argument("--keep", action="store_true")
given = options.parse_args()
failed = 0


def judged(holds, what):
    global failed
    failed += not holds
    return "%s %s" % (what, "PASS" if holds else "FAIL")


def course(s):
    return numpy.stack([150000 + 0.55 * s + 9000 * numpy.sin(s / 21000), 8900000 + 0.2 * s + 15000 * numpy.sin(s / 26000)], -1)


def normal(s):
    along = course(s + 1) - course(s - 1)
    along /= numpy.linalg.norm(along, axis=-1, keepdims=True)
    return numpy.stack([along[..., 1], -along[..., 0]], -1)


def layer(path, name, field, kind, count, row):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(32751)
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    out = data.CreateLayer(name, srs, ogr.wkbLineString, ["SPATIAL_INDEX=NO"])
    out.CreateField(ogr.FieldDefn(field, kind))
    out.StartTransaction()
    for i in range(count):
        text, points = row(i)
        feature = ogr.Feature(out.GetLayerDefn())
        feature.SetField(0, text)
        feature.SetGeometry(ogr.CreateGeometryFromWkb(struct.pack("<BII", 1, 2, len(points)) + numpy.ascontiguousarray(points).tobytes()))
        out.CreateFeature(feature)
    out.CommitTransaction()


def make(shorelines, dates, transects):
    length = 50.0 * given.transects
    numbers = numpy.random.default_rng(8)
    s = numpy.linspace(0, length, given.vertices)
    line, side = course(s), normal(s)

    def shoreline(i):
        day = (i * 7919) % dates  # not in order of time
        moved = 50 * numpy.sin(s / 900 + day) - 0.3 * day + 6 * numbers.standard_normal(given.vertices)
        return "%04d-%02d-%02d" % (1985 + day // 336, 1 + day // 28 % 12, 1 + day % 28), line + moved[:, None] * side

    layer(shorelines, "shorelines", "date", ogr.OFTDate, dates, shoreline)
    if transects:
        at = 25 + 50.0 * numpy.arange(given.transects)
        ends = numpy.stack([course(at) - 500 * normal(at), course(at) + 200 * normal(at)], 1)
        layer(transects, "transects", "transect", ogr.OFTString, given.transects, lambda i: ("%05d" % (i + 1), ends[i]))


def run(shorelines, transects, out):
    start = time.monotonic()
    child = subprocess.Popen([os.path.join(given.bin, "tasi"), "positions", shorelines, transects, "-o", out, "--overwrite", "--quiet", "--threads", str(given.threads)])
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("tasi positions failed")
    return time.monotonic() - start, usage.ru_maxrss / 1024


os.makedirs(given.folder, exist_ok=True)
paths = {n: os.path.join(given.folder, n) for n in ("all.gpkg", "half.gpkg", "transects.gpkg", "positions.csv")}
for path in paths.values():
    if os.path.exists(path) and not given.keep:
        os.remove(path)
if not os.path.exists(paths["all.gpkg"]):
    make(paths["all.gpkg"], given.dates, paths["transects.gpkg"])
    make(paths["half.gpkg"], given.dates // 2, None)
half, _ = run(paths["half.gpkg"], paths["transects.gpkg"], paths["positions.csv"])
seconds, peak = run(paths["all.gpkg"], paths["transects.gpkg"], paths["positions.csv"])
with open(paths["positions.csv"], "rb") as f:
    next(f)
    count, sorted_rows, last = 0, True, b""
    for row in f:
        key = row[:16]
        sorted_rows = sorted_rows and last <= key
        last = key
        count += 1
size = os.path.getsize(paths["positions.csv"]) / 1e9
print("%d transects x %d dates of %d vertices, %d threads: %.0f s, %s" % (
    given.transects, given.dates, given.vertices, given.threads, seconds, judged(peak < PEAK_MB, "peak %.0f MB (at most %d)" % (peak, PEAK_MB))))
print(judged(count == given.transects * given.dates and sorted_rows, "%d rows, sorted by transect and date, %.1f GB" % (count, size)))
print(judged(seconds / half <= 2 * LINEAR, "twice the dates take %.2f times as long (at most %.1f)" % (seconds / half, 2 * LINEAR)))
if not given.keep:
    shutil.rmtree(given.folder, ignore_errors=True)
sys.exit(1 if failed else 0)
