#include "src/io/print_pdf.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/disk.hpp"
#include "src/io/input_file.hpp"
#include "src/io/work_folder.hpp"

namespace tasi::io {
namespace {

namespace fs = std::filesystem;

constexpr auto longest = std::chrono::minutes(2);

/// A `file:` address: everything but letters, digits and a few marks as %XX.
std::string address_of(const fs::path& file)
{
    std::string address = "file://";
    for (const char c : fs::absolute(file).string()) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                           std::string_view("/._-~").find(c) != std::string_view::npos;
        constexpr std::string_view digits = "0123456789ABCDEF";
        address += plain ? std::string(1, c) : std::string{'%', digits[byte >> 4], digits[byte & 15]};
    }
    return address;
}

std::vector<std::string> words_for(const fs::path& browser, const fs::path& page, const fs::path& pdf, const fs::path& profile)
{
    std::vector<std::string> words{browser.string(),
                                   "--headless",
                                   "--disable-gpu",
                                   "--no-first-run",
                                   "--disable-extensions",
                                   "--disable-background-networking",
                                   "--disable-component-update",
                                   "--disable-sync",
                                   "--no-pdf-header-footer",
                                   "--print-to-pdf-no-header",
                                   "--virtual-time-budget=5000",
                                   "--user-data-dir=" + profile.string(),
                                   "--print-to-pdf=" + pdf.string()};
    if (geteuid() == 0) words.emplace_back("--no-sandbox");  // as root the browser starts in no other way
    words.push_back(address_of(page));
    return words;
}

/// Starts the browser in a process group of its own, silent.
pid_t started(const std::vector<std::string>& words)
{
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    for (const int stream : {1, 2}) posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t process = 0;
    const int failure = posix_spawn(&process, words.front().c_str(), &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (failure != 0) throw disk_error("start the browser", words.front(), failure);
    return process;
}

/// Whether it ended by itself with success in time.
bool succeeded(pid_t process)
{
    const auto end = std::chrono::steady_clock::now() + longest;
    int status = 0;
    while (waitpid(process, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            kill(-process, SIGKILL);
            waitpid(process, &status, 0);
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

fs::path printing_browser()
{
    const char* places = std::getenv("PATH");
    for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
        for (const std::string& folder : split(places ? places : "", ':'))
            if (!folder.empty() && access((fs::path(folder) / name).c_str(), X_OK) == 0) return fs::path(folder) / name;
    return {};
}

void print_pdf(const fs::path& browser, const fs::path& page, const fs::path& pdf)
{
    bool done = false;
    {
        const WorkFolder profile(pdf.parent_path().parent_path());
        done = succeeded(started(words_for(browser, page, pdf, profile.path())));
    }
    std::error_code ignored;
    if (!done || !fs::is_regular_file(pdf, ignored) || !beginning_of(pdf, 5).starts_with("%PDF-"))
        throw OutputError("PDF", printable(pdf.filename().string()), "the browser " + printable(browser.string()) + " made no PDF",
                          "leave --pdf out and print the page from a browser");
}

}  // namespace tasi::io
