#include <fmt/format.h>

#include <iterator>

#include "diag/renderers.h"
#include "diag/snippet.h"
#include "diag/visible.h"

namespace writ::diag {
namespace {

// `text` must be visible: XML knows no control characters.
std::string Escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

std::string RenderJunit(const Sink& sink, const source::SourceManager& sources) {
  const size_t failures = sink.items().size();
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  auto end = std::back_inserter(out);
  fmt::format_to(end, "  <testsuite name=\"writ\" tests=\"{}\" failures=\"{}\">\n",
                 failures == 0 ? 1 : failures, failures);
  if (failures == 0) out += "    <testcase classname=\"writ\" name=\"specs\"/>\n";
  const std::vector<Span> hidden = HiddenSpans(sink.items());
  for (const Diagnostic& item : sink.items()) {
    const std::string path =
        item.span.valid() ? Visible(sources.Path(item.span.file)) : std::string("writ");
    const std::string message = Escape(Visible(item.message));
    const std::string body = Escape(RenderBody(item, sources, hidden, Paint(false)));
    fmt::format_to(end, "    <testcase classname=\"{}\" name=\"{}: {}\">\n", Escape(path),
                   Name(item.code), message);
    fmt::format_to(end, "      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                   item.severity == Severity::kError ? "error" : "warning", message, body);
  }
  out += "  </testsuite>\n</testsuites>\n";
  return out;
}

}  // namespace writ::diag
