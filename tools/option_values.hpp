#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "src/core/date.hpp"

namespace tasi::cli {

namespace po = boost::program_options;

/// The values that a number option takes; shown in the message when a value is refused.
struct Range {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool least_included = true;
};

inline constexpr Range any_number{};
inline constexpr Range positive{0, std::numeric_limits<double>::infinity(), false};
inline constexpr Range not_negative{0, std::numeric_limits<double>::infinity(), true};

// Each makes an option whose default in help is the present value of `target` and that sets `target` when given.
// Boost's own conversion would take "nan", "inf" and wrap negative numbers: these read the whole text or refuse it (2).

po::typed_value<std::string>* number(const std::string& name, double* target, const Range& range = any_number);
po::typed_value<std::string>* number(const std::string& name, std::optional<double>* target, const Range& range = any_number);
po::typed_value<std::string>* whole_number(const std::string& name, int* target, int least, int most);
po::typed_value<std::string>* text(std::string* target);
po::typed_value<std::string>* text(std::optional<std::string>* target);
/// One word of a list, whatever its case; `what` names the list in the message.
po::typed_value<std::string>* choice(const std::string& name, std::string* target, const std::vector<std::string>& choices);
/// A date or time, ISO 8601 in UTC.
po::typed_value<std::string>* moment(const std::string& name, std::optional<Instant>* target);
/// Whole calendar years separated by commas.
po::typed_value<std::string>* years(const std::string& name, std::vector<int>* target);

}  // namespace tasi::cli
