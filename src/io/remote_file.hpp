#pragma once

#include <string>

#include "src/io/raster_file.hpp"

namespace tasi::io {

/// Whether a name is an address on the network (http or https) and no file.
bool is_remote(const std::string& name);

/// An address without what follows `?`: signatures and keys that give access are not for messages and records.
std::string without_query(const std::string& address);

/// A raster on a server that answers range requests, read in parts. RefusedError (8) unless `session.allow_network`, and for
/// an address that could mean anything else than that; UnreadableError (3) when the server does not give it.
RasterFile remote_raster(Session& session, const std::string& address);

}  // namespace tasi::io
