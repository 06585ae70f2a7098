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

constexpr std::size_t most_positions = 200'000;  ///< in the page: about 2 MB

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

/// The line of the rate from the first date to the date of the present shoreline, through its fitted distance there.
Json fit_of(const Cells& cell, const Feature& feature)
{
    const auto rate = cell.number(feature, "LRR"), now = cell.number(feature, "now_m");
    const auto first = cell.moment(feature, "first"), as_of = cell.moment(feature, "as_of");
    if (!rate || !now || !first || !as_of) return nullptr;
    const double from = first->julian_year(), to = as_of->julian_year();
    return {thousandths(from), tenths(*now - *rate * (to - from)), thousandths(to), tenths(*now)};
}

/// Year, distance, and how far the ends of the band lie below and above it.
std::map<std::string, Json> forecasts(const Layer* layer)
{
    std::map<std::string, Json> found;
    if (!layer) return found;
    const Cells cell(*layer);
    for (const Feature& feature : layer->features) {
        const auto year = cell.number(feature, "year"), low = cell.number(feature, "lower_m"), middle = cell.number(feature, "distance_m"),
                   high = cell.number(feature, "upper_m");
        if (!year || !low || !middle || !high) continue;
        const std::int64_t at = tenths(*middle);
        for (const std::int64_t number : {thousandths(*year), at, at - tenths(*low), tenths(*high) - at})
            found[cell.text(feature, "transect")].push_back(number);
    }
    return found;
}

/// Words that stand in many rows, each written once.
class WordList {
public:
    std::size_t number(const std::string& word)
    {
        const auto [place, added] = numbers_.try_emplace(word, numbers_.size());
        if (added) list.push_back(word);
        return place->second;
    }
    Json list = Json::array();

private:
    std::map<std::string, std::size_t> numbers_;
};

/// What the heading of a chart says; nothing for a transect that was not assessed.
Json measures_of(const Cells& cell, const Feature& feature, const Texts& text, WordList& words)
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
    const auto ahead = forecasts(results.layer("forecast"));
    WordList words;
    SeriesData data{Json::array(), {}, taken.size()};
    for (const Feature& feature : rates.features) {
        const std::string id = cell.text(feature, "transect");
        Json one{{"id", id}, {"k", rate_class(rates, feature)}};
        if (Json measures = measures_of(cell, feature, text, words); !measures.is_null()) one["m"] = std::move(measures);
        if (taken.contains(id)) one["p"] = points_of(positions.at(id));
        if (Json fit = fit_of(cell, feature); !fit.is_null()) one["fit"] = std::move(fit);
        if (const auto found = ahead.find(id); found != ahead.end()) one["f"] = found->second;
        data.json.push_back(std::move(one));
    }
    data.words = std::move(words.list);
    return data;
}

}  // namespace tasi::report
