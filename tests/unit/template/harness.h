// Compiles a template from memory and renders it with the data of a small, complete view.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "template/template.h"
#include "value/value.h"

namespace writ::tmpl::testing {

struct Task {
  value::Text name;
  value::Text var;
  std::vector<value::Text> command;
  value::Map<value::Text> env;
  std::optional<value::Integer> retries;
};

struct Vault {
  value::Text address;
  std::optional<value::Text> space;
};

struct View {
  value::Text name = std::string("nightly");
  value::Text text = std::string("hello");
  value::Integer number = int64_t{7};
  value::Bool yes = true;
  value::Bool no = false;
  value::Decimal ratio = {"0.5", {}};
  value::Reference address = {"aws_s3_bucket.dags", {}};
  std::optional<value::Text> maybe;
  std::optional<Vault> vault;
  std::vector<value::Text> list;
  std::vector<value::Text> words = {std::string("a"), std::string("b c")};
  value::Map<value::Text> map;
  value::Map<value::Integer> ports;
  std::vector<Task> tasks;
  value::Any any;
  std::vector<std::optional<value::Integer>> gaps;
  std::vector<value::Reference> references;
};

// A rendered template, or the messages: `E0605 4..9: text`, one a line.
struct Outcome {
  bool ok = false;
  std::string text;
  std::string errors;
  Rendered rendered;
};

struct Source {
  std::string text;
  std::string path = "t.txt";  // its extension is the language
  std::map<std::string, std::string> includes;
};

Outcome Run(const Source& source, const View& view = {});
Outcome RunPath(const std::string& text, const View& view = {});

// Shorthands: the text, or the errors.
std::string Text(const std::string& path, const std::string& text, const View& view = {});
std::string Errors(const std::string& path, const std::string& text, const View& view = {});

}  // namespace writ::tmpl::testing

namespace writ::value {

template <>
inline constexpr auto kMembers<tmpl::testing::Task> =
    Members("task", In("name", &tmpl::testing::Task::name, "its id", kUnique | kName),
            In("var", &tmpl::testing::Task::var, "its Python name", kUnique | kIdentifier),
            In("command", &tmpl::testing::Task::command, "argv"),
            In("env", &tmpl::testing::Task::env, "environment"),
            In("retries", &tmpl::testing::Task::retries, "how often"));

template <>
inline constexpr auto kMembers<tmpl::testing::Vault> =
    Members("vault", In("address", &tmpl::testing::Vault::address, "where it is"),
            In("namespace", &tmpl::testing::Vault::space, "its namespace"));

template <>
inline constexpr auto kMembers<tmpl::testing::View> = Members(
    "view", In("name", &tmpl::testing::View::name, "a name", kIdentifier),
    In("text", &tmpl::testing::View::text, "a text"),
    In("number", &tmpl::testing::View::number, "a number"),
    In("yes", &tmpl::testing::View::yes, "true"), In("no", &tmpl::testing::View::no, "false"),
    In("ratio", &tmpl::testing::View::ratio, "a decimal"),
    In("address", &tmpl::testing::View::address, "a reference"),
    In("maybe", &tmpl::testing::View::maybe, "an optional text"),
    In("vault", &tmpl::testing::View::vault, "an optional record"),
    In("list", &tmpl::testing::View::list, "an empty list"),
    In("words", &tmpl::testing::View::words, "a list"),
    In("map", &tmpl::testing::View::map, "a map"),
    In("ports", &tmpl::testing::View::ports, "a map of integers"),
    In("tasks", &tmpl::testing::View::tasks, "records"),
    In("any", &tmpl::testing::View::any, "free data"),
    In("gaps", &tmpl::testing::View::gaps, "a list of optionals"),
    In("references", &tmpl::testing::View::references, "a list of references"));

}  // namespace writ::value
