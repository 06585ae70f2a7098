#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tasi::report {

using Attributes = std::vector<std::pair<std::string_view, std::string>>;

/// Text as it may stand in an XML element or attribute: `&`, `<`, `>` and quotes as entities, what XML 1.0 cannot hold (control characters,
/// U+FFFE, broken UTF-8) as an escape that a person can read.
std::string escaped(std::string_view text);

/// `<name a="b">content</name>`; attribute values are escaped, `content` stands as it is. Without content `<name a="b"/>`.
std::string element(std::string_view name, const Attributes& attributes, std::string_view content = {});

/// `<name>text</name>` with the text escaped.
std::string text_element(std::string_view name, std::string_view text);

}  // namespace tasi::report
