// A secret must be usable by those who use it, where it lies.
#include <algorithm>
#include <array>

#include "resolve/local_names.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

bool OnVault(const Scope& scope, const spec::SecretKey& use) {
  return resolve::At(scope.environment.secrets, use.secret.id).store.value == spec::Store::kVault;
}

// Keys that the secret may have where it lies.
std::string_view ExampleOfKeys(const spec::Secret& secret) {
  return secret.airflow && secret.airflow->connection
             ? "{conn_type: string, host: hostname, login: string, password: password}"
             : "{username: string, password: password}";
}

void CheckKeys(const spec::Secret& secret, diag::Sink& sink) {
  if (resolve::KeysOf(secret).empty()) {
    sink.Report(Code::E0203, secret.name.span, "this secret has no `keys`")
        .Here("`keys` is missing here")
        .Note("for example `keys: {}`", ExampleOfKeys(secret));
  }
  const bool single = (secret.airflow && secret.airflow->variable) ||
                      secret.store.value == spec::Store::kGcpSecretManager;
  for (const auto& [name, key] : secret.keys.entries) {
    if (single && name.value.text != "value") {
      sink.Report(Code::E0307, name.span, "this secret has the one key `value`")
          .Here("no such key there")
          .Note("{}", secret.airflow ? "Airflow reads a variable from the key `value`"
                                     : "Google Secret Manager holds one value, not a map");
    }
    const bool sensitive =
        key.type.value == spec::KeyType::kPassword || key.type.value == spec::KeyType::kPrivateKey;
    if (sensitive && key.preset) {
      sink.Report(Code::E0210, key.preset->span, "a {} has no default", spec::Print(key.type.value))
          .Here("hidden here on purpose")
          .Note("a spec never holds a secret value")
          .Hide();
    }
  }
}

// Airflow's backend hands every key to Connection: an unknown one breaks the connection.
void CheckConnection(const spec::Secret& secret, diag::Sink& sink) {
  if (!secret.airflow || !secret.airflow->connection) return;
  constexpr std::array<std::string_view, 8> kKnown = {"conn_type", "host",   "login", "password",
                                                      "port",      "schema", "extra", "conn_uri"};
  for (const auto& [name, key] : secret.keys.entries) {
    if (std::find(kKnown.begin(), kKnown.end(), name.value.text) != kKnown.end()) continue;
    sink.Report(Code::E0307, name.span, "an Airflow connection has no key `{}`", name.value.text)
        .Note("it has conn_type, host, login, password, port, schema, extra; or conn_uri alone");
  }
}

}  // namespace

void SecretFit(const Scope& scope, diag::Sink& sink) {
  for (const spec::Secret& secret : scope.environment.secrets) {
    CheckKeys(secret, sink);
    CheckConnection(secret, sink);
  }
  for (const spec::Package& package : scope.environment.packages) {
    for (const auto& [service_name, service] : package.services.entries) {
      for (const auto& [name, use] : service.secrets.entries) {
        if (!OnVault(scope, use.from)) continue;
        sink.Report(Code::E0307, use.from.secret.name.span,
                    "a service on Cloud Run reads Google Secret Manager, and `{}` lies in Vault",
                    use.from.secret.name.value)
            .Note("declare a secret with `store: gcp-secret-manager`");
      }
    }
    for (const auto& [job_name, job] : package.jobs.entries) {
      for (const auto& [name, use] : job.secrets.entries) {
        if (OnVault(scope, use.from) || job.identity.gcp_service_account) continue;
        sink.Report(Code::E0307, use.from.secret.name.span,
                    "`{}` lies in Google Secret Manager, and this job has no Google identity",
                    use.from.secret.name.value)
            .Note(
                "add `identity: {{gcp_service_account: ...}}` to the job, or keep the secret in "
                "Vault");
      }
    }
    if (!package.vault) continue;
    for (const spec::SecretLookup& lookup : package.vault->secrets) {
      if (resolve::At(scope.environment.secrets, lookup.secret.id).store.value ==
          spec::Store::kVault)
        continue;
      sink.Report(Code::E0307, lookup.secret.name.span, "`{}` does not lie in Vault",
                  lookup.secret.name.value)
          .Note("`vault.secrets` lists what the package's code looks up there");
    }
  }
}

}  // namespace writ::rules
