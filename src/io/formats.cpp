#include "src/io/formats.hpp"

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {

const std::vector<OutputFormat>& output_formats()
{
    static const std::vector<OutputFormat> table{
        {".gpkg", "GPKG", false, true, true, {"VERSION=1.2", "ADD_GPKG_OGR_CONTENTS=YES"}, {"SPATIAL_INDEX=YES"}, "GeoPackage"},
        {".shp",
         "ESRI Shapefile",
         false,
         false,
         true,
         {},
         {"ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=2000-01-01"},
         "Shapefile",
         10,
         254,
         false},
        // RFC 7946 knows WGS 84 alone, which would move every metre through a projection and round it. GDAL and QGIS read the
        // older `crs` member rightly, so the coordinates stay as they were computed.
        {".geojson", "GeoJSON", false, false, true, {}, {"RFC7946=NO", "SIGNIFICANT_FIGURES=17"}, "GeoJSON"},
        // The packed index of FlatGeobuf sorts the features along a curve; the order given matters more here.
        {".fgb", "FlatGeobuf", false, false, true, {}, {"SPATIAL_INDEX=NO"}, "FlatGeobuf", 0, 0, true, false, false},
        {".csv", "CSV", false, false, false, {}, {}, "CSV (geometry as WKT in the last column)"},
        {".tif",
         "COG",
         true,
         false,
         false,
         {"COMPRESS=DEFLATE", "PREDICTOR=FLOATING_POINT", "OVERVIEW_RESAMPLING=AVERAGE"},
         {},
         "Cloud-Optimised GeoTIFF"},
    };
    return table;
}

const OutputFormat& format_for(const std::filesystem::path& path, bool raster)
{
    const std::string suffix = lower_case(path.extension().string());
    std::vector<std::string> known;
    for (const OutputFormat& format : output_formats()) {
        if (format.raster != raster) continue;
        if (format.suffix == suffix) return format;
        known.push_back(format.suffix);
    }
    throw UsageError(
        "FORMAT", printable(path.string()),
        suffix.empty() ? "has no suffix" : "suffix " + printable(suffix) + " is no " + (raster ? "raster" : "vector") + " output",
        "use one of " + join(known, " "));
}

}  // namespace tasi::io
