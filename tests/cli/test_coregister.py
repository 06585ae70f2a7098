#!/usr/bin/python3
"""--coregister on scenes of the built-in coast whose shifts are known: found, taken out of the lines, recorded, and refused with a reason."""
import glob, json, os, re
from harness import *

SEEDS = ("4111", "4101", "4112", "4119", "4126")  # under clouds, Landsat 5, 7 with gaps, Sentinel-2, Landsat 8


def description(path):
    head, *scenes = open(os.path.join(ROOT, "scenes", "demo", "coast.toml")).read().split("[[scenes]]")
    chosen = [s for s in scenes if re.search(r"^seed = (%s)$" % "|".join(SEEDS), s, re.M)]
    chosen[1] = chosen[1].replace("2009-09-20", "1989-09-20")  # the clouds come first in time
    head = re.sub(r"geolocation_m = [0-9.]+", "geolocation_m = 9.0", head)
    with open(path, "w") as f:
        f.write("[[scenes]]".join([head] + sorted(chosen, key=lambda s: re.search(r'time = "(.*)"', s).group(1))))


def found(path):
    result = {}
    for f in layer(path, "shorelines"):
        result[f.GetField("scene_id")] = {
            "east": f.GetField("shift_e_m"), "north": f.GetField("shift_n_m"), "flags": (f.GetField("flags") or "").split(";"),
            "uncert": f.GetField("uncert_m"),
            "line": [g.GetPoints() for g in f.GetGeometryRef()] if f.GetGeometryRef() else []}
    return result


with Folder() as w:
    coast, demo = os.path.join(w, "coast.toml"), os.path.join(w, "demo")
    description(coast)
    tasi("simulate", coast, "-o", demo)
    truth = {r["scene_id"]: (number(r["shift_x_m"]), number(r["shift_y_m"])) for r in rows(os.path.join(demo, "truth", "scenes.csv"))}
    scenes, near = os.path.join(demo, "scenes"), os.path.join(demo, "inputs", "coast.gpkg")
    common = [scenes, "--coast", near, "--crs", "EPSG:32751"]
    plain, moved = os.path.join(w, "plain.gpkg"), os.path.join(w, "moved.gpkg")
    tasi("shorelines", *common, "-o", plain)
    tasi("shorelines", *common, "-o", moved, "--coregister", "first")
    before, after = found(plain), found(moved)
    notes = json.dumps(json.load(open(moved + ".run.json")))
    reference = next(s for s in truth if s.startswith("LT05") and "_1990" in s)
    check(all(s["east"] is None and "coregistered" not in s["flags"] for s in before.values()), "nothing moves without --coregister")
    check(after[reference]["east"] == 0 and after[reference]["north"] == 0, "the reference, the second scene in time, does not move")
    moved_scenes = 0
    for scene, (east, north) in truth.items():
        row = after[scene]
        check("coregistration of " + scene in notes or "failed: " in ";".join(row["flags"]), scene + " is in the run record")
        if row["east"] is None:
            check("not coregistered" in row["flags"] or any(f.startswith("failed") for f in row["flags"]), scene + ": says why it was not moved")
            continue
        moved_scenes += 1
        print("%s: %.2f %.2f, want %.2f %.2f m" % (scene, row["east"], row["north"], east - truth[reference][0], north - truth[reference][1]))
        close(row["east"], east - truth[reference][0], 2.5, scene + " east")
        close(row["north"], north - truth[reference][1], 2.5, scene + " north")
        check("coregistered" in row["flags"], scene + " is flagged")
        old = before[scene]["line"]
        same = [len(a) for a in old] == [len(a) for a in row["line"]]
        check(same, scene + ": the same line elsewhere")
        for a, b in zip(old, row["line"]):
            if same:
                close(b[0][0] - a[0][0], -row["east"], 1e-3, scene + ": the line moved back east")
                close(b[0][1] - a[0][1], -row["north"], 1e-3, scene + ": the line moved back north")
    check(moved_scenes == 4, "%d scenes were set, want 4" % moved_scenes)

    # a product, and a single band of it, as the reference
    product = os.path.join(scenes, reference)
    for name, file in (("product", product), ("band", glob.glob(os.path.join(product, "*_SR_B4.TIF"))[0])):
        other = os.path.join(w, name + ".gpkg")
        tasi("shorelines", *common, "-o", other, "--coregister", file)
        for scene, row in found(other).items():
            if row["east"] is not None and after[scene]["east"] is not None:
                close(row["east"], after[scene]["east"], 1.5, "%s against a %s, east" % (scene, name))
                close(row["north"], after[scene]["north"], 1.5, "%s against a %s, north" % (scene, name))

    # what is too far is refused; what is no reference ends the run
    near_only = os.path.join(w, "near.gpkg")
    _, err = tasi("shorelines", *common, "-o", near_only, "--coregister", "first", "--max-shift", "0.05", "--verbose")
    check("failed: shift" in str(found(near_only)), "a shift above the limit is no shoreline")
    check("--max-shift" in err or "more than 0.05" in err, "and says so: " + err[:300])
    tasi("shorelines", *common, "-o", os.path.join(w, "x.gpkg"), "--coregister", os.path.join(w, "none.tif"), exit=3)
    tasi("shorelines", *common, "-o", os.path.join(w, "x.gpkg"), "--coregister", "first", "--max-shift", "0", exit=2)
    cloudy = [s for s in truth if "_1989" in s]
    _, err = tasi("shorelines", os.path.join(scenes, cloudy[0]), "-o", os.path.join(w, "x.gpkg"), "--coregister", "first", exit=4)
    check("COREGISTER" in err, "no reference: " + err[:200])
finish()
