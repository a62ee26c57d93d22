// The lines of source below a message, with what is marked on them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "source/source_manager.h"

namespace writ::diag {

// Terminal colours, or nothing.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string Error(std::string_view text) const { return Wrap("\x1b[1;31m", text); }
  std::string Warning(std::string_view text) const { return Wrap("\x1b[1;33m", text); }
  std::string Frame(std::string_view text) const { return Wrap("\x1b[1;34m", text); }
  std::string Bold(std::string_view text) const { return Wrap("\x1b[1m", text); }

 private:
  std::string Wrap(std::string_view code, std::string_view text) const;
  bool on_;
};

// What no message may print.
std::vector<Span> HiddenSpans(std::span<const Diagnostic> items);

// All of a diagnostic but its headline: places, lines, marks, labels and notes. Ends with a line
// break, or is empty. What lies in a span of `hidden` is masked.
std::string RenderBody(const Diagnostic& diagnostic, const source::SourceManager& sources,
                       std::span<const Span> hidden, const Paint& paint);

}  // namespace writ::diag
