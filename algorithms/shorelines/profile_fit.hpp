#pragma once

#include <optional>
#include <span>

namespace tasi {

/// How an edge is fitted; lengths in the unit of the distances.
struct ProfileFitOptions {
    double blur = 1;                          ///< 1 sigma of the edge's blur; where it is fitted, the start
    std::optional<double> least_blur = {};    ///< the blur is fitted too, from here ...
    std::optional<double> most_blur = {};     ///< ... to here
    std::optional<double> start_before = {};  ///< value before the edge to start from; default: from the quarter of lowest distances
    std::optional<double> start_step = {};    ///< step at the edge to start from; default: from the outer quarters
    int most_iterations = 30;
};

/// An edge a + b Phi((x - x0) / s), Phi the normal distribution function.
struct ProfileFit {
    double before = 0;            ///< a
    double step = 0;              ///< b
    double place = 0;             ///< x0
    double blur = 0;              ///< s
    double place_sigma = 0;       ///< 1 sigma of x0: sqrt(v [(J'J)^-1]_x0x0)
    double residual_sd = 0;       ///< sqrt(v), v = sum of squares / (number of values - number of parameters)
    double runs_probability = 0;  ///< of as few or fewer runs of residuals of one sign, if their order were by chance
};

/// Least squares by Levenberg and Marquardt (Marquardt 1963, doi:10.1137/0111030), from x0 = 0, until a step moves x0 by less than
/// 1e-7 blur. Nothing when it does not converge, when there are no more values than parameters, or when they determine no edge.
std::optional<ProfileFit> fit_profile(std::span<const double> distances, std::span<const double> values, const ProfileFitOptions& options);

/// Probability of `runs` or fewer runs among `positive` and `negative` signs in random order (Wald & Wolfowitz 1940,
/// doi:10.1214/aoms/1177731909), exact.
double fewer_runs_probability(int runs, int positive, int negative);

}  // namespace tasi
