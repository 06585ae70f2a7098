#!/usr/bin/python3
"""Localities, sucos and coastline of Timor-Leste as they come: counts by distance and P-codes agree with the reference."""
import os
from harness import *

places = shared("data/timor_leste_places")
boundaries = shared("data/timor_leste_boundaries_cod_ab")
coast = shared("data/timor_leste_coastline/gshhg_f_timor.geojson")
with Folder() as w:
    out = os.path.join(w, "risk.gpkg")
    tasi("risk", coast, os.path.join(places, "localities_10_districts.geojson"), "--admin", os.path.join(boundaries, "tls_adm3_from_pmtiles.gpkg"),
         "--crs", "EPSG:32751", "-o", out)
    limits = (100, 250, 500, 1000, 2000)
    counts, wrong_parent, classes = {}, 0, set()
    for f in layer(out, "settlements_at_risk"):
        codes = [f.GetField("adm%d_pcode" % n) for n in (1, 2, 3)]
        classes.add(f.GetField("class"))
        if codes[2] and not (codes[2].startswith(codes[1]) and codes[1].startswith(codes[0]) and len(codes[2]) == 8):
            wrong_parent += 1
        row = counts.setdefault(codes[0] or "", [0] * 6)
        row[0] += 1
        for i, limit in enumerate(limits):
            row[i + 1] += f.GetField("near_m") <= limit
    # The suco of every locality, found independently.
    sucos = layer(os.path.join(boundaries, "tls_adm3_from_pmtiles.gpkg"), 0)
    areas = [(s.GetField("ADM3_PCODE"), s.GetGeometryRef().Clone()) for s in sucos]
    boxes = [g.GetEnvelope() for _, g in areas]
    localities = layer(os.path.join(places, "localities_10_districts.geojson"), 0)
    different = 0
    for f, mine in zip(localities, layer(out, "settlements_at_risk")):
        p = f.GetGeometryRef()
        inside = [code for (code, g), b in zip(areas, boxes) if b[0] <= p.GetX() <= b[1] and b[2] <= p.GetY() <= b[3] and g.Contains(p)]
        different += (inside[0] if inside else None) != mine.GetField("adm3_pcode")
    print("%d of 3261 localities in another suco than by OGR" % different)
    check(different == 0, "%d localities in another suco than by OGR" % different)
    check(wrong_parent == 0, "%d localities whose P-codes do not contain their parents'" % wrong_parent)
    check(classes == {"not assessed"}, "without rates every locality is 'not assessed', found %s" % classes)
    total = [0] * 6
    for r in rows(os.path.join(places, "expected_counts_by_distance_to_gshhg_coast.csv")):
        want = [int(r["all"])] + [int(r["le_%dm" % limit]) for limit in limits]
        got = counts.get(r["ADM1_PCODE"], [0] * 6)
        print("%-5s %-10s got %s want %s" % (r["ADM1_PCODE"], r["ADM1_EN"], got, want))
        for g, x, name in zip(got, want, ("all",) + limits):
            close(g, x, 1, "%s within %s" % (r["ADM1_EN"], name))
        total = [a + b for a, b in zip(total, got)]
    for g, x in zip(total, (3261, 36, 88, 168, 272, 372)):
        close(g, x, 1, "total")

    # Rates along the coast by a fixture: a transect every 500 m of GSHHG, across it, of which one stretch in five was not assessed.
    import math, time
    from osgeo import ogr, osr
    geographic, utm = osr.SpatialReference(), osr.SpatialReference()
    geographic.ImportFromEPSG(4326)
    utm.ImportFromEPSG(32751)
    for srs in (geographic, utm):
        srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_utm = osr.CoordinateTransformation(geographic, utm)
    rates = os.path.join(w, "rates.gpkg")
    data = ogr.GetDriverByName("GPKG").CreateDataSource(rates)
    made = data.CreateLayer("rates", utm, ogr.wkbLineString)
    columns = ("transect", "baseline", "trend", "certainty", "first", "last", "as_of")
    for name in columns + ("LRR", "LCI90", "LCIac", "neff", "now_m", "now_sd_m"):
        made.CreateField(ogr.FieldDefn(name, ogr.OFTString if name in columns else ogr.OFTReal))
    number = 0
    for index, shore in enumerate(layer(coast, 0)):
        g = shore.GetGeometryRef().Clone()
        g.Transform(to_utm)
        for part in range(max(1, g.GetGeometryCount())):
            line = g.GetGeometryRef(part) if g.GetGeometryCount() else g
            for k in range(int(line.Length() // 500)):
                a, b = line.Value(500.0 * k + 240), line.Value(500.0 * k + 260)
                dx, dy = b.GetX() - a.GetX(), b.GetY() - a.GetY()
                size = math.hypot(dx, dy)
                x, y = (a.GetX() + b.GetX()) / 2, (a.GetY() + b.GetY()) / 2
                land = (-dy / size, dx / size)  # GSHHG keeps land on the left
                f = ogr.Feature(made.GetLayerDefn())
                f.SetGeometryDirectly(ogr.CreateGeometryFromWkt("LINESTRING(%f %f,%f %f)" % (x + 300 * land[0], y + 300 * land[1], x - 300 * land[0], y - 300 * land[1])))
                assessed = number // 20 % 5 != 4
                for name, value in (("transect", "%05d" % number), ("baseline", str(index)), ("first", "1990-01-01"), ("last", "2025-01-01"), ("as_of", "2025-01-01"),
                                    ("trend", "eroding" if assessed else "not assessed"), ("certainty", "good" if assessed else "not assessed"),
                                    ("LRR", -1.0 - math.sin(number / 7)), ("LCI90", 0.5), ("LCIac", 0.6), ("neff", 20), ("now_m", 300), ("now_sd_m", 6)):
                    if assessed or name in columns or name.startswith("now"):
                        f.SetField(name, value)
                made.CreateFeature(f)
                number += 1
    data = None
    out, began = os.path.join(w, "with_rates.gpkg"), time.time()
    tasi("risk", rates, os.path.join(places, "localities_10_districts.geojson"), "--shoreline", coast, "--admin-within", "250", "--admin", os.path.join(boundaries, "tls_adm3_from_pmtiles.gpkg"), "-o", out)
    seconds = time.time() - began
    print("%d transects, 3261 localities, %d sucos: %.1f s" % (number, len(areas), seconds))
    check(seconds < 10, "took %.1f s" % seconds)
    risks = list(layer(out, "settlements_at_risk"))
    for before, after in zip(layer(os.path.join(w, "risk.gpkg"), "settlements_at_risk"), risks):
        if abs(before.GetField("near_m") - after.GetField("near_m")) > 0.01:
            check(False, "near_m of %s changed with the rates" % after.GetField("PLACE_NAME"))
    coastal = [f for f in risks if f.GetField("near_m") <= 1000 and f.GetField("COUNTRY_ID") != "INDONESIA"]
    without = [f.GetField("PLACE_NAME") for f in coastal if not f.GetField("adm3_pcode")]
    print("%d localities within 1 km of the coast, %d without a suco: %s" % (len(coastal), len(without), without[:5]))
    check(not without, "coastal localities without a suco: %s" % without)
    kinds = {}
    for f in risks:
        kinds[f.GetField("class")] = kinds.get(f.GetField("class"), 0) + 1
        if (f.GetField("class") == "not assessed") != (f.GetField("p_2100") is None):
            check(False, "%s: class %s with p %s" % (f.GetField("PLACE_NAME"), f.GetField("class"), f.GetField("p_2100")))
    print("classes", kinds)
    summary = list(layer(out, "admin_summary"))
    for year in (2030, 2050, 2100):
        for level in (1, 2, 3):
            here = [f for f in summary if f.GetField("year") == year and (f.GetField("level") == level or f.GetField("pcode") == "outside")]
            check(sum(f.GetField("settl") for f in here) == 3261, "settlements of level %d" % level)
            check(sum(f.GetField("settl_na") for f in here) == kinds["not assessed"], "not assessed on level %d" % level)
            by_year = sum(1 for f in risks if f.GetField("p_%d" % year) is not None and (f.GetField("p_%d" % year) >= 0.1 or f.GetField("dist_m") <= 0))
            check(sum(f.GetField("settl_risk") for f in here) == by_year, "at risk by %d on level %d" % (year, level))
            close(sum(f.GetField("coast_km") for f in here), sum(f.GetField("coast_km") for f in summary if f.GetField("year") == year and (f.GetField("level") == 1 or f.GetField("pcode") == "outside")), 1e-6, "coast")
finish()

