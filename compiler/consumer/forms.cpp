#include "consumer/forms.h"

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

bool IsOf(std::string_view text, std::string_view signs) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return IsLetter(c) || IsDigit(c) || signs.find(c) != std::string_view::npos;
  });
}

bool IsCron(std::string_view text) {
  return !text.empty() && text.front() != ' ' && IsOf(text, " */,-?#@") &&
         text.find(" #") == std::string_view::npos;
}

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

// A name that YAML 1.1, which Helm reads what its templates print as, takes for a text without
// quotes. Of those that begin with a digit only what holds a letter beyond all notations of numbers
// is known to be one.
bool IsPlainText(std::string_view name) {
  constexpr std::array<std::string_view, 9> kWords = {"y",   "n",    "yes",   "no",  "on",
                                                      "off", "true", "false", "null"};
  if (std::find(kWords.begin(), kWords.end(), name) != kWords.end()) return false;
  return name.empty() || !IsDigit(name.front()) ||
         std::any_of(name.begin(), name.end(),
                     [](char c) { return c > 'f' && c != 'o' && c != 'x'; });
}

bool IsBareDnsSubdomain(std::string_view text) {
  return spec::DnsSubdomainForm::Fits(text) && IsPlainText(text);
}

std::string_view WithoutNumber(std::string_view text) {
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0) return text;
  text.remove_prefix(digits);
  if (!text.starts_with('.')) return text;
  return text.substr(std::min(text.find_first_not_of("0123456789", 1), text.size()));
}

// Of Kubernetes, not negative: a number with a suffix of a thousand or of 1024, or with an
// exponent.
bool IsQuantity(std::string_view text) {
  constexpr std::array<std::string_view, 15> kSuffixes = {
      "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi"};
  const std::string_view rest = WithoutNumber(text);
  if (rest.size() == text.size()) return false;
  if (std::find(kSuffixes.begin(), kSuffixes.end(), rest) != kSuffixes.end() || rest == "Ei")
    return true;
  const bool exponent = rest.starts_with('e') || rest.starts_with('E');
  return exponent && rest.size() > 1 && std::all_of(rest.begin() + 1, rest.end(), IsDigit);
}

// `1h 30m`, `20 minutes`: what GitLab's keywords and its interface write.
bool IsGitlabDuration(std::string_view text) {
  constexpr std::array<std::string_view, 22> kUnits = {
      "s",  "sec", "secs", "second", "seconds", "m",   "min",  "mins", "minute", "minutes", "h",
      "hr", "hrs", "hour", "hours",  "d",       "day", "days", "w",    "week",   "weeks",   "mo"};
  const auto skip = [&] { text.remove_prefix(std::min(text.find_first_not_of(' '), text.size())); };
  if (text.empty()) return false;
  while (!text.empty()) {
    const std::string_view rest = WithoutNumber(text);
    if (rest.size() == text.size()) return false;
    text = rest;
    skip();
    const size_t letters =
        static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsLetter) - text.begin());
    const std::string_view unit = text.substr(0, letters);
    if (std::find(kUnits.begin(), kUnits.end(), unit) == kUnits.end()) return false;
    text.remove_prefix(letters);
    skip();
  }
  return true;
}

constexpr std::array<Form, 14> kForms = {{
    Known<spec::DnsLabelForm>("dns_label"),
    Known<spec::DnsSubdomainForm>("dns_subdomain"),
    Known<spec::LabelKeyForm>("label_key"),
    Known<spec::LabelValueForm>("label_value"),
    {"destroy_delay", IsDestroyDelay, "whole seconds, a day or more: `86400s`"},
    {"google_description", IsGoogleDescription, "at most 512 characters"},
    {"google_label_key", IsGoogleLabelKey,
     "at most 63 lower-case letters, digits, `_` and `-`, a letter first, not `goog...`"},
    {"google_label_value", IsGoogleLabelValue,
     "at most 63 lower-case letters, digits, `_` and `-`"},
    {"secret_annotation", IsSecretAnnotation,
     "at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends"},
    {"bare_dns_subdomain", IsBareDnsSubdomain,
     "at most 253 lower-case letters, digits, `-` and `.`, and nothing that YAML reads as a number "
     "or a truth value: the chart prints it without quotes"},
    {"quantity", IsQuantity, "a quantity of Kubernetes: `500m`, `2`, `512Mi`", true},
    {"gitlab_duration", IsGitlabDuration, "a duration such as `20 minutes` or `1h 30m`"},
    {"cron", IsCron, "a cron expression: five fields of digits, names, `*`, `/`, `,` and `-`"},
    {"no_variable", HasNoVariable,
     "one line without `%` and `$`, which GitLab may take for a variable"},
}};

}  // namespace

const Form* FindForm(std::string_view name) {
  const auto form = std::find_if(kForms.begin(), kForms.end(),
                                 [&](const Form& known) { return known.name == name; });
  return form == kForms.end() ? nullptr : &*form;
}

}  // namespace writ::consumer
