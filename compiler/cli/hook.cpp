#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "base/diff.h"
#include "base/program.h"
#include "cli/verbs.h"

namespace writ::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHelp =
    R"(writ hook install     make git run `writ check` before each commit

The hook lies where git looks for it (`core.hooksPath`, work trees and submodules included) and checks
the files of the work tree in which one commits, staged or not. Several workspaces of one repository
share it: install it from each. A hook that is not Writ's own is never replaced: the command says what
to add to it. With pre-commit, use the hook `writ-check` of Writ's repository instead.

examples:
  writ hook install
  writ -C platform hook install       a workspace in a folder of the repository
)";

// Git runs hooks at the top of the work tree, so one text is right for all work trees. A branch may
// lack the workspace.
constexpr std::string_view kHead = R"(#!/bin/sh
# Installed by `writ hook install`, which adds a line for each workspace of this repository.
command -v writ >/dev/null || { echo 'pre-commit hook: there is no `writ` in PATH' >&2; exit 1; }
status=0
check() {
  [ ! -f "$1/writ.yaml" ] || writ -C "$1" check || status=1
}
)";
constexpr std::string_view kTail = "exit $status\n";
constexpr std::string_view kCall = "check ";
constexpr std::string_view kMark = "# Installed by `writ hook install`";

struct Repository {
  fs::path top;         // of the work tree
  fs::path hooks;       // the folder of its hooks
  bool shared = false;  // by other repositories
};

// What `git -C folder rev-parse what...` prints, without the line break.
Result<std::string> AskGit(const fs::path& folder, const std::vector<std::string>& what) {
  std::vector<std::string> command = {"git", "-C", folder.string(), "rev-parse"};
  command.insert(command.end(), what.begin(), what.end());
  Result<ProgramResult> ran = RunProgram(command);
  if (!ran) return ran.error();
  if (ran->exit_code != 0) return Error{ran->err.substr(0, ran->err.find('\n')), "git"};
  std::string line = std::move(ran->out);
  if (line.ends_with('\n')) line.pop_back();
  return line;
}

bool LiesBelow(const fs::path& path, const fs::path& folder) {
  const std::string relative = path.lexically_relative(folder).string();
  return !relative.empty() && relative != ".." && !relative.starts_with("../");
}

// Git alone knows: the settings that count lie in many files, and in the environment.
Result<Repository> FindRepository(const fs::path& root) {
  const Result<std::string> top = AskGit(root, {"--show-toplevel"});
  if (!top) return top.error();
  // Git prints a relative path as it is set; it means the top of the work tree.
  const Result<std::string> hooks = AskGit(*top, {"--git-path", "hooks"});
  const Result<std::string> common = AskGit(*top, {"--git-common-dir"});
  if (!hooks) return hooks.error();
  if (!common) return common.error();
  std::error_code problem;
  Repository repository;
  repository.top = fs::weakly_canonical(*top, problem);
  repository.hooks = fs::weakly_canonical(repository.top / *hooks, problem);
  repository.shared =
      !LiesBelow(repository.hooks, repository.top) &&
      !LiesBelow(repository.hooks, fs::weakly_canonical(repository.top / *common, problem));
  return repository;
}

bool HasRepositoryAbove(fs::path folder) {
  std::error_code ignored;
  for (;; folder = folder.parent_path()) {
    if (fs::exists(fs::symlink_status(folder / ".git", ignored))) return true;
    if (folder == folder.parent_path()) return false;
  }
}

// For the shell: a folder may have any name.
std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string HookText(const std::set<std::string>& calls) {
  std::string out(kHead);
  for (const std::string& call : calls) out += call + "\n";
  return out.append(kTail);
}

