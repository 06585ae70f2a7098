#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "algorithms/rates/statistics.hpp"
#include "src/core/text.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using tasi::testing::shared;

namespace {

using Record = std::map<std::string, double>;

std::vector<std::vector<std::string>> read_csv(const std::filesystem::path& file)
{
    std::ifstream in(file);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(in, line);) rows.push_back(split(trimmed(line), ','));
    return rows;
}

/// The numeric fields of a dBASE III table.
std::vector<Record> read_dbf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes.at(i))); };
    const std::size_t count = byte(4) + 256 * byte(5), header = byte(8) + 256 * byte(9), width = byte(10) + 256 * byte(11);
    std::vector<Record> records(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t at = header + i * width + 1;
        for (std::size_t field = 32; bytes.at(field) != '\r'; field += 32) {
            const std::string name = bytes.substr(field, 11).c_str();
            if (const auto value = parse_number(bytes.substr(at, byte(field + 16)))) records[i][name] = *value;
            at += byte(field + 16);
        }
    }
    return records;
}

struct Survey {
    Instant date;
    double u_m;
};

std::vector<Survey> read_surveys(const std::filesystem::path& file)
{
    std::vector<Survey> surveys;
    for (const auto& row : read_csv(file))
        if (const auto date = parse_iso(row[0])) surveys.push_back({date->instant, *parse_number(row[2])});
    return surveys;
}

/// Largest difference from the reference of each column, over all transects.
Record worst_differences(const std::filesystem::path& folder, double days_per_year)
{
    const std::vector<Survey> surveys = read_surveys(folder / "table_coastlines.csv");
    std::map<double, History> histories;
    for (const Record& r : read_dbf(folder / "dist.dbf")) {
        const Survey& survey = surveys.at(static_cast<std::size_t>(r.at("Coast")));
        histories[r.at("Normal")].push_back({survey.date, r.at("Distance"), survey.u_m});
    }
    RateOptions options;
    options.days_per_year = days_per_year;
    Record worst;
    int transects = 0;
    for (const Record& want : read_dbf(folder / "normals_coast_rate.dbf")) {
        const ChangeStatistics got = change_statistics(histories.at(want.at("Normal")), options);
        for (const char* name : {"NSM", "EPR", "EPRunc", "SCE", "LRR", "LR2", "WLR", "WR2"})
            worst[name] = std::max(worst[name], std::fabs(*got[name] - want.at(name)));
        ++transects;
    }
    worst["transects"] = transects;
    return worst;
}

}  // namespace

TEST_CASE("sixteen transects of Galicia have the rates of CoastCR with its year of 365 days", "[rates][oracle]")
{
    const auto folder = shared("data/dsas_coastcr_16_transects");
    if (folder.empty()) return;
    const Record same_year = worst_differences(folder, 365), julian = worst_differences(folder, 365.25);
    CHECK(same_year.at("transects") == 16);
    for (const auto& [name, difference] : same_year) {
        if (name == "transects") continue;
        CAPTURE(name);
        CHECK(difference < 2e-6);  // the reference is written with few digits
        CHECK(julian.at(name) < 5e-4);
    }
}

TEST_CASE("long-term rates of Narrabeen are those of CoastSat", "[rates][oracle]")
{
    const auto folder = shared("data/coastsat_narrabeen");
    if (folder.empty()) return;
    const auto series = read_csv(folder / "NARRA_time_series_tidally_corrected.csv");
    const auto expected = read_csv(folder / "expected_LRR.csv");
    REQUIRE(expected.size() == 6);
    for (std::size_t k = 1; k < expected.size(); ++k) {
        History history;
        for (std::size_t i = 1; i < series.size(); ++i)
            if (const auto x_m = k + 1 < series[i].size() ? parse_number(series[i][k + 1]) : std::nullopt)
                history.push_back({parse_iso(series[i][1])->instant, *x_m});
        const ChangeStatistics got = change_statistics(history);
        CAPTURE(expected[k][0]);
        CHECK(*got["n"] == *parse_number(expected[k][1]));
        CHECK(*got["LRR"] == Approx(*parse_number(expected[k][2])).margin(6e-6));
        CHECK(got.line->slope_error() == Approx(*parse_number(expected[k][3])).margin(6e-6));
        CHECK(*got["LR2"] == Approx(*parse_number(expected[k][4])).margin(6e-6));
        CHECK(*got["LCIac"] > *got["LCI"]);
    }
}
