#!/usr/bin/python3
"""tasi risk on a straight coast made here: people on a raster against a raster cut 20 times finer, sums, assets, units, setbacks, warnings."""
import math, os, sys
from harness import *

try:
    from osgeo import gdal, ogr, osr
    import numpy
except ImportError:
    print("skipped: no python3-gdal")
    sys.exit(77)
gdal.UseExceptions()


def spatial_reference(epsg):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


UTM = spatial_reference(32751)
X0, Y0 = 790000, 9054000  # the shore of today is at x = X0, land in the west; transects every 50 m


def write(path, name, kind, fields, features, srs=UTM):
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    made = data.CreateLayer(name, srs, kind)
    for field, type in fields:
        made.CreateField(ogr.FieldDefn(field, type))
    for wkt, values in features:
        f = ogr.Feature(made.GetLayerDefn())
        if wkt:
            f.SetGeometryDirectly(ogr.CreateGeometryFromWkt(wkt))
        for i, value in enumerate(values):
            if value is not None:
                f.SetField(i, value)
        made.CreateFeature(f)
    data = None
    return path


def square(x0, y0, x1, y1):
    return "POLYGON((%f %f,%f %f,%f %f,%f %f,%f %f))" % (x0, y0, x1, y0, x1, y1, x0, y1, x0, y0)


def raster(path, array, x0, y0, pixel, epsg):
    data = gdal.GetDriverByName("GTiff").Create(path, array.shape[1], array.shape[0], 1, gdal.GDT_Float32)
    data.SetGeoTransform((x0, pixel, 0, y0, 0, -pixel))
    data.SetProjection(spatial_reference(epsg).ExportToWkt())
    data.GetRasterBand(1).SetNoDataValue(-99999)
    data.GetRasterBand(1).WriteArray(array)
    data = None
    return path


def all_of(path, name):
    return [f.items() for f in layer(path, name)]


def sum_of(rows, column, **wanted):
    return sum(r[column] for r in rows if all(r[k] == v for k, v in wanted.items()))


