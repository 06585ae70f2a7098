#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "src/io/atomic_output.hpp"
#include "src/io/work_folder.hpp"

namespace tasi::io {
namespace {

// A closed terminal ends a run as a request to end does.
constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP};

/// What was told to ignore a signal (a job in the background, nohup) goes on ignoring it.
bool is_ignored(int signal)
{
    struct sigaction action {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

[[noreturn]] void end_on(const sigset_t& signals)
{
    int signal = 0;
    while (sigwait(&signals, &signal) != 0) {
    }
    const auto lock = hold_signals();
    remove_live_work_folders();
    _exit(128 + signal);
}

}  // namespace

void handle_signals()
{
    // Both would end the process in the middle of a write; ignored, the write fails and is reported.
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : ending_signals)
        if (!is_ignored(signal)) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals] { end_on(signals); }).detach();
}

}  // namespace tasi::io
