#!/usr/bin/python3
"""Speed and memory of rates, against statsmodels and scipy on the same positions in the same run.

    cmake -S . -B build/bench -DTASI_BENCH=ON && cmake --build build/bench --target tasi bench_rate_speed
    tests/bench/rate_speed/run.py build/bench/bin FOLDER [--transects 100000] [--dates 40] [--sample 300] [--national 25000x1000]

Needs python3-numpy, python3-scipy and python3-statsmodels. All times are of the processor, one thread, since other programs disturb the clock;
statsmodels and scipy are timed on --sample transects and scaled. Judged are the algorithms in one process: all DSAS columns against
OLS and WLS of statsmodels (at least 100 times as fast), and the same with Theil-Sen, Mann-Kendall and autocorrelation against
scipy.stats.theilslopes alone (at least 20 times). The whole command (reading CSV, hashing, writing) is timed beside them and not judged;
its memory on the national table is (1 GB). Exits with 1 when a judgement fails."""
import argparse, os, subprocess, sys, time

import numpy as np
import statsmodels.api as sm
from scipy import stats

options = argparse.ArgumentParser()
options.add_argument("bin")
options.add_argument("folder")
options.add_argument("--transects", type=int, default=100000)
options.add_argument("--dates", type=int, default=40)
options.add_argument("--sample", type=int, default=300)
options.add_argument("--national", default="25000x1000", help="transects x dates; 0x0 for none")
given = options.parse_args()
failed = 0


def judged(holds, what):
    global failed
    failed += not holds
    print("%s  %s" % ("PASS" if holds else "FAIL", what))


def positions(transects, dates, seed=1):
    """Times, distances and uncertainties: trends with memory."""
    random = np.random.default_rng(seed)
    step = 38.0 / dates
    noise = random.standard_normal((transects, dates)) * 6
    for i in range(1, dates):
        noise[:, i] += 0.4 * noise[:, i - 1]
    t = 1986 + step * np.arange(dates)
    x = 200 + random.standard_normal((transects, 1)) * (t - 1986) + noise
    return t, np.round(x, 3), np.round(5 + 5 * random.random((transects, dates)), 2)


def write_csv(path, t, x, u, prefix, mode="w"):
    days = ((t - 2000) * 365.25 * 86400).astype("timedelta64[s]") + np.datetime64("2000-01-01T12:00:00")
    dates = [str(d) + "Z" for d in days]
    with open(path, mode) as file:
        if mode == "w":
            file.write("transect,date,distance_m,uncert_m,raw_m,tide_m,slope,sensor,scene_id,crossings,flags\n")
        for k in range(len(x)):
            name = "%s%05d" % (prefix, k)
            file.write("".join("%s,%s,%.3f,%.2f,,,,L8,,1,\n" % (name, d, a, b) for d, a, b in zip(dates, x[k], u[k])))


def command(path):
    out = os.path.join(given.folder, "rates.gpkg")
    words = [os.path.join(given.bin, "tasi"), "rates", path, "-o", out, "--overwrite", "--quiet", "--threads", "2"]
    start = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("failed: " + " ".join(words))
    os.remove(out)
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


os.makedirs(given.folder, exist_ok=True)
t, x, u = positions(given.transects, given.dates)
binary = os.path.join(given.folder, "positions.bin")
np.stack([np.broadcast_to(t, x.shape), x, u], axis=1).astype("<f8").tofile(binary)
printed = subprocess.run([os.path.join(given.bin, "bench_rate_speed"), binary, str(given.transects), str(given.dates)], check=True,
                         stdout=subprocess.PIPE, text=True).stdout
ours = {name: float(seconds) for name, seconds in (line.split() for line in printed.splitlines())}
os.remove(binary)

start = time.process_time()
design = sm.add_constant(t - t.mean())
for k in range(given.sample):
    for fit in (sm.OLS(x[k], design).fit(), sm.WLS(x[k], design, weights=1 / u[k] ** 2).fit()):
        fit.params, fit.rsquared, fit.bse, fit.conf_int(0.1), fit.mse_resid
theirs = (time.process_time() - start) / given.sample * given.transects
start = time.process_time()
for k in range(given.sample):
    stats.theilslopes(x[k], t, 0.9)
slopes = (time.process_time() - start) / given.sample * given.transects

print("%d transects x %d dates, processor seconds: DSAS %.2f, with Theil-Sen and autocorrelation %.2f, every column %.2f; statsmodels %.0f, theilslopes %.0f"
      % (given.transects, given.dates, ours["dsas"], ours["robust"], ours["everything"], theirs, slopes))
judged(theirs >= 100 * ours["dsas"], "DSAS columns are %.0f times as fast as OLS and WLS of statsmodels (100)" % (theirs / ours["dsas"]))
judged(slopes >= 20 * ours["robust"], "with Theil-Sen and autocorrelation %.0f times as fast as theilslopes alone (20)" % (slopes / ours["robust"]))
path = os.path.join(given.folder, "positions.csv")
write_csv(path, t, x, u, "T")
work, clock, peak = command(path)
print("      tasi rates: %.1f s of the processor, %.1f s on the clock, %.0f MB; %.0f times as fast as statsmodels" % (work, clock, peak, theirs / work))
transects, dates = (int(word) for word in given.national.split("x"))
if transects:
    for part in range(0, transects, 1000):
        t, x, u = positions(min(1000, transects - part), dates, seed=part)
        write_csv(path, t, x, u, "N%03d" % (part // 1000), "a" if part else "w")
    work, clock, peak = command(path)
    judged(peak < 1000, "tasi rates on %d x %d (%.1f GB): %.0f s of the processor, %.0f s on the clock, peak %.0f MB (1000)"
           % (transects, dates, os.path.getsize(path) / 1e9, work, clock, peak))
os.remove(path)
sys.exit(1 if failed else 0)
