#pragma once

#include <string>

#include "src/io/session.hpp"

namespace tasi::io {

/// Watches what GDAL reports on this thread while it lives. Every CE_Failure counts, whatever the call returned: an
/// unreported failure is impossible. Handler text is data and comes back `printable`. A watch inside another one takes the
/// reports for itself.
class ErrorWatch {
public:
    ErrorWatch();
    ~ErrorWatch();
    ErrorWatch(const ErrorWatch&) = delete;
    ErrorWatch& operator=(const ErrorWatch&) = delete;

    int failures() const;
    int warnings() const;
    const std::string& first_message() const;  ///< of the first failure, else of the first warning, else empty

    bool out_of_memory() const;  ///< a failure was for want of memory: a LimitError (7), not a broken file

    /// What the process-wide handler hands on; false when no watch lives on this thread.
    static bool take(bool failure, bool out_of_memory, const char* message) noexcept;

private:
    struct Record;
    Record* record_;
};

/// Failures on threads or at times that no ErrorWatch covered; a run that ends with any is a failed run.
long unaccounted_failures();

/// Throws when there was one: LimitError (7) for want of memory, else BugError (1). Asked before an output gets its name, and at the end of
/// a run.
void require_no_unaccounted_failure();

/// Routes GDAL's reports of all threads to the watches; done by `start_up()` and by the first watch.
void install_error_handler();

}  // namespace tasi::io
