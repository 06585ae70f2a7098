#include "src/io/gdal_errors.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string_view>

#include <cpl_error.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/startup.hpp"

namespace tasi::io {

struct ErrorWatch::Record {
    int failures = 0, warnings = 0;
    bool out_of_memory = false;
    std::string first_failure, first_warning;
    Record* outer = nullptr;

    static thread_local Record* innermost;
};

thread_local ErrorWatch::Record* ErrorWatch::Record::innermost = nullptr;

namespace {

/// A text in which addresses have lost what follows `?`: keys and signatures are not for messages and records.
std::string without_queries(std::string text)
{
    std::size_t from = 0;
    while ((from = text.find("://", from)) != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\n'\"<>", from), text.size());
        const std::size_t mark = text.find('?', from);
        if (mark < end) text.erase(mark, end - mark);
        from += 3;
    }
    return text;
}

std::atomic<long> unaccounted{0};
std::atomic<bool> unaccounted_memory{false};
std::mutex first_unaccounted_lock;
std::string first_unaccounted;

/// Not every report for want of memory has the number of one.
bool is_out_of_memory(CPLErrorNum number, const char* message)
{
    const std::string_view text(message);
    return number == CPLE_OutOfMemory || text.find("ut of memory") != std::string_view::npos ||
           text.find("annot allocate") != std::string_view::npos;
}

void note_unaccounted(bool out_of_memory, const char* message) noexcept
{
    if (out_of_memory) unaccounted_memory = true;
    if (++unaccounted > 1) return;
    try {
        const std::lock_guard<std::mutex> lock(first_unaccounted_lock);
        first_unaccounted = printable(without_queries(message));
    } catch (...) {
        // Without memory for the text the count still stands.
    }
}
std::atomic<void (*)(const char*)> fatal_handler{nullptr};

void on_report(CPLErr severity, CPLErrorNum number, const char* message) noexcept
{
    if (severity == CE_Fatal) {
        if (const auto handler = fatal_handler.load()) handler(message);
        _exit(static_cast<int>(ExitCode::limit));
    }
    if (severity != CE_Failure && severity != CE_Warning) return;
    const bool taken = ErrorWatch::take(severity == CE_Failure, is_out_of_memory(number, message), message);
    if (!taken && severity == CE_Failure) note_unaccounted(is_out_of_memory(number, message), message);
}

}  // namespace

ErrorWatch::ErrorWatch() : record_(new Record)
{
    install_error_handler();
    record_->outer = Record::innermost;
    Record::innermost = record_;
}

ErrorWatch::~ErrorWatch()
{
    Record::innermost = record_->outer;
    delete record_;
}

int ErrorWatch::failures() const { return record_->failures; }

int ErrorWatch::warnings() const { return record_->warnings; }

const std::string& ErrorWatch::first_message() const { return record_->failures > 0 ? record_->first_failure : record_->first_warning; }

bool ErrorWatch::out_of_memory() const { return record_->out_of_memory; }

bool ErrorWatch::take(bool failure, bool out_of_memory, const char* message) noexcept
{
    Record* const record = Record::innermost;
    if (!record) return false;
    record->out_of_memory = record->out_of_memory || (failure && out_of_memory);
    int& count = failure ? record->failures : record->warnings;
    if (++count > 1) return true;
    try {
        (failure ? record->first_failure : record->first_warning) = printable(without_queries(message));
    } catch (...) {
        // Without memory for the text the count still stands.
    }
    return true;
}

long unaccounted_failures() { return unaccounted.load(); }

void require_no_unaccounted_failure()
{
    if (unaccounted == 0) return;
    const std::lock_guard<std::mutex> lock(first_unaccounted_lock);
    if (unaccounted_memory)
        throw LimitError("MEMORY", "", "out of memory: " + first_unaccounted,
                         "use a smaller area (--aoi, --bbox) or a machine with more memory");
    throw BugError("LIBRARY", "", "GDAL reported a failure that no step accounted for: " + first_unaccounted,
                   "please report this with the command used");
}

void install_error_handler()
{
    static std::once_flag once;
    std::call_once(once, [] { CPLSetErrorHandler(on_report); });
}

void set_fatal_handler(void (*handler)(const char* message)) { fatal_handler = handler; }

}  // namespace tasi::io
