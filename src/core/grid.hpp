#pragma once

#include "src/core/crs.hpp"
#include "src/core/geometry.hpp"

namespace tasi {

/// A rectangle of pixels: rows [row, row + rows), columns [col, col + cols).
struct Window {
    int row = 0, col = 0, rows = 0, cols = 0;
    friend bool operator==(const Window&, const Window&) = default;
};

/// Size and place of a north-up or south-up raster. The transform is in corner form: (x0, y0) is the outer corner of
/// pixel (0, 0); dx > 0 east, dy < 0 for north-up. Rotated grids are not represented: they are refused on reading.
struct Grid {
    int rows = 0, cols = 0;
    double x0 = 0, y0 = 0, dx = 0, dy = 0;
    Crs crs;

    /// Map position of (row, col) in pixel-centre coordinates: whole numbers are the centres of pixels.
    Point at_centre(double row, double col) const { return {x0 + (col + 0.5) * dx, y0 + (row + 0.5) * dy}; }
    /// Map position of (row, col) in pixel-corner coordinates: whole numbers are pixel corners.
    Point at_corner(double row, double col) const { return {x0 + col * dx, y0 + row * dy}; }
    Window whole() const { return {0, 0, rows, cols}; }
    /// The same pixels seen as a grid of their own.
    Grid crop(const Window& w) const { return {w.rows, w.cols, x0 + w.col * dx, y0 + w.row * dy, dx, dy, crs}; }

    friend bool operator==(const Grid&, const Grid&) = default;
};

}  // namespace tasi
