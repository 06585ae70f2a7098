#include <fmt/format.h>

#include "scenes/synthetic/sentinel2_bands.hpp"
#include "scenes/synthetic/sentinel2_product.hpp"

namespace tasi::scenes {
namespace {

/// `20230719T014701`.
std::string compact_time(const Instant& time)
{
    std::string text = time.iso().substr(0, 19);
    std::erase(text, '-');
    std::erase(text, ':');
    return text;
}

std::string made(const SceneOrder& order) { return compact_time(Instant{order.time.milliseconds + 4LL * 3'600'000}); }

}  // namespace

const ProductKind& sentinel2_kind(const SceneOrder& order)
{
    const ProductKind* kind = product_kind(order.product, true);
    return kind ? *kind : default_product_kind(true);
}

std::string sentinel2_product_name(const Platform& platform, const CoastDescription& coast, const SceneOrder& order)
{
    std::string baseline = order.baseline;
    std::erase(baseline, '.');
    return fmt::format("{}_MSI{}_{}_N{}_{}_T{}_{}.SAFE", platform.prefix, sentinel2_kind(order).short_level, compact_time(order.time),
                       baseline, coast.sentinel_orbit, coast.sentinel_tile, made(order));
}

std::string sentinel2_granule_folder(const CoastDescription& coast, const SceneOrder& order)
{
    return fmt::format("GRANULE/{}_T{}_A000000_{}/", sentinel2_kind(order).short_level, coast.sentinel_tile, compact_time(order.time));
}

std::string sentinel2_part_name(const Platform& platform, const CoastDescription& coast, const SceneOrder& order, const std::string& what)
{
    return fmt::format("{}_OPER_{}_{}_A000000_T{}", platform.prefix, what, made(order), coast.sentinel_tile);
}

std::string sentinel2_image_file(const CoastDescription& coast, const SceneOrder& order, const std::string& token, int pixel_m)
{
    const bool sized = sentinel2_kind(order).surface;
    return fmt::format("{}IMG_DATA/{}T{}_{}_{}{}", sentinel2_granule_folder(coast, order), sized ? fmt::format("R{}m/", pixel_m) : "",
                       coast.sentinel_tile, compact_time(order.time), token, sized ? fmt::format("_{}m", pixel_m) : "");
}

std::vector<std::string> sentinel2_image_files(const CoastDescription& coast, const SceneOrder& order)
{
    std::vector<std::string> files;
    const ProductKind& kind = sentinel2_kind(order);
    if (!kind.surface) {
        for (const Sentinel2Image& image : sentinel2_images())
            files.push_back(sentinel2_image_file(coast, order, image.token, image.pixel_m));
        return files;
    }
    for (const int pixel_m : {10, 20}) {
        for (const Sentinel2Image& image : sentinel2_images(kind, pixel_m))
            files.push_back(sentinel2_image_file(coast, order, image.token, pixel_m));
    }
    files.push_back(sentinel2_image_file(coast, order, "SCL", 20));
    return files;
}

}  // namespace tasi::scenes
