#include "rendered.h"

namespace writ::readback::testing {
namespace {

value::Any TextOf(const std::string& text) {
  value::Any any;
  any.kind = value::Any::Kind::kText;
  any.text = text;
  return any;
}

}  // namespace

View Fill(const std::string& text) {
  View view;
  view.text = text;
  view.list = {value::Text(text), value::Text(std::string("plain")), value::Text(text)};
  view.map.entries.emplace_back(std::string("key"), value::Text(text));
  if (text != "key") view.map.entries.emplace_back(value::Text(text), std::string("value"));
  view.records = {{value::Text(text), view.list}, {std::string("x"), {}}};
  value::Any list;
  list.kind = value::Any::Kind::kList;
  list.items = {TextOf(text), value::Any{}, list};
  view.any.kind = value::Any::Kind::kMap;
  view.any.entries.push_back({"deep", list});
  view.any.entries.push_back({"text", TextOf(text)});
  return view;
}

std::optional<Difference> Page::Check() const {
  return readback::Check(compiled->language(), rendered.text, holes);
}

Page Print(const std::string& path, const std::string& text, View view) {
  Page page;
  page.view = std::make_unique<View>(std::move(view));
  source::SourceManager sources;
  diag::Sink sink;
  const source::FileId file = sources.Add(path, text);
  page.compiled =
      tmpl::Compile(sources, file, tmpl::LanguageOf(path), value::TypeOf<View>(), {}, sink);
  if (page.compiled) tmpl::Render(*page.compiled, page.view.get(), {}, page.rendered, sink);
  for (const diag::Diagnostic& item : sink.items()) page.errors += item.message + "\n";
  page.holes = page.rendered.printed;
  for (size_t i = 0; i < page.holes.size(); ++i) {
    page.holes[i].begin = page.rendered.holes[i].begin;
    page.holes[i].end = page.rendered.holes[i].end;
  }
  return page;
}

Page& Replace(Page& page, size_t hole, const std::string& bytes) {
  const uint32_t begin = page.holes[hole].begin;
  const uint32_t end = page.holes[hole].end;
  page.rendered.text.replace(begin, end - begin, bytes);
  const auto grown = static_cast<uint32_t>(bytes.size()) - (end - begin);  // modulo 2^32
  page.holes[hole].end += grown;
  for (size_t i = hole + 1; i < page.holes.size(); ++i) {
    page.holes[i].begin += grown;
    page.holes[i].end += grown;
  }
  return page;
}

const std::vector<std::string>& HostileTexts() {
  static const std::vector<std::string> kTexts = {
      "",
      " ",
      "a ",
      " a",
      "a\tb",
      "a\nb",
      "a\nb\n",
      "\n",
      "a\r\nb",
      "'",
      "\"",
      "say \"it's\"",
      "'''",
      "\"\"\"",
      "`",
      "``",
      "\\",
      "\\n",
      "a\\\"b",
      "#",
      "a # b",
      "//",
      "*/",
      "/*",
      "-->",
      ": ",
      "a: b",
      "- a",
      "---",
      "...",
      "[a, b]",
      "{a: b}",
      "|",
      "&a",
      "*a",
      "!!str a",
      "$",
      "$$",
      "${a}",
      "$${a}",
      "$$${a}",
      "%{ if a }",
      "%%{a}",
      "{{ a }}",
      "{% raw %}",
      "{# a #}",
      "{",
      "}",
      "$A",
      "$(A)",
      "$$(A)",
      "$[[ inputs.a ]]",
      "EOT",
      "EOF",
      "no",
      "true",
      "null",
      "~",
      "012",
      "0x1f",
      "1e3",
      "7",
      "22:22",
      "2026-01-01",
      "=",
      "<<",
      "for",
      "None",
      "key",
      "%",
      "50%",
      "*.py",
      "?",
      "a|b",
      "a > b && c",
      "<script>",
      "../..",
      "coding: latin-1",
      std::string("\0", 1),
      "\x01",
      "\x1b[31m",
      "\x7f",
      "\xc2\x85",          // NEL
      "\xc2\xa0",          // no-break space
      "\xc2\xad",          // soft hyphen
      "\xe2\x80\x8b",      // zero-width space
      "\xe2\x80\xa8",      // U+2028
      "\xe2\x80\xae",      // right-to-left override
      "\xe2\x81\xa6",      // isolate
      "\xef\xbb\xbf",      // byte order mark
      "\xef\xbf\xbf",      // U+FFFF
      "e\xcc\x81",         // not composed
      "\xcc\x81",          // a mark alone
      "\n\xcc\x81",        // a mark behind an escape
      "\xc3\xa9",          // composed
      "\xf0\x9f\x98\x80",  // an emoji
      "\xf3\xa0\x81\x81",  // a tag character
      "\xff",              // no UTF-8
      std::string(200, 'x'),
  };
  return kTexts;
}

}  // namespace writ::readback::testing
