#include "src/report/series_data.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "src/core/text.hpp"
#include "src/report/cells.hpp"
#include "src/report/rate_classes.hpp"
#include "src/report/words.hpp"

namespace tasi::report {
namespace {

using Json = nlohmann::ordered_json;
using ByTransect = std::map<std::string, std::vector<const Position*>>;

constexpr std::size_t most_positions = 150'000;  ///< in the page: about 2 MB

std::int64_t tenths(double value) { return std::llround(10 * value); }
std::int64_t thousandths(double year) { return std::llround(1000 * year); }

ByTransect measured(const StudyResults& results)
{
    ByTransect found;
    for (const Position& position : results.positions)
        if (position.distance_m) found[position.transect].push_back(&position);
    return found;
}

/// Ids of the transects whose positions fit into the page: by falling speed of change.
std::map<std::string, bool> chosen(const Layer& rates, const ByTransect& positions)
{
    const Cells cell(rates);
    std::vector<std::size_t> order(rates.features.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto speed = [&](std::size_t row) { return std::abs(cell.number(rates.features[row], "LRR").value_or(0)); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return speed(a) > speed(b); });
    std::map<std::string, bool> taken;
    std::size_t sum = 0;
    for (const std::size_t row : order) {
        const std::string id = cell.text(rates.features[row], "transect");
        const auto found = positions.find(id);
        if (found == positions.end()) continue;
        sum += found->second.size();
        if (sum > most_positions) break;
        taken[id] = true;
    }
    return taken;
}

Json points_of(std::vector<const Position*> positions)
{
    std::stable_sort(positions.begin(), positions.end(), [](const Position* a, const Position* b) { return a->date < b->date; });
    Json numbers = Json::array();
    std::int64_t when = 0, where = 0;
    for (const Position* one : positions) {
        const std::int64_t year = thousandths(one->date.julian_year()), at = tenths(*one->distance_m);
        numbers.push_back(year - when);
        numbers.push_back(at - where);
        numbers.push_back(tenths(one->uncertainty_m.value_or(0)));
        when = year;
        where = at;
    }
    return numbers;
}

/// What stands in many rows, each written once.
class Once {
public:
    std::size_t number(const Json& thing)
    {
        const auto [place, added] = numbers_.try_emplace(thing.dump(), numbers_.size());
        if (added) list.push_back(thing);
        return place->second;
    }
    Json list = Json::array();

private:
    std::map<std::string, std::size_t> numbers_;
};

/// The line of the rate from the first date to the date of the present shoreline, through its fitted distance there.
Json fit_of(const Cells& cell, const Feature& feature, Once& spans)
{
    const auto rate = cell.number(feature, "LRR"), now = cell.number(feature, "now_m");
    const auto first = cell.moment(feature, "first"), as_of = cell.moment(feature, "as_of");
    if (!rate || !now || !first || !as_of) return nullptr;
    const double from = first->julian_year(), to = as_of->julian_year();
    return {spans.number({thousandths(from), thousandths(to)}), tenths(*now - *rate * (to - from)), tenths(*now)};
}

/// The forecasts of all transects, by year.
class Forecasts {
public:
    explicit Forecasts(const Layer* layer)
    {
        if (!layer) return;
        const Cells cell(*layer);
        std::map<std::int64_t, std::size_t> found;
        for (const Feature& feature : layer->features)
            if (const auto year = cell.number(feature, "year")) found.emplace(thousandths(*year), 0);
        for (auto& [year, place] : found) place = years.size(), years.push_back(year);
        for (const Feature& feature : layer->features) {
            const auto year = cell.number(feature, "year"), low = cell.number(feature, "lower_m"),
                       middle = cell.number(feature, "distance_m"), high = cell.number(feature, "upper_m");
            if (!year || !low || !middle || !high) continue;
            auto& list = bands_[cell.text(feature, "transect")];
            list.resize(found.size());
            list[found.at(thousandths(*year))] = Band{tenths(*low), tenths(*middle), tenths(*high)};
        }
    }

    /// Three numbers a year, `null, 0, 0` where there is none.
    Json of(const std::string& transect) const
    {
        const auto found = bands_.find(transect);
        if (found == bands_.end()) return nullptr;
        Json numbers = Json::array();
        std::int64_t before = 0;
        for (const auto& band : found->second) {
            if (!band) {
                for (const Json& none : {Json(nullptr), Json(0), Json(0)}) numbers.push_back(none);
                continue;
            }
            for (const std::int64_t number : {band->middle - before, band->middle - band->low, band->high - band->middle})
                numbers.push_back(number);
            before = band->middle;
        }
        return numbers;
    }

    Json years = Json::array();

private:
    struct Band {
        std::int64_t low, middle, high;
    };
    std::map<std::string, std::vector<std::optional<Band>>> bands_;
};

/// What the heading of a chart says; nothing for a transect that was not assessed.
Json measures_of(const Cells& cell, const Feature& feature, const Texts& text, Once& words)
{
    const auto rate = cell.number(feature, "LRR"), interval = cell.number(feature, "LCIac");
    const std::string trend = cell.text(feature, "trend");
    if (!rate || !interval || trend == "not assessed") return nullptr;
    return {std::llround(100 * *rate), std::llround(100 * *interval), std::llround(cell.number(feature, "n").value_or(0)),
            words.number(word(text, "trend", trend)), words.number(word(text, "certainty", cell.text(feature, "certainty")))};
}

}  // namespace

SeriesData series_data(const StudyResults& results, const Texts& text)
{
    const Layer& rates = results.rates();
    const Cells cell(rates);
    const ByTransect positions = measured(results);
    const auto taken = chosen(rates, positions);
    Forecasts ahead(results.layer("forecast"));
    Once words, spans;
    SeriesData data{Json::array(), {}, {}, {}, taken.size()};
    for (const Feature& feature : rates.features) {
        const std::string id = cell.text(feature, "transect");
        Json one{{"id", id}, {"k", rate_class(rates, feature)}};
        if (Json measures = measures_of(cell, feature, text, words); !measures.is_null()) one["m"] = std::move(measures);
        if (taken.contains(id)) one["p"] = points_of(positions.at(id));
        if (Json fit = fit_of(cell, feature, spans); !fit.is_null()) one["fit"] = std::move(fit);
        if (Json band = ahead.of(id); !band.is_null()) one["f"] = std::move(band);
        data.json.push_back(std::move(one));
    }
    data.words = std::move(words.list);
    data.spans = std::move(spans.list);
    data.years = std::move(ahead.years);
    return data;
}

}  // namespace tasi::report
