#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tasi {

/// A series that may explain positions, such as an index of El Nino: values at Julian years, ascending.
struct Regressor {
    std::string name;
    std::vector<double> year, value;
    double longest_gap_yr = 0.26;  ///< no value is made up inside a longer gap

    /// On the straight line between the two values around `at_year`; nothing outside of the series or in a long gap.
    std::optional<double> at(double at_year) const;
};

}  // namespace tasi
