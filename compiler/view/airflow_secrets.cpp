// How secrets reach a pod: references for writ-run, or annotations for the Vault Agent injector.
#include <fmt/format.h>

#include "access/pod_folders.h"
#include "view/airflow_parts.h"
#include "view/names.h"
#include "view/vault_rules.h"

namespace writ::view {
namespace {

using access::kSecretFilesFolder;
using access::kVaultTokenFolder;

// What writ-run is told instead of a value.
Any ReferenceTo(const Scope& scope, const AirflowSecretUse& use) {
  const spec::Secret& secret = resolve::At(scope.environment().secrets, use.secret);
  const spec::Environment& facts = *scope.environment().facts;
  Any reference = MapData();
  if (secret.store.value == spec::Store::kVault) {
    Put(reference, "store", TextData("vault", secret.store.span));
    Put(reference, "mount", TextData(facts.vault->mount.value, facts.vault->mount.span));
    Text path = SecretPath(secret, scope.environment());
    path.from.Add(use.span);
    Put(reference, "path", TextData(path));
    Put(reference, "key", TextData(use.key.value, use.key.span));
  } else {
    Put(reference, "store", TextData("gcp-secret-manager", secret.store.span));
    Put(reference, "project", TextData(facts.gcp->project.value, facts.gcp->project.span));
    Put(reference, "secret",
        TextData(access::PhysicalName(secret), {access::PhysicalSpan(secret), use.span}));
  }
  if (use.as_file) {
    Put(reference, "file",
        TextData(fmt::format("{}/{}", kSecretFilesFolder, use.variable), use.span));
  }
  return reference;
}

AirflowVariable JsonVariable(std::string name, Any value) {
  AirflowVariable variable;
  variable.name = std::move(name);
  variable.value.json = std::move(value);
  return variable;
}

AirflowVolume Folder(std::string name, std::string path, bool read_only, std::string size,
                     std::optional<Text> medium = {}) {
  AirflowVolume volume;
  volume.name = std::move(name);
  volume.path = std::move(path);
  volume.read_only = read_only;
  volume.empty_dir = AirflowEmptyDir{std::move(medium), Text(std::move(size))};
  return volume;
}

AirflowVolume Token(const spec::Vault& vault) {
  AirflowVolume volume;
  volume.name = std::string("vault-token");
  volume.path = std::string(kVaultTokenFolder);
  volume.read_only = true;
  volume.audience = Text(vault.audience);
  return volume;
}

// How a pod logs in: the kind of method and where it is mounted.
std::pair<std::string, Located<spec::AuthMount>> LoginOf(const spec::Vault& vault) {
  if (vault.workload_auth.jwt) return {"jwt", *vault.workload_auth.jwt};
  return {"kubernetes", *vault.workload_auth.kubernetes};
}

bool UsesVault(const Scope& scope, const std::vector<AirflowSecretUse>& uses) {
  for (const AirflowSecretUse& use : uses) {
    const spec::Secret& secret = resolve::At(scope.environment().secrets, use.secret);
    if (secret.store.value == spec::Store::kVault) return true;
  }
  return false;
}

// A text as Go's templates read it.
std::string GoString(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

void Annotate(AirflowTask& task, std::string name, Text value) {
  task.annotations.push_back({Text("vault.hashicorp.com/" + std::move(name)), std::move(value)});
}

// The template that reads one key; the agent fails the pod when there is no such key.
Text AgentRead(const Scope& scope, const AirflowSecretUse& use, std::string_view filter) {
  const spec::Secret& secret = resolve::At(scope.environment().secrets, use.secret);
  const auto& mount = scope.environment().facts->vault->mount;
  const Text path = SecretPath(secret, scope.environment());
  Text out(fmt::format("{{{{ with secret {} }}}}{{{{ index .Data.data {}{} }}}}{{{{ end }}}}",
                       GoString(fmt::format("{}/data/{}", mount.value, path.value)),
                       GoString(use.key.value), filter),
           {use.span, use.key.span});
  out.from.Add(path.from);
  out.from.Add(mount.span);
  return out;
}

}  // namespace

void DeliverByRuntime(const Scope& scope, const access::Principal& principal,
                      const std::vector<AirflowSecretUse>& uses, AirflowTask& task) {
  if (uses.empty()) return;
  Any references = MapData();
  bool files = false;
  for (const AirflowSecretUse& use : uses) {
    Put(references, use.variable, ReferenceTo(scope, use), use.span);
    files = files || use.as_file;
  }
  task.env.push_back(JsonVariable("WRIT_SECRETS", std::move(references)));
  if (files) {
    task.volumes.push_back(
        Folder("writ-secrets", std::string(kSecretFilesFolder), false, "16Mi", Text("Memory")));
  }
  if (!UsesVault(scope, uses)) return;
  const spec::Vault& vault = *scope.environment().facts->vault;
  const auto [method, mount] = LoginOf(vault);
  Any login = MapData();
  Put(login, "address", TextData(vault.address.value.text, vault.address.span));
  if (vault.vault_namespace) {
    Put(login, "namespace", TextData(vault.vault_namespace->value, vault.vault_namespace->span));
  }
  Put(login, "auth", TextData(method, mount.span));
  Put(login, "mount", TextData(mount.value, mount.span));
  Put(login, "role", TextData(VaultPolicyOf(scope, principal)));
  Put(login, "token_file", TextData(fmt::format("{}/token", kVaultTokenFolder)));
  task.env.push_back(JsonVariable("WRIT_VAULT", std::move(login)));
  task.volumes.push_back(Token(vault));
}

void DeliverByVaultAgent(const Scope& scope, const access::Principal& principal,
                         const std::vector<AirflowSecretUse>& uses, AirflowTask& task) {
  if (uses.empty()) return;
  const spec::Vault& vault = *scope.environment().facts->vault;
  const auto [method, mount] = LoginOf(vault);
  Annotate(task, "agent-inject", Text("true"));
  Annotate(task, "agent-pre-populate-only", Text("true"));
  Annotate(task, "service", {vault.address.value.text, vault.address.span});
  if (vault.vault_namespace) Annotate(task, "namespace", Text(*vault.vault_namespace));
  Annotate(task, "auth-type", {method, mount.span});
  Annotate(task, "auth-path", {"auth/" + mount.value, mount.span});
  Annotate(task, "role", VaultPolicyOf(scope, principal));
  Annotate(task, "agent-service-account-token-volume-name", Text("vault-token"));
  if (method == "jwt") {
    Annotate(task, "auth-config-path", {fmt::format("{}/token", kVaultTokenFolder), {}});
    Annotate(task, "auth-config-remove-jwt-after-reading", Text("false"));
  }
  task.volumes.push_back(Token(vault));

  Text exports;
  int files = 0;
  for (const AirflowSecretUse& use : uses) {
    if (use.as_file) {
      const std::string number = std::to_string(++files);
      Annotate(task, "agent-inject-file-" + number, {use.variable, use.span});
      Annotate(task, "agent-inject-template-" + number, AgentRead(scope, use, ""));
      Annotate(task, "error-on-missing-key-" + number, Text("true"));
      AirflowVariable variable;
      variable.name = {use.variable, use.span};
      variable.value.text = Text("/vault/secrets/" + use.variable, use.span);
      task.env.push_back(std::move(variable));
      continue;
    }
    // A value between quotes of the shell that sources the file.
    const Text read = AgentRead(scope, use, R"( | replaceAll "'" "'\\''")");
    exports.value += fmt::format("export {}='{}'\n", use.variable, read.value);
    exports.from.Add(read.from);
  }
  if (exports.value.empty()) return;
  // The shell runs this file, so it has a name that no variable, and thus no file of a secret, has.
  Annotate(task, "agent-inject-file-env", Text("writ.env"));
  Annotate(task, "agent-inject-template-env", std::move(exports));
  Annotate(task, "error-on-missing-key-env", Text("true"));
  for (const char* word : {"/bin/sh", "-c", ". /vault/secrets/writ.env && exec \"$@\"", "sh"}) {
    task.wrapper.emplace_back(std::string(word), vault.delivery.span);
  }
}

}  // namespace writ::view
