#pragma once

#include <string>

#include "src/core/layer.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// UnsafeError (4) naming the feature with text that is not UTF-8.
void require_utf8(Layer& layer, const std::string& file);

/// Text of a layer that does not state its encoding: what is not UTF-8 throughout is read as Windows-1252, with a warning.
void settle_encoding(Session& session, Layer& layer, const std::string& file);

}  // namespace tasi::io
