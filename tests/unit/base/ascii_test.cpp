#include "base/ascii.h"

#include <catch2/catch.hpp>

namespace writ {
namespace {

TEST_CASE("only ASCII letters have another case") {
  CHECK(ToLower("AzZ[`{@\xC3\x89") == "azz[`{@\xC3\x89");
  CHECK(ToUpper('z') == 'Z');
  CHECK(ToUpper('{') == '{');
}

TEST_CASE("texts are equal but for the case of their letters") {
  CHECK(EqualsIgnoringCase("Path", "pATH"));
  CHECK(EqualsIgnoringCase("", ""));
  CHECK_FALSE(EqualsIgnoringCase("path", "paths"));
  CHECK_FALSE(EqualsIgnoringCase("[", "{"));
}

}  // namespace
}  // namespace writ
