#include "src/report/qgis/strings.hpp"

#include <cmath>
#include <mutex>

#include <toml++/toml.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/report/embedded.hpp"

namespace tasi::report {
namespace {

/// `[qgis] rates.title = "..."` as `rates.title`.
void flatten(const toml::table& table, const std::string& before, std::map<std::string, std::string, std::less<>>& words)
{
    for (const auto& [key, value] : table) {
        const std::string name = before + std::string(key.str());
        if (const toml::table* inner = value.as_table())
            flatten(*inner, name + ".", words);
        else
            words.emplace(name, value.value<std::string>().value());
    }
}

}  // namespace

MapWords::MapWords(const std::string& code) : language_(&Texts(code).language())
{
    const std::string name = "strings/" + code + ".toml";
    try {
        const toml::table all = toml::parse(embedded(name), name);
        flatten(*all.at("qgis").as_table(), "", words_);
    } catch (const std::exception& failure) {
        throw BugError("STRINGS", name, failure.what(), "please report this");
    }
}

const std::string& MapWords::operator()(std::string_view key) const
{
    const auto found = words_.find(key);
    if (found == words_.end())
        throw BugError("STRINGS", language_->code, "a map has no words for '" + std::string(key) + "'", "please report this");
    return found->second;
}

std::string MapWords::number(double value) const
{
    std::string text = format_number(std::round(value * 100) / 100);
    if (const std::size_t point = text.find('.'); point != std::string::npos) text[point] = language_->decimal;
    return text;
}

const MapWords& map_words(const std::string& code)
{
    static std::mutex guard;
    static std::map<std::string, MapWords> read;
    const std::lock_guard lock(guard);
    return read.try_emplace(code, code).first->second;
}

}  // namespace tasi::report
