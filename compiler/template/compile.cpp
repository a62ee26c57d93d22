#include "template/compile.h"

#include <algorithm>

#include "base/check.h"
#include "base/edit_distance.h"
#include "template/accept.h"
#include "template/encode.h"
#include "template/members.h"

namespace writ::tmpl {

using diag::Code;
using value::Kind;

namespace {

// Offsets of the masked line where pieces begin, and what stands there in the source.
struct Mask {
  std::string line;
  std::vector<std::pair<size_t, Span>> starts;

  Span At(size_t offset) const {
    Span span = starts.empty() ? Span{} : starts[0].second;
    for (const auto& start : starts) {
      if (start.first > offset) break;
      span = start.second;
      span.begin += static_cast<uint32_t>(offset - start.first);
      span.begin = std::min(span.begin, span.end);
    }
    return span;
  }
};

}  // namespace

Compiler::Compiler(const Request& request, Program& program)
    : request_(request),
      program_(program),
      scope_(program.root),
      state_(StartState(program.language)) {}

bool Compiler::Run(source::FileId file) {
  program_.code.clear();
  std::vector<source::FileId> open;
  if (!File(file, "", open)) return false;
  const std::string left = StillOpen(state_);
  if (failed_) return false;
  if (!left.empty()) {
    const auto end = static_cast<uint32_t>(request_.sources.Text(file).size());
    Fail(Code::E0615, {file, end, end}, "the template ends inside {}", left);
  }
  return !failed_;
}

bool Compiler::RunPath(std::string_view text, const Span& span) {
  Node node;
  node.span = span;
  if (!ParsePieces(text, span, request_.sink, node.pieces)) return false;
  for (const Piece& piece : node.pieces) {
    if (!piece.hole) {
      EmitText(piece.text);
      continue;
    }
    Place place;
    place.at = Place::At::kSegment;
    if (std::optional<HoleCode> code = HoleOf(*piece.hole, place)) {
      Emit(Op::kHole, static_cast<uint32_t>(program_.holes.size()));
      program_.holes.push_back(std::move(*code));
    }
  }
  return !failed_;
}

bool Compiler::CheckText(source::FileId file) {
  const std::string_view text = request_.sources.Text(file);
  for (size_t at = 0; at < text.size();) {
    const encode::Rune rune = encode::RuneAt(text, at);
    const bool fine =
        rune.size != 0 && (!encode::IsControl(rune.value) || text[at] == '\n' || text[at] == '\t');
    if (!fine || rune.value == 0xfeff) {
      const auto begin = static_cast<uint32_t>(at);
      const std::string what = rune.size == 0 ? "is not UTF-8"
                                              : fmt::format("holds a control character (U+{:04X})",
                                                            static_cast<uint32_t>(rune.value));
      Fail(Code::E0615, {file, begin, begin + 1}, "the template {}", what)
          .Note(
              "lines end in a line feed alone; write control characters as escapes of the "
              "language");
      return false;
    }
    at += rune.size;
  }
  return true;
}

bool Compiler::File(source::FileId file, const std::string& indent,
                    std::vector<source::FileId>& open) {
  const std::string_view text = request_.sources.Text(file);
  if (!Spend(text.size(), 0, {file, 0, 0}) || !CheckText(file)) return false;
  std::optional<std::vector<Node>> nodes = ParseTemplate(request_.sources, file, request_.sink);
  if (!nodes) {
    failed_ = true;
    return false;
  }
  open.push_back(file);
  Nodes(*nodes, indent, open);
  open.pop_back();
  return true;
}

void Compiler::Nodes(const std::vector<Node>& nodes, const std::string& indent,
                     std::vector<source::FileId>& open) {
  if (!nodes.empty() && depth_ >= kMostDepth) {
    Fail(Code::E0620, nodes[0].span, "blocks and included files are nested more than {} deep",
         kMostDepth);
    broken_ = true;
  }
  ++depth_;
  for (size_t i = 0; i < nodes.size() && !broken_; ++i) {
    const Node& node = nodes[i];
    switch (node.kind) {
      case Node::Kind::kBlanks:
        Blanks(node, i + 1 < nodes.size() ? &nodes[i + 1] : nullptr, indent);
        break;
      case Node::Kind::kLine:
        Line(node, indent);
        break;
      case Node::Kind::kIf:
        If(node, indent, open);
        break;
      case Node::Kind::kFor:
        For(node, indent, open);
        break;
      case Node::Kind::kInclude:
        Include(node, indent, open);
        break;
    }
  }
  --depth_;
}

// Blank lines are pending, but inside a text they are text.
void Compiler::Blanks(const Node& node, const Node* next, const std::string& indent) {
  ScanState probe = state_;
  bool text = false;
  if (next != nullptr && next->kind == Node::Kind::kLine) {
    std::string line = indent + std::string(next->indent);
    for (const Piece& piece : next->pieces)
      line += piece.hole ? std::string(1, kHoleMark) : std::string(piece.text);
    text = ScanLine(probe, line).in_text;
  }
  Emit(Op::kBlanks, node.blanks, text ? 1 : 0);
}

uint32_t Compiler::Emit(Op op, uint32_t a, uint32_t b) {
  program_.code.push_back({op, a, b});
  return Here() - 1;
}

void Compiler::EmitText(std::string_view text) {
  if (text.empty()) return;
  const auto begin = static_cast<uint32_t>(program_.texts.size());
  program_.texts += text;
  Emit(Op::kText, begin, static_cast<uint32_t>(text.size()));
}

void Compiler::Line(const Node& node, const std::string& indent) {
  Mask mask;
  mask.line = indent + std::string(node.indent);
  for (const Piece& piece : node.pieces) {
    Span span = node.span;
    if (piece.hole) {
      span = piece.hole->span;
    } else {
      const auto text = request_.sources.Text(node.span.file);
      span.begin = static_cast<uint32_t>(piece.text.data() - text.data());
      span.end = span.begin + static_cast<uint32_t>(piece.text.size());
    }
    mask.starts.emplace_back(mask.line.size(), span);
    if (piece.hole) {
      mask.line.push_back(kHoleMark);
    } else {
      mask.line += piece.text;
    }
  }
  if (!Spend(0, 1, node.span)) return;
  const LineScan scan = ScanLine(state_, mask.line);
  if (!scan.error.empty()) {
    Span at = mask.At(scan.error_at);
    at.end = std::max(at.end, at.begin);
    Fail(Code::E0615, at, "{}", scan.error);
    broken_ = true;  // the rest would be read in a wrong state
    return;
  }
  Emit(Op::kLine, static_cast<uint32_t>(program_.lines.size()));
  program_.lines.push_back({node.span, scan.opens, scan.closes, scan.in_text, scan.continues,
                            mask.line, scan.marks, scan.texts, scan.variables,
                            static_cast<uint32_t>(program_.holes.size()),
                            static_cast<uint32_t>(node.indent.size())});
  Pieces(node, mask.line.substr(0, indent.size() + node.indent.size()), scan);
}

void Compiler::Pieces(const Node& node, const std::string& indent, const LineScan& scan) {
  std::string text = indent;
  size_t hole = 0;
  bool cut = false;  // the next text loses its first character, a backtick
  bool comma = false;
  for (const Piece& piece : node.pieces) {
    if (!piece.hole) {
      std::string_view literal = piece.text;
      if (cut) literal.remove_prefix(1);
      cut = false;
      text += literal;
      continue;
    }
    WRIT_CHECK(hole < scan.places.size());  // the scanner saw every hole
    Place place = scan.places[hole++];
    if (place.language == Language::kPlain)
      place.refused = "this file has no language that Writ knows, by its extension";
    cut = place.at == Place::At::kCode && place.whole;
    if (cut) text.pop_back();
    std::optional<HoleCode> code = HoleOf(*piece.hole, place);
    if (!code) continue;
    if (LeadsBlank(*code)) {
      while (!text.empty() && text.back() == ' ') text.pop_back();
    } else if (place.language == Language::kShell) {
      code->place.break_first = false;
    }
    EmitText(text);
    text.clear();
    Emit(Op::kHole, static_cast<uint32_t>(program_.holes.size()));
    program_.holes.push_back(std::move(*code));
  }
  if (program_.language == Language::kJson && !text.empty()) {
    const size_t last = text.find_last_not_of(" \t");
    comma = last != std::string::npos && text[last] == ',';
    if (comma) text.resize(last);
  }
  EmitText(text);
  Emit(Op::kEndLine, comma ? 1 : 0);
}

// True if the blank before the hole is printed by the encoder, or not at all: a YAML structure
// starts on the next line, and an empty list of shell words is nothing.
bool Compiler::LeadsBlank(HoleCode& code) {
  if (code.place.language == Language::kYaml) return code.place.break_first;
  const bool words = code.place.language == Language::kShell && code.place.before == ' ' &&
                     !code.place.starts_line && code.place.whole &&
                     code.place.at == Place::At::kValue && code.type->kind == Kind::kList;
  code.place.break_first = words;
  return words;
}

std::optional<HoleCode> Compiler::HoleOf(const Hole& hole, const Place& place) {
  std::vector<Inner> chain;
  for (const Word& name : hole.encodings) {
    const std::optional<Inner> inner = InnerNamed(name.text);
    if (!inner) {
      const std::vector<std::string_view> names = InnerNames();
      auto report = Fail(Code::E0614, name.span, "`{}` is no encoding", name.text);
      const std::string_view meant = Nearest(name.text, names);
      if (!meant.empty()) report.Here("did you mean `{}`?", meant);
      report.Note("encodings are {}", fmt::join(names, ", "));
      return std::nullopt;
    }
    chain.push_back(*inner);
  }
  const std::optional<Resolved> found = scope_.Resolve(hole.path, false, request_.sink);
  if (!found) {
    failed_ = true;
    return std::nullopt;
  }
  if (found->type->kind == Kind::kOptional) {
    Fail(Code::E0606, hole.path.span, "`{}` may be absent", PathText(hole.path))
        .Note("print it inside `@if {}`", PathText(hole.path));
    return std::nullopt;
  }
  const bool read_again = place.at == Place::At::kValue || place.at == Place::At::kString;
  if (request_.dialect && read_again && std::all_of(chain.begin(), chain.end(), Confirms))
    chain.push_back(*request_.dialect);
  const std::string why = WhyNot(place, found->type, chain);
  if (!why.empty()) {
    const bool holds_values = place.refused.empty() && place.expression.empty();
    const Code code = holds_values ? Code::E0612 : Code::E0611;
    Fail(code, hole.span, "`{}` cannot stand {}: {}", PathText(hole.path), Where(place), why)
        .Note("it is {}", Describe(found->type));
    return std::nullopt;
  }
  HoleCode code;
  code.access = found->access;
  code.type = found->type;
  code.place = place;
  code.chain = std::move(chain);
  code.span = hole.span;
  code.from = hole.path.span;
  if (place.at == Place::At::kIdentifier && !CheckName(hole, code)) return std::nullopt;
  return code;
}

// A name is never adapted, so what prints one must be one whatever the data is.
bool Compiler::CheckName(const Hole& hole, const HoleCode& code) {
  const bool hcl = code.place.language == Language::kHcl;
  if (PrintsName(program_, code, hcl)) return true;
  Fail(Code::E0612, hole.span, "`{}` cannot stand as a name: it may be none in this language",
       PathText(hole.path))
      .Note("it is {}; docs/view.md says which texts are names", Describe(code.type));
  return false;
}

// Counts what is read: of included files each time, of loops around block texts twice.
bool Compiler::Spend(size_t bytes, size_t lines, const Span& span) {
  bytes_ += bytes;
  lines_ += lines;
  const bool large = bytes_ > kMostBytes;
  if (!large && lines_ <= kMostLines) return true;
  if (broken_) return false;
  broken_ = true;
  const std::string most =
      large ? fmt::format("{} MiB", kMostBytes >> 20U) : fmt::format("{} lines", kMostLines);
  Fail(Code::E0620, span, "the template, with what it includes, has more than {}", most)
      .Note("an included file counts each time");
  return false;
}

std::string Compiler::PathText(const Path& path) const {
  return std::string(request_.sources.Text(path.span));
}

}  // namespace writ::tmpl
