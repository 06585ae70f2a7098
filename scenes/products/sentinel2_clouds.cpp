#include "scenes/products/sentinel2_clouds.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenes/products/sentinel2_images.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the product again";
constexpr long long max_gml_bytes = 64'000'000;
/// No coordinate of a map is larger.
constexpr double largest_coordinate_m = 1e8;
/// A cloud may begin outside the tile, but not far from it.
constexpr double around_tile_m = 10'000;

UnsafeError misplaced(const std::string& file, const std::string& what) { return {"CLOUDS", file, "cloud mask: " + what, download}; }
UnreadableError bad_ring(const std::string& file, const std::string& what) { return {"CLOUDS", file, "cloud mask: " + what, download}; }

/// Numbers of a position: 2, or 3 with heights, which are dropped.
int dimension_of(const io::XmlElement& positions, const std::string& file)
{
    const std::string stated = positions.attribute("srsDimension");
    if (stated.empty() || stated == "2") return 2;
    if (stated == "3") return 3;
    throw bad_ring(file, "srsDimension = " + printable(stated));
}

bool spells_no_finite_number(std::string_view text)
{
    const std::string word = lower_case(text.substr(std::min(text.size(), text.find_first_not_of("+-"))));
    return word == "nan" || word == "inf" || word == "infinity";
}

double coordinate_in(const std::string& text, const std::string& file)
{
    const std::string shown = "'" + printable(text.substr(0, 40)) + "' is no coordinate";
    if (spells_no_finite_number(text)) throw misplaced(file, shown);
    const auto number = parse_number(text);
    if (!number) throw bad_ring(file, shown);
    if (std::abs(*number) > largest_coordinate_m) throw misplaced(file, shown + " of a map");
    return *number;
}

/// Splits at white space of any kind.
std::vector<double> numbers_in(const std::string& text, const std::string& file)
{
    std::vector<double> numbers;
    std::size_t start = 0;
    while ((start = text.find_first_not_of(" \t\r\n", start)) != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", start), text.size());
        numbers.push_back(coordinate_in(text.substr(start, end - start), file));
        start = end;
    }
    return numbers;
}

Polyline ring_of(const io::XmlElement& boundary, const std::string& file)
{
    const auto positions = boundary.all("posList");
    if (positions.size() != 1) throw bad_ring(file, fmt::format("{} lists of positions in a ring", positions.size()));
    const auto step = static_cast<std::size_t>(dimension_of(*positions.front(), file));
    const std::vector<double> numbers = numbers_in(positions.front()->text, file);
    if (numbers.size() % step != 0) throw bad_ring(file, fmt::format("{} numbers in positions of {}", numbers.size(), step));
    Polyline ring;
    for (std::size_t i = 0; i < numbers.size(); i += step) ring.push_back({numbers[i], numbers[i + 1]});
    if (!is_ring(ring)) throw bad_ring(file, fmt::format("a ring of {} positions is not closed", ring.size()));
    return ring;
}

Polygon polygon_of(const io::XmlElement& element, const std::string& file)
{
    Polygon polygon;
    const io::XmlElement* exterior = element.child("exterior");
    if (!exterior) throw bad_ring(file, "a polygon without exterior");
    polygon.exterior = ring_of(*exterior, file);
    for (const io::XmlElement& part : element.children)
        if (part.name == "interior") polygon.holes.push_back(ring_of(part, file));
    return polygon;
}

/// `urn:ogc:def:crs:EPSG:8.7:32756`, `EPSG:32756` and `http://www.opengis.net/def/crs/EPSG/0/32756` mean EPSG:32756. Any element may
/// state a CRS of its own.
void require_crs(const io::XmlElement& element, const Crs& crs, const std::string& file)
{
    const std::string stated = element.attribute("srsName");
    const std::string code = stated.substr(stated.find_last_not_of("0123456789") + 1);
    if (!stated.empty() && crs.name.starts_with("EPSG:") && "EPSG:" + code != crs.name)
        throw UnsafeError(
            "CRS", file,
            "CRS conflict: the cloud mask (" + printable(element.name) + ") is in " + printable(stated) + ", the tile in " + crs.name,
            download);
    for (const io::XmlElement& part : element.children) require_crs(part, crs, file);
}

