// Paths of a template against the types of its data.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "template/ast.h"
#include "template/program.h"

namespace writ::tmpl {

struct Variable {
  std::string_view name;
  const value::Type* type = nullptr;
  uint32_t slot = 0;
  Span declared;
};

// A path as numbers: the variable's slot, then the index of each member.
using PathKey = std::vector<uint32_t>;

struct Resolved {
  Access access;
  const value::Type* type = nullptr;  // an optional only where nothing says that it is there
  PathKey key;
  std::vector<PathKey> optionals;  // the optionals on the way that nothing guards, outermost first
};

class Scope {
 public:
  explicit Scope(const value::Type* root) : root_(root) {}

  // With `may_be_absent`, an absent optional on the way is allowed: the access then yields nothing.
  std::optional<Resolved> Resolve(const Path& path, bool may_be_absent, diag::Sink& sink) const;

  // False, and reports, if the name hides another.
  bool Declare(const Word& name, const value::Type* type, uint32_t slot, diag::Sink& sink);
  void Forget(size_t variables) { variables_.resize(variables); }
  size_t variables() const { return variables_.size(); }

  // Says that optionals are there, from now on.
  void Guard(const std::vector<PathKey>& paths);
  void Unguard(size_t guards) { guards_.resize(guards); }
  size_t guards() const { return guards_.size(); }

 private:
  bool Guarded(const PathKey& path) const;
  bool Start(const Path& path, diag::Sink& sink, Resolved& out, PathKey& key) const;

  const value::Type* root_;
  std::vector<Variable> variables_;
  std::vector<PathKey> guards_;
};

// "a text", "a list of texts", "a record `task`", for messages.
std::string Describe(const value::Type* type);

}  // namespace writ::tmpl
