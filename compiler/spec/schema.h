// JSON Schema of the kinds, for editors; made from the field tables.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace writ::spec {

// The names of all kinds, the workspace first.
std::vector<std::string_view> KindNames();

// The JSON Schema (2020-12) of one kind, or of a document of any kind when `kind` is empty;
// indented, ends with a line feed. Nothing when there is no such kind. `free_data`: definitions of
// what fields of free data hold; `extend.KEY` is that of the field KEY, `extend.KEY.NAME` what it
// refers to.
std::optional<std::string> Schema(std::string_view kind,
                                  const std::map<std::string, std::string>& free_data = {});

}  // namespace writ::spec
