#include "tools/composite_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "algorithms/masking/area_of_interest.hpp"
#include "src/core/parallel.hpp"
#include "src/io/crs.hpp"
#include "tools/scene_mask.hpp"

namespace tasi::cli {
namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();
constexpr long long small_mask = 8'000'000;
constexpr std::size_t open_files = 400;  // of the 1024 that a process usually may have

MapPositions positions_in(Run& run, const Grid& grid, const Crs& crs)
{
    MapPositions where = centres_of(grid);
    const io::Transformer transform(run.session, grid.crs, crs);
    if (transform.identity()) return where;
    parallel_for_with(
        grid.rows, [&] { return transform; },
        [&](const io::Transformer& own, int row) {
            for (int col = 0; col < grid.cols; ++col) {
                const Point p = own({where.x(row, col), where.y(row, col)});
                where.x(row, col) = p.x;
                where.y(row, col) = p.y;
            }
        });
    return where;
}

}  // namespace

CompositeReader::CompositeReader(Run& run, const CompositePlan& plan, const std::string& index, const std::filesystem::path& scratch)
    : run_(run),
      plan_(plan),
      index_(water_index_named(index)),
      kept_open_(open_files / (index_.bands.size() + 3)),
      masks_(scratch, plan.scenes.size()),
      readers_(plan.scenes.size()),
      tallies_(plan.scenes.size())
{
    // Scenes side by side while their masks are small; large ones one after the other, each on all threads.
    std::vector<scenes::BlockSize> units(plan.scenes.size());
    const auto take = [&](int i) {
        const auto k = static_cast<std::size_t>(i);
        const CompositeScene& scene = plan.scenes[k];
        masks_.put(k, scene.needed, read_mask(run, scene.scene, index_.bands, scene.grid, {std::nullopt, scene.needed}));
        std::optional<scenes::BandReader> temporary;
        units[k] = reader(k, temporary).block_size();
    };
    const bool small = std::all_of(plan.scenes.begin(), plan.scenes.end(), [](const CompositeScene& scene) {
        return static_cast<long long>(scene.needed.rows) * scene.needed.cols <= small_mask;
    });
    const auto count = static_cast<int>(plan.scenes.size());
    if (small) parallel_for(count, take);
    for (int i = 0; !small && i < count; ++i) take(i);
    for (const scenes::BlockSize& own : units) unit_ = {std::max(unit_.rows, own.rows), std::max(unit_.cols, own.cols)};
}

/// The first scenes stay open, the others are opened anew for each block: blocks go through all scenes in turn, so keeping the latest
/// would keep none.
const scenes::BandReader& CompositeReader::reader(std::size_t scene, std::optional<scenes::BandReader>& temporary)
{
    std::optional<scenes::BandReader>& place = scene < kept_open_ ? readers_[scene] : temporary;
    if (!place) place.emplace(plan_.scenes[scene].scene.band_reader(run_.session, index_.bands));
    return *place;
}

BlockPlace CompositeReader::place_of(const Window& window) const
{
    BlockPlace place{window, plan_.grid.crop(window), {}, {}};
    if (plan_.area) {
        place.outside = Mask::Zero(window.rows, window.cols);
        mark_outside(place.outside, place.grid, *plan_.area);
    }
    for (const CompositeScene& scene : plan_.scenes)
        if (scene.resampled && !place.positions.contains(scene.grid.crs.wkt))
            place.positions.emplace(scene.grid.crs.wkt, positions_in(run_, place.grid, scene.grid.crs));
    return place;
}

Pixels CompositeReader::index_in(std::size_t scene, const Window& window)
{
    std::optional<scenes::BandReader> temporary;
    const scenes::SceneBlock block = reader(scene, temporary).read(window, masks_.read(scene, window));
    const bool with_offset = plan_.scenes[scene].scene.facts().sensor.starts_with("sentinel-2");
    if (with_offset && block.reflectance.has(Band::green)) tallies_[scene].offset.add(block);
    IndexImage index = compute(index_, block.reflectance);
    tallies_[scene].measured += index.measured;
    tallies_[scene].outside_domain += index.set_by_rule + index.undefined;
    return std::move(index.values);
}

/// Of a scene on the same lattice: its pixels at their place.
Pixels CompositeReader::shifted(std::size_t scene, const BlockPlace& place)
{
    const Grid& own = plan_.scenes[scene].grid;
    const int down = static_cast<int>(std::lround((place.grid.y0 - own.y0) / own.dy)),
              right = static_cast<int>(std::lround((place.grid.x0 - own.x0) / own.dx));
    const int top = std::max(down, 0), bottom = std::min(down + place.grid.rows, own.rows);
    const int left = std::max(right, 0), end = std::min(right + place.grid.cols, own.cols);
    if (top >= bottom || left >= end) return Pixels::Constant(place.grid.rows, place.grid.cols, missing);
    const Window window{top, left, bottom - top, end - left};
    Pixels part = index_in(scene, window);
    if (window.rows == place.grid.rows && window.cols == place.grid.cols) return part;
    Pixels whole = Pixels::Constant(place.grid.rows, place.grid.cols, missing);
    whole.block(top - down, left - right, window.rows, window.cols) = part;
    return whole;
}

Pixels CompositeReader::read(std::size_t scene, const BlockPlace& place)
{
    const CompositeScene& one = plan_.scenes[scene];
    Pixels values;
    if (one.resampled) {
        const MapPositions& where = place.positions.at(one.grid.crs.wkt);
        const Grid needed = one.grid.crop(one.needed);
        Window window = window_around(where, needed);
        window.row += one.needed.row;
        window.col += one.needed.col;
        values = window.rows == 0 ? Pixels(Pixels::Constant(place.grid.rows, place.grid.cols, missing))
                                  : resampled(index_in(scene, window), one.grid.crop(window), where);
    } else {
        values = shifted(scene, place);
    }
    if (place.outside.size() > 0) values = (place.outside != std::uint8_t{clear}).select(missing, values);
    return values;
}

void CompositeReader::warn() const
{
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
        const scenes::SceneFacts& facts = plan_.scenes[i].scene.facts();
        if (facts.sensor.starts_with("sentinel-2") && tallies_[i].offset.suspect())
            run_.session.warnings.add(
                "OFFSET-SUSPECT", facts.path,
                "the offset of Sentinel-2 seems to be applied twice or not at all: check where the product comes from");
        if (index_.normalised && 2 * tallies_[i].outside_domain > tallies_[i].measured && tallies_[i].measured > 0)
            run_.session.warnings.add("INDEX-DOMAIN", facts.path,
                                      "more than half of the pixels leave the domain of a normalised difference: prefer awei-nsh");
    }
}

}  // namespace tasi::cli
