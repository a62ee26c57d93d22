#include "consumer/shape.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/edit_distance.h"
#include "consumer/facts.h"
#include "consumer/forms.h"
#include "syntax/core_scalar.h"

namespace writ::consumer {

namespace {

using diag::Code;
using syntax::Cursor;
using Sort = syntax::CoreScalar::Kind;

std::string Seen(const Cursor& data) {
  if (data.is_map()) return "a map";
  if (data.is_list()) return "a list";
  if (data.is_null()) return "nothing";
  if (syntax::ReadCoreScalar(data).kind == Sort::kText) return "a text";
  return fmt::format("`{}`", data.text());
}

class Checker {
 public:
  Checker(const Facts& facts, const Consumer& consumer, diag::Sink& sink)
      : facts_(facts), consumer_(consumer), sink_(sink) {}

  void Value(const Cursor& data, const Cursor& shape, std::string_view key) {
    if (shape.is_map()) return Map(data, shape, key);
    if (shape.is_list()) return List(data, shape, key);
    Words(data, shape.text(), key);
  }

 private:
  void Map(const Cursor& data, const Cursor& shape, std::string_view key) {
    if (!data.is_map()) return WrongSort(data, key, "a map");
    for (Cursor name = data.first(); name.valid(); name = name.next().next()) {
      const Cursor found = ShapeOf(name, shape);
      if (!found.valid()) {
        Unknown(name, shape);
      } else if (found.is_scalar() && found.text().starts_with(kRefused)) {
        Refused(name, shape, found.text().substr(kRefused.size()));
      } else {
        Value(name.next(), found, name.text());
      }
    }
  }

  // Of the value of a key. What its form refuses is reported here.
  Cursor ShapeOf(const Cursor& name, const Cursor& shape) {
    if (const Cursor exact = shape.Find(name.text()); exact.valid() && !IsPattern(name.text()))
      return exact;
    for (Cursor key = shape.first(); key.valid(); key = key.next().next()) {
      const std::string_view begin = key.text().substr(0, key.text().size() - 1);
      if (key.text() == kPrefixed) {
        if (name.text().find('/') != std::string_view::npos) return key.next();
        continue;
      }
      if (key.text().ends_with("/*") && name.text().starts_with(begin)) return key.next();
      if (!key.text().starts_with(kForm)) continue;
      const Form* form = FindForm(key.text().substr(kForm.size()));
      WRIT_CHECK(form != nullptr);
      if (!form->fits(name.text())) {
        sink_.Report(Code::E0205, name.span(), "`{}` cannot be a key here", name.text())
            .Note("{}", form->help);
      }
      return key.next();
    }
    return shape.Find("*");
  }

  void List(const Cursor& data, const Cursor& shape, std::string_view key) {
    if (!data.is_list()) return WrongSort(data, key, "a list");
    for (Cursor item = data.first(); item.valid(); item = item.next())
      Value(item, shape.first(), key);
  }

  void Words(const Cursor& data, std::string_view words, std::string_view key) {
    if (words.starts_with(kForm)) return Formed(data, words.substr(kForm.size()), key);
    if (words.starts_with(kOneOf)) return OneOf(data, words.substr(kOneOf.size()), key);
    const std::vector<std::string_view> choices = SplitBy(words, kOr);
    for (const std::string_view choice : choices) {
      if (!choice.starts_with(kSee)) {
        if (IsOf(data, choice)) return;
        continue;
      }
      const Cursor definition = facts_.definitions.Find(choice.substr(kSee.size()));
      WRIT_CHECK(definition.valid());
      if (choices.size() == 1 || data.is_map() == definition.is_map())
        return Value(data, definition, key);
    }
    WrongSort(data, key, Wanted(choices));
  }

  void OneOf(const Cursor& data, std::string_view words, std::string_view key) {
    const std::vector<std::string_view> all = SplitBy(words, ", ");
    if (!data.is_scalar()) return WrongSort(data, key, "a text");
    if (std::find(all.begin(), all.end(), data.text()) != all.end()) return;
    auto report = sink_.Report(Code::E0205, data.span(), "`{}` cannot be `{}`", key, data.text());
    if (const std::string_view near = Nearest(data.text(), all); !near.empty())
      report.Here("did you mean `{}`?", near);
    report.Note("one of {}", words);
  }

