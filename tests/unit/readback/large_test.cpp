// Large values in three holes of each language: they are printed, and read back.
#include <catch2/catch.hpp>

#include "../spread.h"
#include "rendered.h"

namespace writ::readback::testing {
namespace {

constexpr size_t kMegabyte = 1'000'000 / kSpread;
constexpr size_t kItems = 100'000 / kSpread;
constexpr size_t kDepth = 200;

// A megabyte in which something has to be escaped everywhere.
std::string LongText() {
  std::string text;
  while (text.size() < kMegabyte) text += "it's a \"long\" ${text} with \\ and $HOME; ";
  return text + ".";
}

std::vector<value::Text> ManyItems() {
  std::vector<value::Text> items;
  for (size_t i = 0; i < kItems; ++i)
    items.emplace_back(value::Text("item \"" + std::to_string(i) + "\""));
  return items;
}

value::Any DeepAny() {
  value::Any deep;
  deep.kind = value::Any::Kind::kText;
  deep.text = "it's deep";
  for (size_t i = 0; i < kDepth; ++i) {
    value::Any around;
    if (i % 2 == 0) {
      around.kind = value::Any::Kind::kList;
      around.items.push_back(std::move(deep));
    } else {
      around.kind = value::Any::Kind::kMap;
      around.entries.push_back({"key", std::move(deep)});
    }
    deep = std::move(around);
  }
  return deep;
}

void ReadsBack(const std::string& path, const std::string& text, View view, size_t at_least) {
  const Page page = Print(path, text, std::move(view));
  INFO(path << " " << page.errors);
  REQUIRE(page.ok());
  CHECK(page.rendered.text.size() > at_least);
  const auto found = page.Check();
  if (found) FAIL(found->what << " at " << found->offset);
  Page broken = Print(path, text, *page.view);
  broken.rendered.text[broken.rendered.text.size() / 2] ^= 1;
  CHECK(broken.Check());
}

struct Language {
  std::string path;
  std::string texts;
  std::string lists;  // empty: it has none
  std::string deep;
};

const std::vector<Language>& Languages() {
  static const std::vector<Language> kLanguages = {
      {"t.tf", "a = @{text}\nb = \"in @{text}\"\nc = f({\n  d = @{text}\n})\n",
       "a = @{list}\nb = \"${f(@{list})}\"\nc = @{list:json}\n",
       "a = @{any}\nb = \"${f(@{any})}\"\nc = @{any:json}\n"},
      {"t.yaml", "a: @{text}\nb: \"in @{text}\"\nc:\n  - @{text}\n",
       "a: @{list}\nb:\n  - @{list}\nc: [@{list}]\n",
       "a: @{any}\nb:\n  - @{any}\nc: @{any:json}\n"},
      {"t.json", "[\n  @{text},\n  \"in @{text}\",\n  {\"a\": @{text}}\n]\n",
       "[\n  @{list},\n  {\"a\": @{list}},\n  @{list:json}\n]\n",
       "[\n  @{any},\n  {\"a\": @{any}},\n  @{any:json}\n]\n"},
      {"t.py", "a = [\n    @{text},\n    \"in @{text}\",\n    '''@{text}''',\n]\n",
       "a = [\n    @{list},\n    f(@{list}),\n    @{list:json},\n]\n",
       "a = [\n    @{any},\n    f(@{any}),\n    @{any:json},\n]\n"},
      {"t.sh", "run @{text} \"in @{text}\" a=@{text}\n", "run @{list} x @{list} $(f @{list})\n",
       "run @{any:json} \"in @{any:json}\" a=@{any:json}\n"},
      {"t.md", "a @{text} b @{text}\n\n| @{text} |\n", "", ""},
  };
  return kLanguages;
}

TEST_CASE("texts of a megabyte read back in every language") {
  View view;
  view.text = LongText();
  for (const Language& language : Languages())
    ReadsBack(language.path, language.texts, view, 3 * kMegabyte);
}

TEST_CASE("lists of a hundred thousand items read back in every language") {
  View view;
  view.list = ManyItems();
  for (const Language& language : Languages()) {
    if (!language.lists.empty()) ReadsBack(language.path, language.lists, view, 3 * kItems);
  }
}

TEST_CASE("data of depth 200 reads back in every language") {
  View view;
  view.any = DeepAny();
  for (const Language& language : Languages()) {
    if (!language.deep.empty()) ReadsBack(language.path, language.deep, view, 3 * kDepth);
  }
}

}  // namespace
}  // namespace writ::readback::testing
