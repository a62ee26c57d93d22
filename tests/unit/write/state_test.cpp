#include "write/state.h"

#include <sys/stat.h>

#include "../spread.h"
#include "workspace_folder.h"
#include "write/watched_fs.h"

namespace writ::write {
namespace {

// A workspace of one spec and three outputs, all of them current, and a state that says so.
class Known {
 public:
  Known() : plan_(PlanOf({{"a/x.tf", "x = 1\n"}, {"a/b/y.tf", "y = 1\n"}, {"z.json", "{}\n"}})) {
    fs::create_directories(spec().parent_path());
    std::ofstream(spec()) << "kind: package\n";
    REQUIRE(Write(folder, plan_));
    Learn();
  }

  void Learn() {
    WatchedFs fs(folder.root().string());
    REQUIRE(fs.List("specs"));
    REQUIRE(fs.Read("specs/team/a.yaml", 1000));
    State state{2, 4, fs.TakeSeen()};
    const Outcome outcome = Compare(folder, plan_);
    REQUIRE(outcome.codes.empty());
    REQUIRE(outcome.plan.changes.empty());
    state.seen.insert(state.seen.end(), outcome.plan.seen.begin(), outcome.plan.seen.end());
    Remember(state, folder.place(), StateFolder::kMayBeMade);
  }

  bool IsCurrent(size_t threads = 2) const {
    return FindCurrent({folder.root().string(), {}}, threads).has_value();
  }

  fs::path spec() const { return folder.root() / "specs/team/a.yaml"; }
  fs::path state() const { return folder.root() / ".writ/state"; }

  const WorkspaceFolder folder;

 private:
  plan::OutputPlan plan_;
};

TEST_CASE("a run knows that nothing has changed, and what the last one said") {
  const Known known;
  CHECK(known.IsCurrent(1));
  const std::optional<State> state = FindCurrent({known.folder.root().string(), {}}, 2);
  REQUIRE(state);
  CHECK(state->files == 2);
  CHECK(state->outputs == 4);
}

TEST_CASE("contents decide where stamps have changed") {
  const Known known;
  const std::string text = known.folder.Get("a/x.tf");
  fs::remove(known.folder.At("a/x.tf"));
  CHECK_FALSE(known.IsCurrent());
  known.folder.Put("a/x.tf", text);
  CHECK(known.IsCurrent());
  known.folder.Put("a/x.tf", text + "#\n");
  CHECK_FALSE(known.IsCurrent());
}

TEST_CASE("files that come, go, or change their kind are noticed") {
  const Known known;
  SECTION("a new file beside the outputs") { known.folder.Put("a/new.txt", "mine\n"); }
  SECTION("a new folder among the specs") {
    fs::create_directories(known.spec().parent_path() / "new");
  }
  SECTION("no spec") { fs::remove(known.spec()); }
  SECTION("an output that may be executed") {
    REQUIRE(chmod(known.folder.At("a/x.tf").c_str(), 0755) == 0);
  }
  SECTION("a link in place of an output folder") {
    fs::rename(known.folder.At("a"), known.folder.root() / "a");
    fs::create_directory_symlink(known.folder.root() / "a", known.folder.At("a"));
  }
  SECTION("an unfinished run") {
    std::ofstream(known.folder.root() / ".writ/journal") << "12 a/x.tf\n";
  }
  CHECK_FALSE(known.IsCurrent());
}

TEST_CASE("a state that is torn or damaged anywhere is no state") {
  const Known known;
  std::ostringstream in;
  in << std::ifstream(known.state(), std::ios::binary).rdbuf();
  const std::string whole = in.str();
  const auto replace = [&](const std::string& text) {
    std::ofstream(known.state(), std::ios::binary | std::ios::trunc) << text;
  };
  for (size_t size = 0; size < whole.size(); size += kSpread) {
    replace(whole.substr(0, size));
    REQUIRE_FALSE(known.IsCurrent());
  }
  for (size_t at = 0; at < whole.size(); at += kSpread) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    replace(damaged);
    REQUIRE_FALSE(known.IsCurrent());
  }
  replace(whole);
  CHECK(known.IsCurrent());
}

TEST_CASE("an output folder is opened once for the files that lie in it") {
  const WorkspaceFolder folder;
  folder.Put("a/x.tf", "x\n");
  const Opened root = OpenRoot(folder.At("").string());
  REQUIRE(root.ok());
  LastFolder last;
  const int first = last.Open(root.fd.get(), "a").fd.get();
  CHECK(last.Open(root.fd.get(), "a").fd.get() == first);
  CHECK(last.Open(root.fd.get(), "b").obstacle == Obstacle::kAbsent);
  CHECK(last.Open(root.fd.get(), "a").ok());
}

}  // namespace
}  // namespace writ::write
