// Texts whose form GitLab fixes.
#pragma once

#include "spec/form.h"

namespace writ::spec {

// Patterns of GitLab CI and scripts hold the paths below it. Which paths an output may have is
// plan/'s.
struct OutputFolderForm {
  static constexpr std::string_view kWhat = "a folder of the workspace such as `generated`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$","maxLength":1000})";
  static constexpr std::string_view kHelp =
      "letters, digits, `.`, `_`, `-`, folders joined by `/`; or `.`, the workspace itself";
  static bool Fits(std::string_view text);
};
using OutputFolder = Formed<OutputFolderForm>;

struct GitlabProjectForm {
  static constexpr std::string_view kWhat = "the full path of a project such as `data/monorepo`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$","maxLength":255})";
  static constexpr std::string_view kHelp = "group and project joined by `/`";
  static bool Fits(std::string_view text);
};
using GitlabProject = Formed<GitlabProjectForm>;

struct GitlabGroupForm {
  static constexpr std::string_view kWhat = "a GitLab group such as `@data/reporting`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^@[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$","maxLength":255})";
  static constexpr std::string_view kHelp = "`@` and the path of the group";
  static bool Fits(std::string_view text);
};
using GitlabGroup = Formed<GitlabGroupForm>;

struct GitlabEnvironmentForm {
  static constexpr std::string_view kWhat = "GitLab's name of an environment such as `production`";
  static constexpr std::string_view kSchema =
      R"({"type":"string","pattern":"^[A-Za-z0-9_.-]([A-Za-z0-9 /_.-]*[A-Za-z0-9_.-])?$","maxLength":255})";
  static constexpr std::string_view kHelp =
      "at most 255 letters, digits, blanks and `/_.-`, no `/` at an end";
  static bool Fits(std::string_view text);
};
using GitlabEnvironment = Formed<GitlabEnvironmentForm>;

}  // namespace writ::spec
