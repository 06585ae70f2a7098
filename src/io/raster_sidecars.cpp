#include "src/io/raster_sidecars.hpp"

#include <array>
#include <cmath>
#include <optional>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/crs.hpp"
#include "src/io/input_file.hpp"
#include "src/io/xml.hpp"

namespace tasi::io {
namespace {

constexpr long long max_sidecar_bytes = 16'000'000;
constexpr double tolerance_px = 1e-3;
constexpr std::array world_suffixes{".tfw", ".TFW", ".tifw", ".wld", ".WLD", ".j2w", ".J2W", ".jp2w"};

/// x0, dx, row rotation, y0, column rotation, dy; corner form.
using Transform = std::array<double, 6>;

std::optional<Transform> six_numbers(const std::vector<std::string>& words)
{
    if (words.size() != 6) return {};
    Transform numbers{};
    for (std::size_t i = 0; i < 6; ++i) {
        const auto number = parse_number(words[i]);
        if (!number) return {};
        numbers[i] = *number;
    }
    return numbers;
}

bool agrees(const Transform& t, const Grid& grid)
{
    const double tolerance_x = tolerance_px * std::abs(grid.dx), tolerance_y = tolerance_px * std::abs(grid.dy);
    const double last_x = grid.x0 + grid.cols * grid.dx, last_y = grid.y0 + grid.rows * grid.dy;
    return std::abs(t[0] - grid.x0) <= tolerance_x && std::abs(t[3] - grid.y0) <= tolerance_y &&
           std::abs(t[0] + grid.cols * t[1] + grid.rows * t[2] - last_x) <= tolerance_x &&
           std::abs(t[3] + grid.cols * t[4] + grid.rows * t[5] - last_y) <= tolerance_y;
}

[[noreturn]] void conflict(const std::string& shown, const std::filesystem::path& sidecar, const std::string& what)
{
    throw UnsafeError("GEOREFERENCING", shown,
                      fmt::format("georeferencing conflict: {} and the raster disagree: {}", sidecar.filename().string(), what),
                      "remove the sidecar, or write its georeferencing into the raster");
}

[[noreturn]] void unreadable(const std::string& shown, const std::filesystem::path& sidecar)
{
    throw UnreadableError("GEOREFERENCING", shown, fmt::format("the sidecar {} cannot be understood", sidecar.filename().string()),
                          "remove or repair the sidecar");
}

void compare(const std::string& shown, const std::filesystem::path& sidecar, const Transform& t, const RasterInfo& info)
{
    if (!info.georeferenced || agrees(t, info.grid)) return;
    conflict(shown, sidecar,
             fmt::format("origin ({}, {}), pixel ({}, {}) against ({}, {}), ({}, {})", t[0], t[3], t[1], t[5], info.grid.x0, info.grid.y0,
                         info.grid.dx, info.grid.dy));
}

void check_aux(const std::filesystem::path& file, const RasterInfo& info, const std::string& shown)
{
    const std::filesystem::path sidecar = file.string() + ".aux.xml";
    if (!std::filesystem::is_regular_file(sidecar)) return;
    Session unrecorded;
    const XmlElement root = parse_xml(read_bytes(unrecorded, sidecar, max_sidecar_bytes), shown + ".aux.xml");
    if (const XmlElement* stated = root.child("GeoTransform")) {
        const auto transform = six_numbers(split(stated->text, ','));
        if (!transform) unreadable(shown, sidecar);
        compare(shown, sidecar, *transform, info);
    }
    const XmlElement* stated = root.child("SRS");
    if (!stated || stated->text.empty() || info.grid.crs.empty()) return;
    const Crs crs = crs_from_wkt(stated->text, shown + ".aux.xml");
    if (!crs.empty() && !(crs == info.grid.crs)) conflict(shown, sidecar, fmt::format("CRS {} against {}", crs.name, info.grid.crs.name));
}

/// Six lines: dx, column rotation, row rotation, dy, and the centre of the first pixel.
void check_world_file(const std::filesystem::path& sidecar, const RasterInfo& info, const std::string& shown)
{
    if (!std::filesystem::is_regular_file(sidecar)) return;
    Session unrecorded;
    std::vector<std::string> words;
    for (const std::string& line : split(read_bytes(unrecorded, sidecar, max_sidecar_bytes), '\n')) {
        if (!trimmed(line).empty()) words.emplace_back(trimmed(line));
    }
    const auto w = six_numbers(words);
    if (!w) unreadable(shown, sidecar);
    const auto& [dx, column_turn, row_turn, dy, x, y] = *w;
    compare(shown, sidecar, {x - dx / 2 - row_turn / 2, dx, row_turn, y - column_turn / 2 - dy / 2, column_turn, dy}, info);
}

}  // namespace

void refuse_conflicting_sidecars(const std::filesystem::path& file, const RasterInfo& info, const std::string& shown)
{
    std::error_code none;
    // A name of 255 bytes has no room for a longer one beside it.
    if (file.filename().string().size() + 8 <= 255) check_aux(file, info, shown);
    for (const char* suffix : world_suffixes) {
        std::filesystem::path sidecar = file;
        sidecar.replace_extension(suffix);
        if (std::filesystem::exists(sidecar, none)) check_world_file(sidecar, info, shown);
    }
}

}  // namespace tasi::io
