#include "template/scan.h"

#include <algorithm>
#include <initializer_list>

#include "base/ascii.h"

namespace writ::tmpl {
namespace {

std::string OpenBracket(char bracket) { return std::string("`") + bracket + "`"; }

std::string Open(const PlainState&) { return {}; }

std::string Open(const HclState& state) {
  if (state.stack.empty()) return {};
  switch (state.stack.back()) {
    case HclState::In::kBody:
    case HclState::In::kObject:
      return "`{`";
    case HclState::In::kBracket:
      return "`[`";
    case HclState::In::kParen:
      return "`(`";
    case HclState::In::kQuote:
      return "a string";
    case HclState::In::kInterpolation:
      return "`${`";
    case HclState::In::kHeredoc:
      return "the heredoc `" + state.heredocs.back() + "`";
    case HclState::In::kComment:
      return "a comment";
  }
  return {};
}

std::string Open(const YamlState& state) {
  if (state.quote != 0) return "a quoted text";
  return state.flow.empty() ? std::string() : OpenBracket(state.flow.back());
}

std::string Open(const JsonState& state) {
  return state.stack.empty() ? std::string() : OpenBracket(state.stack.back());
}

std::string Open(const PythonState& state) {
  if (state.quote != 0) return "a string";
  if (state.continued) return "a line ending in `\\`";
  return state.stack.empty() ? std::string() : OpenBracket(state.stack.back());
}

std::string Open(const ShellState& state) {
  if (!state.heredocs.empty()) return "the heredoc `" + state.heredocs.front() + "`";
  if (state.continued) return "a line ending in `\\`";
  if (state.stack.empty()) return {};
  switch (state.stack.back()) {
    case ShellState::In::kDouble:
    case ShellState::In::kSingle:
    case ShellState::In::kDollarSingle:
      return "a quoted text";
    case ShellState::In::kCase:
      return "`case`";
    case ShellState::In::kBacktick:
      return "a backtick";
    case ShellState::In::kParameter:
      return "`${`";
    default:
      return "`(`";
  }
}

std::string Open(const MarkdownState& state) {
  if (state.front) return "the front matter";
  if (state.fence != 0) return "a code fence";
  return state.comment ? "a comment" : std::string();
}

void Scan(PlainState&, std::string_view line, LineScan& out) {
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == kHoleMark)
      out.places.push_back(PlaceAt(line, i, Language::kPlain, Place::At::kSegment));
  }
}
void Scan(HclState& state, std::string_view line, LineScan& out) { ScanHcl(state, line, out); }
void Scan(YamlState& state, std::string_view line, LineScan& out) { ScanYaml(state, line, out); }
void Scan(JsonState& state, std::string_view line, LineScan& out) { ScanJson(state, line, out); }
void Scan(PythonState& state, std::string_view line, LineScan& out) {
  ScanPython(state, line, out);
}
void Scan(ShellState& state, std::string_view line, LineScan& out) { ScanShell(state, line, out); }
void Scan(MarkdownState& state, std::string_view line, LineScan& out) {
  ScanMarkdown(state, line, out);
}

// A block scalar ends where a line is indented no deeper than its parent, so two ways that differ
// only in it agree as soon as such a line follows.
bool JoinYaml(YamlState& a, const YamlState& b) {
  if (a.flow != b.flow || a.quote != b.quote) return false;
  const auto lowest = [](std::initializer_list<int> columns) {
    int found = -2;
    for (const int column : columns) {
      if (column != -2) found = found == -2 ? column : std::min(found, column);
    }
    return found;
  };
  a.value = lowest({a.value, b.value});
  if (a.scalar == b.scalar && a.ended == b.ended) return true;
  a.ended = lowest({a.scalar, a.ended, b.scalar, b.ended});
  a.scalar = -2;
  return true;
}

}  // namespace

bool IsWordChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

size_t SkipBlanks(std::string_view line, size_t at) {
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  return at;
}

char CharAt(std::string_view line, size_t at) { return at < line.size() ? line[at] : '\0'; }

bool IsYamlMarker(std::string_view line) {
  const std::string_view three = line.substr(0, 3);
  const char next = CharAt(line, 3);
  return (three == "---" || three == "...") && (next == ' ' || next == '\t' || next == '\0');
}

