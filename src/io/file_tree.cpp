#include "src/io/file_tree.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/archive_check.hpp"
#include "src/io/input_file.hpp"
#include "src/io/virtual_file.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

/// Whether `text` is what the shell pattern (`*`, `?`) means; steps back to the last star only.
bool matches(std::string_view text, std::string_view pattern)
{
    std::size_t t = 0, p = 0, star = std::string_view::npos, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

/// Of a folder: two thousand Sentinel-2 products have 250,000 files.
constexpr long long max_folder_entries = 2'000'000;

bool lies_within(const fs::path& inner, const fs::path& outer)
{
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

/// A link counts as its target, which has to lie in the folder too.
void check_link(const fs::path& link, const fs::path& root, const std::string& shown)
{
    std::error_code failure;
    const fs::path target = fs::canonical(link, failure);
    const std::string name = printable(link.lexically_relative(root).string());
    if (failure)
        throw UnreadableError("FILE", shown, fmt::format("symbolic link \"{}\" leads to nothing or to itself", name), "repair the link");
    if (!lies_within(target, root)) {
        throw RefusedError("MEMBER", shown, fmt::format("unsafe member \"{}\": a link that leads outside the folder", name),
                           "copy the file into the folder");
    }
}

/// Walks through a folder; what cannot be read is refused, or noted and passed over.
class FolderWalk {
public:
    FolderWalk(const fs::path& folder, std::string shown, std::vector<FileTree::LeftOut>* left_out)
        : root_(fs::canonical(folder)), shown_(std::move(shown)), left_out_(left_out)
    {
    }

    std::vector<std::string> members()
    {
        add(root_, "");
        return std::move(members_);
    }

private:
    void add(const fs::path& folder, const std::string& prefix)
    {
        std::error_code failure;
        fs::directory_iterator entry(folder, failure);
        for (const fs::directory_iterator end; !failure && entry != end; entry.increment(failure)) add_entry(*entry, prefix);
        if (!failure) return;
        const std::string which = prefix.empty() ? "" : " \"" + printable(prefix) + "\"";
        pass_over(prefix,
                  UnreadableError("FILE", shown_, "cannot read the folder" + which + ": " + failure.message(), "make the folder readable"));
    }

    void add_entry(const fs::directory_entry& entry, const std::string& prefix)
    {
        if (++entries_ > max_folder_entries)
            throw LimitError("MEMBERS", shown_, fmt::format("more than {} files in the folder", max_folder_entries),
                             "give a folder with fewer products");
        const std::string name = prefix + entry.path().filename().string();
        std::error_code ignored;
        try {
            if (entry.is_symlink(ignored)) check_link(entry.path(), root_, shown_);
        } catch (const UnreadableError& error) {
            return pass_over(name, error);
        }
        if (entry.is_regular_file(ignored)) members_.push_back(name);
        if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) add(entry.path(), name + '/');
    }

    /// The folder that was given is all there is: it has to be readable.
    void pass_over(const std::string& name, const UnreadableError& error)
    {
        if (left_out_ == nullptr || name.empty()) throw error;
        left_out_->push_back({name.ends_with('/') ? name.substr(0, name.size() - 1) : name, error.problem()});
    }

    fs::path root_;
    std::string shown_;
    std::vector<FileTree::LeftOut>* left_out_;
    std::vector<std::string> members_;
    long long entries_ = 0;
};

/// GDAL's name of a member; of an empty one none, for GDAL takes "0 bytes" as "all that follows".
std::string virtual_name(ArchiveKind kind, const fs::path& archive, const ArchiveMember& member)
{
    if (member.size == 0) return {};
    if (kind == ArchiveKind::zip) return fmt::format("/vsizip/{{{}}}/{}", archive.string(), member.name);
    const char* unpacker = kind == ArchiveKind::tar_gz ? "/vsigzip/" : "";
    return fmt::format("/vsisubfile/{}_{},{}{}", member.offset, member.size, unpacker, archive.string());
}

bool stays_inside(const std::string& member)
{
    const std::vector<std::string> parts = split(member, '/');
    return !member.empty() && !member.starts_with('/') && member.find('\\') == std::string::npos &&
           member.find('\0') == std::string::npos && std::find(parts.begin(), parts.end(), "..") == parts.end();
}

}  // namespace

