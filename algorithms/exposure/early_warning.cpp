#include "algorithms/exposure/early_warning.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tasi {
namespace {

std::string in_words(const RateOfPart& part) { return fmt::format("{:+.1f} ± {:.1f} m/yr", part.rate, part.interval); }

std::string in_words(double p) { return p < 0.0001 ? "< 0.0001" : fmt::format("{:.4f}", p); }

std::optional<EarlyWarning> last_years(const History& history, const Instant& newest, const DepartureOptions& options)
{
    const auto departure = departure_of(history, newest, options);
    if (!departure) return std::nullopt;
    EarlyWarning w;
    w.since = departure->since;
    w.count = departure->count;
    w.change_m = departure->departure_m();
    w.interval_m = departure->interval_m;
    w.before = departure->before;
    w.after = departure->after;
    w.p = departure->p;
    return w;
}

/// A break without a date is one that the rates did not find worth describing: it counts as a test.
EarlyWarning break_of(const RecordBreak& found, const Instant& newest)
{
    EarlyWarning w;
    w.kind = EarlyWarning::Kind::record_break;
    w.p = found.date && found.jump_m && found.before ? found.p : std::max(found.p, 0.05);
    w.since = found.date.value_or(Instant{INT64_MIN});
    w.from = found.from;
    w.to = found.to;
    w.jump_m = found.jump_m;
    w.before = found.before.value_or(RateOfPart{});
    w.after = found.after;
    // In the middle of the new part the line after the break is as far from that before as its positions are on average.
    const double bend = w.after && found.date ? (w.after->rate - w.before.rate) * years_between(*found.date, newest) / 2 : 0;
    w.change_m = found.jump_m.value_or(0) + bend;
    return w;
}

std::vector<EarlyWarning> all_tests(const std::vector<AssessedTransect>& transects, const std::map<std::string, History>& histories,
                                    const Instant& newest, const DepartureOptions& options)
{
    std::vector<EarlyWarning> tests;
    for (std::size_t i = 0; i < transects.size(); ++i) {
        const auto add = [&](EarlyWarning w) {
            w.transect = i;
            tests.push_back(std::move(w));
        };
        const auto history = histories.find(transects[i].transect.id);
        if (history != histories.end())
            if (const auto w = last_years(history->second, newest, options)) add(*w);
        if (transects[i].record_break) add(break_of(*transects[i].record_break, transects[i].last.value_or(newest)));
    }
    return tests;
}

void adjust(std::vector<EarlyWarning>& tests, EarlyWarning::Kind kind)
{
    std::vector<double> p;
    for (const EarlyWarning& test : tests)
        if (test.kind == kind) p.push_back(test.p);
    const std::vector<double> adjusted = adjusted_for_many(p);
    auto next = adjusted.begin();
    for (EarlyWarning& test : tests)
        if (test.kind == kind) test.adjusted_p = *next++;
}

}  // namespace

std::string EarlyWarning::evidence() const
{
    const char* side = change_m < 0 ? "landward" : "seaward";
    const std::string rates = in_words(before) + " before" + (after ? ", " + in_words(*after) + " since" : "");
    const std::string sure = fmt::format("p {}, with regard to all transects {}", in_words(p), in_words(adjusted_p));
    if (kind == Kind::last_years)
        return fmt::format("{} positions since {} stand on average {:.1f} ± {:.1f} m {} of the trend before; {}; {}", count.value_or(0),
                           since.day(), std::abs(change_m), interval_m.value_or(0), side, rates, sure);
    const std::string between = from && to ? fmt::format(" (between {} and {})", from->day(), to->day()) : "";
    return fmt::format(
        "a break about {}{} with a jump of {:+.1f} m; the shore since stands on average {:.1f} m {} of the trend before; {}; {}",
        since.day(), between, jump_m.value_or(0), std::abs(change_m), side, rates, sure);
}

EarlyWarnings early_warnings_of(const std::vector<AssessedTransect>& transects, const std::map<std::string, History>& histories,
                                const Instant& newest, const WarningOptions& options)
{
    std::vector<EarlyWarning> tests = all_tests(transects, histories, newest, options.departure);
    for (const auto kind : {EarlyWarning::Kind::last_years, EarlyWarning::Kind::record_break}) adjust(tests, kind);

    EarlyWarnings result;
    result.tests = tests.size();
    for (std::size_t i = 0; i < tests.size(); ++i) {
        EarlyWarning& test = tests[i];
        result.transects += i == 0 || tests[i - 1].transect != test.transect;
        if (test.adjusted_p > options.false_discovery_rate) continue;
        if (test.kind == EarlyWarning::Kind::record_break && years_between(test.since, newest) > options.break_yr()) continue;
        if (result.listed.empty() || result.listed.back().transect != test.transect)
            result.listed.push_back(test);
        else if (test.p < result.listed.back().p)
            result.listed.back() = test;
    }
    return result;
}

std::vector<double> adjusted_for_many(const std::vector<double>& p)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> adjusted(p.size(), 1);
    double least = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        least = std::min(least, p[order[rank - 1]] * static_cast<double>(p.size()) / static_cast<double>(rank));
        adjusted[order[rank - 1]] = least;
    }
    return adjusted;
}

}  // namespace tasi
