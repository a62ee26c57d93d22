#include "case.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/diff.h"
#include "cli/run.h"
#include "write/folder.h"

namespace writ::golden {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWant = "want/";

bool IsInput(const Section& section) {
  return section.name != "cmd" && !section.name.starts_with(kWant);
}

// A folder that goes away with its owner.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& scratch) : path_(scratch + "/writ-golden-XXXXXX") {
    ok_ = mkdtemp(path_.data()) != nullptr;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (ok_) fs::remove_all(path_, ignored);
  }
  bool ok() const { return ok_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool ok_ = false;
};

std::optional<std::string> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

void WriteFile(const fs::path& path, std::string_view text, std::ios::openmode mode) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  std::ofstream(path, std::ios::binary | mode)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

// The words of a command line: blanks separate, '...' and "..." group, \n inside "..." is a line
// feed.
std::vector<std::string> Words(std::string_view line) {
  std::vector<std::string> words;
  bool open = false;
  char quote = '\0';
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == '\0' && c == ' ') {
      open = false;
      continue;
    }
    if (!open) words.emplace_back();
    open = true;
    if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote && quote != '\0') {
      quote = '\0';
    } else if (quote == '"' && c == '\\' && i + 1 < line.size() && line[i + 1] == 'n') {
      words.back() += '\n';
      ++i;
    } else {
      words.back() += c;
    }
  }
  return words;
}

// What the commands of a case printed.
struct Output {
  std::string out, err, exits;
  bool all_zero = true;
  std::string problem;  // of the case itself, not of Writ
};

class Runner {
 public:
  Runner(const Archive& archive, const fs::path& folder) : folder_(folder) {
    const Section* commands = archive.Find("cmd");
    if (commands == nullptr) {
      result_.problem = "the case has no `cmd` section";
      return;
    }
    lines_ = SplitLines(commands->body);
    const auto is_writ = [](std::string_view line) { return line.starts_with("writ"); };
    several_ = std::count_if(lines_.begin(), lines_.end(), is_writ) > 1;
  }

  Output Run() {
    for (const std::string_view line : lines_) {
      if (!line.empty() && result_.problem.empty()) RunLine(line);
    }
    return std::move(result_);
  }

 private:
  void RunLine(std::string_view line) {
    std::vector<std::string> words = Words(line);
    const std::string verb = words[0];
    if (verb == "writ") {
      words.erase(words.begin());
      RunWrit(line, words);
    } else if ((verb == "append" || verb == "write") && words.size() == 3) {
      WriteFile(folder_ / words[1], words[2], verb == "append" ? std::ios::app : std::ios::trunc);
    } else if (verb == "chmod" && words.size() == 3) {
      const auto mode = static_cast<mode_t>(std::strtoul(words[1].c_str(), nullptr, 8));
      if (chmod((folder_ / words[2]).c_str(), mode) != 0) result_.problem = "chmod failed";
    } else if (verb == "lock" && words.size() == 2) {
      LockFile(folder_ / words[1]);
    } else if (verb == "unlock" && words.size() == 1) {
      lock_.reset();
    } else if (verb == "remove" && words.size() == 2) {
      std::error_code ignored;
      fs::remove_all(folder_ / words[1], ignored);
    } else {
      result_.problem = fmt::format("the line `{}` of `cmd` is no command", line);
    }
  }

  // The lock belongs to its open file, so this process keeps itself out too.
  void LockFile(const fs::path& path) {
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    lock_ = write::Fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (!lock_->valid() || flock(lock_->get(), LOCK_EX | LOCK_NB) != 0)
      result_.problem = fmt::format("`{}` cannot be locked", path.string());
  }

  void RunWrit(std::string_view line, std::vector<std::string> args) {
    std::string input;
    if (args.size() >= 2 && args[args.size() - 2] == "<") {
      const std::optional<std::string> text = ReadFile(folder_ / args.back());
      if (!text) result_.problem = fmt::format("`{}` cannot be read", args.back());
      input = text.value_or("");
      args.resize(args.size() - 2);
    }
    std::string out, err;
    cli::Host host;
    host.in = [&] { return input; };
    host.working_folder = folder_.string();
    host.out = [&out](std::string_view text) { out += text; };
    host.err = [&err](std::string_view text) { err += text; };
    const int exit_code = cli::Run(args, host);
    const std::string prompt = several_ ? fmt::format("$ {}\n", line) : "";
    if (!out.empty()) result_.out += prompt + out;
    if (!err.empty()) result_.err += prompt + err;
    result_.exits += fmt::format("{}\n", exit_code);
    result_.all_zero = result_.all_zero && exit_code == 0;
  }

