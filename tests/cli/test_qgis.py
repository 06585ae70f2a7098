#!/usr/bin/python3
"""What opens in QGIS: styles, names of fields and metadata travel with every layer; a study ends with a project. The shared check opens
each file headless where python3-qgis is installed; what needs no QGIS is tested everywhere."""
import json, os, shutil, sqlite3, subprocess, zipfile
from xml.etree import ElementTree
from harness import *

os.environ["SOURCE_DATE_EPOCH"] = "1735689600"
CRS = "EPSG:32751"
NAMES = ["<b>Bold</b>", "a 'quote' \"and\" [% 1+1 %]", "=cmd()", "Aldeia çã", ""]


def write_inputs(folder):
    """A short coast: 12 transects whose positions retreat, stand, grow or are too few; five settlements with hostile names."""
    from osgeo import ogr, osr
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(32751)
    driver = ogr.GetDriverByName("GPKG")
    line_file, place_file = (driver.CreateDataSource(os.path.join(folder, name)) for name in ("transects.gpkg", "places.gpkg"))
    lines = line_file.CreateLayer("transects", srs, ogr.wkbLineString)
    lines.CreateField(ogr.FieldDefn("transect", ogr.OFTString))
    places = place_file.CreateLayer("places", srs, ogr.wkbPoint)
    for name, kind in (("name", ogr.OFTString), ("pop", ogr.OFTInteger), ("A column with a long name", ogr.OFTReal)):
        places.CreateField(ogr.FieldDefn(name, kind))
    with open(os.path.join(folder, "positions.csv"), "w") as out:
        out.write("transect,date,distance_m,uncert_m\n")
        for i in range(12):
            f = ogr.Feature(lines.GetLayerDefn())
            x = 780000 + 100 * i
            f.SetGeometry(ogr.CreateGeometryFromWkt("LINESTRING(%d 9067000,%d 9067400)" % (x, x)))
            f["transect"] = str(i + 1)
            lines.CreateFeature(f)
            rate = (-3, -1, -0.3, 0, 0.3, 1, 3, 0, -2, -0.8, 0.7, 0)[i]
            for k in range(2 if i == 11 else 12):
                lost = 30 if i == 7 and k >= 9 else 0  # a shore that stood still, until it lost 30 m
                out.write("%d,%d-06-01,%.3f,3\n" % (i + 1, 2010 + k, 250 + rate * k - lost + 0.2 * (-1) ** k))
    for i, name in enumerate(NAMES):
        f = ogr.Feature(places.GetLayerDefn())
        f.SetGeometry(ogr.CreateGeometryFromWkt("POINT(%d %d)" % (780050 + 200 * i, 9067200 - 15 * i)))
        f["name"], f["pop"] = name, 100 * i
        places.CreateFeature(f)
    line_file = place_file = None


def sql(path, query):
    with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as db:
        return db.execute(query).fetchall()


