#include "tools/risk_assets.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

/// What is said of one feature: of a road the worst of its pieces, and the sum over them.
struct OfFeature {
    std::string what;
    double amount = 0;
    bool assessed = false;
    std::vector<double> probability, expected;
};

void add(OfFeature& sum, const Asset& asset)
{
    sum.amount += asset.stake.amount;
    if (!asset.assessed()) return;
    sum.assessed = true;
    for (std::size_t y = 0; y < asset.stake.probability.size(); ++y) {
        sum.probability[y] = std::max(sum.probability[y], asset.stake.probability[y]);
        sum.expected[y] += asset.stake.probability[y] * asset.stake.amount;
    }
}

std::string class_of(const OfFeature& feature, const ExposureOptions& options)
{
    if (!feature.assessed) return "not assessed";
    return feature.probability.back() >= options.at_risk_probability ? "at risk" : "not at risk";
}

std::vector<Field> own_fields(const ExposureOptions& options, const std::string& measure)
{
    std::vector<Field> fields{{"what", FieldType::text, "What"}, {"amount", FieldType::real, "Amount", measure == "m" ? "m" : ""}};
    for (const int year : options.years)
        fields.push_back({fmt::format("p_{}", year), FieldType::real, fmt::format("Probability that some of it is reached by {}", year)});
    for (const int year : options.years)
        fields.push_back({fmt::format("e_{}", year), FieldType::real, fmt::format("Amount expected to be reached by {}", year)});
    fields.push_back({"class", FieldType::text, "Class"});
    return fields;
}

}  // namespace

std::vector<AssetsOfLayer> assets_of_layer(Run& run, const Layer& layer, const std::string& file, const std::string& what,
                                           const std::optional<std::string>& group_field, const AssessedCoast& coast,
                                           const AdminUnits& units, const ExposureOptions& options)
{
    const int group = group_field ? layer.field(*group_field) : -1;
    if (group_field && group < 0) throw UsageError("FIELD", file, "there is no field " + *group_field, "see --asset-field");
    for (const Feature& feature : layer.features)
        if (what == "buildings" && feature.geometry.kind == Geometry::Kind::lines)
            throw UnsafeError("GEOMETRY", file, fmt::format("feature {} is a line, not a building", feature.number),
                              "give points or polygons; roads are for --assets");
    std::vector<std::vector<Asset>> parts(layer.features.size());
    parallel_for(static_cast<int>(parts.size()), [&](int i) {
        const auto n = static_cast<std::size_t>(i);
        parts[n] = assets_of(layer.features[n].geometry, coast, options);
        for (Asset& asset : parts[n]) asset.unit = units.at(asset.place);
    });
    std::map<std::string, AssetsOfLayer> kinds;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Feature& feature = layer.features[i];
        if (parts[i].empty()) {
            run.session.warnings.add("GEOMETRY", file, fmt::format("feature {} has no geometry: left out", feature.number));
            continue;
        }
        std::string name = group < 0 ? what : text_of(feature.values[static_cast<std::size_t>(group)]);
        if (name.empty()) name = what;
        const char* measure = feature.geometry.kind == Geometry::Kind::lines ? "m" : "count";
        AssetsOfLayer& kind = kinds.try_emplace(name + '\x1f' + measure, AssetsOfLayer{name, measure, file, {}, {}}).first->second;
        for (const Asset& asset : parts[i]) {
            kind.assets.push_back(asset);
            kind.feature.push_back(i);
        }
    }
    std::vector<AssetsOfLayer> result;
    for (auto& [name, kind] : kinds) result.push_back(std::move(kind));
    return result;
}

void add_exposure(std::vector<ExposureRow>& rows, const std::string& what, const std::string& measure, const std::string& source,
                  const std::vector<Asset>& assets, const AdminUnits& units, const StakeSums& sums, const ExposureOptions& options)
{
    std::vector<const Asset*> all;
    for (const Asset& asset : assets) all.push_back(&asset);
    rows.push_back({what, measure, source, "", 0, sums_of(all, sums, options.years.size())});
    if (units.units().empty()) return;
    for (const auto& [key, of_unit] : by_unit(units, assets))
        rows.push_back({what, measure, source, key.second, key.first, sums_of(of_unit, sums, options.years.size())});
}

Layer reached_layer(const Layer& given, const std::string& name, const std::vector<AssetsOfLayer>& kinds, const ExposureOptions& options)
{
    std::vector<OfFeature> features(given.features.size());
    for (OfFeature& feature : features) {
        feature.probability.resize(options.years.size(), 0);
        feature.expected.resize(options.years.size(), 0);
    }
    for (const AssetsOfLayer& kind : kinds)
        for (std::size_t i = 0; i < kind.assets.size(); ++i) {
            features[kind.feature[i]].what = kind.what;
            add(features[kind.feature[i]], kind.assets[i]);
        }
    Layer layer;
    layer.name = name;
    layer.description = "Assets and when the sea reaches them";
    layer.kind = given.kind;
    layer.crs = given.crs;
    layer.multi = true;
    std::vector<Field> ours = own_fields(options, kinds.empty() ? "" : kinds.front().measure);
    layer.fields = fields_beside(given.fields, ours);
    for (std::size_t i = 0; i < features.size(); ++i) {
        std::vector<Value> values = given.features[i].values;
        values.emplace_back(features[i].what);
        values.emplace_back(features[i].amount);
        for (const auto* numbers : {&features[i].probability, &features[i].expected})
            for (const double number : *numbers) values.push_back(features[i].assessed ? real_or_null(number) : Value());
        values.emplace_back(class_of(features[i], options));
        layer.features.push_back({0, given.features[i].geometry, std::move(values)});
    }
    return layer;
}

}  // namespace tasi::cli
