#!/usr/bin/python3
"""Composites of a small made coast: what they hold, what they refuse, the lines drawn from them, and the same bytes for any order and threads."""
import array, glob, hashlib, json, math, os, re, resource, shutil, signal, subprocess
from harness import *
from osgeo import gdal, ogr

gdal.UseExceptions()
os.environ["SOURCE_DATE_EPOCH"] = "1735689600"
SCENES = [("landsat-8", "2019-%02d-11T01:38:20Z" % month, cloud) for month, cloud in ((2, 0), (4, 0), (5, 0.2), (7, 0), (9, 0), (11, 0.1))]
SCENES += [("landsat-8", "2020-03-14T01:38:20Z", 0), ("landsat-8", "2020-08-05T01:38:20Z", 0.1), ("landsat-8", "2020-12-27T01:38:20Z", 0)]
SCENES += [("landsat-8", "2021-06-13T01:38:20Z", 0)]
SCENES += [("sentinel-2a", "2022-06-20T01:57:11Z", 0), ("sentinel-2a", "2022-08-19T01:57:11Z", 0)]


def coast(path):
    """The demo's coast, a third as wide, with other scenes."""
    text = open(os.path.join(ROOT, "scenes", "demo", "coast.toml")).read()
    text = text[:text.index("[[scenes]]")].replace("size_m = [8520, 3500]", "size_m = [3000, 3500]")
    for seed, (sensor, time, cloud) in enumerate(SCENES):
        text += '[[scenes]]\nsensor = "%s"\ntime = "%s"\ncloud = %.2f\nturbidity = 0.1\nseed = %d\n' % (sensor, time, cloud, 100 + seed)
        if sensor.startswith("sentinel"):
            text += 'baseline = "05.09"\n'
    with open(path, "w") as f:
        f.write(text)


def values(path):
    dataset = gdal.Open(path)
    numbers = array.array("f")
    numbers.frombytes(dataset.GetRasterBand(1).ReadRaster(buf_type=gdal.GDT_Float32))
    return numbers


def same(a, b):
    return len(a) == len(b) and all(x == y or (math.isnan(x) and math.isnan(y)) for x, y in zip(a, b))


def digests(folder):
    return {n: hashlib.sha256(open(os.path.join(folder, n), "rb").read()).hexdigest() for n in sorted(os.listdir(folder)) if n != "run.json"}


def sheet(folder):
    return json.load(open(os.path.join(folder, "composites.json")))


def renamed(product, old, new, folder):
    """A copy of a product under another name, also inside its files and their names."""
    target = os.path.join(folder, os.path.basename(product).replace(old, new))
    shutil.copytree(product, target)
    for name in os.listdir(target):
        path = os.path.join(target, name)
        if name.endswith((".txt", ".xml", ".json")):
            text = open(path).read().replace(old, new)
            open(path, "w").write(text)
        os.rename(path, os.path.join(target, name.replace(old, new)))
    return target


