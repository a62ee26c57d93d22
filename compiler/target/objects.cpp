#include "target/objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace writ::target {
namespace {

bool Contains(const Span& whole, const Span& part) {
  return whole.file == part.file && whole.begin <= part.begin && part.begin < whole.end;
}

}  // namespace

Objects::Objects(const spec::Model& model) {
  for (const spec::Object& object : model.objects) {
    if (!object.root.valid() || object.name.empty()) continue;
    Entry& entry = entries_.emplace_back();
    entry.whole = object.root.span();
    entry.name = object.name_span;
    entry.object = object.package.empty()
                       ? fmt::format("{}/{}", object.kind, object.name)
                       : fmt::format("{}/{}/{}", object.kind, object.package, object.name);
    entry.is_fact = object.kind == "platform";
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.whole < b.whole; });
  for (size_t i = 0; i < entries_.size(); ++i) by_name_.emplace(entries_[i].object, i);
}

const Objects::Entry* Objects::At(const Span& span) const {
  const auto after = std::upper_bound(
      entries_.begin(), entries_.end(), span, [](const Span& at, const Entry& entry) {
        return std::pair(at.file, at.begin) < std::pair(entry.whole.file, entry.whole.begin);
      });
  if (after == entries_.begin()) return nullptr;
  const Entry& entry = *std::prev(after);
  return entry.whole.file == span.file ? &entry : nullptr;
}

std::vector<std::string> Objects::Behind(const std::vector<tmpl::HoleRecord>& holes,
                                         std::string_view made_for) const {
  std::set<const Entry*> found;
  const Entry* last = nullptr;  // most holes come from the object that the one before came from
  const auto add = [&](const Span& span) {
    if (!span.valid() || (last != nullptr && Contains(last->whole, span))) return;
    last = At(span);
    if (last != nullptr) found.insert(last);
  };
  for (const tmpl::HoleRecord& hole : holes) {
    add(hole.from.first);
    for (const Span& span : hole.from.others) add(span);
  }
  // "package/a job/b" is made for package/a.
  const auto named = by_name_.find(made_for.substr(0, made_for.find(' ')));
  if (named != by_name_.end()) found.insert(&entries_[named->second]);
  std::set<std::string> objects, facts;
  for (const Entry* entry : found) (entry->is_fact ? facts : objects).insert(entry->object);
  const std::set<std::string>& shown = objects.empty() ? facts : objects;
  return {shown.begin(), shown.end()};
}

Span Objects::Declared(std::string_view name) const {
  const auto found = by_name_.find(name.substr(0, name.find(' ')));
  return found == by_name_.end() ? Span{} : entries_[found->second].name;
}

}  // namespace writ::target
