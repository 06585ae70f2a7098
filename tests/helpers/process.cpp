#include "tests/helpers/process.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace tasi::testing {

pid_t start_child(const std::function<int()>& task)
{
    const pid_t child = fork();
    if (child != 0) return child;
    int code = 99;
    try {
        code = task();
    } catch (...) {
    }
    _exit(code);
}

int exit_code_of(pid_t child)
{
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

std::set<std::string> names_in(const std::filesystem::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace tasi::testing
