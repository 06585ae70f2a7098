#include "src/io/startup.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <mutex>
#include <string_view>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/core.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <openssl/crypto.h>
#include <proj.h>
#include <sqlite3.h>
#include <toml++/toml.h>
#include <xlsxwriter.h>
#include <zlib.h>
#include <Eigen/Core>
#include <boost/version.hpp>
#include <nlohmann/json.hpp>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/gdal_errors.hpp"

namespace tasi::io {
namespace {

/// Settings of GDAL, PROJ and the libraries below them that could change a number, write a file or run foreign code.
constexpr std::array foreign_prefixes{"GDAL_",
                                      "OGR_",
                                      "OSR_",
                                      "CPL_",
                                      "GTIFF_",
                                      "TIFF_",
                                      "SHAPE_",
                                      "VSI",
                                      "PROJ_",
                                      "PROJ",
                                      "AWS_",
                                      "GS_",
                                      "AZURE_",
                                      "OSS_",
                                      "SWIFT_",
                                      "CPLZ_",
                                      "SQLITE_",
                                      "OAMS_",
                                      "OPJ_",
                                      "JP2",
                                      "GML",
                                      "GEOTIFF_",
                                      "PAM_",
                                      "VRT_",
                                      "GEOTIFF",
                                      "USE_TILE",
                                      "S3_",
                                      "WEBHDFS_",
                                      "GTI_",
                                      "GPKG_",
                                      "COMPRESS_OVERVIEW",
                                      "INTERLEAVE_OVERVIEW"};

struct Setting {
    const char* key;
    const char* value;
};

/// One row per option: what is set, for every thread.
constexpr std::array settings{
    Setting{"GDAL_CONFIG_FILE", ""},                  // no gdalrc of the machine or the user
    Setting{"GDAL_PAM_ENABLED", "NO"},                // neither read nor write .aux.xml
    Setting{"CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO"},  // no file beside a .tar.gz
    Setting{"GDAL_GEOREF_SOURCES", "INTERNAL"},       // no world file, no .tab
    Setting{"GDAL_CACHEMAX", "128"},                  // MB; the default is a share of the machine
    Setting{"GDAL_NUM_THREADS", "1"},                 // parallelism is ours
    Setting{"GDAL_VRT_ENABLE_PYTHON", "NO"},
    Setting{"GDAL_HTTP_TIMEOUT", "60"},  // seconds for one request
    Setting{"GDAL_HTTP_MAX_RETRY", "2"},
    Setting{"GDAL_HTTP_NETRC", "NO"},  // no passwords of the user
    Setting{"OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "TRADITIONAL_GIS_ORDER"},
    Setting{"CPL_DEBUG", "OFF"},
};

std::vector<std::string> remove_foreign_environment()
{
    std::vector<std::string> found;
    for (char** entry = environ; entry && *entry; ++entry) {
        const std::string_view text(*entry);
        const std::string_view name = text.substr(0, text.find('='));
        const auto starts = [&](const char* prefix) { return name.starts_with(prefix); };
        if (std::any_of(foreign_prefixes.begin(), foreign_prefixes.end(), starts)) found.emplace_back(name);
    }
    std::sort(found.begin(), found.end());
    for (const std::string& name : found) unsetenv(name.c_str());
    return found;
}

/// The time that GDAL writes into files: SOURCE_DATE_EPOCH, else one that never changes.
std::string date_in_files()
{
    const char* given = std::getenv("SOURCE_DATE_EPOCH");
    const auto seconds = given ? parse_integer(given) : std::nullopt;
    std::time_t moment = seconds ? static_cast<std::time_t>(*seconds) : 946684800;
    std::tm utc{};
    if (!gmtime_r(&moment, &utc) || utc.tm_year < -1899 || utc.tm_year > 8099) {
        throw UsageError("SOURCE_DATE_EPOCH", "", fmt::format("SOURCE_DATE_EPOCH={} is not a moment", printable(given)),
                         "give whole seconds since 1970");
    }
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.000Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
                       utc.tm_sec);
}

void require_proj_database()
{
    PJ_CONTEXT* context = proj_context_create();
    proj_log_level(context, PJ_LOG_NONE);
    PJ* crs = proj_create_from_database(context, "EPSG", "32751", PJ_CATEGORY_CRS, 0, nullptr);
    const bool found = crs != nullptr;
    proj_destroy(crs);
    proj_context_destroy(context);
    if (!found)
        throw BugError("INSTALLATION", "proj.db", "the database of coordinate systems (proj.db) cannot be found", "install proj-data");
}

std::vector<std::string> prepare()
{
    const std::vector<std::string> removed = remove_foreign_environment();
    install_error_handler();
    for (const Setting& setting : settings) CPLSetConfigOption(setting.key, setting.value);
    CPLSetConfigOption("OGR_CURRENT_DATE", date_in_files().c_str());
    OSRSetPROJEnableNetwork(0);
    {
        const ErrorWatch watch;  // a plug-in that does not load is none of ours: drivers are chosen by name
        GDALAllRegister();
    }
    require_proj_database();
    return removed;
}

}  // namespace

std::vector<std::string> start_up()
{
    static const std::vector<std::string> removed = prepare();
    return removed;
}

std::vector<std::string> library_versions()
{
    const int boost = BOOST_VERSION;
    std::vector<std::string> versions{
        fmt::format("Boost {}.{}.{}", boost / 100000, boost / 100 % 1000, boost % 100),
        fmt::format("Eigen {}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION),
        fmt::format("fmt {}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100),
        fmt::format("GDAL {}", GDALVersionInfo("RELEASE_NAME")),
        fmt::format("libxlsxwriter {}", lxw_version()),
        fmt::format("nlohmann-json {}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH),
        fmt::format("OpenSSL {}", OpenSSL_version(OPENSSL_VERSION_STRING)),
        fmt::format("PROJ {}", proj_info().version),
        fmt::format("SQLite {}", sqlite3_libversion()),
        fmt::format("toml++ {}.{}.{}", TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH),
        fmt::format("zlib {}", zlibVersion()),
    };
    if (const char* geos = GDALVersionInfo("BUILD_INFO")) {
        const std::string text(geos);
        const auto at = text.find("GEOS_VERSION=");
        if (at != std::string::npos) versions.push_back("GEOS " + text.substr(at + 13, text.find_first_of("-\n", at) - at - 13));
    }
    std::sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) { return lower_case(a) < lower_case(b); });
    return versions;
}

}  // namespace tasi::io
