#include "scenes/sensors/mask_choice.hpp"

#include <algorithm>

#include "src/core/text.hpp"

namespace tasi::scenes {
namespace {

bool holds(const std::vector<MaskClass>& classes, MaskClass one) { return std::find(classes.begin(), classes.end(), one) != classes.end(); }

}  // namespace

const std::vector<std::pair<std::string, MaskClass>>& mask_classes()
{
    static const std::vector<std::pair<std::string, MaskClass>> table{
        {"cloud", MaskClass::cloud},   {"dilated", MaskClass::dilated}, {"cirrus", MaskClass::cirrus},
        {"shadow", MaskClass::shadow}, {"snow", MaskClass::snow},       {"dark", MaskClass::dark},
    };
    return table;
}

std::vector<QualityField> chosen_fields(const std::vector<QualityField>& fields, const MaskChoice& choice)
{
    std::vector<QualityField> chosen;
    for (QualityField field : fields) {
        if (!counts(field.what, choice)) continue;
        if (choice.medium_confidence) field.rejected |= field.medium;
        chosen.push_back(std::move(field));
    }
    return chosen;
}

bool counts(MaskClass what, const MaskChoice& choice) { return what == MaskClass::defect || holds(choice.classes, what); }

std::optional<std::vector<MaskClass>> mask_classes_named(std::string_view names)
{
    std::vector<MaskClass> classes;
    if (lower_case(trimmed(names)) == "none") return classes;
    for (const std::string& part : split(names, ',')) {
        const std::string name = lower_case(trimmed(part));
        const auto found = std::find_if(mask_classes().begin(), mask_classes().end(), [&](const auto& row) { return row.first == name; });
        if (found == mask_classes().end()) return std::nullopt;
        if (!holds(classes, found->second)) classes.push_back(found->second);
    }
    if (classes.empty()) return std::nullopt;
    return classes;
}

std::string names_of(const std::vector<MaskClass>& classes)
{
    std::vector<std::string> names;
    for (const auto& [name, one] : mask_classes())
        if (holds(classes, one)) names.push_back(name);
    return names.empty() ? "none" : join(names, ",");
}

}  // namespace tasi::scenes
