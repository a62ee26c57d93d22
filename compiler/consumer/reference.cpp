#include "consumer/reference.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <vector>

#include "base/check.h"
#include "consumer/facts.h"
#include "consumer/forms.h"
#include "consumer/shape.h"

namespace writ::consumer {
namespace {

using syntax::Cursor;

constexpr std::string_view kIntroduction = R"(## What `extend` takes

What its consumer takes, Writ has no field for, and bears neither access nor identity nor isolation. A dot leads to what
stands below a key, `[]` to the items of a list. `writ schema` knows the same. Keys that are in no table are refused (E0201): the
consumer has none of that name, or Writ sets it, or does not know it yet. What one key demands of another (`values` with `operator: In`)
is the consumer's to check. An override's `pod`, `helm` or `gitlab` takes the place of the whole one below it: keys of both are not mixed.

)";

struct Chapter {
  Consumer consumer;
  std::string_view heading;
};

constexpr std::array<Chapter, 6> kChapters = {{
    {kPod, "extend.pod of a job: fields of its Kubernetes pod"},
    {kHelm, "extend.helm of an environment: values of the Airflow chart"},
    {kGitlab, "extend.gitlab of a package: keywords of the GitLab jobs that publish it"},
    {kS3Bucket, "extend.terraform_args of aws: arguments of the DAG bucket"},
    {kCloudRun, "extend.terraform_args of a service: arguments of its Cloud Run service"},
    {kGoogleSecret, "extend.terraform_args of a secret of Google Secret Manager"},
}};

const Form& FormOf(std::string_view words) {
  const Form* form = FindForm(words.substr(kForm.size()));
  WRIT_CHECK(form != nullptr);
  return *form;
}

std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

class Page {
 public:
  Page(const Facts& facts, std::string_view name, std::string& out)
      : facts_(facts), name_(name), out_(out) {}

  void Whole(const Cursor& shape) {
    Table(shape);
    for (Cursor key = Definition(); key.valid(); key = key.next().next()) {
      if (!key.next().is_map()) continue;
      Print("#### {} of {}\n\n", key.text(), name_);
      Table(key.next());
    }
  }

 private:
  struct Row {
    std::string path;
    std::string text;
  };

  template <class... T>
  void Print(fmt::format_string<T...> text, T&&... arguments) {
    fmt::format_to(std::back_inserter(out_), text, std::forward<T>(arguments)...);
  }

  Cursor Definition() const {
    return facts_.definitions.valid() ? facts_.definitions.first() : Cursor();
  }

  void Table(const Cursor& shape) {
    taken_.clear();
    refused_.clear();
    Rows(shape, "");
    Rows("| key | takes |", taken_);
    Rows("| refused | why, or what to set instead |", refused_);
  }

  void Rows(std::string_view head, const std::vector<Row>& rows) {
    if (rows.empty()) return;
    Print("{}\n|---|---|\n", head);
    for (const Row& row : rows) Print("| {} | {} |\n", row.path, Cell(row.text));
    Print("\n");
  }

  static std::string Key(std::string_view key, const std::string& below) {
    if (key == "*") return below.empty() ? "any other" : fmt::format("any other of `{}`", below);
    if (key == kPrefixed) return "any with a `/`";
    const std::string dotted = below.empty() ? std::string() : below + ".";
    if (key.starts_with(kForm)) return fmt::format("`{}NAME`: {}", dotted, FormOf(key).help);
    return fmt::format("`{}{}`", dotted, key);
  }

  void Rows(const Cursor& shape, const std::string& below) {
    if (shape.is_list()) return Rows(shape.first(), below + "[]");
    for (Cursor key = shape.first(); key.valid(); key = key.next().next()) {
      const Cursor value = key.next();
      if (IsRefused(value)) {
        refused_.push_back(
            {Key(key.text(), below), std::string(value.text().substr(kRefused.size()))});
      } else if (value.is_map() || (value.is_list() && !value.first().is_scalar())) {
        const std::string dotted = below.empty() ? std::string() : below + ".";
        if (IsPattern(key.text())) {
          Rows(value, dotted + "NAME");
        } else {
          Rows(value, fmt::format("{}{}", dotted, key.text()));
        }
      } else {
        const bool any = key.text() == "*";
        taken_.push_back(
            {any ? fmt::format("`{}.NAME`", below) : Key(key.text(), below), Takes(value)});
      }
    }
  }

  std::string Takes(const Cursor& shape) {
    if (shape.is_list()) return "list: " + Takes(shape.first());
    const std::string_view words = shape.text();
    if (words.starts_with(kForm)) return std::string(FormOf(words).help);
    if (words.starts_with(kOneOf)) {
      const auto choices = SplitBy(words.substr(kOneOf.size()), ", ");
      return fmt::format("one of `{}`", fmt::join(choices, "`, `"));
    }
    std::string out;
    for (const std::string_view choice : SplitBy(words, kOr))
      out += (out.empty() ? "" : " or ") + Word(choice);
    return out;
  }

  std::string Word(std::string_view word) {
    if (word == "boolean") return "`true` or `false`";
    if (word == "true") return "`true`";
    if (word == "number") return "number";
    if (word.starts_with(kInteger)) {
      return fmt::format("whole number{}{}", word.size() > kInteger.size() ? " from" : "",
                         word.substr(kInteger.size()));
    }
    if (!word.starts_with(kSee)) return std::string(word);
    const std::string_view name = word.substr(kSee.size());
    const Cursor definition = facts_.definitions.Find(name);
    if (!definition.is_map()) return Takes(definition);
    return fmt::format("[{} of {}](#{}-of-{})", name, name_, name, name_);
  }

