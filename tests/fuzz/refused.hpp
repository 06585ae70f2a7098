#pragma once

#include <cstdint>
#include <string>

#include "src/core/error.hpp"

namespace tasi::fuzz {

/// Input of one round as text.
inline std::string text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

/// Runs `step`. Every refusal is fine but exit code 1, a broken promise of ours; any other exception ends the process.
template <class Step>
int accept_or_refuse(Step&& step)
{
    try {
        step();
    } catch (const BugError&) {
        throw;
    } catch (const Error&) {
    }
    return 0;
}

}  // namespace tasi::fuzz
