#!/usr/bin/python3
"""The built-in study as a planner opens it: every layer of it, in every format, in QGIS; the same rows in a Shapefile as in the GeoPackage;
projects in three languages, moved, and inside a GeoPackage. What needs no QGIS is tested everywhere."""
import json, os, re, shutil, sqlite3, subprocess, zipfile
from xml.etree import ElementTree
from harness import *

os.environ["SOURCE_DATE_EPOCH"] = "1735689600"
CRS = "EPSG:32751"
LAYERS = {"shorelines": ["shorelines=rule:date"], "baseline": ["baseline=single"], "transects": ["transects=single"], "rates": ["rates=rule:LRR"],
          "forecast": ["forecast=rule:year", "forecast_lines=rule:year", "forecast_bands=rule:year"],
          "risk": ["settlements_at_risk=rule:class", "hazard_zones=rule:prob", "setback=rule", "assets_road=rule", "admin_units=rule:ppl_risk"]}
LABELLED = ["shorelines", "transects", "rates", "forecast_lines", "settlements_at_risk", "admin_units"]


def fields_of(path):
    """{layer: ({field}, [rows as {field: value}])} of a file; times as days, as a Shapefile holds no more."""
    from osgeo import ogr
    ogr.UseExceptions()
    found, data = {}, ogr.Open(path)
    for i in range(data.GetLayerCount()):
        layer = data.GetLayer(i)
        if layer.GetName() in ("layer_styles", "qgis_projects"):
            continue
        names = [f.name for f in layer.schema]
        rows_ = []
        for f in layer:
            row = {n: f[n] for n in names}
            row["geometry"] = f.GetGeometryRef().GetEnvelope() if f.GetGeometryRef() else None
            rows_.append(row)
        found[layer.GetName()] = (names, rows_)
    return found


def same(a, b):
    if isinstance(a, float) or isinstance(b, float):
        return a is not None and b is not None and abs(a - b) <= 1e-6 * max(1, abs(a))
    if isinstance(a, tuple) and isinstance(b, tuple):
        return all(same(x, y) for x, y in zip(a, b))
    if isinstance(a, str) and isinstance(b, str):
        return a.replace("/", "-").replace("T", " ")[:10] == b.replace("/", "-").replace("T", " ")[:10] if re.match(r"\d{4}[-/]\d\d", a) else a == b
    return a == b


def compare(gpkg, shp, layer):
    """Every row and field of a layer stands in its Shapefile, and what is NULL here is NULL there."""
    names, rows_ = fields_of(gpkg)[layer]
    names_there, rows_there = next(iter(fields_of(shp).values()))
    check(set(names) <= set(names_there), "%s: fields missing: %s" % (shp, set(names) - set(names_there)))
    check(len(rows_) == len(rows_there), "%s: %d rows, want %d" % (shp, len(rows_there), len(rows_)))
    wrong = [(n, a[n], b[n]) for a, b in zip(rows_, rows_there) for n in names + ["geometry"] if n in b and not same(a[n], b[n]) and not (a[n] == "" and b[n] is None)]
    check(not wrong, "%s: %d cells differ: %s" % (shp, len(wrong), wrong[:4]))
    check(open(shp[:-4] + ".cpg").read().strip() == "UTF-8", "%s: UTF-8" % shp)
    for end in (".qml", ".qmd", ".prj"):
        check(os.path.exists(shp[:-4] + end), "%s: %s beside it" % (shp, end))


def make_shapefiles(results, inputs):
    """What each command writes, as Shapefiles."""
    at = lambda name: os.path.join(results, name)
    common = ["--crs", CRS]
    tasi("baseline", at("shorelines.gpkg"), "--offset", 150, "--smoothing", 1000, *common, "-o", "baseline.shp")
    tasi("transects", at("baseline.gpkg"), "--spacing", 50, "--smoothing", 800, "--repair", "--landward", 300, "--seaward", 300, *common, "-o", "transects.shp")
    tasi("rates", at("positions.csv"), "--transects", at("transects.gpkg"), "--as-of", "2025-07-14", "--confidence", 90, *common, "-o", "rates.shp")
    tasi("forecast", at("positions.csv"), "--transects", at("transects.gpkg"), "--as-of", "2025-07-14", "--confidence", 90, "--years", "2030,2040,2050,2100", *common, "-o", "forecast.shp")
    tasi("risk", at("rates.gpkg"), os.path.join(inputs, "settlements.gpkg"), "--admin", os.path.join(inputs, "admin.gpkg"), "--assets", os.path.join(inputs, "road.gpkg"),
         "--years", "2030,2040,2050,2100", "--population-field", "pop", "--storm-buffer", 15, "--positions", at("positions.csv"), *common, "-o", "risk.shp")
    for suffix in ("fgb", "geojson"):
        os.makedirs(suffix, exist_ok=True)
        tasi("rates", at("positions.csv"), "--transects", at("transects.gpkg"), "--as-of", "2025-07-14", "--confidence", 90, *common, "-o", os.path.join(suffix, "rates." + suffix))