def test_without_qgis(w):
    rows_ = sql("rates.gpkg", "SELECT f_table_catalog, f_table_schema, f_table_name, f_geometry_column, useAsDefault, update_time, styleQML FROM layer_styles")
    check([r[:6] for r in rows_] == [("", "", "rates", "geom", 1, "2025-01-01T00:00:00.000Z")], "layer_styles: %s" % [r[:6] for r in rows_])
    check(sql("rates.gpkg", "SELECT data_type, last_change FROM gpkg_contents WHERE table_name = 'layer_styles'") ==
          [("attributes", "2025-01-01T00:00:00.000Z")], "layer_styles stands in gpkg_contents with a fixed date")
    for (text,) in sql("risk.gpkg", "SELECT styleQML FROM layer_styles") + sql("risk.gpkg", "SELECT metadata FROM gpkg_metadata"):
        ElementTree.fromstring(text)
    check(sql("risk.gpkg", "PRAGMA foreign_key_check") == [], "foreign keys of risk.gpkg hold")
    tables = {t for (t,) in sql("risk.gpkg", "SELECT f_table_name FROM layer_styles")}
    check("settlements_at_risk" in tables, "styles of risk.gpkg: %s" % tables)

    outputs = {o["path"] for o in json.load(open("rates.shp.run.json"))["outputs"]}
    check({"rates.shp", "rates.dbf", "rates.qml", "rates.qmd", "rates.cpg"} <= outputs, "the style is an output of the record: %s" % outputs)
    with open("rates.qml", "a") as f:
        f.write(" ")
    tasi("verify", "rates.shp.run.json", exit=4)
    tasi("rates", "positions.csv", "--transects", "transects.gpkg", "-o", "rates.shp", exit=6)
    tasi("rates", "positions.csv", "--transects", "transects.gpkg", "-o", "rates.shp", "--overwrite")
    tasi("verify", "rates.shp.run.json")

    # Another format of the same name shares the style; a foreign style is not overwritten.
    tasi("rates", "positions.csv", "--transects", "transects.gpkg", "-o", "rates.geojson")
    tasi("verify", "rates.shp.run.json")
    open("other.qml", "w").write("mine")
    tasi("rates", "positions.csv", "--transects", "transects.gpkg", "-o", "other.fgb", exit=6)
    check(open("other.qml").read() == "mine" and not os.path.exists("other.fgb"), "a foreign style stays, and nothing is written")

    with zipfile.ZipFile("study.qgz") as archive:
        check(archive.namelist() == ["study.qgs"], "study.qgz holds %s" % archive.namelist())
        project = ElementTree.fromstring(archive.read("study.qgs"))
    check(project.findtext("title") == "A <b> [% 1+1 %] coast", "title: %s" % project.findtext("title"))
    check(all(l.findtext("datasource").startswith("./") for l in project.iter("maplayer")), "sources are relative")
    tasi("verify", "study.qgz.run.json", "--rerun")
    tasi("verify", "one.gpkg.run.json", "--rerun")
    tasi("project", "rates.gpkg", "-o", "x.shp", exit=2)
    tasi("project", "rates.gpkg", "rates.shp", "-o", "x.qgz", exit=2)
    os.makedirs("moved")
    for name in ("study.qgz", "rates.gpkg", "risk.gpkg", "transects.gpkg"):
        shutil.copy(name, "moved")


def check_layers(*arguments):
    run = subprocess.run(["/usr/bin/python3", shared("checks/qgis/check_layers.py"), "--quiet", *arguments], capture_output=True, text=True)
    if run.returncode == 77:
        return False
    last = run.stdout.strip().splitlines()[-1] if run.stdout.strip() else run.stderr.strip()
    check(run.returncode == 0, "check_layers.py %s: %s %s" % (" ".join(arguments), run.stdout, run.stderr[-300:]))
    print("check_layers.py %s: %s" % (arguments[-1], last))
    return True


def write_edges():
    """A coast of which one transect is assessed, with one village far from it, and a coast whose names are all hostile and long."""
    from osgeo import ogr, osr
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(32751)
    with open("few.csv", "w") as out:
        out.write("transect,date,distance_m,uncert_m\n" + "".join("%d,2010-06-01,200,3\n" % (i + 1) for i in range(1, 12)))
        out.write("".join("1,%d-06-01,%d,3\n" % (2010 + k, 200 - 2 * k) for k in range(9)))
    long_name = "[% 1+1 %] %] <b>'\"& " + "a very long name of a village " * 5
    for name, count in (("village", 1), ("many", 40)):
        data = ogr.GetDriverByName("GPKG").CreateDataSource(name + ".gpkg")
        places = data.CreateLayer(name, srs, ogr.wkbPoint)
        places.CreateField(ogr.FieldDefn("name", ogr.OFTString))
        for i in range(count):
            f = ogr.Feature(places.GetLayerDefn())
            f.SetGeometry(ogr.CreateGeometryFromWkt("POINT(%d %d)" % (780050 + 25 * i + (20000 if name == "village" else 0), 9067190 - i % 5)))
            f["name"] = long_name + str(i)
            places.CreateFeature(f)
        data = None
    tasi("rates", "few.csv", "--transects", "transects.gpkg", "-o", "few.gpkg")
    for suffix in ("gpkg", "shp"):
        tasi("risk", "few.gpkg", "village.gpkg", "-o", "unknown." + suffix)
    tasi("risk", "rates.gpkg", "many.gpkg", "--years", "2030,2040,2050,2060,2070,2080,2100", "-o", "crowd.gpkg")
    for code in ("en", "pt", "tet"):
        tasi("project", "few.gpkg", "unknown.gpkg", "-o", "unknown-%s.qgz" % code, "--lang", code)
        tasi("project", "transects.gpkg", "rates.gpkg", "crowd.gpkg", "-o", "crowd-%s.qgz" % code, "--title", long_name, "--lang", code)


