#include "tools/composite_shoreline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "algorithms/indices/water_index.hpp"
#include "algorithms/masking/area_of_interest.hpp"
#include "src/core/error.hpp"
#include "src/core/median.hpp"
#include "src/core/text.hpp"
#include "src/io/raster_file.hpp"
#include "tools/composite_check.hpp"
#include "tools/scene_area.hpp"

namespace tasi::cli {
namespace {

constexpr std::size_t least_vertices = 10;
constexpr double doubtful_share = 0.1;

/// A raster beside the median, on the same grid, whose numbers are within `least` and `most`, or NaN.
Pixels companion(Run& run, const std::string& file, const Grid& stated, const Window& window, float least, float most, bool whole = true)
{
    require_unchanged(file);
    const io::RasterFile raster(run.session, file);
    require_grid_of_sheet(stated, raster.info().grid, raster.name());
    Pixels values = raster.read(0, window);
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        const float v = values.data()[i];
        if (std::isnan(v) || (v >= least && v <= most && !(whole && v != std::floor(v)))) continue;
        throw UnsafeError("COMPOSITES", raster.name(),
                          fmt::format("holds the number {}, which cannot be", format_number(static_cast<double>(v))),
                          "make the composites again; tasi verify tells what changed");
    }
    return values;
}

/// The median on the grid that the sheet states, of the index that it names.
io::RasterFile median_of_record(Run& run, const CompositeRecord& record)
{
    require_unchanged(record.files.median);
    io::RasterFile file(run.session, record.files.median);
    io::require_map_grid(file);
    require_grid_of_sheet(record.grid, file.info().grid, file.name());
    const std::string& says = file.info().bands.front().description;
    if (says.starts_with("median ") && says != "median " + record.index)
        throw UnsafeError("COMPOSITES", file.name(),
                          fmt::format("is the {}, composites.json states {}", printable(says), printable(record.index)),
                          "make the composites again; tasi verify tells what changed");
    return file;
}

/// A median of exactly +1 means that in more than half of the scenes it was set, not measured (certain water: green > 0 > infrared).
Mask set_by_rule(const Pixels& values) { return (values == 1.0F).cast<std::uint8_t>(); }

void set_mask(SceneImage& image)
{
    for (Eigen::Index i = 0; i < image.values.size(); ++i)
        if (!std::isfinite(image.values.data()[i])) image.mask.data()[i] |= PixelFlag::fill;
    for (Eigen::Index i = 0; i < image.mask.size(); ++i) {
        const std::uint8_t flags = image.mask.data()[i];
        if (flags & PixelFlag::outside) continue;
        ++image.counts.total;
        image.counts.fill += (flags & PixelFlag::fill) != 0;
        image.counts.masked += flags != 0;
    }
    if (image.counts.valid() == 0)
        throw NoResultError("NO-VALID-PIXELS", image.path, "no pixel of the composite has an answer",
                            "use a longer period or a wider --tide-range");
}

/// Change of the index per metre across the pixel, from the neighbours that have a value; 0 where none has.
double gradient_per_m(const SceneImage& image, Eigen::Index row, Eigen::Index col)
{
    const auto slope = [&](int down, int right) {
        const auto at = [&](int step) {
            const Eigen::Index r = row + step * down, c = col + step * right;
            const bool inside = r >= 0 && r < image.values.rows() && c >= 0 && c < image.values.cols();
            return inside ? static_cast<double>(image.values(r, c)) : std::nan("");
        };
        const double before = at(-1), here = at(0), after = at(1);
        if (std::isfinite(before) && std::isfinite(after)) return (after - before) / 2;
        if (std::isfinite(after)) return after - here;
        return std::isfinite(before) ? here - before : 0.0;
    };
    return std::hypot(slope(1, 0), slope(0, 1)) / image.grid.dx;
}

struct VertexCounts {
    long all = 0, unstable = 0, few = 0, pooled = 0;
    std::vector<double> observations, position_sd_m;
};

void add_vertex(VertexCounts& vertices, const CompositeImage& composite, const Point& vertex)
{
    const Grid& grid = composite.image.grid;
    const auto row = static_cast<Eigen::Index>(std::clamp(std::floor((vertex.y - grid.y0) / grid.dy), 0.0, grid.rows - 1.0));
    const auto col = static_cast<Eigen::Index>(std::clamp(std::floor((vertex.x - grid.x0) / grid.dx), 0.0, grid.cols - 1.0));
    const auto count = static_cast<double>(composite.count(row, col)), sd = static_cast<double>(composite.sd(row, col));
    if (!(count >= 1)) return;
    ++vertices.all;
    vertices.unstable += sd > static_cast<double>(unstable_sd);
    vertices.few += count < few_observations;
    vertices.pooled += composite.pooled(row, col) > 0;
    vertices.observations.push_back(count);
    const double gradient = gradient_per_m(composite.image, row, col);
    if (gradient > 0) vertices.position_sd_m.push_back(sd / gradient / std::sqrt(count));
}

}  // namespace

