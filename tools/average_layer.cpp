#include "tools/average_layer.hpp"

#include <array>
#include <map>

#include "algorithms/rates/averages.hpp"

namespace tasi::cli {
namespace {

/// A rate and the column of its uncertainty.
struct AveragedRate {
    const char *rate, *uncertainty;
};
constexpr std::array<AveragedRate, 3> averaged{{{"EPR", "EPRunc"}, {"LRR", "LCIac"}, {"WLR", "WCI"}}};

using Numbers = std::vector<std::size_t>;  // of transects

std::vector<Field> fields()
{
    return {{"region", FieldType::text, "Region"},
            {"rate", FieldType::text, "Rate"},
            {"n", FieldType::integer, "Transects with this rate"},
            {"mean", FieldType::real, "Mean rate", "m/yr"},
            {"sd", FieldType::real, "Standard deviation of the rates", "m/yr"},
            {"n_star", FieldType::real, "Independent transects"},
            {"unc", FieldType::real, "Mean uncertainty over the root of n_star", "m/yr"}};
}

struct Averaging {
    const std::vector<Transect>& transects;
    std::map<std::string, const TransectRates*> by_id;

    std::optional<AverageRate> of(const Numbers& stretch, const AveragedRate& which) const
    {
        std::vector<std::optional<double>> rates, uncertainties;
        for (const std::size_t i : stretch) {
            const auto found = by_id.find(transects[i].id);
            const bool known = found != by_id.end() && found->second->trend != "not assessed";
            rates.push_back(known ? found->second->statistics[which.rate] : std::nullopt);
            uncertainties.push_back(known ? found->second->statistics[which.uncertainty] : std::nullopt);
        }
        return average_rate(rates, uncertainties);
    }

    /// `region` empty: all.
    std::optional<AverageRate> of_region(const std::map<std::pair<std::string, std::string>, Numbers>& stretches, const std::string* region,
                                         const AveragedRate& which) const
    {
        std::vector<AverageRate> parts;
        for (const auto& [name, stretch] : stretches)
            if (!region || name.first == *region)
                if (const auto part = of(stretch, which)) parts.push_back(*part);
        return average_of(parts);
    }
};

std::vector<Value> row(const std::string& region, const char* rate, const std::optional<AverageRate>& a)
{
    if (!a) return {region, std::string(rate), std::int64_t{0}, {}, {}, {}, {}};
    return {region,
            std::string(rate),
            static_cast<std::int64_t>(a->n),
            a->mean_m_per_yr,
            a->n > 1 ? Value(a->spread_m_per_yr) : Value(),
            a->n_independent,
            a->uncertainty_m_per_yr};
}

}  // namespace

Layer averages_layer(const std::vector<TransectRates>& rates, const std::vector<Transect>& transects,
                     const std::vector<std::string>& regions, const Crs& crs)
{
    Averaging averaging{transects, {}};
    for (const TransectRates& one : rates) averaging.by_id[one.transect] = &one;
    std::map<std::pair<std::string, std::string>, Numbers> stretches;
    std::map<std::string, std::vector<Polyline>> lines;
    std::vector<std::string> names;
    std::vector<Polyline> all;
    for (std::size_t i = 0; i < transects.size(); ++i) {
        stretches[{regions[i], transects[i].baseline}].push_back(i);
        auto& of_region = lines[regions[i]];
        if (of_region.empty()) names.push_back(regions[i]);
        of_region.push_back({transects[i].landward, transects[i].seaward});
        all.push_back(of_region.back());
    }
    Layer layer;
    layer.name = "averages";
    layer.description = "Average rates of regions; seaward positive";
    layer.kind = Geometry::Kind::lines;
    layer.crs = crs;
    layer.fields = fields();
    const auto add = [&](const std::string& title, const std::string* region, const std::vector<Polyline>& where) {
        for (const AveragedRate& which : averaged)
            layer.features.push_back({0, Geometry::of(where), row(title, which.rate, averaging.of_region(stretches, region, which))});
    };
    for (const std::string& name : names) add(name, &name, lines[name]);
    add("all regions", nullptr, all);
    return layer;
}

}  // namespace tasi::cli
