#include <algorithm>
#include <cmath>
#include <map>

#include "algorithms/rates/statistics.hpp"
#include "tests/algorithms/rates/histories.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using nlohmann::json;
using tasi::testing::read_json_lines_gz;
using tasi::testing::shared;

namespace {

History history_of_case(const json& item)
{
    History history;
    for (std::size_t i = 0; i < item["d"].size(); ++i) {
        const json& u = item["u"][i];
        history.push_back({parse_iso(item["date"][i].get<std::string>())->instant, item["d"][i].get<double>(),
                           u.is_null() ? std::numeric_limits<double>::quiet_NaN() : u.get<double>()});
    }
    return history;
}

/// What 1 is for the absolute part of the tolerance of a statistic.
double scale_of(const std::string& name, const json& want)
{
    const double range = want["SCE"].is_null() ? 0 : want["SCE"].get<double>();
    if (name == "SCE" || name == "NSM" || name == "LSE") return range;
    if (name == "LR2" || name == "WR2" || name == "p" || name == "MKp" || name == "n" || name == "span_yr") return 1;
    if (name == "WSE") return want[name].get<double>();
    return range / want["span_yr"].get<double>();
}

/// The reference took Student's t from a routine that is itself wrong by up to 4.6e-9, seen against the closed forms of t.
double tolerance_of(const std::string& name) { return name == "LCI" || name == "WCI" ? 5e-9 : 1e-9; }

/// The deviation as a share of what is tolerated; 0 for missing and missing, infinite for one missing.
double share_of_tolerance(const std::optional<double>& got, const std::string& name, const json& want)
{
    if (!got || want[name].is_null()) return !got && want[name].is_null() ? 0 : INFINITY;
    const double value = want[name].get<double>();
    const double off = std::fabs(*got - value);
    return off == 0 ? 0 : off / (tolerance_of(name) * (std::fabs(value) + scale_of(name, want)));
}

}  // namespace

TEST_CASE("every statistic of 2,000 random series agrees with independent programs", "[rates][oracle]")
{
    const auto file = shared("checks/oracles/data/stats.jsonl.gz");
    if (file.empty()) return;
    std::vector<json> cases = read_json_lines_gz(file);
    cases.erase(cases.begin());
    REQUIRE(cases.size() == 2000);
    std::map<std::string, double> worst;
    for (const json& item : cases) {
        RateOptions options;
        options.confidence_pct = item["confidence"].get<double>();
        const ChangeStatistics change = change_statistics(history_of_case(item), options);
        for (const Statistic& statistic : statistics()) {
            if (!item["want"].contains(statistic.name)) continue;
            const double share = share_of_tolerance(change[statistic.name], statistic.name, item["want"]);
            worst[statistic.name] = std::max(worst[statistic.name], share);
            if (share > 1)
                FAIL_CHECK(item["id"] << " " << item["kind"] << " " << statistic.name << " wants " << item["want"][statistic.name]);
        }
    }
    CHECK(worst.size() == 19);
    for (const auto& [name, share] : worst) {
        CAPTURE(name);
        CHECK(share <= 1);
    }
}
