#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "src/io/session.hpp"

namespace tasi::io {

/// The regular file that `name` means. Refuses virtual, remote and inline names (8: `/vsi...`, `http://`, `PG:`,
/// `<VRTDataset`, ...), missing or unreadable files, links to nowhere, pipes, devices and folders (3), without hanging.
/// Notes the file in the session.
std::filesystem::path checked_input(Session& session, const std::string& name);

/// Refuses (8) what is not the name of something on a disk: virtual, remote and inline names.
void refuse_virtual_name(const std::string& name);

/// Whole contents; LimitError above `max_bytes`.
std::string read_bytes(Session& session, const std::filesystem::path& file, long long max_bytes);

/// Up to `bytes` from the beginning of a regular file, without noting it: to see what it may be.
std::string beginning_of(const std::filesystem::path& file, std::size_t bytes);

/// Parsed TOML as JSON (dates become ISO text). Any mistake in it is a UsageError (2) naming line and column.
nlohmann::json read_toml(Session& session, const std::filesystem::path& file);

/// Parsed JSON; UnreadableError (3) for what is not strict JSON, nested deeper than 1000 levels, or has NaN.
nlohmann::json read_json(Session& session, const std::filesystem::path& file);

}  // namespace tasi::io
