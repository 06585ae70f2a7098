#include "src/io/gpkg_project.hpp"

#include <memory>

#include <fmt/format.h>
#include <sqlite3.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/gpkg_sql.hpp"

namespace tasi::io {
namespace {

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};

/// QGIS reads the content as hexadecimal text.
std::string hex(const std::string& bytes)
{
    std::string text;
    for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return text;
}

}  // namespace

void store_project(const std::filesystem::path& geopackage, const std::string& name, const std::string& qgz)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(geopackage.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, Close> database(opened);
    const std::string statements = fmt::format(
        "BEGIN; CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB); "
        "INSERT INTO qgis_projects VALUES ({}, {}, {}); COMMIT",
        sql_literal(name), sql_literal("{\"last_modified_time\": \"2000-01-01T00:00:00\", \"last_modified_user\": \"\"}"),
        sql_literal(hex(qgz)));
    if (code != SQLITE_OK || sqlite3_exec(opened, statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw OutputError("WRITE", printable(geopackage.filename().string()),
                          "cannot store the project: " + printable(sqlite3_errmsg(opened)), "check room and permissions");
}

}  // namespace tasi::io
