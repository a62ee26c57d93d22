// What the schema of a form says is what its check says: editors and the compiler refuse the same.
#include <catch2/catch.hpp>
#include <regex>
#include <vector>

#include "spec/cloud_forms.h"
#include "spec/database_forms.h"
#include "spec/gitlab_forms.h"
#include "spec/image_forms.h"
#include "spec/kubernetes_forms.h"
#include "spec/network_forms.h"
#include "spec/vault_forms.h"

namespace writ::spec {
namespace {

// The pattern and the lengths of a schema.
class Schema {
 public:
  explicit Schema(std::string_view text) {
    constexpr std::string_view kPattern = R"("pattern":")";
    std::string pattern;
    for (size_t i = text.find(kPattern) + kPattern.size(); text[i] != '"'; ++i) {
      if (text[i] == '\\') ++i;
      pattern += text[i];
    }
    pattern_ = std::regex(pattern);
    least_ = Number(text, R"("minLength":)", 0);
    most_ = Number(text, R"("maxLength":)", 100000);
  }
  bool Fits(const std::string& text) const {
    return text.size() >= least_ && text.size() <= most_ && std::regex_match(text, pattern_);
  }

 private:
  static size_t Number(std::string_view text, std::string_view key, size_t fallback) {
    const size_t at = text.find(key);
    if (at == std::string_view::npos) return fallback;
    return std::stoul(std::string(text.substr(at + key.size(), 9)));
  }
  std::regex pattern_;
  size_t least_;
  size_t most_;
};

// Texts of all forms, and each of them with one character more, less or changed.
std::vector<std::string> Texts() {
  const std::string digest = "@sha256:" + std::string(64, 'a');
  const std::vector<std::string> good = {"etl-jobs",
                                         "a.b.c",
                                         "example.com/A_b.c",
                                         "1.4.2",
                                         "v1",
                                         "registry.example:5000/a/b_c__d---e",
                                         "a/b:1",
                                         "a" + digest,
                                         "host:5000/a:tag" + digest,
                                         "secret",
                                         "team/kv",
                                         "sys/a",
                                         "auth",
                                         "systems",
                                         "production",
                                         "warehouse_db",
                                         "aws/prod/app",
                                         "token",
                                         "token/a",
                                         "tokens",
                                         "111111111111",
                                         "eu-west-1",
                                         "us-gov-west-1",
                                         "us-central1",
                                         "acme-tfstate",
                                         "acme.state",
                                         "xn--a",
                                         "a--x-s3",
                                         "a-s3alias",
                                         "a.mrap",
                                         "acme-logs/prod/x=1",
                                         "arn:aws:iam::111111111111:role/reader",
                                         "arn:aws-us-gov:iam::111111111111:role/a/b/r+=,.@_-",
                                         "thoth-prod",
                                         "google-x",
                                         "etl@acme.iam.gserviceaccount.com",
                                         "1-compute@developer.gserviceaccount.com",
                                         "trino.internal",
                                         "10.0.0.1",
                                         "oidc.eks.eu-west-1.amazonaws.com/id/PROD",
                                         "host:8443/a",
                                         "host:443",
                                         "host:65535",
                                         "host:65536/a",
                                         "host/../a",
                                         "data@acme.example",
                                         "data/monorepo",
                                         "@data/reporting",
                                         "review/app 1",
                                         "asof_date",
                                         "market.trade_ticks",
                                         "iceberg.market.curves",
                                         "day(ts)",
                                         "bucket(id, 16)",
                                         "truncate(id,4)",
                                         "aurum",
                                         "a@b",
                                         "A",
                                         "0",
                                         "-",
                                         ".",
                                         "..",
                                         "/",
                                         "_",
                                         " ",
                                         "*",
                                         "+",
                                         "{{a}}",
                                         "$(A)",
                                         "\xc3\xa9",
                                         ""};
  std::vector<std::string> out = good;
  const std::string others = "-._/:@ A0a*;$(),=\n";
  for (const std::string& text : good) {
    for (size_t i = 0; i <= text.size(); i += text.size() > 40 ? 7 : 1) {
      if (i < text.size()) out.push_back(text.substr(0, i) + text.substr(i + 1));
      for (const char c : others) {
        out.push_back(text.substr(0, i) + c + text.substr(i));
        if (i < text.size()) out.push_back(text.substr(0, i) + c + text.substr(i + 1));
      }
    }
  }
  for (const size_t length : std::initializer_list<size_t>{
           2, 3, 6, 30, 31, 63, 64, 128, 129, 222, 223, 250, 251, 253, 254, 255, 256, 512, 513}) {
    const std::string filled(length, 'a');
    for (const char* before : {"", "@", "a/", "a.", "a:", "arn:aws:iam::111111111111:role/"})
      out.push_back(before + filled);
    out.push_back(filled + "/a");
    out.push_back(filled + ".a");
  }
  return out;
}

template <class Form>
void Compare(std::string_view name, const std::vector<std::string>& texts) {
  const Schema schema(Form::kSchema);
  size_t fit = 0;
  for (const std::string& text : texts) {
    INFO(name << ": `" << text << "`");
    const bool fits = Form::Fits(text);
    fit += fits ? 1 : 0;
    REQUIRE(fits == schema.Fits(text));
  }
  INFO(name);
  CHECK(fit > 0);
  CHECK(fit < texts.size());
}

TEST_CASE("the schema of a form refuses what its check refuses") {
  const std::vector<std::string> texts = Texts();
  Compare<AwsAccountForm>("AwsAccountForm", texts);
  Compare<AwsRegionForm>("AwsRegionForm", texts);
  Compare<S3BucketForm>("S3BucketForm", texts);
  Compare<DottlessS3BucketForm>("DottlessS3BucketForm", texts);
  Compare<S3PlaceForm>("S3PlaceForm", texts);
  Compare<IamRoleArnForm>("IamRoleArnForm", texts);
  Compare<GcpProjectForm>("GcpProjectForm", texts);
  Compare<GcpRegionForm>("GcpRegionForm", texts);
  Compare<GcsBucketForm>("GcsBucketForm", texts);
  Compare<GoogleServiceAccountForm>("GoogleServiceAccountForm", texts);
  Compare<IdentifierForm>("IdentifierForm", texts);
  Compare<TableNameForm>("TableNameForm", texts);
  Compare<PartitionFieldForm>("PartitionFieldForm", texts);
  Compare<DatabaseNameForm>("DatabaseNameForm", texts);
  Compare<LoginNameForm>("LoginNameForm", texts);
  Compare<OutputFolderForm>("OutputFolderForm", texts);
  Compare<GitlabProjectForm>("GitlabProjectForm", texts);
  Compare<GitlabGroupForm>("GitlabGroupForm", texts);
  Compare<GitlabEnvironmentForm>("GitlabEnvironmentForm", texts);
  Compare<ImageRepositoryForm>("ImageRepositoryForm", texts);
  Compare<ImageTagForm>("ImageTagForm", texts);
  Compare<ImageReferenceForm>("ImageReferenceForm", texts);
  Compare<DnsLabelForm>("DnsLabelForm", texts);
  Compare<DnsSubdomainForm>("DnsSubdomainForm", texts);
  Compare<LabelKeyForm>("LabelKeyForm", texts);
  Compare<LabelValueForm>("LabelValueForm", texts);
  Compare<HostNameForm>("HostNameForm", texts);
  Compare<IssuerForm>("IssuerForm", texts);
  Compare<EmailAddressForm>("EmailAddressForm", texts);
  Compare<VaultMountForm>("VaultMountForm", texts);
  Compare<AuthMountForm>("AuthMountForm", texts);
  Compare<PathNameForm>("PathNameForm", texts);
  Compare<AirflowIdForm>("AirflowIdForm", texts);
  Compare<AudienceForm>("AudienceForm", texts);
}

TEST_CASE("the schema of an address refuses what its check refuses") {
  const Schema schema(Scalar<Url>::kSchema);
  size_t fit = 0;
  for (const std::string& text : Texts()) {
    if (text.size() > 200) continue;  // a pattern counts badly
    for (const char* scheme : {"https://", "http://", "ftp://"}) {
      const std::string address = scheme + text;
      INFO("`" << address << "`");
      const bool fits = Scalar<Url>::Parse(address).value.has_value();
      fit += fits ? 1 : 0;
      REQUIRE(fits == schema.Fits(address));
    }
  }
  CHECK(fit > 0);
}

}  // namespace
}  // namespace writ::spec
