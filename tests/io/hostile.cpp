#include "tests/io/hostile.hpp"

#include <algorithm>
#include <cstdlib>
#include <regex>

#include "src/core/error.hpp"
#include "tests/helpers/shared.hpp"

namespace tasi::testing {

const std::filesystem::path& hostile_corpus()
{
    static const TemporaryFolder folder;
    static const std::filesystem::path corpus = [] {
        const auto archive = shared("checks/hostile/hostile.tar.gz");
        if (archive.empty()) return std::filesystem::path();
        const std::string command = "tar -xzf '" + archive.string() + "' -C '" + folder.path().string() + "'";
        return std::system(command.c_str()) == 0 ? folder.path() : std::filesystem::path();
    }();
    return corpus;
}

std::vector<nlohmann::json> hostile_items(const std::string& prefix)
{
    std::vector<nlohmann::json> found;
    if (hostile_corpus().empty()) return found;
    const nlohmann::json manifest = read_json(hostile_corpus() / "manifest.json");
    for (const auto& item : manifest["items"]) {
        if (item["file"].get<std::string>().starts_with(prefix)) found.push_back(item);
    }
    return found;
}

Outcome outcome_of(const std::function<void()>& open)
{
    try {
        open();
        return {};
    } catch (const Error& error) {
        return {static_cast<int>(error.code()), std::string(error.what())};
    } catch (const std::bad_alloc&) {
        return {7, "out of memory: limit"};
    }
}

bool is_wanted(const nlohmann::json& item, const Outcome& outcome)
{
    const auto& expect = item["expect"];
    const auto exits = expect["exit"].get<std::vector<int>>();
    if (std::find(exits.begin(), exits.end(), outcome.exit) == exits.end()) return false;
    if (outcome.exit == 0 || expect["message"].is_null()) return true;
    return std::regex_search(outcome.message, std::regex(expect["message"].get<std::string>(), std::regex::icase));
}

}  // namespace tasi::testing
