// Environment variables of jobs and services: reserved names, one meaning each.
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

void CheckReserved(const Located<spec::EnvName>& name, diag::Sink& sink) {
  if (!name.value.text.starts_with("WRIT_")) return;
  sink.Report(Code::E0211, name.span, "`{}` is reserved", name.value.text)
      .Here("Writ's runtime reads variables that start with `WRIT_`")
      .Note("choose another name");
}

template <class T>
void CheckVariables(const T& container, diag::Sink& sink) {
  for (const auto& [name, value] : container.env.entries) CheckReserved(name, sink);
  for (const auto& [name, use] : container.secrets.entries) {
    CheckReserved(name, sink);
    const auto* other = container.env.FindEntry(name.value.text);
    if (other == nullptr) continue;
    sink.Report(Code::E0501, name.span, "`{}` is set twice", name.value.text)
        .Here("from a secret")
        .Label(other->first.span, "and here, as text")
        .Note("remove one of them");
  }
}

void CheckFiles(const spec::Service& service, diag::Sink& sink) {
  for (const auto& [name, use] : service.secrets.entries) {
    if (use.as.value != spec::Delivery::kFile) continue;
    sink.Report(Code::E0503, use.as.span, "a service on Cloud Run gets secrets as variables")
        .Note("remove `as: file`");
  }
  const auto run_value = [&](const spec::Argument& argument) {
    if (!argument.run && !argument.param) return;
    const Span span = argument.run ? argument.run->span : argument.param->span;
    sink.Report(Code::E0503, span, "a service has no run").Note("`run` and `param` belong to jobs");
  };
  for (const auto& [name, argument] : service.env.entries) run_value(argument);
}

void CheckProgram(const spec::Argument& program, diag::Sink& sink) {
  if (program.run || program.param || !program.text.value.empty()) return;
  sink.Report(Code::E0503, program.text.span, "the first word of `command` is empty")
      .Here("no program is called nothing")
      .Note("for example `command: [python, -m, app]`");
}

}  // namespace

void Variables(const Scope& scope, diag::Sink& sink) {
  for (const spec::Package& package : scope.environment.packages) {
    for (const auto& [name, job] : package.jobs.entries) {
      CheckVariables(job, sink);
      if (job.command.empty()) {
        sink.Report(Code::E0203, name.span, "this job has an empty `command`")
            .Here("what does it run?")
            .Note("for example `command: [python, -m, app]`");
      } else {
        CheckProgram(job.command.front(), sink);
      }
    }
    for (const auto& [name, service] : package.services.entries) {
      CheckVariables(service, sink);
      CheckFiles(service, sink);
    }
  }
}

}  // namespace writ::rules
