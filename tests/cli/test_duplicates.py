#!/usr/bin/python3
"""One acquisition counts once, in whatever forms and by whatever paths it is given; other tiles and days all count. Products without a
cloud layer, once accepted, count everywhere."""
import glob
from harness import *
from coasts import calm_coast

SCENES = [
    ("sentinel-2a", "2021-06-18T02:00:00Z", "L2A", "folder", 'baseline = "05.09"'),
    ("sentinel-2a", "2021-06-18T02:00:00Z", "L2A", "folder", 'baseline = "03.01"'),
    ("sentinel-2a", "2021-06-18T02:00:00Z", "L1C", "zip", 'baseline = "05.09"'),
    ("landsat-8", "2021-06-12T01:50:00Z", "C2L2", "folder", ""),
    ("landsat-8", "2021-06-12T01:50:00Z", "C2L1", "folder", ""),
    ("landsat-8", "2021-06-28T01:50:00Z", "C2L2", "folder", ""),
]


def scenes_of(path):
    return sorted(f.GetField("scene_id") for f in layer(path, "shorelines"))


with Folder() as w:
    coast, made = os.path.join(w, "coast.toml"), os.path.join(w, "made")
    with open(coast, "w", encoding="utf-8") as f:
        f.write(calm_coast(SCENES))
    tasi("simulate", coast, "-o", made)
    folder = os.path.join(made, "scenes")
    names = sorted(os.listdir(folder))
    paths = [os.path.join(folder, n) for n in names]
    count = 0

    def shorelines(*arguments):
        global count
        count += 1
        out = os.path.join(w, "%d.gpkg" % count)
        _, error = tasi("shorelines", *arguments, "-o", out, "--verbose")
        return scenes_of(out), error

    best = sorted(n.removesuffix(".SAFE") for n in names if "_N0509_" in n and "L2A" in n or "_L2SP_" in n)
    check(len(names) == 6 and len(best) == 3, "what was made: %s" % names)
    for how, given in (("their folder", [folder]), ("one by one", paths), ("the other way round", paths[::-1])):
        got, error = shorelines(*given)
        check(got == best, "by %s each acquisition counts once: %s" % (how, got))
        check(error.count("W-DUPLICATE") == 3, "by %s what is left out is named: %s" % (how, error))
    check("which is used" in error and "N0509" in error, "the one that stands is named: %s" % error)

    metadata = glob.glob(os.path.join(folder, "LC08_L1TP*", "*_MTL.txt")) + glob.glob(os.path.join(folder, "S2A_MSIL2A*N0301*", "MTD_MSIL2A.xml"))
    check(len(metadata) == 2, "two metadata files: %s" % metadata)
    got, error = shorelines(*metadata, *[p for p in paths if "L2SP" in p or "N0509" in p and "L2A" in p])
    check(got == best and error.count("W-DUPLICATE") == 2, "metadata files are described first: %s %s" % (got, error))
    got, error = shorelines(*metadata)
    check(len(got) == 2 and "W-DUPLICATE" not in error, "of two acquisitions none is left out: %s %s" % (got, error))
    got, error = shorelines(paths[0], paths[0] + "/")
    check(len(got) == 1 and "given twice" in error, "one path twice: %s %s" % (got, error))

    out = os.path.join(w, "composite")
    _, error = tasi("composite", folder, "-o", out, "--period", "year", "--verbose")
    check(error.count("W-DUPLICATE") == 3, "composites count each acquisition once: %s" % error)

    # Products without a cloud layer.
    bare = os.path.join(w, "bare")
    for n in names:
        if "_L2SP_" in n:
            shutil.copytree(os.path.join(folder, n), os.path.join(bare, n))
    for f in glob.glob(os.path.join(bare, "*", "*_QA_PIXEL.TIF")):
        os.remove(f)
    got, error = shorelines(bare, "--no-cloud-mask", "--coregister", "first")
    check(len(got) == 2, "a product without a cloud layer may be the reference: %s" % error)
    tasi("composite", bare, "-o", os.path.join(w, "c2"), "--no-cloud-mask")
    tasi("composite", bare, "-o", os.path.join(w, "c3"), exit=4)

finish()
