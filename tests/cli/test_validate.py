#!/usr/bin/python3
"""tasi validate: the accuracy of two teams at a surveyed beach is that of their benchmark; the table, the figure and what is refused."""
import os, re, xml.dom.minidom
from harness import *

with Folder() as w:
    def out(name):
        return os.path.join(w, name)

    def write(name, text):
        with open(out(name), "w") as f:
            f.write(text)
        return out(name)

    # a made beach: the satellite sees the shore 2 m seaward
    days = ["2020-%02d-%02d" % (m, d) for m in range(1, 13) for d in (1, 15)]
    land = write("land.csv", "transect,date,distance_m\n" + "".join("T1,%s,%g\n" % (d, 100 - i) for i, d in enumerate(days)))
    sea = write("sea.csv", "transect,date,distance_m,sensor\n" + "".join("t1,%s,%g,L8\n" % (d, 102 - i) for i, d in enumerate(days)))
    text, _ = tasi("validate", sea, land, "-o", out("v.csv"), "--figure", out("v.svg"))
    table = {r["transect"]: r for r in rows(out("v.csv"))}
    check(list(rows(out("v.csv"))[0])[:8] == "transect,n,bias_m,std_m,rmse_m,q90_m,r2,trend_err".split(","), "columns: %s" % list(rows(out("v.csv"))[0]))
    check(list(table) == ["t1", "all", "all:L8"], "rows: %s" % list(table))
    for name in table:
        close(float(table[name]["bias_m"]), 2, 1e-9, "bias of " + name)
        close(float(table[name]["rmse_m"]), 2, 1e-9, "RMSE of " + name)
    check("all" in text and "2.00" in text, "the table is printed: " + text)
    _, error = tasi("validate", land, land)
    check("W-IDENTICAL" in error and "W-IDENTICAL" not in tasi("validate", sea, land)[1], "the same data twice: " + error)
    picture = open(out("v.svg")).read()
    xml.dom.minidom.parseString(picture)
    check(picture.count("<circle") == len(days) and "bias 2.00 m" in picture, "the figure shows every pair")
    check(os.path.exists(out("v.csv.run.json")) and os.path.exists(out("v.svg.run.json")), "run records")

    # another unit and another origin
    waves = [100 + 10 * ((i * 7) % 5 - 2) - i for i in range(len(days))]
    moving = write("moving.csv", "transect,date,distance_m\n" + "".join("T1,%s,%g\n" % (d, x + i % 3) for i, (d, x) in enumerate(zip(days, waves))))
    for name, factor, offset, wanted in (("m", 1, 0, []), ("ft", 1 / 0.3048, 0, ["W-SURVEY-SCALE", "W-SURVEY-OFFSET"]), ("cm", 100, 0, ["W-SURVEY-SCALE", "W-SURVEY-OFFSET"]), ("elsewhere", 1, 300, ["W-SURVEY-OFFSET"])):
        surveyed = write(name + ".csv", "transect,date,distance_m\n" + "".join("T1,%s,%.4f\n" % (d, x * factor + offset) for d, x in zip(days, waves)))
        _, error = tasi("validate", moving, surveyed)
        said = [w for w in ("W-SURVEY-SCALE", "W-SURVEY-OFFSET") if w in error]
        check(said == wanted, "surveys in %s: %s" % (name, error))

    # the same bytes for any number of threads, and a name that could be markup
    odd = write("<b>&'.csv", open(sea).read())
    for threads in (1, 2, 3, 7):
        tasi("validate", odd, land, "-o", out("t%d.csv" % threads), "--figure", out("t%d.svg" % threads), "--threads", threads)
        check(open(out("t%d.csv" % threads)).read() == open(out("v.csv")).read(), "%d threads: other table" % threads)
        check(open(out("t%d.svg" % threads)).read() == open(out("t1.svg")).read(), "%d threads: other figure" % threads)
    xml.dom.minidom.parseString(open(out("t1.svg")).read())
    check("<b>" not in open(out("t1.svg")).read(), "text in the figure is escaped")

    # few pairs have no statistics; strangers, no pairs and wrong options are refused
    few = write("few.csv", "transect,date,distance_m\n" + "".join("T1,%s,1\n" % d for d in days[:7]))
    _, error = tasi("validate", few, land, "-o", out("few_v.csv"))
    r = rows(out("few_v.csv"))[0]
    check(r["n"] == "7" and r["bias_m"] == "" and "few pairs" in r["flags"] and "W-FEW-PAIRS" in error, "few pairs: %s %s" % (r, error))
    stranger = write("stranger.csv", "transect,date,distance_m\nX,2020-01-01,1\n")
    tasi("validate", stranger, land, exit=4)
    late = write("late.csv", "transect,date,distance_m\nT1,2010-01-01,1\n")
    tasi("validate", late, land, exit=5)
    tasi("validate", sea, land, "--match", "spline", exit=2)
    tasi("validate", sea, land, "--within=-1", exit=2)
    tasi("validate", sea, land, "--figure", out("v.png"), exit=2)
    tasi("validate", sea, land, "-o", out("v.csv"), exit=6)
    check(not os.path.exists(out("v.png")) and not [n for n in os.listdir(w) if n.startswith(".tasi")], "something is left")
    text, _ = tasi("validate", sea, land, "-o", out("dry.csv"), "--figure", out("dry.svg"), "--dry-run")
    check("would write" in text and not os.path.exists(out("dry.csv")) and not os.path.exists(out("dry.svg")), "--dry-run writes nothing")

    # the surveyed beach
    data = shared("data/sds_benchmark_narrabeen")
    survey = os.path.join(data, "survey", "wrl_narrabeen_pf1_pf2_pf4.csv")
    for want in rows(os.path.join(data, "survey", "expected_accuracy_vs_survey.csv")):
        team, profile = want["team"].replace("team_", "").lower(), want["profile"]
        series = os.path.join(data, team, "tidally_corrected_timeseries_MSL", profile + "_timeseries_tidally_corrected.csv")
        name = out("%s_%s.csv" % (team, profile))
        text, error = tasi("validate", series, survey, "--match", "linear", "--within", "10", "-o", name, "--figure", name.replace(".csv", ".svg"))
        check("W-SURVEY" not in error, "metres from one point on both sides: " + error)
        got = {r["transect"]: r for r in rows(name)}[profile]
        print("%s %s: n %s (%s), bias %.3f (%s), std %.3f (%s), RMSE %.3f (%s), trend error %.3f +- %.3f m/yr" % (
            team, profile, got["n"], want["n_within_10d"], float(got["bias_m"]), want["bias_m"], float(got["std_m"]), want["std_m"],
            float(got["rmse_m"]), want["rmse_m"], float(got["trend_err"]), float(got["trend_ci"])))
        check(abs(int(got["n"]) - int(want["n_within_10d"])) <= 1, "%s %s: %s pairs, want %s" % (team, profile, got["n"], want["n_within_10d"]))
        for column in ("bias_m", "std_m", "rmse_m"):
            close(float(got[column]), float(want[column]), 0.1, "%s %s %s" % (team, profile, column))
finish()
