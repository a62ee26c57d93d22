// What the consumers of outputs take beyond the spec language, and whether the free data of an
// `extend` is that.
//
// Facts are YAML files in facts/: `shape`, and `definitions` that it refers to. A shape is
//   a map    its keys and the shapes of their values; `PREFIX/*` stands for other keys that begin
//            so, `"*/*"` for other keys that hold a `/`, `form NAME` for every other key of that
//            form, `"*"` for every other key
//   a list   of one shape: any number of such items
//   words    `text`, `integer`, `integer 0 to 2`, `number` (an integer is one, too), `boolean`,
//            `true`; `form NAME`: a text of that form (kForms in shape.cpp);
//            `one of A, B`; `see NAME` of the definitions; `SHAPE or SHAPE`, told apart by what is
//            written; `refused REASON`: the key exists, but does not belong into `extend`
#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "diag/sink.h"
#include "syntax/syntax_tree.h"

namespace writ::consumer {

// `facts` is the name of a file without `.yaml`; `part` a key of its shape, or empty: the whole.
struct Consumer {
  std::string_view facts;
  std::string_view part;
  std::string_view title;  // in messages: "a Kubernetes pod"
};

inline constexpr Consumer kPod = {"pod", {}, "a Kubernetes pod"};
inline constexpr Consumer kHelm = {"helm", {}, "the Airflow chart"};
inline constexpr Consumer kGitlab = {"gitlab", {}, "a GitLab job"};
inline constexpr Consumer kS3Bucket = {"terraform_args", "aws_s3_bucket", "`aws_s3_bucket`"};
inline constexpr Consumer kCloudRun = {"terraform_args", "google_cloud_run_v2_service",
                                       "`google_cloud_run_v2_service`"};
inline constexpr Consumer kGoogleSecret = {"terraform_args", "google_secret_manager_secret",
                                           "`google_secret_manager_secret`"};

struct Facts;  // one file, parsed

// The facts, each read when it is first needed. For one thread.
class Consumers {
 public:
  Consumers();
  ~Consumers();
  Consumers(const Consumers&) = delete;
  Consumers& operator=(const Consumers&) = delete;

  // Reports what of `data` the consumer does not take: unknown keys (E0201), values of another sort
  // or outside of their words (E0204, E0205), and keys that bear access or identity or have a field
  // of their own (E0212).
  void Check(const Consumer& consumer, const syntax::Cursor& data, diag::Sink& sink);

 private:
  const Facts& Of(std::string_view name);
  std::map<std::string_view, std::unique_ptr<Facts>> facts_;
};

}  // namespace writ::consumer
