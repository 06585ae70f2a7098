#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tasi {

/// Indices of one- and two-point spikes of more than `spike_m` metres, in the order in which they are taken out: after each the search
/// starts again from the first point, until a pass finds none or fewer than three points are left. An end is a spike when it
/// differs from its neighbour; so real storm cuts and nourishments are hit too.
/// Rule of CoastSat (Vos et al. 2019, doi:10.1016/j.envsoft.2019.104528), without its test for triples.
std::vector<std::size_t> despike(std::span<const double> x_m, double spike_m);

}  // namespace tasi
