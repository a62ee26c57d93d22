// What Cloud Run takes of a service: Terraform finds out only when it applies.
#include <algorithm>
#include <array>

#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

constexpr int64_t kMi = int64_t{1} << 20;
constexpr int64_t kGi = int64_t{1} << 30;

// Up to so much memory goes with at least so much CPU.
struct Step {
  int64_t memory;
  int64_t millicores;
  std::string_view cpu;
};
constexpr std::array<Step, 7> kSteps = {{{512 * kMi, 80, "0.08"},
                                         {1 * kGi, 500, "0.5"},
                                         {4 * kGi, 1000, "1"},
                                         {8 * kGi, 2000, "2"},
                                         {16 * kGi, 4000, "4"},
                                         {24 * kGi, 6000, "6"},
                                         {32 * kGi, 8000, "8"}}};

const Step& StepFor(int64_t memory) {
  return *std::find_if(kSteps.begin(), kSteps.end() - 1,
                       [&](const Step& step) { return memory <= step.memory; });
}

std::string_view LeastMemory(int64_t millicores) {
  return millicores >= 6000 ? "4Gi" : millicores >= 4000 ? "2Gi" : "128Mi";
}

bool IsCpu(int64_t millicores) {
  constexpr std::array<int64_t, 5> kWhole = {1000, 2000, 4000, 6000, 8000};
  return (millicores >= 80 && millicores < 1000) ||
         std::find(kWhole.begin(), kWhole.end(), millicores) != kWhole.end();
}

void CheckCpu(const Located<spec::Cpu>& cpu, diag::Sink& sink) {
  if (IsCpu(cpu.value.millicores)) return;
  sink.Report(Code::E0503, cpu.span, "Cloud Run gives no container {} of CPU", cpu.value.text)
      .Note("0.08 to below 1, or 1, 2, 4, 6, 8");
}

bool CheckMemory(const Located<spec::Memory>& memory, diag::Sink& sink) {
  if (memory.value.bytes >= 128 * kMi && memory.value.bytes <= 32 * kGi) return true;
  sink.Report(Code::E0503, memory.span, "Cloud Run gives no container {} of memory",
              memory.value.text)
      .Note("128Mi to 32Gi");
  return false;
}

// What has no value is 1 CPU and 512Mi there.
void CheckAmounts(const spec::Resources& resources, diag::Sink& sink) {
  const auto& limits = resources.limits;
  const auto& cpu = limits && limits->cpu ? limits->cpu : resources.cpu;
  const auto& memory = limits && limits->memory ? limits->memory : resources.memory;
  if (cpu) CheckCpu(*cpu, sink);
  if (memory && !CheckMemory(*memory, sink)) return;
  const int64_t millicores = cpu ? cpu->value.millicores : 1000;
  const int64_t bytes = memory ? memory->value.bytes : 512 * kMi;
  const std::string_view least = LeastMemory(millicores);
  if (bytes < spec::Scalar<spec::Memory>::Parse(least).value->bytes) {
    sink.Report(Code::E0503, memory ? memory->span : cpu->span,
                "Cloud Run gives {} of CPU only with {} of memory or more", cpu->value.text, least)
        .Note("a container without `memory` has 512Mi");
  }
  const Step& step = StepFor(bytes);
  if (memory && IsCpu(millicores) && millicores < step.millicores) {
    auto report = sink.Report(Code::E0503, memory->span,
                              "Cloud Run gives {} of memory only with {} of CPU or more",
                              memory->value.text, step.cpu);
    if (cpu) report.Label(cpu->span, "this is less");
    report.Note(
        "up to 1Gi with 0.5, 4Gi with 1 (what a container without `cpu` has), 8Gi with 2, 16Gi "
        "with 4, 24Gi with 6, 32Gi with 8");
  }
}

void CheckName(const Located<spec::EnvName>& name, diag::Sink& sink) {
  constexpr std::array<std::string_view, 4> kOwn = {"PORT", "K_SERVICE", "K_REVISION",
                                                    "K_CONFIGURATION"};
  const std::string& text = name.value.text;
  const bool own = std::find(kOwn.begin(), kOwn.end(), text) != kOwn.end();
  if (!own && !text.starts_with("CLOUD_RUN_") && !text.starts_with("X_GOOGLE_")) return;
  sink.Report(Code::E0211, name.span, "`{}` is reserved", text)
      .Here("Cloud Run sets it")
      .Note("{}", text == "PORT" ? "it holds the service's `port`" : "choose another name");
}

bool IsHubHost(std::string_view host) {
  return host == "docker.io" || host == "index.docker.io" || host == "registry-1.docker.io";
}

// Without a host an image is one of Docker Hub.
bool IsPulled(std::string_view repository) {
  const size_t slash = repository.find('/');
  if (slash == std::string_view::npos) return true;
  const std::string_view host = repository.substr(0, slash);
  const bool named = host.find_first_of(".:") != std::string_view::npos || host == "localhost";
  return !named || IsHubHost(host) || host == "gcr.io" || host.ends_with(".gcr.io") ||
         host.ends_with("-docker.pkg.dev");
}

void CheckImage(const spec::Image& image, const Span& service, diag::Sink& sink) {
  if (IsPulled(image.repository.value)) return;
  sink.Report(Code::E0503, image.repository.span, "Cloud Run does not pull `{}`",
              image.repository.value)
      .Here("a registry of its own")
      .Label(service, "runs from it there")
      .Note(
          "it pulls from Artifact Registry (`REGION-docker.pkg.dev/...`), `gcr.io` and Docker Hub: "
          "a remote repository of Artifact Registry may stand before another registry");
}

}  // namespace

void CloudRun(const Scope& scope, diag::Sink& sink) {
  for (const spec::Package& package : scope.environment.packages) {
    bool first = true;
    for (const auto& [name, service] : package.services.entries) {
      if (service.runs_on.value != spec::RunsOn::kCloudRun) continue;
      CheckAmounts(service.resources, sink);
      for (const auto& [variable, value] : service.env.entries) CheckName(variable, sink);
      for (const auto& [variable, use] : service.secrets.entries) CheckName(variable, sink);
      if (first && package.image) CheckImage(*package.image, name.span, sink);
      first = false;
    }
  }
}

}  // namespace writ::rules
