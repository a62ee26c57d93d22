// Blocks of HCL and nodes of YAML in one spelling.
#pragma once

#include <string>
#include <string_view>

#include "issued/constructs.h"
#include "readback/hcl_blocks.h"
#include "syntax/syntax_tree.h"

namespace writ::issued {

// All that a block says about access; equal texts give equal access.
std::string Spell(const readback::HclBlock& block);

// By what a block says for what it stands: its name, its project; not its settings.
std::string Identity(const readback::HclBlock& block);

// The attributes and blocks of a block, and the entries of a map.
std::vector<Part> PartsOf(const readback::HclBlock& block);
std::vector<Part> PartsOf(const syntax::Cursor& map, std::string_view kind);

// For messages: "resource `aws_iam_role` `dag_reader`".
std::string What(const readback::HclBlock& block);

// Adds everything below a node. `kind`: it is such an object of Kubernetes, or the metadata of one,
// and what gives no access is left out.
void Spell(const syntax::Cursor& node, std::string& out, std::string_view kind = {});

}  // namespace writ::issued
