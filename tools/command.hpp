#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <boost/program_options.hpp>
#include <nlohmann/json.hpp>

#include "tools/option_values.hpp"
#include "tools/run.hpp"

namespace tasi::cli {

/// A command first declares its options, then parses (and opens no file), then runs.
class Command {
public:
    Command(std::string name, std::string summary);
    virtual ~Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    const std::string& name() const { return name_; }
    const std::string& summary() const { return summary_; }
    /// `tasi rates POSITIONS -o OUT [options]`, what it does and every option with its default.
    std::string help() const;

    /// Reads the words after the command's name; UsageError (2) for anything that is not understood.
    void parse(const std::vector<std::string>& arguments);
    bool help_wanted() const { return help_wanted_; }
    const CommonOptions& common() const { return common_; }
    const std::vector<std::string>& arguments() const { return arguments_; }
    /// Every option with the value that holds after defaults.
    const nlohmann::json& parameters() const { return parameters_; }
    /// Where the command writes; empty for those that only print.
    virtual std::string output() const { return {}; }

    /// Files that the command may write beside its output: further layers where a format holds one, a spreadsheet beside a page.
    virtual std::vector<std::filesystem::path> more_outputs() const { return {}; }
    /// OutputError (6), before any work, where one of them is there already.
    void require_free_outputs() const;

    /// The option that names the folder where the output will stand, for commands whose bytes depend on it; empty for all others.
    virtual std::string place_option() const { return {}; }

    virtual void run(Run& run) const = 0;

protected:
    /// Checks that concern several options at once; called at the end of `parse`.
    virtual void check() const {}

    po::options_description options_;
    po::positional_options_description positional_;
    std::string usage_;  ///< the words after the name: `POSITIONS -o OUT`

private:
    po::options_description all_options() const;
    void remember(const po::variables_map& values);
    bool is_positional(const std::string& option) const;

    std::string name_, summary_;
    CommonOptions common_;
    po::options_description common_options_;
    bool help_wanted_ = false;
    std::vector<std::string> arguments_;
    nlohmann::json parameters_;
};

}  // namespace tasi::cli
