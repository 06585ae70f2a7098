#include "algorithms/tides/harmonic_tide.hpp"

#include <cmath>
#include <fstream>
#include <set>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;

namespace {

const Instant new_year_2020 = *instant_of(2020, 1, 1);

nlohmann::json fixture()
{
    const auto file = testing::shared("design/fixtures/methods_fixtures.json");
    return file.empty() ? nlohmann::json() : testing::read_json(file)["10_tides"];
}

double turns_apart_deg(double a, double b) { return std::abs(std::remainder(a - b, 360.0)); }

std::vector<HarmonicConstant> constants_of(const std::string& place)
{
    std::vector<HarmonicConstant> constants;
    const auto file = testing::shared("data/tides_region/" + place + ".json");
    if (file.empty()) return constants;
    const nlohmann::json json = testing::read_json(file);
    for (const auto& c : json["harmonic_constituents"]) constants.push_back({c["name"], c["amplitude"], c["phase"], std::nullopt});
    return constants;
}

std::vector<TideSample> reference_of(const std::string& place)
{
    std::ifstream file(testing::shared("data/tides_region/" + place + "_pred_202001.csv"));
    std::vector<TideSample> samples;
    std::string line;
    for (std::getline(file, line); std::getline(file, line);) {
        const auto cells = split(trimmed(line), ',');
        samples.push_back({parse_iso(cells[0])->instant, *parse_number(cells[1])});
    }
    return samples;
}

struct Misfit {
    double rms_m = 0, most_m = 0;
};

Misfit misfit(const std::string& place, bool as_mks2)
{
    std::vector<HarmonicConstant> constants = constants_of(place), second_mks2;
    if (as_mks2)
        for (HarmonicConstant& c : constants)
            if (c.name == "3N2") {
                second_mks2.push_back({"MKS2", c.amplitude_m, c.phase_deg, std::nullopt});
                c.amplitude_m = 0;
            }
    const HarmonicTide tide(constants), more(second_mks2);
    Misfit result;
    const auto reference = reference_of(place);
    for (const TideSample& want : reference) {
        const double error_m = tide.level_m(want.time) + more.level_m(want.time) - want.level_m;
        result.rms_m += error_m * error_m / static_cast<double>(reference.size());
        result.most_m = std::max(result.most_m, std::abs(error_m));
    }
    result.rms_m = std::sqrt(result.rms_m);
    return result;
}

}  // namespace

TEST_CASE("the moon and the sun stand where the almanac's polynomials put them", "[tides]")
{
    const MoonAndSun sky = moon_and_sun(new_year_2020);
    CHECK(sky.tau == Approx(114.823128163).margin(1e-7));
    CHECK(sky.s == Approx(345.304476283).margin(1e-7));
    CHECK(sky.h == Approx(280.127604446).margin(1e-7));
    CHECK(sky.p == Approx(177.099870463).margin(1e-7));
    CHECK(sky.n == Approx(98.2438779551).margin(1e-7));
    CHECK(sky.ps == Approx(283.281148833).margin(1e-7));
    CHECK(moon_and_sun(*instant_of(1900, 1, 1)).tau >= 0);
}

TEST_CASE("the speed of every constituent is that of its argument, and no name stands for two", "[tides]")
{
    const MoonAndSun speeds = speeds_deg_h();
    CHECK(constituents().size() == 54);
    std::set<std::string> names;
    for (const Constituent& c : constituents()) {
        CAPTURE(c.name);
        const double right_angles_deg = 90.0 * c.multiples[6];
        CHECK(astronomical_argument_deg(c, speeds) - right_angles_deg == Approx(c.speed_deg_h).margin(6e-8));
        CHECK(names.insert(lower_case(c.name)).second);
        for (const std::string& alias : c.aliases) CHECK(names.insert(lower_case(alias)).second);
    }
    CHECK(find_constituent("lam2") == find_constituent("LAMBDA2"));
    CHECK(find_constituent("MSTM") == nullptr);
}

