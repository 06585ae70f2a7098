#!/usr/bin/python3
"""What every command promises, on small text files of our own: golden results, help, messages, exit codes. Needs nothing but Python."""
import json, os, re, signal, subprocess, time
from harness import *

DATA = os.path.join(ROOT, "tests", "data")
COMMANDS = "scenes index composite shorelines baseline transects tides positions slopes rates forecast validate risk mobility project report run verify simulate".split()


def data(name):
    return os.path.join(DATA, name)


def same_table(got, want, what):
    a, b = rows(got), rows(want)
    check(len(a) == len(b) and (not a or list(a[0]) == list(b[0])), what + ": other rows or columns")
    for x, y in zip(a, b):
        for column in y:
            try:
                equal = abs(float(x[column]) - float(y[column])) <= 1e-9 * max(1, abs(float(y[column])))
            except ValueError:
                equal = x[column] == y[column]
            check(equal, "%s: %s is %s, want %s" % (what, column, x[column], y[column]))


def first_line(error):
    return error.split("\n")[0]


with Folder() as w:
    def out(name):
        return os.path.join(w, name)

    # golden runs
    tasi("positions", data("shorelines.geojson"), data("transects.geojson"), "-o", out("positions.csv"))
    check(open(out("positions.csv")).read() == open(data("positions.csv")).read(), "positions.csv has other bytes")
    tasi("rates", out("positions.csv"), "-o", out("rates.csv"))
    same_table(out("rates.csv"), data("rates.csv"), "rates")
    tasi("rates", out("positions.csv"), "--transects", data("transects.geojson"), "-o", out("rates.gpkg"))
    tasi("risk", out("rates.gpkg"), data("settlements.geojson"), "--population-field", "people", "-o", out("risk.csv"))
    same_table(out("risk.csv"), data("risk.csv"), "risk")

    # every format can be the input of the next command
    for suffix in ("gpkg", "shp", "geojson", "fgb"):
        transects, rates, risk = out("t." + suffix), out("r." + suffix), out("k_%s.csv" % suffix)
        tasi("rates", out("positions.csv"), "--transects", data("transects.geojson"), "-o", rates)
        tasi("risk", rates, data("settlements.geojson"), "--population-field", "people", "-o", risk)
        a, b = rows(risk), rows(data("risk.csv"))
        check([(r["name"], r["class"]) for r in a] == [(r["name"], r["class"]) for r in b], "risk from %s differs" % suffix)
        check(abs(float(a[0]["reach_yr"]) - float(b[0]["reach_yr"])) < 0.01, "reach_yr from %s: %s" % (suffix, a[0]["reach_yr"]))

    # help and versions
    overview, _ = tasi("--help")
    for command in COMMANDS:
        check(re.search(r"^  %s +\S" % command, overview, re.M) is not None, "--help names " + command)
        text, _ = tasi(command, "--help")
        check(text.startswith("Usage: tasi %s" % command), "tasi %s --help" % command)
        page = open(os.path.join(ROOT, "docs", "commands", command + ".md")).read() + open(os.path.join(ROOT, "docs", "commands", "README.md")).read()
        for option in re.findall(r"--([a-z][a-z-]+)", text.split("\n\n", 2)[-1]):
            check("--" + option in page, "docs/commands/%s.md does not name --%s" % (command, option))
    check(tasi("--version")[0].startswith("tasi "), "--version begins with the name")

    # messages and exit codes
    with open(out("one_date.csv"), "w") as f:
        f.write("transect,date,distance_m\nT1,2020-01-01,300\n")
    line = r"^tasi %s: error\[E%d-[A-Z0-9-]+\]: .*; .+$"
    for code, arguments in (
            (2, ("transects", data("shorelines.geojson"), "-o", out("a.gpkg"), "--spacing", "-50")),
            (2, ("transects", data("shorelines.geojson"), "-o", out("a.xyz"))),
            (2, ("positions", data("shorelines.geojson"), "-o", out("a.csv"))),
            (3, ("positions", out("absent.gpkg"), data("transects.geojson"), "-o", out("a.csv"))),
            (4, ("rates", data("transects.geojson"), "-o", out("a.csv"))),
            (4, ("positions", data("shorelines.geojson"), data("transects.geojson"), "-o", out("a.csv"), "--crossing", "reference", "--reference", data("settlements.geojson"))),
            (5, ("rates", out("one_date.csv"), "-o", out("a.csv"))),
            (6, ("rates", data("positions.csv"), "-o", os.path.join(w, "absent", "a.csv"))),
            (6, ("rates", data("positions.csv"), "-o", out("rates.csv"))),
            (8, ("index", "/vsicurl/http://127.0.0.1:9/a.tif", "-o", out("a.tif"), "--bands", "green,nir"))):
        _, error = tasi(*arguments, exit=code)
        check(re.match(line % (arguments[0], code), first_line(error)) is not None, "first line of %s: %s" % (arguments[0], first_line(error)))
    check(not [n for n in os.listdir(w) if n.startswith("a.") or n.startswith(".tasi")], "something is left: %s" % os.listdir(w))

    # warnings, --strict, --log-json, --dry-run
    _, error = tasi("risk", out("rates.gpkg"), data("settlements.geojson"), "-o", out("w.gpkg"))
    check("tasi risk: warning[W-NOT-ASSESSED]" in error, "a settlement that is not assessed is a warning: " + error)
    _, error = tasi("risk", out("rates.gpkg"), data("settlements.geojson"), "-o", out("s.gpkg"), "--strict", exit=9)
    check(first_line(error).startswith("tasi risk: error[E9-") and os.path.exists(out("s.gpkg")), "--strict keeps the output: " + error)
    _, error = tasi("risk", out("rates.gpkg"), data("settlements.geojson"), "-o", out("j.gpkg"), "--log-json")
    check(all(json.loads(x)["level"] for x in error.splitlines()), "--log-json: " + error)
    text, _ = tasi("rates", data("positions.csv"), "-o", out("dry.csv"), "--dry-run")
    check("would write" in text and not os.path.exists(out("dry.csv")), "--dry-run writes nothing")

    # run records
    tasi("verify", out("rates.csv.run.json"), "--rerun")
    with open(out("rates.csv"), "a") as f:
        f.write("\n")
    tasi("verify", out("rates.csv.run.json"), exit=4)
    with open(out("no_record.json"), "w") as f:
        f.write('{"tool": "tasi 0", "inputs": [], "outputs": []}')
    tasi("verify", out("no_record.json"), "--rerun", exit=3)

    # what stands where files beside the output would be is found before any input is opened
    for stands, arguments in (
            ("q_rejected.csv", ("rates", "-o", out("q.csv"), "--outliers", "mad")), ("q_averages.geojson", ("rates", "-o", out("q.geojson"), "--average-by", "baseline", "--transects", out("no.gpkg"))),
            ("q_forecast_bands.fgb", ("forecast", "-o", out("q.fgb"), "--transects", out("no.gpkg"))), ("q_hindcast.csv", ("forecast", "-o", out("q.csv"), "--hindcast=0.7")),
            ("q_mobility_reasons.csv", ("mobility", out("no.csv"), "-o", out("q.csv"))), ("q_exposure.csv", ("risk", out("no.gpkg"), "-o", out("q.csv"))),
            ("q_assets_roads.shp", ("risk", out("no.gpkg"), "-o", out("q.shp"), "--assets", "roads.gpkg")), ("q.xlsx", ("report", "-o", out("q.html"), "--xlsx", "q.xlsx"))):
        with open(out(stands), "w") as f:
            f.write("mine")
        _, error = tasi(*arguments, out("absent.csv"), exit=6)
        check("E6-EXISTS" in first_line(error) and stands in first_line(error), "%s in the way: %s" % (stands, first_line(error)))
        tasi(*arguments, out("absent.csv"), "--overwrite", exit=3)
        check(open(out(stands)).read() == "mine", stands + " is untouched")
        os.remove(out(stands))

    # study files are checked as a whole
    for text in ('[study]\nconfidence = true\n', '[study]\nyears = [true]\n', '[rates]\noverwrite = true\n', '[study]\nnam = "x"\n', 'x = 1\n',
                 '[transects]\nspacing = [[1]]\n', '[other]\n', '[study]\nname = "x"\n', '[scenes]\npaths = "none"\n[inputs]\ntides = "t.csv"\n',
                 '[study]\nconfidence = 0.9\n[scenes]\npaths = "none"\n', '[study]\nas_of = "01/02/2020"\n[scenes]\npaths = "none"\n', '[study]\nyears = [1]\n[scenes]\npaths = "none"\n',
                 '[study]\nlanguage = "fr"\n[scenes]\npaths = "none"\n',
                 '[slopes]\n[scenes]\npaths = "none"\n', '[validate]\nwithin = 3\n[scenes]\npaths = "none"\n', '[risk]\n[scenes]\npaths = "none"\n', '[inputs]\npopulation = "p.tif"\n[scenes]\npaths = "none"\n',
                 '[baseline]\n[inputs]\ntransects = "t.gpkg"\n[scenes]\npaths = "none"\n', '[study]\naoi = "a.gpkg"\n[shorelines]\naoi = "b.gpkg"\n[scenes]\npaths = "none"\n'):
        study = out("study.toml")
        with open(study, "w") as f:
            f.write(text)
        _, error = tasi("run", study, exit=2)
        check(re.match(r"^tasi run: error\[E2-", first_line(error)) is not None, "%r: %s" % (text, first_line(error)))
finish()
