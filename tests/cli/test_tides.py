#!/usr/bin/python3
"""Tides, beach slopes and positions at one level of the sea: own small files, then predictions and a beach that other programs worked on."""
import csv, json, os
from harness import *

POINTS = "2020-01-01T06:00:00Z 2020-01-01T06:45:00Z 2020-01-09T06:00:00Z"
SHORE = '{"type":"Feature","properties":{"date":"%s","uncert_m":5},"geometry":{"type":"LineString","coordinates":[[%s,9054000],[%s,9054500]]}}'
LAYER = '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32751"}},"features":[%s]}'
TRANSECT = '{"type":"Feature","properties":{"transect":"%s","beta":%s},"geometry":{"type":"LineString","coordinates":[[780000,%d],[780600,%d]]}}'


def write(path, text):
    with open(path, "w") as f:
        f.write(text)
    return path


def name_of(error):
    return error.split("error[")[1].split("]")[0] if "error[" in error else error


with Folder() as w:
    def out(name):
        return os.path.join(w, name)

    shores = write(out("shores.geojson"), LAYER % ",".join(SHORE % (t, 780200, 780200) for t in POINTS.split()))
    days = write(out("days.geojson"), LAYER % (SHORE % ("2020-01-01", 780200, 780200)))
    midnights = write(out("midnights.geojson"), LAYER % ",".join(SHORE % (t, 780200, 780200) for t in ("2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z")))
    transects = write(out("transects.geojson"), LAYER % ",".join(TRANSECT % (t, b, y, y) for t, b, y in (("A", 0.1, 9054100), ("B", 0.01, 9054200), ("C", "null", 9054300))))
    tides = write(out("tides.csv"), "time,tide_m\n2020-01-01T06:00:00Z,0.2\n2020-01-01T07:00:00Z,0.8\n")

    # a correction worked by hand: 0.65 m of tide at 06:45, slope 0.1, to 0.70 m
    tasi("positions", shores, transects, "-o", out("p.csv"), "--tides", tides, "--slope", "0.1", "--datum", "MHWS=+0.70", "--tide-uncertainty", "0.2", "--slope-uncertainty", "0.02")
    p = {(r["transect"], r["date"]): r for r in rows(out("p.csv"))}
    r = p["A", "2020-01-01T06:45:00Z"]
    close(number(r["distance_m"]), 199.5, 1e-9, "corrected")
    close(number(r["raw_m"]), 200, 1e-9, "raw")
    close(number(r["tide_m"]), 0.65, 1e-12, "tide")
    close(number(r["uncert_m"]), (25 + 2 * 2 + (0.05 * 0.02 / 0.01) ** 2) ** 0.5, 1e-9, "uncertainty")
    check(r["datum"] == "MHWS=+0.7" and r["slope"] == "0.1", "datum and slope: %s" % r)
    r = p["A", "2020-01-09T06:00:00Z"]
    check(r["distance_m"] == "" and r["raw_m"] == "200" and r["flags"] == "no tide" and r["datum"] == "", "no tide, no position: %s" % r)
    record = json.load(open(out("p.csv.run.json")))
    check(record["notes"]["datum"] == "MHWS=+0.7" and any("tides.csv" in i["path"] for i in record["inputs"]), "datum and tides in the run record")
    tasi("verify", out("p.csv.run.json"), "--rerun")

    # a midnight among times is a day without a time, unless others lie near midnight; a day has no tide, even beside a shoreline of that midnight
    midnight = write(out("midnight.csv"), "time,tide_m\n2020-01-01T00:00:00Z,0.1\n2020-01-01T00:30:00Z,0.5\n2020-01-01T06:30:00Z,0.5\n")
    some = write(out("some.geojson"), LAYER % ",".join(SHORE % (t, 780200, 780200) for t in ("2020-01-01T06:30:00Z", "2020-01-01T00:00:00Z")))
    _, error = tasi("positions", some, transects, "-o", out("some.csv"), "--tides", midnight, "--slope", "0.1")
    m = [(r["distance_m"], r["flags"]) for r in rows(out("some.csv")) if r["transect"] == "A"]
    check(sorted(m) == [("", "no tide"), ("205", "")] and "W-MIDNIGHT" in error and "day without a time" in error, "a midnight among times: %s %s" % (m, error))
    mixed = write(out("mixed.geojson"), LAYER % ",".join(SHORE % (t, 780200, 780200) for t in ("2020-01-01T00:30:00Z", "2020-01-01T00:00:00Z", "2020-01-01")))
    tasi("positions", mixed, transects, "-o", out("m.csv"), "--tides", midnight, "--slope", "0.1")
    m = [(r["distance_m"], r["flags"]) for r in rows(out("m.csv")) if r["transect"] == "A"]
    check(sorted(m) == [("", "no tide"), ("201", ""), ("205", "")], "a day among times: %s" % m)

    # a file that leaves unit or time zone open is read with a warning, one that states another unit is refused
    bare = write(out("bare_tides.csv"), "dates,tide\n2020-01-01 06:00:00,0.2\n2020-01-01 07:00:00,0.8\n")
    _, error = tasi("positions", shores, transects, "-o", out("u.csv"), "--tides", bare, "--slope", "0.1")
    check("W-TIDE-UNIT" in error and "W-TIDE-ZONE" in error, "unit and time zone that are not stated: " + error)
    _, error = tasi("positions", shores, transects, "-o", out("u2.csv"), "--tides", tides, "--slope", "0.1")
    check("TIDE-" not in error.replace("NO-TIDE", ""), "unit and time zone that are stated: " + error)
    feet = write(out("feet.csv"), "time,tide_m,units\n2020-01-01T06:00:00Z,0.2,ft\n2020-01-01T07:00:00Z,0.8,ft\n")
    _, error = tasi("positions", shores, transects, "-o", out("x.csv"), "--tides", feet, "--slope", "0.1", exit=4)
    check(name_of(error) == "E4-UNIT", "feet: " + error)
    flat = write(out("flat_tides.csv"), "time,tide_m\n" + "".join("2020-01-0%dT%02d:00:00Z,%s\n" % (d, h, 0.001 * (h % 3)) for d in (1, 2) for h in range(24)))
    _, error = tasi("positions", shores, transects, "-o", out("u3.csv"), "--tides", flat, "--slope", "0.1")
    check("W-TIDE-RANGE" in error, "levels in kilometres: " + error)

    # slopes of a column and of a table; another datum moves all alike
    _, error = tasi("positions", shores, transects, "-o", out("c.csv"), "--tides", tides, "--slope", "beta")
    c = {(r["transect"], r["date"]): r for r in rows(out("c.csv"))}
    close(number(c["A", "2020-01-01T06:45:00Z"]["distance_m"]), 206.5, 1e-9, "slope of a column")
    close(number(c["B", "2020-01-01T06:45:00Z"]["distance_m"]), 265, 1e-9, "a flat beach")
    check("flat beach" in c["B", "2020-01-01T06:45:00Z"]["flags"] and "W-FLAT-BEACH" in error, "a flat beach is flagged")
    check(c["C", "2020-01-01T06:45:00Z"]["distance_m"] == "" and "no slope" in c["C", "2020-01-01T06:45:00Z"]["flags"], "no slope, no position")
    table = write(out("slopes.csv"), "transect,n,slope,slope_lo,slope_hi,method,flags\nA,107,0.1,0.08,0.125,regression,\nB,,,,,regression,not identifiable\n")
    tasi("positions", shores, transects, "-o", out("t.csv"), "--tides", tides, "--slope", table)
    t = {(r["transect"], r["date"]): r for r in rows(out("t.csv"))}
    half = (1 / 0.08 - 1 / 0.125) / 2 / 1.98397
    close(number(t["A", "2020-01-01T06:45:00Z"]["uncert_m"]), (25 + 1 + (0.65 * half) ** 2) ** 0.5, 1e-4, "uncertainty of an interval")
    check(t["B", "2020-01-01T06:45:00Z"]["distance_m"] == "", "an empty slope corrects nothing")

    # set-up
    waves = write(out("waves.csv"), "time,hs_m,tp_s\n2020-01-01T06:00:00Z,1.5,9\n")
    _, error = tasi("positions", shores, transects, "-o", out("w.csv"), "--tides", tides, "--slope", "0.1", "--setup", waves)
    s = {(r["transect"], r["date"]): r for r in rows(out("w.csv"))}
    close(number(s["A", "2020-01-01T06:00:00Z"]["distance_m"]), 202 + 4.81977302727, 1e-9, "set-up")
    close(number(s["A", "2020-01-01T06:00:00Z"]["setup_m"]), 4.81977302727, 1e-9, "set-up, kept")
    r = s["A", "2020-01-01T06:45:00Z"]
    check(r["flags"] == "no wave" and r["setup_m"] == "" and "W-NO-WAVE" in error, "a missing wave is no correction, flagged: %s" % r)

    # tables of positions name their datum: two of them on one transect are no series
    both = write(out("both.csv"), open(out("p.csv")).read() + "".join(line.replace("MHWS=+0.7", "MSL").replace("2020", "2021") for line in open(out("p.csv")).readlines()[1:]))
    for command in (("rates", both), ("forecast", both), ("validate", both, both), ("validate", out("p.csv"), out("t.csv"))):
        _, error = tasi(*command, "-o", out("x.csv"), exit=4)
        check(name_of(error) == "E4-DATUM", "two datums, %s: %s" % (command[0], error[:200]))

    # levels at given times: once each, in order
    tasi("tides", "--series", tides, "--times", out("p.csv"), "--datum-offset", "-0.5", "-o", out("levels.csv"))
    levels = rows(out("levels.csv"))
    check([r["time"] for r in levels] == POINTS.split() and levels[2]["tide_m"] == "", "times once, in order: %s" % levels)
    close(number(levels[1]["tide_m"]), 0.15, 1e-12, "level with offset")
    tasi("positions", shores, transects, "-o", out("again.csv"), "--tides", out("levels.csv"), "--slope", "0.1")
    check(rows(out("again.csv"))[1]["distance_m"] == "201.5", "levels at image times are a series: " + rows(out("again.csv"))[1]["distance_m"])
    constants = write(out("constants.csv"), "constituent,amplitude_m,phase_deg\nM2,0.8,65\nS2,0.4,118\nZ0,0.1,0\n")
    tasi("tides", "--constituents", constants, "--times", shores, "-o", out("harmonic.csv"))
    check(all(abs(float(r["tide_m"])) < 1.4 for r in rows(out("harmonic.csv"))), "harmonic levels")
    tasi("positions", shores, transects, "-o", out("h.csv"), "--tides", constants, "--slope", "0.1")

    # what is refused
    def refused(code, name, *arguments):
        _, error = tasi(*arguments, "-o", out("x.csv"), exit=code)
        check(name_of(error) == "E%d-%s" % (code, name), "%s: %s" % (" ".join(map(str, arguments[3:])), error[:200]))

    on = ("positions", shores, transects, "--tides")
    refused(2, "TIDES", *on, tides)
    refused(2, "TIDES", "positions", shores, transects, "--slope", "0.1")
    refused(2, "SETUP", "positions", shores, transects, "--setup", waves)
    refused(2, "SLOPE", *on, tides, "--slope", "0.005")
    refused(2, "SLOPE", *on, tides, "--slope", "5.7")
    refused(2, "SLOPE", *on, tides, "--slope", "absent")
    refused(2, "DATUM", *on, tides, "--slope", "0.1", "--datum", "0.7")
    refused(2, "DATUM", *on, tides, "--slope", "0.1", "--datum", "MHWS")
    refused(2, "DATUM", *on, constants, "--slope", "0.1", "--datum", "LAT")
    refused(4, "DATE", "positions", days, transects, "--tides", tides, "--slope", "0.1")
    refused(4, "DATE", "positions", midnights, transects, "--tides", constants, "--slope", "0.1")
    refused(4, "UNIT", *on, write(out("cm.csv"), "time,tide_m\n2020-01-01T06:00:00Z,20\n2020-01-01T07:00:00Z,80\n"), "--slope", "0.1")
    refused(4, "TIDES", *on, write(out("back.csv"), "time,tide_m\n2020-01-01T07:00:00Z,0.2\n2020-01-01T06:00:00Z,0.8\n"), "--slope", "0.1")
    refused(4, "TIDES", *on, write(out("twice.csv"), "time,tide_m\n2020-01-01T06:00:00Z,0.2\n2020-01-01T06:00:00Z,0.2\n"), "--slope", "0.1")
    refused(4, "NODATA", *on, write(out("nodata.csv"), "time,tide_m\n2020-01-01T06:00:00Z,-9999\n"), "--slope", "0.1")
    refused(4, "SLOPE", *on, tides, "--slope", write(out("flat.csv"), "transect,slope\nA,0.004\n"))
    refused(4, "SLOPE", *on, tides, "--slope", write(out("other.csv"), "transect,slope\nZ,0.1\n"))
    refused(4, "CONSTITUENT", *on, write(out("odd.csv"), "constituent,amplitude_m,phase_deg\nM2x,1,0\n"), "--slope", "0.1")
    refused(4, "CONSTITUENT", *on, write(out("speed.json"), '{"constituents": [{"name": "3N2", "amplitude": 0.1, "phase": 0, "speed": 29.0662}]}'), "--slope", "0.1")
    refused(4, "DATUM", *on, write(out("gauge.csv"), "time,tide_m\n" + "".join("2020-01-01T%02d:%02d:00Z,%s\n" % (h, m, 3 + (h % 3)) for h in range(24) for m in (0, 20, 40))), "--slope", "0.1")
    about_zero = write(out("zero.csv"), "time,tide_m\n" + "".join("2020-01-01T%02d:%02d:00Z,%s\n" % (h, m, (h % 3) - 1) for h in range(24) for m in (0, 20, 40)))
    refused(4, "DATUM", *on, about_zero, "--slope", "0.1", "--datum", "LAT")
    refused(4, "DATUM", *on, write(out("high.csv"), "time,tide_m\n2020-01-01T06:00:00Z,500.2\n2020-01-01T07:00:00Z,500.8\n"), "--slope", "0.1")
    refused(5, "NO-TIDE", *on, write(out("late.csv"), "time,tide_m\n2024-01-01T06:00:00Z,0.2\n2024-01-01T07:00:00Z,0.8\n"), "--slope", "0.1")
    refused(2, "TIDES", "tides", "--times", shores)
    refused(4, "DATE", "tides", "--series", tides, "--times", days)
    refused(4, "NO-TIDE", "slopes", write(out("bare.csv"), "transect,date,distance_m\nA,2020-01-01T06:00:00Z,100\n"))
    check(not os.path.exists(out("x.csv")), "nothing is left")

    # predictions of another program
    region = shared("data/tides_region")
    for place in ("waikelo", "darwin", "broome"):
        reference = os.path.join(region, place + "_pred_202001.csv")
        tasi("tides", "--constituents", os.path.join(region, place + ".json"), "--times", reference, "-o", out(place + ".csv"))
        errors = [float(a["tide_m"]) - float(b["level_m_msl"]) for a, b in zip(rows(out(place + ".csv")), rows(reference))]
        rms = (sum(e * e for e in errors) / len(errors)) ** 0.5
        print("%s: %d hours, rms %.4f m, most %.4f m" % (place, len(errors), rms, max(map(abs, errors))))
        check(len(errors) == 337 and rms < 0.02, "%s: rms %.4f" % (place, rms))

    # the official prediction at Broome: observed level less its residual, above chart datum
    from datetime import datetime
    official = {}
    for line in open(os.path.join(region, "BOM_broome_IDO71013_2020.csv")).read().splitlines()[1:]:
        cells = [c.strip() for c in line.split(",")]
        if len(cells) > 5 and float(cells[1]) > -99 and float(cells[5]) > -99:
            official[datetime.strptime(cells[0], "%d-%b-%Y %H:%M").strftime("%Y-%m-%dT%H:%M:%SZ")] = float(cells[1]) - float(cells[5])
    apart = [official[r["time"]] - float(r["tide_m"]) for r in rows(out("broome.csv")) if r["time"] in official]
    offset = sum(apart) / len(apart)
    rms = (sum((x - offset) ** 2 for x in apart) / len(apart)) ** 0.5
    print("Broome, official: %d hours, offset %.3f m, rms %.3f m" % (len(apart), offset, rms))
    check(len(apart) == 291 and abs(offset - 5.534) < 0.005 and rms < 0.08, "the official prediction at Broome")
    tasi("positions", shores, transects, "-o", out("d.csv"), "--tides", os.path.join(region, "waikelo.json"), "--slope", "0.1", "--datum", "MHWS")
    check(rows(out("d.csv"))[0]["datum"].startswith("MHWS=+1.24"), "a datum that the constituents state: " + rows(out("d.csv"))[0]["datum"])

    # Narrabeen: the median25 series and the tides of its images give the published corrected series
    data = shared("data/coastsat_narrabeen")
    image_tides = os.path.join(data, "NARRA_tide_at_image_times.csv")
    common = (os.path.join(data, "narrabeen_shorelines.geojson"), os.path.join(data, "NARRA_transects.geojson"))
    _, error = tasi("positions", *common, "-o", out("n.csv"), "--tides", image_tides, "--slope", "0.1", "--crossing", "median25")
    print("Narrabeen, tide response: " + json.load(open(out("n.csv.run.json")))["notes"]["tide response"])
    check("W-TIDE-RESPONSE" not in error, "metres and UTC fit the images: " + error)
    for name, factor in (("feet", 1 / 0.3048), ("upside down", -1)):
        wrong = write(out("wrong.csv"), "dates,tide_m\n" + "".join("%s,%.5f\n" % (r["dates"], float(r["tide_m"]) * factor) for r in rows(image_tides) if r["tide_m"]))
        _, error = tasi("positions", *common, "-o", out("wrong_positions.csv"), "--overwrite", "--tides", wrong, "--slope", "0.1", "--crossing", "median25")
        print("Narrabeen, tide response to %s: " % name + json.load(open(out("wrong_positions.csv.run.json")))["notes"]["tide response"])
        check("W-TIDE-RESPONSE" in error, "%s do not fit the images: %s" % (name, error))
    published = {}
    for r in rows(os.path.join(data, "NARRA_time_series_tidally_corrected.csv")):
        for t in ("NA1", "NA2", "NA3", "NA4", "NA5"):
            if r[t] not in ("", "nan"):
                published[t, r["dates"][:19].replace(" ", "T") + "Z"] = float(r[t])
    mine = {(r["transect"], r["date"]): r for r in rows(out("n.csv")) if r["distance_m"]}
    for t in ("NA1", "NA2", "NA3", "NA4", "NA5"):
        d = [published[k] - float(mine[k]["distance_m"]) for k in mine if k[0] == t and k in published]
        spread, p95 = median([abs(x - median(d)) for x in d]), sorted(d)[int(0.95 * len(d))]
        print("%s: %d dates, median %+.3f m, MAD %.3f m, p95 %.3f m" % (t, len(d), median(d), spread, p95))
        check(len(d) >= 283 and abs(median(d)) <= 0.05 and spread <= 0.205 and p95 <= 0.405, "corrected series of %s" % t)

    # and, on the dates of both, the published rates
    for name, distance in (("mine", lambda k: mine[k]["distance_m"]), ("theirs", lambda k: published[k])):
        with open(out(name + ".csv"), "w", newline="") as f:
            table = csv.writer(f)
            table.writerow(["transect", "date", "distance_m"])
            table.writerows([k[0], k[1], distance(k)] for k in sorted(mine) if k in published)
        tasi("rates", out(name + ".csv"), "-o", out(name + "_rates.csv"))
    for a, b in zip(rows(out("mine_rates.csv")), rows(out("theirs_rates.csv"))):
        print("%s: LRR %+.4f, published %+.4f" % (a["transect"], float(a["LRR"]), float(b["LRR"])))
        close(float(a["LRR"]), float(b["LRR"]), 0.02, "LRR of " + a["transect"])

    # Narrabeen: beach slopes from the uncorrected series
    raw = out("raw.csv")
    tide_at = {r["dates"]: r["tide_m"] for r in rows(image_tides)}
    with open(raw, "w", newline="") as f:
        table = csv.writer(f)
        table.writerow(["transect", "date", "distance_m", "tide_m"])
        for (t, date), x in sorted(published.items()):
            if tide_at.get(date):
                table.writerow([t, date, x - float(tide_at[date]) / 0.1, tide_at[date]])
    for method in ("regression", "spectral"):
        tasi("slopes", raw, "-o", out(method + ".csv"), "--method", method)
        for r in rows(out(method + ".csv")):
            print("%s %s: n %s, slope %s (%s to %s) %s" % (method, r["transect"], r["n"], r["slope"][:6], r["slope_lo"][:6], r["slope_hi"][:6], r["flags"]))
            check(0.05 <= number(r["slope"]) <= 0.15 and number(r["slope_lo"]) < number(r["slope"]) < number(r["slope_hi"]), "slope of %s" % r["transect"])
    tasi("slopes", raw, "-o", out("given.csv"), "--tides", image_tides)
    check(open(out("given.csv")).read() == open(out("regression.csv")).read(), "levels of a file are those of the column")

    # and from own crossings; then positions corrected with them. Threads change nothing
    tasi("positions", *common, "-o", out("own.csv"))
    for threads in (1, 3):
        tasi("slopes", out("own.csv"), "--tides", image_tides, "-o", out("own_slopes_%d.csv" % threads), "--threads", threads)
        tasi("positions", *common, "-o", out("own_%d.csv" % threads), "--tides", image_tides, "--slope", out("own_slopes_%d.csv" % threads), "--threads", threads)
    for a, b in (("own_slopes_1.csv", "own_slopes_3.csv"), ("own_1.csv", "own_3.csv")):
        check(open(out(a)).read() == open(out(b)).read(), "%s and %s differ" % (a, b))
    for r in rows(out("own_slopes_1.csv")):
        print("own crossings %s: n %s, slope %s (%s to %s)" % (r["transect"], r["n"], r["slope"][:6], r["slope_lo"][:6], r["slope_hi"][:6]))
        check(0.05 <= number(r["slope"]) <= 0.15, "slope of %s from own crossings" % r["transect"])
finish()
