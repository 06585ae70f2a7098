#include "src/report/rate_classes.hpp"

#include <cmath>

#include "src/report/cells.hpp"

namespace tasi::report {
namespace {

// Metres a year between weak, middle and strong change.
constexpr double middle = 0.5, strong = 1.5;
enum Row : std::size_t { no_trend = 3, not_assessed = 7 };

}  // namespace

const std::vector<RateClass>& rate_classes()
{
    static const std::vector<RateClass> table{
        {"#b2182b", "class_retreat_strong", 5}, {"#ef8a62", "class_retreat_middle", 4},     {"#fddbc7", "class_retreat_weak", 3},
        {"#ffffff", "class_no_trend", 2.5},     {"#d1e5f0", "class_growth_weak", 3},        {"#67a9cf", "class_growth_middle", 4},
        {"#2166ac", "class_growth_strong", 5},  {"#9a9a9a", "class_not_assessed", 2, true},
    };
    return table;
}

std::size_t rate_class(const Layer& rates, const Feature& feature)
{
    const Cells cell(rates);
    const std::string trend = cell.text(feature, "trend");
    const auto rate = cell.number(feature, "LRR");
    if (trend == "no detectable trend") return no_trend;
    if (!rate || (trend != "eroding" && trend != "accreting")) return not_assessed;
    const double speed = std::abs(*rate);
    const std::size_t step = speed >= strong ? 3 : speed >= middle ? 2 : 1;
    return trend == "eroding" ? no_trend - step : no_trend + step;
}

}  // namespace tasi::report
