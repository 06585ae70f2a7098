#include "src/report/page_policy.hpp"

#include <regex>
#include <vector>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/sha256.hpp"
#include "src/report/page.hpp"

namespace tasi::report {
namespace {

using kainjow::mustache::data;

std::string base64(const std::string& bytes)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) { return i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U; };
        const unsigned three = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (std::size_t k = 0; k < 4; ++k) text += i + k > bytes.size() ? '=' : letters[three >> (18 - 6 * k) & 63];
    }
    return text;
}

/// `'sha256-...'` as a policy names it.
std::string source_of(const std::string& text)
{
    const std::string hex = io::sha256_of(text);
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return "'sha256-" + base64(bytes) + "'";
}

/// Puts files into the page under `name`; returns their sources.
std::string put(data& page, const std::string& name, const std::string& field, const std::vector<std::string>& files)
{
    data list(data::type::list);
    std::vector<std::string> sources;
    for (const std::string& file : files) {
        const std::string text = inlined(std::string(embedded(file)));
        data one(data::type::object);
        one.set(field, text);
        list.push_back(one);
        sources.push_back(source_of(text));
    }
    page.set(name, list);
    return join(sources, " ");
}

}  // namespace

std::string inlined(std::string text)
{
    std::erase(text, '\r');
    for (std::size_t at; (at = text.find("//# sourceMappingURL")) != std::string::npos;) text.erase(at, text.find('\n', at) - at);
    for (std::size_t at; (at = text.find("/*# sourceMappingURL")) != std::string::npos;) text.erase(at, text.find("*/", at) + 2 - at);
    for (std::size_t at = 0; (at = text.find("url(images", at)) != std::string::npos;)
        text.replace(at, text.find(')', at) + 1 - at, "none");
    const std::string lower = lower_case(text);
    if (lower.find("</script") != std::string::npos || lower.find("</style") != std::string::npos)
        throw UnsafeError("PAGE", "", "a script of the page holds the end of its own element", "build with another Leaflet");
    return text;
}

void put_policy(data& page)
{
    std::vector<std::string> styles{"page/page.css"},
        scripts{"page/chart.js", "page/map_parts.js", "page/map.js", "page/tables.js", "page/start.js"};
    if (!leaflet_version().empty()) {
        styles.insert(styles.begin(), "leaflet/leaflet.css");
        scripts.insert(scripts.begin(), "leaflet/leaflet.js");
    }
    const std::string early = inlined(std::string(embedded("page/early.js")));
    page.set("early", early);
    const std::string style_sources = put(page, "styles", "css", styles), script_sources = put(page, "scripts", "js", scripts);
    page.set("csp", "default-src 'none'; script-src " + source_of(early) + " " + script_sources + "; style-src " + style_sources +
                        "; img-src data:; base-uri 'none'; form-action 'none'");
}

std::string leaflet_version()
{
    const std::string script(embedded("leaflet/leaflet.js"));
    std::smatch found;  // what the script says of itself: its heading may be older
    if (std::regex_search(script, found, std::regex("version ?= ?[\"'](\\d+\\.\\d+\\.\\d+)"))) return found[1];
    return script.empty() ? std::string() : "of an unknown version";
}

}  // namespace tasi::report
