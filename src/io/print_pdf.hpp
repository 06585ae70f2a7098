#pragma once

#include <filesystem>

namespace tasi::io {

/// The browser that can print pages: `chromium`, `chromium-browser` or `google-chrome` in PATH; empty when there is none.
std::filesystem::path printing_browser();

/// Prints the HTML file `page` to `pdf` with `browser`, which runs without network access of its own making and with a profile that is gone
/// afterwards. OutputError (6) when it fails, takes longer than two minutes, or leaves no PDF. The bytes hold the time of printing.
void print_pdf(const std::filesystem::path& browser, const std::filesystem::path& page, const std::filesystem::path& pdf);

}  // namespace tasi::io
