#!/usr/bin/python3
"""Time and memory of `tasi shorelines` on a whole Sentinel-2 tile (10980 x 10980), against decoding the same two bands alone.

    cmake -S . -B build/bench -DTASI_BENCH=ON && cmake --build build/bench --target tasi bench_tile
    tests/bench/tile/run.py build/bench/bin FOLDER [--pixels N] [--kinds tif,jp2] [--methods contour,fraction] [--rounds N] [--keep]

Makes a product of an invented coast (islands, lakes, rivers, texture, noise), as JPEG 2000 and as tiled DEFLATE GeoTIFF, in FOLDER; --keep leaves
it there for the next run. For each kind it decodes green and near infrared (one GDAL handle a thread, block by block, nothing done with the
pixels), and draws the shoreline from the same two files as loose bands; 1 and 2 threads, the better of all rounds, in turn.

Prints seconds on the clock and of the processor, ratios to decoding and peak memory; PASS or FAIL behind each aim; exits with 1 when one fails.
Ratios are of processor time: other programs disturb the clock. The gain by a second thread is of the clock and needs a quiet machine."""
import argparse, glob, os, shutil, subprocess, sys, time

AIMS = {"contour": 1.6, "fraction": 2.2, "auto": 2.2}  # most of the time of decoding
PEAK_MB, GAIN = 600, 1.7

options = argparse.ArgumentParser()
options.add_argument("bin")
options.add_argument("folder")
options.add_argument("--pixels", type=int, default=10980)
options.add_argument("--kinds", default="tif,jp2")
options.add_argument("--methods", default="contour,fraction")
options.add_argument("--rounds", type=int, default=2)
options.add_argument("--keep", action="store_true")
given = options.parse_args()
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
bench, tasi = os.path.join(given.bin, "bench_tile"), os.path.join(given.bin, "tasi")
failed = 0


def made(kind):
    """Green and near infrared of the product, which is made when it is not there."""
    folder = os.path.join(given.folder, "%s-%d" % (kind, given.pixels))
    if not os.path.isdir(folder):
        os.makedirs(folder + ".part", exist_ok=True)
        coast = os.path.join(root, "scenes", "demo", "coast.toml")
        subprocess.run([bench, "make", coast, folder + ".part", kind, str(given.pixels)], check=True, stdout=subprocess.DEVNULL)
        os.rename(folder + ".part", folder)
    return [glob.glob(os.path.join(folder, "**", "*_%s_10m.*" % band), recursive=True)[0] for band in ("B03", "B08")]


def timed(words):
    """Seconds on the clock, processor seconds and peak memory (MB) of a program."""
    start = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(words))
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def judged(holds, what):
    global failed
    failed += not holds
    return "%s %s" % (what, "PASS" if holds else "FAIL")


def shoreline(method, files, threads):
    green, nir = files
    return [tasi, "shorelines", "--band", "green=" + green, "--band", "nir=" + nir, "--scale", "0.0001", "--offset", "-0.1", "--date", "2023-07-19",
            "--method", method, "-o", os.path.join(given.folder, "line.gpkg"), "--overwrite", "--quiet", "--threads", str(threads)]


def measure(kind):
    files = made(kind)
    methods = given.methods.split(",")
    clocks = {}
    for threads in (1, 2):
        runs = {name: [] for name in ["decode"] + methods}
        for _ in range(given.rounds):
            runs["decode"].append(timed([bench, "decode", str(threads)] + files))
            for method in methods:
                runs[method].append(timed(shoreline(method, files, threads)))
        best = {name: [min(r[k] for r in all_runs) for k in (0, 1)] + [max(r[2] for r in all_runs)] for name, all_runs in runs.items()}
        print("%s, %d thread%s: decode %.2f s (processor %.2f)" % (kind, threads, "s" * (threads > 1), best["decode"][0], best["decode"][1]))
        for method in methods:
            clock, work, peak = best[method]
            clocks[method, threads] = clock
            ratio = work / best["decode"][1]
            print("    %-9s %.2f s (processor %.2f): %s, by the clock %.2f; %s"
                  % (method, clock, work, judged(ratio <= AIMS[method], "ratio %.2f of at most %.1f" % (ratio, AIMS[method])),
                     clock / best["decode"][0], judged(peak <= PEAK_MB, "peak %.0f MB" % peak)))
    for method in methods:
        gain = clocks[method, 1] / clocks[method, 2]
        print("    %-9s %s" % (method, judged(gain >= GAIN, "2 threads are %.2f times as fast as 1" % gain)))


os.makedirs(given.folder, exist_ok=True)
for kind in given.kinds.split(","):
    measure(kind)
    if not given.keep:
        shutil.rmtree(os.path.join(given.folder, "%s-%d" % (kind, given.pixels)), ignore_errors=True)
for leftover in glob.glob(os.path.join(given.folder, "line.gpkg*")):
    os.remove(leftover)
sys.exit(1 if failed else 0)