def test_sheet(project, name, in_words):
    run = subprocess.run(["/usr/bin/python3", os.path.join(HERE, "sheet_of_project.py"), project], capture_output=True, text=True)
    check(run.returncode == 0, "%s: sheet_of_project.py: exit %d %s" % (project, run.returncode, run.stderr[-200:]))
    items = json.loads(run.stdout.splitlines()[-1])
    for item in items:
        check(item["x"] >= 0 and item["y"] >= 0 and item["x"] + item["width"] <= 297 and item["y"] + item["height"] <= 210, "%s: not on the page: %s" % (project, item))
    check(any(name in item["text"] for item in items) == in_words, "%s: %s on the sheet: %s" % (project, name, [i["text"] for i in items]))


def test_edges():
    check_layers("--expect", "rates=rule:LRR", "--all-aliases", "--min-classes", "1", "few.gpkg")
    check_layers("--expect", "settlements_at_risk=rule:class", "--all-aliases", "--min-classes", "1", "unknown.gpkg")
    check_layers("--expect", "unknown=rule:class", "--all-aliases", "--min-classes", "1", "unknown.shp")
    check_layers("--expect", "settlements_at_risk=rule:class", "--all-aliases", "--labels", "settlements_at_risk", "crowd.gpkg")
    for code in ("en", "pt", "tet"):
        check_layers("--min-classes", "1", "unknown-%s.qgz" % code)
        check_layers("crowd-%s.qgz" % code)
        test_sheet("crowd-%s.qgz" % code, "[% 1+1 %] %] <b>'\"& a very long name", True)
        test_sheet("unknown-%s.qgz" % code, "2 ", False)


def test_in_qgis():
    rates = ["--expect", "rates=rule:LRR", "--all-aliases", "--labels", "rates", "--crs", CRS, "--min-classes", "7"]
    if not check_layers(*rates, "rates.gpkg"):
        print("skipped: python3-qgis is not installed: nothing was opened in QGIS")
        return
    for name in ("rates.shp", "rates.geojson"):
        check_layers(*rates, name)
    check_layers("--expect", "settlements_at_risk=rule:class", "--expect", "warnings=rule:kind", "--all-aliases", "--labels", "settlements_at_risk", "--crs", CRS,
                 "--min-classes", "1", "risk.gpkg")
    check_layers("--expect", "risk=rule:class", "--all-aliases", "--labels", "risk", "--crs", CRS, "risk.shp")
    check_layers("study.qgz")
    check_layers(os.path.join("moved", "study.qgz"))
    check_layers("--crs", CRS, "geopackage:one.gpkg?projectName=Coast")
    test_edges()


with Folder() as w:
    os.chdir(w)
    write_inputs(w)
    for suffix in ("gpkg", "shp"):
        tasi("rates", "positions.csv", "--transects", "transects.gpkg", "-o", "rates." + suffix)
        tasi("risk", "rates.gpkg", "places.gpkg", "--population-field", "pop", "--positions", "positions.csv", "-o", "risk." + suffix)
    tasi("project", "transects.gpkg", "rates.gpkg", "risk.gpkg", "-o", "study.qgz", "--title", "A <b> [% 1+1 %] coast")
    tasi("project", "rates.gpkg", "risk.gpkg", "-o", "one.gpkg", "--title", "Coast")
    test_without_qgis(w)
    write_edges()
    if os.path.exists(os.path.join(SHARED, "checks", "qgis", "check_layers.py")):
        test_in_qgis()
    else:
        print("skipped: no shared reference material (checks/qgis): nothing was opened in QGIS")
finish()
