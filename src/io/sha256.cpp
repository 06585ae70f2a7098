#include "src/io/sha256.hpp"

#include <array>
#include <fstream>
#include <memory>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {
namespace {

class Sha256 {
public:
    Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) fail();
    }

    void add(std::string_view bytes)
    {
        if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) fail();
    }

    std::string hexadecimal()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        if (EVP_DigestFinal_ex(context_.get(), digest.data(), &size) != 1) fail();
        std::string text;
        for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
        return text;
    }

private:
    [[noreturn]] static void fail() { throw BugError("SHA256", "", "the SHA-256 of OpenSSL failed", "report it"); }

    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256_of(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hexadecimal();
}

std::string sha256_of_file(const std::filesystem::path& file)
{
    const std::string name = printable(file.string());
    // Opening a pipe would wait for ever, reading a device never ends.
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored)) throw UnreadableError("READ", name, "is not a regular file", "check the path");
    std::ifstream in(file, std::ios::binary);
    Sha256 hash;
    std::string block(1 << 17, '\0');  // stays in the cache of a processor
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        hash.add(std::string_view(block).substr(0, static_cast<std::size_t>(in.gcount())));
    }
    if (!in.eof()) throw UnreadableError("READ", name, "cannot be read", "check its permissions and the disk");
    return hash.hexadecimal();
}

}  // namespace tasi::io