bool EndsVariable(std::string_view line, size_t at) {
  size_t begin = at;
  while (begin > 0 && (IsWordChar(line[begin - 1]) || line[begin - 1] == kHoleMark)) --begin;
  const bool dollar = begin > 0 && begin < at && line[begin - 1] == '$';
  return dollar && (begin < 2 || line[begin - 2] != '\\') && !IsDigit(line[begin]);
}

bool CutsEscape(std::string_view line, size_t escape, size_t at) {
  if (at <= escape + 1) return false;
  const char kind = CharAt(line, escape + 1);
  const size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  return at - escape < digits + 2;
}

void TextParts::Begin(size_t at, bool starts, bool lost) {
  TextPart part;
  part.begin = part.end = static_cast<uint32_t>(at);
  part.escapes = escapes_;
  part.starts = starts;
  part.lost = lost;
  parts_.push_back(part);
  open_ = true;
}

void TextParts::End(size_t at) {
  if (open_) parts_.back().end = static_cast<uint32_t>(at);
  open_ = false;
}

void TextParts::Interrupt(size_t at) {
  End(at);
  interrupted_.push_back(parts_.size());
}

// A text within the interruption hides what stood before it.
void TextParts::Resume(size_t at) {
  const bool lost = interrupted_.empty() || interrupted_.back() != parts_.size();
  if (!interrupted_.empty()) interrupted_.pop_back();
  Begin(at, false, lost);
  parts_.back().gap = true;
}

Place PlaceAt(std::string_view line, size_t at, Language language, Place::At where) {
  Place place;
  place.at = where;
  place.language = language;
  place.before = at == 0 ? '\0' : line[at - 1];
  place.after = CharAt(line, at + 1);
  const size_t indent = SkipBlanks(line, 0);
  place.starts_line = indent == at;
  place.indent = static_cast<uint16_t>(std::min<size_t>(indent, UINT16_MAX));
  return place;
}

ScanState StartState(Language language) {
  switch (language) {
    case Language::kHcl:
      return HclState{};
    case Language::kYaml:
      return YamlState{};
    case Language::kJson:
      return JsonState{};
    case Language::kPython:
      return PythonState{};
    case Language::kShell:
      return ShellState{};
    case Language::kMarkdown:
      return MarkdownState{};
    case Language::kPlain:
      break;
  }
  return PlainState{};
}

LineScan ScanLine(ScanState& state, std::string_view line) {
  LineScan out;
  out.continues = !StillOpen(state).empty();
  std::visit([&](auto& of_language) { Scan(of_language, line, out); }, state);
  return out;
}

std::string StillOpen(const ScanState& state) {
  return std::visit([](const auto& of_language) { return Open(of_language); }, state);
}

bool Separated(const ScanState& state) {
  if (const auto* yaml = std::get_if<YamlState>(&state)) return yaml->flow.empty();
  if (const auto* python = std::get_if<PythonState>(&state)) {
    if (python->quote != 0) return true;
    return !python->continued && (python->stack.empty() || python->ready.yes);
  }
  const auto* hcl = std::get_if<HclState>(&state);
  if (hcl == nullptr || hcl->stack.empty()) return true;
  const HclState::In top = hcl->stack.back();
  const bool text = top == HclState::In::kHeredoc || top == HclState::In::kComment;
  return text || top == HclState::In::kBody || hcl->ready.yes;
}

bool Join(ScanState& a, const ScanState& b) {
  auto* shell = std::get_if<ShellState>(&a);
  if (auto* markdown = std::get_if<MarkdownState>(&a); markdown != nullptr) {
    // Only a file that begins with `---` has front matter; no line below may be the first one.
    markdown->started = true;
    MarkdownState other_state = std::get<MarkdownState>(b);
    other_state.started = true;
    if (!(*markdown == other_state)) return false;
    uint32_t& column = markdown->list.column;
    column = std::min(column, std::get<MarkdownState>(b).list.column);
    return true;
  }
  if (a == b) {
    if (shell != nullptr) shell->commands.Join(std::get<ShellState>(b).commands);
    return true;
  }
  auto* yaml = std::get_if<YamlState>(&a);
  const auto* other = std::get_if<YamlState>(&b);
  return yaml != nullptr && other != nullptr && JoinYaml(*yaml, *other);
}

}  // namespace writ::tmpl
