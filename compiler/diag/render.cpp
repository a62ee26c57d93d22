#include "diag/render.h"

#include <fmt/format.h>

#include <algorithm>

#include "diag/place.h"
#include "diag/renderers.h"
#include "diag/snippet.h"
#include "diag/visible.h"

namespace writ::diag {
namespace {

std::string Count(size_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

size_t CountErrors(const Sink& sink) {
  const auto errors =
      std::count_if(sink.items().begin(), sink.items().end(),
                    [](const Diagnostic& item) { return item.severity == Severity::kError; });
  return static_cast<size_t>(errors);
}

std::string_view SeverityName(const Diagnostic& item) {
  return item.severity == Severity::kError ? "error" : "warning";
}

// `2 errors and 1 warning in 14 files; `writ explain E0301` says more`
std::string Summary(const Sink& sink, size_t files) {
  const size_t errors = CountErrors(sink);
  const size_t warnings = sink.items().size() - errors;
  std::string out;
  if (errors != 0) out += Count(errors, "error");
  if (errors != 0 && warnings != 0) out += " and ";
  if (warnings != 0) out += Count(warnings, "warning");
  if (files != 0) out += " in " + Count(files, "file");
  const auto first = std::find_if(
      sink.items().begin(), sink.items().end(),
      [&](const Diagnostic& item) { return errors == 0 || item.severity == Severity::kError; });
  return fmt::format("{}; `writ explain {}` says more\n", out, Name(first->code));
}

// The words of a message without the hidden texts that they quote. A short one is not looked for:
// it is a part of other words, and a message quotes what has a wrong form, as few short ones have.
std::string Masked(std::string text, const std::vector<Span>& hidden,
                   const source::SourceManager& sources) {
  constexpr size_t kLeast = 8;
  for (const Span& span : hidden) {
    std::string_view secret = sources.Text(span);
    const bool quoted = secret.size() > 1 && (secret.front() == '"' || secret.front() == '\'');
    if (quoted) secret = secret.substr(1, secret.size() - 2);
    if (secret.size() < kLeast) continue;
    for (size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
      text.replace(at, secret.size(), "***");
  }
  return text;
}

Sink Masked(const Sink& sink, const std::vector<Span>& hidden,
            const source::SourceManager& sources) {
  const auto masked = [&](const std::string& text) { return Masked(text, hidden, sources); };
  Sink out;
  for (const Diagnostic& item : sink.items()) {
    const std::string message = masked(item.message);
    Builder builder = item.severity == Severity::kError
                          ? out.Report(item.code, item.span, "{}", message)
                          : out.Warn(item.code, item.span, "{}", message);
    if (!item.label.empty()) builder.Here("{}", masked(item.label));
    for (const Label& label : item.labels) builder.Label(label.span, "{}", masked(label.text));
    for (const std::string& note : item.notes) builder.Note("{}", masked(note));
    if (item.hidden) builder.Hide();
  }
  return out;
}

std::string TextMessage(const Diagnostic& item, const source::SourceManager& sources,
                        const std::vector<Span>& hidden, const Paint& paint) {
  const std::string head = fmt::format("{}[{}]", SeverityName(item), Name(item.code));
  const bool is_error = item.severity == Severity::kError;
  return fmt::format("{}{}\n{}\n", is_error ? paint.Error(head) : paint.Warning(head),
                     paint.Bold(": " + Visible(item.message)),
                     RenderBody(item, sources, hidden, paint));
}

std::string CompactMessage(const Diagnostic& item, const source::SourceManager& sources) {
  std::string out;
  if (item.span.valid()) {
    const Place place = PlaceOf(sources, item.span);
    out = fmt::format("{}:{}:{}: ", Visible(sources.Path(item.span.file)), place.begin.line,
                      place.begin.column);
  }
  return out +
         fmt::format("{}[{}]: {}\n", SeverityName(item), Name(item.code), Visible(item.message));
}

// Calls `print` for the first messages of each file and `rest` with the number of the others. The
// sink is sorted, so messages of one file stand together.
template <class Print, class Rest>
void ForEachCapped(const Sink& sink, size_t per_file, Print print, Rest rest) {
  const std::vector<Diagnostic>& items = sink.items();
  for (size_t begin = 0; begin < items.size();) {
    const source::FileId file = items[begin].span.file;
    size_t end = begin;
    while (end < items.size() && items[end].span.file == file) ++end;
    const size_t shown = per_file == 0 ? end : std::min(end, begin + per_file);
    for (size_t i = begin; i < shown; ++i) print(items[i]);
    if (shown < end) rest(file, end - shown);
    begin = end;
  }
}

std::string Rest(const source::SourceManager& sources, source::FileId file, size_t number) {
  const std::string place = file.valid() ? " in " + Visible(sources.Path(file)) : "";
  return fmt::format("... and {}{}; `--max-messages 0` shows all\n", Count(number, "more message"),
                     place);
}

std::string RenderText(const Sink& sink, const source::SourceManager& sources,
                       const RenderOptions& options, size_t files) {
  if (sink.empty()) return "";
  const Paint paint(options.color);
  const std::vector<Span> hidden = HiddenSpans(sink.items());
  std::string out;
  ForEachCapped(
      sink, options.per_file,
      [&](const Diagnostic& item) { out += TextMessage(item, sources, hidden, paint); },
      [&](source::FileId file, size_t number) { out += Rest(sources, file, number) + "\n"; });
  return out + Summary(sink, files);
}

std::string RenderCompact(const Sink& sink, const source::SourceManager& sources,
                          const RenderOptions& options) {
  std::string out;
  ForEachCapped(
      sink, options.per_file, [&](const Diagnostic& item) { out += CompactMessage(item, sources); },
      [&](source::FileId file, size_t number) { out += Rest(sources, file, number); });
  return out;
}

std::string RenderMasked(const Sink& sink, const source::SourceManager& sources,
                         const RenderOptions& options, size_t files) {
  switch (options.format) {
    case Format::kText:
      return RenderText(sink, sources, options, files);
    case Format::kCompact:
      return RenderCompact(sink, sources, options);
    case Format::kJson:
      return RenderJson(sink, sources, files);
    case Format::kSarif:
      return RenderSarif(sink, sources);
    case Format::kGitlabCodeQuality:
      return RenderGitlabCodeQuality(sink, sources);
    case Format::kJunit:
      return RenderJunit(sink, sources);
  }
  return "";
}

}  // namespace

std::string Render(const Sink& sink, const source::SourceManager& sources,
                   const RenderOptions& options, size_t files) {
  const std::vector<Span> hidden = HiddenSpans(sink.items());
  if (hidden.empty()) return RenderMasked(sink, sources, options, files);
  return RenderMasked(Masked(sink, hidden, sources), sources, options, files);
}

}  // namespace writ::diag
