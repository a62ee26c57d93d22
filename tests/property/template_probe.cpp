// Lets test_templates.py ask compiler/template and compiler/readback: one case a line, one answer a
// line.
//
//   PATH TEMPLATE TEXT [SEED]   the first three in hexadecimal (`-` is empty): a template whose
//                               language is that of PATH, rendered with a view that TEXT fills (see
//                               Fill); with SEED, a decimal number, the bytes of one hole are then
//                               changed at random
//
// The answer is `ok OUTPUT`, `refused MESSAGES` (by a value), `error MESSAGES` (by the template) or
// `unread WHAT` (the output does not read back).
#include <fmt/format.h>

#include <iostream>
#include <optional>
#include <random>
#include <sstream>
#include <string>

#include "readback/readback.h"
#include "template/template.h"
#include "value/value.h"

namespace writ::tmpl {

struct ProbeInner {
  value::Text text;
  std::vector<value::Text> list;
};

struct Probe {
  value::Text text;
  value::Text name;  // the same
  std::vector<value::Text> list;
  value::Map<value::Text> map;
  ProbeInner record;
  std::vector<ProbeInner> records;
  value::Any any;
  value::Integer number = int64_t{-7};
  value::Bool yes = true;
  value::Decimal ratio = {"1e3", {}};
  std::optional<value::Text> nothing;
};

}  // namespace writ::tmpl

namespace writ::value {

template <>
inline constexpr auto kMembers<tmpl::ProbeInner> =
    Members("inner", In("text", &tmpl::ProbeInner::text, "the text"),
            In("list", &tmpl::ProbeInner::list, "the text and others"));

template <>
inline constexpr auto kMembers<tmpl::Probe> =
    Members("probe", In("text", &tmpl::Probe::text, "the text"),
            In("name", &tmpl::Probe::name, "the same, as if it were a name", kIdentifier),
            In("list", &tmpl::Probe::list, "the text and others"),
            In("map", &tmpl::Probe::map, "the text as a key and a value"),
            In("record", &tmpl::Probe::record, "a record of both"),
            In("records", &tmpl::Probe::records, "a list of records"),
            In("any", &tmpl::Probe::any, "free data"), In("number", &tmpl::Probe::number, "-7"),
            In("yes", &tmpl::Probe::yes, "true"), In("ratio", &tmpl::Probe::ratio, "1e3"),
            In("nothing", &tmpl::Probe::nothing, "absent"));

}  // namespace writ::value

namespace writ::tmpl {
namespace {

std::string FromHex(const std::string& hex) {
  std::string out;
  if (hex == "-") return out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    out.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return out;
}

std::string ToHex(std::string_view text) {
  if (text.empty()) return "-";
  std::string out;
  for (const char c : text) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

value::Any AnyText(const std::string& text) {
  value::Any any;
  any.kind = value::Any::Kind::kText;
  any.text = text;
  return any;
}

Probe Fill(const std::string& text) {
  Probe probe;
  probe.text = probe.name = value::Text(text);
  probe.list = {value::Text(text), value::Text(std::string("plain")), value::Text(text)};
  probe.map.entries.emplace_back(std::string("key"), value::Text(text));
  if (text != "key") probe.map.entries.emplace_back(value::Text(text), std::string("value"));
  probe.record = {value::Text(text), probe.list};
  probe.records = {probe.record, {std::string("x"), {}}};
  value::Any list;
  list.kind = value::Any::Kind::kList;
  list.items = {AnyText(text), value::Any{}, list};
  probe.any.kind = value::Any::Kind::kMap;
  probe.any.entries.push_back({"deep", list});
  probe.any.entries.push_back({"text", AnyText(text)});
  return probe;
}

using Holes = std::vector<hole::Printed>;

Holes HolesOf(const Rendered& out) {
  Holes holes = out.printed;
  for (size_t i = 0; i < holes.size(); ++i) {
    holes[i].begin = out.holes[i].begin;
    holes[i].end = out.holes[i].end;
  }
  return holes;
}

// One to three small edits of one text.
std::string Edited(std::string bytes, std::mt19937& random) {
  static const std::string kBytes = "\"'\\\n ,:#-[]{}$%`|&<>*=!@~()nuxtr01e.+\t";
  const auto below = [&](size_t size) { return size == 0 ? 0 : random() % size; };
  for (size_t edits = 1 + below(3); edits > 0; --edits) {
    const size_t at = below(bytes.size() + 1);
    const char added = kBytes[below(kBytes.size())];
    switch (below(4)) {
      case 0:
        bytes.insert(at, 1, added);
        break;
      case 1:
        if (at < bytes.size()) bytes.erase(at, 1);
        break;
      case 2:
        if (at < bytes.size()) bytes[at] = added;
        break;
      default:
        bytes.insert(at, bytes.substr(at, below(4)));
        break;
    }
  }
  return bytes;
}

void Mutate(uint32_t seed, std::string& text, Holes& holes) {
  std::mt19937 random(seed);
  const size_t chosen = random() % holes.size();
  hole::Printed& hole = holes[chosen];
  const uint32_t size = hole.end - hole.begin;
  const std::string bytes = Edited(text.substr(hole.begin, size), random);
  text.replace(hole.begin, size, bytes);
  const auto grown = static_cast<uint32_t>(bytes.size()) - size;  // modulo 2^32
  hole.end += grown;
  for (size_t i = chosen + 1; i < holes.size(); ++i) {
    holes[i].begin += grown;
    holes[i].end += grown;
  }
}

std::string Answer(const std::string& path, const std::string& text, const Probe& probe,
                   const std::optional<uint32_t>& seed) {
  source::SourceManager sources;
  diag::Sink sink;
  const auto messages = [&] {
    std::string all;
    for (const diag::Diagnostic& item : sink.items())
      all += fmt::format("{}: {}\n", diag::Name(item.code), item.message);
    return ToHex(all);
  };
  const source::FileId file = sources.Add(path, text);
  const auto compiled = Compile(sources, file, LanguageOf(path), value::TypeOf<Probe>(), {}, sink);
  if (!compiled) return "error " + messages();
  Rendered out;
  if (!Render(*compiled, &probe, {}, out, sink)) return "refused " + messages();
  Holes holes = HolesOf(out);
  if (seed && !holes.empty()) Mutate(*seed, out.text, holes);
  const auto found = readback::Check(compiled->language(), out.text, holes);
  if (found) return "unread " + ToHex(fmt::format("{} at {}", found->what, found->offset));
  return "ok " + ToHex(out.text);
}

}  // namespace

// Answers one case, whose parts are in hexadecimal; with a seed one mutation of it.
std::string AnswerTo(const std::string& path, const std::string& text, const std::string& value,
                     std::optional<uint32_t> seed) {
  return Answer(FromHex(path), FromHex(text), Fill(FromHex(value)), seed);
}

}  // namespace writ::tmpl

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string path;
    std::string text;
    std::string value;
    words >> path >> text >> value;
    std::optional<uint32_t> seed;
    if (uint32_t number = 0; words >> number) seed = number;
    std::cout << writ::tmpl::AnswerTo(path, text, value, seed) << '\n';
  }
}
