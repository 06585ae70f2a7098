#include "scenes/sensors/mask_choice.hpp"

#include <algorithm>

namespace tasi::scenes {

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
        const bool counts = std::find(choice.classes.begin(), choice.classes.end(), field.what) != choice.classes.end();
        if (!counts && field.what != MaskClass::defect) continue;
        if (choice.medium_confidence) field.rejected |= field.medium;
        chosen.push_back(std::move(field));
    }
    return chosen;
}

}  // namespace tasi::scenes
