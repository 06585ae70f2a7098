#include "algorithms/exposure/early_warning.hpp"

#include <cmath>
#include <random>

#include "algorithms/rates/change_point.hpp"
#include "algorithms/rates/line_fit.hpp"
#include "tests/algorithms/exposure/coasts.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

constexpr int transects = 170, first_of_stretch = 80, stretch = 10;
constexpr double error_m = 4;

/// A coast of transects 50 m apart, seen on `dates` days from 1990 to 2025 with errors that are common to the scene (half of their
/// variance), shared over a kilometre (0.4) or of one transect alone. As in the archives of the satellites the later years have more.
class SeenCoast {
public:
    SeenCoast(std::uint64_t seed, int dates, double departs_m) : random_(seed), coast_(transects)
    {
        for (int i = 0; i < transects; ++i) coast_[static_cast<std::size_t>(i)] = assessed_transect({0, 50.0 * i}, {1, 0}, -1, i);
        for (int k = 0; k < dates; ++k) {
            const double share = (k + (k > 0 && k + 1 < dates ? 0.6 * (uniform() - 0.5) : 0)) / (dates - 1);
            see(1990 + 35.5 * std::pow(share, 0.6), departs_m);
        }
        for (AssessedTransect& t : coast_) t.record_break = break_in(histories_.at(t.transect.id));
    }
    EarlyWarnings warnings(const WarningOptions& options = {}) const { return early_warnings_of(coast_, histories_, newest_, options); }

private:
    double uniform() { return (static_cast<double>(random_() >> 11) + 0.5) / 9007199254740992.0; }
    double gaussian() { return std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform()); }

    void see(double year, double departs_m)
    {
        const Instant date{static_cast<std::int64_t>(1000 * seconds_per_julian_year * (year - 1970))};
        newest_ = date;
        const double common = std::sqrt(0.5) * gaussian(), memory = std::exp(-50.0 / 1000);
        double near = gaussian();
        for (int i = 0; i < transects; ++i) {
            const double error = error_m * (common + std::sqrt(0.4) * near + std::sqrt(0.1) * gaussian());
            const bool departs = year > 2021.5 && i >= first_of_stretch && i < first_of_stretch + stretch;
            histories_[coast_[static_cast<std::size_t>(i)].transect.id].push_back(
                {date, 300 - (year - 1990) + error + (departs ? departs_m : 0), error_m});
            near = memory * near + std::sqrt(1 - memory * memory) * gaussian();
        }
    }

    static std::optional<RecordBreak> break_in(const History& history)
    {
        std::vector<double> t, x;
        std::vector<long long> days;
        for (const Observation& one : history) {
            t.push_back(years_between(history.front().date, one.date));
            x.push_back(one.x_m);
            days.push_back(one.date.milliseconds / 86'400'000);
        }
        const auto point = change_point(t, x, days, fit_line(t, x), 90);
        if (!point) return std::nullopt;
        RecordBreak found{point->p, {}, {}, {}, {}, {}, {}};
        if (point->p >= 0.05) return found;
        found.date = Instant{history.front().date.milliseconds + static_cast<std::int64_t>(1000 * seconds_per_julian_year * point->t_yr)};
        found.jump_m = point->jump_m;
        found.before = RateOfPart{point->before.slope_m_per_yr, 0.3};
        found.after = RateOfPart{point->after.slope_m_per_yr, 0.6};
        return found;
    }

    std::mt19937_64 random_;
    std::vector<AssessedTransect> coast_;
    std::map<std::string, History> histories_;
    Instant newest_;
};

RecordBreak broken_in(int year, double p)
{
    return {
        p, -20, instant_of(year, 5, 1), instant_of(year - 1, 5, 1), instant_of(year + 1, 5, 1), RateOfPart{-0.5, 0.2}, RateOfPart{-2, 0.5}};
}

}  // namespace

