// The patterns of hand-written DAGs become a rule and a variable of GitLab CI.
#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "rules/rules.h"
#include "syntax/ends.h"

namespace writ::rules {
namespace {

using diag::Code;

// GitLab takes 50 patterns in one `changes`; three of them are Writ's own.
constexpr size_t kMaxPatterns = 47;

// What a pattern may hold besides letters and digits. Everything else means something to the shell,
// to GitLab or to neither.
bool IsPatternMark(char c) {
  return std::string_view("_-./*?[]+@=,").find(c) != std::string_view::npos;
}

bool IsPlain(unsigned char c) {
  const char byte = static_cast<char>(c);
  return IsLetter(byte) || IsDigit(byte) || c >= 0x80 || IsPatternMark(byte);
}

// Why a pattern, which is neither empty nor holds a blank, cannot go to the publisher.
std::string_view Problem(std::string_view text) {
  if (text.front() == '-') return "begins like an option";
  if (text.front() == '/') return "is not relative to the workspace";
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('/', begin), text.size());
    if (text.substr(begin, end - begin) == "..") return "leaves the workspace";
    begin = end + 1;
  }
  if (!std::all_of(text.begin(), text.end(),
                   [](char c) { return IsPlain(static_cast<unsigned char>(c)); }))
    return "holds a character that the shell or GitLab reads as its own";
  return "";
}

}  // namespace

void HandWrittenDags(const Scope& scope, diag::Sink& sink) {
  for (const spec::Package& package : scope.environment.packages) {
    for (const Located<std::string>& pattern : package.dags) {
      const std::string& text = pattern.value;
      if (text.empty())
        sink.Report(Code::E0503, pattern.span, "an empty pattern finds no DAGs")
            .Note("for example `dags/*.py`, from the root of the workspace");
      const bool blank = std::any_of(text.begin(), text.end(), syntax::IsBlank);
      if (blank)
        sink.Report(Code::E0503, pattern.span, "`{}` holds a blank", text)
            .Note("the publish job parts patterns at blanks; rename the folder or the files");
      if (text.empty() || blank) continue;
      if (const std::string_view problem = Problem(text); !problem.empty())
        sink.Report(Code::E0503, pattern.span, "`{}` {}", text, problem)
            .Note("a pattern is a path from the root of the workspace, such as `dags/*.py`");
    }
    if (package.dags.size() <= kMaxPatterns) continue;
    sink.Report(Code::E0503, package.dags[kMaxPatterns].span,
                "{} patterns of DAG files are too many", package.dags.size())
        .Note("GitLab takes {} besides Writ's own; write wider ones: `dags/*.py`", kMaxPatterns);
  }
}

}  // namespace writ::rules
