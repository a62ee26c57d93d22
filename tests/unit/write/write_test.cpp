#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "workspace_folder.h"

namespace writ::write {
namespace {

using diag::Code;
using Strings = std::vector<std::string>;
using Codes = std::vector<Code>;

TEST_CASE("a first run creates, a second one finds all as it should be") {
  const WorkspaceFolder folder;
  const plan::OutputPlan plan =
      PlanOf({{"a/x.tf", "x = 1\n"}, {"a/y.json", "{}\n"}, {"run.sh", "#!/bin/sh\n"}});
  CHECK(Words(Compare(folder, plan).plan) ==
        Strings{"create a/.writ-digests", "create a/x.tf", "create a/y.json", "create run.sh"});
  REQUIRE(Write(folder, plan));
  const Outcome again = Compare(folder, plan);
  CHECK(again.plan.changes.empty());
  CHECK(again.plan.same == 4);
  CHECK_FALSE(again.plan.unfinished);
  struct stat info {};
  REQUIRE(stat(folder.At("run.sh").c_str(), &info) == 0);
  CHECK((info.st_mode & S_IXUSR) != 0);
}

TEST_CASE("only what differs is written") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 1\n"}, {"b.tf", "b = 1\n"}})));
  struct stat before {
  }, after{};
  REQUIRE(stat(folder.At("a.tf").c_str(), &before) == 0);
  const plan::OutputPlan plan = PlanOf({{"a.tf", "a = 1\n"}, {"b.tf", "b = 2\n"}});
  CHECK(Words(Compare(folder, plan).plan) == Strings{"update b.tf"});
  REQUIRE(Write(folder, plan));
  REQUIRE(stat(folder.At("a.tf").c_str(), &after) == 0);
  CHECK(before.st_ino == after.st_ino);
  CHECK(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
  CHECK(folder.Get("b.tf").find("b = 2") != std::string::npos);
}

TEST_CASE("outputs that no spec asks for any more go, with their folders, and nothing else does") {
  const WorkspaceFolder folder;
  REQUIRE(
      Write(folder,
            PlanOf({{"keep.tf", "k = 1\n"}, {"old/x/a.tf", "a = 1\n"}, {"old/y/b.json", "{}\n"}})));
  folder.Put("old/y/notes.txt", "mine\n");
  const plan::OutputPlan plan = PlanOf({{"keep.tf", "k = 1\n"}});
  CHECK(Compare(folder, plan, false).plan.changes.empty());
  CHECK(Words(Compare(folder, plan).plan) ==
        Strings{"remove old/x/a.tf", "remove old/y/.writ-digests", "remove old/y/b.json"});
  REQUIRE(Write(folder, plan));
  CHECK_FALSE(fs::exists(folder.At("old/x")));
  CHECK(folder.Get("old/y/notes.txt") == "mine\n");
}

TEST_CASE("an output that a hand edited is not overwritten, nor removed") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 1\n"}, {"b.json", "{}\n"}, {"c.tf", "c = 1\n"}})));
  folder.Put("a.tf", folder.Get("a.tf") + "# mine\n");
  folder.Put("b.json", "{\"mine\": 1}\n");
  folder.Put("c.tf", folder.Get("c.tf") + "# mine\n");
  const Outcome outcome = Compare(folder, PlanOf({{"a.tf", "a = 2\n"}, {"b.json", "[]\n"}}));
  CHECK(outcome.codes == Codes{Code::E0705, Code::E0705, Code::E0705});
}

TEST_CASE("a file that is not ours is never touched") {
  const WorkspaceFolder folder;
  folder.Put("a.tf", "mine = 1\n");
  folder.Put("other.tf", "mine = 2\n");
  CHECK(Compare(folder, PlanOf({{"a.tf", "a = 1\n"}})).codes == Codes{Code::E0706});
  fs::create_directories(folder.At("b.tf"));
  CHECK(Compare(folder, PlanOf({{"b.tf", "b = 1\n"}})).codes == Codes{Code::E0706});
  folder.Put("file", "mine\n");
  CHECK(Compare(folder, PlanOf({{"file/c.tf", "c = 1\n"}})).codes == Codes{Code::E0706});
  REQUIRE(mkfifo(folder.At("d.tf").c_str(), 0600) == 0);
  CHECK(Compare(folder, PlanOf({{"d.tf", "d = 1\n"}})).codes == Codes{Code::E0706});
}

TEST_CASE("a file with just the text that it should have is taken over") {
  const WorkspaceFolder folder;
  folder.Put("a.txt", "text\n");
  const Outcome outcome = Compare(folder, PlanOf({{"a.txt", "text\n"}}));
  CHECK(outcome.codes.empty());
  CHECK(Words(outcome.plan) == Strings{"create .writ-digests"});
}

TEST_CASE("a symbolic link as the file, in the path, or as the output folder is refused") {
  const WorkspaceFolder folder;
  const WorkspaceFolder outside;
  outside.Put("target.tf", "theirs\n");
  fs::create_directories(folder.At(""));
  fs::create_symlink(outside.At("target.tf"), folder.At("a.tf"));
  CHECK(Compare(folder, PlanOf({{"a.tf", "a = 1\n"}})).codes == Codes{Code::E0707});
  fs::create_directory_symlink(outside.At(""), folder.At("sub"));
  CHECK(Compare(folder, PlanOf({{"sub/b.tf", "b = 1\n"}})).codes == Codes{Code::E0707});
  fs::remove_all(folder.At(""));
  fs::create_directory_symlink(outside.At(""), folder.root() / "generated");
  CHECK(Compare(folder, PlanOf({{"c.tf", "c = 1\n"}})).codes == Codes{Code::E0707});
  CHECK(outside.All().size() == 1);
}

TEST_CASE("a link that appears between compare and write is not followed") {
  const WorkspaceFolder folder;
  const WorkspaceFolder outside;
  outside.Put("keep", "theirs\n");
  const Outcome outcome = Compare(folder, PlanOf({{"sub/a.tf", "a = 1\n"}}));
  fs::create_directories(folder.At(""));
  fs::create_directory_symlink(outside.At(""), folder.At("sub"));
  CHECK_FALSE(Apply(outcome.plan, folder.place(), {}));
  CHECK(outside.All().size() == 1);
}

TEST_CASE("a file that changes or appears between compare and write is not replaced") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 1\n"}, {"z.tf", "z = 1\n"}})));
  const std::string z = folder.Get("z.tf");
  const Outcome outcome =
      Compare(folder, PlanOf({{"a.tf", "a = 2\n"}, {"b.tf", "b = 1\n"}, {"z.tf", "z = 2\n"}}));
  folder.Put("a.tf", "somebody was faster\n");
  const Status status = Apply(outcome.plan, folder.place(), {});
  REQUIRE_FALSE(status);
  CHECK(status.error().path == "generated/a.tf");
  CHECK(folder.All() ==
        std::map<std::string, std::string>{{"a.tf", "somebody was faster\n"}, {"z.tf", z}});

