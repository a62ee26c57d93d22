#include "consumer/forms.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "spec/kubernetes_forms.h"

namespace writ::consumer {
namespace {

template <class F>
constexpr Form Known(std::string_view name) {
  return {name, F::Fits, F::kHelp};
}

bool IsIp(std::string_view text) {
  const std::string terminated(text);
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return inet_pton(AF_INET, terminated.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1;
}

bool IsOf(std::string_view text, std::string_view signs) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return IsLetter(c) || IsDigit(c) || signs.find(c) != std::string_view::npos;
  });
}

bool IsCron(std::string_view text) {
  return !text.empty() && text.front() != ' ' && IsOf(text, " */,-?#@") &&
         text.find(" #") == std::string_view::npos;
}

bool IsUrlPath(std::string_view text) { return text.starts_with('/') && IsOf(text, "/._-~*"); }

// A runner for Windows takes `%NAME%` for a variable, and GitLab does so in some keywords; for `$`
// in tags it has no escape.
bool HasNoVariable(std::string_view text) {
  return text.find_first_of("%$") == std::string_view::npos &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

// Characters of UTF-8.
size_t Length(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

bool IsIngressHost(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  return spec::DnsSubdomainForm::Fits(text);
}

// Google takes letters of other scripts, too, if they have no upper case.
bool IsGoogleLabelValue(std::string_view text) {
  return text.size() <= 63 && std::all_of(text.begin(), text.end(), [](char c) {
           return IsLower(c) || IsDigit(c) || c == '_' || c == '-';
         });
}

bool IsGoogleLabelKey(std::string_view text) {
  return !text.empty() && IsLower(text.front()) && IsGoogleLabelValue(text) &&
         !text.starts_with("goog");
}

bool IsGoogleDescription(std::string_view text) { return Length(text) <= 512; }

// Of a secret; one of Cloud Run has the key of a label.
bool IsSecretAnnotation(std::string_view text) {
  return text.size() <= 63 && spec::LabelKeyForm::Fits(text) &&
         text.find('/') == std::string_view::npos;
}

// Whole seconds of a day or more.
bool IsDestroyDelay(std::string_view text) {
  if (!text.ends_with('s')) return false;
  text.remove_suffix(1);
  return !text.empty() && text.size() <= 9 && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), IsDigit) &&
         (text.size() > 5 || (text.size() == 5 && text >= "86400"));
}

bool IsAwsTag(std::string_view text, size_t most) {
  return Length(text) <= most && std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x80 || IsOf({&c, 1}, " _.:/=+-@");
         });
}

bool IsAwsTagKey(std::string_view text) {
  const bool reserved = text.size() >= 4 && (text[0] | 0x20) == 'a' && (text[1] | 0x20) == 'w' &&
                        (text[2] | 0x20) == 's' && text[3] == ':';
  return !text.empty() && !reserved && IsAwsTag(text, 128);
}

bool IsAwsTagValue(std::string_view text) { return IsAwsTag(text, 256); }

constexpr std::array<Form, 16> kForms = {{
    Known<spec::DnsLabelForm>("dns_label"),
    Known<spec::DnsSubdomainForm>("dns_subdomain"),
    Known<spec::LabelKeyForm>("label_key"),
    Known<spec::LabelValueForm>("label_value"),
    {"aws_tag_key", IsAwsTagKey, "1 to 128 letters, digits, blanks and `_.:/=+-@`, not `aws:...`"},
    {"aws_tag_value", IsAwsTagValue, "at most 256 letters, digits, blanks and `_.:/=+-@`"},
    {"destroy_delay", IsDestroyDelay, "whole seconds, a day or more: `86400s`"},
    {"google_description", IsGoogleDescription, "at most 512 characters"},
    {"google_label_key", IsGoogleLabelKey,
     "at most 63 lower-case letters, digits, `_` and `-`, a letter first, not `goog...`"},
    {"google_label_value", IsGoogleLabelValue,
     "at most 63 lower-case letters, digits, `_` and `-`"},
    {"ingress_host", IsIngressHost,
     "at most 253 lower-case letters, digits, `-` and `.`; `*.` may stand before them"},
    {"secret_annotation", IsSecretAnnotation,
     "at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends"},
    {"cron", IsCron, "a cron expression: five fields of digits, names, `*`, `/`, `,` and `-`"},
    {"ip", IsIp, "an IPv4 or IPv6 address"},
    {"no_variable", HasNoVariable,
     "one line without `%` and `$`, which GitLab may take for a variable"},
    {"url_path", IsUrlPath, "`/`, then letters, digits, `/`, `.`, `_`, `-`, `~` and `*`"},
}};

}  // namespace

const Form* FindForm(std::string_view name) {
  const auto form = std::find_if(kForms.begin(), kForms.end(),
                                 [&](const Form& known) { return known.name == name; });
  return form == kForms.end() ? nullptr : &*form;
}

}  // namespace writ::consumer
