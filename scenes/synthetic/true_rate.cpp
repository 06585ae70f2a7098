#include "scenes/synthetic/true_rate.hpp"

#include <fmt/format.h>

#include "src/core/error.hpp"

namespace tasi::scenes {
namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& problem)
{
    throw UnsafeError("TRUTH", file, problem, "give the rates.csv that `tasi simulate` wrote");
}

std::size_t column(const Layer& table, const std::string& file, const char* name)
{
    const int index = table.field(name);
    if (index < 0) refuse(file, fmt::format("column {} is missing", name));
    return static_cast<std::size_t>(index);
}

/// Where the transect passes between two neighbouring rows: share of the way along each of both, 0..1.
struct Passage {
    double along_transect, between;
};
std::optional<Passage> passage(const Transect& transect, const Point& a, const Point& b)
{
    const Vector way = transect.seaward - transect.landward, step = b - a, gap = a - transect.landward;
    const double turn = cross_product(way, step);
    if (turn == 0) return std::nullopt;
    const Passage p{cross_product(gap, step) / turn, cross_product(gap, way) / turn};
    const bool hit = p.along_transect >= 0 && p.along_transect <= 1 && p.between >= 0 && p.between < 1;
    return hit ? std::optional(p) : std::nullopt;
}

}  // namespace

std::vector<TrueRate> true_rates_from(const Layer& table, const std::string& file)
{
    const auto at = [&](const char* name) { return column(table, file, name); };
    const std::size_t alongshore = at("alongshore_m"), x = at("x"), y = at("y"), nx = at("nx"), ny = at("ny"), rate = at("rate_m_yr"),
                      stretch = at("stretch");
    std::vector<TrueRate> rows;
    for (const Feature& feature : table.features) {
        const auto number = [&](std::size_t i) {
            const auto value = number_of(feature.values[i]);
            if (!value) refuse(file, fmt::format("row {}: {} holds no number", feature.number, table.fields[i].name));
            return *value;
        };
        rows.push_back({number(alongshore),
                        {number(x), number(y)},
                        {number(nx), number(ny)},
                        number_of(feature.values[rate]),
                        text_of(feature.values[stretch])});
    }
    return rows;
}

std::optional<double> true_rate_along(const Transect& transect, const std::vector<TrueRate>& rates)
{
    std::optional<double> found;
    double furthest = -1;
    for (std::size_t i = 0; i + 1 < rates.size(); ++i) {
        const TrueRate &a = rates[i], &b = rates[i + 1];
        const auto p = passage(transect, a.point, b.point);
        if (!p || p->along_transect <= furthest) continue;
        furthest = p->along_transect;
        found.reset();
        if (!a.rate_m_per_year || !b.rate_m_per_year) continue;
        const double along_normal = (1 - p->between) * *a.rate_m_per_year + p->between * *b.rate_m_per_year;
        const Vector normal = unit((1 - p->between) * a.seaward + p->between * b.seaward);
        found = along_normal / dot(normal, transect.direction());
    }
    return found;
}

}  // namespace tasi::scenes
