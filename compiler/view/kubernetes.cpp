#include "view/kubernetes.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/airflow_components.h"
#include "access/pod_folders.h"
#include "view/free_data.h"
#include "view/names.h"

namespace writ::view {

namespace {

using access::Principal;
using access::PrincipalKind;
using value::Text;

constexpr std::string_view kDagFolder = "/opt/airflow/dags";

// A new DAG waits for a sync, then for a listing: together at most this, which leaves ten seconds
// of a minute for the transfer and the parser.
constexpr int64_t kNewDagSeconds = 50;

Text Of(std::string_view text) { return Text(std::string(text)); }

template <class T>
std::vector<Text> Texts(const std::vector<Located<T>>& all) {
  return {all.begin(), all.end()};
}

// ---- the cluster

std::optional<value::Map<Text>> Annotations(const spec::Identity& identity) {
  value::Map<Text> out;
  if (identity.aws_role)
    out.entries.emplace_back(Of("eks.amazonaws.com/role-arn"), Text(*identity.aws_role));
  if (identity.gcp_service_account)
    out.entries.emplace_back(Of("iam.gke.io/gcp-service-account"),
                             Text(*identity.gcp_service_account));
  if (out.entries.empty()) return std::nullopt;
  return out;
}

JobAccount AccountOf(const Scope& scope, const Principal& who) {
  const spec::Package& package = resolve::At(scope.environment().packages, who.package);
  JobAccount out;
  out.name = ServiceAccountOf(scope, who);
  out.package = {package.name.value.text, package.name.span};
  out.job = {who.name, who.declared};
  const spec::Job* job = who.kind == PrincipalKind::kJob ? package.jobs.Find(who.name) : nullptr;
  if (job != nullptr) out.annotations = Annotations(job->identity);
  return out;
}

void AddNamespace(const spec::Environment& facts, Text name, std::vector<Text>& out) {
  const bool listed =
      std::any_of(out.begin(), out.end(), [&](const Text& one) { return one.value == name.value; });
  if (listed || facts.FindExisting("kubernetes/namespace/" + name.value) != nullptr) return;
  out.push_back(std::move(name));
}

// ---- the Airflow

value::Any AnyText(std::string_view text, const value::Origins& from = {}) {
  value::Any out;
  out.kind = value::Any::Kind::kText;
  out.text = text;
  out.from = from;
  return out;
}

// The arguments of Airflow's Vault backend. `config_path: null`: Vault is not asked for options.
value::Any BackendKwargs(const spec::Vault& vault, const Text& role) {
  value::Any out;
  out.kind = value::Any::Kind::kMap;
  const auto add = [&](std::string key, value::Any item) {
    out.entries.push_back({std::move(key), std::move(item)});
  };
  add("url", AnyText(vault.address.value.text, vault.address.span));
  if (vault.vault_namespace)
    add("namespace", AnyText(vault.vault_namespace->value, vault.vault_namespace->span));
  add("mount_point", AnyText(vault.mount.value, vault.mount.span));
  add("connections_path", AnyText("airflow/connections"));
  add("variables_path", AnyText("airflow/variables"));
  add("config_path", value::Any{});
  const std::string token = fmt::format("{}/token", access::kVaultTokenFolder);
  if (const auto& jwt = vault.workload_auth.jwt) {
    add("auth_type", AnyText("jwt", jwt->span));
    add("auth_mount_point", AnyText(jwt->value, jwt->span));
    add("jwt_role", AnyText(role.value, role.from));
    add("jwt_token_path", AnyText(token));
  } else if (const auto& kubernetes = vault.workload_auth.kubernetes) {
    add("auth_type", AnyText("kubernetes", kubernetes->span));
    add("auth_mount_point", AnyText(kubernetes->value, kubernetes->span));
    add("kubernetes_role", AnyText(role.value, role.from));
    add("kubernetes_jwt_path", AnyText(token));
  }
  return out;
}

AirflowImage ImageOf(const spec::Airflow& airflow) {
  if (!airflow.image) return {Of("apache/airflow"), TextOf(airflow.version), {}};
  return {TextOf(airflow.image->repository), TextOf(airflow.image->tag),
          TextOf(airflow.image->digest)};
}

AirflowSecretNames SecretNames(const spec::Airflow& airflow) {
  AirflowSecretNames out{Of("airflow-metadata"), Of("airflow-fernet-key"), {}, {}, {}, {}};
  if (airflow.version.value.major >= 3) {
    out.api_key = Of("airflow-api-secret-key");
    out.jwt = Of("airflow-jwt-secret");
  } else {
    out.webserver_key = Of("airflow-webserver-secret-key");
  }
  if (airflow.executor.value == spec::Executor::kCelery) out.broker = Of("airflow-broker-url");
  return out;
}

DagSync SyncOf(const resolve::Environment& environment) {
  const spec::Airflow& airflow = *environment.facts->airflow;
  const spec::Aws& aws = *environment.facts->aws;
  DagSync out;
  out.image = airflow.sync_image;
  out.bucket = aws.dag_bucket;
  out.prefix = {environment.name + "/", environment.name_span};
  out.folder = Of(kDagFolder);
  out.interval = {std::to_string(airflow.sync_interval.value.seconds), airflow.sync_interval.span};
  out.region = aws.region;
  return out;
}

void AddComponents(const resolve::Environment& environment, const Text& role, AirflowChart& out) {
  const spec::Environment& facts = *environment.facts;
  const spec::Airflow& airflow = *facts.airflow;
  const bool logs_in_s3 = airflow.logs && airflow.logs->s3;
  const value::Origins from(airflow.executor.span, airflow.version.span);
  const Text arn = RoleArnOf(*facts.aws, "/", role);
  for (const access::AirflowComponent& part :
       access::AirflowComponents(airflow.version.value, airflow.executor.value)) {
    const bool reads = part.dags != access::DagReading::kNever;
    ChartComponent component;
    component.chart_key = {std::string(part.chart_key), from};
    component.service_account = {std::string(part.service_account), from};
    component.reads_dags = {reads, from};
    component.dag_sidecar = {part.dags == access::DagReading::kContinuous, from};
    if (reads) component.aws_role = arn;
    if (part.shows_logs && logs_in_s3) {
      component.aws_role = RoleArnOf(*facts.aws, "/",
                                     {access::LogReaderRole(environment.name),
                                      {environment.name_span, airflow.logs->s3->span}});
    }
    if (part.runs_tasks) out.pod_launchers.push_back(component.service_account);
    (part.worker ? out.workers : out.components).push_back(std::move(component));
  }
}

}  // namespace

bool RunsAirflow(const spec::Environment& facts) {
  return facts.airflow && facts.kubernetes && facts.aws;
}

Kubernetes BuildKubernetes(const Scope& scope) {
  const spec::Environment& facts = *scope.environment().facts;
  Kubernetes out;
  if (!facts.kubernetes) return out;
  out.jobs_namespace = TextOf(facts.kubernetes->jobs_namespace);
  out.image_pull_secrets = Texts(facts.kubernetes->image_pull_secrets);
  out.on_aws = {facts.aws.has_value(), facts.aws ? facts.aws->account.span : Span{}};
  const auto& api_server = facts.kubernetes->api_server;
  const bool reviews = facts.vault && facts.vault->workload_auth.kubernetes && api_server;
  if (reviews)
    out.reviews_tokens = {true, {facts.vault->workload_auth.kubernetes->span, api_server->span}};
  if (RunsAirflow(facts)) {
    out.airflow_namespace = TextOf(facts.airflow->kubernetes_namespace);
    AddNamespace(facts, *out.airflow_namespace, out.namespaces);
  }
  AddNamespace(facts, out.jobs_namespace, out.namespaces);
  for (const Principal& who : scope.access().principals) {
    if (who.kind == PrincipalKind::kJob || who.kind == PrincipalKind::kMaintenance)
      out.accounts.push_back(AccountOf(scope, who));
  }
  return out;
}

AirflowChart BuildAirflowChart(const Scope& scope) {
  const spec::Environment& facts = *scope.environment().facts;
  AirflowChart out;
  if (!RunsAirflow(facts)) return out;
  const spec::Airflow& airflow = *facts.airflow;
  const Principal* who = scope.access().Find(PrincipalKind::kAirflow, {}, {});
  WRIT_CHECK(who != nullptr);

  out.version = TextOf(airflow.version);
  out.major = {airflow.version.value.major, airflow.version.span};
  out.chart = TextOf(airflow.chart);
  out.executor = TextOf(airflow.executor);
  out.kubernetes_namespace = TextOf(airflow.kubernetes_namespace);
  out.image = ImageOf(airflow);
  out.image_pull_secrets = Texts(facts.kubernetes->image_pull_secrets);
  out.secrets = SecretNames(airflow);
  out.listing_interval = {std::to_string(kNewDagSeconds - airflow.sync_interval.value.seconds),
                          airflow.sync_interval.span};
  if (facts.vault && !who->vault_policy.empty())
    out.vault = {TextOf(facts.vault->audience),
                 BackendKwargs(*facts.vault, VaultPolicyOf(scope, *who))};
  if (airflow.logs) {
    out.log_volume_claim = TextOf(airflow.logs->volume_claim);
    if (const auto& s3 = airflow.logs->s3) out.remote_logs = Text("s3://" + s3->value, s3->span);
  }
  out.dag_sync = SyncOf(scope.environment());
  AddComponents(scope.environment(), AwsRoleOf(scope, *who), out);
  out.extension = ToMap(facts.extend.helm);
  const auto config = std::find_if(out.extension.entries.begin(), out.extension.entries.end(),
                                   [](const auto& entry) { return entry.first.value == "config"; });
  if (config != out.extension.entries.end()) {
    out.config = std::move(config->second);
    out.extension.entries.erase(config);
  }
  return out;
}

}  // namespace writ::view
