#!/usr/bin/python3
"""The built-in study against its exactly known truth; the same bytes for any number of threads; nothing done twice."""
import hashlib, os, re
from harness import *
from browser import in_browser, behaves


def digests(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            found[os.path.relpath(path, folder)] = hashlib.sha256(open(path, "rb").read()).hexdigest()
    return found


os.environ["SOURCE_DATE_EPOCH"] = "1735689600"
with Folder() as w:
    out, said = demo("first", os.path.join(w, "demo"))
    line = re.search(r"rates: median \|error\| ([0-9.]+) m/yr; ([0-9.]+) % of true rates inside LCI90", said)
    check(line is not None, "the demo states its error against the truth")
    if line:
        check(float(line.group(1)) <= 0.15, "median |error| %s m/yr, want at most 0.15" % line.group(1))
        check(float(line.group(2)) >= 90, "%s %% of true rates inside LCI90, want 90" % line.group(2))

    # what is handed over: one file to double-click, plain words beside it, small enough for an e-mail
    results = os.path.join(out, "results")
    there = set(os.listdir(results))
    wanted = {"README.txt", "report.html", "risk.xlsx", "study.qgz", "shorelines.gpkg", "transects.gpkg", "positions.csv", "rates.gpkg", "forecast.gpkg", "risk.gpkg", "mobility.gpkg"}
    check(wanted <= there, "absent from the results: %s" % (wanted - there))
    size_mb = sum(os.path.getsize(os.path.join(results, n)) for n in there) / 1e6
    print("results: %d files, %.1f MB" % (len(there), size_mb))
    check(size_mb < 10, "the results have %.1f MB, want under 10" % size_mb)
    readme = open(os.path.join(results, "README.txt"), encoding="utf-8-sig").read()
    check("report.html" in readme.split("\n\n")[1], "README.txt names the file to open first: %s" % readme[:200])
    layers = {l for n in ("risk.gpkg", "forecast.gpkg", "mobility.gpkg") for l in layer_names(os.path.join(results, n))}
    wanted = {"settlements_at_risk", "hazard_zones", "setback", "admin_summary", "exposure", "assets_road", "forecast", "forecast_lines", "forecast_bands", "mobility"}
    check(wanted <= layers, "layers absent: %s" % (wanted - layers))
    what = {f.GetField("what") for f in layer(os.path.join(results, "risk.gpkg"), "exposure")}
    check({"people", "buildings"} <= what, "exposure counts %s" % what)

    # displacement figures that are not public do not slip into a page; copies of layers are passed over
    _, said = tasi("report", results, "-o", os.path.join(w, "again.html"))
    check("W-SHARING" in said and 'id="table-mobility"' not in open(os.path.join(w, "again.html"), encoding="utf-8").read(), "internal figures stay out: " + said)
    named = [os.path.join(results, n + ".gpkg") for n in ("rates", "risk", "mobility")]
    tasi("report", *named, "-o", os.path.join(w, "named.html"))
    check('id="table-mobility"' in open(os.path.join(w, "named.html"), encoding="utf-8").read(), "figures that are named stand in the page")

    # What is called eroding: every stretch that loses more than 0.5 m a year, and none that grows.
    truth, true_rates, exact = os.path.join(out, "truth", "waterlines.gpkg"), os.path.join(w, "true.csv"), os.path.join(w, "exact.csv")
    tasi("positions", truth, os.path.join(out, "results", "transects.gpkg"), "-o", exact)
    tasi("rates", exact, "-o", true_rates)
    true = {r["transect"]: number(r["LRR"]) for r in rows(true_rates)}
    missed, wrong, eroding, growing = [], [], 0, 0
    for f in layer(os.path.join(out, "results", "rates.gpkg"), "rates"):
        rate, word = true.get(f.GetField("transect")), f.GetField("trend")
        if rate is None:
            continue
        eroding += rate < -0.5
        growing += rate > 0.01
        if rate < -0.5 and word != "eroding":
            missed.append((f.GetField("transect"), rate, word))
        if rate > 0.01 and word == "eroding":
            wrong.append((f.GetField("transect"), rate))
    print("%d transects erode by more than 0.5 m/yr, %d missed; %d grow, %d called eroding" % (eroding, len(missed), growing, len(wrong)))
    check(eroding > 0 and growing > 0, "the coast has eroding and growing stretches")
    check(not missed, "eroding and not called so: %s" % missed[:5])
    check(not wrong, "growing and called eroding: %s" % wrong[:5])

    # its report, with every layer that a study can have, in the three languages
    for language in ("en", "pt", "tet"):
        page = os.path.join(w, language + ".html")
        tasi("report", os.path.join(out, "results"), "-o", page, "--lang", language)
        check(os.path.getsize(page) < 1e6, "%s: the report of the demo has %d bytes" % (language, os.path.getsize(page)))
        in_browser(page, language, "#findings .card", "#table-settlements", "#table-units", "#table-people", "#table-roads", "#table-transects", "#finding-people li")
    behaves(os.path.join(w, "tet.html"))

    study = os.path.join(out, "study.toml")
    before = {n: os.stat(os.path.join(out, "results", n)).st_mtime_ns for n in os.listdir(os.path.join(out, "results")) if n != "run.json"}
    _, err = tasi("run", study)
    after = {n: os.stat(os.path.join(out, "results", n)).st_mtime_ns for n in os.listdir(os.path.join(out, "results")) if n != "run.json"}
    check(before == after and err.count("up to date") >= 6, "a second run does no work: %s" % err[:200])
    tasi("verify", os.path.join(out, "results", "run.json"), "--rerun")

    # a foreign file in the way of what a late step writes beside its output is found before any work
    taken = os.path.join(w, "taken")
    os.mkdir(taken)
    with open(os.path.join(taken, "README.txt"), "w") as f:
        f.write("mine")
    _, err = tasi("run", study, "-o", taken, exit=6)
    check("README.txt" in err and os.listdir(taken) == ["README.txt"], "a README.txt in the way: %s %s" % (err[:200], os.listdir(taken)))

    # files of options lie beside the study file, wherever tasi runs, and must be there before anything is done
    text, indices = open(study).read(), os.path.join(out, "soi.csv")
    other = os.path.join(out, "other.toml")
    with open(other, "w") as f:
        f.write(text.replace("[rates]\n", '[rates]\nregressor = "soi.csv"\n'))
    _, err = tasi("run", other, "-o", os.path.join(w, "other"), "--dry-run", exit=3)
    check("soi.csv" in err, "a missing regressor: " + err[:200])
    with open(indices, "w") as f:
        f.write("date,value\n2000-01-01,1\n2001-01-01,2\n")
    text, _ = tasi("run", other, "-o", os.path.join(w, "other"), "--dry-run")
    check("--regressor=" + indices in text, "the regressor is beside the study file")

    # with a table [slopes] there are two passes of positions: as seen for the slopes, then corrected with these
    with open(os.path.join(out, "tides.csv"), "w") as f:
        f.write("constituent,amplitude_m,phase_deg\nM2,0.8,65\nS2,0.4,118\n")
    sloped = open(study).read().replace("[inputs]\n", '[inputs]\ntides = "tides.csv"\n').replace("[rates]\n", "[slopes]\nmin-dates = 10\n[rates]\n")
    check("[slopes]" in sloped and "tides.csv" in sloped, "the study has tides and slopes")
    with open(other, "w") as f:
        f.write(sloped)
    text, _ = tasi("run", other, "-o", os.path.join(w, "other"), "--dry-run")
    steps = re.findall(r"would run +tasi (\w+)", text)
    check(steps[:6] == ["shorelines", "baseline", "transects", "positions", "slopes", "positions"], "steps: %s" % steps)
    passes = re.findall(r"tasi positions .*", text)
    check("--tides" not in passes[0] and "positions_uncorrected.csv" in passes[0], "as seen: " + passes[0])
    check("--tides=" in passes[1] and "--slope=%s" % os.path.join(w, "other", "slopes.csv") in passes[1], "corrected: " + passes[1])
    check("uncorrected" not in re.findall(r"tasi report .*", text)[0], "the report rests on corrected positions")
    for table, said in (("[positions]\nslope = 0.1\n[slopes]\n", "slope is given beside"), ("[slopes]\ntides = \"t.csv\"\n", "tides is given beside")):
        with open(other, "w") as f:
            f.write('[scenes]\npaths = "scenes"\n[inputs]\ntides = "tides.csv"\n' + table)
        _, err = tasi("run", other, "--dry-run", exit=2)
        check(said in err, "%s: %s" % (table, err[:200]))

    # the same bytes with one thread and with many, and but for the records, which name the folder, as in the results above
    reference = {n: d for n, d in digests(results).items() if not n.endswith("run.json")}
    found = {}
    for threads in (1, 7):
        again = os.path.join(w, "results")
        tasi("run", study, "-o", again, "--threads", threads)
        found[threads] = digests(again)
        shutil.rmtree(again)
        differ = [n for n in reference if found[threads].get(n) != reference[n]]
        check(not differ, "other bytes with %d threads: %s" % (threads, differ))
    differ = [n for n in found[1] if found[7].get(n) != found[1][n]]
    check(set(found[1]) == set(found[7]) and not differ, "other bytes with 1 and 7 threads: %s" % differ)
finish()
