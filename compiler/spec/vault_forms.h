// Texts that become part of Vault paths. They must mean themselves there: in a policy `*` and `+`
// stand for other paths, and `{{...}}` for whoever logs in.
#pragma once

#include "spec/form.h"

namespace writ::spec {

// A mount or a namespace.
struct VaultMountForm {
  static constexpr std::string_view kWhat = "a mount in Vault such as `secret`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?!(audit|auth|cubbyhole|identity|root|sys)(/|$))[A-Za-z0-9._-]*[A-Za-z0-9_-](/[A-Za-z0-9._-]*[A-Za-z0-9_-])*$","maxLength":255})";
  static constexpr std::string_view kHelp =
      "letters, digits, `.`, `_`, `-`, parts joined by `/`; not audit, auth, cubbyhole, identity, "
      "root, sys";
  static bool Fits(std::string_view text);
};
using VaultMount = Formed<VaultMountForm>;

// The mount of an auth method. Vault logs in by token at `token`.
struct AuthMountForm {
  static constexpr std::string_view kWhat = "a mount of an auth method such as `approle`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?!(audit|auth|cubbyhole|identity|root|sys|token)(/|$))[A-Za-z0-9._-]*[A-Za-z0-9_-](/[A-Za-z0-9._-]*[A-Za-z0-9_-])*$","maxLength":255})";
  static constexpr std::string_view kHelp =
      "letters, digits, `.`, `_`, `-`, parts joined by `/`; not audit, auth, cubbyhole, identity, "
      "root, sys, token";
  static bool Fits(std::string_view text);
};
using AuthMount = Formed<AuthMountForm>;

// What stands for `{env}`.
struct PathNameForm {
  static constexpr std::string_view kWhat = "a part of a path such as `production`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9._-]*[A-Za-z0-9_-](/[A-Za-z0-9._-]*[A-Za-z0-9_-])*$","maxLength":255})";
  static constexpr std::string_view kHelp = "letters, digits, `.`, `_`, `-`, parts joined by `/`";
  static bool Fits(std::string_view text);
};
using PathName = Formed<PathNameForm>;

// The id of a connection or a variable.
struct AirflowIdForm {
  static constexpr std::string_view kWhat =
      "the id of an Airflow connection or variable such as `warehouse_db`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9._-]*[A-Za-z0-9_-]$","maxLength":250})";
  static constexpr std::string_view kHelp =
      "at most 250 letters, digits, `.`, `_`, `-`, not ending in `.`";
  static bool Fits(std::string_view text);
};
using AirflowId = Formed<AirflowIdForm>;

// Of a token.
struct AudienceForm {
  static constexpr std::string_view kWhat = "the audience of a token such as `vault`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9:/._~@-]+$","maxLength":255})";
  static constexpr std::string_view kHelp = "at most 255 letters, digits and `:/._~@-`";
  static bool Fits(std::string_view text);
};
using Audience = Formed<AudienceForm>;

}  // namespace writ::spec
