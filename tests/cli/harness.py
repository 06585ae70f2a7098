"""What the command tests share: running tasi, finding the reference material, counting checks.

A test prints a line per failure and ends with `N passed, M failed`; it exits with 77 (skipped) where the reference material is absent."""
import csv, os, shutil, subprocess, sys, tempfile

TASI = os.environ.get("TASI") or shutil.which("tasi")
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHARED = os.environ.get("TASI_SHARED") or os.path.join(ROOT, "..", "shared")

passed = failed = 0


def shared(name):
    path = os.path.join(SHARED, name)
    if not os.path.exists(path):
        print("skipped: no shared reference material (%s)" % name)
        sys.exit(77)
    return path


def check(holds, what):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print("FAIL " + what)


def failed_so_far():
    return failed


def close(got, want, tolerance, what):
    check(got is not None and abs(got - want) <= tolerance, "%s: %s, want %s +- %s" % (what, got, want, tolerance))


def tasi(*arguments, exit=0):
    """Runs tasi; returns (stdout, stderr). The exit code must be `exit`."""
    run = subprocess.run([TASI] + [str(a) for a in arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    check(run.returncode == exit, "tasi %s: exit %d, want %d: %s" % (" ".join(map(str, arguments)), run.returncode, exit, run.stderr[:300]))
    return run.stdout, run.stderr


_open = []


def layer(path, name):
    """A layer of a vector file; its dataset stays open, since Python would close it under the layer."""
    from osgeo import ogr
    _open.append(ogr.Open(path))
    return _open[-1].GetLayer(name)


def layer_names(path):
    from osgeo import ogr
    dataset = ogr.Open(path)
    return [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())]


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def number(text):
    return float(text) if text not in (None, "") else None


def median(values):
    values = sorted(values)
    n = len(values)
    return values[n // 2] if n % 2 else (values[n // 2 - 1] + values[n // 2]) / 2


def make_demo(folder):
    """Makes the built-in study in `folder`; returns what demo.sh says."""
    run = subprocess.run(["bash", os.path.join(ROOT, "scenes", "demo.sh"), folder], env=dict(os.environ, TASI=TASI), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    check(run.returncode == 0, "demo.sh: exit %d: %s" % (run.returncode, run.stderr[-300:]))
    return run.stdout + run.stderr


def demo(name, folder):
    """The folder of the built-in study, and what demo.sh said of it: `name` (first, copy) of the two that test_demo_study.py left in
    TASI_DEMO, else made now in `folder`."""
    made = os.environ.get("TASI_DEMO")
    if not made or not os.path.exists(os.path.join(made, "demo.log")):
        return folder, make_demo(folder)
    with open(os.path.join(made, "demo.log"), encoding="utf-8") as log:
        return os.path.join(made, name), log.read()


class Folder:
    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="tasi-cli-")
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


def finish():
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)
