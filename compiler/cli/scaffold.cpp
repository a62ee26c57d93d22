#include "cli/scaffold.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/embedded.h"
#include "base/reason.h"

namespace writ::cli {
namespace {

namespace fs = std::filesystem;

std::string Named(std::string_view text, std::string_view name) {
  constexpr std::string_view kPlaceholder = "NAME";
  std::string out;
  for (size_t at = text.find(kPlaceholder); at != std::string_view::npos;
       at = text.find(kPlaceholder)) {
    out.append(text.substr(0, at)).append(name);
    text.remove_prefix(at + kPlaceholder.size());
  }
  return out.append(text);
}

// Creates a file that must not be there yet; false with errno otherwise.
bool CreateFile(const fs::path& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wx");
  if (file == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written;
}

}  // namespace

int MakeScaffold(const Session& session, std::string_view set, const std::string& root,
                 std::string_view folder, std::string_view name) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const embed::File& file : embed::AllFiles()) {
    if (file.folder != "scaffold" || !file.path.starts_with(fmt::format("{}/", set))) continue;
    const std::string path = Named(file.path.substr(set.size() + 1), name);
    files.emplace_back(folder.empty() ? path : fmt::format("{}/{}", folder, path),
                       Named(file.text, name));
  }
  std::error_code problem;
  for (const auto& [path, text] : files) {
    if (!fs::exists(fs::symlink_status(fs::path(root) / path, problem))) continue;
    return session.Fail(diag::Code::E0006, fmt::format("`{}` is already there", path),
                        "nothing was made; move it away, or start in another folder");
  }
  for (const auto& [path, text] : files) {
    const fs::path full = fs::path(root) / path;
    fs::create_directories(full.parent_path(), problem);
    if (problem || !CreateFile(full, text)) {
      const std::string reason = problem ? problem.message() : Reason(errno);
      return session.Fail(diag::Code::E0006, fmt::format("`{}` cannot be made: {}", path, reason));
    }
    if (!session.quiet()) session.Result(fmt::format("created {}\n", path));
  }
  return kExitSame;
}

}  // namespace writ::cli
