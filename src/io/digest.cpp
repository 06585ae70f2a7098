#include "src/io/digest.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "src/core/error.hpp"

namespace tasi::io {
namespace {

void require(int result)
{
    if (result != 1) throw BugError("DIGEST", "", "a digest of OpenSSL failed", "report it");
}

EVP_MD_CTX* context_of(void* context) { return static_cast<EVP_MD_CTX*>(context); }

}  // namespace

Digest::Digest(DigestKind kind) : context_(EVP_MD_CTX_new())
{
    const EVP_MD* method = kind == DigestKind::md5 ? EVP_md5() : EVP_sha3_256();
    if (context_ && EVP_DigestInit_ex(context_of(context_), method, nullptr) == 1) return;
    EVP_MD_CTX_free(context_of(context_));
    require(0);
}

Digest::~Digest() { EVP_MD_CTX_free(context_of(context_)); }

void Digest::add(std::string_view bytes) { require(EVP_DigestUpdate(context_of(context_), bytes.data(), bytes.size())); }

std::string Digest::hexadecimal()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(context_of(context_), digest.data(), &size));
    std::string text;
    for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
    return text;
}

}  // namespace tasi::io
