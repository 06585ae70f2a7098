#include "src/io/crs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

#include <cpl_conv.h>
#include <fmt/core.h>
#include <ogr_spatialref.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/gdal_errors.hpp"

namespace tasi::io {
namespace {

/// The only maker of OGRSpatialReference objects: x = east, y = north.
OGRSpatialReference reference()
{
    OGRSpatialReference made;
    made.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return made;
}

std::optional<OGRSpatialReference> from_epsg(int code)
{
    const ErrorWatch watch;
    OGRSpatialReference made = reference();
    if (made.importFromEPSG(code) != OGRERR_NONE) return {};
    return made;
}

std::string wkt_of(const OGRSpatialReference& reference)
{
    const ErrorWatch watch;
    const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
    char* text = nullptr;
    const OGRErr result = reference.exportToWkt(&text, options);
    const std::string wkt = result == OGRERR_NONE && text ? text : "";
    CPLFree(text);
    return wkt;
}

bool same(const OGRSpatialReference& a, const OGRSpatialReference& b)
{
    const ErrorWatch watch;
    const char* const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS",
                                   "IGNORE_COORDINATE_EPOCH=YES", nullptr};
    return a.IsSame(&b, options) != 0;
}

std::optional<int> epsg_code(const OGRSpatialReference& reference)
{
    const char* authority = reference.GetAuthorityName(nullptr);
    const char* code = reference.GetAuthorityCode(nullptr);
    if (!authority || !code || !EQUAL(authority, "EPSG")) return {};
    const auto number = parse_integer(code);
    if (!number || *number < 1 || *number > 10'000'000) return {};
    return static_cast<int>(*number);
}

/// The code of the one registered CRS that means the same; nothing when the match is not certain.
std::optional<int> matching_code(const OGRSpatialReference& given)
{
    const ErrorWatch watch;
    const std::unique_ptr<OGRSpatialReference> match(given.FindBestMatch(90, "EPSG", nullptr));
    if (!match || !same(*match, given)) return {};
    return epsg_code(*match);
}

Crs value_of(const OGRSpatialReference& given, std::optional<int> code)
{
    Crs crs;
    crs.wkt = wkt_of(given);
    crs.projected = given.IsProjected() != 0;
    crs.metres = crs.projected && std::abs(given.GetLinearUnits() - 1) < 1e-12;
    const char* name = given.GetName();
    crs.name = code ? fmt::format("EPSG:{}", *code) : printable(name ? name : "unnamed");
    return crs;
}

/// Only places on the ground in two dimensions: heights and shifts stated beside the CRS are dropped.
void keep_horizontal(OGRSpatialReference& given)
{
    const ErrorWatch watch;
    if (given.IsCompound()) given.StripVertical();
    if (given.GetAxesCount() == 3) given.DemoteTo2D(nullptr);
    given.StripTOWGS84IfKnownDatum();
}

bool stands_for_unknown(const OGRSpatialReference& given)
{
    const char* name = given.GetName();
    return name && lower_case(name).starts_with("undefined ");
}

}  // namespace

Crs crs_from_user(const std::string& text)
{
    const auto colon = text.find(':');
    const auto code = colon == std::string::npos ? std::nullopt : parse_integer(text.substr(colon + 1));
    if (!code || lower_case(text.substr(0, colon)) != "epsg" || *code < 1 || *code > 10'000'000) {
        throw UsageError("CRS", "", fmt::format("\"{}\" is not a coordinate system", printable(text)), "write it as EPSG:32751");
    }
    auto made = from_epsg(static_cast<int>(*code));
    if (made) keep_horizontal(*made);
    if (!made || !(made->IsProjected() || made->IsGeographic())) {
        throw UsageError("CRS", "", fmt::format("EPSG:{} is no known projected or geographic coordinate system", *code),
                         "check the number");
    }
    return value_of(*made, epsg_code(*made));
}

namespace {

Crs parsed_wkt(const std::string& wkt, const std::string& file)
{
    if (trimmed(wkt).empty()) return {};
    OGRSpatialReference given = reference();
    {
        const ErrorWatch watch;
        if (given.importFromWkt(wkt.c_str()) != OGRERR_NONE) {
            throw UnsafeError("CRS", file, fmt::format("the CRS cannot be read: {}", watch.first_message()), "repair the CRS of the file");
        }
    }
    if (stands_for_unknown(given)) return {};
    keep_horizontal(given);
    if (!given.IsProjected() && !given.IsGeographic()) {
        const char* name = given.GetName();
        throw UnsafeError("CRS", file,
                          fmt::format("the CRS \"{}\" is local (engineering) or not horizontal and has no place on the Earth",
                                      printable(name ? name : "")),
                          "give the file a projected CRS");
    }
    const std::optional<int> stated = epsg_code(given);
    const std::optional<int> code = stated ? stated : matching_code(given);
    if (!code) return value_of(given, {});
    const auto registered = from_epsg(*code);
    if (!registered) return value_of(given, {});
    if (!same(*registered, given)) {
        throw UnsafeError("CRS", file, fmt::format("the CRS is called EPSG:{} but its parameters are others", *code),
                          "repair the CRS of the file");
    }
    return value_of(*registered, code);
}

}  // namespace

Crs crs_from_wkt(const std::string& wkt, const std::string& file)
{
    // Asked for every raster of every product, nearly always with the same few texts.
    static thread_local std::map<std::string, Crs> known;
    const auto found = known.find(wkt);
    if (found != known.end()) return found->second;
    return known[wkt] = parsed_wkt(wkt, file);
}

Crs utm_crs(int zone, bool north)
{
    if (zone < 1 || zone > 60) throw BugError("CRS", "", fmt::format("UTM zone {} does not exist", zone), "zones are 1 to 60");
    return crs_from_user(fmt::format("EPSG:{}", (north ? 32600 : 32700) + zone));
}

std::string fitting_utm(double longitude, double latitude)
{
    if (!std::isfinite(longitude) || !std::isfinite(latitude)) throw BugError("CRS", "", "position is not finite", "");
    const double turned = std::remainder(longitude, 360.0);
    const int zone = std::clamp(static_cast<int>(std::floor((turned + 180) / 6)) + 1, 1, 60);
    return fmt::format("EPSG:{}", (latitude >= 0 ? 32600 : 32700) + zone);
}

void require_metres(const Crs& crs, const std::string& file, const Point* somewhere)
{
    if (crs.empty()) throw UnsafeError("CRS", file, "no CRS is stated", "give --assume-crs EPSG:nnnn");
    if (!crs.projected) {
        const bool known = somewhere && std::isfinite(somewhere->x) && std::isfinite(somewhere->y);
        const std::string fit = known ? fmt::format(", here {}", fitting_utm(somewhere->x, somewhere->y)) : "";
        throw UnsafeError("CRS", file, fmt::format("{} is geographic (degrees), not projected in metres", crs.name),
                          fmt::format("transform the data to a projected CRS such as UTM{}", fit));
    }
    if (!crs.metres) {
        throw UnsafeError("CRS", file, fmt::format("the unit of {} is not the metre", crs.name),
                          "transform the data to a projected CRS in metres");
    }
}

}  // namespace tasi::io
