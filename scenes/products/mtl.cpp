#include "scenes/products/mtl.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/xml.hpp"

namespace tasi::scenes {
namespace {

constexpr std::size_t longest_line = 65536;

UnreadableError unreadable(const std::string& file, const std::string& what)
{
    return {"MTL", file, "metadata cannot be parsed: " + what, "download the product again"};
}

void refuse_binary(std::string_view text, const std::string& file)
{
    const auto is_binary = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t'; };
    const auto found = std::find_if(text.begin(), text.end(), is_binary);
    if (found != text.end()) throw unreadable(file, fmt::format("control character in the MTL text at byte {}", found - text.begin()));
    if (!is_valid_utf8(text)) throw unreadable(file, "the encoding of the MTL text is not UTF-8");
}

std::string without_quotes(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    return std::string(text);
}

/// One line after the other, each at most `longest_line` bytes, without its line end.
class Lines {
public:
    Lines(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    bool next()
    {
        if (text_.empty()) return false;
        const std::size_t end = text_.find('\n');
        const std::size_t size = end == std::string_view::npos ? text_.size() : end;
        ++number_;
        if (size > longest_line)
            throw LimitError("MTL", file_, fmt::format("metadata line {} is longer than 64 kB", number_), "download the product again");
        line_ = trimmed(text_.substr(0, size));
        text_.remove_prefix(end == std::string_view::npos ? size : size + 1);
        return true;
    }
    std::string_view line() const { return line_; }
    int number() const { return number_; }

private:
    std::string_view text_, line_;
    const std::string& file_;
    int number_ = 0;
};

struct KeyAndText {
    std::string key, text;
};

KeyAndText split_line(const Lines& lines, const std::string& file)
{
    const std::size_t equals = lines.line().find('=');
    if (equals == std::string_view::npos) throw unreadable(file, fmt::format("line {} has no '='", lines.number()));
    return {std::string(trimmed(lines.line().substr(0, equals))), without_quotes(trimmed(lines.line().substr(equals + 1)))};
}

}  // namespace

Mtl Mtl::from_odl(std::string_view text, const std::string& file)
{
    Mtl mtl;
    mtl.file_ = file;
    Lines long_lines(text, file);
    while (long_lines.next()) {
    }  // the cheap limit first
    refuse_binary(text, file);

    std::vector<std::string> open;
    bool ended = false;
    for (Lines lines(text, file); !ended && lines.next();) {
        if (lines.line().empty()) continue;
        if (lines.line() == "END") {
            ended = true;
            continue;
        }
        auto [key, value] = split_line(lines, file);
        if (key == "GROUP") {
            mtl.open_group(value);
            open.push_back(value);
        } else if (key == "END_GROUP") {
            if (open.empty() || open.back() != value)
                throw unreadable(file, fmt::format("line {}: END_GROUP = {} closes no such group", lines.number(), value));
            open.pop_back();
        } else {
            mtl.add(open.empty() ? "" : open.back(), std::move(key), std::move(value));
        }
    }
    if (!ended || !open.empty()) throw unreadable(file, "the MTL text is cut: no END");
    return mtl;
}

Mtl Mtl::from_xml(const std::string& text, const std::string& file)
{
    Mtl mtl;
    mtl.file_ = file;
    const io::XmlElement root = io::parse_xml(text, file);
    require_landsat_root(root.name, file);
    for (const io::XmlElement& group : root.children) {
        mtl.open_group(group.name);
        for (const io::XmlElement& entry : group.children) mtl.add(group.name, entry.name, entry.text);
    }
    if (mtl.entries_.empty()) throw unreadable(file, "no group of Landsat metadata in it");
    return mtl;
}

void Mtl::require_landsat_root(const std::string& root, const std::string& file)
{
    if (root != "LANDSAT_METADATA_FILE" && root != "L1_METADATA_FILE")
        throw unreadable(file, "no Landsat metadata: the root is " + printable(root) + ", not LANDSAT_METADATA_FILE or L1_METADATA_FILE");
}

void Mtl::open_group(const std::string& group)
{
    if (has_group(group))
        throw UnsafeError("MTL", file_, "metadata hold the group " + printable(group) + " twice: ambiguous", "download the product again");
    groups_.push_back(group);
}

void Mtl::add(std::string group, std::string key, std::string text)
{
    if (!index_.try_emplace({group, key}, entries_.size()).second)
        throw UnsafeError("MTL", file_, fmt::format("duplicate key {} in group {}: ambiguous", printable(key), printable(group)),
                          "download the product again");
    entries_.push_back({std::move(group), std::move(key), std::move(text)});
}

bool Mtl::has_group(std::string_view group) const { return std::find(groups_.begin(), groups_.end(), group) != groups_.end(); }

const Mtl::Entry* Mtl::find(std::string_view group, std::string_view key) const
{
    const auto found = index_.find({std::string(group), std::string(key)});
    return found == index_.end() ? nullptr : &entries_[found->second];
}

const Mtl::Entry* Mtl::find_anywhere(std::string_view key) const
{
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
    return found == entries_.end() ? nullptr : &*found;
}

std::optional<double> Mtl::as_number(const Entry* entry) const
{
    if (!entry) return std::nullopt;
    if (const auto number = parse_number(entry->text)) return number;
    throw UnsafeError("MTL", file_, fmt::format("{} = {} is not a finite number", entry->key, printable(entry->text)),
                      "download the product again");
}

std::optional<std::string> Mtl::text(std::string_view group, std::string_view key) const
{
    const Entry* entry = find(group, key);
    return entry ? std::optional(entry->text) : std::nullopt;
}

std::optional<std::string> Mtl::anywhere(std::string_view key) const
{
    const Entry* entry = find_anywhere(key);
    return entry ? std::optional(entry->text) : std::nullopt;
}

std::optional<double> Mtl::number(std::string_view group, std::string_view key) const { return as_number(find(group, key)); }

std::optional<double> Mtl::number_anywhere(std::string_view key) const { return as_number(find_anywhere(key)); }

std::vector<std::pair<std::string, std::string>> Mtl::starting(std::string_view group, std::string_view prefix) const
{
    std::vector<std::pair<std::string, std::string>> found;
    for (const Entry& entry : entries_)
        if (entry.group == group && entry.key.starts_with(prefix)) found.emplace_back(entry.key, entry.text);
    return found;
}

}  // namespace tasi::scenes
