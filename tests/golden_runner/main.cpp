// golden_runner [--update] [--jobs N] [--root DIR] [FILTER...]
//
// Runs every golden/**/*.txtar below DIR (default: the current folder) whose path holds one of the
// FILTERs. Exit codes: 0 all passed, 1 some failed, 2 wrong usage.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "case.h"
#include "coverage.h"

namespace {

namespace fs = std::filesystem;
using writ::golden::CaseResult;

struct Settings {
  bool update = false;
  bool coverage = false;
  size_t jobs = 2;
  std::string root = ".";
  std::vector<std::string> filters;
};

bool ReadSettings(int argc, char** argv, Settings& settings) {
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    if (arg == "--update") {
      settings.update = true;
    } else if (arg == "--coverage") {
      settings.coverage = true;
    } else if (arg == "--jobs" && i + 1 < argc) {
      settings.jobs = std::strtoul(argv[++i], nullptr, 10);
    } else if (arg == "--root" && i + 1 < argc) {
      settings.root = argv[++i];
    } else if (arg.starts_with("-")) {
      return false;
    } else {
      settings.filters.push_back(arg);
    }
  }
  return settings.jobs >= 1;
}

std::vector<fs::path> FindCases(const Settings& settings) {
  std::vector<fs::path> cases;
  const fs::path golden = fs::path(settings.root) / "golden";
  if (!fs::is_directory(golden)) return cases;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(golden)) {
    const std::string path = entry.path().string();
    if (entry.path().extension() != ".txtar") continue;
    const bool wanted = std::any_of(
        settings.filters.begin(), settings.filters.end(),
        [&](const std::string& filter) { return path.find(filter) != std::string::npos; });
    if (wanted || settings.filters.empty()) cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

std::string ReadAll(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

// Memory if there is some: the cases write thousands of small files.
std::string ScratchFolder() {
  if (access("/dev/shm", W_OK | X_OK) == 0) return "/dev/shm";
  const char* named = std::getenv("TMPDIR");
  return named == nullptr ? "/tmp" : named;
}

int RunAll(const Settings& settings) {
  const std::vector<fs::path> cases = FindCases(settings);
  std::vector<CaseResult> results(cases.size());
  std::vector<char> changed(cases.size(), 0);
  const std::string scratch = ScratchFolder();
  writ::ParallelFor(cases.size(), settings.jobs, 4, [&](size_t i) {
    const std::string text = ReadAll(cases[i]);
    results[i] = writ::golden::RunCase(text, scratch);
    if (!settings.update || results[i].updated == text) return;
    std::ofstream(cases[i], std::ios::binary | std::ios::trunc) << results[i].updated;
    changed[i] = 1;
  });
  size_t failed = 0;
  for (size_t i = 0; i < cases.size(); ++i) {
    if (changed[i] != 0) fmt::print("updated {}\n", cases[i].string());
    if (results[i].passed || changed[i] != 0) continue;
    ++failed;
    fmt::print("FAILED {}\n{}\n", cases[i].string(), results[i].report);
  }
  if (cases.empty()) fmt::print("no case was found below {}/golden\n", settings.root);
  if (failed > 0) fmt::print("`./dev golden --update` accepts what Writ does now\n");
  fmt::print("{} passed, {} failed\n", cases.size() - failed, failed);
  return failed == 0 && !cases.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  if (!ReadSettings(argc, argv, settings)) {
    fmt::print(
        stderr,
        "usage: golden_runner [--update | --coverage] [--jobs N] [--root DIR] [FILTER...]\n");
    return 2;
  }
  umask(022);
  if (settings.update && std::getenv("CI") != nullptr) {
    fmt::print(stderr, "golden_runner: CI compares, it does not update\n");
    return 2;
  }
  if (settings.coverage) return writ::golden::CheckCoverage(settings.root, ScratchFolder());
  return RunAll(settings);
}
