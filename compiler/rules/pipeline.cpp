// One pipeline includes a file for each package that publishes, and GitLab counts the files.
#include <algorithm>
#include <set>

#include "rules/rules.h"

namespace writ::rules {

using diag::Code;

namespace {

// The include of the pipeline in the project's own file, and the template.
constexpr size_t kOwnIncludes = 2;

}  // namespace

void Pipeline(const resolve::Program& program, const access::Access& access, diag::Sink& sink) {
  const auto& targets = program.workspace.targets;
  const bool wanted = std::any_of(targets.begin(), targets.end(),
                                  [](const auto& name) { return name.value.text == "gitlab"; });
  if (!wanted) return;
  std::set<std::string_view> packages;
  for (size_t e = 0; e < program.environments.size(); ++e) {
    const resolve::Environment& environment = program.environments[e];
    if (!environment.facts->gitlab) continue;
    for (const access::Principal& who : access.environments[e].principals) {
      if (who.kind == access::PrincipalKind::kPublisher)
        packages.insert(resolve::At(environment.packages, who.package).name.value.text);
    }
  }
  const Located<spec::PositiveCount>& limit = program.platform->ci_max_includes;
  const size_t files = packages.size() + kOwnIncludes;
  if (files <= static_cast<size_t>(limit.value.number)) return;
  sink.Report(Code::E0503, limit.span.valid() ? limit.span : program.platform->name.span,
              "the pipeline includes {} files, and GitLab takes {}", files, limit.value.number)
      .Here("{} packages publish, and each has a file", packages.size())
      .Note(
          "raise `ci_max_includes` in GitLab's application settings, and say so here: "
          "`ci_max_includes: {}`",
          files < 200 ? 200 : (files / 100 + 1) * 100);
}

}  // namespace writ::rules
