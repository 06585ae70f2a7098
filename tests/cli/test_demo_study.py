#!/usr/bin/python3
"""Makes the built-in study, once for all tests that look at it: in the folder that TASI_DEMO names, as `first` and `copy`, with `demo.log`."""
import resource, time
from harness import *

os.environ["SOURCE_DATE_EPOCH"] = "1735689600"
with Folder() as w:
    made = os.environ.get("TASI_DEMO") or w
    for name in ("first", "copy"):
        shutil.rmtree(os.path.join(made, name), ignore_errors=True)
    log = os.path.join(made, "demo.log")
    if os.path.exists(log):
        os.remove(log)
    os.makedirs(made, exist_ok=True)
    start = time.monotonic()
    said = make_demo(os.path.join(made, "first"))
    seconds = time.monotonic() - start
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(said)
    print("demo: %.1f s, at most %.0f MB" % (seconds, peak_mb))
    check(peak_mb < 1000, "demo: %.0f MB, want under 1000" % peak_mb)
    if not failed_so_far():
        shutil.copytree(os.path.join(made, "first"), os.path.join(made, "copy"))
        with open(log, "w", encoding="utf-8") as f:
            f.write(said)
finish()
