#include "tools/validation_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

std::optional<double> of(const ValidationRow& row, double Accuracy::*part)
{
    return row.accuracy ? std::optional((*row.accuracy).*part) : std::nullopt;
}

std::string fixed(const std::optional<double>& value, int decimals) { return value ? format_fixed(*value, decimals) : "-"; }

}  // namespace

Layer validation_layer(const Validation& validation)
{
    Layer layer;
    layer.name = "validation";
    layer.description = "Positions against surveys; errors are satellite minus survey, seaward positive";
    layer.fields = {{"transect", FieldType::text, "Transect"},
                    {"n", FieldType::integer, "Pairs"},
                    {"bias_m", FieldType::real, "Mean error", "m"},
                    {"std_m", FieldType::real, "Standard deviation of errors", "m"},
                    {"rmse_m", FieldType::real, "Root mean square error", "m"},
                    {"q90_m", FieldType::real, "90th percentile of absolute errors", "m"},
                    {"r2", FieldType::real, "Squared correlation"},
                    {"trend_err", FieldType::real, "Rate of positions minus rate of surveys over their common time", "m/yr"},
                    {"trend_ci", FieldType::real, "Half width of its interval", "m/yr"},
                    {"mae_m", FieldType::real, "Mean absolute error", "m"},
                    {"median_m", FieldType::real, "Median error", "m"},
                    {"robust_m", FieldType::real, "1.4826 times the median distance from the median error", "m"},
                    {"n_pos", FieldType::integer, "Positions"},
                    {"n_survey", FieldType::integer, "Surveys"},
                    {"flags", FieldType::text, "Flags"}};
    for (const ValidationRow& row : validation.rows) {
        const auto r2 = row.accuracy ? row.accuracy->r2 : std::nullopt;
        const bool of_sensor = row.transect.starts_with("all:");
        const auto count = [&](std::size_t n) { return of_sensor ? Value() : Value(static_cast<std::int64_t>(n)); };
        layer.features.push_back({0,
                                  {},
                                  {row.transect, static_cast<std::int64_t>(row.n), real_or_null(of(row, &Accuracy::bias_m)),
                                   real_or_null(of(row, &Accuracy::std_m)), real_or_null(of(row, &Accuracy::rmse_m)),
                                   real_or_null(of(row, &Accuracy::q90_m)), real_or_null(r2), real_or_null(row.trend_error_m_per_yr),
                                   real_or_null(row.trend_interval_m_per_yr), real_or_null(of(row, &Accuracy::mae_m)),
                                   real_or_null(of(row, &Accuracy::median_m)), real_or_null(of(row, &Accuracy::robust_sd_m)),
                                   count(row.positions), count(row.surveys), row.flags.empty() ? Value() : Value(join(row.flags, ";"))}});
    }
    return layer;
}

std::string validation_text(const Validation& validation)
{
    std::size_t widest = 8;
    for (const ValidationRow& row : validation.rows) widest = std::max(widest, printable(row.transect).size());
    std::string text = fmt::format("{:<{}} {:>6} {:>8} {:>8} {:>8} {:>8} {:>6} {:>9}\n", "transect", widest, "n", "bias m", "std m",
                                   "RMSE m", "q90 m", "r2", "trend err");
    for (const ValidationRow& row : validation.rows)
        text += fmt::format("{:<{}} {:>6} {:>8} {:>8} {:>8} {:>8} {:>6} {:>9}{}\n", printable(row.transect), widest, row.n,
                            fixed(of(row, &Accuracy::bias_m), 2), fixed(of(row, &Accuracy::std_m), 2), fixed(of(row, &Accuracy::rmse_m), 2),
                            fixed(of(row, &Accuracy::q90_m), 2), fixed(row.accuracy ? row.accuracy->r2 : std::nullopt, 3),
                            fixed(row.trend_error_m_per_yr, 3), row.flags.empty() ? "" : "  " + join(row.flags, "; "));
    return text;
}

}  // namespace tasi::cli
