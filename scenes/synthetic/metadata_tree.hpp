#pragma once

#include <string>
#include <vector>

namespace tasi::scenes {

/// Groups of keys and values, as the metadata file of a Landsat product holds them, in the three forms in which USGS delivers them.
class MetadataTree {
public:
    void begin(const std::string& group);
    void end();
    /// A value that the text form quotes, and one that it does not.
    void text(const std::string& key, const std::string& value);
    void plain(const std::string& key, const std::string& value);

    /// Object Description Language: indented lines `KEY = value` in groups (`*_MTL.txt`).
    std::string odl() const;
    /// One object in another, all values as texts (`*_MTL.json`).
    std::string json() const;
    /// One element in another (`*_MTL.xml`).
    std::string xml() const;

private:
    enum class Kind { begin, end, text, plain };
    struct Line {
        Kind kind;
        std::string key, value;
        std::size_t depth;
    };
    std::vector<Line> lines_;
    std::vector<std::string> open_;
};

}  // namespace tasi::scenes
