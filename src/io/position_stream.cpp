#include "src/io/position_stream.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "src/core/parallel.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"
#include "src/io/study_fields.hpp"

namespace tasi::io {
namespace {

constexpr std::size_t block_bytes = std::size_t{8} << 20, longest_row = std::size_t{1} << 16;
constexpr std::size_t pieces = 16, most_columns = 64;

/// Thrown for what only the general reader may judge; never leaves this file.
struct NotPlain {};

void require(bool plain)
{
    if (!plain) throw NotPlain{};
}

enum Role { transect, date, distance, uncertainty, raw, tide, slope, sensor, scene, crossings, flags, datum, setup, roles };
constexpr std::array<std::string_view, roles> role_names{"transect", "date",     "distance_m", "uncert_m", "raw_m", "tide_m", "slope",
                                                         "sensor",   "scene_id", "crossings",  "flags",    "datum", "setup_m"};

/// Which column holds what; -1 where there is none.
struct Header {
    std::array<int, roles> column{};
    std::size_t columns = 0;
    std::string text;
};

std::size_t split_cells(std::string_view row, std::array<std::string_view, most_columns>& cells)
{
    std::size_t count = 0;
    for (;;) {
        require(count < most_columns);
        const std::size_t end = row.find(',');
        cells[count++] = row.substr(0, end);
        if (end == std::string_view::npos) return count;
        row.remove_prefix(end + 1);
    }
}

/// Other names have meanings that depend on their company: the general reader knows them.
Header header_of(std::string_view row)
{
    std::array<std::string_view, most_columns> cells;
    Header header;
    header.text = row;
    header.columns = split_cells(row, cells);
    header.column.fill(-1);
    for (std::size_t i = 0; i < header.columns; ++i) {
        const auto known = std::find(role_names.begin(), role_names.end(), cells[i]);
        require(known != role_names.end());
        int& column = header.column[static_cast<std::size_t>(known - role_names.begin())];
        require(column < 0);
        column = static_cast<int>(i);
    }
    require(header.column[transect] >= 0 && header.column[date] >= 0 && header.column[distance] >= 0);
    return header;
}

bool is_plain_text(std::string_view cell)
{
    return std::all_of(cell.begin(), cell.end(), [](char c) { return c >= ' ' && c < 127 && c != '"'; }) &&
           (cell.empty() || (cell.front() != ' ' && cell.back() != ' ' && cell.front() != '\''));
}

std::string text_in(std::string_view cell)
{
    require(is_plain_text(cell));
    return std::string(cell);
}

std::optional<double> number_in(std::string_view cell)
{
    if (cell.empty()) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    require(error == std::errc{} && end == cell.data() + cell.size() && std::isfinite(value));
    require(!looks_like_no_data(value));  // for the general reader to refuse
    return value;
}

std::optional<Instant> instant_in(std::string_view cell)
{
    const bool dashes = cell.size() >= 10 && cell[4] == '-' && cell[7] == '-';
    const auto parsed = dashes ? parse_iso(cell) : std::nullopt;
    if (!parsed || !parsed->zone_was_utc) return std::nullopt;
    const int year = parsed->instant.year();
    if (year < 1700 || year > 2200) return std::nullopt;
    return parsed->instant;
}

int count_in(std::string_view cell)
{
    const auto value = number_in(cell);
    require(!value || (*value >= 0 && *value <= 1e9 && *value == std::floor(*value)));
    return static_cast<int>(value.value_or(0));
}

std::string_view cell_in(std::string_view row, int column)
{
    for (; column > 0; --column) row.remove_prefix(row.find(',') + 1);
    return row.substr(0, row.find(','));
}

Position position_in(std::string_view row, const Header& header)
{
    std::array<std::string_view, most_columns> cells;
    require(split_cells(row, cells) == header.columns);
    const auto cell = [&](Role role) {
        const int column = header.column[role];
        return column < 0 ? std::string_view{} : cells[static_cast<std::size_t>(column)];
    };
    Position position;
    position.transect = text_in(cell(transect));
    require(!position.transect.empty());
    const auto instant = instant_in(cell(date));
    require(instant.has_value());
    position.date = *instant;
    position.distance_m = number_in(cell(distance));
    position.uncertainty_m = number_in(cell(uncertainty));
    require(!position.uncertainty_m || *position.uncertainty_m > 0);
    position.raw_m = number_in(cell(raw));
    position.tide_m = number_in(cell(tide));
    position.slope = number_in(cell(slope));
    position.sensor = text_in(cell(sensor));
    position.scene_id = text_in(cell(scene));
    position.crossings = count_in(cell(crossings));
    const std::string_view marks = cell(flags);
    require(is_plain_text(marks));
    if (!marks.empty())
        for (const std::string& part : split(std::string(marks), ';'))
            if (!trimmed(part).empty()) position.flags.emplace_back(trimmed(part));
    return position;
}

std::string_view without_return(std::string_view row)
{
    if (row.ends_with('\r')) row.remove_suffix(1);
    return row;
}

/// Positions of whole rows, and the one datum that they state (none: empty).
struct Part {
    std::vector<Position> positions;
    std::string datum;
};

/// Tables of several datums are for the general reader to judge.
void add_datum(std::string& known, std::string_view stated)
{
    if (stated.empty()) return;
    require(is_plain_text(stated) && (known.empty() || known == stated));
    known = stated;
}

Part part_in(std::string_view text, const Header& header)
{
    Part part;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view row = without_return(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        require(row != header.text);
        if (row.empty()) continue;
        part.positions.push_back(position_in(row, header));
        if (header.column[datum] >= 0) add_datum(part.datum, cell_in(row, header.column[datum]));
    }
    return part;
}

/// Whole rows in about equal shares.
std::vector<std::string_view> shares_of(std::string_view rows)
{
    std::vector<std::string_view> shares;
    const std::size_t wanted = std::max<std::size_t>(rows.size() / pieces, 1);
    while (!rows.empty()) {
        const std::size_t newline = rows.find('\n', std::min(wanted, rows.size() - 1));
        const std::size_t end = newline == std::string_view::npos ? rows.size() : newline + 1;
        shares.push_back(rows.substr(0, end));
        rows.remove_prefix(end);
    }
    return shares;
}

/// Collects rows until their transect is complete.
class Gathering {
public:
    explicit Gathering(const std::function<void(PositionsOfTransects&&)>& take) : take_(take) {}

