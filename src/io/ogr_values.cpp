#include "src/io/ogr_values.hpp"

#include <cmath>

#include <ogr_feature.h>

namespace tasi::io {
namespace {

constexpr int utc_flag = 100;  // GDAL: 0 unknown, 1 local, 100 UTC, one step for each quarter of an hour east

Value instant_from(const OGRFeature& feature, int field, bool date_only, bool& offset_applied)
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    if (!feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone)) return std::monostate{};
    // The seconds are single precision: bring them back to the millisecond that was meant.
    const double meant = std::round(static_cast<double>(second) * 1000.0) / 1000.0;
    auto instant = date_only ? instant_of(year, month, day) : instant_of(year, month, day, hour, minute, meant);
    if (!instant) return std::monostate{};
    instant->date_only = date_only;
    if (zone > 1 && zone != utc_flag && !date_only) {
        instant->milliseconds -= std::int64_t{zone - utc_flag} * 15 * 60 * 1000;
        offset_applied = true;
    }
    return *instant;
}

FieldType type_from(OGRFieldType type)
{
    switch (type) {
        case OFTInteger:
        case OFTInteger64:
            return FieldType::integer;
        case OFTReal:
            return FieldType::real;
        case OFTDate:
        case OFTDateTime:
            return FieldType::date_time;
        default:
            return FieldType::text;
    }
}

Value finite_or_null(double value) { return std::isfinite(value) ? real_or_null(value) : Value(); }

}  // namespace

bool is_infinite(const OGRFeature& feature, int field)
{
    const bool real = feature.IsFieldSetAndNotNull(field) && type_from(feature.GetFieldDefnRef(field)->GetType()) == FieldType::real;
    return real && std::isinf(feature.GetFieldAsDouble(field));
}

Field field_from(const OGRFieldDefn& definition)
{
    const char* alias = definition.GetAlternativeNameRef();
    return {definition.GetNameRef(), type_from(definition.GetType()), alias ? alias : "", ""};
}

Value value_from(const OGRFeature& feature, int field, bool& offset_applied)
{
    if (!feature.IsFieldSetAndNotNull(field)) return std::monostate{};
    const OGRFieldType type = feature.GetFieldDefnRef(field)->GetType();
    switch (type_from(type)) {
        case FieldType::integer:
            return std::int64_t{feature.GetFieldAsInteger64(field)};
        case FieldType::real:
            return finite_or_null(feature.GetFieldAsDouble(field));
        case FieldType::date_time:
            return instant_from(feature, field, type == OFTDate, offset_applied);
        case FieldType::text:
            break;
    }
    return std::string(feature.GetFieldAsString(field));
}

}  // namespace tasi::io
