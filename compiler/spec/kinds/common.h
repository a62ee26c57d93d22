// What several kinds share: the fields of every object, teams, notifications, references into
// objects.
#pragma once

#include <array>

#include "spec/decode.h"

namespace writ::spec {

struct Package;
struct Schedule;
struct Secret;
struct Maintenance;

struct Team {
  std::optional<Located<std::string>> email;
  std::optional<Located<std::string>> gitlab_approvers;
  std::optional<Located<std::string>> vault_group;
};
template <>
inline constexpr auto kTable<Team> = RecordOf(
    "team", "people who own objects and hear of failures",
    Opt("email", &Team::email, "where notices go", "reporting@acme.example"),
    Opt("gitlab_approvers", &Team::gitlab_approvers, "the GitLab group that reviews its files",
        "\"@data/reporting\""),
    Opt("vault_group", &Team::vault_group, "the Vault identity group of its people", "reporting"));

// The partial objects of `overrides.<environment>`: checked for shape where they stand, merged when
// an environment is compiled.
template <class S>
struct Overrides {};

template <class S>
struct Type<Overrides<S>> {
  static constexpr std::string_view kWhat =
      "a map from environments to the fields that differ there";
  static bool Decode(const Layers& in, Overrides<S>&, Context& context) {
    if (!ExpectMap(in, "a map", context)) return false;
    if (context.mode == Mode::kWhole) return true;
    bool ok = true;
    Context inner{context.sink, Mode::kOverride, {}, {}, {}};
    for (const std::string_view name : in.Keys()) {
      S partial;
      ok = Type<S>::Decode(in.Get(name), partial, inner) && ok;
    }
    return ok;
  }
};

// A value of a command or an environment variable: text, or one that only the run knows.
enum class RunValue : uint8_t { kDate, kStart, kEnd, kId, kAttempt };
template <>
struct Words<RunValue> {
  static constexpr std::string_view kWhat = "a value of the run";
  static constexpr std::array<std::string_view, 5> kAll = {"date", "start", "end", "id", "attempt"};
};

struct Argument {
  Located<std::string> text;  // when neither of the others is set
  std::optional<Located<RunValue>> run;
  std::optional<Located<std::string>> param;  // an entry of the schedule's `airflow.params`

  static bool FromScalar(const syntax::Cursor& node, Argument& out, Context& context) {
    return Type<Located<std::string>>::Decode(Layers(node), out.text, context);
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

// `secret.key`.
struct SecretKey {
  Ref<Secret> secret;
  Located<std::string> key;
};
template <>
struct Type<SecretKey> {
  static constexpr std::string_view kWhat = "a key of a secret such as `warehouse_db.password`";
  static bool Decode(const Layers& in, SecretKey& out, Context& context);
};

// What a principal may do with a secret.
enum class Action : uint8_t { kRead, kList, kWrite };
template <>
struct Words<Action> {
  static constexpr std::string_view kWhat = "an action on a secret";
  static constexpr std::array<std::string_view, 3> kAll = {"read", "list", "write"};
};

// `owner`, or the name of a team.
using Recipient = Ref<Team>;

struct LateNotice {
  Located<Duration> after;
  std::vector<Recipient> to;
};
template <>
inline constexpr auto kTable<LateNotice> = RecordOf(
    "late notice", "tells people that a run takes too long",
    Req("after", &LateNotice::after, "how long after its scheduled start a run may last", "3h"),
    Req("to", &LateNotice::to, "whom to tell: `owner` or teams", "[owner]"));

struct Notify {
  std::vector<Recipient> failure;
  std::vector<Recipient> success;
  std::optional<LateNotice> late;
};
template <>
inline constexpr auto kTable<Notify> = RecordOf(
    "notify", "who hears what",
    Opt("failure", &Notify::failure, "whom to tell when a run fails: `owner` or teams", "[owner]"),
    Opt("success", &Notify::success, "whom to tell when a run succeeds: `owner` or teams",
        "[owner]"),
    Opt("late", &Notify::late, "whom to tell when a run takes too long",
        "{after: 3h, to: [owner]}"));

// A JSON value written as YAML: 1.2 core rules decide what plain scalars are.
struct FreeData {
  syntax::Cursor node;  // valid while the syntax trees live
};
template <>
struct Type<FreeData> {
  static constexpr std::string_view kWhat = "free data";
  static bool Decode(const Layers& in, FreeData& out, Context&) {
    out.node = in.top();
    return true;
  }
};

}  // namespace writ::spec
