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
  // and the order of an object's entries do not show; strings stand as they are written.
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

// Reads a file as Terraform does, and what Vault takes besides: names in quotes, commas between
// attributes. Nothing comes back if it is no HCL.
std::optional<HclBlock> ReadHclBlocks(std::string_view text);

}  // namespace writ::readback
