#!/usr/bin/python3
"""Crossings of many transects with many shorelines, against shapely's STRtree loop on the same lines, and whether time grows with the dates alone.

    cmake -S . -B build/bench -DTASI_BENCH=ON && cmake --build build/bench --target tasi bench_crossings
    tests/bench/crossings/run.py build/bench/bin [--transects 5000] [--dates 200] [--vertices 20000] [--sample 3] [--threads N]

Needs python3-numpy and python3-shapely. An invented coast: vertices every 12.5 m or so along a winding course, moved for each date; transects of
600 m across it, of which one in 50 ends before it. Both sides start with all lines in memory and make their own indexes within the time:

    ours     tasi's library, all dates: index of the transects, crossings, choice of the seaward one, why a transect was missed
    lines    shapely: STRtree of the shorelines of a date, for every transect the intersection with each line the tree gives
    segments shapely: the same with every shoreline cut into its segments, which is kinder to the tree

shapely is timed on --sample dates and scaled linearly to all of them. Its crossings and ours on these dates must agree in number and in the sum
of the seaward distances to 1e-6 m each. The whole command, with reading and writing of files, is timed beside it.
PASS or FAIL behind each aim; exits with 1 when one fails."""
import argparse, array, json, math, os, random, struct, subprocess, sys, tempfile, time
import numpy, shapely
from shapely.geometry import LineString
from shapely.strtree import STRtree

RATIO, LINEAR = 150, 1.25

options = argparse.ArgumentParser()
options.add_argument("bin")
options.add_argument("--transects", type=int, default=5000)
options.add_argument("--dates", type=int, default=200)
options.add_argument("--vertices", type=int, default=20000)
options.add_argument("--sample", type=int, default=3)
options.add_argument("--threads", type=int, default=os.cpu_count())
options.add_argument("--rounds", type=int, default=3)
given = options.parse_args()
failed = 0


def judged(holds, what):
    global failed
    failed += not holds
    return "%s %s" % (what, "PASS" if holds else "FAIL")


def coast():
    """Transects (n, 4) and shorelines (dates, vertices, 2) in UTM-sized metres."""
    numbers = numpy.random.default_rng(5)
    length = 50.0 * given.transects

    def course(s):
        x = 780000 + s
        y = 9054000 + 3000 * numpy.sin(s / 9000) + 400 * numpy.sin(s / 1300)
        return numpy.stack([x, y], -1)

    def normal(s):
        along = course(s + 1) - course(s - 1)
        along /= numpy.linalg.norm(along, axis=-1, keepdims=True)
        return numpy.stack([along[..., 1], -along[..., 0]], -1)  # to the right

    at = 25 + 50.0 * numpy.arange(given.transects)
    seaward = numpy.where(numpy.arange(given.transects) % 50 == 7, -290.0, 300.0)[:, None]  # one of 50 ends before the shore
    transects = numpy.concatenate([course(at) - 300 * normal(at), course(at) + seaward * normal(at)], -1)
    s = numpy.linspace(0, length, given.vertices)
    shorelines = []
    for date in range(given.dates):
        moved = 60 * numpy.sin(s / 700 + date) - 0.5 * date + 8 * numbers.standard_normal(given.vertices)
        shorelines.append(course(s) + moved[:, None] * normal(s))
    return transects, numpy.array(shorelines)


def ours(path, threads, dates):
    best = None
    for _ in range(given.rounds):
        out = subprocess.run([os.path.join(given.bin, "bench_crossings"), path, str(threads), str(dates)], check=True, capture_output=True, text=True)
        seconds, crossings, total = out.stdout.split()
        if best is None or float(seconds) < best[0]:
            best = (float(seconds), int(crossings), float(total))
    return best


def points_of(shared):
    if shared.is_empty:
        return []
    return [(p.x, p.y) for p in (shared.geoms if hasattr(shared, "geoms") else [shared])]


