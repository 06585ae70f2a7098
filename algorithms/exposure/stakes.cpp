#include "algorithms/exposure/stakes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/normal.hpp>

#include "src/core/error.hpp"

namespace tasi {
namespace {

/// A number in (0, 1) that depends on nothing but its three arguments (splitmix64; Steele et al. 2014, doi:10.1145/2660193.2660195).
double uniform(std::uint64_t seed, std::uint64_t stream, std::uint64_t draw)
{
    std::uint64_t z = seed + 0x9e3779b97f4a7c15ULL * (stream * 1000003ULL + draw + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    return (static_cast<double>(z >> 11) + 0.5) / 9007199254740992.0;
}

double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

double normal_probability(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// Draws spread evenly over the distribution, in an order that has nothing to do with their size.
std::vector<double> even_normals(int draws, std::uint64_t seed, std::uint64_t stream)
{
    std::vector<double> values(static_cast<std::size_t>(draws));
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < values.size(); ++i) order.emplace_back(uniform(seed, stream, i), i);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[order[i].second] = normal_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(draws));
    return values;
}

constexpr std::uint64_t common_stream = 1, amount_stream = 2, first_stretch_stream = 3, own_stream = 1'000'000'000,
                        group_stream = 2'000'000'000;

/// Whether its own error decides anything: not for what is as good as certain either way.
bool placed_apart(const Stake& stake, std::size_t horizon)
{
    const double p = stake.probability[horizon];
    return horizon < stake.own_share.size() && stake.own_share[horizon] > 0 && p > 1e-3 && p < 1 - 1e-3;
}

/// Stakes of one stretch by falling probability, with running sums: how much is reached at a severity is one look-up.
struct Stretch {
    std::vector<std::pair<double, double>> probability_and_amount;
    std::vector<double> sums;

    double shared_error = 0;  ///< of a group: sum of amount x own share

    void prepare()
    {
        std::stable_sort(probability_and_amount.begin(), probability_and_amount.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        for (const auto& [p, amount] : probability_and_amount) sums.push_back((sums.empty() ? 0 : sums.back()) + amount);
    }
    double reached(double severity) const
    {
        const auto end = std::partition_point(probability_and_amount.begin(), probability_and_amount.end(),
                                              [&](const auto& one) { return one.first > 1 - severity; });
        const auto count = static_cast<std::size_t>(end - probability_and_amount.begin());
        return count == 0 ? 0 : sums[count - 1];
    }
};

double quantile(std::vector<double>& values, double q)
{
    const auto rank = static_cast<std::ptrdiff_t>(std::ceil(q * static_cast<double>(values.size()))) - 1;
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values[static_cast<std::size_t>(rank)];
}

}  // namespace

void SumOptions::validate() const
{
    if (!(dependence >= 0 && dependence <= 1)) throw UsageError("RANGE", "", "--dependence is not between 0 and 1", "give a correlation");
    if (!(amount_cv >= 0 && amount_cv <= 2))
        throw UsageError("RANGE", "", "--census-cv is not between 0 and 2", "give a share, such as 0.2");
}

StakeSums::StakeSums(const SumOptions& options) : options_(options), common_(even_normals(options.draws, options.seed, common_stream))
{
    const double spread = std::sqrt(std::log1p(options.amount_cv * options.amount_cv));
    amount_factor_ = even_normals(options.draws, options.seed, amount_stream);
    for (double& factor : amount_factor_) factor = std::exp(spread * factor - spread * spread / 2);
}

const StakeSums::Severities& StakeSums::severities(std::size_t stretch) const
{
    const auto [found, fresh] = severities_.try_emplace(stretch);
    if (!fresh) return found->second;
    const double shared = std::sqrt(options_.dependence), own = std::sqrt(1 - options_.dependence);
    const std::vector<double> alone = even_normals(options_.draws, options_.seed, first_stretch_stream + stretch);
    for (std::size_t i = 0; i < common_.size(); ++i) {
        found->second.normal.push_back(shared * common_[i] + own * alone[i]);
        found->second.probability.push_back(normal_probability(found->second.normal.back()));
    }
    return found->second;
}

SumReached StakeSums::reached(const std::vector<const Stake*>& stakes, std::size_t horizon) const
{
    SumReached sum;
    std::map<std::size_t, Stretch> stretches;
    for (const Stake* stake : stakes) {
        sum.expected += stake->probability[horizon] * stake->amount;
        if (!placed_apart(*stake, horizon))
            stretches[stake->stretch].probability_and_amount.emplace_back(stake->probability[horizon], stake->amount);
    }
    if (stakes.empty()) return sum;
    std::vector<double> totals(common_.size(), 0);
    for (auto& [number, stretch] : stretches) {
        stretch.prepare();
        const std::vector<double>& severity = severities(number).probability;
        for (std::size_t i = 0; i < totals.size(); ++i) totals[i] += stretch.reached(severity[i]);
    }
    add_groups(totals, stakes, horizon);
    add_uncertain_places(totals, stakes, horizon);
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i] *= amount_factor_[i];
    sum.low = quantile(totals, 0.05);
    sum.high = quantile(totals, 0.95);
    return sum;
}

/// What is in one group moves with its stretch and with the error of the group.
void StakeSums::add_groups(std::vector<double>& totals, const std::vector<const Stake*>& stakes, std::size_t horizon) const
{
    std::map<std::pair<std::size_t, std::size_t>, Stretch> groups;
    for (const Stake* stake : stakes) {
        if (!stake->own_group || !placed_apart(*stake, horizon)) continue;
        Stretch& group = groups[{*stake->own_group, stake->stretch}];
        group.probability_and_amount.emplace_back(stake->probability[horizon], stake->amount);
        group.shared_error += stake->amount * stake->own_share[horizon];
    }
    for (auto& [key, group] : groups) {
        group.prepare();
        if (group.sums.back() <= 0) continue;
        const double own_part = group.shared_error / group.sums.back();
        const double own = std::sqrt(own_part), shared = std::sqrt(1 - own_part);
        const std::vector<double>& severity = severities(key.second).normal;
        for (std::size_t i = 0; i < totals.size(); ++i) {
            const double error = normal_quantile(uniform(options_.seed, group_stream + key.first, i));
            totals[i] += group.reached(normal_probability(shared * severity[i] + own * error));
        }
    }
}

/// Each by its own draws, in the order given.
void StakeSums::add_uncertain_places(std::vector<double>& totals, const std::vector<const Stake*>& stakes, std::size_t horizon) const
{
    for (std::size_t n = 0; n < stakes.size(); ++n) {
        const Stake& stake = *stakes[n];
        if (stake.own_group || !placed_apart(stake, horizon)) continue;
        const double needed = normal_quantile(1 - stake.probability[horizon]);
        const double own = std::sqrt(stake.own_share[horizon]), shared = std::sqrt(1 - stake.own_share[horizon]);
        const std::vector<double>& severity = severities(stake.stretch).normal;
        for (std::size_t i = 0; i < totals.size(); ++i) {
            const bool reached = uniform(options_.seed, own_stream + n, i) > normal_probability((needed - shared * severity[i]) / own);
            totals[i] += reached ? stake.amount : 0;
        }
    }
}

SumReached StakeSums::reached(const std::vector<Stake>& stakes, std::size_t horizon) const
{
    std::vector<const Stake*> all;
    for (const Stake& stake : stakes) all.push_back(&stake);
    return reached(all, horizon);
}

}  // namespace tasi
