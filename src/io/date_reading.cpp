#include "src/io/date_reading.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {
namespace {

constexpr int first_year = 1700, last_year = 2200;
const std::string order_remedy = "give --date-format %d/%m/%Y or %m/%d/%Y";

enum class Style { iso, compact, year_first, year_last };

/// How a date is written, judged by its digits alone.
struct Writing {
    Style style = Style::iso;
    char separator = '-';
    int first = 0, second = 0;  ///< the two numbers before the year, for `year_last`

    bool alike(const Writing& other) const { return style == other.style && separator == other.separator; }
};

std::size_t digits_at(std::string_view text, std::size_t start)
{
    std::size_t end = start;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    return end - start;
}

std::optional<Writing> writing_of(std::string_view text)
{
    const std::size_t n1 = digits_at(text, 0);
    if (n1 == 8 && text.size() == 8) return Writing{Style::compact, '\0'};
    if (n1 == 0 || n1 >= text.size() || std::string_view("-/.").find(text[n1]) == std::string_view::npos) return std::nullopt;
    const char separator = text[n1];
    const std::size_t second = n1 + 1, n2 = digits_at(text, second), third = second + n2 + 1;
    if (n2 < 1 || n2 > 2 || third >= text.size() || text[third - 1] != separator) return std::nullopt;
    const std::size_t n3 = digits_at(text, third);
    if (n1 == 4 && n3 >= 1 && n3 <= 2) return Writing{separator == '-' ? Style::iso : Style::year_first, separator};
    if (n1 > 2 || n3 != 4) return std::nullopt;
    return Writing{Style::year_last, separator, std::atoi(std::string(text.substr(0, n1)).c_str()),
                   std::atoi(std::string(text.substr(second, n2)).c_str())};
}

/// The dates of one column while their common way of writing is being found out.
class DateColumn {
public:
    DateColumn(Session& session, const StudyTable& table, int field) : session_(session), table_(table), field_(field) {}

    std::vector<Instant> by_format(const std::string& format) const
    {
        return each([&](const Feature& feature, const std::string& text) {
            const auto instant = parse_with_format(text, format);
            if (!instant) fail(feature, "is not a date in the form " + printable(format), "correct the date or --date-format");
            return *instant;
        });
    }

    std::vector<Instant> by_themselves()
    {
        judge();
        const bool day_first = style_.style != Style::year_last || day_comes_first();
        auto dates = each([&](const Feature& feature, const std::string& text) { return read(feature, text, day_first); });
        if (zones_ > 0) session_.warnings.add("DATE-ZONE", table_.file(), "dates with an offset from UTC were converted to UTC", zones_);
        return dates;
    }

private:
    [[noreturn]] void fail(const Feature& feature, const std::string& what, const std::string& remedy) const
    {
        throw UnsafeError("DATE", table_.file(), table_.cell(feature, field_) + " " + what, remedy);
    }

    template <class Read>
    std::vector<Instant> each(Read&& read) const
    {
        std::vector<Instant> dates;
        dates.reserve(table_.layer().features.size());
        for (const Feature& feature : table_.layer().features) {
            const Value& value = feature.values[static_cast<std::size_t>(field_)];
            const std::string text = table_.text(feature, field_);
            if (text.empty()) fail(feature, "has no date", "give every row a date");
            const auto* typed = std::get_if<Instant>(&value);
            dates.push_back(typed ? *typed : read(feature, text));
            const int year = dates.back().year();
            if (year < first_year || year > last_year)
                fail(feature, fmt::format("is a date outside the years {} to {}", first_year, last_year), "correct the date");
        }
        return dates;
    }

    /// Finds the way of writing that all rows share.
    void judge()
    {
        const Feature* first = nullptr;
        for (const Feature& feature : table_.layer().features) {
            const std::string text = table_.text(feature, field_);
            if (text.empty() || std::holds_alternative<Instant>(feature.values[static_cast<std::size_t>(field_)])) continue;
            const auto writing = writing_of(text);
            if (!writing) fail(feature, "is not a date of a known form", "write YYYY-MM-DD, or give --date-format");
            if (!first)
                style_ = *writing;
            else if (!writing->alike(style_))
                fail(feature, fmt::format("is a date in another form than that of {}", table_.cell(*first, field_)),
                     "write all dates of a column alike");
            if (!first) first = &feature;
            if (writing->style == Style::year_last) note_order(feature, *writing);
        }
    }

    void note_order(const Feature& feature, const Writing& writing)
    {
        if (writing.first > 12 && !day_first_) day_first_ = &feature;
        if (writing.second > 12 && !month_first_) month_first_ = &feature;
        if (writing.first != writing.second && !ambiguous_) ambiguous_ = &feature;
    }

    bool day_comes_first() const
    {
        if (day_first_ && month_first_)
            fail(*day_first_, fmt::format("is a date with the day first, but {} has the month first", table_.cell(*month_first_, field_)),
                 "write all dates of a column alike");
        if (!day_first_ && !month_first_ && ambiguous_)
            throw UnsafeError("DATE", table_.file(),
                              table_.cell(*ambiguous_, field_) + " is an ambiguous date, and no row tells day from month", order_remedy);
        return !month_first_;
    }

    Instant read(const Feature& feature, const std::string& text, bool day_first)
    {
        if (style_.style == Style::iso || style_.style == Style::compact) {
            const auto parsed = parse_iso(text);
            if (!parsed) fail(feature, "is not a date", "correct it; dates are YYYY-MM-DD, times HH:MM:SS");
            zones_ += parsed->zone_was_utc ? 0 : 1;
            return parsed->instant;
        }
        const auto instant = parse_with_format(text, format_of(text, day_first));
        if (!instant) fail(feature, "is not a date", "correct it, or give --date-format");
        return *instant;
    }

    std::string format_of(std::string_view text, bool day_first) const
    {
        const std::string_view order = style_.style == Style::year_first ? "Ymd" : day_first ? "dmY" : "mdY";
        std::string format = fmt::format("%{1}{0}%{2}{0}%{3}", style_.separator, order[0], order[1], order[2]);
        const auto colons = std::count(text.begin(), text.end(), ':');
        if (colons > 0) format += colons == 1 ? " %H:%M" : " %H:%M:%S";
        return format;
    }

    Session& session_;
    const StudyTable& table_;
    int field_;
    Writing style_;
    long zones_ = 0;
    const Feature* day_first_ = nullptr;    ///< a row that can only be read with the day first
    const Feature* month_first_ = nullptr;  ///< ... the month first
    const Feature* ambiguous_ = nullptr;    ///< a row whose meaning depends on the order
};

}  // namespace

std::vector<Instant> read_dates(Session& session, const StudyTable& table, int field, const std::optional<std::string>& format)
{
    if (format && format->find("%Y") == std::string::npos && format->find("%F") == std::string::npos)
        throw UsageError("DATE-FORMAT", "", fmt::format("the date format '{}' has no four-digit year", printable(*format)),
                         "use %Y, as in %d/%m/%Y");
    DateColumn column(session, table, field);
    return format ? column.by_format(*format) : column.by_themselves();
}

}  // namespace tasi::io
