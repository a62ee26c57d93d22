// What the patterns of the forms say, without their cost.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "spec/cloud_forms.h"
#include "spec/database_forms.h"
#include "spec/gitlab_forms.h"
#include "spec/image_forms.h"
#include "spec/kubernetes_forms.h"
#include "spec/network_forms.h"
#include "spec/vault_forms.h"

namespace writ::spec {
namespace {

using Text = std::string_view;

bool IsLowerOrDigit(char c) { return IsLower(c) || IsDigit(c); }
bool IsLetterOrDigit(char c) { return IsLetter(c) || IsDigit(c); }

template <class IsIn>
bool All(Text text, IsIn is_in) {
  return std::all_of(text.begin(), text.end(), is_in);
}
// Letters, digits and `more`.
bool Word(Text text, Text more) {
  return !text.empty() &&
         All(text, [&](char c) { return IsLetterOrDigit(c) || more.find(c) != Text::npos; });
}
bool Digits(Text text, size_t least, size_t most) {
  return text.size() >= least && text.size() <= most && All(text, IsDigit);
}

// At least one part; each is one.
template <class IsPart>
bool Joined(Text text, char separator, IsPart is_part) {
  while (true) {
    const size_t end = std::min(text.find(separator), text.size());
    if (!is_part(text.substr(0, end))) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

// What stands before the separator and behind it; everything before it when there is none.
std::pair<Text, std::optional<Text>> Split(Text text, char separator) {
  const size_t at = text.find(separator);
  if (at == Text::npos) return {text, std::nullopt};
  return {text.substr(0, at), text.substr(at + 1)};
}

template <size_t N>
bool StartsWithAny(Text text, const std::array<Text, N>& all) {
  return std::any_of(all.begin(), all.end(), [&](Text one) { return text.starts_with(one); });
}
template <size_t N>
bool EndsWithAny(Text text, const std::array<Text, N>& all) {
  return std::any_of(all.begin(), all.end(), [&](Text one) { return text.ends_with(one); });
}

// Lower-case letters, digits and `-`, which is at no end.
bool IsDashed(Text text) {
  return !text.empty() && All(text, [](char c) { return IsLowerOrDigit(c) || c == '-'; }) &&
         text.front() != '-' && text.back() != '-';
}
bool IsHostLabel(Text text) { return Word(text, "-") && text.front() != '-' && text.back() != '-'; }
bool IsHost(Text text) { return Joined(text, '.', IsHostLabel); }
// 1 to 65535, written once.
bool IsPort(Text text) {
  constexpr Text kMost = "65535";
  return Digits(text, 1, kMost.size()) && text.front() != '0' &&
         (text.size() < kMost.size() || text <= kMost);
}
bool IsSegment(Text text) { return Word(text, "._-") && text.back() != '.'; }
bool IsPath(Text text) { return text.size() <= 255 && Joined(text, '/', IsSegment); }
bool IsIdentifier(Text text) { return Word(text, "_") && !IsDigit(text.front()); }
bool IsGitlabPart(Text text) {
  return Word(text, "_.-") && text.front() != '.' && text.front() != '-';
}

// `[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?`
bool IsLabelName(Text text) {
  return text.size() <= 63 && Word(text, "-_.") && IsLetterOrDigit(text.front()) &&
         IsLetterOrDigit(text.back());
}

// Runs of letters and digits, joined by `.`, `_`, `__` or dashes.
bool IsImagePathPart(Text text) {
  bool ok = !text.empty() && IsLowerOrDigit(text.front()) && IsLowerOrDigit(text.back());
  for (size_t i = 0; ok && i < text.size(); ++i) {
    if (IsLowerOrDigit(text[i])) continue;
    const size_t begin = i;
    while (!IsLowerOrDigit(text[i + 1])) ++i;
    const Text joint = text.substr(begin, i - begin + 1);
    ok = joint == "." || joint == "_" || joint == "__" ||
         All(joint, [](char c) { return c == '-'; });
  }
  return ok;
}
bool IsRegistry(Text text) {
  const auto [host, port] = Split(text, ':');
  return IsHost(host) && (!port || Digits(*port, 1, text.size()));
}
bool IsRepository(Text text) {
  const auto [first, rest] = Split(text, '/');
  if (!rest) return IsImagePathPart(first);
  return (IsRegistry(first) || IsImagePathPart(first)) && Joined(*rest, '/', IsImagePathPart);
}
bool IsTag(Text text) {
  return text.size() <= 128 && Word(text, "_.-") && text.front() != '.' && text.front() != '-';
}
bool IsDigest(Text text) {
  return text.size() == 71 && text.starts_with("sha256:") &&
         All(text.substr(7), [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

constexpr std::array<Text, 3> kAwsPrefixes = {"xn--", "sthree-", "amzn-s3-demo-"};
constexpr std::array<Text, 5> kAwsSuffixes = {"-s3alias", "--ol-s3", "--x-s3", "--table-s3",
                                              ".mrap"};
bool IsFreeS3Name(Text text) {
  return text.size() >= 3 && text.size() <= 63 && !StartsWithAny(text, kAwsPrefixes) &&
         !EndsWithAny(text, kAwsSuffixes);
}

// `eu-west-1`: words joined by `-`, the last one a number.
bool IsZoneNumber(Text text) { return Digits(text, 1, 2); }

}  // namespace

bool DnsLabelForm::Fits(Text text) { return text.size() <= 63 && IsDashed(text); }
bool DnsSubdomainForm::Fits(Text text) { return text.size() <= 253 && Joined(text, '.', IsDashed); }
bool LabelKeyForm::Fits(Text text) {
  const auto [first, rest] = Split(text, '/');
  return rest ? DnsSubdomainForm::Fits(first) && IsLabelName(*rest) : IsLabelName(first);
}
bool LabelValueForm::Fits(Text text) { return text.empty() || IsLabelName(text); }

bool ImageRepositoryForm::Fits(Text text) { return text.size() <= 255 && IsRepository(text); }
bool ImageTagForm::Fits(Text text) { return IsTag(text); }
bool ImageReferenceForm::Fits(Text text) {
  if (text.size() > 455) return false;
  const auto [named, digest] = Split(text, '@');
  if (digest && !IsDigest(*digest)) return false;
  // The last `:` may be that of a port.
  const size_t colon = named.rfind(':');
  if (colon != Text::npos && named.find('/', colon) == Text::npos)
    return IsRepository(named.substr(0, colon)) && IsTag(named.substr(colon + 1));
  return IsRepository(named);
}

bool VaultMountForm::Fits(Text text) {
  constexpr std::array<Text, 6> kReserved = {"audit",    "auth", "cubbyhole",
                                             "identity", "root", "sys"};
  const Text first = Split(text, '/').first;
  return std::find(kReserved.begin(), kReserved.end(), first) == kReserved.end() && IsPath(text);
}
bool AuthMountForm::Fits(Text text) {
  return Split(text, '/').first != "token" && VaultMountForm::Fits(text);
}
bool PathNameForm::Fits(Text text) { return IsPath(text); }
bool OutputFolderForm::Fits(Text text) {
  return text.size() <= 1000 &&
         Joined(text, '/', [](Text name) { return !name.empty() && Word(name, "._-"); });
}
bool AirflowIdForm::Fits(Text text) { return text.size() <= 250 && IsSegment(text); }
bool AudienceForm::Fits(Text text) { return text.size() <= 255 && Word(text, ":/._~@-"); }

bool AwsAccountForm::Fits(Text text) { return Digits(text, 12, 12); }
bool AwsRegionForm::Fits(Text text) {
  const auto [first, rest] = Split(text, '-');
  const size_t dash = text.rfind('-');
  if (!rest || text.size() > 32 || dash == first.size()) return false;
  const Text words = text.substr(first.size() + 1, dash - first.size() - 1);
  const auto is_word = [](Text word) { return !word.empty() && All(word, IsLower); };
  return first.size() >= 2 && first.size() <= 4 && is_word(first) && Joined(words, '-', is_word) &&
         IsZoneNumber(text.substr(dash + 1));
}
bool S3BucketForm::Fits(Text text) { return IsFreeS3Name(text) && Joined(text, '.', IsDashed); }
bool DottlessS3BucketForm::Fits(Text text) { return IsFreeS3Name(text) && IsDashed(text); }
bool S3PlaceForm::Fits(Text text) {
  const auto [bucket, prefix] = Split(text, '/');
  const auto is_part = [](Text part) { return Word(part, "._=-"); };
  return text.size() <= 512 && bucket.size() >= 3 && bucket.size() <= 63 &&
         IsLowerOrDigit(bucket.front()) && IsLowerOrDigit(bucket.back()) &&
         All(bucket, [](char c) { return IsLowerOrDigit(c) || c == '.' || c == '-'; }) &&
         (!prefix || Joined(*prefix, '/', is_part));
}
bool IamRoleArnForm::Fits(Text text) {
  constexpr Text kPartition = "arn:aws";
  if (text.size() > 576 || !text.starts_with(kPartition)) return false;
  const auto [partition, rest] = Split(text.substr(kPartition.size()), ':');
  const auto is_word = [](Text word) { return !word.empty() && All(word, IsLower); };
  const bool known =
      partition.empty() || (partition.front() == '-' && Joined(partition.substr(1), '-', is_word));
  if (!known || !rest || !rest->starts_with("iam::")) return false;
  const auto [account, resource] = Split(rest->substr(5), ':');
  if (!Digits(account, 12, 12) || !resource || !resource->starts_with("role/")) return false;
  const Text name = resource->substr(resource->rfind('/') + 1);
  return name.size() <= 64 &&
         Joined(resource->substr(5), '/', [](Text part) { return Word(part, "+=,.@_-"); });
}
bool GcpProjectForm::Fits(Text text) {
  return text.size() >= 6 && text.size() <= 30 && IsDashed(text) && IsLower(text.front());
}
bool GcpRegionForm::Fits(Text text) {
  const auto [continent, rest] = Split(text, '-');
  if (!rest || continent.empty() || text.size() > 32 || !All(continent, IsLower)) return false;
  const size_t digit = std::min(rest->find_first_of("0123456789"), rest->size());
  return digit > 0 && All(rest->substr(0, digit), IsLower) && IsZoneNumber(rest->substr(digit));
}
bool GcsBucketForm::Fits(Text text) {
  return text.size() >= 3 && text.size() <= 222 && !text.starts_with("goog") &&
         IsLowerOrDigit(text.front()) && IsLowerOrDigit(text.back()) &&
         All(text, [](char c) { return IsLowerOrDigit(c) || c == '.' || c == '_' || c == '-'; });
}
bool GoogleServiceAccountForm::Fits(Text text) {
  constexpr Text kDomain = ".gserviceaccount.com";
  const auto [name, domain] = Split(text, '@');
  return text.size() <= 254 && IsDashed(name) && domain && domain->ends_with(kDomain) &&
         Joined(domain->substr(0, domain->size() - kDomain.size()), '.', IsDashed);
}

bool HostNameForm::Fits(Text text) { return text.size() <= 253 && IsHost(text); }
bool IsServer(Text text) {
  const auto [server, path] = Split(text, '/');
  const auto [host, port] = Split(server, ':');
  const auto is_part = [](Text part) { return Word(part, "._~-") && part != "." && part != ".."; };
  return text.size() <= 255 && Joined(host, '.', IsDashed) && (!port || IsPort(*port)) &&
         (!path || Joined(*path, '/', is_part));
}
bool IssuerForm::Fits(Text text) {
  return IsServer(text) && !Split(text, '/').first.ends_with(":443");
}
bool EmailAddressForm::Fits(Text text) {
  const auto [name, host] = Split(text, '@');
  return text.size() <= 254 && Word(name, "._%+'-") && host && IsHost(*host);
}

bool GitlabProjectForm::Fits(Text text) {
  return text.size() <= 255 && text.find('/') != Text::npos && Joined(text, '/', IsGitlabPart);
}
bool GitlabGroupForm::Fits(Text text) {
  return text.size() <= 255 && text.starts_with('@') && Joined(text.substr(1), '/', IsGitlabPart);
}
bool GitlabEnvironmentForm::Fits(Text text) {
  const auto at_end = [](char c) { return c == ' ' || c == '/'; };
  return text.size() <= 255 && Word(text, " /_.-") && !at_end(text.front()) && !at_end(text.back());
}

bool IdentifierForm::Fits(Text text) { return text.size() <= 63 && IsIdentifier(text); }
bool TableNameForm::Fits(Text text) {
  const auto parts = std::count(text.begin(), text.end(), '.') + 1;
  return text.size() <= 255 && (parts == 2 || parts == 3) && Joined(text, '.', IsIdentifier);
}
bool PartitionFieldForm::Fits(Text text) {
  if (text.size() > 255) return false;
  const auto [function, behind] = Split(text, '(');
  if (!behind) return IsIdentifier(text);
  if (!behind->ends_with(')')) return false;
  const auto [column, count] = Split(behind->substr(0, behind->size() - 1), ',');
  if (!IsIdentifier(column)) return false;
  if (!count)
    return function == "year" || function == "month" || function == "day" || function == "hour";
  const Text number = count->substr(count->starts_with(' ') ? 1 : 0);
  return (function == "bucket" || function == "truncate") && Digits(number, 1, 9) &&
         number.front() != '0';
}
bool DatabaseNameForm::Fits(Text text) {
  return text.size() <= 63 && Word(text, "_-") && text.front() != '-';
}
bool LoginNameForm::Fits(Text text) {
  return text.size() <= 128 && Word(text, "_.@-") && text.front() != '.' && text.front() != '@' &&
         text.front() != '-';
}

}  // namespace writ::spec
