#!/usr/bin/python3
"""Draws docs/figures/auto_on_real_coasts.svg: what `--method auto` changes against the contour at Otsu's threshold on two real coasts.

    docs/figures/auto_on_real_coasts.py TASI SHARED

TASI is the program, SHARED the folder of the reference material. Needs the GDAL bindings of Python."""
import math, os, subprocess, sys, tempfile
from osgeo import gdal, ogr

gdal.UseExceptions()
tasi, shared = sys.argv[1:3]
here = os.path.dirname(os.path.abspath(__file__))
WIDTH, HEIGHT, MARGIN = 430, 430, 16


def shoreline(folder, name, arguments, method):
    out = os.path.join(folder, "%s_%s.gpkg" % (name, method))
    subprocess.run([tasi, "shorelines", *arguments, "--method", method, "--min-length", "300", "--quiet", "-o", out], check=True,
                   stderr=subprocess.DEVNULL)
    opened = ogr.Open(out)
    feature = opened.GetLayerByName("shorelines").GetNextFeature()
    geometry = feature.GetGeometryRef()
    return [geometry.GetGeometryRef(i).GetPoints() for i in range(geometry.GetGeometryCount())]


def path(points, place):
    return "M" + "L".join("%.1f %.1f" % place(x, y) for x, y in (p[:2] for p in points))


def seaward(points, others):
    """Distances of points 10 m apart on `others` from the lines `points`, positive to their right."""
    pieces = [(a, b) for line in points for a, b in zip(line, line[1:])]
    found = []
    for line in others:
        g = ogr.Geometry(ogr.wkbLineString)
        for p in line:
            g.AddPoint_2D(p[0], p[1])
        g.Segmentize(10)
        for i in range(g.GetPointCount()):
            x, y = g.GetX(i), g.GetY(i)
            best = None
            for (ax, ay, *_), (bx, by, *_) in pieces:
                dx, dy = bx - ax, by - ay
                n = dx * dx + dy * dy
                if n == 0:
                    continue
                t = min(1, max(0, ((x - ax) * dx + (y - ay) * dy) / n))
                d = math.hypot(x - ax - t * dx, y - ay - t * dy)
                if best is None or d < best[0]:
                    best = d, (dy * (x - ax) - dx * (y - ay)) > 0
            found.append(best[0] if best[1] else -best[0])
    return found


def panel(title, left, lines, box, pixel_m):
    x0, y0, size = box
    place = lambda x, y: (left + (x - x0) / size * WIDTH, 40 + HEIGHT - (y - y0) / size * HEIGHT)
    out = ['<text x="%d" y="26" font-size="15">%s</text>' % (left, title),
           '<clipPath id="c%d"><rect x="%d" y="40" width="%d" height="%d"/></clipPath>' % (left, left, WIDTH, HEIGHT),
           '<rect x="%d" y="40" width="%d" height="%d" fill="#fbfbf8" stroke="#999"/>' % (left, WIDTH, HEIGHT), '<g clip-path="url(#c%d)">' % left]
    step = pixel_m / size * WIDTH
    for k in range(int(size / pixel_m) + 1):
        out.append('<path d="M%.1f 40v%dM%d %.1fh%d" stroke="#e4e4dc" stroke-width=".6"/>' % (left + k * step, HEIGHT, left, 40 + k * step, WIDTH))
    for name, colour, width in (("contour", "#c0392b", 1.6), ("auto", "#1f5fa8", 2)):
        for line in lines[name]:
            out.append('<path d="%s" fill="none" stroke="%s" stroke-width="%s"/>' % (path(line, place), colour, width))
    out.append("</g>")
    out.append('<path d="M%d %dh%.1f" stroke="#333" stroke-width="3"/><text x="%d" y="%d" font-size="12">300 m</text>'
               % (left + 10, 40 + HEIGHT - 12, 300 / size * WIDTH, left + 10, 40 + HEIGHT - 20))
    return out


def histogram(left, distances, pixel_m):
    top, height, reach = 510, 90, 2.0
    bins = [0] * 40
    for d in distances:
        k = int((d / pixel_m + reach) / (2 * reach) * len(bins))
        if 0 <= k < len(bins):
            bins[k] += 1
    out = []
    for k, n in enumerate(bins):
        h = height * n / max(bins)
        out.append('<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="#1f5fa8"/>' % (left + k * WIDTH / 40, top + height - h, WIDTH / 40 - 1, h))
    ordered = sorted(distances)
    out.append('<path d="M%d %dh%dM%.1f %dv%d" stroke="#333"/>' % (left, top + height, WIDTH, left + WIDTH / 2, top, height + 4))
    for tick in (-2, -1, 0, 1, 2):
        out.append('<text x="%.1f" y="%d" font-size="12" text-anchor="middle">%d</text>' % (left + (tick + reach) / (2 * reach) * WIDTH, top + height + 17, tick))
    out.append('<text x="%d" y="%d" font-size="12">contour beside auto, pixels, seaward positive; median %.2f</text>'
               % (left, top + height + 34, ordered[len(ordered) // 2] / pixel_m))
    return out


with tempfile.TemporaryDirectory() as folder:
    olinda = os.path.join(folder, "olinda.tif")
    gdal.Translate(olinda, os.path.join(shared, "data/landsat7_olinda_coast/L7_ETMs.tif"), outputType=gdal.GDT_Float32)
    coasts = [
        ("Olinda, Landsat 7 (28.5 m)", "olinda", [olinda, "--bands", "blue,green,red,nir,swir1,swir2", "--date", "2000-08-10", "--scale", ".0039"],
         (296000, 9113000, 1500), 28.5),
        ("Liverpool, Landsat 8 (30 m)", "liverpool",
         [os.path.join(shared, "data/landsat_c2_liverpool_coast/LC08_L2SP_204023_20200927_20201006_02_T1"), "--no-cloud-mask"], None, 30),
    ]
    svg, left = [], MARGIN
    for title, name, arguments, box, pixel_m in coasts:
        lines = {"contour": shoreline(folder, name, arguments + ["--threshold", "otsu"], "contour"), "auto": shoreline(folder, name, arguments, "auto")}
        if box is None:
            longest = max(lines["auto"], key=len)
            middle = longest[len(longest) // 2]
            box = (middle[0] - 750, middle[1] - 750, 1500)
        svg += panel(title, left, lines, box, pixel_m) + histogram(left, seaward(lines["auto"], lines["contour"]), pixel_m)
        left += WIDTH + 2 * MARGIN
    svg.append('<path d="M%d 655h24" stroke="#c0392b" stroke-width="2"/><text x="%d" y="659" font-size="13">contour of ndwi at Otsu</text>' % (MARGIN, MARGIN + 30))
    svg.append('<path d="M%d 655h24" stroke="#1f5fa8" stroke-width="2"/><text x="%d" y="659" font-size="13">auto</text>' % (MARGIN + 220, MARGIN + 250))
    with open(os.path.join(here, "auto_on_real_coasts.svg"), "w") as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 672" font-family="sans-serif" fill="#222">\n<rect width="100%%" height="100%%" fill="white"/>\n%s\n</svg>\n'
                   % (left, "\n".join(svg)))