def shapefile_of(name, layer):
    return name + ".shp" if layer in (name, "settlements_at_risk") else "%s_%s.shp" % (name, layer)


def qgs(path):
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(archive.namelist()[0]))


def test_projects(results):
    """Three languages, one file, and what each says."""
    titles, files = {}, [os.path.join(results, n + ".gpkg") for n in ("risk", "forecast", "shorelines", "baseline", "transects", "rates")]
    for code in ("en", "pt", "tet"):
        tasi("project", *files, "--lang", code, "--title", "Ezemplu", "-o", os.path.join(results, code + ".qgz"), "--copy", code + ".gpkg")
        project = qgs(os.path.join(results, code + ".qgz"))
        titles[code] = [l.findtext("layername") for l in project.iter("maplayer")]
        abstract = project.find("projectMetadata").findtext("abstract")
        check(("revist" in abstract or "seidauk haree husi" in abstract) == (code != "en"), "%s: says once that nobody reviewed it: %s" % (code, abstract))
        aliases = {(l.findtext("layername"), a.get("field")): a.get("name") for l in project.iter("maplayer") for a in l.iter("alias")}
        if code == "en":
            english = aliases
            check(all(a for a in aliases.values()), "every field has a name")
        else:
            # Every name that we gave is another in another language, but for those of two languages alike and the columns of the inputs.
            ours = {k[1]: v for k, v in english.items() if v != k[1]}
            there = {k[1]: v for k, v in aliases.items()}
            alike = sorted(n for n, v in ours.items() if there.get(n) == v)
            check(not alike, "%s: names still in English: %s" % (code, [(n, ours[n]) for n in alike]))
        check("m/yr" in ElementTree.tostring(project, "unicode") or code != "en", "rates have their unit")
    check(len(titles["en"]) == len(titles["pt"]) == len(titles["tet"]), "the same layers in every language")
    check(not set(titles["en"]) & set(titles["pt"]), "titles still in English: %s" % (set(titles["en"]) & set(titles["pt"])))
    check(not set(titles["en"]) & set(titles["tet"]), "titles still in English: %s" % (set(titles["en"]) & set(titles["tet"])))
    groups = [g.get("name") for g in qgs(os.path.join(results, "study.qgz")).find("layer-tree-group").findall("layer-tree-group")]
    check(groups[0] == "People and places" and "Other layers" not in groups, "groups: %s" % groups)
    with sqlite3.connect("file:%s?mode=ro" % os.path.join(results, "study.gpkg"), uri=True) as db:
        names = [n for (n,) in db.execute("SELECT name FROM qgis_projects")]
        tables = {t for (t,) in db.execute("SELECT table_name FROM gpkg_contents")}
    check(names == ["Ezemplu coast (synthetic)"], "the project inside study.gpkg: %s" % names)
    check({"rates", "settlements_at_risk", "admin_summary", "exposure"} <= tables, "study.gpkg holds %s" % tables)
    outputs = {o["path"] for o in json.load(open(os.path.join(results, "study.qgz.run.json")))["outputs"]}
    check(outputs == {"study.qgz", "study.gpkg"}, "both are outputs of the record: %s" % outputs)
    tasi("project", *files, "-o", os.path.join(results, "x.qgz"), "--copy", "x.shp", exit=2)
    tasi("project", *files, "-o", os.path.join(results, "x.gpkg"), "--copy", "y.gpkg", exit=2)
    tasi("project", *files, "-o", os.path.join(results, "x.qgz"), "--lang", "de", exit=2)


def test_sheets(results):
    """Everything on the sheet lies on the page, in every language."""
    for code in ("en", "pt", "tet"):
        run = subprocess.run(["/usr/bin/python3", os.path.join(HERE, "sheet_of_project.py"), os.path.join(results, code + ".qgz")], capture_output=True, text=True)
        if run.returncode == 77:
            return
        items = json.loads(run.stdout.splitlines()[-1])
        check(run.returncode == 0 and len(items) >= 12, "%s: the sheet has %d items" % (code, len(items)))
        for item in items:
            check(item["x"] + item["width"] <= 297 and item["y"] + item["height"] <= 210, "%s: not on the page: %s" % (code, item))
        check(any("2025-07-14" in item["text"] for item in items), "%s: the date of the data stands on the sheet" % code)


