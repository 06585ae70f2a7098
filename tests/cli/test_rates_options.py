#!/usr/bin/python3
"""tasi rates: rejected outliers, season, regressors, averages, and the two ways of reading a table. Needs nothing but Python."""
import csv, math, os, re
from harness import *

HEADER = "transect,date,distance_m,uncert_m\n"


def rates(path, *words):
    tasi("rates", path, *words, "-o", path + ".out.csv", "--overwrite")
    return rows(path + ".out.csv")


with Folder() as w:
    def made(name, text):
        path = os.path.join(w, name)
        with open(path, "w", newline="") as file:
            file.write(text)
        return path

    def series(transect, rate, jump_year=None):
        lines = []
        for year in range(1990, 2020):
            for month in (1, 4, 7, 10):
                x = 200 + rate * (year - 1990 + month / 12) + 5 * math.cos(2 * math.pi * month / 12) + (year * 7 + month) % 5
                lines.append("%s,%d-%02d-15,%.2f,5\n" % (transect, year, month, x + (400 if year == jump_year and month == 4 else 0)))
        return lines

    a, b = series("A", -1.0, jump_year=2004), series("B", 0.5)
    together = made("together.csv", HEADER + "".join(a + b))

    # transect by transect and whole: the same result
    plain = rates(together)
    mixed = [line for pair in zip(a, b) for line in pair]
    for name, text in (("mixed.csv", HEADER + "".join(mixed)), ("crlf.csv", (HEADER + "".join(a + b)).replace("\n", "\r\n")),
                       ("quoted.csv", HEADER + "".join(a + b).replace("A,", '"A",'))):
        check(rates(made(name, text)) == plain, name + " gives other rates")
    # the same number over and over, and corrected rows among others, are said by name
    _, error = tasi("rates", made("same.csv", HEADER + "".join("A,%d-07-01,120,5\n" % y for y in range(2000, 2020))), "-o", os.path.join(w, "same_rates.csv"))
    check("W-CONSTANT" in error and rows(os.path.join(w, "same_rates.csv"))[0]["certainty"] == "not assessed", "a constant record: " + error)
    levels = made("levels.csv", "transect,date,distance_m,raw_m\n" + "".join("A,%d-07-01,%d,%s\n" % (y, 120 + y % 3, 110 if y < 2010 else "") for y in range(2000, 2020)))
    for command in ("rates", "forecast"):
        _, error = tasi(command, levels, *(["--years", "2030"] if command == "forecast" else []), "-o", os.path.join(w, command + "_levels.csv"))
        check("W-TIDE-MIX" in error, "%s of corrected and uncorrected rows: %s" % (command, error))
    for name, text, code in (("nodata.csv", HEADER + "A,2000-01-01,-9999,5\n", 4), ("ragged.csv", HEADER + "A,2000-01-01,5\n", 3),
                             ("date.csv", HEADER + "A,2000-13-01,5,5\n", 4), ("empty.csv", HEADER, 5), ("word.csv", HEADER + "A,2000-01-01,far,5\n", 4)):
        tasi("rates", made(name, text), "-o", os.path.join(w, "no.csv"), exit=code)

    # ids that differ in writing alone
    halves = made("halves.csv", HEADER + "".join(a[:60]) + "".join(line.replace("A,", "a ,") for line in a[60:]) + "".join(line.replace("B,", "1,") for line in b[:60]) + "".join(line.replace("B,", "1.0,") for line in b[60:]))
    for command in (("rates",), ("forecast", "--years", "2025")):
        _, error = tasi(command[0], halves, *command[1:], "-o", os.path.join(w, "halves.out.csv"), "--overwrite")
        check("W-SIMILAR-ID" in error and "'A' and 'a'" in error and "(2 times)" in error, "similar ids: " + error)
    # distances that cannot be metres
    _, error = tasi("rates", made("mm.csv", HEADER + "".join("A,%d-06-01,%d,\n" % (y, 1200 * y) for y in range(1990, 2010))), "-o", os.path.join(w, "no.csv"), exit=4)
    check("E4-IMPLAUSIBLE" in error, "implausible: " + error)
    # every year in the past of the filter
    _, error = tasi("forecast", together, "--method", "kalman", "--years", "2000,2010", "-o", os.path.join(w, "no.csv"), exit=5)
    check("before the last date" in error, "the filter looks ahead: " + error)

    # outliers
    check("outlier:mad=1" in plain[0]["flags"] and plain[0]["n"] == "120", "an outlier counts and is named")
    kept = rates(together, "--outliers", "mad")
    check(kept[0]["n"] == "119" and kept[0]["rejected"] == "1" and kept[1]["rejected"] == "0", "the outlier is rejected")
    check(abs(float(kept[0]["LRRall"]) - float(plain[0]["LRR"])) < 1e-12 and kept[1]["LRRall"] == "", "LRRall is the rate with it")
    rejected = rows(together + ".out_rejected.csv")
    check(len(rejected) == 1 and rejected[0]["date"] == "2004-04-15" and rejected[0]["flags"] == "outlier:mad", "the outlier is kept with its reason")
    check(rates(together, "--outliers", "despike", "--spike", "100")[0]["n"] == "119", "despike finds it")
    check("outlier" not in rates(together, "--outliers", "none")[0]["flags"], "none looks for none")

    # season and regressors
    season = rates(together, "--season", "means")
    check(abs(float(season[1]["LRRadj"]) - 0.5) < 0.02 and 3 < float(season[1]["season_m"]) < 7, "a season is found")
    oni = " SEAS  YR   TOTAL   ANOM\n" + "".join("  %s %d  26.00  %.2f\n" % (s, y, math.sin(y * 1.3 + k))
                                                 for y in range(1985, 2021) for k, s in enumerate("DJF JFM FMA MAM AMJ MJJ JJA JAS ASO SON OND NDJ".split()))
    soi = "YEAR   JAN   FEB   MAR   APR   MAY   JUN   JUL   AUG   SEP   OCT   NOV   DEC\n" + "".join(
        "%d" % y + "".join("%6.1f" % (-999.9 if y < 1988 else math.sin(y * 1.3 + k)) for k in range(12)) + "\n" for y in range(1985, 2021))
    table = "date,value\n" + "".join("%d-%02d-15,%.2f\n" % (y, k + 1, math.sin(y * 1.3 + k)) for y in range(1985, 2021) for k in range(12))
    for name, text in (("oni.txt", oni), ("soi.txt", soi), ("index.csv", table)):
        got = rates(together, "--regressor", made(name, text), "--lag", "0")
        check(got[1]["reg_lag"] == "0" and got[1]["reg_m"] != "" and abs(float(got[1]["LRRadj"]) - 0.5) < 0.05, "regressor from " + name)
    wide = soi.replace("-999.9", "  -999.9")  # months of any width, missing ones run into their neighbours
    ragged = "\n".join(line.replace(" -999.9", "-999.9") if i % 2 else line for i, line in enumerate(soi.splitlines())) + "\n"
    by_month = rates(together, "--regressor", made("soi.txt", soi), "--lag", "0")[1]["reg_m"]
    for name, text in (("wide", wide), ("ragged", ragged), ("tabs", re.sub(" +", "\t", soi)), ("ten", re.sub(r"(?<=\d) +", " " * 7, soi))):
        check(rates(together, "--regressor", made(name + ".txt", text), "--lag", "0")[1]["reg_m"] == by_month, "months in columns, " + name)
    for name, text in (("short", soi.replace(soi.splitlines()[5], soi.splitlines()[5][:40])), ("long", soi.replace(soi.splitlines()[5], soi.splitlines()[5] + "   1.0")),
                       ("marks", table.replace("2000-03-15,", "2000-03-15,-99.9#").replace("#", "\n2000-03-16,"))):
        tasi("rates", together, "--regressor", made(name + ".txt", text), "-o", os.path.join(w, "no.csv"), exit=4)
    tasi("rates", together, "--lag", "2", "-o", os.path.join(w, "no.csv"), exit=2)
    tasi("rates", together, "--regressor", made("bad.csv", "date,value\n2000-01-01,1\n1999-01-01,2\n"), "-o", os.path.join(w, "no.csv"), exit=4)

    # averages
    transects = made("t.geojson", '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32751"}},"features":[%s]}' % ",".join(
        '{"type":"Feature","properties":{"transect":"%s","baseline":"1","suco":"%s"},"geometry":{"type":"LineString","coordinates":[[%d,9000000],[%d,9000500]]}}'
        % (name, suco, x, x) for name, suco, x in (("A", "north", 500000), ("B", "south", 500100))))
    rates(together, "--transects", transects, "--average-by", "suco")
    mean = {(r["region"], r["rate"]): r for r in rows(together + ".out_averages.csv")}
    check(len(mean) == 9 and mean["all regions", "LRR"]["n"] == "2" and mean["south", "LRR"]["n"] == "1", "averages: %s" % list(mean))
    tasi("rates", together, "--transects", transects, "--average-by", "postcode", "-o", os.path.join(w, "no.csv"), exit=2)
    tasi("rates", together, "--average-by", "baseline", "-o", os.path.join(w, "no.csv"), exit=2)

    # the pages name every column
    page = open(os.path.join(ROOT, "docs", "commands", "rates.md")).read()
    method = open(os.path.join(ROOT, "docs", "methods", "rates.md")).read()
    columns = list(rates(together, "--season", "harmonics", "--regressor", os.path.join(w, "index.csv"), "--outliers", "mad")[0])
    for column in columns:
        check(len(column) <= 10, column + " is longer than ten characters")
        check("`%s`" % column in page, "docs/commands/rates.md does not name " + column)
    about = columns[columns.index("SCE"):columns.index("brk_date")]
    for column in about:
        check("`%s`" % column in method, "docs/methods/rates.md does not name " + column)
finish()
