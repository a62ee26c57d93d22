// Faults of the disk. They need a file system of their own, or a user that rights apply to.
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "workspace_folder.h"

namespace writ::write {
namespace {

// Says aloud that a test did not run; in CI that is a failure.
bool Skip(const std::string& reason) {
  WARN("SKIPPED: " << reason);
  CHECK(std::getenv("CI") == nullptr);
  return true;
}

// A file system of `size` bytes on the workspace's output folder, as long as it lives.
class SmallDisk {
 public:
  SmallDisk(const fs::path& at, const std::string& options) : at_(at) {
    fs::create_directories(at_);
    mounted_ = mount("tmpfs", at_.c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) umount2(at_.c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }
  bool MakeReadOnly() const {
    return mount("tmpfs", at_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  }

 private:
  fs::path at_;
  bool mounted_ = false;
};

std::string Big(char letter) { return "x = \"" + std::string(40000, letter) + "\"\n"; }

TEST_CASE("a disk that fills up leaves every file as it was") {
  const WorkspaceFolder folder;
  const SmallDisk disk(folder.At(""), "size=256k");
  if (!disk.mounted() && Skip("mounting a small disk needs root")) return;
  REQUIRE(Write(folder, PlanOf({{"a.tf", Big('a')}, {"b.tf", Big('b')}, {"d/e.json", "1\n"}})));
  const auto before = folder.All();
  const plan::OutputPlan plan = PlanOf({{"a.tf", Big('c')},
                                        {"b.tf", Big('d')},
                                        {"d/e.json", "2\n"},
                                        {"n/1.tf", Big('e')},
                                        {"n/2.tf", Big('f')},
                                        {"n/3.tf", Big('g')},
                                        {"n/4.tf", Big('h')}});
  const Outcome outcome = Compare(folder, plan);
  const Status status = Apply(outcome.plan, folder.place(), {true, 2});
  REQUIRE_FALSE(status);
  CHECK(status.error().message == "No space left on device");
  auto after = folder.All();
  // The list of a folder may know more digests than there are files, never fewer.
  CHECK(Compare(folder, plan).codes.empty());
  after.erase("d/.writ-digests");
  auto wanted = before;
  wanted.erase("d/.writ-digests");
  CHECK(after == wanted);
}

TEST_CASE("a read-only disk is an error") {
  const WorkspaceFolder folder;
  const SmallDisk disk(folder.At(""), "size=256k");
  if (!disk.mounted() && Skip("mounting a small disk needs root")) return;
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 1\n"}})));
  const auto before = folder.All();
  REQUIRE(disk.MakeReadOnly());
  const Outcome outcome = Compare(folder, PlanOf({{"a.tf", "a = 2\n"}}));
  const Status status = Apply(outcome.plan, folder.place(), {});
  REQUIRE_FALSE(status);
  CHECK(status.error().message == "Read-only file system");
  CHECK(folder.All() == before);
}

// Runs `work` as a user without special rights, in a process of its own; false when that cannot be.
template <class Work>
bool AsNobody(const fs::path& owned, const Work& work) {
  constexpr uid_t kNobody = 65534;
  if (geteuid() != 0) return work();
  for (const auto& entry : fs::recursive_directory_iterator(owned)) {
    if (chown(entry.path().c_str(), kNobody, kNobody) != 0) return false;
  }
  if (chown(owned.c_str(), kNobody, kNobody) != 0) return false;
  const pid_t child = fork();
  if (child == 0) _exit(setgid(kNobody) == 0 && setuid(kNobody) == 0 && work() ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("a folder that may not be written leaves every file as it was") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a/x.tf", "x = 1\n"}, {"b/y.tf", "y = 1\n"}})));
  const auto before = folder.All();
  const plan::OutputPlan plan = PlanOf({{"a/x.tf", "x = 2\n"}, {"b/y.tf", "y = 2\n"}});
  const Outcome outcome = Compare(folder, plan);
  REQUIRE(chmod(folder.At("b").c_str(), 0555) == 0);
  const bool refused = AsNobody(folder.root(), [&] {
    const Outcome now = Compare(folder, plan);
    const Status status = Apply(now.plan, folder.place(), {});
    return !status && status.error().message == "Permission denied" &&
           status.error().path == "generated/b/y.tf";
  });
  CHECK(refused);
  CHECK(folder.All() == before);
  REQUIRE(chmod(folder.At("b").c_str(), 0755) == 0);
}

TEST_CASE("an output that may not be read is an error") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 1\n"}})));
  REQUIRE(chmod(folder.At("a.tf").c_str(), 0200) == 0);
  const bool refused = AsNobody(folder.root(), [&] {
    return Compare(folder, PlanOf({{"a.tf", "a = 2\n"}})).codes ==
           std::vector<diag::Code>{diag::Code::E0708};
  });
  CHECK(refused);
}

TEST_CASE("a run that is killed at any moment is finished by the next, and no file is torn") {
  const plan::OutputPlan first =
      PlanOf({{"a.tf", Big('a')}, {"b.json", "1\n"}, {"old.tf", "o = 1\n"}});
  const plan::OutputPlan second =
      PlanOf({{"a.tf", Big('b')}, {"b.json", "2\n"}, {"c/d.json", "3\n"}, {"c/e.tf", Big('e')}});
  // The delays only choose moments; whatever they hit, the same must hold.
  for (int delay = 0; delay < 2000; delay += 40) {
    const WorkspaceFolder folder;
    REQUIRE(Write(folder, first));
    const Outcome outcome = Compare(folder, second);
    const pid_t child = fork();
    if (child == 0) {
      static_cast<void>(Apply(outcome.plan, folder.place(), {true, 1}));
      _exit(0);
    }
    usleep(static_cast<useconds_t>(delay));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const std::string a = folder.Get("a.tf");
    CHECK((a == first.outputs[1].text || a == second.outputs[1].text));
    REQUIRE(Write(folder, second));
    CHECK(Compare(folder, second).plan.changes.empty());
    CHECK(folder.All().size() == second.outputs.size());
  }
}

}  // namespace
}  // namespace writ::write
