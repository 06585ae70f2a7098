#!/usr/bin/python3
"""tasi forecast: layers, columns, what is withheld and refused, hindcasts, and series of other programs as they come."""
import json, os, re
from harness import *


with Folder() as w:
    def out(name):
        return os.path.join(w, name)

    def write(name, text):
        with open(out(name), "w") as f:
            f.write(text)
        return out(name)

    # a coast of six transects, 100 m apart; the shore retreats 1 m a year from x = 300 in 1990; transect 4 has three dates
    transects = out("transects.geojson")
    json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32751"}}, "features": [
        {"type": "Feature", "properties": {"transect": "T%d" % i, "baseline": "1", "order": i}, "geometry": {
            "type": "LineString", "coordinates": [[780000, 9050000 + 100 * i], [780500, 9050000 + 100 * i]]}} for i in range(1, 7)]}, open(transects, "w"))
    text = "transect,date,distance_m,uncert_m\n"
    for i in range(1, 7):
        for k in range(3 if i == 4 else 31):
            text += "T%d,%d-01-01,%g,5\n" % (i, 1990 + k, 300 - k + (1 if (k + i) % 2 else -1))
    positions = write("positions.csv", text)
    printed, error = tasi("forecast", positions, "-o", out("f.gpkg"), "--transects", transects, "--years", "2030,2050", "--hindcast")
    check(re.search(r"hindcast: \d+ positions on 5 of 6 transects", printed) is not None, "the hindcast is printed: " + printed)
    check("W-NO-FORECAST" in error, "a transect without forecast is a warning: " + error)
    names = ["transect", "baseline", "year", "distance_m", "lower_m", "upper_m", "sd_m", "method", "sd_one_m", "change_m", "certainty", "flags"]
    points = layer(out("f.gpkg"), "forecast")
    check([f.GetName() for f in points.schema] == names, "columns: %s" % [f.GetName() for f in points.schema])
    check(points.GetFeatureCount() == 12, "a row for each transect and year: %d" % points.GetFeatureCount())
    for p in points:
        if p["transect"] == "T4":
            check(p["distance_m"] is None and p.GetGeometryRef() is None and "not assessed" in p["flags"], "T4: %s" % p["flags"])
            continue
        close(p["distance_m"], 300 - (p["year"] - 1990), 1.5, "%s in %d" % (p["transect"], p["year"]))
        close(p["change_m"], -(p["year"] - 2020), 1.5, "%s in %d moves" % (p["transect"], p["year"]))
        check(p["lower_m"] < p["distance_m"] < p["upper_m"] and p["sd_m"] < p["sd_one_m"], "order of the band")
        close(p.GetGeometryRef().GetX(), 780000 + p["distance_m"], 1e-6, "place of " + p["transect"])
    for name in ("forecast_lines", "forecast_bands"):
        shapes = layer(out("f.gpkg"), name)
        check([s["year"] for s in shapes] == [2030, 2050], name + " has one feature a year")
        for s in shapes:
            g = s.GetGeometryRef()
            check(g.IsValid(), name + " is valid")
            check(g.GetGeometryCount() == 2, "%s breaks at T4: %d parts" % (name, g.GetGeometryCount()))
    tasi("verify", out("f.gpkg.run.json"), "--rerun")

    # the same bytes for any number of threads
    for threads in (1, 2, 3, 7):
        tasi("forecast", positions, "-o", out("t%d.csv" % threads), "--years", "2030,2050", "--threads", threads)
        check(open(out("t%d.csv" % threads)).read() == open(out("t1.csv")).read(), "%d threads: other bytes" % threads)

    # horizons: 30 years of record
    _, error = tasi("forecast", positions, "-o", out("beyond.csv"), "--years", "2049,2051")
    by_year = {r["year"]: r for r in rows(out("beyond.csv")) if r["transect"] == "T1"}
    check("beyond record" not in by_year["2049"]["flags"] and "beyond record" in by_year["2051"]["flags"], "beyond record: %s" % by_year)
    check("W-BEYOND-RECORD" in error, "warning: " + error)
    _, error = tasi("forecast", positions, "-o", out("far.csv"), "--years", "2112", exit=4)
    check("E4-FAR" in error and not os.path.exists(out("far.csv")), "too far is refused: " + error)
    tasi("forecast", positions, "-o", out("far.csv"), "--years", "2112", "--far")
    check("too far" in rows(out("far.csv"))[0]["flags"] and rows(out("far.csv"))[0]["distance_m"] != "", "--far gives it, flagged")

    # methods and bands
    tasi("forecast", positions, "-o", out("k.csv"), "--method", "kalman", "--years", "2030")
    k = rows(out("k.csv"))[0]
    check(k["method"] == "kalman", "method is stated")
    close(float(k["upper_m"]) - float(k["distance_m"]), 1.6448536 * float(k["sd_m"]), 1e-6, "the filter's band is 1.645 sd_m")
    tasi("forecast", positions, "-o", out("m.csv"), "--band", "mean", "--years", "2030")
    m, f = rows(out("m.csv"))[0], rows(out("t1.csv"))[0]
    check(float(m["upper_m"]) < float(f["upper_m"]) and m["distance_m"] == f["distance_m"], "the band of the mean is narrower")

    # refusals
    tasi("forecast", positions, "-o", out("x.csv"), "--method", "spline", exit=2)
    tasi("forecast", positions, "-o", out("x.csv"), "--hindcast=2", exit=2)
    tasi("forecast", write("short.csv", "transect,date,distance_m\nA,2000-01-01,1\nA,2001-01-01,2\n"), "-o", out("x.csv"), exit=5)
    dsas = write("dsas.csv", "TransectID,ShorelineI,Distance,Uncertaint\n" + "".join("1,%d-06-30,%g,5\n" % (1950 + 10 * k, -100 - 5 * k + (-1) ** k) for k in range(7)))
    _, error = tasi("forecast", dsas, "-o", out("x.gpkg"), "--transects", transects, exit=4)
    check("E4-ORIGIN" in error, "DSAS distances have no place on transects: " + error)
    _, error = tasi("forecast", dsas, "-o", out("dsas_f.csv"), "--years", "2030")
    check("W-ORIGIN" in error and rows(out("dsas_f.csv"))[0]["distance_m"] != "", "DSAS intersections are read as they come: " + error)

    # series of other programs, as they come
    data = shared("data")
    series = os.path.join(data, "coastsat_narrabeen", "NARRA_time_series_tidally_corrected.csv")
    printed, _ = tasi("forecast", series, "-o", out("narra.csv"), "--years", "2030,2050", "--hindcast")
    print(printed.strip())
    check([r["transect"] for r in rows(out("narra.csv")) if r["year"] == "2030"] == ["NA1", "NA2", "NA3", "NA4", "NA5"], "CoastSat's transects")
    tasi("rates", series, "-o", out("narra_rates.csv"))
    want = {r["transect"]: r for r in rows(os.path.join(data, "coastsat_narrabeen", "expected_LRR.csv"))}
    for r in rows(out("narra_rates.csv")):
        close(float(r["LRR"]), float(want[r["transect"]]["LRR_m_per_yr"]), 5e-4, "LRR of " + r["transect"])
        check(r["n"] == want[r["transect"]]["n"], "n of " + r["transect"])
    for profile in ("PF1", "PF2", "PF4", "PF6", "PF8"):
        tasi("rates", os.path.join(data, "sds_benchmark_narrabeen", "coastsat", "tidally_corrected_timeseries_MSL", profile + "_timeseries_tidally_corrected.csv"),
             "-o", out(profile + ".csv"))
    want = {"PF1": .16982, "PF2": .04573, "PF4": -.01751, "PF6": .01613, "PF8": -.22785}
    for profile in want:
        close(float(rows(out(profile + ".csv"))[0]["LRR"]), want[profile], 5e-4, "LRR of " + profile)
    tasi("rates", os.path.join(data, "sds_benchmark_narrabeen", "survey", "wrl_narrabeen_pf1_pf2_pf4.csv"), "-o", out("survey.csv"))
    want = {"pf1": .12108, "pf2": -.30825, "pf4": -.15875}
    for r in rows(out("survey.csv")):
        close(float(r["LRR"]), want[r["transect"]], 5e-4, "LRR of the survey of " + r["transect"])

    # CoastCR's points, joined with the dates of its shorelines
    coastcr = os.path.join(data, "dsas_coastcr_16_transects")
    dates = rows(os.path.join(coastcr, "table_coastlines.csv"))
    text = "transect,date,distance_m,uncert_m\n"
    for p in layer(os.path.join(coastcr, "dist.shp"), "dist"):
        text += "%s,%s,%r,%s\n" % (p["Normal"], dates[int(p["Coast"])]["Day"], p["Distance"], dates[int(p["Coast"])]["Uncertainty"])
    tasi("rates", write("coastcr.csv", text), "--days-per-year", "365", "-o", out("coastcr_rates.csv"))
    got = {r["transect"]: r for r in rows(out("coastcr_rates.csv"))}
    for r in layer(os.path.join(coastcr, "normals_coast_rate.shp"), "normals_coast_rate"):
        for column in ("NSM", "EPR", "EPRunc", "SCE", "LRR", "LR2", "WLR", "WR2"):
            close(float(got["%g" % r["Normal"]][column]), float(r[column]), 2e-6, "CoastCR %s %s" % (r["Normal"], column))
    _, error = tasi("rates", os.path.join(coastcr, "normals_coast_rate.shp"), "-o", out("x.csv"), exit=4)
    check("E4-RATES" in error, "rates are no positions: " + error)

    # QSCAT's own intersections have QSCAT's own rates, to its last digit
    reference = os.path.join(data, "dsas_qscat_aringay_baselines_2_4", "reference")
    for name in ("baseline2_closest", "baseline4_closest", "baseline2_farthest", "baseline4_farthest"):
        tasi("rates", os.path.join(reference, name + "_intersections.csv"), "--confidence", "99.7", "-o", out(name + ".csv"))
        got = {r["transect"]: r for r in rows(out(name + ".csv"))}
        worst = {}
        for r in rows(os.path.join(reference, name + "_rates.csv")):
            for theirs, ours in (("SCE", "SCE"), ("NSM", "NSM"), ("EPR", "EPR"), ("EPR_unc", "EPRunc"), ("LRR", "LRR"), ("LR2", "LR2"), ("LSE", "LSE"),
                                 ("LCI", "LCI997"), ("WLR", "WLR"), ("WR2", "WR2"), ("WSE", "WSE"), ("WCI", "WCI997")):
                worst[theirs] = max(worst.get(theirs, 0), abs(float(got[r["transect_id"]][ours]) - float(r[theirs])))
        print("%s: %d transects; largest differences: %s" % (name, len(got), ", ".join("%s %.1e" % x for x in worst.items())))
        for column, difference in worst.items():
            close(difference, 0, 2e-5 if column in ("LSE", "LCI", "WCI") else 2e-6, "%s: %s" % (name, column))
finish()
