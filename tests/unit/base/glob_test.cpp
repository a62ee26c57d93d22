#include "base/glob.h"

#include <catch2/catch.hpp>

namespace writ {
namespace {

TEST_CASE("a star stays within a segment, two stars cross segments") {
  CHECK(GlobMatches("specs/*.yaml", "specs/a.yaml"));
  CHECK_FALSE(GlobMatches("specs/*.yaml", "specs/x/a.yaml"));
  CHECK(GlobMatches("specs/**/*.yaml", "specs/a.yaml"));
  CHECK(GlobMatches("specs/**/*.yaml", "specs/x/y/a.yaml"));
  CHECK_FALSE(GlobMatches("specs/**/*.yaml", "specs/a.yml"));
  CHECK(GlobMatches("**", "a/b"));
  CHECK(GlobMatches("**/b", "b"));
}

TEST_CASE("a pattern reaches below folders that its segments name") {
  CHECK(GlobReachesBelow("specs/**/*.yaml", "specs/a"));
  CHECK(GlobReachesBelow("specs/*/a.yaml", "specs/b"));
  CHECK(GlobReachesBelow("*/a.yaml", "specs"));
  CHECK_FALSE(GlobReachesBelow("specs/*.yaml", "specs/a"));
  CHECK_FALSE(GlobReachesBelow("specs/**/*.yaml", "other"));
}

TEST_CASE("everything else is literal") {
  CHECK(GlobMatches("a?c", "abc"));
  CHECK_FALSE(GlobMatches("a?c", "ac"));
  CHECK_FALSE(GlobMatches("a.c", "abc"));
  CHECK_FALSE(GlobMatches("a", "a/b"));
  CHECK_FALSE(GlobMatches("a/b", "a"));
  CHECK(GlobMatches("*a*b", "xaxaxb"));
  CHECK_FALSE(GlobMatches("*a*b", "xaxax"));
}

}  // namespace
}  // namespace writ
