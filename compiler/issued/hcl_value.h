// Values of HCL, as far as they can be told without evaluating anything.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readback/hcl_blocks.h"

// All of them take a value as readback::HclAttribute has it.
namespace writ::issued {

// The text that a string or heredoc stands for; nothing if it is no text, or interpolates.
std::optional<std::string> LiteralText(std::string_view value);

// Whether it is a number, a truth, null, or a list of texts, which holds neither object nor policy.
bool IsSimple(std::string_view value);

// The entries of an object; nothing if it is none, or has keys that are computed. Takes off
// `jsonencode(...)` and `yamlencode(...)`.
std::optional<readback::HclBlock> ObjectIn(std::string_view value);

// The items of a list that is written out.
std::optional<std::vector<std::string>> ItemsIn(std::string_view value);

// The value of an object's entry or a block's attribute; empty when there is none.
std::string_view ValueOf(const readback::HclBlock& block, std::string_view name);

}  // namespace writ::issued
