"""How far lines lie from reference contours."""
from osgeo import ogr
import json
import numpy as np


def parts_of(geometry):
    if geometry.GetGeometryName() == "LINESTRING":
        return [geometry.Clone()]
    return [geometry.GetGeometryRef(i).Clone() for i in range(geometry.GetGeometryCount())]


def off_reference(geometry, reference, pixel_m, near_px=3):
    """Distances in pixels of points 5 m apart on the lines of `geometry` from the contours of `reference` (GeoJSON), for those within
    `near_px` pixels of one: the reference has only its longest contours. And the length in metres of what that is."""
    contours = ogr.Geometry(ogr.wkbMultiLineString)
    for feature in reference["features"]:
        for part in parts_of(ogr.CreateGeometryFromJson(json.dumps(feature["geometry"]))):
            contours.AddGeometry(part)
    distances = []
    for line in parts_of(geometry):
        line.Segmentize(5)
        for i in range(line.GetPointCount()):
            point = ogr.Geometry(ogr.wkbPoint)
            point.AddPoint_2D(line.GetX(i), line.GetY(i))
            distance = contours.Distance(point) / pixel_m
            if distance <= near_px:
                distances.append(distance)
    return np.array(distances), 5 * len(distances)
