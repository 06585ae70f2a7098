#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tasi {

/// Something that the sea can reach: the people of a village, a building, some metres of road.
struct Stake {
    double amount = 0;
    std::size_t stretch = 0;          ///< of coast: what lies on one stretch is reached together
    std::vector<double> probability;  ///< one per horizon
    std::vector<double> own_share;  ///< of the variance behind it, one per horizon: errors of its place, which it has for itself; empty: 0
    std::optional<std::size_t> own_group = {};  ///< stakes of one group (places in one outline) have that error together; none: each alone
};

/// How sums over stakes vary.
struct SumOptions {
    double dependence = 0.5;  ///< correlation of the severities of two stretches: 0 each for itself, 1 one severity for all
    double amount_cv = 0;     ///< of the common error of all amounts (a census of people: 0.2)
    int draws = 2000;
    std::uint64_t seed = 20250101;

    /// UsageError (2).
    void validate() const;
};

/// What is reached by one horizon: the expected amount, and the 5 and 95 % quantiles of the sum.
struct SumReached {
    double expected = 0, low = 0, high = 0;
};

/// Sums of stakes. On one stretch a single severity u decides: a stake is reached when p > 1 - u (comonotone);
/// one with an own share w of the error when sqrt(1 - w) F^-1(u) + sqrt(w) e > F^-1(1 - p), e being its own or that of
/// its group (there w is the mean by amount). Severities of
/// stretches are joined by a Gaussian copula with one common factor: u = F(sqrt(d) z + sqrt(1 - d) e). The sum is multiplied by a
/// lognormal error of mean 1. Quantiles are those of seeded draws: the same for the same input, whatever the number of threads.
class StakeSums {
public:
    explicit StakeSums(const SumOptions& options = {});

    SumReached reached(const std::vector<const Stake*>& stakes, std::size_t horizon) const;
    SumReached reached(const std::vector<Stake>& stakes, std::size_t horizon) const;

private:
    void add_groups(std::vector<double>& totals, const std::vector<const Stake*>& stakes, std::size_t horizon) const;
    void add_uncertain_places(std::vector<double>& totals, const std::vector<const Stake*>& stakes, std::size_t horizon) const;
    /// Of every draw: the severity of a stretch as a normal number, and as its probability.
    struct Severities {
        std::vector<double> normal, probability;
    };
    const Severities& severities(std::size_t stretch) const;

    SumOptions options_;
    std::vector<double> common_, amount_factor_;
    mutable std::map<std::size_t, Severities> severities_;
};

}  // namespace tasi
