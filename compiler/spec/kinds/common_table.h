// Field tables of what kinds share. Apart from the structs, since few files need them and all pay
// for them.
#pragma once

#include "spec/decode.h"
#include "spec/kinds/common.h"

namespace writ::spec {

template <>
inline constexpr auto kTable<Team> = RecordOf(
    "team", "people who own objects and hear of failures",
    Opt("email", &Team::email, "where notices go", "reporting@acme.example"),
    Opt("gitlab_approvers", &Team::gitlab_approvers,
        "the GitLab group that reviews its files, for own templates; no built-in one reads it yet",
        "\"@data/reporting\""),
    Opt("vault_group", &Team::vault_group, "the Vault identity group of its people", "reporting"));

template <class S>
struct Type<Overrides<S>> {
  static constexpr std::string_view kWhat =
      "a map from environments to the fields that differ there";
  static bool Decode(const Layers& in, Overrides<S>&, Context& context) {
    if (!ExpectMap(in, "a map", context)) return false;
    if (context.mode == Mode::kWhole) return true;
    bool ok = true;
    Context inner{context.sink, Mode::kOverride, {}, {}, {}};
    for (const Layers::Entry& entry : in.Entries()) {
      S partial;
      ok = Type<S>::Decode(entry.layers, partial, inner) && ok;
    }
    return ok;
  }
};

template <class S>
struct Type<Partial<S>> {
  static constexpr std::string_view kWhat = "a map of fields";
  static bool Decode(const Layers& in, Partial<S>& out, Context& context) {
    out.node = in.top();
    if (context.mode == Mode::kWhole) return true;
    Context inner{context.sink, Mode::kOverride, {}, {}, {}};
    S partial;
    return Type<S>::Decode(in, partial, inner);
  }
};

template <>
inline constexpr auto kTable<Argument> = RecordOf(
    "value", "a text, or a value that only the run knows",
    Opt("run", &Argument::run, "`date`, `start`, `end`, `id` or `attempt` of the run", "date"),
    Opt("param", &Argument::param, "an entry of the schedule's `airflow.params`", "day"));

template <>
inline std::vector<Rule> RulesOf<Argument>() {
  return {ExactlyOne({"run", "param"})};
}

template <>
struct Type<SecretKey> {
  static constexpr std::string_view kWhat = "a key of a secret such as `warehouse_db.password`";
  static bool Decode(const Layers& in, SecretKey& out, Context& context);
};

template <>
inline constexpr auto kTable<LateNotice> = RecordOf(
    "late notice", "tells people that a run takes too long",
    Req("after", &LateNotice::after, "how long after its scheduled start a run may last", "3h"),
    Req("to", &LateNotice::to, "whom to tell: `owner` or teams", "[owner]"));

template <>
inline std::vector<Rule> RulesOf<LateNotice>() {
  return {NotEmpty({"to"})};
}

template <>
inline constexpr auto kTable<Notify> = RecordOf(
    "notify", "who hears what",
    Opt("failure", &Notify::failure, "whom to tell when a run fails: `owner` or teams", "[owner]"),
    Opt("success", &Notify::success, "whom to tell when a run succeeds: `owner` or teams",
        "[owner]"),
    Opt("late", &Notify::late, "whom to tell when a run takes too long",
        "{after: 3h, to: [owner]}"));

template <>
inline std::vector<Rule> RulesOf<Notify>() {
  return {NotEmpty({"failure", "success"})};
}

template <>
struct Type<FreeData> {
  static constexpr std::string_view kWhat = "free data";
  // Refuses numbers that a reader of outputs might take for others (E0205).
  static bool Decode(const Layers& in, FreeData& out, Context& context);
};

template <>
inline constexpr auto kTable<PodExtension> =
    RecordOf("job's extension", "what Writ has no field for",
             Opt("pod", &PodExtension::pod, "fields of the job's Kubernetes pod",
                 "{dnsConfig: {options: [{name: ndots, value: \"2\"}]}}"));

template <>
inline constexpr auto kTable<GitlabExtension> =
    RecordOf("package's extension", "what Writ has no field for",
             Opt("gitlab", &GitlabExtension::gitlab,
                 "keywords of the GitLab jobs that publish the package", "{tags: [large]}"));

template <>
inline constexpr auto kTable<HelmExtension> = RecordOf(
    "environment's extension", "what Writ has no field for",
    Opt("helm", &HelmExtension::helm, "values of the Airflow chart", "{scheduler: {replicas: 2}}"));

template <>
inline constexpr auto kTable<TerraformExtension> = RecordOf(
    "resource's extension", "what Writ has no field for",
    Opt("terraform_args", &TerraformExtension::terraform_args,
        "arguments of the Terraform resource that this object becomes", "{labels: {cost: data}}"));

inline bool Argument::FromScalar(const syntax::Cursor& node, Argument& out, Context& context) {
  return Type<Located<std::string>>::Decode(Layers(node), out.text, context);
}

}  // namespace writ::spec
