// What a container asks for lies within what it may use: Kubernetes refuses a pod otherwise.
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

template <class Amount>
void CheckPair(std::string_view what, const std::optional<Located<Amount>>& asked,
               const std::optional<Located<Amount>>& limit, int64_t Amount::*size,
               diag::Sink& sink) {
  if (!asked || !limit || asked->value.*size <= limit->value.*size) return;
  sink.Report(Code::E0503, asked->span, "it asks for {} of {} and may use {}", asked->value.text,
              what, limit->value.text)
      .Here("more than its limit")
      .Label(limit->span, "the limit")
      .Note("Kubernetes refuses such a pod: lower the one, or raise the other");
}

void CheckResources(const spec::Resources& resources, diag::Sink& sink) {
  if (!resources.limits) return;
  CheckPair("CPU", resources.cpu, resources.limits->cpu, &spec::Cpu::millicores, sink);
  CheckPair("memory", resources.memory, resources.limits->memory, &spec::Memory::bytes, sink);
}

}  // namespace

void Resources(const Scope& scope, diag::Sink& sink) {
  for (const spec::Package& package : scope.environment.packages) {
    for (const auto& [name, job] : package.jobs.entries) CheckResources(job.resources, sink);
    for (const auto& [name, service] : package.services.entries)
      CheckResources(service.resources, sink);
  }
}

}  // namespace writ::rules
