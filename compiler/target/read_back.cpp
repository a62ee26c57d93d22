#include "target/read_back.h"

#include <algorithm>

#include "base/check.h"
#include "readback/readback.h"
#include "template/neutral.h"

namespace writ::target {
namespace {

void Report(const plan::Output& output, const readback::Difference& found, diag::Sink& sink) {
  const auto line = 1 + std::count(output.text.begin(),
                                   output.text.begin() + static_cast<ptrdiff_t>(std::min(
                                                             found.offset, output.text.size())),
                                   '\n');
  const bool in_hole = found.hole < output.holes.size();
  const tmpl::HoleRecord* hole = in_hole ? &output.holes[found.hole] : nullptr;
  const bool known = in_hole && hole->from.first.valid();
  const Span& span = known ? hole->from.first : in_hole ? hole->in_template : output.declared;
  auto report = sink.Report(diag::Code::E0618, span, "line {} of `{}` does not read back: {}", line,
                            output.path, found.what);
  if (known) report.Label(hole->in_template, "printed here");
  report.Note("this is a mistake in Writ: nothing is written; please report it with these lines");
}

void SetRanges(const std::vector<tmpl::HoleRecord>& holes, std::vector<hole::Printed>& printed) {
  WRIT_CHECK(printed.size() == holes.size());
  for (size_t i = 0; i < printed.size(); ++i) {
    printed[i].begin = holes[i].begin;
    printed[i].end = holes[i].end;
  }
}

// Reads a text with neutral values; what it is not, is the template's fault.
bool Reads(tmpl::Rendered& neutral, tmpl::Language language, diag::Sink& sink) {
  SetRanges(neutral.holes, neutral.printed);
  const auto found = readback::Check(language, neutral.text, neutral.printed);
  if (!found || neutral.lines.empty()) return true;
  const size_t end = std::min(found->offset, neutral.text.size());
  const auto line = static_cast<size_t>(
      std::count(neutral.text.begin(), neutral.text.begin() + static_cast<ptrdiff_t>(end), '\n'));
  const bool in_hole =
      found->hole < neutral.holes.size() && neutral.holes[found->hole].begin <= end;
  const Span& span = in_hole ? neutral.holes[found->hole].in_template
                             : neutral.lines[std::min(line, neutral.lines.size() - 1)];
  sink.Report(diag::Code::E0615, span,
              "the template cannot be read here, whatever its values are: {}", found->what);
  return false;
}

}  // namespace

bool TemplateReads(const tmpl::Template& compiled, diag::Sink& sink) {
  for (const bool then : {true, false}) {
    tmpl::Rendered neutral;
    if (tmpl::RenderBranches(compiled, then, neutral) && !Reads(neutral, compiled.language(), sink))
      return false;
  }
  return true;
}

bool ReadsBack(const plan::Output& output, Rendered from, diag::Sink& sink) {
  SetRanges(output.holes, from.printed);
  const auto found = readback::Check(output.language, output.text, from.printed);
  if (!found) return true;
  tmpl::Rendered neutral;
  if (!tmpl::RenderNeutral(from.compiled, from.data, neutral) ||
      Reads(neutral, output.language, sink))
    Report(output, *found, sink);
  return false;
}

}  // namespace writ::target
