"""Descriptions of small coasts for `tasi simulate`."""
import os
from harness import ROOT

SCENE = '\n[[scenes]]\nsensor = "%s"\ntime = "%s"\ncloud = 0.0\nturbidity = 0.0\nseed = 1\nproduct = "%s"\ncontainer = "%s"\nshift_m = [0.0, 0.0]\n%s\n'


def calm_coast(scenes):
    """A part of the demo's coast without noise and geolocation error under `scenes`: sensor, time, product, container, further lines."""
    with open(os.path.join(ROOT, "scenes", "demo", "coast.toml"), encoding="utf-8") as f:
        text = f.read()
    text = text[:text.index("[[scenes]]")].replace("size_m = [8520, 3500]", "size_m = [4000, 3000]")
    sensors = "".join("%s = { noise = 0.0, geolocation_m = 0.0 }\n" % name for name in sorted({s[0] for s in scenes}))
    return text[:text.index("[sensors]")] + "[sensors]\n" + sensors + "".join(SCENE % s for s in scenes)
