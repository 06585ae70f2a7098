#include "src/core/date.hpp"

#include <array>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "src/core/text.hpp"

namespace tasi {
namespace {

constexpr std::int64_t ms_per_day = 86400000;
constexpr std::int64_t j2000_ms = 946728000000;  // 2000-01-01T12:00:00Z

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::chrono::year_month_day calendar(const Instant& t)
{
    const auto days = std::chrono::days{floor_div(t.milliseconds, ms_per_day)};
    return std::chrono::year_month_day{std::chrono::sys_days{days}};
}

/// Reads a text from the left; any mismatch makes it fail for good.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    int digits(std::size_t least, std::size_t most)
    {
        int value = 0;
        std::size_t n = 0;
        while (n < most && n < text_.size() && text_[n] >= '0' && text_[n] <= '9') value = value * 10 + (text_[n++] - '0');
        if (n < least) ok_ = false;
        text_.remove_prefix(n);
        return value;
    }
    bool accept(char c)
    {
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    void expect(char c) { ok_ = accept(c) && ok_; }
    double fraction()
    {
        double value = 0, unit = 0.1;
        if (text_.empty() || text_.front() < '0' || text_.front() > '9') ok_ = false;
        for (; !text_.empty() && text_.front() >= '0' && text_.front() <= '9'; text_.remove_prefix(1), unit /= 10)
            value += unit * (text_.front() - '0');
        return value;
    }
    int month_name()
    {
        static constexpr std::array<std::string_view, 12> names{"january", "february", "march",     "april",   "may",      "june",
                                                                "july",    "august",   "september", "october", "november", "december"};
        const std::string lower = lower_case(text_);
        for (std::size_t i = 0; i < names.size(); ++i) {
            for (const std::string_view name : {names[i], names[i].substr(0, 3)})
                if (lower.starts_with(name)) {
                    text_.remove_prefix(name.size());
                    return static_cast<int>(i) + 1;
                }
        }
        ok_ = false;
        return 0;
    }
    /// Minutes east of UTC of `Z`, `+09`, `+0900`, `+09:00`; nothing when no zone follows.
    std::optional<int> zone()
    {
        if (accept('Z') || accept('z')) return 0;
        const int sign = !text_.empty() && text_.front() == '-' ? -1 : 1;
        if (!accept('+') && !accept('-')) return std::nullopt;
        const int hours = digits(2, 2);
        accept(':');
        const int minutes = !text_.empty() ? digits(2, 2) : 0;
        if (hours > 14 || minutes > 59) ok_ = false;
        return sign * (hours * 60 + minutes);
    }
    std::string_view rest() const { return text_; }
    bool empty() const { return text_.empty(); }
    bool done() const { return ok_ && text_.empty(); }
    bool ok() const { return ok_; }
    void fail() { ok_ = false; }

private:
    std::string_view text_;
    bool ok_ = true;
};

struct Fields {
    int year = 0, month = 1, day = 1, hour = 0, minute = 0, day_of_year = 0;
    double second = 0;
    std::optional<int> zone_minutes;
    bool has_time = false;
};

std::optional<Instant> to_instant(const Fields& f)
{
    auto t = f.day_of_year > 0 ? instant_of(f.year, 1, 1, f.hour, f.minute, f.second)
                               : instant_of(f.year, f.month, f.day, f.hour, f.minute, f.second);
    if (!t) return std::nullopt;
    if (f.day_of_year > 0) {
        t->milliseconds += (f.day_of_year - 1) * ms_per_day;
        if (t->year() != f.year) return std::nullopt;
    }
    if (f.zone_minutes) t->milliseconds -= std::int64_t{*f.zone_minutes} * 60000;
    t->date_only = !f.has_time;
    return t;
}

void scan_seconds(Scanner& in, Fields& f)
{
    f.second = in.digits(2, 2);
    if (in.accept('.')) f.second += in.fraction();
}

void scan_directive(Scanner& in, char directive, Fields& f)
{
    switch (directive) {
        case 'Y':
            f.year = in.digits(4, 4);
            break;
        case 'm':
            f.month = in.digits(1, 2);
            break;
        case 'd':
            f.day = in.digits(1, 2);
            break;
        case 'j':
            f.day_of_year = in.digits(1, 3);
            if (f.day_of_year == 0) in.fail();
            break;
        case 'b':
        case 'B':
        case 'h':
            f.month = in.month_name();
            break;
        case 'H':
            f.hour = in.digits(1, 2);
            f.has_time = true;
            break;
        case 'M':
            f.minute = in.digits(1, 2);
            break;
        case 'S':
            scan_seconds(in, f);
            break;
        case 'F':
            f.year = in.digits(4, 4);
            in.expect('-');
            f.month = in.digits(2, 2);
            in.expect('-');
            f.day = in.digits(2, 2);
            break;
        case 'T':
            f.hour = in.digits(2, 2);
            in.expect(':');
            f.minute = in.digits(2, 2);
            in.expect(':');
            scan_seconds(in, f);
            f.has_time = true;
            break;
        case 'z':
        case 'Z':
            f.zone_minutes = in.zone();
            if (!f.zone_minutes) in.fail();
            break;
        case '%':
            in.expect('%');
            break;
        default:
            in.fail();
    }
}

}  // namespace

double Instant::julian_year() const { return 2000.0 + static_cast<double>(milliseconds - j2000_ms) / (seconds_per_julian_year * 1000.0); }

std::string Instant::day() const
{
    const auto date = calendar(*this);
    return fmt::format("{:04d}-{:02d}-{:02d}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

int Instant::year() const { return int{calendar(*this).year()}; }

std::string Instant::iso() const
{
    if (date_only) return day();
    const std::int64_t of_day = milliseconds - floor_div(milliseconds, ms_per_day) * ms_per_day;
    std::string text = fmt::format("{}T{:02d}:{:02d}:{:02d}", day(), of_day / 3600000, of_day / 60000 % 60, of_day / 1000 % 60);
    if (of_day % 1000 != 0) text += fmt::format(".{:03d}", of_day % 1000);
    return text + "Z";
}

double years_between(const Instant& a, const Instant& b)
{
    return static_cast<double>(b.milliseconds - a.milliseconds) / (seconds_per_julian_year * 1000.0);
}

std::optional<Instant> instant_of(int year, int month, int day, int hour, int minute, double second)
{
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    const bool in_day = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 61;
    if (year < 1 || year > 9999 || !date.ok() || !in_day) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
    const std::int64_t of_day = (hour * 60 + minute) * 60000LL + static_cast<std::int64_t>(std::floor(second * 1000.0 + 1e-6));
    return Instant{days * ms_per_day + of_day, false};
}

std::optional<ParsedInstant> parse_iso(std::string_view text)
{
    text = trimmed(text);
    Scanner in(text);
    Fields f;
    const bool compact = text.size() == 8 && text.find('-') == std::string_view::npos;
    f.year = in.digits(4, 4);
    if (!compact) in.expect('-');
    f.month = in.digits(2, 2);
    if (!compact) in.expect('-');
    f.day = in.digits(2, 2);
    if (in.ok() && (in.accept('T') || in.accept(' '))) {
        f.has_time = true;
        f.hour = in.digits(2, 2);
        in.expect(':');
        f.minute = in.digits(2, 2);
        if (in.accept(':')) scan_seconds(in, f);
        f.zone_minutes = in.zone();
    }
    if (!in.done()) return std::nullopt;
    const auto instant = to_instant(f);
    if (!instant) return std::nullopt;
    return ParsedInstant{*instant, f.zone_minutes.has_value(), f.zone_minutes.value_or(0) == 0};
}

std::optional<Instant> parse_with_format(std::string_view text, std::string_view format)
{
    Scanner in(trimmed(text));
    Fields f;
    for (std::size_t i = 0; i < format.size() && in.ok(); ++i) {
        if (format[i] == '%' && i + 1 < format.size())
            scan_directive(in, format[++i], f);
        else
            in.expect(format[i]);
    }
    return in.done() ? to_instant(f) : std::nullopt;
}

}  // namespace tasi
