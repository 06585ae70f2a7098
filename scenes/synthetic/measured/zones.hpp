#pragma once

#include <array>
#include <vector>

#include "scenes/synthetic/measured/waterlines.hpp"
#include "scenes/synthetic/random_field.hpp"
#include "src/core/grid.hpp"
#include "src/core/pixels.hpp"

namespace tasi::scenes::measured {

/// Strips along the waterline, from the sea inland.
enum class Zone { open_water, terrace, foam, wet, dry, inland };
inline constexpr std::array all_zones{Zone::open_water, Zone::terrace, Zone::foam, Zone::wet, Zone::dry, Zone::inland};
inline constexpr std::size_t zone_count = all_zones.size();

inline constexpr std::size_t number_of(Zone zone) { return static_cast<std::size_t>(zone); }

/// Widths in metres; the waterline lies between foam and wet sand.
struct ZoneWidths {
    double terrace_m = 0;  ///< seaward
    double foam_m = 0;     ///< seaward
    double wet_m = 0;      ///< landward
    double inland_m = 0;   ///< where vegetation begins, landward; 0: nowhere
};

/// Where the strips lie on the ground. Foam and wet sand vary in width by up to 30 % alongshore.
class Zones {
public:
    /// `pixel_m` sets the length over which widths vary: 20 pixels.
    Zones(const std::vector<Polyline>& waterlines, const ZoneWidths& widths, const RandomField& random, double pixel_m);

    /// The share of every zone in each cell of `grid`, exact for an edge that is straight within a cell. Cells are asked for in squares
    /// of `block` by `block` (of which the grid is a whole number): one without an edge is filled at once.
    std::array<Pixels, zone_count> shares(const Grid& grid, int block) const;

    /// Whether a zone exists at all.
    bool has(Zone zone) const;

private:
    using Edges = std::array<double, zone_count>;
    Edges landward_edges(const Point& on_line) const;
    double varied(double width_m, std::uint64_t stream, const Point& at) const;
    void fill_block(const Grid& grid, int row, int col, int block, std::array<Pixels, zone_count>& shares) const;
    void fill_cell(const Grid& grid, int row, int col, std::array<Pixels, zone_count>& shares) const;

    Waterlines lines_;
    ZoneWidths widths_;
    RandomField random_;
    double variation_m_;
};

/// The share of a unit square on the side to which the unit vector `normal` points from an edge that passes at `distance` from the
/// centre; positive when the centre lies on that side.
double share_beyond_edge(double distance, const Vector& normal);

}  // namespace tasi::scenes::measured
