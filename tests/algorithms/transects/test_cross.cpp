#include "algorithms/transects/cross.hpp"

#include <algorithm>
#include <string>

#include "algorithms/transects/orientation.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using Distances = std::vector<double>;
using Spans = std::vector<std::pair<double, double>>;

namespace {

Point point_of(const nlohmann::json& pair) { return {pair[0].get<double>(), pair[1].get<double>()}; }

std::vector<Polyline> lines_of(const nlohmann::json& parts)
{
    std::vector<Polyline> lines;
    for (const auto& part : parts) {
        Polyline line;
        for (const auto& vertex : part) line.push_back(point_of(vertex));
        lines.push_back(line);
    }
    return lines;
}

const Point origin{0, 0}, end_100{100, 0};

Distances hits(const Polyline& line) { return crossings(origin, end_100, {line}).distances_m; }

}  // namespace

TEST_CASE("the side of a point is exact where doubles alone would round it away", "[transects][cross]")
{
    const Point a{0.5, 0.5}, b{12, 12}, c{24, 24};
    CHECK(orientation(a, b, c) == 0);
    const double step = 0x1p-53;
    CHECK(orientation({0.5 + step, 0.5}, b, c) < 0);
    CHECK(orientation({0.5, 0.5 + step}, b, c) > 0);
    CHECK(orientation({0, 0}, {1, 0}, {0, 1}) == 1);
    CHECK(orientation({0, 0}, {1, 0}, {0, -1}) == -1);
}

TEST_CASE("a line that passes through is hit once, between its vertices and at one", "[transects][cross]")
{
    CHECK(hits({{30, -10}, {30, 10}}) == Distances{30});
    CHECK(hits({{30, -10}, {30, 0}, {30, 10}}) == Distances{30});
    CHECK(hits({{30, 10}, {30, 0}, {30, -10}}) == Distances{30});
    CHECK(hits({{30, -10}, {30, 0}, {30, 0}, {30, 10}}) == Distances{30});
}

TEST_CASE("a touch, an end point and the transect's own ends count once from either side", "[transects][cross]")
{
    CHECK(hits({{20, 10}, {30, 0}, {40, 10}}) == Distances{30});
    CHECK(hits({{20, -10}, {30, 0}, {40, -10}}) == Distances{30});
    CHECK(hits({{30, 0}, {30, 10}}) == Distances{30});
    CHECK(hits({{30, 0}, {30, -10}}) == Distances{30});
    CHECK(hits({{0, -10}, {0, 10}}) == Distances{0});
    CHECK(hits({{100, -10}, {100, 10}}) == Distances{100});
    CHECK(hits({{100.001, -10}, {100.001, 10}}).empty());
}

TEST_CASE("a line along the transect is an overlap, and its vertices are no crossings", "[transects][cross]")
{
    const Crossings along = crossings(origin, end_100, {{{10, 5}, {20, 0}, {40, 0}, {50, -5}}, {{70, -5}, {70, 5}}});
    CHECK(along.overlaps_m == Spans{{20, 40}});
    CHECK(along.distances_m == Distances{70});
    CHECK(crossings(origin, end_100, {{{-50, 0}, {150, 0}}}).overlaps_m == Spans{{0, 100}});
    CHECK(crossings(origin, end_100, {{{100, 0}, {150, 0}}}).distances_m == Distances{100});
    CHECK(crossings(origin, end_100, {{{110, 0}, {150, 0}}}).distances_m.empty());
}

TEST_CASE("crossings agree with exact rational arithmetic on 5,000 pairs", "[transects][cross][oracle]")
{
    const auto file = testing::shared("checks/oracles/data/crossings.jsonl.gz");
    if (file.empty()) return;
    int cases = 0, wrong_number = 0, wrong_distance = 0, not_reversible = 0;
    for (const auto& one : testing::read_json_lines_gz(file)) {
        if (!one.contains("id")) continue;
        ++cases;
        std::vector<Polyline> lines = lines_of(one["shoreline"]);
        const Point from = point_of(one["transect"][0]), to = point_of(one["transect"][1]);
        const Crossings got = crossings(from, to, lines);
        const Distances want = one["crossings"].get<Distances>();
        const Spans want_spans = one["overlaps"].get<Spans>();
        if (got.distances_m.size() != want.size() || got.overlaps_m.size() != want_spans.size()) {
            ++wrong_number;
            UNSCOPED_INFO(one["id"].get<std::string>() << " " << one["kind"].get<std::string>());
            continue;
        }
        const auto near = [](double a, double b) { return std::abs(a - b) <= 1e-6; };
        if (!std::equal(want.begin(), want.end(), got.distances_m.begin(), near)) ++wrong_distance;
        for (std::size_t i = 0; i < want_spans.size(); ++i)
            if (!near(want_spans[i].first, got.overlaps_m[i].first) || !near(want_spans[i].second, got.overlaps_m[i].second))
                ++wrong_distance;

        for (Polyline& line : lines) std::reverse(line.begin(), line.end());
        std::reverse(lines.begin(), lines.end());
        const Crossings again = crossings(from, to, lines);
        if (again.distances_m != got.distances_m || again.overlaps_m != got.overlaps_m) ++not_reversible;
    }
    CHECK(cases == 5000);
    CHECK(wrong_number == 0);
    CHECK(wrong_distance == 0);
    CHECK(not_reversible == 0);
}
