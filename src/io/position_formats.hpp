#pragma once

#include <string>
#include <vector>

#include "src/core/position.hpp"
#include "src/io/session.hpp"
#include "src/io/study_fields.hpp"
#include "src/io/study_layers.hpp"

namespace tasi::io {

/// A form in which programs store positions on transects.
struct PositionFormat {
    std::string name;        ///< one word
    std::string title;       ///< `DSAS intersections`
    std::string known_by;    ///< the columns that tell it from the others, in words
    bool from_landward_end;  ///< else distances count from somewhere else: good for rates, not for a place on a transect
    bool (*matches)(const StudyTable&);
    std::vector<Position> (*read)(Session&, const StudyTable&, const FieldChoice&);
};

/// All of them. The first whose columns are there is the format of a table; the last matches always, so that what is missing is
/// said in its terms.
const std::vector<PositionFormat>& position_formats();

/// The format of a table, by its columns. With a date or id field chosen by the user it is a table of one row per position.
const PositionFormat& position_format_of(const StudyTable& table, const FieldChoice& choice);

}  // namespace tasi::io
