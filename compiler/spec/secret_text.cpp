#include "spec/secret_text.h"

#include <algorithm>
#include <array>

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

bool IsTokenChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

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

}  // namespace

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