FileTree::FileTree(Session& session, const fs::path& path, std::vector<LeftOut>* left_out)
{
    const std::string given = path.string(), title = printable(given);
    refuse_virtual_name(given);
    std::error_code failure;
    if (fs::is_directory(path, failure)) {
        path_ = fs::absolute(path);
        members_ = FolderWalk(path_, title, left_out).members();
        std::sort(members_.begin(), members_.end());
        return;
    }
    path_ = checked_input(session, given);
    archive_ = true;
    const ArchiveKind kind = archive_kind(path_);
    if (kind == ArchiveKind::none)
        throw UnreadableError("ARCHIVE", title, "neither a folder nor a tar, tar.gz or zip archive",
                              "give a product folder or its archive");
    if (kind == ArchiveKind::zip && given.find_first_of("{}") != std::string::npos) {
        throw UnreadableError("FILE", title, "cannot open: braces in the name of a zip archive", "rename the archive");
    }
    if (kind == ArchiveKind::tar_gz) unpacked_ = std::make_shared<UnpackedMembers>();
    for (const ArchiveMember& member : kind == ArchiveKind::zip ? zip_members(path_, title) : tar_members(path_, title)) {
        members_.push_back(member.name);
        virtual_names_[member.name] = virtual_name(kind, path_, member);
    }
    if (members_.empty()) throw UnreadableError("ARCHIVE", title, "the archive holds no files", "fetch the file again");
    std::sort(members_.begin(), members_.end());
}

FileTree FileTree::part(const std::string& folder) const
{
    if (archive_) throw BugError("TREE", path_.string(), "part of an archive", "please report this");
    FileTree part;
    part.path_ = folder.empty() ? path_ : path_ / folder.substr(0, folder.size() - 1);
    for (auto member = std::lower_bound(members_.begin(), members_.end(), folder); member != members_.end() && member->starts_with(folder);
         ++member)
        part.members_.push_back(member->substr(folder.size()));
    return part;
}

std::vector<std::string> FileTree::matching(const std::string& pattern) const
{
    std::vector<std::string> found;
    for (const std::string& member : members_) {
        if (matches(lower_case(member.substr(member.rfind('/') + 1)), lower_case(pattern))) found.push_back(member);
    }
    return found;
}

bool FileTree::has(const std::string& member) const { return std::binary_search(members_.begin(), members_.end(), member); }

std::string FileTree::shown(const std::string& member) const { return printable((path_ / member).string()); }

std::string FileTree::known(const std::string& member) const
{
    if (!stays_inside(member)) {
        throw RefusedError("MEMBER", printable(path_.string()),
                           fmt::format("the file \"{}\" lies outside the product: not allowed", printable(member)),
                           "use a product from its publisher");
    }
    if (!has(member)) throw UnreadableError("FILE", shown(member), "missing: not found in the product", "fetch the product again");
    return archive_ ? virtual_names_.at(member) : (path_ / member).string();
}

std::string FileTree::read(Session& session, const std::string& member, long long max_bytes) const
{
    const std::string name = known(member);
    if (!archive_) return read_bytes(session, name, max_bytes);
    if (name.empty()) return {};
    const VirtualFile file(name, shown(member));
    if (file.size() > max_bytes) {
        throw LimitError("SIZE", shown(member), fmt::format("{} bytes is larger than the limit of {} bytes", file.size(), max_bytes),
                         "give a smaller file");
    }
    return file.bytes(0, file.size());
}

std::string FileTree::digest(Session& session, const std::string& member, DigestKind kind) const
{
    const std::string name = known(member);
    Digest digest(kind);
    if (!archive_) session.add_input(name);
    if (name.empty()) return digest.hexadecimal();
    const VirtualFile file(name, shown(member));
    constexpr long long piece = 1 << 20;
    for (long long at = 0; at < file.size(); at += piece) digest.add(file.bytes(at, std::min(piece, file.size() - at)));
    return digest.hexadecimal();
}

RasterFile FileTree::raster(Session& session, const std::string& member) const
{
    const std::string name = known(member);
    if (name.empty()) throw UnreadableError("FORMAT", shown(member), "empty: 0 bytes, not a raster", "fetch the product again");
    if (!archive_) session.add_input(name);
    const fs::path unpacked = unpacked_ ? unpacked_->file_of(name, shown(member)) : fs::path();
    if (!unpacked.empty()) return RasterFile(session, unpacked.string(), true, shown(member));
    return RasterFile(session, name, true, shown(member));
}

}  // namespace tasi::io
