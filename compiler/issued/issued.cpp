#include "issued/issued.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "issued/compare.h"
#include "issued/own_files.h"
#include "plan/provenance.h"

namespace writ::issued {
namespace {

using target::Rendering;
using target::RenderOptions;

// The template's line behind a complaint: the first of those in its range that are the workspace's,
// since a built-in template may include one that is not.
Span LineBehind(const Complaint& complaint, const Rendering& with_lines, OwnFiles& own) {
  const plan::Output& output = *complaint.output;
  for (const plan::Output& same : with_lines.outputs) {
    if (same.path != output.path || same.declared != output.declared) continue;
    const size_t last = std::min(LineOf(output.text, complaint.end) + 1, same.lines.size());
    for (size_t line = LineOf(output.text, complaint.at); line < last; ++line) {
      if (same.lines[line].valid() && own.IsOwn(output.target, same.lines[line].file))
        return same.lines[line];
    }
  }
  return output.declared;
}

// The spec text that was printed where the complaint begins, if it was a value.
Span ValueAt(const Complaint& complaint) {
  if (!complaint.placed) return {};
  const auto at = static_cast<uint32_t>(complaint.at);
  const auto holes = plan::HolesIn(*complaint.output, {at, at + 1});
  return holes.empty() ? Span{} : holes.front()->from.first;
}

// Once for each line of a template, however often it is printed.
void Report(const std::vector<Complaint>& complaints, const Rendering& with_lines, OwnFiles& own,
            diag::Sink& sink) {
  std::set<std::pair<uint32_t, uint32_t>> reported;
  for (const Complaint& complaint : complaints) {
    const plan::Output& output = *complaint.output;
    const Span span = complaint.placed ? LineBehind(complaint, with_lines, own) : output.declared;
    if (!reported.insert({span.file.value, span.begin}).second) continue;
    diag::Builder builder = sink.Report(complaint.code, span, "{}", complaint.message);
    if (const Span value = ValueAt(complaint); value.valid())
      builder.Label(value, "this value stands there");
    if (!complaint.why.empty()) builder.Note("{}", complaint.why);
    if (complaint.code != diag::Code::E0619) continue;
    builder.Note(
        "templates lay access out, they change nothing about it: it follows from what specs use "
        "and `allow`; `writ inspect --stage=access` shows it");
  }
}

}  // namespace

void Check(const Rendering& rendering, const std::vector<target::Target>& targets,
           const source::SourceManager& sources, const view::Context& context,
           const target::Objects& objects, const RenderOptions& options, diag::Sink& sink) {
  // Nothing is written of a part of the outputs.
  if (!options.only_paths.empty()) return;
  OwnFiles own(targets, sources);
  std::vector<Found> found;
  for (const plan::Output& output : rendering.outputs) {
    if (!own.Made(output)) continue;
    Constructs constructs = FindConstructs(output.path, output.text);
    if (constructs.any() || IsTerraform(output.path))
      found.push_back({&output, std::move(constructs)});
  }
  if (found.empty()) return;
  // What is wrong with values was said when the workspace's own outputs were rendered.
  diag::Sink unused;
  source::SourceManager built_in;
  const RenderOptions plain{options.environment, options.threads, false, false, {}};
  const Rendering issued =
      target::Render(target::LoadBuiltIn(built_in), context, objects, plain, unused);
  Printed printed;
  for (const plan::Output& output : issued.outputs) printed.Add(output);
  const std::vector<Complaint> complaints =
      Compare(found, printed, rendering.outputs, context.program);
  if (complaints.empty()) return;
  RenderOptions lines{options.environment, options.threads, true, false, {}};
  for (const Complaint& complaint : complaints) lines.only_paths.insert(complaint.output->path);
  const Rendering again = target::Render(targets, context, objects, lines, unused);
  Report(complaints, again, own, sink);
}

}  // namespace writ::issued
