#include "spec/decode.h"

#include <algorithm>

#include "base/edit_distance.h"

namespace writ::spec {
namespace {

using diag::Code;

std::string_view Seen(const syntax::Cursor& node) {
  switch (node.kind()) {
    case syntax::Kind::kMap:
      return "a map";
    case syntax::Kind::kList:
      return "a list";
    case syntax::Kind::kNull:
      return "nothing";
    case syntax::Kind::kScalar:
      return "a text";
  }
  return "";
}

std::string WithArticle(std::string_view noun) {
  const bool vowel = std::string_view("aeio").find(noun.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

std::string Quoted(std::span<const std::string_view> words, std::string_view last) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    out += fmt::format("`{}`", words[i]);
  }
  return out;
}

// A selector is a word, or a map with the word as its key.
bool Selected(const Layers& in, const Rule& rule) {
  const Layers found = in.Get(rule.selector);
  if (found.empty()) return false;
  return std::any_of(rule.values.begin(), rule.values.end(), [&](std::string_view value) {
    return found.top().is_scalar() ? found.top().text() == value : !found.Get(value).empty();
  });
}

// Where a key stands: the key's own text in the strongest layer that has it.
Span KeySpan(const Layers& in, std::string_view key) { return in.Get(key).anchor(); }

// Whether the platform says this, for all objects.
bool IsOfDefaults(const Span& span, const Context& context) {
  const auto holds = [&](const syntax::Cursor& defaults) {
    if (!defaults.valid()) return false;
    const Span all = defaults.span();
    return all.file == span.file && all.begin <= span.begin && span.end <= all.end;
  };
  return holds(context.job_defaults) || holds(context.schedule_defaults);
}

bool CheckCount(const Layers& in, std::string_view record, const Rule& rule, Context& context) {
  std::vector<std::string_view> present;
  for (const std::string_view key : rule.keys) {
    if (!in.Get(key).empty()) present.push_back(key);
  }
  if (present.size() > 1) {
    auto report = context.sink.Report(Code::E0207, KeySpan(in, present[1]),
                                      "`{}` and `{}` exclude each other", present[0], present[1]);
    report.Here("and this").Label(KeySpan(in, present[0]), "either this");
    report.Note("{} takes {} of {}", WithArticle(record),
                rule.kind == Rule::Kind::kExactlyOne ? "exactly one" : "at most one",
                Quoted(rule.keys, "and"));
    return false;
  }
  if (present.empty() && rule.kind == Rule::Kind::kExactlyOne && context.mode == Mode::kWhole) {
    context.sink
        .Report(Code::E0208, in.anchor(), "this {} has none of {}", record,
                Quoted(rule.keys, "and"))
        .Here("exactly one of them is needed here");
    return false;
  }
  return true;
}

bool CheckWith(const Layers& in, std::string_view record, const Rule& rule, Context& context) {
  // A layer alone may lack the selector, so the whole object decides.
  if (context.mode != Mode::kWhole) return true;
  const bool selected = Selected(in, rule);
  const Layers selector = in.Get(rule.selector);
  bool ok = true;
  for (const std::string_view key : rule.keys) {
    const bool there = !in.Get(key).empty();
    if (rule.kind == Rule::Kind::kOnlyWith && there && !selected &&
        !IsOfDefaults(KeySpan(in, key), context)) {  // they need not mean something to each
      auto report =
          context.sink.Report(Code::E0206, KeySpan(in, key), "`{}` means nothing without `{}: {}`",
                              key, rule.selector, rule.values[0]);
      report.Here("only with `{}` {}", rule.selector, Quoted(rule.values, "or"));
      if (!selector.empty()) report.Label(selector.top().span(), "`{}` is this", rule.selector);
      report.Note("remove `{}`, or change `{}`", key, rule.selector);
      ok = false;
    }
    if (rule.kind == Rule::Kind::kNeeds && !there && selected) {
      context.sink.Report(Code::E0203, selector.top().span(), "this {} has no `{}`", record, key)
          .Here("needs `{}` beside it", key);
      ok = false;
    }
  }
  return ok;
}

// A list replaces what lies below it; an empty map may have entries of other layers.
bool IsEmpty(const Layers& in, Mode mode) {
  if (in.top().is_list()) return in.top().size() == 0;
  return in.top().is_map() && mode == Mode::kWhole && in.Entries().empty();
}

bool CheckNotEmpty(const Layers& in, const Rule& rule, Context& context) {
  bool ok = true;
  for (const std::string_view key : rule.keys) {
    const Layers found = in.Get(key);
    if (found.empty() || !IsEmpty(found, context.mode)) continue;
    auto report = context.sink.Report(Code::E0205, found.top().span(), "`{}` is an empty {}", key,
                                      found.top().is_list() ? "list" : "map");
    report.Here("nothing stands here").Note("name at least one, or leave `{}` out", key);
    if (context.mode == Mode::kOverride)
      report.Note("`{}: null` takes away what the object says for all environments", key);
    ok = false;
  }
  return ok;
}

// The word that was meant: one that is nearly the same, or the only one that is cut short here.
std::string_view NearestWord(std::string_view text, std::span<const std::string_view> words) {
  constexpr size_t kLeast = 3;
  std::string_view longer;
  size_t count = 0;
  for (const std::string_view word : words) {
    if (text.size() < kLeast || !word.starts_with(text)) continue;
    longer = word;
    ++count;
  }
  return count == 1 ? longer : Nearest(text, words);
}

// The words of a text as items; `...` for what would have to be quoted, or is long.
std::string AsItems(std::string_view text) {
  constexpr std::string_view kQuoted = "\"'`\\|&;<>$(){}[],:#*!%@";
  if (text.size() > 60 || text.find_first_of(kQuoted) != std::string_view::npos)
    return "first, second, ...";
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out += fmt::format("{}{}", out.empty() ? "" : ", ", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

bool CheckRule(const Layers& in, std::string_view record, const Rule& rule, Context& context) {
  switch (rule.kind) {
    case Rule::Kind::kExactlyOne:
    case Rule::Kind::kAtMostOne:
      return CheckCount(in, record, rule, context);
    case Rule::Kind::kOnlyWith:
    case Rule::Kind::kNeeds:
      return CheckWith(in, record, rule, context);
    case Rule::Kind::kNotEmpty:
      return CheckNotEmpty(in, rule, context);
  }
  return true;
}

}  // namespace

bool ExpectScalar(const syntax::Cursor& node, std::string_view what, Context& context) {
  if (node.is_scalar()) return true;
  auto report = context.sink.Report(Code::E0204, node.span(), "{} stands where {} is meant",
                                    Seen(node), what);
  report.Here("this is {}", Seen(node));
  if (node.is_null()) {
    report.Note("{}", node.style() == syntax::Style::kEmpty
                          ? "write a value behind the `:`, or remove the key"
                          : "quote it if the text `null` or `~` is meant");
  } else if (node.style() == syntax::Style::kFlow) {
    report.Note("quote it if the text with its braces is meant");
  }
  return false;
}

bool ExpectMap(const Layers& in, std::string_view what, Context& context, bool or_text) {
  const bool map = !in.empty() && in.top().is_map();
  if (map) return true;
  if (in.empty()) return false;
  context.sink
      .Report(Code::E0204, in.top().span(), "{} stands where {} is meant", Seen(in.top()),
              or_text ? "text or a map" : "a map")
      .Here("this is {}", Seen(in.top()))
      .Note("here {} takes keys and values", what == "a map" ? "the field" : WithArticle(what));
  return false;
}

bool ExpectList(const Layers& in, std::string_view what, Context& context) {
  if (in.top().is_list()) return true;
  auto report = context.sink.Report(Code::E0204, in.top().span(), "{} stands where a list is meant",
                                    Seen(in.top()));
  report.Here("this is {}", Seen(in.top())).Note("each item is {}", what);
  if (!in.top().is_scalar()) return false;
  const std::string_view text = in.top().text();
  if (text.find(' ') == std::string_view::npos)
    report.Note("a list of one is written `[{}]`", text.size() > 60 ? "..." : text);
  else
    report.Note("each word is an item: `[{}]`", AsItems(text));
  return false;
}

void ReportValue(const syntax::Cursor& node, std::string_view problem, std::string_view help,
                 std::string_view what, Context& context) {
  auto report = context.sink.Report(Code::E0205, node.span(), "{}", problem);
  report.Here("{}", help);
  report.Note("this field takes {}", what);
}

void ReportWord(const syntax::Cursor& node, std::string_view what,
                std::span<const std::string_view> words, Context& context) {
  const std::string_view near = NearestWord(node.text(), words);
  auto report = context.sink.Report(Code::E0205, node.span(), "`{}` is not {}", node.text(), what);
  if (!near.empty()) report.Here("did you mean `{}`?", near);
  report.Note("this field takes {}", Quoted(words, "or"));
}

bool CheckKeys(const Layers& in, std::string_view record, std::span<const std::string_view> known,
               std::span<const std::string_view> identity, Context& context) {
  if (context.mode == Mode::kWhole) return true;  // each layer was checked where it stands
  bool ok = true;
  for (const syntax::Cursor& map : in.nodes()) {
    for (syntax::Cursor key = map.first(); key.valid(); key = key.next().next()) {
      const std::string_view text = key.text();
      const bool in_table = std::find(known.begin(), known.end(), text) != known.end();
      const bool fixed = std::find(identity.begin(), identity.end(), text) != identity.end();
      if (in_table && !(fixed && context.mode == Mode::kOverride)) continue;
      ok = false;
      if (in_table) {
        context.sink.Report(Code::E0209, key.span(), "`{}` tells which object this is", text)
            .Here("only the object itself sets it: no override and no default")
            .Note("it is the same in all environments; make it another object if it must differ");
        continue;
      }
      const std::string_view near = Nearest(text, known);
      auto report = context.sink.Report(Code::E0201, key.span(), "{} has no field `{}`",
                                        WithArticle(record), text);
      if (!near.empty()) report.Here("did you mean `{}`?", near);
      if (known.size() <= 24) report.Note("it has {}", Quoted(known, "and"));
    }
  }
  return ok;
}

void ReportMissing(const Layers& in, std::string_view record, std::string_view key,
                   std::string_view doc, std::string_view example, Context& context) {
  auto report = context.sink.Report(Code::E0203, in.anchor(), "this {} has no `{}`", record, key);
  if (context.only_in_override.valid() && context.only_in_override == in.anchor()) {
    report.Note("this {} stands in an override only", record);
    if (!context.meant.empty()) {
      report.Here("did you mean `{}`?", context.meant);
      return;
    }
  }
  report.Here("`{}` is missing here", key);
  report.Note("`{}`: {}", key, doc);
  if (!example.empty()) report.Note("for example `{}: {}`", key, example);
}

void NoteIfOnlyInOverride(const Layers& in, const Layers::Entry& entry, Context& context) {
  if (context.mode != Mode::kWhole || in.nodes().size() < 2) return;
  std::vector<std::string_view> below;
  for (size_t i = 0; i + 1 < in.nodes().size(); ++i) {
    const syntax::Cursor& map = in.nodes()[i];
    if (IsOfDefaults(map.span(), context)) continue;
    for (syntax::Cursor key = map.first(); key.valid(); key = key.next().next())
      below.push_back(key.text());
  }
  const std::string_view text = entry.key.text();
  if (below.empty() || std::find(below.begin(), below.end(), text) != below.end()) return;
  context.only_in_override = entry.layers.anchor();
  context.meant = Nearest(text, below);
}

bool CheckRules(const Layers& in, std::string_view record, std::span<const Rule> rules,
                Context& context) {
  bool ok = true;
  for (const Rule& rule : rules) ok = CheckRule(in, record, rule, context) && ok;
  return ok;
}

}  // namespace writ::spec