// The calls of a hook that is exactly as Writ writes it. One that earlier versions wrote is
// replaced too.
std::optional<std::set<std::string>> ParseHook(const std::string& text) {
  constexpr std::string_view kOldHead =
      "#!/bin/sh\n# Installed by `writ hook install`.\nexec writ -C ";
  constexpr std::string_view kOldTail = " check\n";
  if (text.starts_with(kOldHead) && text.ends_with(kOldTail)) return std::set<std::string>();
  std::set<std::string> calls;
  for (const std::string_view line : SplitLines(text)) {
    if (line.starts_with(kCall)) calls.emplace(line);
  }
  if (HookText(calls) != text) return std::nullopt;
  return calls;
}

std::string ReadText(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

// Aside and renamed, so that no commit meets half a hook.
bool WriteHook(const fs::path& file, const std::string& text) {
  std::error_code problem;
  fs::create_directories(file.parent_path(), problem);
  const fs::path aside = file.string() + ".writ-new";
  std::ofstream out(aside, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  bool written = !out.fail() && chmod(aside.c_str(), 0755) == 0;
  if (written) fs::rename(aside, file, problem);
  written = written && !problem;
  if (!written) fs::remove(aside, problem);
  return written;
}

int NoRepository(const Session& session, const std::string& root, const Error& error) {
  if (!HasRepositoryAbove(root)) {
    return session.Fail(diag::Code::E0006, "this workspace is in no git repository",
                        "run `git init` first");
  }
  return session.Fail(diag::Code::E0006, "git does not say where its hooks lie", error.message);
}

int NotOurs(const Session& session, const fs::path& file, const std::string& text,
            const std::string& workspace) {
  const std::string line =
      fmt::format("add the line `writ -C {} check || exit 1` to it", Quoted(workspace));
  if (text.find("pre-commit.com") != std::string::npos) {
    return session.Fail(diag::Code::E0006,
                        "the pre-commit hook of this repository is that of pre-commit",
                        "name Writ's hook `writ-check` in `.pre-commit-config.yaml`");
  }
  if (text.find(kMark) != std::string::npos) {
    return session.Fail(diag::Code::E0006, "Writ's pre-commit hook was edited by hand",
                        line + fmt::format(", or delete `{}`", file.string()));
  }
  return session.Fail(diag::Code::E0006, "git already has a pre-commit hook that is not Writ's",
                      line);
}

int Install(const Session& session) {
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  const Result<Repository> repository = FindRepository(*root);
  if (!repository) return NoRepository(session, *root, repository.error());
  std::error_code problem;
  const std::string below =
      fs::weakly_canonical(*root, problem).lexically_relative(repository->top).string();
  if (below.find('\n') != std::string::npos) {
    return session.Fail(diag::Code::E0006,
                        "the folder of this workspace has a line break in its name",
                        "a hook cannot name it");
  }
  const std::string workspace = below == "." ? below : "./" + below;
  const fs::path file = repository->hooks / "pre-commit";
  if (repository->shared) {
    return session.Fail(
        diag::Code::E0006,
        fmt::format("`core.hooksPath` is `{}`, which other repositories may share",
                    repository->hooks.string()),
        fmt::format(
            "unset it for this repository, or add `writ -C {} check || exit 1` to your hook",
            Quoted(workspace)));
  }
  std::set<std::string> calls;
  const fs::file_status status = fs::symlink_status(file, problem);
  if (fs::exists(status)) {
    const std::string text = ReadText(file);
    std::optional<std::set<std::string>> known = ParseHook(text);
    if (!known || !fs::is_regular_file(status)) return NotOurs(session, file, text, workspace);
    calls = std::move(*known);
  }
  calls.insert(fmt::format("{}{}", kCall, Quoted(workspace)));
  if (!WriteHook(file, HookText(calls))) {
    return session.Fail(diag::Code::E0006, fmt::format("`{}` cannot be written", file.string()),
                        "look at the rights of its folder");
  }
  session.Note("git now runs `writ check` before each commit\n");
  if (LiesBelow(file, repository->top) && file.parent_path().parent_path().filename() != ".git") {
    session.Note(fmt::format("the hook is `{}`; commit it if the others of that folder are\n",
                             file.lexically_relative(repository->top).string()));
  }
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
