#include "tools/accuracy_figure.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"
#include "tools/svg_chart.hpp"

namespace tasi::cli {
namespace {

constexpr double width = 960, height = 480, panel_size = 360;
constexpr const char* dots = "#0b5394";

struct Range {
    double least = 0, most = 1;
};

Range padded(double least, double most)
{
    const double pad = std::max(0.05 * (most - least), 0.5);
    return {least - pad, most + pad};
}

/// The same for both axes, so that the line of agreement is the diagonal.
Range of_distances(const std::vector<Pair>& pairs)
{
    double least = pairs[0].survey_m, most = least;
    for (const Pair& p : pairs) {
        least = std::min({least, p.survey_m, p.satellite_m});
        most = std::max({most, p.survey_m, p.satellite_m});
    }
    return padded(least, most);
}

std::string scatter(const std::vector<Pair>& pairs)
{
    const Range r = of_distances(pairs);
    const Panel panel{80, 60, panel_size, panel_size, r.least, r.most, r.least, r.most};
    std::string svg = panel.axes("survey (m)", "satellite (m)");
    svg += panel.line(r.least, r.least, r.most, r.most, "stroke=\"#222222\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"");
    svg += fmt::format("<g fill=\"{}\" fill-opacity=\"0.45\">\n", dots);
    for (const Pair& p : pairs)
        svg += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"2.5\"/>\n", format_fixed(panel.x(p.survey_m), 2),
                           format_fixed(panel.y(p.satellite_m), 2));
    return svg + "</g>\n" + svg_text(80 + panel_size - 8, 60 + panel_size - 10, "dashed: both agree", "end");
}

struct Histogram {
    double first = 0, step = 1;  ///< metres: lower edge of the first bin, width of each
    std::vector<int> counts;
};

Histogram histogram_of(const std::vector<Pair>& pairs)
{
    double least = pairs[0].error_m(), most = least;
    for (const Pair& p : pairs) least = std::min(least, p.error_m()), most = std::max(most, p.error_m());
    const Range r = padded(least, most);
    const std::vector<double> ticks = round_ticks(r.least, r.most, 24);
    Histogram h;
    h.step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
    h.first = h.step * std::floor(least / h.step);
    h.counts.assign(static_cast<std::size_t>(std::floor((most - h.first) / h.step)) + 1, 0);
    for (const Pair& p : pairs) ++h.counts[std::min(h.counts.size() - 1, static_cast<std::size_t>((p.error_m() - h.first) / h.step))];
    return h;
}

std::string histogram(const std::vector<Pair>& pairs)
{
    const Histogram h = histogram_of(pairs);
    const double last = h.first + h.step * static_cast<double>(h.counts.size());
    const int most = *std::max_element(h.counts.begin(), h.counts.end());
    const Panel panel{560, 60, panel_size, panel_size, std::min(h.first, -h.step), std::max(last, h.step), 0, 1.08 * most};
    std::string svg = panel.axes("satellite - survey (m), seaward positive", "pairs");
    svg += fmt::format("<g fill=\"{}\" fill-opacity=\"0.75\" stroke=\"#ffffff\">\n", dots);
    for (std::size_t i = 0; i < h.counts.size(); ++i) {
        if (h.counts[i] == 0) continue;
        const double x = h.first + h.step * static_cast<double>(i), top = panel.y(h.counts[i]);
        svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", format_fixed(panel.x(x), 2), format_fixed(top, 2),
                           format_fixed(panel.x(x + h.step) - panel.x(x), 2), format_fixed(panel.y(0) - top, 2));
    }
    return svg + "</g>\n" + panel.line(0, 0, 0, panel.y_most, "stroke=\"#222222\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"");
}

std::string summary_of(const ValidationRow& all)
{
    if (!all.accuracy) return fmt::format("{} pairs: too few for statistics", all.n);
    const Accuracy& a = *all.accuracy;
    return fmt::format("{} pairs: bias {} m, standard deviation {} m, RMSE {} m, 90 % of errors below {} m", a.n, format_fixed(a.bias_m, 2),
                       format_fixed(a.std_m, 2), format_fixed(a.rmse_m, 2), format_fixed(a.q90_m, 2));
}

}  // namespace

std::string accuracy_figure(const Validation& validation, const std::string& title)
{
    const auto all =
        std::find_if(validation.rows.begin(), validation.rows.end(), [](const ValidationRow& r) { return r.transect == "all"; });
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" "
        "font-size=\"13\" fill=\"#222222\">\n<title>{2}</title>\n<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
        format_fixed(width, 0), format_fixed(height, 0), escaped(title));
    svg += svg_text(80, 24, title, "start", "font-size=\"16\" font-weight=\"bold\"");
    svg += svg_text(80, 46, summary_of(*all), "start");
    return svg + scatter(validation.pairs) + histogram(validation.pairs) + "</svg>\n";
}

}  // namespace tasi::cli
