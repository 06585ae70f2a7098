#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tasi::cli {

/// Text safe between tags and in attributes: `&`, `<`, `>`, quotes, and control characters as escapes.
std::string escaped(std::string_view text);

/// Round numbers (1, 2 or 5 times a power of ten) that divide least..most into about `count` steps.
std::vector<double> round_ticks(double least, double most, int count);

/// A number on an axis: as many decimals as the step needs.
std::string tick_label(double value, double step);

/// One plot area of an SVG picture in pixels, with the data that its edges stand for. Coordinates are written with two decimals, so that
/// the bytes are the same everywhere.
struct Panel {
    double left = 0, top = 0, width = 0, height = 0;
    double x_least = 0, x_most = 1, y_least = 0, y_most = 1;

    double x(double value) const { return left + width * (value - x_least) / (x_most - x_least); }
    double y(double value) const { return top + height * (1 - (value - y_least) / (y_most - y_least)); }

    /// Frame, grid lines, numbers and titles of both axes.
    std::string axes(const std::string& x_title, const std::string& y_title) const;
    /// A straight line between two points of the data, cut at the frame by `clip-path="url(#clip)"` of the caller.
    std::string line(double x1, double y1, double x2, double y2, const std::string& style) const;
};

/// `<text>` at a place; `anchor` is start, middle or end.
std::string svg_text(double x, double y, const std::string& text, const std::string& anchor, const std::string& attributes = "");

}  // namespace tasi::cli
