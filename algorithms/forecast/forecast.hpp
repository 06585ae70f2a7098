#pragma once

#include <optional>
#include <string>
#include <vector>

#include "algorithms/forecast/methods.hpp"
#include "algorithms/rates/assess.hpp"
#include "src/core/position.hpp"

namespace tasi {

struct ForecastOptions {
    std::string method = "linear";  ///< a name of `forecast_methods()`
    std::vector<int> years{2030, 2050, 2100};
    /// What lower and upper are about: `mean` (the mean position, the planning line), `shoreline` (as one survey would find it), or
    /// `auto`: what the method says.
    std::string band = "auto";
    bool far = false;               ///< also beyond three times the span of the record
    double remark_spans = 1;        ///< farther ahead than this many spans: `beyond record`
    double farthest_spans = 3;      ///< farther: withheld, unless `far`
    double segment_years = 5;       ///< a part after a break counts alone when it is this long ...
    std::size_t segment_dates = 5;  ///< ... and has this many dates
    RateOptions rates;              ///< confidence, length of the year, date of the present shoreline

    /// Throws UsageError that names the option and its value.
    void validate() const;
};

/// The shoreline of one transect in one year; nothing where `flags` say why.
struct ForecastRow {
    int year = 0;
    std::optional<double> distance_m;        ///< metres from the landward end, at the start of the year
    std::optional<double> lower_m, upper_m;  ///< the band at the stated confidence
    std::optional<double> sd_m;              ///< 1 sigma of the mean position
    std::optional<double> one_sd_m;          ///< 1 sigma of a shoreline as one survey would find it
    std::vector<std::string> flags;
};

struct TransectForecast {
    std::string transect;
    TransectRates rates;
    std::string reason;             ///< why there is none at all; empty when there is
    std::vector<ForecastRow> rows;  ///< one per year
};

/// The moment at which the Julian year begins: 2030 is 2029-12-31T24:00 to the half day that leap years leave.
Instant instant_of_julian_year(double year);

/// Why the record of a transect (its history in order of time) carries no forecast; empty when it does. Where the shoreline jumped and the
/// part after it stands alone, that part is what has to be assessable.
std::string reason_against(const TransectRates& rates, const History& history, const ForecastOptions& options);

/// A forecast of one history (in order of time): what it rests on, decided once, and the rows that follow.
class SeriesForecast {
public:
    /// `line` of the rates, which must exist. A broken series rests on its last part where that is long enough, else on both the whole
    /// and the last part, with the widest band.
    SeriesForecast(const History& history, const TransectRates& rates, const ForecastOptions& options);

    /// At `t_yr` years since the first observation, without regard to how far that is.
    ForecastRow at(double t_yr) const;
    /// How many spans of the record `t_yr` lies outside of it; 0 inside.
    double spans_outside(double t_yr) const;
    bool before_last(double t_yr) const { return t_yr < last_yr_; }
    bool broken() const { return broken_; }

private:
    std::vector<Projector> projectors_;
    bool of_mean_ = false, broken_ = false;
    double first_yr_ = 0, last_yr_ = 0;
};

/// Forecasts of every transect in `positions`, in the order in which they are first named. Transects whose rate is `not assessed` or
/// `crosses another shore`, or that have too few dates, get rows without numbers that say so; so do years beyond three spans.
/// Transects are computed in parallel; threads change nothing.
std::vector<TransectForecast> forecast_all(const std::vector<Position>& positions, const ForecastOptions& options = {});

}  // namespace tasi
