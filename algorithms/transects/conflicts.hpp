#pragma once

#include <vector>

#include "algorithms/transects/repair.hpp"

namespace tasi {

/// For every ray the later rays whose used part it meets, in order.
/// LimitError (7) beyond 20,000,000 meetings.
std::vector<std::vector<int>> conflicts(const std::vector<Ray>& rays);

/// Whether the used parts of two rays meet.
bool meet(const Ray& a, const Ray& b);

/// Marks every ray that meets another, and the rays between two that meet because of one bend of their baseline.
std::vector<bool> in_conflict(const std::vector<Ray>& rays, const std::vector<ArcLength>& lines);

}  // namespace tasi
