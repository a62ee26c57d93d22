// Where passes put what they have to say. One per document or output slot; joined in path order.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "diag/diagnostic.h"

namespace writ::diag {

// Decorates a diagnostic that is already reported. Valid until the next Report of the same sink.
class Builder {
 public:
  explicit Builder(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}

  // Words under the primary range: `did you mean ...`, `used here`.
  template <class... Args>
  Builder& Here(fmt::format_string<Args...> text, Args&&... args) {
    diagnostic_.label = fmt::format(text, std::forward<Args>(args)...);
    return *this;
  }
  // Words under another range. An invalid span adds nothing.
  template <class... Args>
  Builder& Label(const Span& span, fmt::format_string<Args...> text, Args&&... args) {
    if (span.valid())
      diagnostic_.labels.push_back({span, fmt::format(text, std::forward<Args>(args)...)});
    return *this;
  }
  // A sentence without a range.
  template <class... Args>
  Builder& Note(fmt::format_string<Args...> text, Args&&... args) {
    diagnostic_.notes.push_back(fmt::format(text, std::forward<Args>(args)...));
    return *this;
  }
  // The primary range must not be printed, by no message.
  Builder& Hide() {
    diagnostic_.hidden = true;
    return *this;
  }

 private:
  Diagnostic& diagnostic_;
};

class Sink {
 public:
  template <class... Args>
  Builder Report(Code code, const Span& span, fmt::format_string<Args...> text, Args&&... args) {
    Diagnostic& added = items_.emplace_back();
    added.code = code;
    added.span = span;
    added.message = fmt::format(text, std::forward<Args>(args)...);
    return Builder(added);
  }
  template <class... Args>
  Builder Warn(Code code, const Span& span, fmt::format_string<Args...> text, Args&&... args) {
    Builder builder = Report(code, span, text, std::forward<Args>(args)...);
    items_.back().severity = Severity::kWarning;
    return builder;
  }

  bool has_errors() const;
  bool empty() const { return items_.empty(); }
  const std::vector<Diagnostic>& items() const { return items_; }

  // Takes over all of `other`.
  void Append(Sink&& other);
  // Drops what `keep` does not want.
  template <class Keep>
  void KeepIf(const Keep& keep) {
    std::erase_if(items_, [&](const Diagnostic& item) { return !keep(item); });
  }
  // Sorts by file, offset and code (stable) and drops exact repetitions.
  void Sort();

 private:
  std::vector<Diagnostic> items_;
};

}  // namespace writ::diag
