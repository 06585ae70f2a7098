#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "src/core/layer.hpp"
#include "src/io/atomic_output.hpp"
#include "src/io/layer_look.hpp"
#include "src/io/session.hpp"

namespace tasi::io {

/// Writes `layers` to `output` in the format of its suffix. Formats that hold one layer get the first under the target's name and
/// the others as siblings `<stem>_<layer name><suffix>`. Features are written in the order given; the bytes do not depend on clock,
/// locale or threads. NaN and monostate are NULL. Times that a format cannot hold are written as ISO text. The files are closed,
/// reopened and counted before the function returns; OutputError (6) otherwise. Text cells in CSV that start with = + - @ TAB CR
/// get a leading apostrophe. `look_of` says how QGIS shows each layer: `layer_styles` in a GeoPackage, else `.qml` and `.qmd` beside it.
void write_layers(Session& session, const AtomicOutput& output, const std::vector<Layer>& layers, const LookOf& look_of = {});

/// The files that `layers` other than the first get beside `target`; none where its format holds several layers.
std::vector<std::filesystem::path> siblings_of(const std::filesystem::path& target, const std::vector<std::string>& layers);

/// The same into any file of a folder output, or a file beside the output.
void write_layers(Session& session, const std::filesystem::path& file, const std::vector<Layer>& layers, const LookOf& look_of = {});

/// Writes a table without geometry block by block: CSV goes to disk as it comes; other formats are collected and written at the end.
class TableOutput {
public:
    /// `sample`: the fields of all blocks, and features with every date that they hold (whether a column is days or moments).
    TableOutput(Session& session, const AtomicOutput& output, const Layer& sample);
    ~TableOutput();
    TableOutput(const TableOutput&) = delete;
    TableOutput& operator=(const TableOutput&) = delete;

    bool to_disk() const { return csv_ != nullptr; }
    void append(Layer block);
    void close();

private:
    Session& session_;
    const AtomicOutput& output_;
    Layer whole_;
    std::unique_ptr<class CsvFile> csv_;
};

}  // namespace tasi::io
