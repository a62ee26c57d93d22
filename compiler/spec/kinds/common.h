// What several kinds share: the fields of every object, teams, notifications, references into
// objects.
#pragma once

#include <array>

#include "spec/field_types.h"
#include "spec/gitlab_forms.h"
#include "spec/layers.h"
#include "spec/limits.h"
#include "spec/network_forms.h"
#include "spec/scalars.h"

namespace writ::spec {

struct Package;
struct Schedule;
struct Secret;
struct Maintenance;

struct Team {
  std::optional<Located<EmailAddress>> email;
  std::optional<Located<GitlabGroup>> gitlab_approvers;
  std::optional<Located<std::string>> vault_group;
};

// The partial objects of `overrides.<environment>`: checked for shape where they stand, merged when
// an environment is compiled.
template <class S>
struct Overrides {};

// Some fields of an S, which become part of whole ones: checked for shape where they stand.
template <class S>
struct Partial {
  syntax::Cursor node;  // valid while the syntax trees live
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

  static bool FromScalar(const syntax::Cursor& node, Argument& out, Context& context);
};

// `secret.key`.
struct SecretKey {
  Ref<Secret> secret;
  Located<std::string> key;
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
  Located<PositiveDuration> after;
  std::vector<Recipient> to;
};

struct Notify {
  std::vector<Recipient> failure;
  std::vector<Recipient> success;
  std::optional<LateNotice> late;
};

// A JSON value written as YAML: 1.2 core rules decide what plain scalars are.
struct FreeData {
  syntax::Cursor node;  // valid while the syntax trees live
};

// What a consumer of outputs takes beyond the spec language; consumer/ knows what that is.
struct PodExtension {
  std::optional<FreeData> pod;
};
struct GitlabExtension {
  std::optional<FreeData> gitlab;
};
struct HelmExtension {
  std::optional<FreeData> helm;
};
struct TerraformExtension {
  std::optional<FreeData> terraform_args;
};

}  // namespace writ::spec
