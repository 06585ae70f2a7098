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
finish()
