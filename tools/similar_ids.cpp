#include "tools/similar_ids.hpp"

#include <algorithm>
#include <map>

#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

std::string bare(const std::string& id)
{
    if (const auto number = parse_number(id)) return format_number(*number);
    std::string name = lower_case(id);
    std::erase_if(name, [](char c) { return c == ' ' || c == '\t'; });
    return name;
}

}  // namespace

void warn_of_similar_ids(Run& run, const std::string& file, const std::vector<std::string>& ids)
{
    std::map<std::string, const std::string*> seen;
    long count = 0;
    std::string first;
    for (const std::string& id : ids) {
        const auto [known, is_new] = seen.emplace(bare(id), &id);
        if (is_new || *known->second == id) continue;
        if (count++ == 0) first = "'" + printable(*known->second) + "' and '" + printable(id) + "'";
    }
    if (count > 0)
        run.session.warnings.add("SIMILAR-ID", file, "transects " + first + " are taken for two: their ids differ in writing alone", count);
}

}  // namespace tasi::cli
