#include <algorithm>
#include <charconv>

#include "template/ast.h"

namespace writ::tmpl {
namespace {

using diag::Code;

bool IsNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool IsNameChar(char c) { return IsNameStart(c) || (c >= '0' && c <= '9') || c == '-'; }

Span Part(std::string_view whole, const Span& span, std::string_view part) {
  const auto offset = static_cast<uint32_t>(part.data() - whole.data());
  const uint32_t begin = span.begin + offset;
  return {span.file, begin, begin + static_cast<uint32_t>(part.size())};
}

// Takes the first blank-separated word off `text`.
std::string_view TakeWord(std::string_view& text) {
  const size_t end = std::min(text.find_first_of(" \t"), text.size());
  const std::string_view word = text.substr(0, end);
  text = TrimBlanks(text.substr(end));
  return word;
}

bool ParseHole(std::string_view whole, const Span& span, std::string_view inside, diag::Sink& sink,
               Hole& hole) {
  std::string_view path = inside.substr(0, std::min(inside.find(':'), inside.size()));
  if (!ParsePath(path, Part(whole, span, path), sink, hole.path)) return false;
  std::string_view rest = inside.substr(path.size());
  while (!rest.empty()) {
    rest.remove_prefix(1);  // the colon
    const std::string_view name = rest.substr(0, std::min(rest.find(':'), rest.size()));
    if (!IsPathName(name)) {
      sink.Report(Code::E0604, Part(whole, span, inside), "`:` needs the name of an encoding")
          .Note("for example `@{{{}:json}}`", path);
      return false;
    }
    hole.encodings.push_back({name, Part(whole, span, name)});
    rest.remove_prefix(name.size());
  }
  return true;
}

bool ParseLiteral(std::string_view text, Literal& out) {
  if (text == "true" || text == "false") {
    out = text == "true";
    return true;
  }
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
    out = text;
    return text.find_first_of("\"\\") == std::string_view::npos;
  }
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  out = number;
  return result.ec == std::errc() && result.ptr == end && !text.empty();
}

}  // namespace

bool IsPathName(std::string_view text) {
  return !text.empty() && IsNameStart(text[0]) && std::all_of(text.begin(), text.end(), IsNameChar);
}

bool ParsePath(std::string_view text, const Span& span, diag::Sink& sink, Path& path) {
  path.span = span;
  std::string_view rest = text;
  while (true) {
    const std::string_view name = rest.substr(0, std::min(rest.find('.'), rest.size()));
    if (!IsPathName(name)) {
      sink.Report(Code::E0604, span, "`{}` is no path", text)
          .Note(
              "a path is names joined by dots, like `environment.name`; there are no expressions");
      return false;
    }
    path.parts.push_back({name, Part(text, span, name)});
    if (name.size() == rest.size()) return true;
    rest.remove_prefix(name.size() + 1);
  }
}

bool ParsePieces(std::string_view text, const Span& span, diag::Sink& sink,
                 std::vector<Piece>& pieces) {
  size_t begin = 0;  // of the literal text not yet taken
  size_t at = 0;
  const auto take = [&](size_t end) {
    if (end > begin) pieces.push_back({text.substr(begin, end - begin), std::nullopt});
  };
  while ((at = text.find('@', at)) != std::string_view::npos) {
    const size_t run = std::min(text.find_first_not_of('@', at), text.size()) - at;
    const size_t brace = at + run;
    if (brace >= text.size() || text[brace] != '{') {
      at = brace;
      continue;
    }
    take(at + run / 2);
    begin = brace;
    at = brace;
    if (run % 2 == 0) continue;
    const size_t close = text.find('}', brace);
    if (close == std::string_view::npos) {
      sink.Report(Code::E0604, Part(text, span, text.substr(brace - 1)),
                  "a hole is not closed on its line")
          .Note("end it with `}}`; to print `@{{`, write `@@{{`");
      return false;
    }
    Hole hole;
    hole.span = Part(text, span, text.substr(brace - 1, close + 2 - brace));
    if (!ParseHole(text, span, text.substr(brace + 1, close - brace - 1), sink, hole)) return false;
    pieces.push_back({{}, std::move(hole)});
    begin = at = close + 1;
  }
  take(text.size());
  return true;
}

bool ParseCondition(std::string_view text, const Span& span, diag::Sink& sink, Condition& out) {
  const auto fail = [&] {
    sink.Report(Code::E0602, span, "a condition that cannot be read")
        .Note(
            "`@if path`, `@if not path`, `@if path == \"text\"` or `!=`, with a text, an integer "
            "or `true`/`false`; what needs more thought belongs in the view");
    return false;
  };
  std::string_view rest = text;
  std::string_view word = TakeWord(rest);
  if (word == "not") {
    out.test = Condition::Test::kNot;
    word = TakeWord(rest);
  }
  if (word.empty()) return fail();
  if (!ParsePath(word, Part(text, span, word), sink, out.path)) return false;
  if (rest.empty()) return true;
  const std::string_view op = TakeWord(rest);
  if (out.test == Condition::Test::kNot || (op != "==" && op != "!=")) return fail();
  out.test = op == "==" ? Condition::Test::kEqual : Condition::Test::kNotEqual;
  out.literal_span = Part(text, span, rest);
  return ParseLiteral(rest, out.literal) || fail();
}

bool ParseLoop(std::string_view text, const Span& span, diag::Sink& sink, Node& node) {
  const auto fail = [&] {
    sink.Report(Code::E0602, span, "a loop that cannot be read")
        .Note("`@for item in path` over a list, `@for key, value in path` over a map");
    return false;
  };
  std::string_view rest = text;
  std::string_view word = TakeWord(rest);
  const bool comma = !word.empty() && word.back() == ',';
  if (comma) word.remove_suffix(1);
  if (!IsPathName(word)) return fail();
  node.names.push_back({word, Part(text, span, word)});
  word = TakeWord(rest);
  if (comma) {
    if (!IsPathName(word)) return fail();
    node.names.push_back({word, Part(text, span, word)});
    word = TakeWord(rest);
  }
  if (word != "in" || rest.empty() || rest.find_first_of(" \t") != std::string_view::npos)
    return fail();
  return ParsePath(rest, Part(text, span, rest), sink, node.list);
}

}  // namespace writ::tmpl
