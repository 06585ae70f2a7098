#include "src/io/spreadsheet_check.hpp"

#include <cerrno>
#include <string>

#include "src/io/archive_check.hpp"
#include "src/io/disk.hpp"
#include "src/io/virtual_file.hpp"

namespace tasi::io {
namespace {

/// The last element that closes is the first that opened: `</worksheet>` after `<worksheet ...>`.
bool ends_as_xml(const std::string& part)
{
    const std::size_t head = part.find("?>"), root = head == std::string::npos ? head : part.find('<', head);
    if (root == std::string::npos) return false;
    const std::string name = part.substr(root + 1, part.find_first_of(" />", root + 1) - root - 1);
    const std::size_t last = part.find_last_not_of("\r\n") + 1;
    const std::string end = "</" + name + ">";
    return part.compare(last < end.size() ? 0 : last - end.size(), end.size(), end) == 0 && last >= end.size();
}

std::size_t occurrences(const std::string& text, const std::string& wanted)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + wanted.size())) ++count;
    return count;
}

}  // namespace

void check_spreadsheet(const std::filesystem::path& file, const std::vector<std::size_t>& cells_of_sheet)
{
    const auto part = [&](const std::string& name) {
        const VirtualFile member("/vsizip/{" + file.string() + "}/" + name, name);
        return member.bytes(0, member.size());
    };
    try {
        for (const ArchiveMember& member : zip_members(file, file.string()))
            if (!ends_as_xml(part(member.name))) throw disk_error("write all of", file, ENOSPC);
        for (std::size_t i = 0; i < cells_of_sheet.size(); ++i)
            if (occurrences(part("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml"), "<c r=\"") != cells_of_sheet[i])
                throw disk_error("write all of", file, ENOSPC);
    } catch (const UnreadableError&) {
        throw disk_error("read back", file, EIO);
    }
}

}  // namespace tasi::io
