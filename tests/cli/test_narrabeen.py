#!/usr/bin/python3
"""619 satellite shorelines across 5 transects: rates from own crossings on the reference's dates agree with the reference."""
import csv, os
from harness import *

data = shared("data/coastsat_narrabeen")
with Folder() as w:
    positions, chosen, rates = (os.path.join(w, n) for n in ("positions.csv", "chosen.csv", "rates.csv"))
    tasi("positions", os.path.join(data, "narrabeen_shorelines.geojson"), os.path.join(data, "NARRA_transects.geojson"), "-o", positions)
    wanted = {}
    for r in rows(os.path.join(data, "NARRA_time_series_tidally_corrected.csv")):
        date = r["dates"][:19].replace(" ", "T") + "Z"
        for t in ("NA1", "NA2", "NA3", "NA4", "NA5"):
            if r[t] not in ("", "nan"):
                wanted[(t, date)] = float(r[t])
    all_rows = rows(positions)
    kept = [r for r in all_rows if (r["transect"], r["date"]) in wanted and r["distance_m"]]
    with open(chosen, "w", newline="") as f:
        out = csv.DictWriter(f, all_rows[0].keys())
        out.writeheader()
        out.writerows(kept)
    tasi("rates", chosen, "-o", rates)
    got = {r["transect"]: r for r in rows(rates)}
    print("%d positions of %d rows on the reference's %d dates and transects" % (len(kept), len(all_rows), len(wanted)))
    for r in rows(os.path.join(data, "expected_LRR.csv")):
        mine = got[r["transect"]]
        print("%s: n %s of %s, LRR %+.5f, reference %s, difference %+.4f" % (
            r["transect"], mine["n"], r["n"], float(mine["LRR"]), r["LRR_m_per_yr"], float(mine["LRR"]) - float(r["LRR_m_per_yr"])))
        close(float(mine["LRR"]), float(r["LRR_m_per_yr"]), 0.05, "LRR of " + r["transect"])
finish()
