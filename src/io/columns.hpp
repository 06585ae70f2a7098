#pragma once

#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/formats.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// How a field of a layer is stored in a format.
struct Column {
    enum class Type { text, integer, real, day, moment };
    std::string name;
    Type type = Type::text;
    int width = 0, decimals = 0;  ///< characters, for formats with columns of fixed width; 0: free
    std::string alias;            ///< with its unit, e.g. `Rate (m/yr)`
};

/// One column per field. Names are made unique (whatever their case) and short enough for the format, with the warning FIELD-NAME.
/// A date_time field is a day when all its dates are, and ISO text where the format has no such type. Cells that the format must cut give
/// the warning TEXT-CUT; numbers that do not fit are an OutputError (6). BugError when cells do not agree with their fields or are
/// infinite.
std::vector<Column> columns_of(Session& session, const Layer& layer, const OutputFormat& format, const std::string& file);

/// `wanted`, or with `_` behind it until no column has that name.
std::string free_name(std::string wanted, const std::vector<Column>& columns);

/// The cell as the column holds it: text is valid UTF-8 without NUL bytes and cut to the width of the column.
std::string column_text(const Column& column, const Value& value);

}  // namespace tasi::io
