#include "scenes/products/product_name.hpp"

#include <vector>

#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

bool all_digits(std::string_view text, std::size_t size)
{
    return text.size() == size && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_landsat_prefix(std::string_view text)
{
    return text.size() == 4 && text[0] == 'L' && text.find_first_of("COTEM") == 1 && all_digits(text.substr(2), 2);
}

/// Day `ddd` of the year `yyyy`; nothing when there is none.
std::optional<Instant> day_of_year(std::string_view text) { return parse_with_format(text, "%Y%j"); }

/// S2A MSIL2A 20230115T014701 N0509 R017 T51LYK 20230115T014701
std::optional<ProductName> parse_compact_name(const std::vector<std::string>& parts)
{
    const auto start = parse_with_format(parts[2], "%Y%m%dT%H%M%S");
    if (parts.size() != 7 || !start || !parts[3].starts_with('N') || !all_digits(parts[3].substr(1), 4) || parts[5].size() != 6)
        return std::nullopt;
    ProductName name;
    name.prefix = parts[0];
    name.level = parts[1].substr(3);
    name.date = *start;
    name.baseline = parts[3].substr(1, 2) + "." + parts[3].substr(3);
    name.tile = parts[5].substr(1);
    return name;
}

/// S2A OPER PRD MSIL1C PDMC 20160929T185902 R065 V20160929T102022 20160929T102344
std::optional<ProductName> parse_old_name(const std::vector<std::string>& parts)
{
    if (parts.size() != 9 || parts[2] != "PRD" || !parts[3].starts_with("MSI") || !parts[7].starts_with('V')) return std::nullopt;
    const auto start = parse_with_format(parts[7].substr(1), "%Y%m%dT%H%M%S");
    if (!start) return std::nullopt;
    ProductName name;
    name.prefix = parts[0];
    name.level = parts[3].substr(3);
    name.date = *start;
    return name;
}

}  // namespace

std::optional<ProductName> parse_landsat_scene_id(std::string_view text)
{
    constexpr std::size_t length = 21;
    if (text.size() < length || (text.size() > length && text[length] != '_' && text[length] != '.')) return std::nullopt;
    text = text.substr(0, length);
    const bool station = text.substr(16, 3).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
    if (text[0] != 'L' || text.find_first_of("COTEM") != 1 || !all_digits(text.substr(2, 14), 14) || !station ||
        !all_digits(text.substr(19), 2))
        return std::nullopt;
    const auto day = day_of_year(text.substr(9, 7));
    if (!day) return std::nullopt;

    ProductName name;
    name.id = std::string(text);
    name.prefix = std::string(text.substr(0, 2)) + "0" + text[2];
    name.tile = std::string(text.substr(3, 6));
    name.date = *day;
    name.date.date_only = true;
    return name;
}

std::optional<ProductName> parse_landsat_name(std::string_view text)
{
    if (const auto scene = parse_landsat_scene_id(text)) return scene;
    const std::vector<std::string> parts = split(text, '_');
    if (parts.size() < 7 || !is_landsat_prefix(parts[0]) || parts[1].size() != 4 || !all_digits(parts[2], 6)) return std::nullopt;
    const auto day = all_digits(parts[3], 8) ? parse_iso(parts[3]) : std::nullopt;
    if (!day || !all_digits(parts[4], 8) || !all_digits(parts[5], 2) || parts[6].size() != 2) return std::nullopt;

    ProductName name;
    name.id = join({parts.begin(), parts.begin() + 7}, "_");
    name.prefix = parts[0];
    name.level = parts[1];
    name.tile = parts[2];
    name.date = day->instant;
    name.collection = parts[5];
    return name;
}

std::optional<ProductName> parse_sentinel2_name(std::string_view text)
{
    if (text.ends_with(".SAFE")) text.remove_suffix(5);
    const std::vector<std::string> parts = split(text, '_');
    if (parts.size() < 7 || parts[0].size() != 3 || !parts[0].starts_with("S2")) return std::nullopt;
    auto name = parts[1].starts_with("MSI") ? parse_compact_name(parts) : parse_old_name(parts);
    if (name) name->id = std::string(text);
    return name;
}

std::string sentinel2_tile_of(std::string_view name)
{
    for (const std::string& part : split(name, '_'))
        if (part.size() == 6 && part[0] == 'T' && all_digits(part.substr(1, 2), 2) &&
            part.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 3) == std::string::npos)
            return part.substr(1);
    return "";
}

}  // namespace tasi::scenes
