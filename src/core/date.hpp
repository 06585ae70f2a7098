#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tasi {

inline constexpr double seconds_per_julian_year = 31557600.0;

/// A moment in UTC with millisecond steps. A calendar day without a time of day is its midnight, with `date_only` set.
struct Instant {
    std::int64_t milliseconds = 0;  ///< since 1970-01-01T00:00:00Z, proleptic Gregorian
    bool date_only = false;

    /// Julian years (31,557,600 s), 2000-01-01T12:00Z = 2000.
    double julian_year() const;
    /// `2021-06-15T01:47:13.542Z`, or `2021-06-15` when `date_only`; milliseconds only where not zero.
    std::string iso() const;
    /// `2021-06-15`.
    std::string day() const;
    int year() const;

    friend bool operator==(const Instant& a, const Instant& b) { return a.milliseconds == b.milliseconds; }
    friend auto operator<=>(const Instant& a, const Instant& b) { return a.milliseconds <=> b.milliseconds; }
};

/// Julian years from `a` to `b`.
double years_between(const Instant& a, const Instant& b);

/// A day and time of day in UTC; nothing when there is no such day (30 February, year 0, month 13).
std::optional<Instant> instant_of(int year, int month, int day, int hour = 0, int minute = 0, double second = 0);

/// What `parse_iso` found beside the instant.
struct ParsedInstant {
    Instant instant;
    bool zone_stated = false;  ///< it ended in Z or an offset
    bool zone_was_utc = true;  ///< false: an offset such as +09:00 was applied
};

/// ISO 8601 `YYYY-MM-DD[(T| )HH:MM[:SS[.fff]][Z|±HH[:MM]]]` or `YYYYMMDD`; a time without zone is UTC.
/// Nothing for any other text or an impossible date; years 1 to 9999.
std::optional<ParsedInstant> parse_iso(std::string_view text);

/// By strptime's notation: %Y %y (refused: two-digit years are ambiguous) %m %d %H %M %S %b %B %j %z %T %F and literals;
/// the whole text must match. Month names are English, whatever the locale.
std::optional<Instant> parse_with_format(std::string_view text, std::string_view format);

}  // namespace tasi
