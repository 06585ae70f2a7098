#include "scenes/products/stac_href.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/remote_file.hpp"

namespace tasi::scenes {
namespace {

namespace fs = std::filesystem;

/// Longer ones name no file, and their messages would fill pages.
constexpr std::size_t longest_href = 4000, longest_part = 255, longest_shown = 150;

std::string shown_href(const std::string& href)
{
    const std::string name = io::without_query(href);
    return name.size() <= longest_shown ? printable(name) : printable(name.substr(0, longest_shown)) + "...";
}

void require_length(const std::string& href, const std::string& file)
{
    std::size_t longest = 0;
    for (const std::string& part : split(io::without_query(href), '/')) longest = std::max(longest, part.size());
    if (href.size() > longest_href || longest > longest_part)
        throw UnsafeError("HREF", file,
                          fmt::format("href '{}' of {} characters is too long for the name of a file", shown_href(href), href.size()),
                          "fetch the item again");
}

[[noreturn]] void refuse(const std::string& href, const std::string& file, const std::string& what, const std::string& remedy)
{
    throw RefusedError("HREF", file, fmt::format("href '{}' {}: not allowed", shown_href(href), what), remedy);
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = static_cast<char>(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// `%20` and the like as characters.
std::string decoded(const std::string& text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            plain += static_cast<char>(16 * high + low);
            i += 2;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

bool lies_within(const fs::path& inner, const fs::path& outer)
{
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

/// The file that a name means, inside the folder however it is written and wherever its links lead.
fs::path inside(const std::string& name, const fs::path& folder, const std::string& href, const std::string& file)
{
    const std::string remedy = "put the item and its files into one folder, and name them relative to it";
    if (name.empty() || name.find('\0') != std::string::npos || name.find('\\') != std::string::npos || name.starts_with("/vsi"))
        refuse(href, file, "is no name of a file", remedy);
    std::error_code failure;
    const fs::path root = fs::canonical(folder, failure);
    const fs::path written = (fs::path(name).is_absolute() ? fs::path(name) : root / name).lexically_normal();
    const fs::path real = fs::weakly_canonical(written, failure);
    const bool within =
        (lies_within(written, root) || lies_within(written, fs::absolute(folder).lexically_normal())) && lies_within(real, root);
    if (failure || !within) refuse(href, file, "leads outside the folder of the item", remedy);
    return real;
}

StacTarget out_of_reach(const std::string& problem, const std::string& remedy)
{
    return {StacTarget::Kind::out_of_reach, "", problem, remedy};
}

/// `https` of `https://...`; empty for a name without.
std::string scheme_of(const std::string& href)
{
    const std::size_t at = href.find("://");
    return at == std::string::npos ? "" : lower_case(href.substr(0, at));
}

}  // namespace

StacTarget stac_target(const io::Session& session, const std::string& href, const fs::path& folder, const std::string& file)
{
    require_length(href, file);
    const std::string scheme = scheme_of(href), shown = shown_href(href);
    if (scheme == "http" || scheme == "https") {
        if (session.allow_network) return {StacTarget::Kind::file, href, "", ""};
        return out_of_reach("the file is on the network: " + shown, "download it beside the item, or give --allow-network");
    }
    if (scheme == "s3" || scheme == "gs" || scheme == "az" || scheme == "abfs")
        return out_of_reach("the file is in cloud storage: " + shown, "download it beside the item, or use an item with https addresses");
    if (!scheme.empty() && scheme != "file") refuse(href, file, "has an unknown scheme", "download the file beside the item");
    std::string name = scheme == "file" ? href.substr(7) : href;
    if (scheme == "file" && name.starts_with("localhost/")) name.erase(0, 9);
    fs::path path = inside(name, folder, href, file);
    std::error_code ignored;
    if (!fs::exists(path, ignored) && name.find('%') != std::string::npos) path = inside(decoded(name), folder, href, file);
    if (!fs::exists(path, ignored))
        return {StacTarget::Kind::missing, path.string(), "the file is missing: " + shown, "download it beside the item"};
    return {StacTarget::Kind::file, path.string(), "", ""};
}

}  // namespace tasi::scenes