with Folder() as w:
    p = lambda name: os.path.join(w, name)
    transects = [("LINESTRING(%f %f,%f %f)" % (X0 - 300, Y0 + 50 * i, X0 + 200, Y0 + 50 * i), ["T%03d" % i, "1"]) for i in range(41)]
    write(p("transects.gpkg"), "transects", ogr.wkbLineString, [("transect", ogr.OFTString), ("baseline", ogr.OFTString)], transects)
    with open(p("positions.csv"), "w") as f:
        f.write("transect,date,distance_m,uncert_m\n")
        for i in range(41):
            for year in range(1990, 2026):
                wobble = 6 * math.sin(12.9898 * i + 78.233 * year * year)
                jump = -40 if i == 30 and year >= 2023 else 0
                f.write("T%03d,%d-07-01,%.3f,5\n" % (i, year, 300 - (1.5 + 0.5 * math.sin(i / 6)) * (year - 2025) + wobble + jump))
    tasi("rates", p("positions.csv"), "--transects", p("transects.gpkg"), "-o", p("rates.gpkg"))
    villages = [(square(X0 - 90, Y0 + 400, X0 - 60, Y0 + 430), ["<b>Near</b>", 300]), (square(X0 - 120, Y0 + 1200, X0 - 80, Y0 + 1240), ["=Mid", 700]),
                (square(X0 - 900, Y0 + 700, X0 - 860, Y0 + 740), ["Inland", 500]), (square(X0 - 90, Y0 + 6000, X0 - 60, Y0 + 6040), ["Beyond", 200]),
                (square(X0 - 90, Y0 + 1700, X0 - 60, Y0 + 1740), ["Empty", 0])]
    write(p("villages.gpkg"), "villages", ogr.wkbPolygon, [("name", ogr.OFTString), ("pop", ogr.OFTInteger)], villages)
    codes = [(n, ogr.OFTString) for n in ("ADM1_PCODE", "ADM2_PCODE", "ADM3_PCODE", "ADM3_EN")]
    units = [(square(X0 - 2000, Y0 - 100, X0 + 100, Y0 + 900), ["XS01", "XS0101", "XS010101", "South"]),
             (square(X0 - 2000, Y0 + 900, X0 + 100, Y0 + 2100), ["XS01", "XS0101", "XS010102", "North"]),
             (square(X0 - 100, Y0 + 395, X0, Y0 + 435), ["XS01", "XS0101", "XS010103", "Claims a part of South"]),
             (square(X0 - 5000, Y0 - 100, X0 - 2000, Y0 + 900), [None, None, None, "No code"])]
    write(p("units.gpkg"), "units", ogr.wkbPolygon, codes, units)

    # Settlements: classes, sums over units, what lies outside, overlapping units.
    _, said = tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--population-field", "pop", "--admin", p("units.gpkg"), "--years", "2030,2050,2100",
                   "--storm-buffer", "15", "--positions", p("positions.csv"), "-o", p("risk.gpkg"))
    for warning in ("W-PCODE", "W-OVERLAP", "W-OUTSIDE", "W-NOT-ASSESSED"):
        check(warning in said, "%s is missing in: %s" % (warning, said))
    found = {r["name"]: r for r in all_of(p("risk.gpkg"), "settlements_at_risk")}
    check(found["<b>Near</b>"]["class"] == "at risk" and found["Inland"]["class"] == "not at risk" and found["Beyond"]["class"] == "not assessed",
          "classes: %s" % {n: r["class"] for n, r in found.items()})
    check(found["Empty"]["ppl_2100"] == 0, "nobody lives in Empty: %s" % found["Empty"]["ppl_2100"])
    check(found["Beyond"]["p_2100"] is None and found["Beyond"]["share_2100"] is None, "no number without data")
    for r in found.values():
        if r["p_2100"] is not None:
            close(r["ppl_2100"], r["share_2100"] * r["pop"], 1e-9, "people are the share of %s that is reached" % r["name"])
            check(r["share_2100"] <= r["p_2100"] + 1e-6, "a part is not likelier reached than the edge: %s" % r)
    check(0.005 < found["=Mid"]["share_2100"] < 0.9 * found["=Mid"]["p_2100"], "the village is not reached as a whole: %s" % found["=Mid"])
    summary = all_of(p("risk.gpkg"), "admin_summary")
    for year in (2030, 2050, 2100):
        everything = sum(r["ppl_%d" % year] or 0 for r in found.values())
        for level in (1, 2, 3):
            here = [r for r in summary if r["year"] == year and (r["level"] == level or r["pcode"] == "outside")]
            close(sum(r["ppl_risk"] or 0 for r in here), everything, 1e-9, "people of level %d by %d" % (level, year))
            check(sum(r["settl"] for r in here) == 5, "every settlement once on level %d" % level)
            close(sum(r["ppl"] or 0 for r in here), 1700, 0, "all people on level %d" % level)
    ranks = sorted(r["rank"] for r in summary if r["level"] == 3 and r["year"] == 2100)
    check(ranks == [1, 2, 3], "ranks %s" % ranks)
    check(all(r["status"] for r in summary), "every unit says what is known of its coast")
    claimed = [r for r in summary if r["pcode"] == "XS010103"]
    check(all(r["settl"] == 0 for r in claimed), "where units overlap the first counts")

    units_on_map = all_of(p("risk.gpkg"), "admin_units")
    last = {r["pcode"]: r for r in summary if r["level"] == 3 and r["year"] == 2100}
    check(len(units_on_map) == 3 and all(last[u["pcode"]] == u for u in units_on_map), "admin_units is not admin_summary of 2100: %s" % units_on_map)
    close(sum(f.GetGeometryRef().Area() for f in layer(p("risk.gpkg"), "admin_units")), 2100 * 1000 + 2100 * 1200 + 100 * 40, 1, "shapes of the units")

    # Setback and early warning.
    setback = all_of(p("risk.gpkg"), "setback")
    check(len(setback) == 1 and "15 m for storms" in setback[0]["rule"], "setback %s" % setback)
    warned = [r["transect"] for r in all_of(p("risk.gpkg"), "warnings")]
    check(warned == ["T030"], "warned of %s" % warned)
    sign = all_of(p("risk.gpkg"), "warnings")[0]
    check(sign["kind"] == "more erosion" and str(sign["since"])[:4] == "2023" and -50 < sign["depart_m"] < -30 and sign["p_adj"] < 0.05, "%s" % sign)
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--positions", p("positions.csv"), "--recent", "0", "-o", p("no.gpkg"), exit=2)
    print("warned of", warned, [r["evidence"] for r in all_of(p("risk.gpkg"), "warnings")][:1])

    # People on a raster: in UTM and in degrees, against pixels cut 20 times finer.
    values = numpy.fromfunction(lambda r, c: 1 + (7 * r + 13 * c) % 11, (40, 20)).astype("float32")
    values[5, 5] = -99999
    values[6, 6] = 0
    total = float(values[values > 0].astype("float64").sum())
    lon, lat, _ = osr.CoordinateTransformation(UTM, spatial_reference(4326)).TransformPoint(X0 - 950, Y0 + 2050)
    for name, x0, y0, pixel, epsg in (("people.tif", X0 - 963, Y0 + 2017, 53.0, 32751), ("degrees.tif", lon, lat, 0.0005, 4326)):
        raster(p(name), values, x0, y0, pixel, epsg)
        out = p(name + ".gpkg")
        tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--population", p(name), "--admin", p("units.gpkg"), "--years", "2030,2050,2100", "-o", out)
        srs, worst = spatial_reference(epsg), 0
        for f in layer(out, "hazard_zones"):
            zone, inside = f.GetGeometryRef().Clone(), 0.0
            # The independent computation: burn the zone into a raster 20 times finer in the raster's own CRS.
            if epsg == 32751:  # pixel by pixel, exactly
                exact = 0.0
                for r in range(40):
                    for c in range(20):
                        if values[r, c] > 0:
                            pixel_area = ogr.CreateGeometryFromWkt(square(x0 + c * pixel, y0 - (r + 1) * pixel, x0 + (c + 1) * pixel, y0 - r * pixel))
                            exact += float(values[r, c]) * pixel_area.Intersection(zone).Area() / pixel_area.Area()
                close(f["ppl"] / exact if exact else 1, 1, 1e-9, "people in the zone of %d %% by %d, pixel by pixel" % (f["prob"], f["year"]))
            zone.Transform(osr.CoordinateTransformation(UTM, srs))
            # A strip of some metres is too narrow for pixels of 2.6 m: there each is cut 200 times finer.
            cut = 20 if f["area_ha"] > 8 else 200
            burnt = gdal.GetDriverByName("MEM").Create("", 20 * cut, 40 * cut, 1, gdal.GDT_Byte)
            burnt.SetGeoTransform((x0, pixel / cut, 0, y0, 0, -pixel / cut))
            burnt.SetProjection(srs.ExportToWkt())
            memory = ogr.GetDriverByName("Memory").CreateDataSource("")
            shape = memory.CreateLayer("zone", srs)
            g = ogr.Feature(shape.GetLayerDefn())
            g.SetGeometry(zone)
            shape.CreateFeature(g)
            gdal.RasterizeLayer(burnt, [1], shape, burn_values=[1])
            share = burnt.ReadAsArray().reshape(40, cut, 20, cut).mean(axis=(1, 3))
            inside = float((share * numpy.where(values > 0, values, 0)).sum())
            worst = max(worst, abs(f["ppl"] / inside - 1) if inside else 1)
            close(f["ppl"] / inside, 1, 0.005, "%s: people in the zone of %d %% by %d" % (name, f["prob"], f["year"]))
        print("people in %d zones against %s cut finer: within %.2f %%" % (len(list(layer(out, "hazard_zones"))), name, 100 * worst))
        rows_of = all_of(out, "exposure")
        whole = [r for r in rows_of if r["pcode"] is None and r["year"] == 2100][0]
        close(whole["total"] / total, 1, 1e-9, "%s: people in all" % name)
        close(sum_of(rows_of, "total", level=3, year=2100) + sum_of(rows_of, "total", pcode="outside", year=2100), total, 1e-9 * total, "units add up")
        check(whole["low"] <= whole["expected"] <= whole["high"], "expected people lie in their interval here: %s" % whole)
        print(name, {k: whole[k] for k in ("total", "expected", "low", "high", "not_assess")})

    # Buildings and roads.
    write(p("houses.gpkg"), "houses", ogr.wkbPoint, [("use", ogr.OFTString)], [("POINT(%f %f)" % (X0 - 20 - 10 * i, Y0 + 300 + 20 * i), ["x"]) for i in range(50)])
    write(p("roads.gpkg"), "roads", ogr.wkbLineString, [("name", ogr.OFTString)], [("LINESTRING(%f %f,%f %f)" % (X0 - 60, Y0 + 100, X0 - 60, Y0 + 1900), ["coast road"]),
                                                                              ("LINESTRING(%f %f,%f %f)" % (X0 - 800, Y0 + 100, X0 - 800, Y0 + 1900), ["hill road"])])
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--buildings", p("houses.gpkg"), "--assets", p("roads.gpkg"), "--assets", p("houses.gpkg"),
         "--asset-field", "name", "-o", p("assets.gpkg"), exit=2)
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--buildings", p("houses.gpkg"), "--assets", p("roads.gpkg"), "-o", p("assets.gpkg"))
    exposure = {(r["what"], r["year"]): r for r in all_of(p("assets.gpkg"), "exposure")}
    close(exposure["roads", 2100]["total"], 3600, 1e-6, "metres of road")
    check(0 < exposure["roads", 2100]["expected"] < 1900, "the coast road is reached, the hill road is not: %s" % exposure["roads", 2100])
    close(exposure["buildings", 2100]["total"], 50, 0, "buildings")
    roads = {r["name"]: r for r in all_of(p("assets.gpkg"), "assets_roads")}
    check(roads["coast road"]["class"] == "at risk" and roads["hill road"]["class"] == "not at risk", "%s" % roads)

    # People at buildings: of an outline, a pixel, a polygon with people; evenly where there is none.
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--people-at", "buildings", "-o", p("no.gpkg"), exit=2)
    homes = [(square(X0 - 90, Y0 + 405, X0 - 85, Y0 + 410), ["far house"]), (square(X0 - 70, Y0 + 405, X0 - 60, Y0 + 420), ["near house"])]
    write(p("homes.gpkg"), "homes", ogr.wkbPolygon, [("use", ogr.OFTString)], homes)
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--population-field", "pop", "--buildings", p("homes.gpkg"), "--people-at", "buildings", "--assets",
         p("homes.gpkg"), "--admin", p("units.gpkg"), "-o", p("homes_out.gpkg"))
    at_homes = {r["name"]: r for r in all_of(p("homes_out.gpkg"), "settlements_at_risk")}
    chance = {r["use"]: r for r in all_of(p("homes_out.gpkg"), "assets_homes")}
    for year in (2030, 2050, 2100):
        by_ground = (25 * chance["far house"]["p_%d" % year] + 150 * chance["near house"]["p_%d" % year]) / 175
        close(at_homes["<b>Near</b>"]["share_%d" % year], by_ground, 1e-9, "people of Near stand in its houses by their ground")
        close(at_homes["=Mid"]["share_%d" % year], found["=Mid"]["share_%d" % year], 1e-12, "people of Mid, which has no house, are spread")
    whole = [r for r in all_of(p("homes_out.gpkg"), "exposure") if r["what"] == "people" and r["pcode"] is None and r["year"] == 2100][0]
    close(whole["total"], 1700, 1e-9, "all people, wherever they stand")
    close(whole["expected"], sum(r["ppl_2100"] or 0 for r in at_homes.values()), 1e-9, "people of the settlements and of the whole")
    for people, field in ((p("people.tif"), []), (p("villages.gpkg"), ["--population-field", "pop"])):
        tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--population", people, *field, "--buildings", p("homes.gpkg"), "--people-at", "buildings", "--admin",
             p("units.gpkg"), "-o", p("at.gpkg"), "--overwrite")
        rows_of = [r for r in all_of(p("at.gpkg"), "exposure") if r["what"] == "people" and r["year"] == 2100]
        everybody = total if people.endswith("tif") else 1700
        close(sum_of(rows_of, "total", pcode=None) / everybody, 1, 1e-9, "nobody is lost at buildings: %s" % people)
        close((sum_of(rows_of, "total", level=3) + sum_of(rows_of, "total", pcode="outside")) / everybody, 1, 1e-9, "units add up at buildings: %s" % people)

    # What is drawn far out at sea is not assessed, and a table of people without places is refused by name.
    write(p("boat.gpkg"), "boat", ogr.wkbPoint, [("name", ogr.OFTString)], [("POINT(%f %f)" % (X0 + 900, Y0 + 900), ["Boat"]), ("POINT(%f %f)" % (X0 + 100, Y0 + 900), ["Pier"])])
    tasi("risk", p("rates.gpkg"), p("boat.gpkg"), "-o", p("boat_out.gpkg"))
    at_sea = {r["name"]: r for r in all_of(p("boat_out.gpkg"), "settlements_at_risk")}
    check(at_sea["Boat"]["class"] == "not assessed" and at_sea["Boat"]["reason"] == "seaward of the line: check the place" and at_sea["Boat"]["p_2100"] is None, "%s" % at_sea)
    check(at_sea["Pier"]["class"] == "at risk", "%s" % at_sea["Pier"])
    check("share_2100" not in at_sea["Boat"], "a point has no share")
    with open(p("table.csv"), "w") as f:
        f.write("name,pop\nNear,300\n")
    _, said = tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--population", p("table.csv"), "-o", p("no.gpkg"), exit=4)
    check("table.csv" in said and "without places" in said, "the table is named: %s" % said)

    # Sea-level rise: off by default, labelled, and more is reached with it.
    with open(p("slr.csv"), "w") as f:
        f.write("year,rise_m,low_m,high_m\n2020,0,0,0\n2050,0.25,0.2,0.3\n2100,0.8,0.6,1.1\n")
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--slr", p("slr.csv"), "-o", p("no.gpkg"), exit=2)
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--slr", p("slr.csv"), "--slr-slope", "0.02", "--slr-past", "0.003", "-o", p("slr.gpkg"))
    with_rise = {r["name"]: r for r in all_of(p("slr.gpkg"), "settlements_at_risk")}
    check(with_rise["=Mid"]["slr"] == "Bruun" and with_rise["Beyond"]["slr"] is None, "label of sea-level rise")
    check(with_rise["=Mid"]["p_2050"] > found["=Mid"]["p_2050"], "more is reached with sea-level rise")
    check("slr" not in found["=Mid"], "no label without sea-level rise")

    # Shapefile: every layer beside the first.
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--storm-buffer", "0", "--population-field", "pop", "--admin", p("units.gpkg"), "-o", p("all.shp"))
    names = sorted(n for n in os.listdir(w) if n.startswith("all") and n.endswith(("shp", "dbf")))
    check({"all.shp", "all_hazard_zones.shp", "all_setback.shp"} <= set(names), "files %s" % names)

    # Refused.
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--population", p("people.tif"), "--population-field", "pop", "-o", p("no.gpkg"), exit=2)
    bad = values.copy()
    bad[3, 3] = -4
    raster(p("bad.tif"), bad, X0 - 963, Y0 + 2017, 53.0, 32751)
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--population", p("bad.tif"), "-o", p("no.gpkg"), exit=4)
    tasi("risk", p("rates.gpkg"), p("villages.gpkg"), "--positions", p("slr.csv"), "-o", p("no.gpkg"), exit=4)
    check(not os.path.exists(p("no.gpkg")), "a refused run leaves nothing")
finish()
