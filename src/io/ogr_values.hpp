#pragma once

#include "src/core/layer.hpp"

class OGRFeature;
class OGRFieldDefn;

namespace tasi::io {

/// The column that a field of GDAL becomes: whole numbers and booleans are integers, dates and times are instants, lists and bytes are
/// text.
Field field_from(const OGRFieldDefn& definition);

/// One cell. NULL, unset and NaN are NULL. A time with a zone is converted to UTC, one without is UTC; `offset_applied` is set when the
/// zone was not UTC. Text comes as the bytes that the file holds.
Value value_from(const OGRFeature& feature, int field, bool& offset_applied);

/// Whether the cell holds an infinite number; `value_from` gives NULL for it.
bool is_infinite(const OGRFeature& feature, int field);

}  // namespace tasi::io
