#pragma once

#include <filesystem>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace tasi::io {

/// An SQLite database of unknown origin: opened read-only and immutable (nothing is written beside it), with triggers, views and
/// functions in the schema switched off and a bound on the steps of a query. A damaged database is UnreadableError (3, `malformed`),
/// a query over the bound LimitError (7).
class SqliteFile {
public:
    SqliteFile(const std::filesystem::path& path, std::string file);
    ~SqliteFile();
    SqliteFile(const SqliteFile&) = delete;
    SqliteFile& operator=(const SqliteFile&) = delete;

    /// All rows of a query as text (NULL is empty), `arguments` bound to its `?`.
    using Row = std::vector<std::string>;
    std::vector<Row> rows(const std::string& query, const std::vector<std::string>& arguments = {}) const;

private:
    [[noreturn]] void fail(int code) const;
    sqlite3* database_ = nullptr;
    std::string file_;
};

/// `name` as an SQL identifier.
std::string quoted_identifier(const std::string& name);

}  // namespace tasi::io
