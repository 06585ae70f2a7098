#include "tests/scenes/hostile.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

namespace tasi::testing {
namespace {

std::filesystem::path unpacked()
{
    static const TemporaryFolder folder;
    const auto archive = shared("checks/hostile/hostile.tar.gz");
    if (archive.empty()) return {};
    const std::string command = "tar xzf '" + archive.string() + "' -C '" + folder.path().string() + "'";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("cannot unpack " + archive.string());
    return folder.path();
}

}  // namespace

const std::filesystem::path& hostile_inputs()
{
    static const bool started = (io::start_up(), true);
    static const std::filesystem::path folder = started ? unpacked() : std::filesystem::path();
    return folder;
}

Failure failure_of(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return {error.code(), error.what()};
    }
    return {};
}

void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::filesystem::create_directories(to);
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

void edit(const std::filesystem::path& file, const std::string& before, const std::string& after)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    std::string content = text.str();
    const std::size_t at = content.find(before);
    REQUIRE(at != std::string::npos);
    content.replace(at, before.size(), after);
    std::filesystem::permissions(file, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    std::ofstream(file, std::ios::binary) << content;
}

}  // namespace tasi::testing
