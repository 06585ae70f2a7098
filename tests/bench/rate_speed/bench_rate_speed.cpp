// bench_rate_speed POSITIONS.bin TRANSECTS DATES: processor seconds of rates of TRANSECTS x DATES positions, one thread.
// The file holds doubles: per transect DATES times (Julian years), DATES distances, DATES uncertainties. Prints `name seconds`.
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "algorithms/rates/autocorrelation.hpp"
#include "algorithms/rates/significance.hpp"
#include "algorithms/rates/statistics.hpp"

namespace {

using namespace tasi;

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

History history_from(const double* values, std::size_t dates)
{
    History history;
    history.reserve(dates);
    for (std::size_t i = 0; i < dates; ++i)
        history.push_back({Instant{946728000000 + std::llround((values[i] - 2000) * seconds_per_julian_year * 1000)}, values[dates + i],
                           values[2 * dates + i]});
    return history;
}

bool is_of_dsas(const Statistic& statistic) { return statistic.source.find("Himmelstoss") != std::string::npos; }

/// Something that depends on every number, so that none is left out.
double sum_of(const Fit& fit, bool dsas_only)
{
    double sum = 0;
    for (const Statistic& statistic : statistics())
        if (!dsas_only || is_of_dsas(statistic)) sum += statistic.value(fit).value_or(0);
    return sum;
}

struct Case {
    const char* name;
    double (*run)(History, const RateOptions&);
};

double dsas(History history, const RateOptions& options)
{
    return sum_of(fit_lines(series_of(std::move(history), options), options.confidence_pct), true);
}

/// DSAS, Theil-Sen with its interval, Mann-Kendall, and the interval that knows autocorrelation.
double robust(History history, const RateOptions& options)
{
    Fit fit = fit_lines(series_of(std::move(history), options), options.confidence_pct);
    const Series& s = fit.series;
    fit.mann_kendall = mann_kendall(s.t_yr, s.x_m);
    fit.theil_sen = theil_sen(s.t_yr, s.x_m, two_sided_normal_quantile(90) * std::sqrt(fit.mann_kendall->variance));
    const double r1 = memory_of_residuals(s.t_yr, s.days, residuals(*fit.line, s.t_yr, s.x_m), fit.line->mean_t_yr, fit.line->s_tt);
    fit.n_effective = effective_number(static_cast<double>(s.size()), r1);
    return sum_of(fit, false);
}

double everything(History history, const RateOptions& options)
{
    return sum_of(fit_series(series_of(std::move(history), options), options.confidence_pct), false);
}

}  // namespace

int main(int count, char** words)
{
    if (count != 4) return 2;
    const std::size_t transects = std::stoul(words[2]), dates = std::stoul(words[3]);
    std::vector<double> values(transects * dates * 3);
    std::ifstream in(words[1], std::ios::binary);
    in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(double)));
    if (!in) return 3;
    const RateOptions options;
    double sum = 0;
    for (const Case& one : {Case{"dsas", dsas}, Case{"robust", robust}, Case{"everything", everything}}) {
        const double start = processor_seconds();
        for (std::size_t k = 0; k < transects; ++k) sum += one.run(history_from(values.data() + k * dates * 3, dates), options);
        std::printf("%s %.6f\n", one.name, processor_seconds() - start);
    }
    return std::isfinite(sum) ? 0 : 1;
}
