#!/usr/bin/python3
"""Displacement figures beside exposure: joined by P-code and round, small counts hidden against every sum, nothing spread, no place written."""
import json, os, sqlite3
from harness import *

HEADER = "pcode,name,level,year,coast_km,assess_km,erode_km,rate_m_yr,rate_ci,settl,settl_risk,settl_na,ppl,ppl_risk,ppl_lo,ppl_hi,ppl_na\n"
UNITS = [("XE01", "Ezemplu", 1), ("XE02", "Seluk", 1), ("XE0101", "Tasi-Ibun", 2), ("XE0102", "=Rai+Metan", 2), ("XE0103", "Foho", 2),
         ("XE0201", "Mota", 2), ("XE0202", "Lagoa", 2)]
# the columns of the public API of IOM DTM, with a row of HXL tags as on HDX
DTM = ("operation,admin0Pcode,admin1Pcode,admin2Name,admin2Pcode,numPresentIdpInd,reportingDate,roundNumber,displacementReason,idpOriginAdmin1Pcode,latitude,longitude,siteName\n"
       "#operation,#country+code,#adm1+code,#adm2+name,#adm2+code,affected+idps,#date+reported,#round+code,#reason,#origin+code,#geo+lat,#geo+lon,#loc\n")


def line(unit, people, round=2, date="2024-06-10T00:00:00", reason="flood", origin="XE01", operation="Floods"):
    return "%s,XEZ,%s,%s,%s,%s,%s,%s,%s,%s,-8.55501,125.57777,Kampu Sekretu\n" % (operation, unit[:4], unit, unit, people, date, round, reason, origin)


def write(path, text):
    with open(path, "w", newline="") as f:
        f.write(text)
    return path


def by_code(path):
    return {r["pcode"]: r for r in rows(path)}


