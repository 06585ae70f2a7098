#include "tools/command.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::cli {
namespace {

constexpr unsigned help_width = 110;

/// Boost's guessing would take `-o X` for `--of X`.
int style()
{
    using namespace po::command_line_style;
    return default_style & ~allow_guessing;
}

/// A result does not depend on the number of threads, so neither does its record.
std::vector<std::string> without_threads(const std::vector<std::string>& arguments)
{
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--threads")
            ++i;
        else if (!arguments[i].starts_with("--threads="))
            kept.push_back(arguments[i]);
    }
    return kept;
}

std::string upper_case(std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

nlohmann::json json_of(const boost::any& value)
{
    if (const auto* text = boost::any_cast<std::string>(&value)) return *text;
    if (const auto* texts = boost::any_cast<std::vector<std::string>>(&value)) return *texts;
    if (const auto* flag = boost::any_cast<bool>(&value)) return *flag;
    throw BugError("OPTION", "", "an option has a type that a run record cannot hold", "please report this");
}

}  // namespace

Command::Command(std::string name, std::string summary)
    : options_("Options", help_width), name_(std::move(name)), summary_(std::move(summary)), common_options_("Common options", help_width)
{
    // clang-format off
    common_options_.add_options()
        ("threads", whole_number("threads", &common_.threads, 1, 1024), "threads to use (default: the cores allowed)")
        ("overwrite", po::bool_switch(&common_.overwrite), "replace an existing output")
        ("strict", po::bool_switch(&common_.strict), "end with exit code 9 when there were warnings")
        ("dry-run", po::bool_switch(&common_.dry_run), "make every check, write nothing, list what would be read and written")
        ("quiet", po::bool_switch(&common_.quiet), "no messages but warnings and errors")
        ("verbose", po::bool_switch(&common_.verbose), "tell more")
        ("log-json", po::bool_switch(&common_.log_json), "warnings and errors as JSON, one object a line")
        ("help,h", po::bool_switch(&help_wanted_), "show this help");
    // clang-format on
}

po::options_description Command::all_options() const
{
    po::options_description all(help_width);
    all.add(options_).add(common_options_);
    return all;
}

std::string Command::help() const
{
    std::ostringstream out;
    out << "Usage: tasi " << name_ << ' ' << usage_ << " [options]\n\n" << summary_ << ".\n\nArguments:\n";
    po::options_description named("Options", help_width);
    for (const auto& option : options_.options()) {
        if (is_positional(option->long_name()))
            out << fmt::format("  {:<37} {}\n", upper_case(option->long_name()), option->description());
        else
            named.add(option);
    }
    out << '\n' << named << '\n' << common_options_;
    return out.str();
}

bool Command::is_positional(const std::string& option) const
{
    const unsigned most = std::min(positional_.max_total_count(), 10u);
    for (unsigned i = 0; i < most; ++i)
        if (positional_.name_for_position(i) == option) return true;
    return false;
}

void Command::parse(const std::vector<std::string>& arguments)
{
    arguments_ = without_threads(arguments);
    po::variables_map values;
    try {
        const po::options_description all = all_options();
        po::store(po::command_line_parser(arguments).options(all).positional(positional_).style(style()).run(), values);
        help_wanted_ = values.count("help") && values["help"].as<bool>();
        if (help_wanted_) return;
        po::notify(values);
    } catch (const po::error& e) {
        throw UsageError("OPTION", "", e.what(), "see tasi " + name_ + " --help");
    }
    remember(values);
    check();
}

void Command::require_free_outputs() const
{
    for (const std::filesystem::path& file : more_outputs())
        if (std::filesystem::exists(std::filesystem::symlink_status(file)))
            throw OutputError("EXISTS", printable(file.string()), "exists and would be written beside the output",
                              "give --overwrite or another name");
}

void Command::remember(const po::variables_map& values)
{
    parameters_ = nlohmann::json::object();
    for (const auto& [name, value] : values)
        if (name != "help" && name != "threads") parameters_[name] = json_of(value.value());
}

}  // namespace tasi::cli
