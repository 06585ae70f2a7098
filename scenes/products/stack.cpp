#include "scenes/products/stack.hpp"

#include <set>

#include <fmt/format.h>

#include "scenes/products/nested_grids.hpp"
#include "scenes/products/stack_scale.hpp"
#include "scenes/products/stack_sheet.hpp"
#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

void refuse_pictures(const io::RasterFile& file, int band)
{
    io::require_numbers(file, band);
    if (file.info().bands[static_cast<std::size_t>(band)].data_type == "Byte")
        throw UnsafeError("DTYPE", file.name(), fmt::format("band {} is an 8-bit picture (data type Byte), not reflectance", band + 1),
                          "give the measured values, not a quick-look");
}

BandLayer plain_layer(const io::RasterFile& file, const std::string& path, int band, const StackSheet& sheet)
{
    refuse_pictures(file, band);
    io::require_map_grid(file);
    BandLayer layer;
    layer.raster = {path, band, file.info().grid};
    layer.calibration = calibration_of_plain(file, band, sheet);
    layer.no_data = sheet.no_data;
    return layer;
}

Product plain_product(const StackSheet& sheet)
{
    Product product;
    product.facts.sensor = sheet.sensor;
    product.facts.time = sheet.date;
    product.facts.has_cloud_layer = false;
    product.facts.flags = {"no cloud mask"};
    return product;
}

void add_layer(Product& product, Band role, BandLayer layer)
{
    product.facts.offset = layer.calibration.offset;
    product.bands[role] = std::move(layer);
    product.facts.bands.push_back(role);
}

/// Every number but 0 takes a pixel out, whatever classes a user chose.
const std::vector<QualityField>& any_number()
{
    static const std::vector<QualityField> fields{
        {"masked", 0, 5, ~1u, cloud}, {"masked", 5, 5, ~1u, cloud}, {"masked", 10, 5, ~1u, cloud}, {"masked", 15, 1, ~1u, cloud}};
    return fields;
}

/// The mask that the sheet names, on the grid of the bands.
void add_mask(io::Session& session, const std::filesystem::path& path, Product& product)
{
    const io::RasterFile file(session, path.string());
    if (file.info().bands.size() != 1)
        throw UnsafeError("MASK", file.name(), fmt::format("{} bands in a mask", file.info().bands.size()), "give a mask of one band");
    io::require_numbers(file, 0);
    io::require_map_grid(file);
    const RasterSource& band = product.bands.begin()->second.raster;
    require_equal_grids(file.info().grid, file.name(), band.grid, band.name);
    product.quality.push_back({{path.string(), 0, file.info().grid}, any_number(), fill});
    product.facts.has_cloud_layer = true;
    std::erase(product.facts.flags, "no cloud mask");
}

/// Days YYYYMMDD in the name of a file, as satellite products write them.
std::set<std::string> days_in(const std::string& file_name)
{
    std::set<std::string> days;
    for (std::size_t i = 0; i + 8 <= file_name.size(); ++i) {
        const std::string part = file_name.substr(i, 8);
        const auto digit_at = [&](std::size_t k) { return k < file_name.size() && file_name[k] >= '0' && file_name[k] <= '9'; };
        const bool alone = (i == 0 || !digit_at(i - 1)) && !digit_at(i + 8);
        const auto date = alone && parse_integer(part) ? parse_iso(part) : std::nullopt;
        if (date && date->instant.year() >= 1972 && date->instant.year() < 2100) days.insert(date->instant.day());
    }
    return days;
}

void require_same_days(const std::map<Band, std::string>& files)
{
    const auto days_of = [](const std::string& path) { return days_in(std::filesystem::path(path).filename().string()); };
    const std::set<std::string> first = days_of(files.begin()->second);
    for (const auto& [role, path] : files) {
        const std::set<std::string> days = days_of(path);
        if (!days.empty() && !first.empty() && days != first)
            throw UnsafeError("DATE", path,
                              fmt::format("date conflict: the file is of {}, the file of {} of {}", *days.begin(),
                                          name_of(files.begin()->first), *first.begin()),
                              "use bands of one scene");
    }
}

}  // namespace

Product open_stack(io::Session& session, const std::string& path, const SceneOptions& options)
{
    const io::RasterFile file(session, path);
    const std::size_t count = file.info().bands.size();
    const StackSheet sheet = stack_sheet(session, path, options);
    for (std::size_t band = 0; band < count; ++band) refuse_pictures(file, static_cast<int>(band));
    if (sheet.bands.empty())
        throw UnsafeError("BAND", file.name(), "a plain raster: what its bands are is not known",
                          "name them with --bands, or in a sheet " + sheet_beside(path).filename().string());
    if (sheet.bands.size() != count)
        throw UnsafeError("BAND", file.name(), fmt::format("the raster has {} bands, but {} are named", count, sheet.bands.size()),
                          "name all its bands in their order");

    Product product = plain_product(sheet);
    product.facts.id = std::filesystem::path(path).stem().string();
    product.facts.path = path;
    for (std::size_t band = 0; band < count; ++band)
        add_layer(product, sheet.bands[band], plain_layer(file, path, static_cast<int>(band), sheet));
    if (!sheet.mask.empty()) add_mask(session, std::filesystem::path(path).parent_path() / sheet.mask, product);
    product.facts.grid = finest_grid(product);
    return product;
}

Product open_band_files(io::Session& session, const SceneOptions& options)
{
    if (options.band_files.empty()) throw UsageError("BAND", "", "no band file is named", "give --band NAME=FILE");
    require_same_days(options.band_files);
    StackSheet sheet;
    sheet.scale = options.scale;
    sheet.offset = options.offset;
    sheet.date = options.date;
    Product product = plain_product(sheet);
    const std::string& first = options.band_files.begin()->second;
    product.facts.id = std::filesystem::path(first).stem().string();
    product.facts.path = first;
    for (const auto& [role, path] : options.band_files) {
        const io::RasterFile file(session, path);
        if (file.info().bands.size() != 1)
            throw UnsafeError("BAND", file.name(), fmt::format("{} bands in the file of {}", file.info().bands.size(), name_of(role)),
                              "give a file of one band");
        BandLayer layer = plain_layer(file, path, 0, sheet);
        if (!product.bands.empty()) require_equal_grids(layer.raster.grid, file.name(), finest_grid(product), first);
        add_layer(product, role, std::move(layer));
    }
    product.facts.grid = finest_grid(product);
    return product;
}

}  // namespace tasi::scenes