with Folder() as w:
    out = lambda name: os.path.join(w, name)
    coast(out("coast.toml"))
    tasi("simulate", out("coast.toml"), "-o", out("made"))
    scenes = out("made/scenes")
    landsat = sorted(glob.glob(scenes + "/LC08*"))
    check(len(landsat) == 10, "10 Landsat scenes: %d" % len(landsat))

    # versions of one acquisition, and levels
    os.mkdir(out("versions"))
    parts = os.path.basename(landsat[-1]).split("_")
    older = renamed(landsat[-1], "_".join(parts), "_".join(parts[:4] + ["20210614"] + parts[5:6] + ["RT"]), out("versions"))
    tasi("composite", landsat[-1], "-o", out("v1"), "--min-count", 1)
    _, error = tasi("composite", older, landsat[-1], "-o", out("v2"), "--min-count", 1)
    check("W-DUPLICATE" in error and "which is used" in error and os.path.basename(older) in error, "the worse version is named: " + error)
    check([s["id"] for s in sheet(out("v2"))["composites"][0]["scenes"]] == [os.path.basename(landsat[-1])], "the better version stays")
    check(same(values(out("v2/2021_ndwi.tif")), values(out("v1/2021_ndwi.tif"))), "and it alone makes the composite")
    text = open(out("coast.toml")).read()
    with open(out("top.toml"), "w") as f:
        f.write(text[:text.index("[[scenes]]")] + '[[scenes]]\nsensor = "landsat-8"\ntime = "%s"\ncloud = 0\nturbidity = 0.1\nseed = 5\nproduct = "C2L1"\n'
                '[[scenes]]\nsensor = "landsat-7"\ntime = "2021-06-21T01:38:20Z"\ncloud = 0\nturbidity = 0.1\nseed = 6\n' % SCENES[9][1])
    tasi("simulate", out("top.toml"), "-o", out("top"))
    top = glob.glob(out("top/scenes/LC08_L1TP*"))[0]
    _, error = tasi("composite", top, landsat[-1], "-o", out("v3"), "--min-count", 1)
    check("(L2SP), which is used" in error and "W-LEVELS" not in error, "surface reflectance stands for both levels: " + error)
    check(same(values(out("v3/2021_ndwi.tif")), values(out("v1/2021_ndwi.tif"))), "and makes the composite")
    _, error = tasi("composite", top, landsat[0], "-o", out("v4"), "--min-count", 1)
    check("W-LEVELS" in error, "levels that are mixed are told: " + error)

    # the doubts of the scenes
    gaps = glob.glob(out("top/scenes/LE07*"))[0]
    tasi("composite", landsat[-1], gaps, "-o", out("doubts"), "--min-count", 1)
    check("gaps" in sheet(out("doubts"))["composites"][0]["flags"], "flags: %s" % sheet(out("doubts"))["composites"][0]["flags"])
    tasi("shorelines", out("doubts"), "-o", out("doubts.gpkg"))
    row = list(layer(out("doubts.gpkg"), "shorelines"))[0]
    check("gaps" in row.GetField("flags").split(";"), "a line from them says so: %s" % row.GetField("flags"))
    tasi("composite", gaps, "-o", out("seven"), "--min-count", 1, "--mask", "none")
    check("no cloud mask" in sheet(out("seven"))["composites"][0]["flags"], "clouds left in are told")
    _, error = tasi("shorelines", out("seven"), "-o", out("seven.gpkg"))
    check("W-GAPS" not in error, "what is missing in a composite is not known to be a gap: " + error)

    # what comes too late for a composite or an index raster
    tasi("index", landsat[-1], "-o", out("made.tif"))
    for words in (("--mask", "none"), ("--mask-confidence", "high"), ("--dilate", 0), ("--mixed", "average"), ("--scale", 1), ("--offset=0",),
                  ("--no-cloud-mask",), ("--sharpen",), ("--method", "fraction"), ("--coregister", "first"), ("--index", "mndwi")):
        for inputs in ((out("v1"),), (out("v1/2021_ndwi.tif"),), (out("made.tif"), "--date", "2021-06-13")):
            _, error = tasi("shorelines", *inputs, *words, "-o", out("late.gpkg"), exit=2)
            check(words[0].split("=")[0] in error, "the option is named: " + error)
    tasi("shorelines", out("v1"), "--date", "2021-06-13", "-o", out("late.gpkg"), exit=2)
    tasi("shorelines", out("v1"), "--bands", "green,nir", "-o", out("late.gpkg"), exit=2)
    tasi("shorelines", landsat[-1], "--max-shift", 2, "-o", out("late.gpkg"), exit=2)
    check(not os.path.exists(out("late.gpkg")), "nothing was written")
    tasi("shorelines", out("v1"), "--index", "ndwi", "--method", "contour", "-o", out("fits.gpkg"))
    tasi("shorelines", out("made.tif"), "--date", "2021-06-13", "-o", out("raster.gpkg"))
    for name in ("fits", "raster"):
        check(list(layer(out(name + ".gpkg"), "shorelines"))[0].GetField("cloud_pct") is None, "the share of cloud is unknown: " + name)
    for key, word in (("index", '"mndwi"'), ("coregister", '"first"'), ("sharpen", "true"), ("method", '"fraction"'), ("mask", '"none"')):
        with open(out("late.toml"), "w") as f:
            f.write('[scenes]\npaths = ["made/scenes"]\n[composite]\n[shorelines]\n%s = %s\n' % (key, word))
        _, error = tasi("run", out("late.toml"), exit=2)
        check("[shorelines] " + key in error and not os.path.exists(out("results/composites")), "refused before any step: " + error)

    # water set by rule stays out of the histogram: +1 on more of the sea does not move the cut
    def cut(folder):
        tasi("shorelines", folder, "-o", folder + ".gpkg", "--threshold", "otsu")
        return list(layer(folder + ".gpkg", "shorelines"))[0].GetField("threshold")
    shutil.copytree(out("v1"), out("ruled"))
    shutil.copytree(out("v1"), out("blank"))
    for name, value in (("ruled", 1.0), ("blank", math.nan)):
        dataset = gdal.Open(out(name + "/2021_ndwi.tif"))
        band = dataset.GetRasterBand(1)
        numbers = values(out("v1/2021_ndwi.tif"))
        limit = median([x for x in numbers if x > 0.2])
        numbers = array.array("f", [value if x > limit else x for x in numbers])
        copy = gdal.GetDriverByName("GTiff").CreateCopy(out("new.tif"), dataset)
        copy.GetRasterBand(1).WriteRaster(0, 0, dataset.RasterXSize, dataset.RasterYSize, numbers.tobytes(), buf_type=gdal.GDT_Float32)
        copy = band = dataset = None
        os.replace(out("new.tif"), out(name + "/2021_ndwi.tif"))
        os.remove(out(name + "/run.json"))  # which would tell that the raster was changed
    close(cut(out("ruled")), cut(out("blank")), 1e-12, "Otsu's cut without the water set by rule")

    # a folder with a scene that only --no-cloud-mask makes usable
    bare = renamed(landsat[-1], "_".join(parts), "_".join(parts), out("versions"))
    for path in glob.glob(bare + "/*QA_PIXEL*"):
        os.remove(path)
    tasi("composite", bare, "-o", out("bare"), "--min-count", 1, exit=4)
    tasi("composite", bare, "-o", out("bare"), "--min-count", 1, "--no-cloud-mask")
    check("no cloud mask" in sheet(out("bare"))["composites"][0]["flags"], "a composite without a cloud mask says so")

    # a period alone
    tasi("composite", *landsat, "-o", out("alone"), "--min-count", 1)
    one = [p for p in landsat if "20210613" in p]
    tasi("index", one[0], "-o", out("one.tif"))
    check(same(values(out("alone/2021_ndwi.tif")), values(out("one.tif"))), "the composite of one scene is that scene")
    count = values(out("alone/2021_count.tif"))
    check(all((n == 1) == (not math.isnan(v)) for n, v in zip(count, values(out("one.tif")))), "its count is 1 where it has a value, else 0")
    check(max(values(out("alone/2019_count.tif"))) == 6 and min(values(out("alone/2019_sd.tif"))) >= 0, "six scenes in 2019")
    stack = []
    for i, path in enumerate(p for p in landsat if os.path.basename(p)[17:21] == "2020"):
        tasi("index", path, "-o", out("i%d.tif" % i))
        stack.append(values(out("i%d.tif" % i)))
    want = array.array("f")
    for pixel in zip(*stack):
        kept = sorted(v for v in pixel if not math.isnan(v))
        n = len(kept)
        want.append(math.nan if n == 0 else kept[n // 2] if n % 2 else (kept[n // 2 - 1] + kept[n // 2]) / 2)
    check(len(stack) == 3 and same(values(out("alone/2020_ndwi.tif")), want), "a composite is the median of the scenes' index images")
    entry = {c["name"]: c for c in sheet(out("alone"))["composites"]}
    check(list(entry) == ["2019", "2020", "2021"], "a composite a year: %s" % list(entry))
    check(entry["2019"]["scenes_by_month"] == [0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0], "months of 2019: %s" % entry["2019"]["scenes_by_month"])
    check(entry["2021"]["mean_time"] == "2021-06-13T01:38:20Z", "mean time of one scene: " + entry["2021"]["mean_time"])
    check("2019-04" <= entry["2019"]["mean_time"][:7] <= "2019-08", "mean time of 2019: " + entry["2019"]["mean_time"])

    # pooling
    tasi("composite", *landsat, "-o", out("pooled"))
    entry = {c["name"]: c for c in sheet(out("pooled"))["composites"]}
    check(entry["2021"]["pooled_share"] == 1 and max(values(out("pooled/2021_count.tif"))) == 4, "2021 is pooled with 2020")
    check(max(values(out("pooled/2020_count.tif"))) == 10, "2020 is pooled with 2019 and 2021")
    check(same(values(out("pooled/2020_pooled.tif")), array.array("f", [1] * len(want))), "pooled everywhere in 2020")
    clear = [i for i, n in enumerate(values(out("alone/2019_count.tif"))) if n == 6]
    a, b = values(out("alone/2019_ndwi.tif")), values(out("pooled/2019_ndwi.tif"))
    check(clear and all(a[i] == b[i] for i in clear), "six observations stand alone")

    # the same bytes
    reference = digests(out("pooled"))
    for threads in (1, 2, 7):
        tasi("composite", *reversed(landsat), "-o", out("again"), "--threads", threads, "--overwrite")
        check(digests(out("again")) == reference, "other bytes with %d threads and another order" % threads)
    tasi("verify", out("pooled/run.json"), "--rerun")

    # seasons
    tasi("composite", *landsat, "-o", out("season"), "--period", "season", "--min-count", 1)
    names = [c["name"] for c in sheet(out("season"))["composites"]]
    check("2021-djf" in names and "2019-djf" in names and "2020-djf" not in names, "December counts to the next year: %s" % names)

    # tides
    with open(out("tides.csv"), "w") as f:
        f.write("time,tide_m\n")
        for i, (_, time, _) in enumerate(SCENES[:10]):
            level = (-0.9, 0.9, 0.1, -0.2, 0.3, 0.0, 0.4, -0.1, 0.2, 0.05)[i]
            f.write("%s01:00:00Z,%g\n%s02:00:00Z,%g\n" % (time[:11], level, time[:11], level))
    _, error = tasi("composite", scenes, "-o", out("tides"), "--tides", out("tides.csv"), "--min-count", 1)
    tide = sheet(out("tides"))["tide"]
    check("W-TIDE" in error and tide["scenes_without_tide"] == 2, "scenes without a tide are left out and named: %s" % tide)
    close(tide["observed_range_m"], 1.8, 1e-9, "observed range")
    check(tide["scenes_outside"] == 2 and sheet(out("tides"))["scenes_kept"] == 8, "the outer tides are left out: %s" % tide)
    check(all(abs(s["tide_m"]) <= 0.45 for c in sheet(out("tides"))["composites"] for s in c["scenes"]), "kept tides")
    with open(out("gap.csv"), "w") as f:
        f.write("time,tide_m\n2019-01-01T00:00Z,0\n2022-12-31T00:00Z,1\n")
    tasi("composite", scenes, "-o", out("x"), "--tides", out("gap.csv"), exit=5)
    with open(out("bad.csv"), "w") as f:
        f.write("time,tide_m\n2019-02-11,0\n")
    tasi("composite", scenes, "-o", out("x"), "--tides", out("bad.csv"), exit=4)

    # scenes of another zone and pixel size
    _, error = tasi("composite", scenes, "-o", out("mixed"), "--period", "all", "--min-count", 1)
    check(re.search(r"W-RESAMPLED.*\(2 times\)|W-RESAMPLED.*1 other file", error) is not None, "resampled scenes are counted: " + error)
    info = sheet(out("mixed"))
    check(info["scenes_resampled"] == 2 and info["pixel_m"] == 30 and info["scenes_kept"] == 12, "most scenes settle the grid")
    check(max(values(out("mixed/all_count.tif"))) == 12, "resampled scenes take part")
    tasi("composite", *landsat[-1:], "-o", out("south"), "--crs", "EPSG:32751", "--min-count", 1)
    check(sheet(out("south"))["crs"] == "EPSG:32751" and sheet(out("south"))["corner"][1] > 9e6, "--crs moves the pixels, and does not relabel them")
    sentinel = sorted(glob.glob(scenes + "/S2A*"))
    tasi("composite", *sentinel, "-o", out("ten"), "--min-count", 1)
    ten, thirty = values(out("ten/2022_ndwi.tif")), values(out("mixed/all_ndwi.tif"))
    water = lambda v: sum(x > 0 for x in v if not math.isnan(x)) / max(1, sum(not math.isnan(x) for x in v))
    close(water(thirty), water(ten), 0.02, "the zones show one ground: share of water")

    # what is refused
    for code, words in ((2, ("--period", "decade")), (2, ("--tide-range", 2)), (2, ("--min-count", 0)), (2, ("--index", "red")),
                        (2, ("--band", "green=a.tif")), (5, ("--bbox=10,10,11,11",)), (4, ("--crs", "EPSG:4326"))):
        tasi("composite", scenes, "-o", out("x"), *words, exit=code)
    tasi("composite", scenes, "-o", out("pooled"), exit=6)
    os.mkdir(out("empty"))
    tasi("composite", out("empty"), "-o", out("x"), exit=5)
    check(not os.path.exists(out("x")) and not [n for n in os.listdir(w) if n.startswith(".tasi")], "nothing is left")

    # a file-size limit, or a full disk
    def code_of_writing(target, most):
        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        return subprocess.run([TASI, "composite", *landsat, "-o", target, "--quiet"], preexec_fn=limited, capture_output=True).returncode
    os.mkdir(out("limited"))
    for most in (0, 1000, 20000, 100000, 200000):
        check(code_of_writing(out("limited/c"), most) == 6 and not os.listdir(out("limited")), "a limit of %d bytes ends with 6 and leaves nothing" % most)
    size = sum(os.path.getsize(os.path.join(out("pooled"), n)) for n in os.listdir(out("pooled")))
    os.mkdir(out("disk"))
    for percent in (5, 50, 95):
        if os.system("mount -t tmpfs -o size=%dk tmpfs %s 2>/dev/null" % (max(4, size * percent // 100 // 4096 * 4), out("disk"))) != 0:
            print("not tested: a full disk needs the right to mount")
            break
        code, left = code_of_writing(out("disk/c"), resource.RLIM_INFINITY), os.listdir(out("disk"))
        os.system("umount " + out("disk"))
        check(code == 6 and not left, "a disk with room for %d %% of the composites ends with 6 and leaves nothing: %d %s" % (percent, code, left))

    # an area of interest
    tasi("composite", *landsat, "-o", out("part"), "--bbox=780500,9067000,782000,9068200", "--bbox-crs", "EPSG:32751")
    check(sheet(out("part"))["cols"] in (50, 51) and sheet(out("part"))["rows"] in (40, 41), "cropped: %s" % sheet(out("part"))["cols"])

    # shorelines
    tasi("shorelines", out("pooled"), "-o", out("lines.gpkg"), "--crs", "EPSG:32751", "--coast", out("made/inputs/coast.gpkg"))
    lines = {f.GetField("scene_id"): f for f in layer(out("lines.gpkg"), "shorelines")}
    check(sorted(lines) == ["composite-2019", "composite-2020", "composite-2021"], "a line a year: %s" % sorted(lines))
    check(all(0 < f.GetField("uncert_m") < 30 and f.GetField("threshold") == 0 and f.GetField("sensor") == "landsat-8" for f in lines.values()), "columns")
    check("pooled" in (lines["composite-2021"].GetField("flags") or "").split(";"), "flag pooled: %s" % lines["composite-2021"].GetField("flags"))
    check("few observations" in lines["composite-2021"].GetField("flags"), "flag few observations")
    check(lines["composite-2019"].GetField("length_m") > 2000, "length %s" % lines["composite-2019"].GetField("length_m"))
    truth = {f.GetField("scene_id"): f.GetGeometryRef().Clone() for f in layer(out("made/truth/waterlines.gpkg"), "waterlines")}
    line = lines["composite-2019"].GetGeometryRef()
    true = min((t for k, t in truth.items() if "2019" in k[17:25]), key=lambda t: t.Length())
    vertices = [ogr.CreateGeometryFromWkt("POINT (%r %r)" % p[:2]) for part in line for p in part.GetPoints()]
    away = median([true.Distance(p) for p in vertices])
    print("composite line of 2019: median distance from the true waterline %.1f m" % away)
    check(away < 30, "the line is that of the coast: %.1f m" % away)
    tasi("shorelines", out("pooled/2019_ndwi.tif"), "-o", out("single.gpkg"), "--threshold", "otsu")
    check([f.GetField("scene_id") for f in layer(out("single.gpkg"), "shorelines")] == ["composite-2019"], "the file of one period")

    # composites that were changed, mixed or cannot be
    def changed(name, change=None, files=(), record=True, exit=4, word="changed"):
        """A copy of the composites with another sheet, or rasters of another folder; the run of shorelines ends with `exit`."""
        copy = out("changed-" + name)
        shutil.copytree(out("pooled"), copy)
        if change:
            text = sheet(copy)
            change(text, text["composites"][0])
            with open(copy + "/composites.json", "w") as f:
                json.dump(text, f)
        for target, source in files:
            shutil.copy(source, os.path.join(copy, target))
        if not record:
            os.remove(copy + "/run.json")
        _, error = tasi("shorelines", copy, "-o", out("changed-%s.gpkg" % name), exit=exit)
        check(word in error, "%s: %s" % (name, error))

    def set_in(key, value):
        return lambda whole, first: (first if key in first else whole).__setitem__(key, value)

    def later(whole, first):
        first["mean_time"] = "2035-01-01T00:00:00Z"

    def one_more(whole, first):
        first["observations"] += 1

    changed("copy", record=True, exit=0, word="")
    changed("plain", record=False, exit=0, word="")
    changed("sheet", later)
    changed("raster", files=[("2020_ndwi.tif", out("pooled/2021_ndwi.tif"))])
    changed("sd", files=[("2020_sd.tif", out("pooled/2021_sd.tif"))])
    changed("time", later, record=False, word="mean_time")
    changed("sum", one_more, record=False, word="observations")
    for key, value in (("geolocation_sd_m", 0), ("geolocation_sd_m", -8), ("geolocation_sd_m", 4000), ("observations", -1), ("observations", 2.5),
                       ("index", "nvdi"), ("filled_share", 3), ("pixels", 7), ("scenes_by_month", [0.5] * 12)):
        changed("%s%s" % (key, str(value)[:4]), set_in(key, value), record=False, word="" if key == "pixels" else key)
    changed("mean", set_in("mean_time", None), record=False, word="mean_time")
    changed("corner", set_in("corner", [800000, 9067000]), record=False, word="corner")
    changed("crs", set_in("crs", "EPSG:32652"), record=False, word="EPSG:32652")
    changed("other", set_in("index", "mndwi"), record=False, word="median ndwi")
    changed("size", files=[("2019_count.tif", out("part/2019_count.tif"))], record=False, word="2019_count.tif")
    changed("counts", files=[("2019_count.tif", out("pooled/2019_ndwi.tif"))], record=False, word="2019_count.tif")
    changed("negative", files=[("2019_sd.tif", out("pooled/2019_ndwi.tif"))], record=False, word="2019_sd.tif")

    # periods without an answer
    _, error = tasi("composite", *[p for p in landsat if "2019" in p or "2021" in p], "-o", out("few"), "--period", "season", "--verbose")
    check("W-EMPTY-PERIOD" in error and "2021-jja" in error, "periods without an answer are named: " + error)
    tasi("composite", landsat[0], "-o", out("none"), exit=5)
    check(not os.path.exists(out("none")), "no answer at all leaves nothing")
    _, error = tasi("composite", *landsat, "-o", out("x"), "--crs", "EPSG:32610", exit=4)
    check("area of use" in error, "a zone of another continent: " + error)

    # a study
    with open(out("made/study.toml"), "w") as f:
        f.write('[study]\ncrs = "EPSG:32751"\nas_of = "2021-06-13"\n[scenes]\npaths = ["scenes"]\n[composite]\nmin-count = 1\n[shorelines]\nmin-length = 200\n'
                '[inputs]\ncoast = "inputs/coast.gpkg"\n[transects]\nspacing = 200\nsmoothing = 800\nlandward = 300\nseaward = 300\n')
    _, error = tasi("run", out("made/study.toml"))
    results = out("made/results")
    check(os.path.exists(results + "/composites/composites.json") and os.path.exists(results + "/rates.gpkg"), "composites, lines and rates")
    _, error = tasi("run", out("made/study.toml"))
    check(error.count("up to date") == 8, "a second run does no work: " + error)
    tasi("verify", results + "/run.json", "--rerun")
finish()
