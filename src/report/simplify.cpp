#include "src/report/simplify.hpp"

#include <utility>
#include <vector>

namespace tasi::report {

Polyline simplified(const Polyline& line, double tolerance_m)
{
    if (line.size() < 3) return line;
    std::vector<char> kept(line.size(), 0);
    kept.front() = kept.back() = 1;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        std::size_t farthest = first;
        double most = tolerance_m;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double far = distance_to_segment(line[i], line[first], line[last]);
            if (far > most) most = far, farthest = i;
        }
        if (farthest == first) continue;
        kept[farthest] = 1;
        open.insert(open.end(), {{first, farthest}, {farthest, last}});
    }
    Polyline result;
    for (std::size_t i = 0; i < line.size(); ++i)
        if (kept[i]) result.push_back(line[i]);
    return is_ring(line) && result.size() < 4 ? line : result;
}

}  // namespace tasi::report
