#include "algorithms/transects/smooth_line.hpp"

#include <algorithm>
#include <cmath>

#include "algorithms/transects/arc_length.hpp"

namespace tasi {

Polyline smoothed(const Polyline& line, double window_m, double step_m)
{
    const ArcLength along(line);
    const bool closed = along.closed();
    const int steps = std::max(closed ? 8 : 1, static_cast<int>(std::ceil(along.length_m() / step_m)));
    const int count = closed ? steps : steps + 1;
    const double step = along.length_m() / steps;

    Polyline even;
    for (int i = 0; i < count; ++i) even.push_back(along.at(i * step));
    const double window = closed ? std::min(window_m, along.length_m() / 8) : window_m;
    const int half = static_cast<int>(std::lround(window / 2 / step));

    Polyline mean;
    for (int i = 0; i < count; ++i) {
        const int reach = closed ? half : std::min({half, i, count - 1 - i});
        Vector sum;
        const Point centre = even[static_cast<std::size_t>(i)];
        for (int k = i - reach; k <= i + reach; ++k) sum = sum + (even[static_cast<std::size_t>((k + count) % count)] - centre);
        mean.push_back(centre + (1.0 / (2 * reach + 1)) * sum);
    }
    if (closed) mean.push_back(mean.front());
    return mean;
}

}  // namespace tasi
