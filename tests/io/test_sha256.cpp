#include <fstream>

#include "src/core/error.hpp"
#include "src/io/sha256.hpp"
#include "tests/catch.hpp"
#include "tests/helpers/shared.hpp"

using namespace tasi;
using namespace tasi::io;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4", "[sha256]")
{
    CHECK(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("the SHA-256 of a file longer than a block is that of its bytes", "[sha256]")
{
    const testing::TemporaryFolder folder;
    const std::string million(1'000'000, 'a'), more(5'000'001, 'b');
    std::ofstream(folder / "million") << million;
    std::ofstream(folder / "more") << more;
    CHECK(sha256_of_file(folder / "million") == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    CHECK(sha256_of_file(folder / "more") == sha256_of(more));
}

TEST_CASE("a missing file, a folder and a device have no SHA-256", "[sha256]")
{
    const testing::TemporaryFolder folder;
    CHECK_THROWS_AS(sha256_of_file(folder / "missing"), UnreadableError);
    CHECK_THROWS_AS(sha256_of_file(folder.path()), UnreadableError);
    CHECK_THROWS_AS(sha256_of_file("/dev/zero"), UnreadableError);
}