def check_layers(*arguments):
    run = subprocess.run(["/usr/bin/python3", shared("checks/qgis/check_layers.py"), "--quiet", *arguments], capture_output=True, text=True)
    if run.returncode == 77:
        return False
    lines = run.stdout.strip().splitlines()
    check(run.returncode == 0, "check_layers.py %s: %s %s" % (" ".join(arguments), run.stdout, run.stderr[-300:]))
    print("check_layers.py %s: %s" % (arguments[-1], lines[-1] if lines else ""))
    return True


def expectations(name, layers):
    words = ["--all-aliases", "--crs", CRS]
    for expected, layer in layers:
        words += ["--expect", "%s=%s" % (layer, expected.partition("=")[2])]
        if expected.partition("=")[0] in LABELLED:
            words += ["--labels", layer]
    return words


def test_in_qgis(results):
    for name, layers in LAYERS.items():
        pairs = [(l, l.partition("=")[0]) for l in layers]
        if not check_layers(*expectations(name, pairs), os.path.join(results, name + ".gpkg")):
            print("skipped: python3-qgis is not installed: nothing was opened in QGIS")
            return
        if name == "shorelines":
            continue  # below, from fewer scenes
        for expected, layer in pairs:
            shp = shapefile_of(name, layer)
            check_layers(*expectations(name, [(expected, shp[:-4])]), shp)
    test_sheets(results)
    for suffix in ("fgb", "geojson"):
        check_layers(*expectations("rates", [("rates=rule:LRR", "rates")]), "--min-classes", "4", os.path.join(suffix, "rates." + suffix))
    for raster in ("ndwi", "nir", "ndvi"):
        check_layers("--expect", raster + "=pseudocolor", raster + ".tif")
    for raster in sorted(n for n in os.listdir("composites") if n.endswith(".tif") and "pooled" not in n):
        check_layers("--expect", raster[:-4] + "=pseudocolor", os.path.join("composites", raster))
    check_layers(*expectations("shorelines", [("shorelines=rule:date", "lines")]), "lines.shp")
    for code in ("en", "pt", "tet"):
        check_layers("--all-aliases", "--crs", CRS, os.path.join(results, code + ".qgz"))
    check_layers("--all-aliases", "--crs", CRS, os.path.join(results, "study.qgz"))
    check_layers("--all-aliases", "--crs", CRS, "geopackage:%s?projectName=Ezemplu coast (synthetic)" % os.path.join(results, "study.gpkg"))
    check_layers("--all-aliases", "--crs", CRS, os.path.join("moved", "elsewhere", "study.qgz"))
    check_layers("--all-aliases", "--crs", CRS, "geopackage:%s?projectName=Ezemplu coast (synthetic)" % os.path.join("alone", "study.gpkg"))


with Folder() as w:
    os.chdir(w)
    study, _ = demo("copy", os.path.join(w, "demo"))
    results, inputs, scenes = (os.path.join(study, n) for n in ("results", "inputs", "scenes"))
    make_shapefiles(results, inputs)
    for name, layers in LAYERS.items():
        if name != "shorelines":
            for layer in [l.partition("=")[0] for l in layers]:
                compare(os.path.join(results, name + ".gpkg"), shapefile_of(name, layer), layer)
    scene = os.path.join(scenes, sorted(n for n in os.listdir(scenes) if n.startswith("LC08"))[0])
    for quantity in ("ndwi", "nir", "ndvi"):
        tasi("index", scene, "--index", quantity, "--style", "-o", quantity + ".tif")
        outputs = {o["path"] for o in json.load(open(quantity + ".tif.run.json"))["outputs"]}
        check(outputs == {quantity + ".tif", quantity + ".qml"}, "the style of a raster is an output of its record: %s" % outputs)
    few = [os.path.join(scenes, n) for n in sorted(os.listdir(scenes)) if n.startswith("LC08")][:3]
    tasi("composite", *few, "--period", "all", "-o", "composites")
    tasi("shorelines", *few, "--coast", os.path.join(inputs, "coast.gpkg"), "--buffer", 300, "--crs", CRS, "-o", "lines.shp")
    tasi("shorelines", *few, "--coast", os.path.join(inputs, "coast.gpkg"), "--buffer", 300, "--crs", CRS, "-o", "lines.gpkg")
    compare("lines.gpkg", "lines.shp", "shorelines")
    test_projects(results)
    shutil.copytree(results, os.path.join("moved", "elsewhere"))
    os.makedirs("alone")
    shutil.copy(os.path.join(results, "study.gpkg"), "alone")
    if os.path.exists(os.path.join(SHARED, "checks", "qgis", "check_layers.py")):
        test_in_qgis(results)
    else:
        print("skipped: no shared reference material (checks/qgis): nothing was opened in QGIS")
finish()
