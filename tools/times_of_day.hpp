#pragma once

#include <string>
#include <vector>

#include "src/core/date.hpp"
#include "src/io/session.hpp"

namespace tasi::cli {

/// Which of the dates of a layer have a time of day. Exactly midnight is what programs make of a day without one: it is taken for such a
/// day unless another date lies within an hour of midnight, so that satellites do pass at that time.
class TimesOfDay {
public:
    TimesOfDay() = default;
    explicit TimesOfDay(const std::vector<Instant>& dates);

    bool known(const Instant& date) const;
    /// Warns of midnights among times, whatever they are taken for. `dates`: as given before.
    void warn(io::Session& session, const std::vector<Instant>& dates, const std::string& file) const;

private:
    bool passes_at_midnight_ = false;
};

}  // namespace tasi::cli