CompositeImage read_composite(Run& run, const CompositeRecord& record, const SceneInputOptions& options)
{
    const io::RasterFile file = median_of_record(run, record);
    if (!record.mean_time)
        throw NoResultError("NO-VALID-PIXELS", record.files.median, "no pixel of the composite has an answer",
                            "use a longer period or a wider --tide-range");
    const Grid whole = file.info().grid;
    const auto area = area_in(run, whole, options);
    const Window window = area ? window_of(whole, *area) : whole.whole();
    if (window.rows == 0)
        throw NoResultError("AOI", record.files.median, "the composite does not overlap the area of interest",
                            "check the area and the CRS");

    CompositeImage composite;
    SceneImage& image = composite.image;
    image.scene_id = "composite-" + record.name;
    image.sensor = join(record.sensors, "+");
    image.path = record.files.median;
    image.flags = record.flags;
    image.time = record.mean_time;
    image.grid = whole.crop(window);
    image.values = file.read(0, window);
    image.mask = Mask::Zero(window.rows, window.cols);
    image.derived = true;
    image.normalised = water_index_named(record.index).normalised;
    image.by_rule = image.normalised ? set_by_rule(image.values) : Mask::Zero(window.rows, window.cols);
    if (area) mark_outside(image.mask, image.grid, *area);
    set_mask(image);
    constexpr float any = std::numeric_limits<float>::max();
    composite.count = companion(run, record.files.count, record.grid, window, 0, static_cast<float>(record.scenes));
    composite.sd = companion(run, record.files.sd, record.grid, window, 0, any, false);
    composite.pooled = companion(run, record.files.pooled, record.grid, window, 0, 1);
    composite.geolocation_sd_m = record.geolocation_sd_m;
    return composite;
}

void drop_short_lines(TracedShoreline& traced)
{
    const std::vector<Polyline> lines = std::move(traced.lines);
    const std::vector<std::vector<VertexError>> errors = std::move(traced.errors);
    traced.lines.clear();
    traced.errors.clear();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].size() >= least_vertices) {
            traced.lines.push_back(lines[i]);
            traced.errors.push_back(errors[i]);
            continue;
        }
        traced.vertices -= static_cast<long>(lines[i].size());
        traced.length_m -= length(lines[i]);
        ++traced.short_lines;
    }
    if (traced.lines.empty())
        throw NoResultError("NO-SHORELINE", "", fmt::format("no line has {} vertices", least_vertices), "use a larger area");
}

LineEvidence evidence_of(const CompositeImage& composite, const TracedShoreline& traced)
{
    VertexCounts vertices;
    for (const Polyline& line : traced.lines)
        for (const Point& vertex : line) add_vertex(vertices, composite, vertex);
    LineEvidence evidence;
    if (vertices.all == 0) return evidence;
    const double limit = doubtful_share * static_cast<double>(vertices.all);
    const auto flag = [&](long count, const char* name) {
        if (static_cast<double>(count) > limit) evidence.flags.emplace_back(name);
    };
    flag(vertices.few, "few observations");
    flag(vertices.unstable, "unstable");
    flag(vertices.pooled, "pooled");
    if (!vertices.position_sd_m.empty()) evidence.position_sd_m = median_of(vertices.position_sd_m);
    evidence.geolocation_sd_m = composite.geolocation_sd_m / std::sqrt(median_of(vertices.observations));
    return evidence;
}

}  // namespace tasi::cli
