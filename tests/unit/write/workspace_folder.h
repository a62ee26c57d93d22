// A workspace in a temporary folder, for the tests of write/.
#pragma once

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "plan/digest.h"
#include "plan/output_plan.h"
#include "write/write.h"

namespace writ::write {

namespace fs = std::filesystem;

class WorkspaceFolder {
 public:
  WorkspaceFolder() {
    std::string name = (fs::temp_directory_path() / "writ-write-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = name;
  }
  WorkspaceFolder(const WorkspaceFolder&) = delete;
  WorkspaceFolder& operator=(const WorkspaceFolder&) = delete;
  ~WorkspaceFolder() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }

  fs::path At(const std::string& path) const { return root_ / "generated" / path; }
  fs::path root() const { return root_; }
  Place place() const { return {root_.string(), "generated"}; }

  void Put(const std::string& path, const std::string& text) const {
    fs::create_directories(At(path).parent_path());
    std::ofstream(At(path), std::ios::binary) << text;
  }
  std::string Get(const std::string& path) const {
    std::ostringstream out;
    out << std::ifstream(At(path), std::ios::binary).rdbuf();
    return out.str();
  }
  // Every file below the output folder.
  std::map<std::string, std::string> All() const {
    std::map<std::string, std::string> all;
    if (!fs::exists(At(""))) return all;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(At(""))) {
      const std::string path = entry.path().lexically_relative(At("")).string();
      if (entry.is_regular_file() && !entry.is_symlink()) all[path] = Get(path);
    }
    return all;
  }

 private:
  fs::path root_;
};

// A plan of finished outputs: path -> text before header and digest.
inline plan::OutputPlan PlanOf(const std::map<std::string, std::string>& texts) {
  std::vector<plan::Output> outputs;
  for (const auto& [path, text] : texts) {
    tmpl::Rendered rendered;
    rendered.text = text;
    tmpl::Language language = tmpl::Language::kPlain;
    if (path.ends_with(".tf")) language = tmpl::Language::kHcl;
    if (path.ends_with(".json")) language = tmpl::Language::kJson;
    if (path.ends_with(".sh")) language = tmpl::Language::kShell;
    outputs.push_back(plan::Finish(path, language, std::move(rendered), {"package/a"}));
    outputs.back().executable = path.ends_with(".sh");
  }
  diag::Sink sink;
  plan::OutputPlan plan = plan::Assemble(std::move(outputs), sink);
  REQUIRE(sink.empty());
  return plan;
}

// What a Reconcile came to.
struct Outcome {
  std::unique_ptr<plan::OutputPlan> outputs;  // which `plan` views
  WritePlan plan;
  std::vector<diag::Code> codes;
};
inline Outcome Compare(const WorkspaceFolder& folder, plan::OutputPlan plan, bool whole = true) {
  source::SourceManager sources;
  diag::Sink sink;
  Outcome outcome;
  outcome.outputs = std::make_unique<plan::OutputPlan>(std::move(plan));
  outcome.plan = Reconcile(*outcome.outputs, folder.place(), {whole, 2}, sources, sink);
  for (const diag::Diagnostic& item : sink.items()) outcome.codes.push_back(item.code);
  return outcome;
}

// "create a.tf", "update b.tf", ...
inline std::vector<std::string> Words(const WritePlan& plan) {
  std::vector<std::string> words;
  for (const Change& change : plan.changes) {
    const char* names[] = {"create ", "update ", "remove "};
    words.push_back(names[static_cast<size_t>(change.action)] + change.path);
  }
  return words;
}

inline Status Write(const WorkspaceFolder& folder, const plan::OutputPlan& plan,
                    bool whole = true) {
  const Outcome outcome = Compare(folder, plan, whole);
  REQUIRE(outcome.codes.empty());
  return Apply(outcome.plan, folder.place(), {whole, 2});
}

}  // namespace writ::write
