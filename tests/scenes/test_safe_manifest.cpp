#include "scenes/products/safe_manifest.hpp"

#include <fstream>

#include <fmt/format.h>

#include "scenes/products/scene.hpp"
#include "src/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scenes/changed_products.hpp"
#include "tests/scenes/made_sentinel2.hpp"

using namespace tasi;
using namespace tasi::scenes;
using testing::failure_of;

namespace {

std::string digest_of(io::DigestKind kind, const std::string& bytes)
{
    io::Digest digest(kind);
    digest.add(bytes);
    return digest.hexadecimal();
}

std::string manifest_entry(const std::string& href, const std::string& kind, const std::string& value)
{
    return fmt::format(
        "<byteStream><fileLocation locatorType=\"URL\" href=\"{}\"/><checksum checksumName=\"{}\">{}</checksum></byteStream>", href, kind,
        value);
}

/// A folder with one image `GRANULE/g/IMG_DATA/a.jp2` that holds "abc", and a manifest with that entry.
struct Folder {
    testing::TemporaryFolder folder;

    explicit Folder(const std::string& entries)
    {
        testing::write_file(folder / "GRANULE/g/IMG_DATA/a.jp2", "abc");
        testing::write_file(folder / "manifest.safe", "<XFDU>" + entries + "</XFDU>");
    }
    testing::Failure checking() const
    {
        io::Session session;
        return failure_of([&] {
            const auto tree = std::make_shared<const io::FileTree>(session, folder.path());
            safe_manifest(session, tree, "")->require_unchanged(session, "GRANULE/g/IMG_DATA/a.jp2");
        });
    }
};

const char* const image = "./GRANULE/g/IMG_DATA/a.jp2";
const std::string md5_of_abc = "900150983cd24fb0d6963f7d28e17f72";
const std::string sha3_of_abc = "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532";

}  // namespace

TEST_CASE("digests are those of the standards", "[safe_manifest]")
{
    CHECK(digest_of(io::DigestKind::md5, "abc") == md5_of_abc);        // RFC 1321
    CHECK(digest_of(io::DigestKind::sha3_256, "abc") == sha3_of_abc);  // FIPS 202
    CHECK(digest_of(io::DigestKind::md5, "") == "d41d8cd98f00b204e9800998ecf8427e");
}

TEST_CASE("a file is compared with the checksum that the manifest states", "[safe_manifest]")
{
    CHECK(Folder(manifest_entry(image, "MD5", md5_of_abc)).checking().code == ExitCode::done);
    CHECK(Folder(manifest_entry(image, "SHA3-256", sha3_of_abc)).checking().code == ExitCode::done);
    CHECK(Folder(manifest_entry("/dpc/app/TL_MPS/GRANULE/g/IMG_DATA/a.jp2", "MD5", md5_of_abc)).checking().code == ExitCode::done);
    for (const std::string& entry :
         {manifest_entry(image, "MD5", std::string(32, '0')), manifest_entry(image, "SHA3-256", std::string(64, '0')),
          manifest_entry("GRANULE/g/IMG_DATA/a.jp2", "md5", std::string(32, 'f'))}) {
        const auto failure = Folder(entry).checking();
        CHECK(failure.code == ExitCode::unreadable);
        CHECK(failure.says("checksum"));
        CHECK(failure.says("a.jp2"));
    }
}

TEST_CASE("a file without a checksum that we know passes", "[safe_manifest]")
{
    CHECK(Folder("").checking().code == ExitCode::done);
    CHECK(Folder(manifest_entry(image, "CRC32", "00000000")).checking().code == ExitCode::done);
    CHECK(Folder(manifest_entry("./GRANULE/g/IMG_DATA/b.jp2", "MD5", std::string(32, '0'))).checking().code == ExitCode::done);
}

TEST_CASE("a manifest that is not well-formed is a warning", "[safe_manifest]")
{
    const testing::TemporaryFolder folder;
    testing::write_file(folder / "manifest.safe", "<XFDU><a></XFDU>");
    io::Session session;
    const auto tree = std::make_shared<const io::FileTree>(session, folder.path());
    CHECK_FALSE(safe_manifest(session, tree, ""));
    REQUIRE(session.warnings.list().size() == 1);
    CHECK(session.warnings.list()[0].name == "CHECKSUM");
}

TEST_CASE("the images of a product are compared before they are read, and only those", "[safe_manifest]")
{
    const testing::TemporaryFolder folder;
    const auto path = testing::Level1C{}.make(folder.path());
    const std::string images = "GRANULE/L1C_T51LYK_A002914_20160112T014701/IMG_DATA/T51LYK_20160112T014701_";
    testing::write_file(path / "manifest.safe", "<XFDU>" + manifest_entry(images + "B03.jp2", "MD5", std::string(32, '0')) + "</XFDU>");
    io::Session session;
    const Scene scene = open_scene(session, path.string());
    const auto failure = failure_of([&] { scene.reader(session, {Band::green}); });
    CHECK(failure.code == ExitCode::unreadable);
    CHECK(failure.says("B03.jp2"));
    CHECK_NOTHROW(scene.reader(session, {Band::nir}));
}

TEST_CASE("the checksums of a whole product with a real manifest agree", "[safe_manifest]")
{
    if (testing::hostile_inputs().empty()) return;
    const auto path = testing::hostile_inputs() / "control/S2A_MSIL2A_20230115T014701_N0509_R017_T51LYK_20230115T014701.SAFE";
    io::Session session;
    const auto tree = std::make_shared<const io::FileTree>(session, path);
    const auto check = safe_manifest(session, tree, "");
    REQUIRE(check);
    CHECK(check->size() == 4);
    CHECK_NOTHROW(open_scene(session, path.string()).reader(session, {Band::green, Band::nir, Band::swir1}));
}
