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

// A runner for Windows takes `%NAME%` for a variable, and GitLab does so in some keywords.
bool HasNoVariable(std::string_view text) {
  return text.find('%') == std::string_view::npos &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

constexpr std::array<Form, 8> kForms = {{
    Known<spec::DnsLabelForm>("dns_label"),
    Known<spec::DnsSubdomainForm>("dns_subdomain"),
    Known<spec::LabelKeyForm>("label_key"),
    Known<spec::LabelValueForm>("label_value"),
    {"cron", IsCron, "a cron expression: five fields of digits, names, `*`, `/`, `,` and `-`"},
    {"ip", IsIp, "an IPv4 or IPv6 address"},
    {"no_variable", HasNoVariable, "one line without `%`, which GitLab may take for a variable"},
    {"url_path", IsUrlPath, "`/`, then letters, digits, `/`, `.`, `_`, `-`, `~` and `*`"},
}};

}  // namespace

const Form* FindForm(std::string_view name) {
  const auto form = std::find_if(kForms.begin(), kForms.end(),
                                 [&](const Form& known) { return known.name == name; });
  return form == kForms.end() ? nullptr : &*form;
}

}  // namespace writ::consumer
