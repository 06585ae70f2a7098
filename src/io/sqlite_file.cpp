#include "src/io/sqlite_file.hpp"

#include <memory>
#include <new>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {
namespace {

constexpr int steps_per_call = 1'000'000;
constexpr int max_calls = 5'000;

int stop_after_limit(void* calls) { return ++*static_cast<int*>(calls) > max_calls ? 1 : 0; }

/// A file name inside an SQLite URI: everything but letters, digits and a few signs as %XX.
std::string uri_of(const std::filesystem::path& path)
{
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '.';
        uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return uri + "?mode=ro&immutable=1";
}

void distrust(sqlite3* database)
{
    for (const int option : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                             SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION})
        sqlite3_db_config(database, option, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

}  // namespace

SqliteFile::SqliteFile(const std::filesystem::path& path, std::string file) : file_(std::move(file))
{
    const int code = sqlite3_open_v2(uri_of(path).c_str(), &database_, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    if (code == SQLITE_OK) {
        distrust(database_);
        return;
    }
    sqlite3_close(database_);
    if (code == SQLITE_NOMEM) throw std::bad_alloc();
    throw UnreadableError("GEOPACKAGE", file_, "cannot be opened as a database", "fetch the file again");
}

SqliteFile::~SqliteFile() { sqlite3_close(database_); }

std::vector<SqliteFile::Row> SqliteFile::rows(const std::string& query, const std::vector<std::string>& arguments) const
{
    int calls = 0;
    sqlite3_progress_handler(database_, steps_per_call, stop_after_limit, &calls);
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v2(database_, query.c_str(), -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
    if (code != SQLITE_OK) fail(code);
    for (std::size_t i = 0; i < arguments.size(); ++i)
        sqlite3_bind_text(prepared, static_cast<int>(i) + 1, arguments[i].c_str(), static_cast<int>(arguments[i].size()), SQLITE_STATIC);

    std::vector<Row> found;
    int step = sqlite3_step(prepared);
    for (; step == SQLITE_ROW; step = sqlite3_step(prepared)) {
        Row row;
        for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared, i));
            row.emplace_back(text ? text : "");
        }
        found.push_back(std::move(row));
    }
    if (step != SQLITE_DONE) fail(step);
    return found;
}

void SqliteFile::fail(int code) const
{
    if (code == SQLITE_NOMEM) throw std::bad_alloc();
    if (code == SQLITE_INTERRUPT)
        throw LimitError("GEOPACKAGE", file_, "its check takes too many steps", "write the layer into a new file");
    if (code == SQLITE_NOTADB)
        throw UnreadableError("GEOPACKAGE", file_, "is not a GeoPackage: only the start looks like one", "fetch the file again");
    throw UnreadableError("GEOPACKAGE", file_, "is malformed: " + printable(sqlite3_errmsg(database_)), "fetch the file again");
}

std::string quoted_identifier(const std::string& name)
{
    std::string quoted = "\"";
    for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

}  // namespace tasi::io
