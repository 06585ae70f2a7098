#!/usr/bin/python3
"""Shapefiles as they come: on the reference's transects the numbers are the reference's; own transects lie where the reference cast them."""
import json, math, os
from harness import *

data = shared("data/dsas_qscat_aringay_baselines_2_4")
shorelines = os.path.join(data, "input", "Shorelines.shp")
COLUMNS = ("EPR", "LRR", "WLR")
with Folder() as w:
    for baseline, cast_count in ((2, 180), (4, 231)):
        reference = rows(os.path.join(data, "reference", "baseline%d_closest_rates.csv" % baseline))
        given = os.path.join(w, "given%d.geojson" % baseline)
        features = [{"type": "Feature", "properties": {"transect": r["transect_id"]},
                     "geometry": {"type": "LineString", "coordinates": [[float(r["x0"]), float(r["y0"])], [float(r["x1"]), float(r["y1"])]]}} for r in reference]
        json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32651"}}, "features": features}, open(given, "w"))
        # The reference's transects start offshore: --flip makes distances count from the landward end.
        positions, rates = os.path.join(w, "p%d.csv" % baseline), os.path.join(w, "r%d.csv" % baseline)
        tasi("positions", shorelines, given, "--flip", "--crossing", "seaward", "-o", positions)
        tasi("rates", positions, "--confidence", "99.7", "-o", rates)
        got = {r["transect"]: r for r in rows(rates)}
        worst = {c: 0.0 for c in COLUMNS + ("NSM", "SCE")}
        for r in reference:
            mine = got.get(r["transect_id"])
            check(mine is not None, "baseline %d transect %s is missing" % (baseline, r["transect_id"]))
            if mine is None:
                continue
            for column in worst:
                worst[column] = max(worst[column], abs(float(mine[column]) - float(r[column])))
        print("baseline %d: %d transects; largest differences: %s" % (baseline, len(reference), ", ".join("%s %.2g" % x for x in worst.items())))
        for column, difference in worst.items():
            close(difference, 0, 1e-4 if column in ("NSM", "SCE") else 0.006, "baseline %d, largest difference of %s" % (baseline, column))

        own = os.path.join(w, "own%d.gpkg" % baseline)
        line = os.path.join(data, "input", "Baseline%d.shp" % baseline)
        tasi("transects", line, "--sea", "left", "--spacing", "50", "--smoothing", "500", "--seaward", "0", "--landward", "2000", "-o", own)
        own_layer = layer(own, "transects")
        check(own_layer.GetFeatureCount() == cast_count, "baseline %d: %d transects cast, want %d" % (baseline, own_layer.GetFeatureCount(), cast_count))
        offsets = []
        by_number = {int(r["transect_id"]): r for r in reference}
        for number_of_transect, feature in enumerate(own_layer, 1):
            r = by_number.get(number_of_transect)
            if r:  # the seaward end is the origin of the reference
                g = feature.GetGeometryRef()
                offsets.append(math.hypot(g.GetX(g.GetPointCount() - 1) - float(r["x0"]), g.GetY(g.GetPointCount() - 1) - float(r["y0"])))
        own_positions, own_rates = os.path.join(w, "op%d.csv" % baseline), os.path.join(w, "or%d.csv" % baseline)
        tasi("positions", shorelines, own, "-o", own_positions)
        tasi("rates", own_positions, "-o", own_rates)
        used = [r for r in rows(own_rates) if r["n"] == "4"]
        print("baseline %d: %d cast, %d used; origins within %.2g m of the reference; median NSM %.2f (reference %.2f), LRR %.4f (%.4f)" % (
            baseline, own_layer.GetFeatureCount(), len(used), max(offsets), median([float(r["NSM"]) for r in used]),
            median([float(r["NSM"]) for r in reference]), median([float(r["LRR"]) for r in used]), median([float(r["LRR"]) for r in reference])))
        check(len(used) == len(reference), "baseline %d: %d used, want %d" % (baseline, len(used), len(reference)))
        # Own transects are called <baseline>-<number>, the reference's <number>; NSM does not know where distances start.
        differences = [abs(float(r["NSM"]) - float(by_number[int(r["transect"].split("-")[-1])]["NSM"])) for r in used if int(r["transect"].split("-")[-1]) in by_number]
        print("baseline %d: NSM of %d matched transects: median difference %.2g m, largest %.2g m" % (baseline, len(differences), median(differences), max(differences)))
        check(len(differences) == len(reference), "baseline %d: %d transects matched" % (baseline, len(differences)))
        close(median(differences), 0, 0.5, "baseline %d: NSM of matched transects" % baseline)
        close(max(offsets), 0, 0.5, "baseline %d: origins" % baseline)
finish()
