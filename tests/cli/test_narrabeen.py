#!/usr/bin/python3
"""619 satellite shorelines across 5 transects: crossings, the vertex median of CoastSat and rates agree with the reference; SHOREX's too."""
import csv, os
from datetime import datetime
from harness import *

data = shared("data/coastsat_narrabeen")
benchmark = shared("data/sds_benchmark_narrabeen")
NAMES = ("NA1", "NA2", "NA3", "NA4", "NA5")
SLOPE, DATUM = 0.1, 0.0


def instant(text):
    return text[:19].replace(" ", "T") + "Z"


def years(text):
    return (datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ") - datetime(2000, 1, 1)).total_seconds() / 31557600


def slope_of(points):
    """Ordinary least squares of (years, metres)."""
    t0 = sum(t for t, _ in points) / len(points)
    d0 = sum(d for _, d in points) / len(points)
    return sum((t - t0) * (d - d0) for t, d in points) / sum((t - t0) ** 2 for t, _ in points)


def write(path, kept):
    with open(path, "w", newline="") as f:
        out = csv.DictWriter(f, kept[0].keys())
        out.writeheader()
        out.writerows(kept)


def coastsat(w):
    shorelines, transects = os.path.join(data, "narrabeen_shorelines.geojson"), os.path.join(data, "NARRA_transects.geojson")
    wanted = {}  # corrected = position + (tide - datum) / slope
    for r in rows(os.path.join(data, "NARRA_time_series_tidally_corrected.csv")):
        for t in NAMES:
            if r[t] not in ("", "nan"):
                wanted[(t, instant(r["dates"]))] = float(r[t])
    tide = {instant(r["dates"]): float(r["tide_m"]) for r in rows(os.path.join(data, "NARRA_tide_at_image_times.csv"))}

    positions, chosen, rates = (os.path.join(w, n) for n in ("positions.csv", "chosen.csv", "rates.csv"))
    tasi("positions", shorelines, transects, "-o", positions)
    all_rows = rows(positions)
    kept = [r for r in all_rows if (r["transect"], r["date"]) in wanted and r["distance_m"]]
    write(chosen, kept)
    tasi("rates", chosen, "-o", rates)
    got = {r["transect"]: r for r in rows(rates)}
    print("%d positions of %d rows on the reference's %d dates and transects" % (len(kept), len(all_rows), len(wanted)))
    for r in rows(os.path.join(data, "expected_LRR.csv")):
        mine = got[r["transect"]]
        print("%s: n %s of %s, LRR %+.5f, reference %s, difference %+.4f" % (
            r["transect"], mine["n"], r["n"], float(mine["LRR"]), r["LRR_m_per_yr"], float(mine["LRR"]) - float(r["LRR_m_per_yr"])))
        close(float(mine["LRR"]), float(r["LRR_m_per_yr"]), 0.05, "LRR of " + r["transect"])

    tasi("positions", shorelines, transects, "--crossing", "median25", "-o", positions, "--overwrite")
    own = {(r["transect"], r["date"]): float(r["distance_m"]) for r in rows(positions) if r["distance_m"]}
    corrected, theirs = [], {t: [] for t in NAMES}
    for t in NAMES:
        common = sorted(date for (name, date) in own if name == t and (t, date) in wanted and date in tide)
        raw = [own[(t, date)] - (wanted[(t, date)] - (tide[date] - DATUM) / SLOPE) for date in common]
        size = sorted(abs(d) for d in raw)
        print("%s: median25 against CoastSat, uncorrected, %d dates: median difference %+.3f m, median size %.3f m, 95 %% within %.2f m" % (
            t, len(common), median(raw), median(size), size[int(0.95 * (len(size) - 1))]))
        check(len(common) > 250, t + ": %d dates in common" % len(common))
        close(median(size), 0, 0.3, t + ": median size of the differences of uncorrected positions")
        close(size[int(0.95 * (len(size) - 1))], 0, 0.6, t + ": 95 % of the differences of corrected positions")
        for date in common:
            corrected.append({"transect": t, "date": date, "distance_m": own[(t, date)] + (tide[date] - DATUM) / SLOPE})
            theirs[t].append((years(date), wanted[(t, date)]))
    write(chosen, corrected)
    tasi("rates", chosen, "-o", rates, "--overwrite")
    for r in rows(rates):
        want = slope_of(theirs[r["transect"]])
        print("%s: LRR of the corrected vertex medians %+.4f, reference on the same dates %+.4f" % (r["transect"], float(r["LRR"]), want))
        close(float(r["LRR"]), want, 0.02, "LRR of the corrected vertex medians, " + r["transect"])


def shorex(w):
    """Lines of four satellites; the reference's positions are of the same day and satellite."""
    transects = os.path.join(benchmark, "site", "NARRABEEN_transects.geojson")
    differences = {}
    for satellite in ("L5", "L7", "L8", "S2"):
        positions = os.path.join(w, satellite + ".csv")
        tasi("positions", os.path.join(benchmark, "shorex", "shorelines", satellite + ".shp"), transects, "--date-field", "DATE", "-o", positions)
        own = {(r["transect"], r["date"][:10]): float(r["distance_m"]) for r in rows(positions) if r["distance_m"]}
        for t in ("PF1", "PF2", "PF4", "PF6", "PF8"):
            for r in rows(os.path.join(benchmark, "shorex", "raw_timeseries", t + "_timeseries_raw.csv")):
                key = (t, r["dates"][:10])
                if r["satname"] == satellite and key in own and r[t] not in ("", "nan"):
                    differences.setdefault(t, []).append(own[key] - float(r[t]))
    for t, all_of in sorted(differences.items()):
        middle = median(all_of)
        print("%s: own crossings against SHOREX, %d dates: median difference %+.3f m, MAD %.2f m" % (t, len(all_of), middle, median([abs(d - middle) for d in all_of])))
        close(middle, 0, 0.15, t + ": median difference to SHOREX")
    check(len(differences) == 5, "5 transects with SHOREX's positions")


with Folder() as w:
    coastsat(w)
    shorex(w)
finish()
