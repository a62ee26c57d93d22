// HCL as blocks and attributes, for what has to know what a rendered text says as a whole.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace writ::readback {

struct HclAttribute {
  std::string name;  // without quotes
  // Its tokens with one blank between two. Comments, line breaks, commas before closing brackets
  // and the order of an object's entries do not show; strings stand as they are written. Can be
  // read once more, so inside brackets a line break follows a heredoc.
  std::string value;
  size_t at = 0;  // in the text
};

struct HclBlock {
  std::vector<std::string> words;  // type, labels; without quotes. None of a whole file
  std::vector<HclAttribute> attributes;
  std::vector<HclBlock> blocks;
  size_t at = 0;   // in the text
  size_t end = 0;  // where its closing brace stands
};

struct HclFile {
  std::optional<HclBlock> body;  // nothing: the text could not be read
  size_t stopped_at = 0;         // then: where, in the text
  // Then: it may be HCL all the same, with comments or heredocs inside `${}`, or nested deeply.
  bool may_be_hcl = false;
};

// Reads a file as Terraform does, and what Vault takes besides: names in quotes, commas between
// attributes.
HclFile ReadHclBlocks(std::string_view text);

// The items of a list, as HclAttribute::value has it and as they would be values; nothing if the
// value is anything else.
std::optional<std::vector<std::string>> ReadHclList(std::string_view value);

}  // namespace writ::readback
