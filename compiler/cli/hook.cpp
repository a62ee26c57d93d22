#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.h"

namespace writ::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHelp =
    R"(writ hook install     make git run `writ check` before each commit

A hook that is not Writ's own is never replaced: the command says what to add to it.

examples:
  writ hook install
  writ -C platform hook install       a workspace in a folder of the repository
)";

constexpr std::string_view kMark = "# Installed by `writ hook install`.";

// The folder of git's hooks for `root`; nothing when no repository holds it. Work trees and
// submodules have a file `.git` that names their folder; work trees share the hooks of the main
// one.
std::optional<fs::path> HooksFolder(const fs::path& root) {
  std::error_code ignored;
  for (fs::path folder = root;; folder = folder.parent_path()) {
    const fs::path git = folder / ".git";
    if (fs::is_directory(git, ignored)) return git / "hooks";
    if (fs::is_regular_file(git, ignored)) {
      std::string line;
      std::getline(std::ifstream(git) >> std::ws, line);
      if (!line.starts_with("gitdir: ")) return std::nullopt;
      const fs::path own = (folder / line.substr(8)).lexically_normal();
      std::string common;
      if (std::ifstream file(own / "commondir"); std::getline(file, common)) {
        return (own / common).lexically_normal() / "hooks";
      }
      return own / "hooks";
    }
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

// The path is quoted for the shell: a folder may have any name.
std::string HookText(const std::string& folder) {
  std::string quoted;
  for (const char c : folder) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return fmt::format("#!/bin/sh\n{}\nexec writ -C '{}' check\n", kMark,
                     folder.empty() ? "." : quoted);
}

int Install(Session& session) {
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  const std::optional<fs::path> hooks = HooksFolder(*root);
  if (!hooks) {
    return session.Fail(diag::Code::E0006, "this workspace is in no git repository",
                        "run `git init` first");
  }
  std::error_code problem;
  const fs::path top = hooks->parent_path().filename() == ".git"
                           ? hooks->parent_path().parent_path()
                           : fs::path(*root);
  const std::string text = HookText(fs::path(*root).lexically_relative(top).string());
  const fs::path file = *hooks / "pre-commit";
  if (fs::exists(fs::symlink_status(file, problem))) {
    std::ifstream existing(file, std::ios::binary);
    std::ostringstream content;
    content << existing.rdbuf();
    if (content.str().find(kMark) == std::string::npos) {
      return session.Fail(diag::Code::E0006, "git already has a pre-commit hook that is not Writ's",
                          "add the line `writ check || exit 1` to it");
    }
  }
  fs::create_directories(*hooks, problem);
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out || chmod(file.c_str(), 0755) != 0) {
    return session.Fail(diag::Code::E0006, "the pre-commit hook cannot be written",
                        "look at the rights of git's `hooks` folder");
  }
  session.Note("git now runs `writ check` before each commit\n");
  return kExitSame;
}

int Hook(Session& session, const Arguments& arguments) {
  if (arguments.positional.size() == 1 && arguments.positional[0] == "install") {
    return Install(session);
  }
  return session.Fail(diag::Code::E0004, "`writ hook` does not know what to do",
                      "`writ hook install` is what it can");
}

}  // namespace

const Verb kHook = {"hook", "make git run `writ check` before each commit", kHelp, {}, 1, Hook};

}  // namespace writ::cli
