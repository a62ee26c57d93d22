// Lets test_template_ways.py ask which templates are accepted, and what they print.
//
//   PATH TEMPLATE SEEDS   a template in hexadecimal, whose language is that of PATH; how many data
//                         sets to print it with
//
// The answer is `error MESSAGES` or `ok` and, for each data set, what was printed or `!` where a
// value was refused; all in hexadecimal.
#include <fmt/format.h>

#include <iostream>
#include <random>
#include <sstream>

#include "target/read_back.h"
#include "template/template.h"
#include "template/ways.h"
#include "value/value.h"

namespace writ::tmpl {

struct ProbeItem {
  value::Text name;
  value::Text owner;
  value::Text var;
  value::Bool big = false;
  std::optional<value::Text> note;
  std::vector<value::Text> tags;
};

struct ProbeShelf {
  value::Text text;
  value::Text var;
  value::Bool one = false;
  value::Bool two = false;
  std::optional<value::Text> note;
  std::vector<ProbeItem> items;
  std::vector<ProbeItem> filled;
  std::vector<value::Text> words;
  std::vector<value::Text> kinds;
  value::Map<value::Text> map;
};

}  // namespace writ::tmpl

namespace writ::value {

template <>
inline constexpr auto kMembers<tmpl::ProbeItem> = Members(
    "item", In("name", &tmpl::ProbeItem::name, "its name", kUnique | kName),
    In("owner", &tmpl::ProbeItem::owner, "may repeat"),
    In("var", &tmpl::ProbeItem::var, "a name", kUnique | kIdentifier),
    In("big", &tmpl::ProbeItem::big, "a bool"), In("note", &tmpl::ProbeItem::note, "may be absent"),
    In("tags", &tmpl::ProbeItem::tags, "texts"));

template <>
inline constexpr auto kMembers<tmpl::ProbeShelf> = Members(
    "shelf", In("text", &tmpl::ProbeShelf::text, "any"),
    In("var", &tmpl::ProbeShelf::var, "a name", kIdentifier),
    In("one", &tmpl::ProbeShelf::one, "a bool"), In("two", &tmpl::ProbeShelf::two, "a bool"),
    In("note", &tmpl::ProbeShelf::note, "may be absent"),
    In("items", &tmpl::ProbeShelf::items, "items"),
    In("filled", &tmpl::ProbeShelf::filled, "items", kFilled),
    In("words", &tmpl::ProbeShelf::words, "texts that may repeat"),
    In("kinds", &tmpl::ProbeShelf::kinds, "texts that differ", kUnique),
    In("map", &tmpl::ProbeShelf::map, "texts"));

}  // namespace writ::value

namespace writ::tmpl {
namespace {

std::string FromHex(const std::string& hex) {
  std::string out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    out.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return out;
}

std::string ToHex(std::string_view text) {
  std::string out = "-";
  for (const char c : text) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

// Few texts, so that some are equal to each other and to keys of templates.
class Data {
 public:
  explicit Data(uint32_t seed) : random_(seed), plain_(seed == 0), full_(seed == 1) {}

  ProbeShelf Shelf() {
    ProbeShelf shelf;
    shelf.text = Text();
    shelf.var = Name();
    shelf.one = Coin();
    shelf.two = Coin();
    if (Coin()) shelf.note = Text();
    shelf.items = Items(Count());
    shelf.filled = Items(1 + Count());
    for (size_t i = Count(); i > 0; --i) shelf.words.push_back(Text());
    const size_t start = random_() % 5;
    for (size_t i = Count(); i > 0; --i) shelf.kinds.emplace_back(kTexts[start + i]);
    for (size_t i = Count(); i > 0; --i)
      shelf.map.entries.emplace_back(value::Text(kTexts[start + i]), Text());
    return shelf;
  }

 private:
  bool Coin() { return full_ || (!plain_ && random_() % 2 == 0); }
  size_t Count() { return full_ ? 2 : plain_ ? 0 : random_() % 4; }
  value::Text Text() { return value::Text(kTexts[random_() % kTexts.size()]); }
  value::Text Name() { return value::Text(kNames[random_() % kNames.size()]); }

  std::vector<ProbeItem> Items(size_t count) {
    std::vector<ProbeItem> items;
    const size_t start = random_() % kNames.size();
    for (size_t i = 0; i < count; ++i) {
      ProbeItem item;
      item.name = value::Text(kNames[(start + i) % kNames.size()]);
      item.var = item.name;
      item.owner = Text();
      item.big = Coin();
      if (Coin()) item.note = Text();
      for (size_t tags = Count(); tags > 0; --tags) item.tags.push_back(Text());
      items.push_back(std::move(item));
    }
    return items;
  }

  inline static const std::vector<std::string> kTexts = {
      "a",          "b", "",  "x y", "no", "a: b", " lead",
      "two\nlines", "-", "#", "1",   "{",  "it's", "\"q\""};
  inline static const std::vector<std::string> kNames = {"a", "b", "name", "x_1", "k", "done"};
  std::mt19937 random_;
  bool plain_;
  bool full_;
};

std::string Messages(const diag::Sink& sink) {
  std::string all;
  for (const diag::Diagnostic& item : sink.items())
    all += fmt::format("{}: {}\n", diag::Name(item.code), item.message);
  return ToHex(all);
}

}  // namespace

std::string WaysOf(const std::string& path, const std::string& text, uint32_t seeds) {
  source::SourceManager sources;
  diag::Sink sink;
  const source::FileId file = sources.Add(path, FromHex(text));
  const auto compiled =
      Compile(sources, file, LanguageOf(path), value::TypeOf<ProbeShelf>(), {}, sink);
  if (!compiled || !target::TemplateReads(*compiled, sink) || !CheckWays(*compiled, sink))
    return "error " + Messages(sink);
  std::string answer = "ok";
  for (uint32_t seed = 0; seed < seeds; ++seed) {
    const ProbeShelf shelf = Data(seed).Shelf();
    Rendered out;
    diag::Sink refused;
    answer += Render(*compiled, &shelf, {}, out, refused) ? " " + ToHex(out.text) : " !";
  }
  return answer;
}

}  // namespace writ::tmpl

int main() {
  std::string path;
  std::string text;
  uint32_t seeds = 0;
  while (std::cin >> path >> text >> seeds)
    std::cout << writ::tmpl::WaysOf(path, text, seeds) << '\n';
}
