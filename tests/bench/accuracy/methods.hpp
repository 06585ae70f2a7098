#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/bench/accuracy/station_errors.hpp"

namespace tasi::bench {

/// A way to find the waterline in a scene.
struct Method {
    std::string name;
    std::string doc;
    std::function<Found(const scenes::measured::MeasuredScene&)> find;  ///< no lines where it refuses
    bool judged = false;                                                ///< the one that has to be better than all others
};

/// Those of this project, then those of others.
std::vector<Method> methods();

std::vector<Method> our_methods();

/// What other systems do, written down again in their simplest form.
std::vector<Method> methods_of_others();

}  // namespace tasi::bench