  const Facts& facts_;
  std::string_view name_;
  std::string& out_;
  std::vector<Row> taken_;
  std::vector<Row> refused_;
};

std::string Json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// `name`: of the consumer in `$defs`.
class Schema {
 public:
  explicit Schema(std::string_view name) : name_(name) {}

  std::string Of(const Cursor& shape) const {
    if (shape.is_map()) return Map(shape);
    if (shape.is_list()) return fmt::format(R"({{"type":"array","items":{}}})", Of(shape.first()));
    const std::string_view words = shape.text();
    if (words.starts_with(kRefused)) {
      return fmt::format(R"({{"not":{{}},"description":{}}})",
                         Json(fmt::format("Refused: {}.", words.substr(kRefused.size()))));
    }
    if (words.starts_with(kForm)) {
      const Form& form = FormOf(words);
      return fmt::format(R"({{"type":{},"description":{}}})",
                         form.takes_numbers ? R"(["string","number"])" : R"("string")",
                         Json(form.help));
    }
    if (words.starts_with(kOneOf)) {
      std::string all;
      for (const std::string_view word : SplitBy(words.substr(kOneOf.size()), ", "))
        all += (all.empty() ? "" : ",") + Json(word);
      return fmt::format(R"({{"enum":[{}]}})", all);
    }
    const std::vector<std::string_view> choices = SplitBy(words, kOr);
    if (choices.size() == 1) return Word(words);
    std::string all;
    for (const std::string_view choice : choices) all += (all.empty() ? "" : ",") + Word(choice);
    return fmt::format(R"({{"anyOf":[{}]}})", all);
  }

 private:
  std::string Map(const Cursor& shape) const {
    std::string properties;
    std::string patterns;
    std::string others = "false";
    const auto add = [&](std::string& to, const std::string& key, const Cursor& value) {
      to += fmt::format("{}{}:{}", to.empty() ? "" : ",", Json(key), Of(value));
    };
    for (Cursor key = shape.first(); key.valid(); key = key.next().next()) {
      const std::string_view name = key.text();
      if (name == kPrefixed) {
        add(patterns, "/", key.next());
      } else if (name.ends_with("/*")) {
        add(patterns, "^" + Escaped(name.substr(0, name.size() - 1)), key.next());
      } else if (IsPattern(name)) {
        others = Of(key.next());
      } else {
        add(properties, std::string(name), key.next());
      }
    }
    const std::string by_pattern =
        patterns.empty() ? "" : fmt::format(R"("patternProperties":{{{}}},)", patterns);
    return fmt::format(R"({{"type":"object","properties":{{{}}},{}"additionalProperties":{}}})",
                       properties, by_pattern, others);
  }

  static std::string Escaped(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '.' ? std::string("\\.") : std::string(1, c);
    return out;
  }

  std::string Word(std::string_view word) const {
    if (word == "text") return R"({"type":"string"})";
    if (word == "true") return R"({"const":true})";
    if (word == "boolean" || word == "number") return fmt::format(R"({{"type":"{}"}})", word);
    if (word == kInteger) return R"({"type":"integer"})";
    if (word.starts_with(kInteger)) {
      const auto [low, high] = RangeOf(word);
      return fmt::format(R"({{"type":"integer","minimum":{},"maximum":{}}})", low, high);
    }
    WRIT_CHECK(word.starts_with(kSee));
    return fmt::format(R"({{"$ref":"#/$defs/{}.{}"}})", name_, word.substr(kSee.size()));
  }

  std::string_view name_;
};

}  // namespace

std::string ReferenceChapter() {
  std::string out(kIntroduction);
  for (const Chapter& chapter : kChapters) {
    const Facts facts(chapter.consumer.facts);
    fmt::format_to(std::back_inserter(out), "### {}\n\n", chapter.heading);
    const std::string_view part = chapter.consumer.part;
    Page(facts, chapter.consumer.facts, out)
        .Whole(part.empty() ? facts.shape : facts.shape.Find(part));
  }
  out.pop_back();  // tables end with an empty line
  return out;
}

std::map<std::string, std::string> SchemaDefinitions() {
  std::map<std::string, std::string> out;
  std::map<std::string, std::string> parts;  // of consumers that have several
  for (const Chapter& chapter : kChapters) {
    const Facts facts(chapter.consumer.facts);
    const std::string name = fmt::format("extend.{}", chapter.consumer.facts);
    const Schema schema(name);
    const std::string_view part = chapter.consumer.part;
    if (part.empty()) {
      out[name] = schema.Of(facts.shape);
    } else {
      std::string& all = parts[name];
      all += (all.empty() ? "" : ",") + schema.Of(facts.shape.Find(part));
    }
    if (!facts.definitions.valid()) continue;
    for (Cursor key = facts.definitions.first(); key.valid(); key = key.next().next())
      out[fmt::format("{}.{}", name, key.text())] = schema.Of(key.next());
  }
  for (const auto& [name, all] : parts) out[name] = fmt::format(R"({{"anyOf":[{}]}})", all);
  return out;
}

}  // namespace writ::consumer
