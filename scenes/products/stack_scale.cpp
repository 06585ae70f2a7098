#include "scenes/products/stack_scale.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

constexpr float lowest_reflectance = -0.2f, highest_reflectance = 2.0f;

/// Smallest and largest finite number of up to 5 x 5 windows spread over the band; empty when all are missing.
struct Sample {
    float smallest = 0, largest = 0;
    bool empty = true;
};

void add_numbers(Sample& sample, const Pixels& numbers, const std::optional<double>& no_data)
{
    for (const float number : numbers.reshaped()) {
        if (!std::isfinite(number) || (no_data && number == static_cast<float>(*no_data))) continue;
        sample.smallest = sample.empty ? number : std::min(sample.smallest, number);
        sample.largest = sample.empty ? number : std::max(sample.largest, number);
        sample.empty = false;
    }
}

Sample sample_of(const io::RasterFile& file, int band, const std::optional<double>& no_data)
{
    constexpr int windows = 5, side = 64;
    const Grid& grid = file.info().grid;
    const auto start = [](int i, int size) { return static_cast<int>(std::int64_t{i} * std::max(0, size - side) / (windows - 1)); };
    Sample sample;
    for (int i = 0; i < windows; ++i)
        for (int k = 0; k < windows; ++k) {
            const int row = start(i, grid.rows), col = start(k, grid.cols);
            const Window window{row, col, std::min(side, grid.rows - row), std::min(side, grid.cols - col)};
            add_numbers(sample, file.read(band, window), no_data);
        }
    return sample;
}

/// Scale or offset in the file that is more than the default.
std::optional<double> stored(const std::optional<double>& value, double usual) { return value && *value != usual ? value : std::nullopt; }

void require_same(const std::optional<double>& in_file, const std::optional<double>& stated, const std::string& what,
                  const std::string& file)
{
    if (in_file && stated && std::abs(*in_file - *stated) > 1e-12 + 1e-9 * std::abs(*in_file))
        throw UnsafeError("SCALE", file,
                          fmt::format("{} conflict: the file says {}, stated is {}", what, format_number(*in_file), format_number(*stated)),
                          "leave the option out, or correct the file");
}

void refuse_scaled_twice(const io::RasterFile& file, int band, const StackSheet& sheet, const Calibration& calibration)
{
    const Sample sample = sample_of(file, band, sheet.no_data);
    if (sample.empty || calibration.scale > 0.1) return;
    if (sample.smallest >= lowest_reflectance && sample.largest <= highest_reflectance)
        throw UnsafeError("SCALE", file.name(),
                          fmt::format("band {} is already scaled: its numbers are {} to {}, in the range of reflectance, and scale {} "
                                      "would make them all about {}",
                                      band + 1, format_number(sample.smallest), format_number(sample.largest),
                                      format_number(calibration.scale), format_fixed(calibration.offset, 2)),
                          "leave --scale and --offset out");
}

void require_reflectance(const io::RasterFile& file, int band, const StackSheet& sheet)
{
    const Sample sample = sample_of(file, band, sheet.no_data);
    if (!sample.empty && (sample.smallest < lowest_reflectance || sample.largest > highest_reflectance))
        throw UnsafeError("SCALE", file.name(),
                          fmt::format("band {} has numbers from {} to {}: out of range for reflectance, and no scale is known", band + 1,
                                      format_number(sample.smallest), format_number(sample.largest)),
                          "give --scale (and --offset), or the NoData value in a sheet");
}

}  // namespace

Calibration calibration_of_plain(const io::RasterFile& file, int band, const StackSheet& sheet)
{
    const io::RasterBandInfo& info = file.info().bands.at(static_cast<std::size_t>(band));
    const auto file_scale = stored(info.scale, 1), file_offset = stored(info.offset, 0);
    require_same(file_scale, sheet.scale, "scale", file.name());
    require_same(file_offset, sheet.offset, "offset", file.name());
    const bool fractions = info.data_type.starts_with("Float");
    Calibration calibration;
    if (sheet.scale || file_scale) {
        calibration.scale = sheet.scale ? *sheet.scale : *file_scale;
        calibration.offset = sheet.offset ? *sheet.offset : file_offset.value_or(0);
        calibration.source = sheet.scale ? "stated by the user" : "stored in the file";
        if (fractions) refuse_scaled_twice(file, band, sheet, calibration);
        return calibration;
    }
    if (!fractions)
        throw UnsafeError("SCALE", file.name(),
                          fmt::format("band {} holds whole numbers ({}) and no scale is known", band + 1, info.data_type),
                          "give --scale (and --offset)");
    if (sheet.offset || file_offset) throw UnsafeError("SCALE", file.name(), "an offset is stated without a scale", "give --scale too");
    require_reflectance(file, band, sheet);
    calibration.source = "numbers are reflectance";
    return calibration;
}

}  // namespace tasi::scenes
