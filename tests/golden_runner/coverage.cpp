#include "coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <vector>

#include "base/embedded.h"
#include "case.h"
#include "diag/diagnostic.h"

namespace writ::golden {
namespace {

namespace fs = std::filesystem;

// Codes whose example cannot stand in a page, each with its reason.
const std::map<std::string_view, std::string_view> kNoExample = {
    {"E0618", "a mistake in Writ; tests/unit/readback breaks outputs by hand"},
    {"E0710", "needs a second process; golden/write/two_runs.txtar holds the lock"},
};
// Codes that no golden can show, each with its reason.
const std::map<std::string_view, std::string_view> kNoGolden = {
    {"E0618", "a mistake in Writ; tests/unit/readback breaks outputs by hand"},
};

// What an example is compiled with when it brings no `writ.yaml` of its own.
constexpr std::string_view kWorkspace =
    "-- writ.yaml --\nkind: workspace\nname: example\nspecs: [\"specs/**/*.yaml\"]\n"
    "targets: [kubernetes]\n";
// And with this if it brings no platform.
constexpr std::string_view kPlatform =
    "-- specs/example-platform.yaml --\nkind: platform\nname: example\n"
    "teams: {data: {email: data@example.com}}\nenvironments: {dev: {tier: development}}\n";

std::string ReadAll(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

// All texts below a folder whose names end in `extension`, joined.
std::string ReadTree(const fs::path& folder, std::string_view extension) {
  std::string out;
  if (!fs::is_directory(folder)) return out;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) out += ReadAll(entry.path());
  }
  return out;
}

// Every `[E0123]` and, for formats of machines, every `"E0123"` in a text.
std::set<std::string> CodesIn(std::string_view text) {
  std::set<std::string> codes;
  for (size_t at = text.find('E'); at != std::string_view::npos; at = text.find('E', at + 1)) {
    if (at == 0 || (text[at - 1] != '[' && text[at - 1] != '"')) continue;
    const std::string_view word = text.substr(at, 5);
    const bool digits = word.size() == 5 && std::all_of(word.begin() + 1, word.end(), [](char c) {
                          return c >= '0' && c <= '9';
                        });
    if (digits) codes.insert(std::string(word));
  }
  return codes;
}

// The first ```txtar fence below a heading; nothing when there is none.
std::optional<std::string> Fence(std::string_view page, std::string_view heading) {
  const size_t start = page.find(fmt::format("\n{}\n", heading));
  if (start == std::string_view::npos) return std::nullopt;
  constexpr std::string_view kOpen = "\n```txtar\n";
  const size_t next = page.find("\n## ", start + heading.size());
  const size_t open = page.find(kOpen, start);
  if (open == std::string_view::npos || open > next) return std::nullopt;
  const size_t begin = open + kOpen.size();
  const size_t end = page.find("\n```\n", begin - 1);
  if (end == std::string_view::npos) return std::nullopt;
  return std::string(page.substr(begin, end + 1 - begin));
}

// The codes that compiling an example prints, or what is wrong with the example itself.
std::string RunExample(std::string example, bool add_workspace, const std::string& scratch,
                       std::set<std::string>& codes) {
  const Archive written = ParseArchive(example);
  const bool has_workspace = example.find("-- writ.yaml") != std::string::npos;
  if (add_workspace && !has_workspace) {
    example += kWorkspace;
    if (example.find("kind: platform") == std::string::npos) example += kPlatform;
  }
  if (written.Find("cmd") == nullptr) example += "-- cmd --\nwrit check --format compact\n";
  const CaseResult result = RunCase("An example.\n" + example, scratch);
  const Archive now = ParseArchive(result.updated);
  for (const Section& section : now.sections) {
    if (section.name == "want/stderr" || section.name == "want/stdout") {
      codes.merge(CodesIn(section.body));
    }
  }
  const bool ran = result.passed || result.report.find("want/") != std::string::npos;
  return ran ? "" : result.report;
}

class Check {
 public:
  Check(const std::string& root, std::string scratch)
      : scratch_(std::move(scratch)),
        shown_(CodesIn(ReadTree(fs::path(root) / "golden", ".txtar"))),
        sources_(ReadTree(fs::path(root) / "compiler", ".cpp")) {
    for (const embed::File& file : embed::AllFiles()) {
      if (file.folder == "explain") pages_[std::string(file.path)] = file.text;
    }
  }

  int Run() {
    for (const diag::Code code : diag::AllCodes()) CheckCode(std::string(diag::Name(code)));
    for (const auto& [path, text] : pages_) {
      if (known_.count(path) == 0) Complain(path, "the page explains no code of codes.def");
    }
    fmt::print("{} codes, {} gaps\n", diag::AllCodes().size(), gaps_);
    return gaps_ == 0 ? 0 : 1;
  }

 private:
  void CheckCode(const std::string& code) {
    known_.insert(code + ".md");
    if (shown_.count(code) == 0 && kNoGolden.count(code) == 0) Complain(code, "no golden shows it");
    if (sources_.find("Code::" + code) == std::string::npos) Complain(code, "nothing reports it");
    const auto page = pages_.find(code + ".md");
    if (page == pages_.end()) {
      Complain(code, "there is no page compiler/explain/" + code + ".md");
      return;
    }
    for (const std::string_view heading : {"## Example", "## Fix", "## Why"}) {
      const bool there =
          page->second.find(fmt::format("\n{}\n", heading)) != std::string_view::npos;
      if (!there) Complain(code, fmt::format("its page has no `{}`", heading));
    }
    if (kNoExample.count(code) == 0) CheckExamples(code, page->second);
  }

  void CheckExamples(const std::string& code, std::string_view page) {
    const std::optional<std::string> example = Fence(page, "## Example");
    const std::optional<std::string> fix = Fence(page, "## Fix");
    if (!example || !fix) {
      Complain(code, "its page needs a ```txtar fence below `## Example` and below `## Fix`");
      return;
    }
    std::set<std::string> codes;
    const bool add_workspace = code != "E0001";
    std::string problem = RunExample(*example, add_workspace, scratch_, codes);
    if (!problem.empty()) Complain(code, "its example: " + problem);
    if (codes != std::set<std::string>{code}) {
      Complain(code, fmt::format("its example yields {{{}}}", fmt::join(codes, ", ")));
    }
    codes.clear();
    problem = RunExample(*fix, add_workspace, scratch_, codes);
    if (!problem.empty()) Complain(code, "its fix: " + problem);
    if (!codes.empty()) {
      Complain(code, fmt::format("its fix yields {{{}}}", fmt::join(codes, ", ")));
    }
  }

  void Complain(std::string_view code, std::string_view text) {
    fmt::print("{}: {}\n", code, text);
    ++gaps_;
  }

  std::string scratch_;
  std::set<std::string> shown_;
  std::string sources_;
  std::map<std::string, std::string_view> pages_;
  std::set<std::string> known_;
  size_t gaps_ = 0;
};

}  // namespace

int CheckCoverage(const std::string& root, const std::string& scratch) {
  return Check(root, scratch).Run();
}

}  // namespace writ::golden
