// Texts whose form the references of OCI images fix.
#pragma once

#include "spec/form.h"

namespace writ::spec {

struct ImageRepositoryForm {
  static constexpr std::string_view kWhat =
      "an image without tag and digest such as `registry.acme.example/app`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]+)?/)?[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*$","maxLength":255})";
  static constexpr std::string_view kHelp =
      "registry and path; `tag` and `digest` are fields of their own";
  static bool Fits(std::string_view text);
};
using ImageRepository = Formed<ImageRepositoryForm>;

struct ImageTagForm {
  static constexpr std::string_view kWhat = "the tag of an image such as `1.4.2`";
  static constexpr std::string_view kSchema =
      R"({"type":["string","number"],"pattern":"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$","maxLength":128})";
  static constexpr std::string_view kHelp =
      "at most 128 letters, digits, `_`, `.`, `-`, not starting with `.` or `-`";
  static bool Fits(std::string_view text);
};
using ImageTag = Formed<ImageTagForm>;

struct ImageReferenceForm {
  static constexpr std::string_view kWhat = "an image such as `registry.acme.example/app:1.4.2`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]+)?/)?[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$","maxLength":455})";
  static constexpr std::string_view kHelp = "registry, path and a tag or `@sha256:...`";
  static bool Fits(std::string_view text);
};
using ImageReference = Formed<ImageReferenceForm>;

}  // namespace writ::spec
