// Files compiled into the binary: the built-in targets (`templates`), the explain pages
// (`explain`), what `writ init` and `writ new` make (`scaffold`), and the facts about consumers
// (`consumer`).
#pragma once

#include <span>
#include <string_view>

namespace writ::embed {

struct File {
  std::string_view folder;  // "consumer", "explain", "scaffold" or "templates"
  std::string_view path;    // relative to the folder, with `/`
  std::string_view text;
};

// All files, sorted by folder and path.
std::span<const File> AllFiles();

}  // namespace writ::embed