def theirs(transects, lines, whole):
    """Seconds, crossings and sum of seaward distances of the STRtree loop over these dates; geometries of input are made before."""
    crossings, total, seconds = 0, 0.0, 0.0
    rays = [LineString([(t[0], t[1]), (t[2], t[3])]) for t in transects]
    for line in lines:
        parts = [LineString(line)] if whole else [LineString(line[i:i + 2]) for i in range(len(line) - 1)]
        start = time.perf_counter()
        tree = STRtree(parts)
        found = []
        for ray in rays:
            places = set()
            for hit in tree.query(ray):
                part = hit if isinstance(hit, LineString) else parts[hit]
                places.update(points_of(ray.intersection(part)))
            found.append(places)
        seconds += time.perf_counter() - start
        for t, places in zip(transects, found):
            d = sorted(math.hypot(x - t[0], y - t[1]) for x, y in places)
            d = [v for i, v in enumerate(d) if i == 0 or v - d[i - 1] > 1e-6]
            crossings += len(d)
            total += d[-1] if d else 0
    return seconds, crossings, total


def command(folder, transects, shorelines):
    def collection(features):
        return {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32751"}}, "features": features}
    from osgeo import ogr, osr
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(32751)
    path = os.path.join(folder, "lines.gpkg")
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    for name, field, kind in (("shorelines", "date", ogr.OFTDate), ("transects", "transect", ogr.OFTString)):
        layer = data.CreateLayer(name, srs, ogr.wkbLineString)
        layer.CreateField(ogr.FieldDefn(field, kind))
        layer.StartTransaction()
        rows = shorelines if name == "shorelines" else transects.reshape(-1, 2, 2)
        for number, row in enumerate(rows):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetField(0, "%04d-%02d-%02d" % (1990 + number // 336, 1 + number // 28 % 12, 1 + number % 28) if name == "shorelines" else str(number + 1))
            feature.SetGeometry(ogr.CreateGeometryFromWkb(struct.pack("<BII", 1, 2, len(row)) + numpy.ascontiguousarray(row).tobytes()))
            layer.CreateFeature(feature)
        layer.CommitTransaction()
    data = None
    # one file a layer: --layer would hold for both
    for name in ("shorelines", "transects"):
        subprocess.run(["ogr2ogr", os.path.join(folder, name + ".gpkg"), path, name], check=True)
    start = time.monotonic()
    child = subprocess.Popen([os.path.join(given.bin, "tasi"), "positions", os.path.join(folder, "shorelines.gpkg"), os.path.join(folder, "transects.gpkg"),
                              "-o", os.path.join(folder, "positions.csv"), "--quiet", "--threads", str(given.threads)])
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("tasi positions failed")
    return time.monotonic() - start, usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as folder:
    transects, shorelines = coast()
    path = os.path.join(folder, "lines.bin")
    with open(path, "wb") as out:
        out.write(struct.pack("<qqq", given.transects, given.dates, given.vertices))
        out.write(transects.astype("<f8").tobytes())
        out.write(shorelines.astype("<f8").tobytes())
    print("%d transects x %d dates of %d vertices; shapely %s on %d dates, scaled" % (given.transects, given.dates, given.vertices, shapely.__version__, given.sample))
    mine = {n: ours(path, n, given.dates) for n in sorted({1, given.threads})}
    for threads, (seconds, crossings, _) in mine.items():
        print("ours, %d thread%s: %.3f s, %d crossings, %.0f ns each" % (threads, "s" * (threads > 1), seconds, crossings, 1e9 * seconds / max(crossings, 1)))
    _, few_crossings, few_total = ours(path, 1, given.sample)
    for name, whole in (("lines", True), ("segments", False)):
        seconds, crossings, total = theirs(transects, shorelines[:given.sample], whole)
        scaled = seconds / given.sample * given.dates
        same = crossings == few_crossings and abs(total - few_total) <= 1e-6 * max(crossings, 1)
        print("shapely, %-8s: %.1f s on %d dates, %.0f s for all; %s" % (name, seconds, given.sample, scaled,
              judged(same, "%d crossings (ours %d), sums of distances differ by %.2g m" % (crossings, few_crossings, abs(total - few_total)))))
        for threads, (own, _, _) in mine.items():
            ratio = "%.0f times as fast with %d thread%s" % (scaled / own, threads, "s" * (threads > 1))
            print("    " + (judged(scaled / own >= RATIO, ratio + ", at least %d:" % RATIO) if threads == given.threads else ratio))
    half = ours(path, 1, given.dates // 2)[0]
    growth = mine[1][0] / half
    print("twice the dates take %s" % judged(growth <= 2 * LINEAR, "%.2f times as long (at most %.1f)" % (growth, 2 * LINEAR)))
    seconds, peak = command(folder, transects, shorelines)
    print("the whole command, GeoPackages to CSV: %.1f s, peak %.0f MB" % (seconds, peak))
sys.exit(1 if failed else 0)
