#pragma once

#include <string>

#include "src/io/session.hpp"

namespace tasi::io {

/// Watches what GDAL reports on this thread while it lives. Every CE_Failure counts, whatever the call returned: an
/// unreported failure is impossible. Handler text is data and comes back `printable`.
class ErrorWatch {
public:
    ErrorWatch();
    ~ErrorWatch();
    ErrorWatch(const ErrorWatch&) = delete;
    ErrorWatch& operator=(const ErrorWatch&) = delete;

    int failures() const;
    int warnings() const;
    const std::string& first_message() const;  ///< of the first failure, else of the first warning, else empty

private:
    struct Record;
    Record* record_;
};

/// Failures on threads or at times that no ErrorWatch covered; a run that ends with any is a failed run.
long unaccounted_failures();

}  // namespace tasi::io
