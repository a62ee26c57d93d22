#include "base/edit_distance.h"

#include <array>
#include <catch2/catch.hpp>

namespace writ {
namespace {

TEST_CASE("Nearest finds what a typist meant") {
  constexpr std::array<std::string_view, 3> kNames = {"warehouse_db", "warehouse_tls", "trino"};
  CHECK(Nearest("warehose_db", kNames) == "warehouse_db");
  CHECK(Nearest("trnio", kNames) == "trino");
  CHECK(Nearest("postgres", kNames).empty());
}

TEST_CASE("EditDistance counts a swap of neighbours once and stops past its limit") {
  CHECK(EditDistance("abcd", "abdc", 3) == 1);
  CHECK(EditDistance("", "abcd", 2) == 3);
}

}  // namespace
}  // namespace writ
