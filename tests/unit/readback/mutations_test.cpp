// Breaks what the encoders printed, in many ways each, and demands that the readers see it.
#include <catch2/catch.hpp>
#include <cstdio>
#include <functional>
#include <map>

#include "rendered.h"

namespace writ::readback::testing {
namespace {

using At = hole::Place::At;

// New bytes for a hole; the old ones where the mutation does not apply.
struct Mutation {
  std::string name;
  std::function<std::string(const std::string& bytes, const hole::Place& place)> apply;
};

std::string ReplaceFirst(std::string text, const std::string& what, const std::string& with) {
  const size_t at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

std::string ReplaceAll(const std::string& text, const std::string& what, const std::string& with) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (text.compare(at, what.size(), what) == 0) {
      out += with;
      at += what.size();
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

bool IsQuote(char c) { return c == '"' || c == '\''; }

std::string Unquoted(const std::string& bytes) {
  const bool quoted = bytes.size() >= 2 && IsQuote(bytes.front()) && bytes.front() == bytes.back();
  return quoted ? bytes.substr(1, bytes.size() - 2) : bytes;
}

const std::vector<Mutation>& Mutations() {
  static const std::vector<Mutation> kMutations = {
      {"the first byte dropped",
       [](const std::string& b, const hole::Place&) { return b.empty() ? b : b.substr(1); }},
      {"the last byte dropped",
       [](const std::string& b, const hole::Place&) {
         return b.empty() ? b : b.substr(0, b.size() - 1);
       }},
      {"the last byte twice",
       [](const std::string& b, const hole::Place&) { return b.empty() ? b : b + b.back(); }},
      {"an escape dropped",
       [](const std::string& b, const hole::Place&) { return ReplaceFirst(b, "\\", ""); }},
      {"every escape dropped",
       [](const std::string& b, const hole::Place&) { return ReplaceAll(b, "\\", ""); }},
      {"an escape twice",
       [](const std::string& b, const hole::Place&) { return ReplaceFirst(b, "\\", "\\\\\\"); }},
      {"a raw line break",
       [](const std::string& b, const hole::Place&) { return ReplaceFirst(b, "\\n", "\n"); }},
      {"no quotes", [](const std::string& b, const hole::Place&) { return Unquoted(b); }},
      {"another opening quote",
       [](const std::string& b, const hole::Place&) {
         if (b.empty() || !IsQuote(b[0])) return b;
         return std::string(1, b[0] == '"' ? '\'' : '"') + b.substr(1);
       }},
      {"a quote inside it",
       [](const std::string& b, const hole::Place& place) {
         const size_t middle = b.size() / 2;
         const char quote = place.quote != 0 ? place.quote : IsQuote(b[0]) ? b[0] : '"';
         return b.substr(0, middle) + quote + b.substr(middle);
       }},
      {"nothing", [](const std::string&, const hole::Place&) { return std::string(); }},
      {"a blank behind it", [](const std::string& b, const hole::Place&) { return b + " "; }},
      {"a blank before it", [](const std::string& b, const hole::Place&) { return " " + b; }},
      {"a comma dropped",
       [](const std::string& b, const hole::Place&) { return ReplaceFirst(b, ",\n", "\n"); }},
      {"a comma dropped between two on a line",
       [](const std::string& b, const hole::Place&) { return ReplaceFirst(b, ", ", " "); }},
      {"a second value behind it",
       [](const std::string& b, const hole::Place&) { return b + ", \"x\""; }},
      {"a comment behind it", [](const std::string& b, const hole::Place&) { return b + " # x"; }},
      {"a line behind it", [](const std::string& b, const hole::Place&) { return b + "\nx = 1"; }},
      {"an interpolation",
       [](const std::string& b, const hole::Place&) { return ReplaceFirst(b, "$${", "${"); }},
      {"a plain `no`", [](const std::string&, const hole::Place&) { return std::string("no"); }},
      {"a plain 012", [](const std::string&, const hole::Place&) { return std::string("012"); }},
      {"a name joined to it", [](const std::string& b, const hole::Place&) { return b + "x"; }},
      {"a list without its end",
       [](const std::string& b, const hole::Place&) {
         const bool closes = !b.empty() && (b.back() == ']' || b.back() == '}');
         return closes ? b.substr(0, b.size() - 1) : b;
       }},
      {"an element less",
       [](const std::string& b, const hole::Place&) {
         const size_t line = b.find('\n');
         const size_t next = line == std::string::npos ? line : b.find('\n', line + 1);
         return next == std::string::npos ? b : b.substr(0, line) + b.substr(next);
       }},
      {"indented one less",
       [](const std::string& b, const hole::Place& place) {
         const bool blocks = place.language == hole::Language::kYaml;
         return blocks ? ReplaceFirst(b, "\n ", "\n") : b;
       }},
      {"an invisible character",
       [](const std::string& b, const hole::Place&) {
         return ReplaceFirst(b, "\\u202e", "\xe2\x80\xae");
       }},
  };
  return kMutations;
}

// An inner language reads some characters both as they are and escaped: without the outer escape
// its own is gone, and nothing has changed.
bool SaysTheSame(const std::string& bytes, const std::string& broken, const hole::Printed& hole) {
  const bool coded =
      bytes.find("\\\\u") != std::string::npos || bytes.find("\\\\x") != std::string::npos;
  return coded && !hole.spot->chain.empty() && broken == ReplaceFirst(bytes, "\\", "");
}

struct Count {
  size_t applied = 0;
  size_t caught = 0;
};

struct Tally {
  std::map<std::string, Count> of;
  size_t pages = 0;
};

void Judge(Page& page, const std::string& what, Tally& tally) {
  Count& count = tally.of[what];
  ++count.applied;
  if (page.Check()) {
    ++count.caught;
  } else {
    UNSCOPED_INFO("not seen, " << what << ":\n" << page.rendered.text);
    CHECK(false);
  }
}

void Mutate(const std::string& path, const std::string& text, const View& view, Tally& tally) {
  Page page = Print(path, text, view);
  if (!page.ok()) return;  // refused: nothing is printed
  ++tally.pages;
  const auto found = page.Check();
  INFO(page.rendered.text);
  if (found) UNSCOPED_INFO(found->what << " at " << found->offset);
  REQUIRE_FALSE(found);
  const std::string printed = page.rendered.text;
  const std::vector<hole::Printed> holes = page.holes;
  const auto whole = [&]() -> Page& {
    page.rendered.text = printed;
    page.holes = holes;
    return page;
  };
  for (size_t i = 0; i < holes.size(); ++i) {
    const hole::Place& place = holes[i].spot->place;
    const auto bytes_of = [&](size_t hole) {
      return printed.substr(holes[hole].begin, holes[hole].end - holes[hole].begin);
    };
    const std::string bytes = bytes_of(i);
    for (const Mutation& mutation : Mutations()) {
      const std::string broken = mutation.apply(bytes, place);
      if (broken == bytes || SaysTheSame(bytes, broken, holes[i])) continue;
      Judge(Replace(whole(), i, broken), mutation.name, tally);
    }
    const size_t next = (i + 1) % holes.size();
    const std::string other = bytes_of(next);
    if (other != bytes && holes[next].value.data != holes[i].value.data)
      Judge(Replace(whole(), i, other), "the value of another hole", tally);
    if (bytes.size() < 2) continue;
    --whole().holes[i].end;
    Judge(page, "a range that ends too early", tally);
    ++whole().holes[i].begin;
    Judge(page, "a range that starts too late", tally);
  }
}

void Report(const std::string& language, const Tally& tally) {
  size_t applied = 0;
  size_t caught = 0;
  size_t ways = 0;
  for (const auto& [name, count] : tally.of) {
    applied += count.applied;
    caught += count.caught;
    ways += count.applied > 0 ? 1 : 0;
  }
  std::printf("counted: %s: %zu pages broken in %zu ways, %zu mutations, %zu seen\n",
              language.c_str(), tally.pages, ways, applied, caught);
  CHECK(tally.pages > 20);
  CHECK(ways >= 10);
  CHECK(caught == applied);
}

void MutateAll(const std::string& language, const std::string& path,
               const std::vector<std::string>& templates) {
  Tally tally;
  for (const std::string& text : HostileTexts()) {
    for (const std::string& of : templates) Mutate(path, of, Fill(text), tally);
  }
  Report(language, tally);
}

TEST_CASE("readback sees what is broken in JSON") {
  MutateAll(
      "JSON", "t.json",
      {"{\n  @{other}: @{text},\n  \"b\": [\n    @{list},\n    @{any},\n    @{records}\n  ],\n"
       "  \"c\": \"in @{text} side\",\n  \"d\": @{number},\n  \"e\": @{ratio},\n"
       "  \"f\": @{text:json}\n}\n"});
}

TEST_CASE("readback sees what is broken in Python") {
  MutateAll("Python", "t.py",
            {"x = [\n    @{text},\n    @{list},\n    @{map},\n    \"in @{text} side\",\n"
             "    '''in @{text} side''',\n    @{number},\n    @{ratio},\n    @{address}.x,\n"
             "    @{any:json},\n    @{text:jinja},\n]\nf_@{name}_g = f(@{name}=1)  # @{other}\n"});
}

TEST_CASE("readback sees what is broken in HCL") {
  MutateAll("HCL", "t.tf",
            {"locals {\n  a = @{text}\n  bcd = @{list}\n  e = @{any}\n  f = \"in @{text} side\"\n"
             "  g = @{number}\n  h = @{address}.id\n  i = {\n    @{other} = @{ratio}\n  }\n}\n\n"
             "resource \"a\" \"@{name}\" { # @{other}\n  b_@{name} = \"${f(@{list})}\"\n}\n"});
}

TEST_CASE("readback sees what is broken in YAML") {
  MutateAll("YAML", "t.yaml",
            {"a: @{text}\nb: @{list}\nc: @{any}\nd:\n  - @{text}\n  - @{map}\n  - e: @{records}\n"
             "f: \"in @{text} side\" # @{other}\n@{other}: @{number}\ng: @{ratio}\n"
             "h: [@{text}, @{list}]\ni: @{list:shell}\n",
             "a: 'in @{text} side'\nb: |\n  echo @{text:json}\n"});
}

TEST_CASE("readback sees what is broken in shell scripts") {
  MutateAll("shell", "t.sh",
            {"#!/bin/sh\nrun @{text} \"in @{text} side\" --x=@{text} @{list} @{number}\n"
             "a=$(f @{text} \"$(g \"@{text}\")\") # @{other}\nv_@{name}=1\n"});
}

TEST_CASE("readback sees what is broken in Markdown") {
  MutateAll("Markdown", "t.md",
            {"---\ntitle: @{text}\n---\n# @{other}\n\nText @{text} and\n\n| a | b |\n|---|---|\n"
             "| @{text} | `@{other}` |\n\n<!-- @{name} -->\n",
             "`@{text}` [a](https://x/@{name})\n\n```\nrun @{name}\n```\n"});
}

}  // namespace
}  // namespace writ::readback::testing
