#include <fmt/format.h>

#include "scenes/synthetic/sentinel2_product.hpp"

namespace tasi::scenes {
namespace {

/// Size and corner for every pixel size that the product has.
std::string geocoding(const SceneRenderer& scene, const ProductKind& kind)
{
    const CoastDescription& coast = scene.coast();
    std::string sizes, corners;
    for (const int pixel_m : {10, 20, 60}) {
        if (kind.surface && pixel_m == 60) continue;
        const Grid grid = sentinel2_grid(coast, kind, pixel_m, {});
        sizes += fmt::format("      <Size resolution=\"{}\">\n        <NROWS>{}</NROWS>\n        <NCOLS>{}</NCOLS>\n      </Size>\n",
                             pixel_m, grid.rows, grid.cols);
        corners += fmt::format(
            "      <Geoposition resolution=\"{0}\">\n        <ULX>{1:.0f}</ULX>\n        <ULY>{2:.0f}</ULY>\n        <XDIM>{0}</XDIM>\n"
            "        <YDIM>-{0}</YDIM>\n      </Geoposition>\n",
            pixel_m, grid.x0, grid.y0);
    }
    return fmt::format(
               "    <Tile_Geocoding metadataLevel=\"Brief\">\n      <HORIZONTAL_CS_NAME>WGS84 / UTM zone {0:02}S</HORIZONTAL_CS_NAME>\n"
               "      <HORIZONTAL_CS_CODE>EPSG:{1}</HORIZONTAL_CS_CODE>\n",
               coast.utm_zone, 32700 + coast.utm_zone) +
           sizes + corners + "    </Tile_Geocoding>\n";
}

std::string sun_angles(const SunPosition& sun)
{
    return fmt::format(
        "    <Tile_Angles metadataLevel=\"Standard\">\n      <Mean_Sun_Angle>\n        <ZENITH_ANGLE unit=\"deg\">{:.8f}</ZENITH_ANGLE>\n"
        "        <AZIMUTH_ANGLE unit=\"deg\">{:.8f}</AZIMUTH_ANGLE>\n      </Mean_Sun_Angle>\n    </Tile_Angles>\n",
        90 - sun.elevation_deg, sun.azimuth_deg);
}

}  // namespace

std::string sentinel2_tile_metadata(const Platform& platform, const SceneRenderer& scene)
{
    const SceneOrder& order = scene.order();
    const ProductKind& kind = sentinel2_kind(order);
    const std::string schema = fmt::format("https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_{}_Tile_Metadata.xsd", kind.level);
    const std::string id =
        sentinel2_part_name(platform, scene.coast(), order, fmt::format("MSI_{}_TL_2APS", kind.short_level)) + "_N" + order.baseline;
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Synthetic scene of an invented coast, not an observation -->\n";
    text += fmt::format("<n1:{}_Tile_ID xmlns:n1=\"{}\">\n  <n1:General_Info>\n", kind.level, schema);
    text += fmt::format("    <TILE_ID metadataLevel=\"Brief\">{}</TILE_ID>\n", id);
    text += fmt::format("    <SENSING_TIME metadataLevel=\"Standard\">{}.{:03}000Z</SENSING_TIME>\n", order.time.iso().substr(0, 19),
                        order.time.milliseconds % 1000);
    text += "  </n1:General_Info>\n  <n1:Geometric_Info>\n" + geocoding(scene, kind) + sun_angles(scene.sun());
    return text + fmt::format("  </n1:Geometric_Info>\n</n1:{}_Tile_ID>\n", kind.level);
}

}  // namespace tasi::scenes
