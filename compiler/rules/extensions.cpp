// `extend`: data that consumers of outputs take beyond the spec language.
#include "consumer/shape.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;
using spec::FreeData;

bool HasControl(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) return true;
    const std::string_view rest = text.substr(i);
    if (c == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0) return true;
    if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) return true;
  }
  return false;
}

// Whether a text without quotes would be something else than this text, or not end where it does.
bool LeavesPlainScalar(std::string_view text) {
  if (text.empty()) return false;
  const std::string_view signs = "#&*!|>'\"%@`,[]{}";
  const bool sign = signs.find(text.front()) != std::string_view::npos;
  const bool dash = std::string_view("-?:").find(text.front()) != std::string_view::npos &&
                    (text.size() == 1 || text[1] == ' ');
  return sign || dash || text.front() == ' ' || text.ends_with(' ') || text.ends_with(':') ||
         text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos ||
         text.find_first_of("\"\\") != std::string_view::npos;
}

// The chart prints texts without quotes and renders some as Go templates; which ones, its schema
// does not say.
// Those of `config` stand in a file of lines, and are encoded for templates by ours.
class HelmTexts {
 public:
  explicit HelmTexts(diag::Sink& sink) : sink_(sink) {}

  void Values(const syntax::Cursor& values) {
    for (syntax::Cursor key = values.first(); key.valid(); key = key.next().next())
      Visit(key.next(), key.text() == "config");
  }

 private:
  void Visit(const syntax::Cursor& data, bool config) {
    if (data.is_scalar()) Text(data, config, false);
    if (data.is_list()) {
      for (syntax::Cursor item = data.first(); item.valid(); item = item.next())
        Visit(item, config);
    } else if (data.is_map()) {
      for (syntax::Cursor key = data.first(); key.valid(); key = key.next().next()) {
        Text(key, config, false);
        const bool formed = key.text() == "schedule" && key.next().is_scalar();
        formed ? Text(key.next(), config, true) : Visit(key.next(), config);
      }
    }
  }

  // `formed`: its form is checked, and may begin with a sign of YAML.
  void Text(const syntax::Cursor& data, bool config, bool formed) {
    const std::string_view text = data.text();
    if (HasControl(text)) {
      sink_.Report(Code::E0205, data.span(), "the chart would print a text of several lines here")
          .Note("texts for the chart hold no line ends and no other control characters");
    } else if (!config && text.find("{{") != std::string_view::npos) {
      sink_.Report(Code::E0205, data.span(), "the chart would read `{{{{` as a template")
          .Note("outside of `config` texts may not hold `{{{{`");
    } else if (!config && !formed && LeavesPlainScalar(text)) {
      sink_.Report(Code::E0205, data.span(), "the chart would print this text without quotes")
          .Note(
              "outside of `config` texts begin with no sign of YAML, and hold no `: `, ` #`, "
              "quotes or backslashes");
    }
  }

  diag::Sink& sink_;
};

class Checker {
 public:
  explicit Checker(diag::Sink& sink) : sink_(sink) {}

  void Fit(const consumer::Consumer& consumer, const std::optional<FreeData>& data) {
    if (data) consumers_.Check(consumer, data->node, sink_);
  }
  void Texts(const syntax::Cursor& helm) {
    if (helm.is_map()) HelmTexts(sink_).Values(helm);
  }
  // `data` extends a resource that Writ does not write here.
  void NoResource(const std::optional<FreeData>& data, std::string_view what) {
    if (!data) return;
    sink_.Report(Code::E0503, data->node.span(), "nothing takes these arguments").Note("{}", what);
  }

 private:
  consumer::Consumers consumers_;
  diag::Sink& sink_;
};

void CheckFacts(const spec::Environment& facts, Checker& checker) {
  if (const auto& helm = facts.extend.helm) {
    checker.Fit(consumer::kHelm, helm);
    checker.Texts(helm->node);
  }
  if (facts.aws) checker.Fit(consumer::kS3Bucket, facts.aws->extend.terraform_args);
}

void CheckPackage(const spec::Package& package, Checker& checker) {
  checker.Fit(consumer::kGitlab, package.extend.gitlab);
  for (const auto& [name, job] : package.jobs.entries) checker.Fit(consumer::kPod, job.extend.pod);
  for (const auto& [name, service] : package.services.entries)
    checker.Fit(consumer::kCloudRun, service.extend.terraform_args);
}

void CheckSecret(const spec::Secret& secret, Checker& checker) {
  if (secret.store.value == spec::Store::kGcpSecretManager)
    return checker.Fit(consumer::kGoogleSecret, secret.extend.terraform_args);
  checker.NoResource(secret.extend.terraform_args,
                     "only a secret of Google Secret Manager becomes a resource of its own");
}

}  // namespace

void Extensions(const Scope& scope, diag::Sink& sink) {
  Checker checker(sink);
  CheckFacts(*scope.environment.facts, checker);
  for (const spec::Package& package : scope.environment.packages) CheckPackage(package, checker);
  for (const spec::Secret& secret : scope.environment.secrets) CheckSecret(secret, checker);
}

}  // namespace writ::rules
