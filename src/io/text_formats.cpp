#include <cmath>
#include <set>
#include <sstream>
#include <vector>

#include <fmt/core.h>
#include <toml++/toml.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"

namespace tasi::io {
namespace {

constexpr long long max_study_bytes = 16'000'000;
constexpr std::size_t max_depth = 1000;

template <class Date>
std::string iso_text(const Date& date)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << date;
    return text.str();
}

nlohmann::json json_of(const toml::node& node, const std::string& file);

nlohmann::json json_of(const toml::table& table, const std::string& file)
{
    nlohmann::json object = nlohmann::json::object();
    for (const auto& [key, value] : table) object[std::string(key.str())] = json_of(value, file);
    return object;
}

nlohmann::json json_of(const toml::array& array, const std::string& file)
{
    nlohmann::json list = nlohmann::json::array();
    for (const toml::node& value : array) list.push_back(json_of(value, file));
    return list;
}

nlohmann::json json_of(const toml::node& node, const std::string& file)
{
    if (const auto* table = node.as_table()) return json_of(*table, file);
    if (const auto* array = node.as_array()) return json_of(*array, file);
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* integer = node.as_integer()) return integer->get();
    if (const auto* flag = node.as_boolean()) return flag->get();
    if (const auto* day = node.as_date()) return iso_text(day->get());
    if (const auto* time = node.as_time()) return iso_text(time->get());
    if (const auto* moment = node.as_date_time()) return iso_text(moment->get());
    const double number = node.as_floating_point()->get();
    if (!std::isfinite(number)) {
        throw UsageError("STUDY", file,
                         fmt::format("line {}, column {}: the number is not finite", node.source().begin.line, node.source().begin.column),
                         "give a finite number");
    }
    return number;
}

/// Looks through a text before it becomes values: names of the open objects, to see one that comes twice (readers disagree on which one
/// counts), and the depth. The parser's own callback would do, but looks through a whole list after each of its objects.
class Strictness : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Strictness(std::string file) : file_(std::move(file)) {}

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_array(std::size_t) override { return enter(); }
    bool end_array() override { return leave(); }
    bool start_object(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool key(string_t& name) override
    {
        if (!open_.back().insert(name).second)
            throw UnreadableError("JSON", file_, fmt::format("the name \"{}\" comes twice in one object", printable(name)), "keep one");
        return true;
    }
    /// The values' own reading says what is wrong.
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

private:
    bool enter()
    {
        if (open_.size() >= max_depth)
            throw UnreadableError("JSON", file_, fmt::format("nested deeper than {} levels", max_depth), "give a flat file");
        open_.emplace_back();
        return true;
    }
    bool leave()
    {
        open_.pop_back();
        return true;
    }

    std::string file_;
    std::vector<std::set<std::string>> open_;
};

}  // namespace

nlohmann::json read_toml(Session& session, const std::filesystem::path& file)
{
    const std::string name = file.string();
    const std::string text = read_bytes(session, checked_input(session, name), max_study_bytes);
    try {
        return json_of(toml::parse(text, name), name);
    } catch (const toml::parse_error& error) {
        const auto& place = error.source().begin;
        throw UsageError("STUDY", name, fmt::format("line {}, column {}: {}", place.line, place.column, printable(error.description())),
                         "correct the line");
    }
}

nlohmann::json read_json(Session& session, const std::filesystem::path& file)
{
    const std::string name = printable(file.string());
    const std::string text = read_bytes(session, checked_input(session, file.string()), session.max_text_bytes);
    try {
        Strictness strictness(name);
        nlohmann::json::sax_parse(text, &strictness);
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        throw UnreadableError("JSON", name, fmt::format("not JSON: {}", printable(error.what())), "correct the file");
    }
}

}  // namespace tasi::io
