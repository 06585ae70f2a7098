#!/usr/bin/python3
"""A shoreline does not depend on how the work is cut: threads, blocks, and how much of the index stays in memory change no byte."""
import os
from harness import *

CHOICES = [(threads, pixels, memory) for threads, pixels, memory in
           [(1, None, None), (2, None, None), (3, 5000, None), (7, 5000, 40000), (2, 70000, 40000), (1, 1, 1), (7, 700000, 300000)]]


def two_scenes():
    """The demo coast with one cloudy Landsat 8 and one cloudy Sentinel-2 scene."""
    text = open(os.path.join(ROOT, "scenes", "demo", "coast.toml")).read()
    head, *scenes = text.split("\n[[scenes]]\n")
    def one(sensor):
        return next(s for s in scenes if 'sensor = "%s' % sensor in s)
    return head + "".join("\n[[scenes]]\n" + one(s) for s in ("landsat-8", "sentinel-2"))


with Folder() as w:
    coast, made = os.path.join(w, "coast.toml"), os.path.join(w, "made")
    with open(coast, "w") as f:
        f.write(two_scenes())
    tasi("simulate", coast, "-o", made)
    for method in ("contour", "fraction", "auto"):
        found = set()
        for threads, pixels, memory in CHOICES:
            for name, value in (("TASI_BLOCK_PIXELS", pixels), ("TASI_PIXEL_MEMORY", memory)):
                os.environ.pop(name, None)
                if value:
                    os.environ[name] = str(value)
            out = os.path.join(w, "s.geojson")
            tasi("shorelines", os.path.join(made, "scenes") if os.path.isdir(os.path.join(made, "scenes")) else made, "-o", out,
                 "--method", method, "--threads", threads, "--overwrite")
            found.add(open(out, "rb").read())
        check(len(found) == 1, "%s: %d different files from %d ways to cut the work" % (method, len(found), len(CHOICES)))
        check(all(len(f) > 10000 for f in found), "%s: hardly a line" % method)
    os.environ.pop("TASI_BLOCK_PIXELS", None), os.environ.pop("TASI_PIXEL_MEMORY", None)
    check(not [f for f in os.listdir(w) if f.startswith(".scratch")], "a scratch file stays behind")

finish()
