#include "scenes/synthetic/metadata_tree.hpp"

#include <fmt/format.h>

namespace tasi::scenes {
namespace {

std::string indent(std::size_t depth) { return std::string(2 * depth, ' '); }

}  // namespace

void MetadataTree::begin(const std::string& group)
{
    lines_.push_back({Kind::begin, group, {}, open_.size()});
    open_.push_back(group);
}

void MetadataTree::end()
{
    const std::string group = open_.back();
    open_.pop_back();
    lines_.push_back({Kind::end, group, {}, open_.size()});
}

void MetadataTree::text(const std::string& key, const std::string& value) { lines_.push_back({Kind::text, key, value, open_.size()}); }

void MetadataTree::plain(const std::string& key, const std::string& value) { lines_.push_back({Kind::plain, key, value, open_.size()}); }

std::string MetadataTree::odl() const
{
    std::string result;
    for (const Line& line : lines_) {
        result += indent(line.depth);
        if (line.kind == Kind::begin) result += fmt::format("GROUP = {}\n", line.key);
        if (line.kind == Kind::end) result += fmt::format("END_GROUP = {}\n", line.key);
        if (line.kind == Kind::text) result += fmt::format("{} = \"{}\"\n", line.key, line.value);
        if (line.kind == Kind::plain) result += fmt::format("{} = {}\n", line.key, line.value);
    }
    return result + "END\n";
}

std::string MetadataTree::json() const
{
    std::string result = "{\n";
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const Line& line = lines_[i];
        const bool last = i + 1 == lines_.size() || lines_[i + 1].kind == Kind::end;
        const std::string comma = last ? "\n" : ",\n";
        result += indent(line.depth + 1);
        if (line.kind == Kind::begin)
            result += fmt::format("\"{}\": {{\n", line.key);
        else if (line.kind == Kind::end)
            result += "}" + comma;
        else
            result += fmt::format("\"{}\": \"{}\"", line.key, line.value) + comma;
    }
    return result + "}\n";
}

std::string MetadataTree::xml() const
{
    std::string result = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for (const Line& line : lines_) {
        result += indent(line.depth);
        if (line.kind == Kind::begin)
            result += fmt::format("<{}>\n", line.key);
        else if (line.kind == Kind::end)
            result += fmt::format("</{}>\n", line.key);
        else
            result += fmt::format("<{0}>{1}</{0}>\n", line.key, line.value);
    }
    return result;
}

}  // namespace tasi::scenes
