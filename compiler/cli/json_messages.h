// Messages of tools that print one JSON document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/place.h"

namespace writ::cli {

struct JsonMessage {
  std::string text;  // one line, as tools print messages for people
  std::optional<FilePlace> place;
};

// The messages of a document, in its order: maps with `severity` and `summary`, or with a place,
// which is `range: {filename, start: {line, column}}` (Terraform), or `filename` with
// `location: {row, column}` (ruff), or `file` or `filename` with `line` and `column` (shellcheck).
// Nothing when `text` is no JSON document, or none with messages.
std::vector<JsonMessage> ReadJsonMessages(std::string_view text);

}  // namespace writ::cli
