#!/usr/bin/python3
"""Made products of every kind on one coast: the same shoreline from Landsat in the northern zone and Sentinel-2 in the southern one, from
Level 1 and Level 2, from folders and archives; archives that other programs open; the inventory of all of them."""
import tarfile, tomllib, zipfile
from harness import *
from coasts import calm_coast

# One coast, without noise and geolocation error; Landsat 7 before its gaps. Each on a day of its own: else one is a duplicate of the other.
SCENES = [
    ("landsat-8", "2014-06-12T01:50:00Z", "C2L2", "folder", 'metadata = ["txt", "json", "xml"]'),
    ("landsat-8", "2014-06-13T01:50:00Z", "C2L1", "tar", ""),
    ("landsat-8", "2014-06-14T01:50:00Z", "C1L1", "tar.gz", 'metadata = ["json"]'),
    ("landsat-8", "2014-06-15T01:50:00Z", "PRE", "folder", ""),
    ("landsat-7", "2002-06-16T01:40:00Z", "C2L1", "folder", ""),
    ("landsat-5", "2014-06-17T01:30:00Z", "C1L1", "zip", ""),
    ("sentinel-2a", "2014-06-18T02:00:00Z", "L2A", "zip", 'baseline = "05.09"'),
    ("sentinel-2a", "2014-06-19T02:00:00Z", "L2A", "folder", 'baseline = "03.01"'),
    ("sentinel-2a", "2014-06-20T02:00:00Z", "L1C", "folder", 'baseline = "05.09"'),
    ("sentinel-2a", "2014-06-21T02:00:00Z", "L1C", "tar.gz", 'baseline = "02.04"'),
]


def points(geometry, step=10):
    """Points every `step` metres along the lines of a geometry."""
    lines = [geometry.GetGeometryRef(i) for i in range(geometry.GetGeometryCount())] or [geometry]
    found = []
    for line in lines:
        length = line.Length()
        found += [line.Value(k * step) for k in range(int(length / step) + 1)]
    return found


def distances(a, b, box):
    """From points along `a`, inside the box, to `b`, in metres."""
    return [p.Distance(b) for p in points(a) if box[0] < p.GetX() < box[1] and box[2] < p.GetY() < box[3]]


with Folder() as w:
    coast, made = os.path.join(w, "coast.toml"), os.path.join(w, "made")
    with open(coast, "w", encoding="utf-8") as f:
        f.write(calm_coast(SCENES))
    tomllib.loads(calm_coast(SCENES))
    tasi("simulate", coast, "-o", made)
    names = sorted(os.listdir(os.path.join(made, "scenes")))
    check(len(names) == len(SCENES), "one product for each scene: %s" % names)

    # Archives as the agencies lay them out, read by other programs.
    for name in names:
        path = os.path.join(made, "scenes", name)
        if name.endswith(".zip"):
            with zipfile.ZipFile(path) as archive:
                check(archive.testzip() is None, "%s: checksums" % name)
                members = archive.namelist()
        elif ".tar" in name:
            with tarfile.open(path) as archive:
                members = [m.name for m in archive.getmembers() if archive.extractfile(m).read() is not None]
                check(all(m.mtime == 315532800 for m in archive.getmembers()), "%s: times do not depend on the clock" % name)
        else:
            continue
        if name.startswith("S2"):
            stem = name.split(".")[0]
            check(all(m.startswith(stem + ".SAFE/") for m in members), "%s: all in the SAFE folder: %s" % (name, members[:2]))
        else:
            check(all("/" not in m for m in members), "%s: files at the root: %s" % (name, members[:2]))

    lines = os.path.join(w, "lines.gpkg")
    tasi("shorelines", os.path.join(made, "scenes"), "-o", lines, "--method", "fraction", "--crs", "EPSG:32751",
         "--coast", os.path.join(made, "inputs", "coast.gpkg"), "--buffer", "250", "--no-cloud-mask")
    shorelines = {f.GetField("scene_id"): f.GetGeometryRef().Clone() for f in layer(lines, "shorelines") if f.GetGeometryRef()}
    truth = {f.GetField("scene_id"): f.GetGeometryRef().Clone() for f in layer(os.path.join(made, "truth", "waterlines.gpkg"), "waterlines")}
    check(set(shorelines) == set(truth), "a line for every scene: %s" % sorted(set(truth) - set(shorelines)))
    box = (780000 + 100, 784000 - 100, 9066000 + 100, 9069000 - 100)
    for scene, line in sorted(shorelines.items()):
        pixel = 30 if scene.startswith("L") else 20
        off = median(distances(line, truth[scene], box))
        print("%-62s to the truth: %.2f m" % (scene, off))
        check(off <= 0.2 * pixel, "%s: median distance to the true waterline %.2f m" % (scene, off))
    northern = next(s for s in shorelines if s.startswith("LC08_L2SP"))
    for scene in sorted(shorelines):
        if scene.startswith("S2A_MSIL2A") or scene.startswith("LC08_L1TP"):
            off = median(distances(shorelines[scene], shorelines[northern], box))
            print("%-62s to Landsat Level 2: %.2f m" % (scene, off))
            check(off <= 0.2 * 20, "%s: median distance to Landsat Level 2 %.2f m" % (scene, off))
finish()
