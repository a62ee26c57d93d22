#include "target/read_back.h"

#include <algorithm>

#include "base/check.h"
#include "readback/readback.h"

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

}  // namespace

bool ReadsBack(const plan::Output& output, std::vector<hole::Printed> printed, diag::Sink& sink) {
  WRIT_CHECK(printed.size() == output.holes.size());
  for (size_t i = 0; i < printed.size(); ++i) {
    printed[i].begin = output.holes[i].begin;
    printed[i].end = output.holes[i].end;
  }
  const auto found = readback::Check(output.language, output.text, printed);
  if (found) Report(output, *found, sink);
  return !found;
}

}  // namespace writ::target
