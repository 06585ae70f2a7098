#!/usr/bin/python3
"""Memory and time of `tasi composite` on 100 scenes of 2000 x 2000 pixels, against decoding the same files alone.

    cmake -S . -B build/bench -DTASI_BENCH=ON && cmake --build build/bench --target tasi bench_composite
    tests/bench/composite/run.py build/bench/bin FOLDER [SCENES PIXELS]

FOLDER keeps the scenes for the next run. Exits with 1 when the peak is 500 MB or more, or the time more than 1.5 times that of decoding."""
import os, shutil, subprocess, sys, time

PEAK_MB, RATIO = 500, 1.5
bin_folder, folder = sys.argv[1:3]
scenes, pixels = (int(x) for x in sys.argv[3:5]) if len(sys.argv) > 4 else (100, 2000)
threads = len(os.sched_getaffinity(0))
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
bench, tasi = os.path.join(bin_folder, "bench_composite"), os.path.join(bin_folder, "tasi")
products, output = os.path.join(folder, "scenes-%d-%d" % (scenes, pixels)), os.path.join(folder, "composites")

if not os.path.isdir(products):
    os.makedirs(products + ".part")
    subprocess.run([bench, "make", os.path.join(root, "scenes", "demo", "coast.toml"), products + ".part", str(scenes), str(pixels)], check=True)
    os.rename(products + ".part", products)


def decode():
    return float(subprocess.run([bench, "decode", products, str(threads)], check=True, capture_output=True, text=True).stdout)


def composite():
    shutil.rmtree(output, ignore_errors=True)
    start = time.monotonic()
    child = subprocess.Popen([tasi, "composite", products, "-o", output, "--threads", str(threads), "--quiet"])
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("tasi composite failed")
    return time.monotonic() - start, usage.ru_maxrss / 1024


decode()  # files into the cache of the system
alternately = [(decode(), composite()) for _ in range(2)]
decoding = min(a for a, _ in alternately)
seconds = min(b[0] for _, b in alternately)
peak = max(b[1] for _, b in alternately)
print("%d scenes of %d x %d pixels, %d threads: decoding %.1f s, composite %.1f s, ratio %.2f, peak %.0f MB"
      % (scenes, pixels, pixels, threads, decoding, seconds, seconds / decoding, peak))
sys.exit(1 if peak >= PEAK_MB or seconds > RATIO * decoding else 0)
