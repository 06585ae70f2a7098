#include "algorithms/composites/column_sort.hpp"

#include <algorithm>
#include <cstdint>

#include "tests/catch.hpp"

using namespace tasi;

TEST_CASE("a network that sorts every row of zeros and ones sorts everything", "[composites]")
{
    // The 0-1 principle (Knuth, 5.3.4, theorem Z): all 2^n rows of n zeros and ones are tried.
    for (int count = 1; count <= 12; ++count) {
        const auto network = sorting_network(count);
        for (unsigned bits = 0; bits < (1U << count); ++bits) {
            std::vector<int> row;
            for (int i = 0; i < count; ++i) row.push_back(static_cast<int>((bits >> i) & 1U));
            for (const auto& [a, b] : network)
                if (row[static_cast<std::size_t>(b)] < row[static_cast<std::size_t>(a)])
                    std::swap(row[static_cast<std::size_t>(a)], row[static_cast<std::size_t>(b)]);
            REQUIRE(std::is_sorted(row.begin(), row.end()));
        }
    }
}

TEST_CASE("columns are sorted each for itself", "[composites]")
{
    constexpr int rows = 100;
    std::vector<float> values(rows * sort_lanes);
    std::uint32_t state = 7;
    for (float& value : values) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<float>(state >> 20);
    }
    std::vector<std::vector<float>> columns(sort_lanes);
    for (std::size_t i = 0; i < values.size(); ++i) columns[i % sort_lanes].push_back(values[i]);
    sort_columns(values.data(), sorting_network(rows));
    for (std::size_t c = 0; c < sort_lanes; ++c) {
        std::sort(columns[c].begin(), columns[c].end());
        for (std::size_t k = 0; k < rows; ++k) REQUIRE(values[k * sort_lanes + c] == columns[c][k]);
    }
    CHECK(sorting_network(0).empty());
    CHECK(sorting_network(1).empty());
}
