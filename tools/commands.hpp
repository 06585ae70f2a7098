#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/command.hpp"

namespace tasi::cli {

/// One row per command, in the order of the work.
struct CommandRow {
    std::string name;
    std::unique_ptr<Command> (*make)();
};

const std::vector<CommandRow>& commands();

/// A new command of that name, or null.
std::unique_ptr<Command> make_command(const std::string& name);

/// Parses and runs in this process, as from the command line; returns the exit code and has said everything on stderr.
int execute(Command& command, const std::vector<std::string>& arguments);

// One maker per file in tools/commands.
std::unique_ptr<Command> make_scenes();
std::unique_ptr<Command> make_index();
std::unique_ptr<Command> make_composite();
std::unique_ptr<Command> make_shorelines();
std::unique_ptr<Command> make_baseline();
std::unique_ptr<Command> make_transects();
std::unique_ptr<Command> make_positions();
std::unique_ptr<Command> make_rates();
std::unique_ptr<Command> make_forecast();
std::unique_ptr<Command> make_risk();
std::unique_ptr<Command> make_report();
std::unique_ptr<Command> make_project();
std::unique_ptr<Command> make_mobility();
std::unique_ptr<Command> make_run();
std::unique_ptr<Command> make_validate();
std::unique_ptr<Command> make_verify();
std::unique_ptr<Command> make_simulate();
std::unique_ptr<Command> make_tides();
std::unique_ptr<Command> make_slopes();

}  // namespace tasi::cli