    void add(std::vector<Position>&& positions)
    {
        for (Position& position : positions) {
            if (open_.empty() || open_.back().front().transect != position.transect) {
                require(seen_.insert(position.transect).second);
                open_.emplace_back();
            }
            open_.back().push_back(std::move(position));
        }
    }
    void hand_over(bool at_end)
    {
        if (open_.size() < (at_end ? 1u : 2u)) return;
        std::vector<Position> last;
        if (!at_end) {
            last = std::move(open_.back());
            open_.pop_back();
        }
        take_(std::exchange(open_, {}));
        if (!at_end) open_.push_back(std::move(last));
    }
    void add(const std::string& stated) { add_datum(datum_, stated); }
    bool any() const { return !seen_.empty(); }

private:
    const std::function<void(PositionsOfTransects&&)>& take_;
    PositionsOfTransects open_;
    std::unordered_set<std::string> seen_;
    std::string datum_;
};

void read_rows(std::string_view rows, const Header& header, Gathering& gathering)
{
    const std::vector<std::string_view> shares = shares_of(rows);
    std::vector<Part> read(shares.size());
    parallel_for(static_cast<int>(shares.size()), [&](int i) {
        const auto k = static_cast<std::size_t>(i);
        read[k] = part_in(shares[k], header);
    });
    for (Part& part : read) {
        gathering.add(part.datum);
        gathering.add(std::move(part.positions));
    }
}

void stream(std::istream& in, const std::function<void(PositionsOfTransects&&)>& take)
{
    std::string text;
    std::optional<Header> header;
    Gathering gathering(take);
    for (bool more = true; more;) {
        const std::size_t kept = text.size();
        text.resize(kept + block_bytes);
        in.read(text.data() + kept, static_cast<std::streamsize>(block_bytes));
        text.resize(kept + static_cast<std::size_t>(in.gcount()));
        require(!in.bad());
        more = static_cast<bool>(in);
        std::string_view rows = text;
        if (!header) {
            if (rows.starts_with("\xEF\xBB\xBF")) rows.remove_prefix(3);
            const std::size_t end = rows.find('\n');
            require(end < longest_row);
            header = header_of(without_return(rows.substr(0, end)));
            rows.remove_prefix(end + 1);
        }
        const std::size_t last = more ? rows.rfind('\n') : rows.size();
        require(!more || (last != std::string_view::npos && rows.size() - last < longest_row));
        const std::size_t whole = more ? last + 1 : rows.size();
        read_rows(rows.substr(0, whole), *header, gathering);
        gathering.hand_over(!more);
        text = std::string(rows.substr(whole));
    }
    require(gathering.any());
}

}  // namespace

bool stream_positions(Session& session, const std::string& path, const std::function<void(PositionsOfTransects&&)>& take)
{
    if (!lower_case(path).ends_with(".csv")) return false;
    const std::filesystem::path file = checked_input(session, path);
    std::ifstream in(file, std::ios::binary);
    if (!in) return false;
    try {
        stream(in, take);
        return true;
    } catch (const NotPlain&) {
        return false;
    }
}

}  // namespace tasi::io
