#include "template/resolve.h"

#include <algorithm>

#include "base/edit_distance.h"

namespace writ::tmpl {
namespace {

using diag::Code;
using value::Kind;
using value::Type;

const value::Member* FindMember(const Type* type, std::string_view name, uint32_t& index) {
  for (size_t i = 0; i < type->member_count; ++i) {
    if (type->members[i].name != name) continue;
    index = static_cast<uint32_t>(i);
    return &type->members[i];
  }
  return nullptr;
}

std::vector<std::string_view> Names(const Type* record) {
  std::vector<std::string_view> names;
  for (size_t i = 0; i < record->member_count; ++i) names.push_back(record->members[i].name);
  return names;
}

std::string_view RecordName(const Type* type) { return type->name.empty() ? "view" : type->name; }

constexpr size_t kListed = 12;  // fields that a message lists with their docs

void ReportUnknown(const Word& part, const Type* record,
                   const std::vector<std::string_view>& variables, diag::Sink& sink) {
  std::vector<std::string_view> names = Names(record);
  names.insert(names.end(), variables.begin(), variables.end());
  auto report =
      sink.Report(Code::E0605, part.span, "`{}` has no field `{}`", RecordName(record), part.text);
  const std::string_view meant = Nearest(part.text, names);
  if (!meant.empty()) report.Here("did you mean `{}`?", meant);
  for (size_t i = 0; i < record->member_count && i < kListed; ++i) {
    const value::Member& member = record->members[i];
    report.Note("`{}`: {}; {}", member.name, Describe(member.type()), member.doc);
  }
  if (record->member_count > kListed)
    report.Note("and {} more; `writ inspect --stage=view` prints the data a template sees",
                record->member_count - kListed);
}

}  // namespace

std::string Describe(const Type* type) {
  switch (type->kind) {
    case Kind::kBool:
      return "a bool";
    case Kind::kInteger:
      return "an integer";
    case Kind::kDecimal:
      return "a decimal";
    case Kind::kText:
      return "a text";
    case Kind::kReference:
      return "a reference";
    case Kind::kAny:
      return "free data";
    case Kind::kList:
      return "a list of (" + Describe(type->element()) + ")";
    case Kind::kMap:
      return "a map of (" + Describe(type->element()) + ")";
    case Kind::kRecord:
      return fmt::format("a record `{}`", RecordName(type));
    case Kind::kOptional:
      return "optional, " + Describe(type->element());
  }
  return {};
}

bool Scope::Guarded(const PathKey& path) const {
  return std::find(guards_.begin(), guards_.end(), path) != guards_.end();
}

void Scope::Guard(const std::vector<PathKey>& paths) {
  guards_.insert(guards_.end(), paths.begin(), paths.end());
}

bool Scope::Declare(const Word& name, const Type* type, uint32_t slot, diag::Sink& sink) {
  for (const Variable& variable : variables_) {
    if (variable.name != name.text) continue;
    sink.Report(Code::E0613, name.span, "`{}` is the name of an outer loop's variable", name.text)
        .Label(variable.declared, "declared here")
        .Note("choose another name");
    return false;
  }
  uint32_t index = 0;
  if (root_->kind == Kind::kRecord && FindMember(root_, name.text, index) != nullptr) {
    sink.Report(Code::E0613, name.span, "`{}` would hide the field `{}` of `{}`", name.text,
                name.text, RecordName(root_))
        .Note("choose another name");
    return false;
  }
  variables_.push_back({name.text, type, slot, name.span});
  return true;
}

// The variable or member of the root that the first part names.
bool Scope::Start(const Path& path, diag::Sink& sink, Resolved& out, PathKey& key) const {
  const Word& first = path.parts[0];
  for (const Variable& variable : variables_) {
    if (variable.name != first.text) continue;
    out.access.slot = variable.slot;
    out.type = variable.type;
    key = {variable.slot};
    return true;
  }
  uint32_t index = 0;
  const value::Member* member =
      root_->kind == Kind::kRecord ? FindMember(root_, first.text, index) : nullptr;
  if (member == nullptr) {
    std::vector<std::string_view> names;
    for (const Variable& variable : variables_) names.push_back(variable.name);
    ReportUnknown(first, root_, names, sink);
    return false;
  }
  out.access.steps.push_back({member->get, nullptr, member});
  out.type = member->type();
  key = {0, index};
  return true;
}

std::optional<Resolved> Scope::Resolve(const Path& path, bool may_be_absent,
                                       diag::Sink& sink) const {
  Resolved out;
  PathKey& key = out.key;
  if (!Start(path, sink, out, key)) return std::nullopt;
  for (size_t i = 0;; ++i) {
    const bool last = i + 1 == path.parts.size();
    while (out.type->kind == Kind::kOptional) {
      const bool guarded = Guarded(key);
      if (!guarded && last) return out;
      if (!guarded) out.optionals.push_back(key);
      if (!guarded && !may_be_absent) {
        const Word& part = path.parts[i];
        const Span upto{path.span.file, path.span.begin, part.span.end};
        sink.Report(Code::E0606, upto, "`{}` may be absent", part.text)
            .Note("put this inside `@if` of the same path");
        return std::nullopt;
      }
      out.access.steps.push_back({nullptr, out.type, nullptr});
      out.type = out.type->element();
      key.push_back(UINT32_MAX);  // inside the optional
    }
    if (last) return out;
    const Word& part = path.parts[i + 1];
    if (out.type->kind != Kind::kRecord) {
      auto report = sink.Report(Code::E0605, part.span, "`{}` has no fields: it is {}",
                                path.parts[i].text, Describe(out.type));
      if (out.type->kind == Kind::kList || out.type->kind == Kind::kMap)
        report.Note("walk it with `@for`");
      return std::nullopt;
    }
    uint32_t index = 0;
    const value::Member* member = FindMember(out.type, part.text, index);
    if (member == nullptr) {
      ReportUnknown(part, out.type, {}, sink);
      return std::nullopt;
    }
    out.access.steps.push_back({member->get, nullptr, member});
    out.type = member->type();
    key.push_back(index);
  }
}

}  // namespace writ::tmpl
