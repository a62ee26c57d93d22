// Texts whose form Kubernetes fixes.
#pragma once

#include "spec/form.h"

namespace writ::spec {

// DNS-1123 label.
struct DnsLabelForm {
  static constexpr std::string_view kWhat = "a Kubernetes name such as `etl-jobs`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","maxLength":63})";
  static constexpr std::string_view kHelp = "at most 63 lower-case letters, digits and `-`";
  static bool Fits(std::string_view text);
};
using DnsLabel = Formed<DnsLabelForm>;

// DNS-1123 subdomain: the name of most objects.
struct DnsSubdomainForm {
  static constexpr std::string_view kWhat = "the name of a Kubernetes object such as `ca-bundle`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","maxLength":253})";
  static constexpr std::string_view kHelp = "at most 253 lower-case letters, digits, `-` and `.`";
  static bool Fits(std::string_view text);
};
using DnsSubdomain = Formed<DnsSubdomainForm>;

// `name` or `dns.subdomain/name`.
struct LabelKeyForm {
  static constexpr std::string_view kWhat =
      "the key of a label such as `topology.kubernetes.io/zone`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^(?=[^/]{1,253}(/|$))([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$","maxLength":317})";
  static constexpr std::string_view kHelp =
      "at most 63 letters, digits, `-`, `_`, `.`; a DNS name and `/` may stand before them";
  static bool Fits(std::string_view text);
};
using LabelKey = Formed<LabelKeyForm>;

// May be empty.
struct LabelValueForm {
  static constexpr std::string_view kWhat = "the value of a label such as `batch`";
  static constexpr std::string_view kSchema =
      R"({"type":["string","number","boolean"],"pattern":"^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$","maxLength":63})";
  static constexpr std::string_view kHelp =
      "at most 63 letters, digits, `-`, `_`, `.`, with a letter or digit at both ends";
  static bool Fits(std::string_view text);
};
using LabelValue = Formed<LabelValueForm>;

}  // namespace writ::spec
