#include "base/diff.h"

#include <catch2/catch.hpp>

namespace writ {
namespace {

TEST_CASE("equal texts have no diff") { CHECK(UnifiedDiff("a\nb\n", "a\nb\n").empty()); }

TEST_CASE("a diff shows each change with its surroundings") {
  CHECK(UnifiedDiff("a\nb\nc\n", "a\nx\nc\n") == "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
  CHECK(UnifiedDiff("", "a\n") == "@@ -0,0 +1,1 @@\n+a\n");
  CHECK(UnifiedDiff("a\n", "") == "@@ -1,1 +0,0 @@\n-a\n");
}

TEST_CASE("changes that lie apart are shown apart, those close by together") {
  std::string before, after;
  for (int i = 0; i < 30; ++i) {
    before += std::to_string(i) + "\n";
    after += (i == 2 || i == 27 ? "x" : std::to_string(i)) + "\n";
  }
  CHECK(UnifiedDiff(before, after) ==
        "@@ -1,6 +1,6 @@\n 0\n 1\n-2\n+x\n 3\n 4\n 5\n"
        "@@ -25,6 +25,6 @@\n 24\n 25\n 26\n-27\n+x\n 28\n 29\n");
  CHECK(UnifiedDiff("a\nb\nc\nd\n", "x\nb\nc\ny\n", 1) ==
        "@@ -1,4 +1,4 @@\n-a\n+x\n b\n c\n-d\n+y\n");
}

TEST_CASE("a missing line feed at the end is a difference") {
  CHECK_FALSE(UnifiedDiff("a\n", "a").empty());
}

TEST_CASE("texts that differ everywhere are replaced whole") {
  std::string before, after;
  for (int i = 0; i < 3000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  const DiffCount count = CountChanges(before, after);
  CHECK(count.added == 3000);
  CHECK(count.removed == 3000);
}

}  // namespace
}  // namespace writ
