// Text archives: several files in one readable text.
//
//   A sentence about the case.
//   -- specs/a.yaml --
//   kind: package
//   -- specs/b.yaml [escaped] --
//   kind: \xff\r
//
// Markers after a name: [escaped] decodes \xNN \r \t \0 \\ and a backslash at a line's end, which
// takes the line feed away; [repeat N "x"] is N times the text; [symlink T] is a symbolic link to
// T; [mode 0444] sets permissions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace writ::golden {

struct Section {
  std::string name;
  std::string marker;  // without brackets; may be empty
  std::string body;    // as it stands in the archive
};

struct Archive {
  std::string comment;  // what stands before the first section
  std::vector<Section> sections;

  const Section* Find(std::string_view name) const;
};

Archive ParseArchive(std::string_view text);
std::string PrintArchive(const Archive& archive);

// The bytes that a section stands for; nothing when its marker or an escape is malformed.
std::optional<std::string> Content(const Section& section);

// A section whose Content is `content`: escaped if its bytes would not survive as plain lines.
Section MakeSection(std::string name, std::string_view content);

}  // namespace writ::golden
