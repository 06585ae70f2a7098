#include "src/io/remote_file.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "src/core/error.hpp"
#include "src/core/text.hpp"

namespace tasi::io {

bool is_remote(const std::string& name)
{
    const std::string lower = lower_case(name.substr(0, 8));
    return lower.starts_with("http://") || lower.starts_with("https://");
}

std::string without_query(const std::string& address)
{
    return is_remote(address) ? address.substr(0, address.find_first_of("?#")) : address;
}

RasterFile remote_raster(Session& session, const std::string& address)
{
    const std::string shown = printable(without_query(address));
    if (!session.allow_network) throw RefusedError("NETWORK", shown, "the file is on the network", "download it, or give --allow-network");
    const auto odd = [](char c) { return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) == 127; };
    if (!is_remote(address) || std::any_of(address.begin(), address.end(), odd) || address.find("/vsi") != std::string::npos)
        throw RefusedError("NETWORK", shown, "no plain http address", "download the file");
    session.note(fmt::format("network file {}", shown), "read in parts, not hashed");
    return {session, "/vsicurl/" + address, true, shown};
}

}  // namespace tasi::io
