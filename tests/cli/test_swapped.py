#!/usr/bin/python3
"""What a careless user of tasi risk and of a study file gives in place of what is asked for: refused, with the reason, before a number is made."""
import json, os
from harness import *

X0, Y0 = 790000, 9054000  # the shore of today is at x = X0, land in the west; transects every 50 m


def geojson(path, features):
    made = [{"type": "Feature", "properties": fields, "geometry": {"type": kind, "coordinates": points}} for kind, points, fields in features]
    with open(path, "w") as f:
        json.dump({"type": "FeatureCollection", "features": made, "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32751"}}}, f)
    return path


def ring(x0, y0, x1, y1):
    return [[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]]


with Folder() as w:
    p = lambda name: os.path.join(w, name)
    across = lambda i: [[X0 - 300, Y0 + 50 * i], [X0 + 200, Y0 + 50 * i]]
    geojson(p("transects.geojson"), [("LineString", across(i), {"transect": "T%02d" % i, "baseline": "1"}) for i in range(21)])
    with open(p("positions.csv"), "w") as f:
        f.write("transect,date,distance_m,uncert_m\n")
        for i in range(21):
            for year in range(1990, 2026, 5):
                f.write("T%02d,%d-07-01,%.3f,5\n" % (i, year, 300 - 2 * (year - 2025) + (3 if year % 2 else -3)))
    tasi("rates", p("positions.csv"), "--transects", p("transects.geojson"), "-o", p("rates.gpkg"))
    village = ("Polygon", ring(X0 - 200, Y0 + 400, X0 - 40, Y0 + 600), {"name": "A", "pop": 10})
    geojson(p("settlements.geojson"), [village])
    geojson(p("admin.geojson"), [("Polygon", ring(X0 - 900, Y0 - 100, X0 + 500, Y0 + 1100), {"ADM3_PCODE": "XS010101", "ADM3_EN": "Suku Ida"})])
    geojson(p("road.geojson"), [("LineString", [[X0 - 90, Y0], [X0 - 90, Y0 + 1000]], {"kind": "road"})])
    os.mkdir(p("other"))
    geojson(p("other/road.geojson"), [("LineString", [[X0 - 80, Y0], [X0 - 80, Y0 + 1000]], {"kind": "road"})])

    def refused(exit, says, *arguments):
        err = tasi("risk", *arguments, "-o", p("out.gpkg"), exit=exit)[1]
        check(says in err and err.count("\n") == 1, "says '%s' in one line: %s" % (says, err[:200]))
        check(not os.path.exists(p("out.gpkg")), "nothing is written")

    study = [p("rates.gpkg"), p("settlements.geojson")]
    refused(4, "without rates are no shoreline", p("transects.geojson"), study[1])
    refused(4, "without rates are no shoreline", *study, "--shoreline", p("transects.geojson"))
    refused(4, "not a settlement", study[0], p("road.geojson"))
    refused(4, "a name, not a P-code", *study, "--admin", p("admin.geojson"), "--admin-id", "ADM3_EN")
    refused(4, "a line, not a building", *study, "--buildings", p("road.geojson"))
    refused(2, "makes a layer assets_road", *study, "--assets", p("road.geojson"), "--assets", p("other/road.geojson"))
    tasi("risk", *study, "--admin", p("admin.geojson"), "--admin-id", "ADM3_PCODE", "--assets", p("road.geojson"), "-o", p("risk.csv"))

    # A study file: tables of commands that need an input of the study are accepted, empty values are named.
    os.mkdir(p("scenes"))
    with open(p("figures.csv"), "w") as f:
        f.write("admin3Pcode,reportingDate,numPresentIdpInd\nXS010101,2025-06-30,40\n")
    TEXT = """[study]
name = "A"
years = [2050]
[scenes]
paths = ["scenes"]
[inputs]
settlements = "settlements.geojson"
admin = "admin.geojson"
displacement = "figures.csv"
[mobility]
sharing = "partners"
admin-id = "ADM3_PCODE"
[risk]
admin-id = "ADM3_PCODE"
"""

    def study_says(exit, says, old="", new=""):
        with open(p("study.toml"), "w") as f:
            f.write(TEXT.replace(old, new))
        err = tasi("run", p("study.toml"), exit=exit)[1]
        check(says in err, "a study says '%s': %s" % (says, err[:200]))
        check(not os.path.exists(p("results")), "no folder of results")

    study_says(5, "NO-SCENES")  # the whole file was accepted: what is missing is a scene
    study_says(2, "[study] name is empty", '"A"', '""')
    study_says(2, "[study] years is empty", "[2050]", "[]")
    study_says(2, "[inputs] admin is empty", '"admin.geojson"', '""')
    study_says(2, "[risk] admin-id is empty", '[risk]\nadmin-id = "ADM3_PCODE"', '[risk]\nadmin-id = ""')
finish()
