// What runs in production is named by its content, not by a tag that may move.
#include "rules/rules.h"

namespace writ::rules {

using diag::Code;

void Images(const Scope& scope, diag::Sink& sink) {
  const bool production = scope.environment.facts->tier.value == spec::Tier::kProduction;
  for (const spec::Package& package : scope.environment.packages) {
    const bool runs = !package.jobs.entries.empty() || !package.services.entries.empty();
    if (!package.image && runs) {
      sink.Report(Code::E0203, package.name.span, "this package has no `image`")
          .Here("`image` is missing here")
          .Note(
              "its jobs and services run from it; for example `image: {{repository: "
              "registry.acme.example/app, tag: 1.4.2}}`");
    }
    if (!package.image || !package.image->tag || !production) continue;
    sink.Report(Code::E0503, package.image->tag->span, "`{}` is a tag, and `{}` is production",
                package.image->tag->value, scope.environment.name)
        .Here("a tag may move")
        .Note(
            "write `digest: sha256:...` here or in `overrides.{}`, or `stamped: true` to let the "
            "publisher set it",
            scope.environment.name);
  }
}

}  // namespace writ::rules