TEST_CASE("p is adjusted for many tests as by Benjamini and Hochberg", "[exposure]")
{
    const std::vector<double> adjusted = adjusted_for_many({0.01, 0.04, 0.03, 0.005, 0.8});
    const double expected[] = {0.025, 0.05, 0.05, 0.025, 0.8};
    for (std::size_t i = 0; i < 5; ++i) CHECK(adjusted[i] == Approx(expected[i]));
    CHECK(adjusted_for_many({}).empty());
    CHECK(adjusted_for_many({0.2}).front() == 0.2);
}

TEST_CASE("on coasts that go on as before hardly any transect is warned of", "[exposure]")
{
    const int coasts = 300;
    int with_any = 0;
    std::size_t warned = 0;
    for (int seed = 0; seed < coasts; ++seed) {
        const EarlyWarnings w = SeenCoast(static_cast<std::uint64_t>(seed), 20 + seed % 11, 0).warnings();
        REQUIRE(w.transects == transects);
        REQUIRE(w.tests > 1.5 * transects);
        warned += w.listed.size();
        with_any += !w.listed.empty();
    }
    const double share = static_cast<double>(warned) / (coasts * transects), any = static_cast<double>(with_any) / coasts;
    INFO("of transects " << 100 * share << " %, coasts with any " << 100 * any << " %");

    CHECK(share < 0.01);
    CHECK(any < 0.05 + 2 * std::sqrt(0.05 * 0.95 / coasts));
}

TEST_CASE("a stretch of ten transects whose last four years depart by four sigma is found", "[exposure]")
{
    const int coasts = 100;
    int found = 0;
    std::size_t in_stretch = 0;
    double false_share = 0;
    for (int seed = 0; seed < coasts; ++seed) {
        const EarlyWarnings w = SeenCoast(5000 + static_cast<std::uint64_t>(seed), 20 + seed % 11, -4 * error_m).warnings();
        std::size_t here = 0;
        for (const EarlyWarning& one : w.listed) {
            const bool inside = one.transect >= first_of_stretch && one.transect < first_of_stretch + stretch;
            here += inside;
            if (inside) CHECK(one.change_m < 0);
        }
        in_stretch += here;
        found += here > 0;
        if (!w.listed.empty()) false_share += 1 - static_cast<double>(here) / static_cast<double>(w.listed.size());
    }
    INFO("found " << found << " of " << coasts << " stretches, " << in_stretch << " of their transects, false " << false_share << " %");

    CHECK(found >= 90);
    CHECK(in_stretch >= 0.8 * coasts * stretch);
    CHECK(false_share / coasts < 0.05);
}

TEST_CASE("a break is an early warning while it is recent and sure among all tests", "[exposure]")
{
    std::vector<AssessedTransect> coast;
    for (int i = 0; i < 100; ++i) coast.push_back(assessed_transect({0, 50.0 * i}, {1, 0}, -1, i));
    for (AssessedTransect& t : coast) t.record_break = RecordBreak{0.6, {}, {}, {}, {}, {}, {}};
    coast[3].record_break = broken_in(2003, 1e-6);
    coast[4].record_break = broken_in(2018, 1e-6);
    coast[5].record_break = broken_in(2018, 0.01);
    const EarlyWarnings w = early_warnings_of(coast, {}, *instant_of(2025, 1, 1));
    REQUIRE(w.listed.size() == 1);
    CHECK(w.listed[0].transect == 4);
    CHECK(w.listed[0].adjusted_p == Approx(5e-5));
    CHECK(w.listed[0].evidence() ==
          "a break about 2018-05-01 (between 2017-05-01 and 2019-05-01) with a jump of -20.0 m; the shore since "
          "stands on average 25.0 m landward of the trend before; "
          "-0.5 ± 0.2 m/yr before, -2.0 ± 0.5 m/yr since; p < 0.0001, with regard to all transects < 0.0001");
    WarningOptions far_back;
    far_back.departure.recent_yr = 15;
    CHECK(early_warnings_of(coast, {}, *instant_of(2025, 1, 1), far_back).listed.size() == 2);
}
