// Texts whose form networks and mail fix.
#pragma once

#include "spec/form.h"

namespace writ::spec {

struct HostNameForm {
  static constexpr std::string_view kWhat = "a host such as `trino.internal`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$","maxLength":253})";
  static constexpr std::string_view kHelp =
      "letters, digits and `-`, parts joined by `.`; no scheme and no port";
  static bool Fits(std::string_view text);
};
using HostName = Formed<HostNameForm>;

// A lower-case host, a port without leading zeros, and a path without `.` and `..`: one server has
// one spelling, but for the default port of its scheme.
bool IsServer(std::string_view text);

struct IssuerForm {
  static constexpr std::string_view kWhat =
      "host and path of an issuer such as `oidc.eks.eu-west-1.amazonaws.com/id/PROD`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?![^/]*:443(/|$))[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*$","maxLength":255})";
  static constexpr std::string_view kHelp =
      "a lower-case host, without `https://`, port 443 and a slash at the end";
  static bool Fits(std::string_view text);
};
using Issuer = Formed<IssuerForm>;

struct EmailAddressForm {
  static constexpr std::string_view kWhat = "an address such as `data@acme.example`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9._%+'-]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$","maxLength":254})";
  static constexpr std::string_view kHelp = "one address, without a name";
  static bool Fits(std::string_view text);
};
using EmailAddress = Formed<EmailAddressForm>;

}  // namespace writ::spec
