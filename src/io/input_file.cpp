#include "src/io/input_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {
namespace {

/// `PG:`, `MEM:`, `http:`, `NETCDF:`: how drivers and networks are addressed; one letter is no such word.
bool has_scheme(std::string_view name)
{
    const auto colon = name.find(':');
    if (colon == std::string_view::npos || colon < 2) return false;
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-' || c == '.';
    };
    for (const char c : name.substr(0, colon)) {
        if (!allowed(c)) return false;
    }
    return !(name[0] >= '0' && name[0] <= '9');
}

bool exists_as_written(const std::string& name)
{
    struct stat status {};
    return lstat(name.c_str(), &status) == 0;
}

[[noreturn]] void cannot_find(const std::string& name, int cause)
{
    if (cause == ELOOP) throw UnreadableError("FILE", name, "symbolic link loop: too many levels of links", "point the link to a file");
    if (cause == ENAMETOOLONG) throw UnreadableError("FILE", name, "cannot open: the name is too long", "use a shorter name");
    if (cause == EACCES) throw UnreadableError("FILE", name, "cannot open: permission denied", "make the file and its folders readable");
    if (exists_as_written(name)) throw UnreadableError("FILE", name, "symbolic link to a file that does not exist", "repair the link");
    if (cause == ENOENT || cause == ENOTDIR) throw UnreadableError("FILE", name, "does not exist", "check the path");
    throw UnreadableError("FILE", name, fmt::format("cannot open: {}", std::strerror(cause)), "check the disk");
}

[[noreturn]] void not_regular(const std::string& name, mode_t mode)
{
    const char* kind = S_ISDIR(mode) ? "folder" : S_ISFIFO(mode) ? "pipe" : S_ISSOCK(mode) ? "socket" : "device";
    throw UnreadableError("FILE", name, fmt::format("is a {}, not a regular file", kind), "give a file");
}

/// Reads to the end of the file, and one byte more than allowed to see that it is too long.
std::string read_all(int descriptor, const std::filesystem::path& file, long long max_bytes, std::size_t expected)
{
    std::string text;
    text.resize(expected + 1);
    std::size_t used = 0;
    for (;;) {
        const ssize_t got = ::read(descriptor, text.data() + used, text.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw UnreadableError("FILE", file.string(), fmt::format("read error: {}", std::strerror(errno)), "check the disk");
        used += static_cast<std::size_t>(got);
        if (static_cast<long long>(used) > max_bytes) {
            throw LimitError("SIZE", file.string(), fmt::format("larger than the limit of {} bytes", max_bytes), "give a smaller file");
        }
        if (got == 0) break;
        if (used == text.size()) text.resize(2 * used);
    }
    text.resize(used);
    return text;
}

struct Descriptor {
    int number = -1;
    explicit Descriptor(int n) : number(n) {}
    ~Descriptor()
    {
        if (number >= 0) ::close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

}  // namespace

void refuse_virtual_name(const std::string& name)
{
    if (name.empty()) throw UsageError("FILE", "", "the name of an input is empty", "give a file");
    const std::string_view start = trimmed(name);
    const bool inline_content = !start.empty() && (start[0] == '<' || start[0] == '{' || start[0] == '[');
    const bool device_like = name.starts_with("/vsi") || name.find('\0') != std::string::npos || name.find("://") != std::string::npos;
    const bool unreal = (inline_content || has_scheme(name)) && !exists_as_written(name);
    if (device_like || unreal) {
        throw RefusedError("NAME", name, "not a file: virtual, network and inline names are not allowed",
                           "give the path of a file on disk");
    }
}

std::filesystem::path checked_input(Session& session, const std::string& name)
{
    refuse_virtual_name(name);
    struct stat status {};
    if (stat(name.c_str(), &status) != 0) cannot_find(name, errno);
    if (!S_ISREG(status.st_mode)) not_regular(name, status.st_mode);
    const Descriptor descriptor(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (descriptor.number < 0) cannot_find(name, errno);
    // Libraries look at the first letters of a name: an absolute path can mean nothing but a file.
    const std::filesystem::path path = std::filesystem::absolute(name);
    refuse_virtual_name(path.string());
    session.add_input(path);
    return path;
}

std::string beginning_of(const std::filesystem::path& file, std::size_t bytes)
{
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (descriptor.number < 0) cannot_find(file.string(), errno);
    struct stat status {};
    if (fstat(descriptor.number, &status) != 0) cannot_find(file.string(), errno);
    if (!S_ISREG(status.st_mode)) not_regular(file.string(), status.st_mode);
    std::string text(bytes, '\0');
    ssize_t got = 0;
    do got = ::read(descriptor.number, text.data(), text.size());
    while (got < 0 && errno == EINTR);
    if (got < 0) throw UnreadableError("FILE", file.string(), fmt::format("read error: {}", std::strerror(errno)), "check the disk");
    text.resize(static_cast<std::size_t>(got));
    return text;
}

std::string read_bytes(Session& session, const std::filesystem::path& file, long long max_bytes)
{
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (descriptor.number < 0) cannot_find(file.string(), errno);
    struct stat status {};
    if (fstat(descriptor.number, &status) != 0) cannot_find(file.string(), errno);
    if (!S_ISREG(status.st_mode)) not_regular(file.string(), status.st_mode);
    if (status.st_size > max_bytes) {
        throw LimitError("SIZE", file.string(), fmt::format("{} bytes is larger than the limit of {} bytes", status.st_size, max_bytes),
                         "give a smaller file");
    }
    std::string text = read_all(descriptor.number, file, max_bytes, static_cast<std::size_t>(status.st_size));
    session.add_input(file);
    return text;
}

}  // namespace tasi::io
