"""Reports in a real browser; visibly skipped where the browser, the packages or the shared check are absent."""
import os, shutil, subprocess
from harness import HERE, SHARED, check


def modules():
    return os.environ.get("TASI_NPM") or os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "tasi-tests", "npm")


def node_is_new_enough():
    """playwright-core asks for Node.js 20; Debian 12 has 18."""
    if not shutil.which("node"):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    return version.startswith("v") and int(version[1:].partition(".")[0]) >= 20


def absent(script):
    for name, there in (("Node.js 20 or newer", node_is_new_enough()), ("chromium", os.path.exists("/usr/bin/chromium")), (script, os.path.exists(script)),
                        ("playwright-core", os.path.isdir(os.path.join(modules(), "node_modules", "playwright-core")))):
        if not there:
            return name


def run_page(words, what):
    missing = absent(words[0])
    if missing:
        print("skipped in the browser (%s): %s is absent" % (what, missing))
        return
    run = subprocess.run(["node"] + words, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    check(run.returncode == 0, "in the browser, %s: %s" % (what, "; ".join(x for x in run.stdout.splitlines() if x.startswith("FAIL")) or run.stderr[-300:]))


def in_browser(page, language, *expected):
    """The shared check: alone, complete, by keyboard, on a phone."""
    words = [os.path.join(SHARED, "checks", "browser", "check_page.mjs"), "--modules", modules(), "--lang", language]
    for css in expected:
        words += ["--expect", css]
    run_page(words + [page], language)


def behaves(page):
    """Without script, in dark mode, narrow, magnified, by its controls, on paper."""
    run_page([os.path.join(HERE, "page_behaviour.mjs"), page, modules()], os.path.basename(page))
