#include "tools/svg_chart.hpp"

#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

std::string px(double value) { return format_fixed(value, 2); }

double step_of(const std::vector<double>& ticks) { return ticks.size() > 1 ? ticks[1] - ticks[0] : 1; }

}  // namespace

std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : printable(text)) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::vector<double> round_ticks(double least, double most, int count)
{
    const double rough = (most - least) / count;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = power;
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (factor * power >= rough * 0.999) {
            step = factor * power;
            break;
        }
    std::vector<double> ticks;
    const auto first = static_cast<long long>(std::ceil(least / step - 1e-9)),
               last = static_cast<long long>(std::floor(most / step + 1e-9));
    for (long long k = first; k <= last; ++k) ticks.push_back(static_cast<double>(k) * step);
    return ticks;
}

std::string tick_label(double value, double step)
{
    const int decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
    return format_fixed(value, decimals);
}

std::string svg_text(double x, double y, const std::string& text, const std::string& anchor, const std::string& attributes)
{
    return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\"{}{}>{}</text>\n", px(x), px(y), anchor, attributes.empty() ? "" : " ",
                       attributes, escaped(text));
}

std::string Panel::line(double x1, double y1, double x2, double y2, const std::string& style) const
{
    return fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n", px(x(x1)), px(y(y1)), px(x(x2)), px(y(y2)), style);
}

std::string Panel::axes(const std::string& x_title, const std::string& y_title) const
{
    constexpr const char* grid = "stroke=\"#dddddd\" stroke-width=\"1\"";
    std::string svg;
    const std::vector<double> across = round_ticks(x_least, x_most, 6), up = round_ticks(y_least, y_most, 6);
    for (const double t : across) {
        svg += line(t, y_least, t, y_most, grid);
        svg += svg_text(x(t), top + height + 18, tick_label(t, step_of(across)), "middle");
    }
    for (const double t : up) {
        svg += line(x_least, t, x_most, t, grid);
        svg += svg_text(left - 6, y(t) + 4, tick_label(t, step_of(up)), "end");
    }
    svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#444444\"/>\n", px(left), px(top),
                       px(width), px(height));
    svg += svg_text(left + width / 2, top + height + 38, x_title, "middle");
    const double middle = top + height / 2, beside = left - 44;
    svg += svg_text(beside, middle, y_title, "middle", fmt::format("transform=\"rotate(-90 {} {})\"", px(beside), px(middle)));
    return svg;
}

}  // namespace tasi::cli