with Folder() as w:
    def out(name):
        return os.path.join(w, name)

    risk = write(out("risk_admin_summary.csv"), HEADER + "".join(
        "%s,%s,%d,%d,8,6,3,-0.5,0.2,4,1,0,2000,%d,0,400,0\n" % (code, name, level, year, year - 2020) for code, name, level in UNITS for year in (2030, 2050)))

    # one round, hidden counts, the join
    five = write(out("five.csv"), DTM + "".join(line(u, n) for u, n in (("XE0101", 3), ("XE0102", 0), ("XE0103", 12), ("XE0201", 7), ("XE0202", 250))))
    tasi("mobility", risk, five, "-o", out("five_out.csv"))
    got = by_code(out("five_out.csv"))
    check([got[c]["people"] for c in ("XE0101", "XE0102", "XE0103", "XE0201", "XE0202")][1] == "0", "0 stays 0")
    check(got["XE0101"]["people"] == "<10" == got["XE0201"]["people"], "3 and 7 are below 10: %s" % got)
    check(got["XE0103"]["people"] == "withheld" and got["XE0202"]["people"] == "withheld", "their neighbours would tell 3 and 7 by the sums of the parents")
    check(all(got[c]["people_n"] == "" and got[c]["share_pct"] == "" for c in ("XE0101", "XE0103", "XE0201", "XE0202")), "hidden counts have no number and no share")
    check(got["XE0101"]["ppl_2030"] == "10" and got["XE0101"]["ppl_2050"] == "30" and got["XE0101"]["coast"] == "partly assessed", "exposure stands beside: %s" % got["XE0101"])
    check(all("no cause" in r["caution"] and r["sharing"] == "internal" for r in got.values()), "caution and sharing level in every row")
    check(got["XE0102"]["name"] == "'=Rai+Metan", "a name is no formula: " + got["XE0102"]["name"])
    text = "".join(open(out(n)).read() for n in os.listdir(w) if n.startswith("five_out"))
    for secret in ("125.57", "8.555", "Sekretu"):
        check(secret not in text, "a place is written: " + secret)
    record = json.load(open(out("five_out.csv.run.json")))
    check(record["notes"]["sharing level"] == "internal" and "siteName" in record["notes"]["columns of the figures that tell of places, not read and not written"],
          "run record: %s" % record["notes"])

    # all tables of one file together: whoever subtracts finds nothing
    many = write(out("many.csv"), DTM + "".join(line(u, n, reason=r) for u, r, n in (
        ("XE0101", "flood", 3), ("XE0101", "conflict", 61), ("XE0102", "flood", 40), ("XE0102", "conflict", 70), ("XE0103", "flood", 90), ("XE0103", "conflict", 80),
        ("XE0201", "flood", 100), ("XE0201", "conflict", 110), ("XE0202", "flood", 120), ("XE0202", "conflict", 130))))
    tasi("mobility", risk, many, "-o", out("l2.csv"))
    tasi("mobility", risk, many, "-o", out("l1.csv"), "--level", "1")
    l1, l2 = by_code(out("l1.csv")), by_code(out("l2.csv"))
    reasons = {(r["pcode"], r["reason"]): r["people_n"] for n in ("l1", "l2") for r in rows(out(n + "_mobility_reasons.csv"))}
    check(reasons["XE0101", "flood"] == "" and reasons["XE0101", "conflict"] == "", "a reason is hidden with its neighbour in the row: %s" % reasons)
    for total, parts in ([(l2["XE0101"]["people_n"], [("XE0101", "flood"), ("XE0101", "conflict")])] +
                         [(reasons["XE01", r], [(u, r) for u in ("XE0101", "XE0102", "XE0103")]) for r in ("flood", "conflict")]):
        hidden = [p for p in parts if reasons[p] == ""]
        check(total == "" or len(hidden) != 1, "%s follows from the total %s" % (hidden, total))
    check(l1["XE01"]["people"] == "344" and l1["XE02"]["people"] == "460", "units of level 1 are sums of their parts: %s" % l1)

    # rounds are stocks
    rounds = write(out("rounds.csv"), DTM + line("XE0101", 900, 1, "2024-01-10") + line("XE0103", 500, 1, "2024-01-10") + line("XE0101", 80, 2) + line("XE0202", 90, 2))
    _, said = tasi("mobility", risk, rounds, "-o", out("rounds_out.csv"))
    got = by_code(out("rounds_out.csv"))
    check((got["XE0101"]["people"], got["XE0103"]["people"], got["XE0103"]["figure"]) == ("80", "", "not covered"), "newest round alone: %s" % got)
    check("W-OLD-ROUND" in said, "units of older rounds are named: " + said)
    tasi("mobility", risk, rounds, "-o", out("before.csv"), "--before", "2024-02-01")
    check(by_code(out("before.csv"))["XE0101"]["people"] == "900", "the round before a day")
    tasi("mobility", risk, rounds, "-o", out("x.csv"), "--before", "2023-01-01", exit=5)

    # P-codes that do not match are listed, not dropped
    other = write(out("other.csv"), DTM + line("XE0101", 80) + line("XE0102", 70) + line("XE0299", 60) + line("", 50))
    _, said = tasi("mobility", risk, other, "-o", out("other_out.csv"))
    got = by_code(out("other_out.csv"))
    check((got["XE0299"]["people"], got["XE0299"]["match"], got["XE0299"]["settl"]) == ("60", "figures only", ""), "an unknown P-code has its row: %s" % got["XE0299"])
    check((got[""]["people"], got[""]["match"]) == ("50", "no P-code"), "no P-code has its row: %s" % got.get(""))
    check("W-PCODE" in said and "XE0299" in said and "W-NO-PCODE" in said, said)
    tasi("mobility", risk, other, "-o", out("strict.csv"), "--strict", exit=9)
    tasi("mobility", risk, write(out("none.csv"), DTM + line("ZZ0101", 80)), "-o", out("x.csv"), exit=4)

    # people are not spread, not counted twice, not guessed
    tasi("mobility", risk, five, "-o", out("x.csv"), "--level", "3", exit=4)
    tasi("mobility", risk, other, "-o", out("x.csv"), "--level", "1", exit=4)
    two = write(out("two.csv"), DTM + line("XE0101", 80) + line("XE0102", 70, operation="Conflict"))
    tasi("mobility", risk, two, "-o", out("x.csv"), exit=4)
    tasi("mobility", risk, two, "-o", out("two_out.csv"), "--where", "operation=Conflict")
    check([c for c, r in by_code(out("two_out.csv")).items() if r["match"] == "both"] == ["XE0102"], "--where chooses rows")
    for bad in ("-5", "3.5", "many", "-9999"):
        tasi("mobility", risk, write(out("bad.csv"), DTM + line("XE0101", bad)), "-o", out("x.csv"), exit=4)
    open_number = write(out("open.csv"), DTM + line("XE0101", 80) + line("XE0102", ""))
    tasi("mobility", risk, open_number, "-o", out("open_out.csv"))
    check(by_code(out("open_out.csv"))["XE0102"]["figure"] == "a number is missing", "a missing number is not 0")
    tasi("mobility", risk, write(out("twice.csv"), DTM + line("XE0101", 80) + line("XE0101", 80)), "-o", out("twice_out.csv"))
    check(by_code(out("twice_out.csv"))["XE0101"]["people"] == "80", "a repeated row counts once")

    # where people come from; other names of columns; names chosen by hand
    tasi("mobility", risk, write(out("origin.csv"), DTM + line("XE0101", 80, origin="XE02") + line("XE0201", 50, origin="XE02")), "-o", out("origin_out.csv"), "--by", "origin")
    got = by_code(out("origin_out.csv"))
    check((got["XE02"]["people"], got["XE02"]["basis"], got["XE02"]["level"]) == ("130", "from the unit", "1"), "by origin: %s" % got)
    plain = write(out("plain.csv"), "\ufeffP-Code,Date,People\r\nXE0101,15/06/2024,80\r\nXE0102,16/06/2024,70\r\n")
    _, said = tasi("mobility", risk, plain, "-o", out("plain_out.csv"))
    check(by_code(out("plain_out.csv"))["XE0102"]["people"] == "70" and "W-MIXED-DATES" in said, "a plain table without rounds: " + said)
    own = write(out("own.csv"), "place,when,n\nXE0101,2024-06-15,80\n")
    tasi("mobility", risk, own, "-o", out("x.csv"), exit=4)
    tasi("mobility", risk, own, "-o", out("own_out.csv"), "--pcode-field", "place", "--date-field", "when", "--people-field", "n")

    both = write(out("both.csv"), "pcode,date,persons,individuals\nXE0101,2024-06-15,80,81\n")
    _, said = tasi("mobility", risk, both, "-o", out("x.csv"), exit=4)
    check("persons" in said and "individuals" in said and "--people-field" in said, "two columns of people are not guessed at: " + said)
    levels = write(out("levels.csv"), "pcode,date,people\nXE01,2024-06-15,80\nXE0101,2024-06-15,80\n")
    _, said = tasi("mobility", risk, levels, "-o", out("x.csv"), exit=4)
    check("E4-LEVEL" in said, "units and their parts in one column would count twice: " + said)

    # options that contradict
    tasi("mobility", risk, five, "-o", out("x.csv"), "--sharing", "public", "--min-count", "5", exit=2)
    tasi("mobility", risk, five, "-o", out("x.csv"), "--min-count", "2", exit=2)
    tasi("mobility", risk, five, "-o", out("x.csv"), "--where", "operation", exit=2)
    tasi("mobility", risk, risk.replace(".csv", ".txt"), "-o", out("x.csv"), exit=2)
    tasi("mobility", five, five, "-o", out("x.csv"), exit=4)
    check(not os.path.exists(out("x.csv")), "a refusal leaves nothing")

    # a layer: smaller units joined to those of the figures
    write(out("admin.geojson"), json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"ADM3_PCODE": code}, "geometry": {"type": "Polygon", "coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]]}}
        for code, x in (("XE010101", 0), ("XE010102", 1), ("XE010201", 2))]}))
    tasi("mobility", risk, five, "-o", out("areas.gpkg"), "--admin", out("admin.geojson"), "--sharing", "public")
    with sqlite3.connect(out("areas.gpkg")) as gpkg:
        tables = {n: (k, d) for n, k, d in gpkg.execute("SELECT table_name, data_type, description FROM gpkg_contents")}
        check(tables["mobility"][0] == "features" and tables["mobility_reasons"][0] == "attributes", "layers: %s" % tables)
        check("no cause" in tables["mobility"][1] and "public" in tables["mobility"][1], "the layer says what it is: " + tables["mobility"][1])
        counts = dict(gpkg.execute("SELECT pcode, people FROM mobility"))
        check(counts["XE0101"] == "<10", "counts in the layer: %s" % counts)
        types = {r[0] for r in gpkg.execute("SELECT geometry_type_name FROM gpkg_geometry_columns")}
        check(types == {"MULTIPOLYGON"}, "areas, never points: %s" % types)
    try:
        areas = {f.GetField("pcode"): f.GetGeometryRef().GetArea() if f.GetGeometryRef() else None for f in layer(out("areas.gpkg"), "mobility")}
        parts = {f.GetField("pcode"): f.GetGeometryRef().GetGeometryCount() if f.GetGeometryRef() else 0 for f in layer(out("areas.gpkg"), "mobility")}
        check(areas["XE0101"] == 2 and parts["XE0101"] == 1 and areas["XE0102"] == 1 and areas["XE0201"] is None, "smaller units are joined to one area: %s %s" % (areas, parts))
    except ImportError:
        print("skipped: no Python bindings of GDAL for the areas")

    tasi("verify", out("l2.csv.run.json"), "--rerun")
finish()
