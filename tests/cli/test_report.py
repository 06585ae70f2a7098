#!/usr/bin/python3
"""tasi report: what stands in the page, that names stay data, that the bytes repeat, and how the page behaves in a browser."""
import hashlib, html, json, re, zipfile
from harness import *
from browser import in_browser, behaves

DATA = os.path.join(ROOT, "tests", "data")
EVIL = [
    '<script>alert(1)</script>', '=HYPERLINK("http://127.0.0.1")', '"><img src=x onerror=alert(1)>', "{{title}}", "@SUM(1)", "</script>", "Suku \u202eoloc", "+1+1", "-Ain"]


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def sheet_parts(path):
    """The workbook, the texts of all cells, and the sheets as XML."""
    with zipfile.ZipFile(path) as z:
        sheets = [z.read(n).decode() for n in z.namelist() if n.startswith("xl/worksheets/")]
        return z.read("xl/workbook.xml").decode(), [html.unescape(t) for x in sheets for t in re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", x)], sheets


def small_study(folder):
    """Positions, rates and risk of the small layers in tests/data, with settlements that have hostile names."""
    def data(name):
        return os.path.join(DATA, name)
    places = json.load(open(data("settlements.geojson")))
    first = places["features"][0]
    for name in EVIL:
        one = json.loads(json.dumps(first))
        one["properties"]["name"] = name
        places["features"].append(one)
    settlements = os.path.join(folder, "settlements.geojson")
    json.dump(places, open(settlements, "w"))
    results = os.path.join(folder, "results")
    os.mkdir(results)
    out = lambda name: os.path.join(results, name)
    tasi("positions", data("shorelines.geojson"), data("transects.geojson"), "-o", out("positions.csv"))
    tasi("rates", out("positions.csv"), "--transects", data("transects.geojson"), "-o", out("rates.gpkg"))
    tasi("risk", out("rates.gpkg"), settlements, "--population-field", "people", "-o", out("risk.gpkg"))
    return results


with Folder() as w:
    results = small_study(w)

    def out(name):
        return os.path.join(w, name)

    for language in ("en", "pt", "tet"):
        page, sheet = out(language + ".html"), out(language + ".xlsx")
        tasi("report", results, "-o", page, "--lang", language, "--title", "<i>A & B</i>", "--xlsx", os.path.basename(sheet), "--readme", language + ".txt")
        text = open(page, encoding="utf-8").read()
        check('<html lang="%s">' % language in text, "%s: the page names its language" % language)
        check("<i>" not in text and "&lt;i&gt;A &amp; B&lt;/i&gt;" in text, "%s: the title is data" % language)
        check("<img src=x" not in text and "alert(1)</script>" not in text, "%s: names are data" % language)
        check("http://" not in re.sub(r"http://www.w3.org/[a-z0-9/]*|HYPERLINK\([^)]*\)|https?://leafletjs.com", "", text.split("<body>")[1].split("<script>")[0]), "%s: no address in the page" % language)
        check(os.path.getsize(page) < 1e6, "%s: the page has %d bytes" % (language, os.path.getsize(page)))
        book, texts, sheets = sheet_parts(sheet)
        check(book.count("<sheet ") == 4, "%s: what to read first, and three tables: %s" % (language, book))
        check(all('state="frozen"' in x and "<autoFilter" in x for x in sheets[1:]), "%s: headings stay and have filters" % language)
        check("<f>" not in "".join(sheets), "%s: there is no formula" % language)
        if language != "en":
            check(not re.search(r">(at risk|not at risk|not assessed|eroding|good)<", "".join(sheets)), "%s: words of the results are translated" % language)
        check(not [t for t in texts if re.match(r"[=+@-](?![0-9.]+$)", t)], "%s: a cell could be a formula: %s" % (language, texts))
        readme = open(out(language + ".txt"), encoding="utf-8-sig").read()
        check(language + ".html" in readme and "rates.gpkg" in readme, "%s: README: %s" % (language, readme))
        in_browser(page, language, "#findings .card", "#table-settlements", "#table-transects", ".legend")
    behaves(out("pt.html"))

    # every warning that the documentation names is said in the language of the report
    table = open(os.path.join(ROOT, "docs", "conventions.md"), encoding="utf-8").read().split("## Warnings")[1].split("## Flags")[0]
    words = open(os.path.join(ROOT, "src", "report", "strings", "tet.toml"), encoding="utf-8").read()
    silent = sorted(n for n in set(re.findall(r"`([A-Z][A-Z-]+)`", table)) if not re.search("^warning_%s( =|_[a-z])" % n.replace("-", "_"), words, re.M))
    check(not silent, "warnings without words in the report: %s" % silent)

    # the same inputs give the same bytes
    again = os.path.join(w, "again")
    os.mkdir(again)
    tasi("report", results, "-o", os.path.join(again, "tet.html"), "--lang", "tet", "--title", "<i>A & B</i>", "--xlsx", "tet.xlsx", "--readme", "tet.txt")
    for name in ("tet.html", "tet.xlsx", "tet.txt"):
        check(digest(out(name)) == digest(os.path.join(again, name)), "%s has other bytes the second time" % name)
    tasi("verify", out("tet.html.run.json"), "--rerun")

    # files by name instead of a folder, and rates alone
    tasi("report", os.path.join(results, "rates.gpkg"), "-o", out("rates.html"))
    text = open(out("rates.html"), encoding="utf-8").read()
    check("No settlements were given" in text and 'id="table-transects"' in text, "a report of rates alone")

    # refusals
    for code, arguments in ((2, (results, "-o", out("a.htm"))), (2, (results, "-o", out("a.html"), "--lang", "fr")), (2, (results, "-o", out("a.html"), "--xlsx", "b/c.xlsx")),
                            (2, (results, os.path.join(results, "rates.gpkg"), "-o", out("a.html"))), (4, (os.path.join(results, "risk.gpkg"), "-o", out("a.html"))),
                            (3, (out("absent.gpkg"), "-o", out("a.html"))), (5, (again, "-o", out("a.html"))), (6, (results, "-o", out("en.html"))),
                            (6, (results, "-o", out("b.html"), "--xlsx", "en.xlsx")), (8, ("/vsicurl/http://127.0.0.1/a", "-o", out("a.html")))):
        tasi("report", *arguments, exit=code)
    path = os.environ["PATH"]
    os.environ["PATH"] = ""
    _, error = tasi("report", results, "-o", out("a.html"), "--pdf", "a.pdf", exit=6)
    os.environ["PATH"] = path
    check("chromium" in error, "without a browser --pdf is refused with the reason: " + error)
    check(not [n for n in os.listdir(w) if n.startswith(("a.", "b.", ".tasi"))], "something is left: %s" % os.listdir(w))

    # on paper
    if any(shutil.which(n) for n in ("chromium", "chromium-browser", "google-chrome")):
        tasi("report", results, "-o", out("p.html"), "--pdf", "p.pdf")
        check(open(out("p.pdf"), "rb").read(5) == b"%PDF-" and os.path.getsize(out("p.pdf")) > 20000, "a PDF was printed")
    else:
        print("skipped: no browser to print with")
finish()
