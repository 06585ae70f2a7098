// Transects and positions of a published study of La Union, Philippines, cast and crossed by QSCAT 0.4.1
// (doi:10.1016/j.envsoft.2024.106263).
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <set>

#include "algorithms/transects/cast.hpp"
#include "algorithms/transects/positions.hpp"
#include "src/core/text.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

const std::string folder = "data/dsas_qscat_aringay_baselines_2_4/";

template <class Number>
Number read_at(const std::string& bytes, std::size_t offset)
{
    Number value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// The records of a file of polylines, each a list of parts.
std::vector<std::vector<Polyline>> polylines(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::vector<std::vector<Polyline>> records;
    for (std::size_t at = 108; at < bytes.size();) {
        const auto parts = read_at<std::int32_t>(bytes, at + 36), points = read_at<std::int32_t>(bytes, at + 40);
        const std::size_t first_point = at + 44 + 4 * static_cast<std::size_t>(parts);
        std::vector<Polyline> record(static_cast<std::size_t>(parts));
        for (int part = 0, i = 0; part < parts; ++part) {
            const int end = part + 1 < parts ? read_at<std::int32_t>(bytes, at + 44 + 4 * static_cast<std::size_t>(part + 1)) : points;
            for (; i < end; ++i) {
                const std::size_t p = first_point + 16 * static_cast<std::size_t>(i);
                record[static_cast<std::size_t>(part)].push_back({read_at<double>(bytes, p), read_at<double>(bytes, p + 8)});
            }
        }
        records.push_back(record);
        at = first_point + 16 * static_cast<std::size_t>(points) + 8;
    }
    return records;
}

std::vector<std::vector<double>> rows_of(const std::filesystem::path& csv)
{
    std::ifstream in(csv);
    std::vector<std::vector<double>> rows;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::vector<double> row;
        for (const std::string& cell : split(line, ',')) row.push_back(parse_number(cell).value_or(NAN));
        rows.push_back(row);
    }
    return rows;
}

std::vector<Shoreline> shorelines()
{
    const std::vector<std::string> days{"1977-01-01", "1988-04-27", "2009-11-11", "2022-11-27"};
    const auto records = polylines(testing::shared(folder + "input/Shorelines.shp"));
    std::vector<Shoreline> all;
    for (std::size_t i = 0; i < records.size(); ++i) {
        Shoreline s;
        s.date = parse_iso(days[i])->instant;
        s.lines = records[i];
        all.push_back(s);
    }
    return all;
}

std::vector<Transect> cast_on(const std::string& baseline, bool repair)
{
    TransectOptions options;
    options.landward_m = 2000;
    options.seaward_m = 0;
    options.sea = Sea::left;
    options.repair = repair;
    const auto lines = polylines(testing::shared(folder + "input/Baseline" + baseline + ".shp"));
    return cast_transects({{baseline, lines.at(0).at(0), 0}}, options);
}

}  // namespace

TEST_CASE("transects of the Aringay baselines stand where QSCAT casts them", "[transects][cast][oracle]")
{
    if (testing::shared(folder).empty()) return;
    for (const auto& [baseline, count] : std::map<std::string, std::size_t>{{"2", 180}, {"4", 231}}) {
        const std::vector<Transect> cast = cast_on(baseline, false);
        CHECK(cast.size() == count);
        double worst = 0;
        for (const auto& row : rows_of(testing::shared(folder + "reference/baseline" + baseline + "_closest_rates.csv"))) {
            const Transect& t = cast.at(static_cast<std::size_t>(row[0]) - 1);
            worst = std::max({worst, distance(t.seaward, {row[1], row[2]}), distance(t.landward, {row[3], row[4]})});
        }
        CHECK(worst < 1e-5);
    }
}

TEST_CASE("positions at Aringay are those of QSCAT, closest and farthest", "[transects][positions][oracle]")
{
    if (testing::shared(folder).empty()) return;
    for (const std::string baseline : {"2", "4"})
        for (const auto& [theirs, ours] : std::map<std::string, std::string>{{"closest", "nearest"}, {"farthest", "farthest"}}) {
            CrossOptions options;
            options.rule = ours;
            const auto positions = cross_all(cast_on(baseline, false), shorelines(), options);
            std::map<long long, int> found;
            for (const Position& p : positions) found[*parse_integer(p.transect.substr(2))] += p.distance_m ? 1 : 0;
            const auto used = std::count_if(found.begin(), found.end(), [](const auto& f) { return f.second == 4; });
            CHECK(used == (baseline == "2" ? 179 : 228));

            const auto rows = rows_of(testing::shared(folder + "reference/baseline" + baseline + "_" + theirs + "_intersections.csv"));
            double worst = 0;
            std::map<double, std::size_t> date_of{{1977, 0}, {1988.25, 1}, {2009.84, 2}, {2022.84, 3}};
            for (const auto& row : rows) {
                const Position& p = positions.at((static_cast<std::size_t>(row[0]) - 1) * 4 + date_of.at(row[1]));
                REQUIRE(p.distance_m);
                worst = std::max(worst, std::abs(*p.distance_m - 2000 - row[3]));
            }
            CHECK(rows.size() == static_cast<std::size_t>(used) * 4);
            CHECK(worst < 1e-5);
        }
}

TEST_CASE("repair at Aringay changes only transects that meet others", "[transects][repair][oracle]")
{
    if (testing::shared(folder).empty()) return;
    for (const std::string baseline : {"2", "4"}) {
        const auto cast = cast_on(baseline, false), repaired = cast_on(baseline, true);
        REQUIRE(cast.size() == repaired.size());
        for (std::size_t i = 0; i < cast.size(); ++i)
            if (repaired[i].flags.empty()) CHECK((cast[i].landward == repaired[i].landward && cast[i].seaward == repaired[i].seaward));
    }
}