  void Formed(const Cursor& data, std::string_view name, std::string_view key) {
    const Form* form = FindForm(name);
    WRIT_CHECK(form != nullptr);
    if (form->takes_numbers && IsOf(data, "number")) return;
    if (!IsOf(data, "text")) return WrongSort(data, key, "a text");
    if (form->fits(data.text())) return;
    sink_.Report(Code::E0205, data.span(), "`{}` cannot be `{}`", key, data.text())
        .Note("{}", form->help);
  }

  static bool IsOf(const Cursor& data, std::string_view word) {
    if (!data.is_scalar()) return false;
    const syntax::CoreScalar scalar = syntax::ReadCoreScalar(data);
    if (word == "text") return scalar.kind == Sort::kText;
    if (word == "boolean") return scalar.kind == Sort::kBool;
    if (word == "true") return scalar.kind == Sort::kBool && scalar.boolean;
    if (word == "number") return scalar.kind == Sort::kInteger || scalar.kind == Sort::kDecimal;
    if (scalar.kind != Sort::kInteger) return false;
    const auto [low, high] = RangeOf(word);
    return low <= scalar.integer && scalar.integer <= high;
  }

  static std::string Wanted(const std::vector<std::string_view>& choices) {
    std::string out;
    for (const std::string_view choice : choices) {
      if (!out.empty()) out += " or ";
      out += choice.starts_with(kInteger)
                 ? fmt::format("a whole number{}{}", choice.size() > kInteger.size() ? " from" : "",
                               choice.substr(kInteger.size()))
             : choice == "boolean"      ? "`true` or `false`"
             : choice == "true"         ? "`true`"
             : choice.starts_with(kSee) ? "a map"
                                        : fmt::format("a {}", choice);
    }
    return out;
  }

  void WrongSort(const Cursor& data, std::string_view key, std::string_view wanted) {
    auto report =
        sink_.Report(Code::E0204, data.span(), "`{}` is {}, not {}", key, Seen(data), wanted);
    if (wanted == "a text" && data.is_scalar()) report.Note("quote it: \"{}\"", data.text());
  }

  void Unknown(const Cursor& name, const Cursor& shape) {
    auto report =
        sink_.Report(Code::E0201, name.span(), "`{}` of {} is nothing that `extend` takes",
                     name.text(), consumer_.title);
    SuggestKey(name, shape, report);
    report.Note("`writ schema --format markdown` lists what `extend` takes");
  }

  void Refused(const Cursor& name, const Cursor& shape, std::string_view reason) {
    auto report =
        sink_.Report(Code::E0212, name.span(), "`{}` cannot stand in `extend`", name.text());
    if (!shape.Find(name.text()).valid()) SuggestKey(name, shape, report);
    report.Note("{}", reason);
  }

  static void SuggestKey(const Cursor& name, const Cursor& shape, diag::Builder& report) {
    std::vector<std::string_view> known;
    for (Cursor key = shape.first(); key.valid(); key = key.next().next()) {
      if (!IsPattern(key.text())) known.push_back(key.text());
    }
    if (const std::string_view near = Nearest(name.text(), known); !near.empty())
      report.Here("did you mean `{}`?", near);
  }

  const Facts& facts_;
  const Consumer& consumer_;
  diag::Sink& sink_;
};

}  // namespace

Consumers::Consumers() = default;
Consumers::~Consumers() = default;

const Facts& Consumers::Of(std::string_view name) {
  std::unique_ptr<Facts>& facts = facts_[name];
  if (!facts) facts = std::make_unique<Facts>(name);
  return *facts;
}

void Consumers::Check(const Consumer& consumer, const Cursor& data, diag::Sink& sink) {
  const Facts& facts = Of(consumer.facts);
  const Cursor shape = consumer.part.empty() ? facts.shape : facts.shape.Find(consumer.part);
  WRIT_CHECK(shape.valid());
  Checker(facts, consumer, sink).Value(data, shape, "extend");
}

}  // namespace writ::consumer
