#!/usr/bin/python3
"""Composites mask what `tasi index` masks: clouds and shadows at the edges of blocks, areas, resampled scenes, any number of threads."""
import array, glob, hashlib, math, os
from harness import *
from osgeo import gdal

gdal.UseExceptions()
os.environ["SOURCE_DATE_EPOCH"] = "1735689600"
EDGE = 1024  # the largest block of a composite; one scene gets no smaller ones
CLEAR, CLOUD, SHADOW = 21824, 22280, 23888  # QA_PIXEL


def coast(path, size_m, sensor, extra):
    """The demo's coast under one scene of another size."""
    text = open(os.path.join(ROOT, "scenes", "demo", "coast.toml")).read()
    text = text[:text.index("[[scenes]]")].replace("size_m = [8520, 3500]", "size_m = %s" % size_m)
    text = text.replace("[8900, 1700],", "[40000, 1800], [20000, 1700], [8900, 1700],")
    with open(path, "w") as f:
        f.write(text + '[[scenes]]\nsensor = "%s"\ntime = "2021-06-13T01:38:20Z"\nturbidity = 0.1\nseed = 7\n%s\n' % (sensor, extra))


class Image:
    def __init__(self, path):
        dataset = gdal.Open(path)
        self.rows, self.cols, self.place = dataset.RasterYSize, dataset.RasterXSize, dataset.GetGeoTransform()
        self.values = array.array("f")
        self.values.frombytes(dataset.GetRasterBand(1).ReadRaster(buf_type=gdal.GDT_Float32))

    def at(self, row, col):
        return self.values[row * self.cols + col] if 0 <= row < self.rows and 0 <= col < self.cols else math.nan

    def missing(self):
        return sum(math.isnan(v) for v in self.values)


def same(a, b):
    return (a.rows, a.cols, a.place) == (b.rows, b.cols, b.place) and all(x == y or (x != x and y != y) for x, y in zip(a.values, b.values))


def put_flags(path):
    """A clear scene, but for single pixels of cloud and of shadow on both sides of the edges of blocks."""
    dataset = gdal.Open(path, gdal.GA_Update)
    band, rows, cols = dataset.GetRasterBand(1), dataset.RasterYSize, dataset.RasterXSize
    numbers = array.array("H", [CLEAR]) * (rows * cols)
    flagged = 0
    for k in range(0, 1000, 18):
        away = EDGE - 12 + (k // 18 * 7) % 25
        for row, col in ((away, k), (k + 9, away)):
            numbers[row * cols + col] = SHADOW if k // 18 % 2 else CLOUD
            flagged += 1
    numbers[EDGE * cols + EDGE] = CLOUD
    band.WriteRaster(0, 0, cols, rows, numbers.tobytes())
    return flagged + 1


def interpolated(source, x, y):
    """Between pixel centres, NaN where a pixel with a weight is missing."""
    row, col = (y - source.place[3]) / source.place[5] - 0.5, (x - source.place[0]) / source.place[1] - 0.5
    r, c = math.floor(row + 1e-6), math.floor(col + 1e-6)
    down, right = row - r if row - r > 1e-6 else 0, col - c if col - c > 1e-6 else 0
    parts = [(w, source.at(r + i, c + k)) for i, v in ((0, 1 - down), (1, down)) for k, w in ((0, v * (1 - right)), (1, v * right)) if w > 0]
    return sum(w * v for w, v in parts)


with Folder() as w:
    out = lambda name: os.path.join(w, name)

    def made(name, *how):
        coast(out(name + ".toml"), *how)
        tasi("simulate", out(name + ".toml"), "-o", out(name))
        return glob.glob(out(name + "/scenes/*"))[0]

    def index(scene, *options):
        tasi("index", scene, "-o", out("i.tif"), "--overwrite", *options)
        return Image(out("i.tif"))

    def composite(scene, *options):
        tasi("composite", scene, "-o", out("c"), "--overwrite", "--min-count", 1, *options)
        return Image(glob.glob(out("c/2021_*dwi.tif"))[0])

    def digests():
        return {n: hashlib.sha256(open(out("c/" + n), "rb").read()).hexdigest() for n in os.listdir(out("c")) if n.endswith(".tif")}

    # Landsat: four blocks
    landsat = made("wide", [31500, 31500], "landsat-8", "cloud = 0.0")
    flagged = put_flags(glob.glob(landsat + "/*_QA_PIXEL.TIF")[0])
    whole = index(landsat)
    check(min(whole.rows, whole.cols) > EDGE + 20, "the scene is larger than a block: %d x %d" % (whole.rows, whole.cols))
    base = index(landsat, "--mask", "none").missing()
    check(whole.missing() > base + 2 * flagged, "shadows grow: %d flagged, %d missing" % (flagged, whole.missing() - base))
    for options in ((), ("--dilate", 150), ("--dilate", 3000), ("--mask", "shadow", "--dilate", 100), ("--mask", "none")):
        one = composite(landsat, *options)
        check(same(one, index(landsat, *options)), "a composite of one scene is its index image: %s" % (options,))
    first = [composite(landsat, "--dilate", 150, "--threads", 1), digests()][1]
    for threads in (2, 7):
        composite(landsat, "--dilate", 150, "--threads", threads)
        check(digests() == first, "%d threads change bytes" % threads)

    # An area moves the edges of the blocks over the scene
    x, y, pixel = whole.place[0], whole.place[3], whole.place[1]
    for skip, side in ((3, 1035), (1000, 40)):
        left, top = x + skip * pixel, y - skip * pixel
        box = ("--bbox=%f,%f,%f,%f" % (left + 1, top - side * pixel + 1, left + side * pixel - 1, top - 1), "--bbox-crs", "EPSG:32651", "--dilate", 150)
        check(same(composite(landsat, *box), index(landsat, *box)), "an area of %d pixels from %d on" % (side, skip))

    # A resampled scene: no masked pixel has a weight
    source = index(landsat, "--dilate", 150)
    moved = composite(landsat, "--dilate", 150, "--crs", "EPSG:32751")
    wrong = leaks = filled = 0
    for row in range(moved.rows):
        north = moved.place[3] + (row + 0.5) * moved.place[5] - 1e7
        near_edge = abs(row % EDGE) < 40 or row % EDGE > EDGE - 40
        for col in range(moved.cols) if near_edge else range(EDGE - 40, min(EDGE + 40, moved.cols)):
            want, got = interpolated(source, moved.place[0] + (col + 0.5) * pixel, north), moved.at(row, col)
            leaks += math.isnan(want) and not math.isnan(got)
            filled += not math.isnan(got)
            wrong += not (abs(want - got) < 2e-6 or (math.isnan(want) and math.isnan(got)))
    check(filled > 50000 and leaks == 0 and wrong == 0, "resampled: %d values, %d leaks, %d differ" % (filled, leaks, wrong))

    # Sentinel-2: its own growth
    sentinel = made("tall", [3000, 12000], "sentinel-2a", 'cloud = 0.3\nbaseline = "05.09"')
    for options in ((), ("--dilate", 0), ("--index", "mndwi", "--mixed", "bilinear")):
        one = composite(sentinel, *options)
        check(same(one, index(sentinel, *options)), "Sentinel-2: %s" % (options,))
    check(index(sentinel).rows > EDGE and index(sentinel).missing() > index(sentinel, "--dilate", 0).missing(), "its clouds grow by default")
finish()
