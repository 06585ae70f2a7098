#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace tasi {

/// A doubt about the data that does not stop a run; reported once per kind with its count.
struct Warning {
    std::string name;  ///< upper-case word, e.g. `DUPLICATE`
    std::string file;  ///< the first input concerned
    std::string what;  ///< of the first occurrence
    long count = 1;    ///< how often
};

/// Collects warnings of one run; safe to use from several threads. The order of `list()` does not depend on threads:
/// it is by name, then file, then text.
class Warnings {
public:
    /// Adds `count` occurrences of the kind (`name`, `file`); the smallest text of a kind is kept.
    void add(const std::string& name, const std::string& file, const std::string& what, long count = 1);

    std::vector<Warning> list() const;
    bool empty() const;

private:
    mutable std::mutex mutex_;
    std::vector<Warning> warnings_;
};

}  // namespace tasi
