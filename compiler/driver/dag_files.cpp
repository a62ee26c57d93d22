#include "driver/dag_files.h"

#include <algorithm>
#include <map>
#include <optional>

#include "access/names.h"
#include "base/glob.h"

namespace writ::driver {
namespace {

using diag::Code;

// The pattern in what globs know: a set of characters becomes any character.
std::string WithoutSets(std::string_view pattern) {
  std::string out;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const size_t end = pattern[i] == '[' ? pattern.find(']', i + 2) : std::string_view::npos;
    out += end == std::string_view::npos ? pattern[i] : '?';
    if (end != std::string_view::npos) i = end;
  }
  return out;
}

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Folders, each listed when it is first asked for.
class Folders {
 public:
  explicit Folders(const ReadFs& fs) : fs_(fs) {}

  const Result<Listing>& List(const std::string& folder) {
    auto known = listings_.find(folder);
    if (known == listings_.end()) known = listings_.emplace(folder, fs_.List(folder)).first;
    return known->second;
  }

 private:
  const ReadFs& fs_;
  std::map<std::string, Result<Listing>> listings_;
};

// The files that a pattern matches; nothing when they cannot all be seen: hidden ones and those
// behind links are not listed.
std::optional<std::vector<std::string>> Matches(Folders& folders, std::string_view pattern) {
  if (pattern.starts_with('.') || pattern.find("/.") != std::string_view::npos) return std::nullopt;
  const std::string glob = WithoutSets(pattern);
  const size_t mark = glob.find_first_of("*?");
  const size_t slash = glob.rfind('/', mark);
  const Result<Listing>& listed =
      folders.List(slash == std::string::npos ? std::string() : glob.substr(0, slash));
  if (!listed) return std::nullopt;
  const auto reaches = [&](const std::string& link) { return GlobReachesBelow(glob, link); };
  if (std::any_of(listed->linked_folders.begin(), listed->linked_folders.end(), reaches))
    return std::nullopt;
  std::vector<std::string> out;
  for (const std::string& path : listed->files) {
    if (GlobMatches(glob, path)) out.push_back(path);
  }
  return out;
}

// One file that the publish job of a package puts into the bucket.
struct Published {
  std::string what;
  Span span;
};
using ByKey = std::map<std::string, Published, std::less<>>;

template <class S>
void AddMade(const resolve::Environment& environment, const std::vector<S>& objects,
             const spec::Package& package, ByKey& out) {
  for (const S& object : objects) {
    const spec::Package& owner = resolve::At(environment.packages, object.package.id);
    if (&owner != &package || !object.enabled.value) continue;
    if constexpr (requires { object.tasks; }) {
      if (object.engine.value != spec::Engine::kAirflow) continue;
    }
    out.emplace(access::DagId(access::PhysicalName(package), access::PhysicalName(object)) + ".py",
                Published{resolve::ObjectName(object), object.name.span});
  }
}

class DagFiles {
 public:
  DagFiles(const ReadFs& fs, Compilation& run) : folders_(fs), run_(run) {
    const auto& targets = run.workspace.targets;
    makes_ = std::any_of(targets.begin(), targets.end(),
                         [](const auto& target) { return target.value.text == "airflow"; });
  }

  void Run() {
    for (const resolve::Environment& environment : run_.program.environments) {
      for (const spec::Package& package : environment.packages) {
        if (!package.dags.empty()) CheckPackage(environment, package);
      }
    }
  }

 private:
  void CheckPackage(const resolve::Environment& environment, const spec::Package& package) {
    ByKey published;
    if (makes_) AddMade(environment, environment.schedules, package, published);
    if (makes_) AddMade(environment, environment.maintenance, package, published);
    for (const Located<std::string>& pattern : package.dags) {
      for (const std::string& path : FilesOf(pattern)) {
        const auto [at, added] =
            published.emplace(FileName(path), Published{fmt::format("`{}`", path), pattern.span});
        if (added || at->second.what == fmt::format("`{}`", path)) continue;
        run_.sink
            .Report(Code::E0501, pattern.span,
                    "{} and `{}` would both be published as `{}` in `{}`", at->second.what, path,
                    at->first, environment.name)
            .Here("`{}`", path)
            .Label(at->second.span, "{}", at->second.what)
            .Note("the DAGs of a package lie in one folder of the bucket: rename the file");
      }
    }
  }

  const std::vector<std::string>& FilesOf(const Located<std::string>& pattern) {
    auto known = files_.find(pattern.value);
    if (known == files_.end())
      known = files_.emplace(pattern.value, Matches(folders_, pattern.value)).first;
    const std::optional<std::vector<std::string>>& found = known->second;
    if (found && found->empty()) {
      run_.sink.Report(Code::E0301, pattern.span, "no file matches `{}`", pattern.value)
          .Here("publishes nothing")
          .Note("a pattern starts at the folder of writ.yaml; `*` stays within a folder");
    }
    return found ? *found : none_;
  }

  Folders folders_;
  Compilation& run_;
  bool makes_ = false;  // this workspace's own DAGs
  std::map<std::string, std::optional<std::vector<std::string>>, std::less<>> files_;  // by pattern
  const std::vector<std::string> none_;
};

}  // namespace

void CheckDagFiles(const ReadFs& fs, Compilation& run) { DagFiles(fs, run).Run(); }

}  // namespace writ::driver
