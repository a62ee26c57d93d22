// What `extend` takes, for people and for editors; made from the facts that decide it.
#pragma once

#include <map>
#include <string>

namespace writ::consumer {

// A chapter of docs/reference.md: every key that `extend` takes or refuses. Begins with a heading
// of the second level, ends with a line feed.
std::string ReferenceChapter();

// Definitions of JSON Schema by their names in `$defs`: `extend.pod` and so on for what stands
// below `extend`, `extend.pod.NAME` for what they refer to.
std::map<std::string, std::string> SchemaDefinitions();

}  // namespace writ::consumer
