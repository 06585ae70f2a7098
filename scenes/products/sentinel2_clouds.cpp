#include "scenes/products/sentinel2_clouds.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenes/products/sentinel2_images.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr const char* download = "download the product again";
constexpr long long max_gml_bytes = 64'000'000;

UnreadableError bad_ring(const std::string& file, const std::string& what) { return {"CLOUDS", file, "cloud mask: " + what, download}; }

/// Numbers of a position: 2, or 3 with heights, which are dropped.
int dimension_of(const io::XmlElement& positions, const std::string& file)
{
    const std::string stated = positions.attribute("srsDimension");
    if (stated.empty() || stated == "2") return 2;
    if (stated == "3") return 3;
    throw bad_ring(file, "srsDimension = " + printable(stated));
}

/// Splits at white space of any kind.
std::vector<double> numbers_in(const std::string& text, const std::string& file)
{
    std::vector<double> numbers;
    std::size_t start = 0;
    while ((start = text.find_first_not_of(" \t\r\n", start)) != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", start), text.size());
        const auto number = parse_number(text.substr(start, end - start));
        if (!number)
            throw bad_ring(file, "'" + printable(text.substr(start, std::min<std::size_t>(end - start, 40))) + "' is no coordinate");
        numbers.push_back(*number);
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

/// `urn:ogc:def:crs:EPSG:8.7:32756` means EPSG:32756.
void require_crs(const io::XmlElement& mask, const Crs& crs, const std::string& file)
{
    for (const io::XmlElement* envelope : mask.all("Envelope")) {
        const std::string stated = envelope->attribute("srsName");
        const std::string code = stated.substr(stated.rfind(':') + 1);
        if (!stated.empty() && crs.name.starts_with("EPSG:") && "EPSG:" + code != crs.name)
            throw UnsafeError("CRS", file, "CRS conflict: the cloud mask is in " + printable(stated) + ", the tile in " + crs.name,
                              download);
    }
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
    CloudPolygons polygons = cloud_polygons(mask, finest_grid(product).crs, shown);
    product.masked_areas.push_back({cloud, std::move(polygons.opaque), MaskClass::cloud});
    product.masked_areas.push_back({cloud, std::move(polygons.cirrus), MaskClass::cirrus});
    return true;
}

}  // namespace

CloudPolygons cloud_polygons(const io::XmlElement& mask, const Crs& crs, const std::string& file)
{
    if (mask.name != "Mask") throw bad_ring(file, "the root element is " + printable(mask.name) + ", not Mask");
    require_crs(mask, crs, file);
    CloudPolygons polygons;
    for (const io::XmlElement* feature : mask.all("MaskFeature")) {
        const io::XmlElement* kind = feature->child("maskType");
        // Any other kind is masked as opaque: rather too much than too little.
        auto& list = kind && kind->text == "CIRRUS" ? polygons.cirrus : polygons.opaque;
        for (const io::XmlElement* element : feature->all("Polygon")) list.push_back(polygon_of(*element, file));
    }
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