TEST_CASE("phase and factor of all constituents on New Year 2020 are those of an independent program", "[tides][oracle]")
{
    const auto want = fixture();
    if (want.is_null()) return;
    const MoonAndSun sky = moon_and_sun(new_year_2020);
    REQUIRE(want["constituents"].size() == constituents().size());
    for (const Constituent& c : constituents()) {
        CAPTURE(c.name);
        const auto& row = want["constituents"][c.name];
        const NodalFactor nodal = nodal_factor(c.nodal, sky);
        CHECK(nodal.f == Approx(row["f"].get<double>()).margin(1e-10));
        CHECK(turns_apart_deg(astronomical_argument_deg(c, sky) + nodal.u_deg, row["V_plus_u"]) < 1e-6);
    }
}

TEST_CASE("predictions at Waikelo, Darwin and Broome are those of another program", "[tides][oracle]")
{
    for (const std::string place : {"waikelo", "darwin", "broome"}) {
        if (constants_of(place).empty()) return;
        CAPTURE(place);
        const Misfit own = misfit(place, false), same_reading = misfit(place, true);
        CHECK(own.rms_m < 0.02);
        CHECK(own.rms_m > 0.001);
        CHECK(same_reading.most_m < 0.0002);
        CHECK(doubts_of(constants_of(place)).size() == (place == "broome" ? 1U : 0U));
    }
}

TEST_CASE("the order of constituents changes no digit, and Z0 is the mean", "[tides]")
{
    const std::vector<HarmonicConstant> one_way{{"M2", 0.8, 65, {}}, {"K1", 0.2, 300, {}}, {"S2", 0.4, 118, 30.0}, {"Z0", -0.25, 0, {}}};
    const std::vector<HarmonicConstant> other_way{one_way[3], one_way[2], one_way[0], one_way[1]};
    CHECK(HarmonicTide(one_way).level_m(new_year_2020) == HarmonicTide(other_way).level_m(new_year_2020));
    CHECK(HarmonicTide({one_way[3]}).level_m(new_year_2020) == Approx(-0.25));
    CHECK(HarmonicTide({{"s2", 1, 0, {}}}).level_m(new_year_2020) == Approx(1.0));  // at midnight the mean sun is at its lower culmination
    CHECK(HarmonicTide(std::vector<HarmonicConstant>{}).level_m(new_year_2020) == 0);
}

TEST_CASE("constants that mean something else are refused", "[tides]")
{
    const auto refused = [](std::vector<HarmonicConstant> constants) { CHECK_THROWS_AS(HarmonicTide(constants), UnsafeError); };
    refused({{"M2x", 1, 0, {}}});
    refused({{"M2", 1, 0, 28.98}});
    refused({{"3N2", 0.01, 0, 29.0662415}});
    refused({{"M2", 81, 0, {}}});
    refused({{"M2", -1, 0, {}}});
    refused({{"M2", 1, 7200, {}}});
    refused({{"M2", std::nan(""), 0, {}}});
    refused({{"M2", 1, 0, {}}, {"m2", 1, 0, {}}});
    refused({{"M2", 1, 1.1, {}}, {"S2", 1, 2.1, {}}, {"N2", 1, 0.3, {}}, {"K1", 1, 6.1, {}}, {"O1", 1, 5.1, {}}, {"Q1", 1, 4.4, {}}});
    refused({{"M2", 1, 1.1, {}}, {"S2", 1, -2.1, {}}, {"K1", 1, 6.1, {}}});
    refused({{"M2", 8, 65, {}}, {"S2", 4, 118, {}}, {"K1", 2, 300, {}}});  // centimetres of a small sea
}

TEST_CASE("one or two phases within 2 pi may be radians, which is doubtful and not sure", "[tides]")
{
    CHECK(doubts_of({{"M2", 1, 1.1, {}}, {"S2", 1, 2.1, {}}}).size() == 1);
    CHECK(doubts_of({{"M2", 1, 1.1, {}}, {"S2", 1, 118, {}}}).empty());
    CHECK(doubts_of({{"M2", 1, 0, {}}}).empty());
}
