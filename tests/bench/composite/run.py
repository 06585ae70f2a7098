#!/usr/bin/python3
"""Memory and time of `tasi composite` on 100 scenes of 2000 x 2000 pixels, against decoding the same files alone.

    cmake -S . -B build/bench -DTASI_BENCH=ON && cmake --build build/bench --target tasi bench_composite
    tests/bench/composite/run.py build/bench/bin FOLDER [SCENES PIXELS]

FOLDER keeps the scenes for the next run. Both run on one thread, then on all. Exits with 1 when a peak is 500 MB or more, or when
`tasi composite` takes more than 1.5 times the processor time of decoding (other programs disturb the clock)."""
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


def timed(words):
    """Seconds on the clock, processor seconds and peak memory (MB) of a program."""
    start = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(words))
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compared(threads):
    """The better of two rounds of both, in turn; the peak of `tasi composite`."""
    decoding, composing = [], []
    for _ in range(2):
        decoding.append(timed([bench, "decode", products, str(threads)]))
        shutil.rmtree(output, ignore_errors=True)
        composing.append(timed([tasi, "composite", products, "-o", output, "--threads", str(threads), "--quiet"]))
    clock, work = (min(c[k] for c in composing) / min(d[k] for d in decoding) for k in (0, 1))
    peak = max(c[2] for c in composing)
    print("%d scenes of %d x %d pixels, threads %d: decoding %.1f s (processor %.1f), composite %.1f s (%.1f), ratio %.2f (%.2f), peak %.0f MB"
          % (scenes, pixels, pixels, threads, min(d[0] for d in decoding), min(d[1] for d in decoding), min(c[0] for c in composing),
             min(c[1] for c in composing), clock, work, peak))
    return work, peak


timed([bench, "decode", products, str(threads)])  # files into the cache of the system
one, every = compared(1), compared(threads)
sys.exit(1 if max(one[1], every[1]) >= PEAK_MB or min(one[0], every[0]) > RATIO else 0)
