#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tasi::scenes {

/// The metadata of a Landsat product (MTL file): keys and texts in named groups. The same key means different things in
/// different groups (a Level-2 file also holds the Level-1 scale factors), so a value is always asked for with its group,
/// unless it is a fact that no group can change.
class Mtl {
public:
    /// Parses the ODL text form. UnsafeError (4) for a key twice in a group or a group twice; UnreadableError (3) for NUL or
    /// other control characters, a line without `=`, groups that do not nest or no END; LimitError (7) for a line over 64 kB.
    static Mtl from_odl(std::string_view text, const std::string& file);
    /// The XML form of the same file: a root (`LANDSAT_METADATA_FILE`, `L1_METADATA_FILE`) that holds the groups.
    static Mtl from_xml(const std::string& text, const std::string& file);
    /// The JSON form: an object (the root) of objects (the groups) of texts or numbers. Refusals as above; also 3 for lists, null and
    /// groups in groups, 7 for a text over 64 kB.
    static Mtl from_json(std::string_view text, const std::string& file);

    const std::string& file() const { return file_; }
    bool has_group(std::string_view group) const;
    /// The text (without quotes) of `key` in `group`; nothing when it is not there.
    std::optional<std::string> text(std::string_view group, std::string_view key) const;
    /// The finite number in `group`; nothing when absent. UnsafeError (4) naming the key when it is no plain number.
    std::optional<double> number(std::string_view group, std::string_view key) const;
    /// The first occurrence of `key` in the order of the file, whatever its group.
    std::optional<std::string> anywhere(std::string_view key) const;
    std::optional<double> number_anywhere(std::string_view key) const;
    /// All (key, text) pairs of `group` whose key starts with `prefix`, in order.
    std::vector<std::pair<std::string, std::string>> starting(std::string_view group, std::string_view prefix) const;

private:
    struct Entry {
        std::string group, key, text;
    };
    void open_group(const std::string& group);
    static void require_landsat_root(const std::string& root, const std::string& file);
    void add(std::string group, std::string key, std::string text);
    const Entry* find(std::string_view group, std::string_view key) const;
    const Entry* find_anywhere(std::string_view key) const;
    std::optional<double> as_number(const Entry* entry) const;

    std::string file_;
    std::vector<std::string> groups_;
    std::vector<Entry> entries_;
    std::map<std::pair<std::string, std::string>, std::size_t> index_;  ///< of entries_, by group and key
};

}  // namespace tasi::scenes
