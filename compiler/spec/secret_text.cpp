#include "spec/secret_text.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"

namespace writ::spec {
namespace {

struct Prefix {
  std::string_view text;
  size_t at_least;  // characters of the token that follow
  std::string_view what;
};

constexpr std::array<Prefix, 22> kPrefixes = {
    {{"AKIA", 16, "an AWS access key"},      {"ASIA", 16, "an AWS access key"},
     {"ghp_", 30, "a GitHub token"},         {"gho_", 30, "a GitHub token"},
     {"ghs_", 30, "a GitHub token"},         {"github_pat_", 20, "a GitHub token"},
     {"glpat-", 16, "a GitLab token"},       {"gldt-", 16, "a GitLab deploy token"},
     {"glrt-", 16, "a GitLab runner token"}, {"xoxb-", 10, "a Slack token"},
     {"xoxp-", 10, "a Slack token"},         {"hvs.", 20, "a Vault token"},
     {"hvb.", 20, "a Vault token"},          {"AIza", 35, "a Google API key"},
     {"ya29.", 20, "a Google access token"}, {"GOCSPX-", 20, "a Google client secret"},
     {"sk_live_", 16, "a Stripe key"},       {"rk_live_", 16, "a Stripe key"},
     {"SG.", 40, "a SendGrid key"},          {"npm_", 36, "an npm token"},
     {"pypi-", 50, "a PyPI token"},          {"dapi", 32, "a Databricks token"}}};

bool IsTokenChar(char c) { return IsLetter(c) || IsDigit(c) || c == '_' || c == '-' || c == '.'; }

// The prefix starts a word, and enough of a token follows.
bool HasToken(std::string_view text, const Prefix& prefix) {
  for (size_t at = text.find(prefix.text); at != std::string_view::npos;
       at = text.find(prefix.text, at + 1)) {
    if (at > 0 && IsTokenChar(text[at - 1])) continue;
    const std::string_view rest = text.substr(at + prefix.text.size());
    const auto end = std::find_if_not(rest.begin(), rest.end(), IsTokenChar);
    if (static_cast<size_t>(end - rest.begin()) >= prefix.at_least) return true;
  }
  return false;
}

// scheme://user:password@host, with a password that is no placeholder.
bool HasPasswordUrl(std::string_view text) {
  for (size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
    const std::string_view rest = text.substr(at + 3);
    const std::string_view authority =
        rest.substr(0, std::min(rest.find_first_of("/?# \t\n\"'"), rest.size()));
    const size_t end = authority.rfind('@');
    if (end == std::string_view::npos) continue;
    const std::string_view user = authority.substr(0, end);
    const size_t colon = user.find(':');
    if (colon != std::string_view::npos && colon + 1 < user.size()) return true;
  }
  return false;
}

// `API_KEY` of `api-key`, `FORECAST_API_KEY` of `forecast.api_key`.
std::string Upper(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c == '-' || c == '.') c = '_';
    if (IsLower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// Whether a variable of this name holds a secret: by its last words, since `TOKEN_COUNT` is a
// number and `PASSWORD_FILE` a path.
bool IsNameOfSecret(std::string_view name) {
  constexpr std::array<std::string_view, 13> kLastWords = {
      "PASSPHRASE",  "SECRET",     "TOKEN",      "API_KEY",     "APIKEY",
      "PRIVATE_KEY", "ACCESS_KEY", "SECRET_KEY", "SIGNING_KEY", "ENCRYPTION_KEY",
      "FERNET_KEY",  "PASSWORD",   "PASSWD"};
  const std::string upper = Upper(name);
  const std::string_view text = upper;
  if (text.ends_with("PASSWORD") || text.ends_with("PASSWD") || text.ends_with("_PWD")) return true;
  return std::any_of(kLastWords.begin(), kLastWords.end(), [&](std::string_view words) {
    return text == words || (text.ends_with(words) && text[text.size() - words.size() - 1] == '_');
  });
}

// A switch, a number, a path, an address or a reference is no secret, whatever its name says.
bool IsPlainSetting(std::string_view text) {
  constexpr std::array<std::string_view, 11> kWords = {
      "TRUE", "FALSE", "YES", "NO", "ON", "OFF", "NONE", "NULL", "AUTO", "ENABLED", "DISABLED"};
  constexpr std::array<std::string_view, 8> kStarts = {"/", "./", "../", "~/", "$", "<", "[", "{"};
  const auto starts = [&](std::string_view start) { return text.starts_with(start); };
  const bool number = text.find_first_not_of("0123456789.") == std::string_view::npos;
  const std::string upper = Upper(text);
  return number || std::find(kWords.begin(), kWords.end(), upper) != kWords.end() ||
         std::any_of(kStarts.begin(), kStarts.end(), starts) || starts("arn:") ||
         starts("projects/") || text.find("://") != std::string_view::npos;
}

// 40 characters of base64, of every sort; a hash of git has no upper case.
bool IsAwsSecretKey(std::string_view text) {
  const auto any = [&](auto is_in) { return std::any_of(text.begin(), text.end(), is_in); };
  const auto in_base64 = [](char c) { return IsLetter(c) || IsDigit(c) || c == '/' || c == '+'; };
  return text.size() == 40 && std::all_of(text.begin(), text.end(), in_base64) && any(IsLower) &&
         any(IsDigit) && any([](char c) { return IsLetter(c) && !IsLower(c); });
}

}  // namespace

bool IsSecretByName(std::string_view name, std::string_view text) {
  return IsNameOfSecret(name) && (IsAwsSecretKey(text) || !IsPlainSetting(text));
}

std::string_view LooksLikeSecret(std::string_view key, std::string_view text) {
  std::string name = Upper(key);
  std::erase(name, '_');
  const bool told =
      name.find("SECRET") != std::string::npos || name.find("ACCESSKEY") != std::string::npos;
  return told && IsAwsSecretKey(text) ? "an AWS secret access key" : std::string_view();
}

std::string_view LooksLikeSecret(std::string_view text) {
  if (text.size() < 8) return {};
  const size_t pem = text.find("-----BEGIN ");
  if (pem != std::string_view::npos && text.find("PRIVATE KEY", pem) != std::string_view::npos)
    return "a private key";
  if (HasPasswordUrl(text)) return "an address with a password in it";
  for (const Prefix& prefix : kPrefixes) {
    if (HasToken(text, prefix)) return prefix.what;
  }
  return {};
}

}  // namespace writ::spec
