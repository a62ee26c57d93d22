#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "cli/compile_options.h"
#include "cli/verbs.h"
#include "driver/outputs.h"
#include "plan/provenance.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ why FILE:LINE[:COLUMN]     the spec lines and the template line that made an output line

  FILE             an output, as it lies on the disk
  LINE, COLUMN     from 1 on; with a column, only the value that stands there

examples:
  writ why generated/prod/vault/policies/airflow.hcl:7
  writ why generated/prod/airflow/seeder/dags/seeder_refresh.py:31:15
)";

struct Place {
  std::string file;
  size_t line = 0;
  size_t column = 0;  // 0: the whole line
};

std::optional<size_t> TakeNumber(std::string& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data() + colon + 1, end, number);
  if (problem != std::errc() || stop != end || number == 0) return std::nullopt;
  text.resize(colon);
  return number;
}

std::optional<Place> ParsePlace(std::string text) {
  Place place;
  const std::optional<size_t> last = TakeNumber(text);
  if (!last) return std::nullopt;
  const std::optional<size_t> before = TakeNumber(text);
  place.line = before ? *before : *last;
  place.column = before ? *last : 0;
  place.file = text;
  return place;
}

// The bytes of a line, or of the character in a column of it.
plan::Range RangeOf(std::string_view text, const Place& place) {
  plan::Range range = plan::LineRange(text, place.line);
  for (size_t column = 1; column < place.column && range.begin < range.end; ++column) {
    ++range.begin;
    while (range.begin < range.end &&
           (static_cast<unsigned char>(text[range.begin]) & 0xC0U) == 0x80U)
      ++range.begin;
  }
  if (place.column > 0) range.end = std::min(range.end, range.begin + 1);
  return range;
}

// "specs/seeder.yaml:12:26  DATABASE_PASSWORD: warehouse_db.password"
std::string Show(const Span& span, const source::SourceManager& sources) {
  const source::LineColumn at = sources.Locate(span.file, span.begin);
  std::string_view line = sources.Line(span.file, at.line);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return fmt::format("{}:{}:{}  {}\n", sources.Path(span.file), at.line, at.column, line);
}

std::string Explain(const plan::Output& output, const Place& place,
                    const source::SourceManager& sources) {
  const plan::Range line = plan::LineRange(output.text, place.line);
  std::string out = fmt::format("{}:{}  {}\n", place.file, place.line,
                                output.text.substr(line.begin, line.end - line.begin));
  std::vector<Span> shown;
  const auto add = [&](std::string_view word, const Span& span) {
    if (!span.valid() || std::find(shown.begin(), shown.end(), span) != shown.end()) return;
    shown.push_back(span);
    fmt::format_to(std::back_inserter(out), "  {:<9} {}", word, Show(span, sources));
  };
  Span in_template;
  for (const tmpl::HoleRecord* hole : plan::HolesIn(output, RangeOf(output.text, place))) {
    if (!in_template.valid()) in_template = hole->in_template;
    add("value", hole->from.first);
    for (const Span& span : hole->from.others) add("value", span);
  }
  if (place.line <= output.lines.size() && output.lines[place.line - 1].valid()) {
    in_template = output.lines[place.line - 1];
  }
  add("template", in_template);
  add("path", output.declared);
  if (output.object.valid()) add("made for", output.object);
  return out;
}

const plan::Output* FindOutput(const driver::Compilation& run, std::string_view path) {
  for (const plan::Output& output : run.outputs.outputs) {
    if (output.path == path) return &output;
  }
  return nullptr;
}

int Why(Session& session, const Arguments& arguments) {
  std::optional<Place> place;
  if (!arguments.positional.empty()) place = ParsePlace(arguments.positional[0]);
  if (!place) {
    return session.Fail(diag::Code::E0004, "`writ why` needs FILE:LINE",
                        "such as `writ why generated/prod/vault/policies/airflow.hcl:7`");
  }
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  const std::optional<std::string> below = session.BelowRoot(place->file, *root);
  driver::Options options;
  options.outputs = false;
  const std::string folder = driver::OutputFolder(*driver::Compile(DiskFs(*root), options));
  const std::string prefix = folder.empty() ? "" : folder + "/";
  options.outputs = true;
  options.record_lines = true;
  if (below && below->starts_with(prefix)) options.only_path = below->substr(prefix.size());
  const std::unique_ptr<driver::Compilation> run = driver::Compile(DiskFs(*root), options);
  if (session.Print(run->sink, run->sources, run->file_count())) return kExitError;
  const plan::Output* output = FindOutput(*run, options.only_path);
  if (output == nullptr || options.only_path.empty()) {
    return session.Fail(diag::Code::E0004, fmt::format("`{}` is no output", place->file),
                        "`writ inspect --stage=plan` lists the outputs");
  }
  session.Result(Explain(*output, *place, run->sources));
  return kExitSame;
}

}  // namespace

const Verb kWhy = {"why", "the spec and template lines that made an output line", kHelp, {}, 1,
                   Why};

}  // namespace writ::cli
