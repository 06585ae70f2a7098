#include "scenes/synthetic/measured/fixed_ground.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "scenes/synthetic/measured/waterlines.hpp"

namespace tasi::scenes::measured {
namespace {

enum Stream : std::uint64_t { shape_stream = 600, brightness_stream = 610, change_stream = 620 };

/// One node of the lattice on which patches are laid out.
struct Node {
    std::int64_t i, j;
};

GroundPatch patch_at(const Node& node, const FixedGround& ground, const RandomField& random, const RandomField& of_scene)
{
    const auto draw = [&](std::uint64_t number) { return random.uniform(shape_stream + number, node.i, node.j); };
    const double contrast = ground.contrast * random.normal(brightness_stream, node.i, node.j) +
                            ground.variation * of_scene.normal(change_stream, node.i, node.j);
    return {{(static_cast<double>(node.i) + draw(0)) * ground.spacing_m, (static_cast<double>(node.j) + draw(1)) * ground.spacing_m},
            (0.125 + 0.25 * draw(2)) * ground.spacing_m,
            (0.125 + 0.25 * draw(3)) * ground.spacing_m,
            std::numbers::pi * draw(4),
            std::clamp(1 + contrast, 0.3, 1.9)};
}

/// Calls `visit` for every cell whose centre lies in the patch.
template <class Visit>
void for_each_cell_in(const GroundPatch& patch, const Grid& cells, Visit&& visit)
{
    const double c = std::cos(patch.angle), s = std::sin(patch.angle), radius = std::hypot(patch.along_m, patch.across_m);
    const double cell_m = std::abs(cells.dx);
    const double col = (patch.centre.x - cells.x0) / cells.dx, row = (patch.centre.y - cells.y0) / cells.dy;
    const auto first = [&](double at) { return std::max(0, static_cast<int>(std::floor(at - radius / cell_m))); };
    const auto end = [&](double at, int size) { return std::min(size, static_cast<int>(std::ceil(at + radius / cell_m)) + 1); };
    for (int r = first(row); r < end(row, cells.rows); ++r)
        for (int k = first(col); k < end(col, cells.cols); ++k) {
            const Vector off = cells.at_centre(r, k) - patch.centre;
            if (std::abs(c * off.x + s * off.y) <= patch.along_m && std::abs(c * off.y - s * off.x) <= patch.across_m) visit(r, k);
        }
}

}  // namespace

std::vector<GroundPatch> ground_patches(const FixedGround& ground, const Grid& grid, const std::vector<Polyline>& waterlines,
                                        const RandomField& of_scene)
{
    const RandomField random(ground.seed);
    const Waterlines lines(waterlines);
    const Point a = grid.at_corner(0, 0), b = grid.at_corner(grid.rows, grid.cols);
    const auto node = [&](double at) { return static_cast<std::int64_t>(std::floor(at / ground.spacing_m)); };
    std::vector<GroundPatch> patches;
    for (std::int64_t j = node(std::min(a.y, b.y)) - 2; j <= node(std::max(a.y, b.y)) + 1; ++j)
        for (std::int64_t i = node(std::min(a.x, b.x)) - 2; i <= node(std::max(a.x, b.x)) + 1; ++i) {
            const GroundPatch patch = patch_at({i, j}, ground, random, of_scene);
            const double radius = std::hypot(patch.along_m, patch.across_m);
            if (lines.beside(patch.centre).seaward < -(ground.behind_m + radius)) patches.push_back(patch);
        }
    return patches;
}

void lay(const std::vector<GroundPatch>& patches, const Grid& cells, const Vector& shift_m, Pixels& share)
{
    for (GroundPatch patch : patches) {
        patch.centre = patch.centre + shift_m;
        for_each_cell_in(patch, cells, [&](int row, int col) { share(row, col) *= static_cast<float>(patch.brightness); });
    }
}

}  // namespace tasi::scenes::measured
