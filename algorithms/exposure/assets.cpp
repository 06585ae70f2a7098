#include "algorithms/exposure/assets.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/exposure/area_index.hpp"
#include "algorithms/exposure/exact_sum.hpp"
#include "algorithms/exposure/settlements.hpp"

namespace tasi {
namespace {

constexpr double piece_m = 25;
constexpr double cell_m = 20;
constexpr int most_pieces = 8, most_cells_across = 20;

/// The point at fractions u, v of a quadrilateral.
Point inside(const Polyline& ring, double u, double v)
{
    const Vector a = ring[1] - ring[0], b = ring[3] - ring[0], c = (ring[2] - ring[1]) - (ring[3] - ring[0]);
    return ring[0] + (u * a + v * b + (u * v) * c);
}

int pieces_across(const Polyline& ring)
{
    double longest = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) longest = std::max(longest, distance(ring[i - 1], ring[i]));
    return std::clamp(static_cast<int>(std::ceil(longest / piece_m)), 1, most_pieces);
}

void add_pieces(std::vector<Asset>& assets, const Polyline& line, const AssessedCoast& coast, const ExposureOptions& options)
{
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double metres = distance(line[i - 1], line[i]);
        if (metres == 0) continue;
        const int pieces = std::max(1, static_cast<int>(std::ceil(metres / piece_m)));
        for (int k = 0; k < pieces; ++k)
            assets.push_back(asset_at(line[i - 1] + ((k + 0.5) / pieces) * (line[i] - line[i - 1]), metres / pieces, coast, options));
    }
}

/// A cell that no shore comes near to is one asset: nothing in it can be reached.
bool far_from_shore(const Polyline& ring, const AssessedCoast& coast, const ExposureOptions& options)
{
    const double reach = options.within_m + distance(ring[0], ring[2]);
    const auto shore = coast.nearest_shore(inside(ring, 0.5, 0.5), inside(ring, 0.5, 0.5), reach);
    return !shore || shore->distance_m > reach;
}

/// Finer than twice the error of an outline would say nothing.
int cells_across(double size_m) { return std::clamp(static_cast<int>(std::ceil(size_m / cell_m)), 1, most_cells_across); }

}  // namespace

Asset asset_at(const Point& place, double amount, const AssessedCoast& coast, const ExposureOptions& options,
               std::optional<double> standing_m)
{
    PlaceReach reach = reach_of(place, coast, options, options.polygon_sd_m);
    if (reach.assessed() && standing_m) reach.approach->standing_m = std::min(*standing_m, reach.approach->distance_m);
    Asset asset;
    asset.place = place;
    asset.stake.amount = amount;
    asset.far = reach.reason.starts_with("far:");
    asset.seaward = reach.at_sea || (reach.assessed() && reach.approach->distance_m < 0);
    if (!reach.assessed()) return asset;
    asset.stake.stretch = coast.stretch_of(reach.leading);
    asset.stake.probability = probabilities_of(reach, options);
    return asset;
}

std::vector<Asset> assets_of(const Geometry& geometry, const AssessedCoast& coast, const ExposureOptions& options)
{
    std::vector<Asset> assets;
    if (geometry.kind == Geometry::Kind::lines) {
        for (const Polyline& line : geometry.lines) add_pieces(assets, line, coast, options);
        return assets;
    }
    if (const auto edge = nearest_edge(geometry, coast)) assets.push_back(asset_at(edge->place, 1, coast, options));
    return assets;
}

std::vector<Asset> assets_of(const PeopleCell& cell, const AssessedCoast& coast, const ExposureOptions& options,
                             std::optional<double> standing_m)
{
    if (cell.ring.size() == 1) return {asset_at(cell.ring.front(), cell.people, coast, options, standing_m)};
    if (far_from_shore(cell.ring, coast, options)) return {asset_at(inside(cell.ring, 0.5, 0.5), cell.people, coast, options, standing_m)};
    const int k = pieces_across(cell.ring);
    std::vector<Asset> assets;
    for (int i = 0; i < k; ++i)
        for (int j = 0; j < k; ++j)
            assets.push_back(asset_at(inside(cell.ring, (i + 0.5) / k, (j + 0.5) / k), 0, coast, options, standing_m));
    const auto wet = [](const Asset& asset) { return asset.seaward; };
    if (!std::all_of(assets.begin(), assets.end(), wet)) std::erase_if(assets, wet);
    for (Asset& asset : assets) asset.stake.amount = cell.people / static_cast<double>(assets.size());
    return assets;
}

std::vector<PeopleCell> cells_of(const std::vector<Polygon>& area, double people)
{
    const Frame frame = frame_of(area);
    const AreaIndex index(area);
    const Vector size = frame.high - frame.low;
    const int columns = cells_across(size.x), rows = cells_across(size.y);
    const Vector step{size.x / columns, size.y / rows};
    std::vector<PeopleCell> cells;
    ExactSum sum;
    for (int i = 0; i < columns; ++i)
        for (int j = 0; j < rows; ++j) {
            const Point low = frame.low + Vector{i * step.x, j * step.y}, high = low + step;
            Polyline ring{low, {high.x, low.y}, high, {low.x, high.y}, low};
            const double part = index.overlap_m2(ring);
            if (part <= 0) continue;
            sum.add(part);
            cells.push_back({std::move(ring), part});
        }
    if (cells.empty() && !area.empty() && !area.front().exterior.empty()) return {{{area.front().exterior.front()}, people}};
    for (PeopleCell& cell : cells) cell.people *= people / sum.value();
    return cells;
}

AssetSums sums_of(const std::vector<const Asset*>& assets, const StakeSums& sums, std::size_t horizons)
{
    AssetSums result;
    std::vector<const Stake*> stakes;
    ExactSum total, not_assessed, far;
    for (const Asset* asset : assets) {
        total.add(asset->stake.amount);
        if (asset->assessed()) {
            stakes.push_back(&asset->stake);
            continue;
        }
        not_assessed.add(asset->stake.amount);
        far.add(asset->far ? asset->stake.amount : 0);
    }
    result.total = total.value();
    result.not_assessed = not_assessed.value();
    result.far = far.value();
    result.any_assessed = !stakes.empty();
    for (std::size_t y = 0; y < horizons; ++y) result.reached.push_back(sums.reached(stakes, y));
    return result;
}

}  // namespace tasi