  fs::path folder_;
  std::vector<std::string_view> lines_;
  bool several_ = false;
  std::optional<write::Fd> lock_;
  Output result_;
};

std::string Unpack(const Archive& archive, const fs::path& folder) {
  for (const Section& section : archive.sections) {
    if (!IsInput(section)) continue;
    const fs::path path = folder / section.name;
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    if (section.marker.starts_with("symlink ")) {
      fs::create_symlink(section.marker.substr(8), path, problem);
      continue;
    }
    const std::optional<std::string> content = Content(section);
    if (!content) return fmt::format("section `{}` has a malformed marker or escape", section.name);
    WriteFile(path, *content, std::ios::trunc);
    if (section.marker.starts_with("mode ")) {
      const auto mode = static_cast<mode_t>(std::strtoul(section.marker.c_str() + 5, nullptr, 8));
      if (chmod(path.c_str(), mode) != 0) return fmt::format("cannot chmod `{}`", section.name);
    }
  }
  return "";
}

std::string Tree(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    if (name.starts_with(".writ/") || name == ".writ") continue;
    if (entry.is_symlink()) {
      names.push_back(name + " -> " + fs::read_symlink(entry.path()).string());
    } else if (!entry.is_directory()) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return fmt::format("{}\n", fmt::join(names, "\n"));
}

// The sections `want/...` as they would be now: those of the case in their order, then new ones.
std::vector<Section> Wanted(const Archive& archive, const Output& output, const fs::path& folder) {
  std::vector<Section> wanted;
  const auto add = [&](const char* name, const std::string& text, bool present) {
    if (present) wanted.push_back(MakeSection(name, text));
  };
  add("want/exit", output.exits, !output.all_zero);
  add("want/stdout", output.out, !output.out.empty());
  add("want/stderr", output.err, !output.err.empty());
  for (const Section& section : archive.sections) {
    if (!section.name.starts_with(kWant)) continue;
    const std::string path = section.name.substr(kWant.size());
    if (path == "exit" || path == "stdout" || path == "stderr") continue;
    if (path == "tree") {
      wanted.push_back(MakeSection(section.name, Tree(folder)));
    } else if (const std::optional<std::string> text = ReadFile(folder / path)) {
      wanted.push_back(MakeSection(section.name, *text));
    }
  }
  return wanted;
}

std::string Compare(const Archive& have, const Archive& now) {
  std::string report;
  for (const Section& section : now.sections) {
    if (IsInput(section) || section.name == "cmd") continue;
    const Section* wanted = have.Find(section.name);
    const std::string before = wanted == nullptr ? "" : Content(*wanted).value_or("");
    const std::string after = Content(section).value_or("");
    if (wanted != nullptr && before == after) continue;
    report += fmt::format("--- {} (wanted)\n+++ {} (got)\n{}", section.name, section.name,
                          UnifiedDiff(before, after));
  }
  for (const Section& section : have.sections) {
    if (!section.name.starts_with(kWant) || now.Find(section.name) != nullptr) continue;
    report += fmt::format("--- {} (wanted)\n+++ nothing\n{}", section.name,
                          UnifiedDiff(Content(section).value_or(""), ""));
  }
  return report;
}

}  // namespace

CaseResult RunCase(const std::string& text, const std::string& scratch) {
  const Archive archive = ParseArchive(text);
  const TemporaryFolder folder(scratch);
  if (!folder.ok()) return {false, fmt::format("no folder can be made in {}\n", scratch), text};
  if (archive.comment.find_first_not_of(" \n") == std::string::npos) {
    return {false, "the case does not open with a sentence that says what it shows\n", text};
  }
  std::string problem = Unpack(archive, folder.path());
  Output output;
  if (problem.empty()) output = Runner(archive, folder.path()).Run();
  if (problem.empty()) problem = output.problem;
  if (!problem.empty()) return {false, problem + "\n", text};

  Archive now;
  now.comment = archive.comment;
  for (const Section& section : archive.sections) {
    if (!section.name.starts_with(kWant)) now.sections.push_back(section);
  }
  for (Section& section : Wanted(archive, output, folder.path())) {
    now.sections.push_back(std::move(section));
  }
  CaseResult result;
  result.report = Compare(archive, now);
  result.passed = result.report.empty();
  // A case that passes keeps its bytes, even where they could be written another way.
  result.updated = result.passed ? text : PrintArchive(now);
  return result;
}

}  // namespace writ::golden
