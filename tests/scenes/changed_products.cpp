#include "tests/scenes/changed_products.hpp"

#include <fstream>
#include <sstream>

#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/io/hostile.hpp"

namespace tasi::testing {
const std::filesystem::path& hostile_inputs()
{
    static const bool started = (io::start_up(), true);
    static const std::filesystem::path none;
    return started ? hostile_corpus() : none;
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