  const WorkspaceFolder other;
  const Outcome create = Compare(other, PlanOf({{"n.tf", "n = 1\n"}}));
  other.Put("n.tf", "somebody was faster\n");
  CHECK_FALSE(Apply(create.plan, other.place(), {}));
  CHECK(other.Get("n.tf") == "somebody was faster\n");
}

TEST_CASE("a read-only output is an error, although a rename could replace it") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 1\n"}})));
  REQUIRE(chmod(folder.At("a.tf").c_str(), 0444) == 0);
  CHECK(Compare(folder, PlanOf({{"a.tf", "a = 2\n"}})).codes == Codes{Code::E0708});
  CHECK(Compare(folder, PlanOf({{"a.tf", "a = 1\n"}})).codes.empty());
}

TEST_CASE("a changed file keeps its mode; scripts get the right to execute back") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 1\n"}, {"b.sh", "#!/bin/sh\n"}})));
  REQUIRE(chmod(folder.At("a.tf").c_str(), 0660) == 0);
  REQUIRE(chmod(folder.At("b.sh").c_str(), 0640) == 0);
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 2\n"}, {"b.sh", "#!/bin/sh\n"}})));
  struct stat info {};
  REQUIRE(stat(folder.At("a.tf").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777U) == 0660);
  REQUIRE(stat(folder.At("b.sh").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777U) == 0750);
}

TEST_CASE("a second run at the same time gets an error and writes nothing") {
  const WorkspaceFolder folder;
  fs::create_directories(folder.root() / ".writ");
  const int lock = open((folder.root() / ".writ/lock").c_str(), O_RDWR | O_CREAT, 0600);
  REQUIRE(flock(lock, LOCK_EX | LOCK_NB) == 0);
  const Outcome outcome = Compare(folder, PlanOf({{"a.tf", "a = 1\n"}}));
  const Status status = Apply(outcome.plan, folder.place(), {});
  REQUIRE_FALSE(status);
  CHECK(status.error().message == kAnotherRun);
  CHECK(folder.All().empty());
  close(lock);
  CHECK(Apply(outcome.plan, folder.place(), {}));
}

TEST_CASE("what a killed run left behind is finished by the next") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a.tf", "a = 1\n"}})));
  const plan::OutputPlan plan = PlanOf({{"a.tf", "a = 1\n"}, {"new.tf", "new = 1\n"}});
  // As a kill in the middle of creating new.tf leaves it, with the temporary file of another
  // output.
  folder.Put("new.tf", plan.outputs[1].text.substr(0, 40));
  folder.Put(".writ-tmp-1-0", "half of some");
  folder.Put(".writ-tmp-2-0", "somebody's own");
  std::ofstream(folder.root() / ".writ/journal")
      << plan.outputs[1].text.size() << " new.tf\nwriter 1\n";
  const Outcome outcome = Compare(folder, plan);
  CHECK(outcome.codes.empty());
  CHECK(Words(outcome.plan) == Strings{"remove .writ-tmp-1-0", "update new.tf"});
  REQUIRE(Apply(outcome.plan, folder.place(), {}));
  CHECK(folder.Get("new.tf") == plan.outputs[1].text);
  CHECK_FALSE(fs::exists(folder.root() / ".writ/journal"));
  CHECK(Compare(folder, plan).plan.changes.empty());
}

TEST_CASE("a partial run keeps the digests of outputs that it does not make") {
  const WorkspaceFolder folder;
  REQUIRE(Write(folder, PlanOf({{"a.json", "1\n"}, {"b.json", "1\n"}})));
  REQUIRE(Write(folder, PlanOf({{"b.json", "2\n"}}), false));
  CHECK(Words(Compare(folder, PlanOf({{"a.json", "1\n"}, {"b.json", "2\n"}})).plan).empty());
}

}  // namespace
}  // namespace writ::write
