#pragma once

#include <string>
#include <string_view>

namespace tasi::io {

/// Fingerprints that publishers state for their files (SHA-256 of our own records: sha256.hpp). MD5 shows damage, not malice.
enum class DigestKind { md5, sha3_256 };

/// A fingerprint of bytes that come in pieces.
class Digest {
public:
    explicit Digest(DigestKind kind);
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void add(std::string_view bytes);
    /// Lower-case hexadecimal; once, at the end.
    std::string hexadecimal();

private:
    void* context_ = nullptr;
};

}  // namespace tasi::io
