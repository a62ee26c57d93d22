#include "write/conflict.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/diff.h"
#include "base/reason.h"
#include "plan/header.h"
#include "plan/paths.h"
#include "plan/provenance.h"

namespace writ::write {
namespace {

using diag::Code;

bool IsDigestLine(std::string_view line) {
  return line.find(plan::kDigestStart) != std::string_view::npos;
}

// The first line (1-based) that differs; the digest line is no difference of its own.
size_t FirstDifference(std::string_view planned, std::string_view found) {
  const std::vector<std::string_view> a = SplitLines(planned);
  const std::vector<std::string_view> b = SplitLines(found);
  size_t line = 0;
  while (line < a.size() && line < b.size() &&
         (a[line] == b[line] || (IsDigestLine(a[line]) && IsDigestLine(b[line])))) {
    ++line;
  }
  return line + 1;
}

// The spec text behind a line of the output, or of the nearest line above it that has one.
Span CauseAbove(const plan::Output& output, size_t line) {
  const plan::Range range = plan::LineRange(output.text, line);
  for (const tmpl::HoleRecord* hole : plan::HolesIn(output, range)) {
    if (hole->from.first.valid()) return hole->from.first;
  }
  return {};
}

void ReportEdit(const plan::Output& output, const std::string& shown, const Found& found,
                source::SourceManager& sources, diag::Sink& sink) {
  const source::FileId file = sources.Add(shown, found.text);
  const size_t line = FirstDifference(output.text, found.text);
  const size_t last = std::max<size_t>(sources.LineCount(file), 1);
  const plan::Range range = plan::LineRange(found.text, std::min(line, last));
  diag::Builder builder = sink.Report(Code::E0705, Span{file, range.begin, range.end},
                                      "`{}` was edited by hand", shown);
  builder.Here("the first line that differs");
  if (const Span cause = CauseAbove(output, line); cause.valid()) {
    builder.Label(cause, "the change belongs here");
  } else if (output.object.valid()) {
    builder.Label(output.object, "the output is made for this object");
  }
  if (output.declared.valid()) {
    builder.Label(output.declared, "its text stands in the template that is named here");
  }
  builder.Note(
      "to keep the edit, make it in the spec or the template; to drop it, delete the file; then "
      "run "
      "`writ build`");
}

std::string_view SortOf(uint32_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "something that is no file";
}

void ReportObstacle(const plan::Output& output, const std::string& shown, const Found& found,
                    const Span& cause, diag::Sink& sink) {
  // The list of a folder that is in the way adds nothing to what its outputs say.
  const bool is_list = plan::NameOf(output.path) == plan::kDigestFile;
  if (is_list && found.at != output.path) return;
  const std::string at = shown.substr(0, shown.size() - output.path.size()) + found.at;
  switch (found.obstacle) {
    case Obstacle::kSymlink:
      sink.Report(Code::E0707, cause, "the path of output `{}` has a symbolic link: `{}`", shown,
                  at)
          .Note("Writ never writes through a link; remove it, or name another folder as `output`");
      return;
    case Obstacle::kNotFolder:
      sink.Report(Code::E0706, cause, "output `{}` would lie below `{}`, which is no folder", shown,
                  at)
          .Note("move it away, or delete it if nobody needs it");
      return;
    case Obstacle::kNotFile:
      sink.Report(Code::E0706, cause, "where output `{}` belongs is {}", shown,
                  SortOf(found.stamp.mode))
          .Note("move it away, or delete it if nobody needs it");
      return;
    default:
      sink.Report(Code::E0708, cause, "output `{}` cannot be read: {}", shown, Reason(found.error))
          .Note("Writ has to know whether it is its own, and current, before it replaces it");
  }
}

}  // namespace

void ReportConflict(const plan::Output& output, const std::string& shown, const Found& found,
                    source::SourceManager& sources, diag::Sink& sink) {
  const Span cause = output.object.valid() ? output.object : output.declared;
  switch (found.standing) {
    case Standing::kEdited:
      ReportEdit(output, shown, found, sources, sink);
      return;
    case Standing::kForeign:
      sink.Report(Code::E0706, cause, "`{}` is there already and is not Writ's", shown)
          .Here("an output of this path is made for it")
          .Note(
              "move it away, delete it, or give the output another path; Writ replaces only files "
              "with its own header");
      return;
    case Standing::kReadOnly:
      sink.Report(Code::E0708, cause, "output `{}` has to change and is read-only", shown)
          .Note("somebody took the right to write away; `chmod u+w {}` gives it back", shown);
      return;
    case Standing::kObstacle:
      ReportObstacle(output, shown, found, cause, sink);
      return;
    default:
      return;
  }
}

void ReportStaleEdit(const std::string& shown, const Found& found, source::SourceManager& sources,
                     diag::Sink& sink) {
  const source::FileId file = sources.Add(shown, found.text);
  const plan::Range range = plan::LineRange(found.text, 1);
  sink.Report(Code::E0705, Span{file, range.begin, range.end},
              "`{}` was edited by hand, and no spec asks for it any more", shown)
      .Note("delete it, or keep it as your own by removing the lines that Writ put at its top");
}

void ReportStale(const Change& change, const plan::Output* output, const std::string& shown,
                 source::SourceManager& sources, diag::Sink& sink) {
  constexpr std::string_view kHow = "`writ build` writes what the specs say; commit that too";
  if (change.action == Action::kCreate) {
    const Span cause = output->object.valid() ? output->object : output->declared;
    sink.Report(Code::E0711, cause, "output `{}` is missing", shown)
        .Here("it is made for this")
        .Note("{}", kHow);
    return;
  }
  const source::FileId file = sources.Add(shown, change.before);
  const size_t last = std::max<size_t>(sources.LineCount(file), 1);
  if (change.action == Action::kRemove) {
    const plan::Range range = plan::LineRange(change.before, 1);
    sink.Report(Code::E0711, Span{file, range.begin, range.end}, "no spec asks for `{}` any more",
                shown)
        .Note("`writ build` removes it; commit that too");
    return;
  }
  const size_t line = FirstDifference(change.text, change.before);
  const plan::Range range = plan::LineRange(change.before, std::min(line, last));
  diag::Builder builder = sink.Report(Code::E0711, Span{file, range.begin, range.end},
                                      "`{}` is not what the specs say", shown);
  builder.Here("the first line that would change");
  if (const Span cause = CauseAbove(*output, line); cause.valid()) {
    builder.Label(cause, "its text comes from here");
  } else if (output->object.valid()) {
    builder.Label(output->object, "the output is made for this object");
  }
  builder.Note("{}", kHow);
}

}  // namespace writ::write
