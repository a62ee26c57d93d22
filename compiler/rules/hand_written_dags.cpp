// The patterns of hand-written DAGs become a rule and a variable of GitLab CI.
#include <algorithm>

#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

// GitLab takes 50 patterns in one `changes`; three of them are Writ's own.
constexpr size_t kMaxPatterns = 47;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

void HandWrittenDags(const Scope& scope, diag::Sink& sink) {
  for (const spec::Package& package : scope.environment.packages) {
    for (const Located<std::string>& pattern : package.dags) {
      const std::string& text = pattern.value;
      if (text.empty())
        sink.Report(Code::E0503, pattern.span, "an empty pattern finds no DAGs")
            .Note("for example `dags/*.py`, from the root of the workspace");
      if (std::any_of(text.begin(), text.end(), IsBlank))
        sink.Report(Code::E0503, pattern.span, "`{}` holds a blank", text)
            .Note("the publish job parts patterns at blanks; rename the folder or the files");
    }
    if (package.dags.size() <= kMaxPatterns) continue;
    sink.Report(Code::E0503, package.dags[kMaxPatterns].span,
                "{} patterns of DAG files are too many", package.dags.size())
        .Note("GitLab takes {} besides Writ's own; write wider ones: `dags/*.py`", kMaxPatterns);
  }
}

}  // namespace writ::rules