/// Degrees, or x and y in the other order, lie far from the tile and would mask nothing.
void require_near(const Polygon& polygon, const Grid& tile, const std::string& file)
{
    if (tile.rows == 0) return;
    const Point first = tile.at_corner(0, 0), last = tile.at_corner(tile.rows, tile.cols);
    const auto by_x = [](const Point& a, const Point& b) { return a.x < b.x; };
    const auto by_y = [](const Point& a, const Point& b) { return a.y < b.y; };
    const auto [west, east] = std::minmax_element(polygon.exterior.begin(), polygon.exterior.end(), by_x);
    const auto [south, north] = std::minmax_element(polygon.exterior.begin(), polygon.exterior.end(), by_y);
    const auto apart = [](double low, double high, double a, double b) {
        return high < std::min(a, b) - around_tile_m || low > std::max(a, b) + around_tile_m;
    };
    if (apart(west->x, east->x, first.x, last.x) || apart(south->y, north->y, first.y, last.y))
        throw misplaced(
            file, fmt::format("a polygon at ({}, {}) lies outside the tile, which begins at ({}, {})", format_number(polygon.exterior[0].x),
                              format_number(polygon.exterior[0].y), format_number(first.x), format_number(first.y)));
}

/// The polygons below an element, also those that are patches of a surface.
std::vector<const io::XmlElement*> polygon_elements(const io::XmlElement& element)
{
    std::vector<const io::XmlElement*> found = element.all("Polygon");
    const auto patches = element.all("PolygonPatch");
    found.insert(found.end(), patches.begin(), patches.end());
    return found;
}

bool add_raster(io::Session& session, const ProductFiles& files, const std::string& quality, Product& product)
{
    const auto member = sentinel2_image(files, quality, "MSK_CLASSI_B00");
    if (!member) return false;
    const std::vector<QualityField>& fields = product.sheet->quality;
    const int bands = static_cast<int>(fields.size());
    for (int band = 0; band < bands; ++band)
        product.quality.push_back(
            {sentinel2_source(session, files, *member, product.facts.grid, bands, band), {fields[static_cast<std::size_t>(band)]}, fill});
    return true;
}

/// `MSK_CLOUDS_B00.gml`, before December 2016 `S2A_OPER_MSK_CLOUDS_..._B00_MSIL1C.gml`.
bool is_cloud_gml(const std::string& lower_member)
{
    const std::string name = lower_member.substr(lower_member.rfind('/') + 1);
    return name.find("msk_clouds_") != std::string::npos && name.find("_b00") != std::string::npos && name.ends_with(".gml");
}

bool add_polygons(io::Session& session, const ProductFiles& files, const std::string& quality, Product& product)
{
    std::vector<std::string> found;
    for (const std::string& member : files.tree->members())
        if (member.starts_with(quality) && is_cloud_gml(lower_case(member))) found.push_back(member);
    if (found.empty()) return false;
    const std::string shown = files.tree->shown(found.front());
    if (found.size() > 1) throw UnsafeError("CLOUDS", shown, "several cloud masks in one granule: ambiguous", download);
    if (product.digests) product.digests->require_unchanged(session, found.front());
    const io::XmlElement mask = io::parse_xml(files.tree->read(session, found.front(), max_gml_bytes), shown);
    CloudPolygons polygons = cloud_polygons(mask, finest_grid(product), shown);
    product.masked_areas.push_back({cloud, std::move(polygons.opaque), MaskClass::cloud});
    product.masked_areas.push_back({cloud, std::move(polygons.cirrus), MaskClass::cirrus});
    return true;
}

}  // namespace

CloudPolygons cloud_polygons(const io::XmlElement& mask, const Grid& tile, const std::string& file)
{
    if (mask.name != "Mask") throw bad_ring(file, "the root element is " + printable(mask.name) + ", not Mask");
    require_crs(mask, tile.crs, file);
    CloudPolygons polygons;
    std::size_t read = 0;
    for (const io::XmlElement* feature : mask.all("MaskFeature")) {
        const io::XmlElement* kind = feature->child("maskType");
        // Any other kind is masked as opaque: rather too much than too little.
        auto& list = kind && kind->text == "CIRRUS" ? polygons.cirrus : polygons.opaque;
        const auto elements = polygon_elements(*feature);
        if (elements.empty()) throw bad_ring(file, "a MaskFeature without a polygon that can be read");
        for (const io::XmlElement* element : elements) {
            list.push_back(polygon_of(*element, file));
            require_near(list.back(), tile, file);
        }
        read += elements.size();
    }
    const bool other_members = read == 0 && !mask.all("maskMembers").empty() && !mask.all("maskMembers").front()->children.empty();
    if (other_members || read != polygon_elements(mask).size()) throw bad_ring(file, "polygons that belong to no single MaskFeature");
    return polygons;
}

void add_level_1c_clouds(io::Session& session, const ProductFiles& files, const std::string& granule, Product& product)
{
    const std::string quality = granule + "QI_DATA/";
    const auto raster = [&] { return add_raster(session, files, quality, product); };
    const auto polygons = [&] { return add_polygons(session, files, quality, product); };
    const bool raster_first = product.facts.baseline >= "04.00";
    product.facts.has_cloud_layer = raster_first ? raster() || polygons() : polygons() || raster();
    product.facts.flags.push_back("no shadow mask");
}

}  // namespace tasi::scenes
