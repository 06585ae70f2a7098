#include "algorithms/exposure/assets.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/exposure/area_index.hpp"
#include "algorithms/exposure/settlements.hpp"

namespace tasi {
namespace {

constexpr double piece_m = 25;
constexpr int most_pieces = 8, cells_across = 20;

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

struct Frame {
    Point low{1e300, 1e300}, high{-1e300, -1e300};
};

Frame frame_of(const std::vector<Polygon>& area)
{
    Frame f;
    for (const Polygon& polygon : area)
        for (const Point& p : polygon.exterior)
            f = {{std::min(f.low.x, p.x), std::min(f.low.y, p.y)}, {std::max(f.high.x, p.x), std::max(f.high.y, p.y)}};
    return f;
}

}  // namespace

Asset asset_at(const Point& place, double amount, const AssessedCoast& coast, const ExposureOptions& options)
{
    const PlaceReach reach = reach_of(place, coast, options, options.polygon_sd_m);
    Asset asset;
    asset.place = place;
    asset.stake.amount = amount;
    asset.far = reach.reason.starts_with("far:");
    if (!reach.assessed()) return asset;
    asset.seaward = reach.approach->distance_m < 0;
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

std::vector<Asset> assets_of(const PeopleCell& cell, const AssessedCoast& coast, const ExposureOptions& options)
{
    if (cell.ring.size() == 1) return {asset_at(cell.ring.front(), cell.people, coast, options)};
    if (far_from_shore(cell.ring, coast, options)) return {asset_at(inside(cell.ring, 0.5, 0.5), cell.people, coast, options)};
    const int k = pieces_across(cell.ring);
    std::vector<Asset> assets;
    for (int i = 0; i < k; ++i)
        for (int j = 0; j < k; ++j) assets.push_back(asset_at(inside(cell.ring, (i + 0.5) / k, (j + 0.5) / k), 0, coast, options));
    const auto wet = [](const Asset& asset) { return asset.seaward; };
    if (!std::all_of(assets.begin(), assets.end(), wet)) std::erase_if(assets, wet);
    for (Asset& asset : assets) asset.stake.amount = cell.people / static_cast<double>(assets.size());
    return assets;
}

std::vector<PeopleCell> cells_of(const std::vector<Polygon>& area, double people)
{
    const Frame frame = frame_of(area);
    const AreaIndex index(area);
    const Vector step = (1.0 / cells_across) * (frame.high - frame.low);
    std::vector<PeopleCell> cells;
    double sum = 0;
    for (int i = 0; i < cells_across; ++i)
        for (int j = 0; j < cells_across; ++j) {
            const Point low = frame.low + Vector{i * step.x, j * step.y}, high = low + step;
            Polyline ring{low, {high.x, low.y}, high, {low.x, high.y}, low};
            const double part = index.overlap_m2(ring);
            if (part <= 0) continue;
            sum += part;
            cells.push_back({std::move(ring), part});
        }
    for (PeopleCell& cell : cells) cell.people *= people / sum;
    return cells;
}

AssetSums sums_of(const std::vector<const Asset*>& assets, const StakeSums& sums, std::size_t horizons)
{
    AssetSums result;
    std::vector<const Stake*> stakes;
    for (const Asset* asset : assets) {
        result.total += asset->stake.amount;
        if (asset->assessed()) {
            stakes.push_back(&asset->stake);
            continue;
        }
        result.not_assessed += asset->stake.amount;
        result.far += asset->far ? asset->stake.amount : 0;
    }
    result.any_assessed = !stakes.empty();
    for (std::size_t y = 0; y < horizons; ++y) result.reached.push_back(sums.reached(stakes, y));
    return result;
}

}  // namespace tasi
