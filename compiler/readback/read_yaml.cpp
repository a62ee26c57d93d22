#include "readback/read_yaml.h"

#include <algorithm>

namespace writ::readback {
namespace {

constexpr Bytes kInPlain(":#\n");
constexpr Bytes kInDouble("\"\\");
constexpr Bytes kInSingle("'");

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool EndsToken(char c) { return IsBlank(c) || c == '\n' || c == '\0'; }

}  // namespace

std::string_view YamlReader::Nesting() {
  if (!open_.empty() || parent_ < 0) return open_;
  nesting_ = std::to_string(parent_) + (after_key_ ? ":" : "-");
  return nesting_;
}

Problem YamlReader::AtEnd() {
  const bool line = open_ == "#" || open_ == "|";
  return open_.empty() || line ? Problem() : "the text ends inside a quoted text or brackets";
}

void YamlReader::Step() {
  if (Inside('#')) {
    at_ = std::min(text_.find('\n', at_), stop_);
    if (at_ < stop_) open_.pop_back();
  } else if (Inside('|')) {
    at_ = std::min(text_.find('\n', at_), stop_);
    if (at_ == stop_) return;
    open_.pop_back();
    ++at_;
    mode_ = Mode::kLineStart;
  } else if (Inside('"') || Inside('\'')) {
    QuoteStep();
  } else if (!open_.empty()) {
    FlowStep();
  } else if (mode_ == Mode::kLineStart) {
    LineStart();
  } else if (mode_ == Mode::kNode) {
    NodeStep();
  } else if (mode_ == Mode::kPlain) {
    PlainStep();
  } else {
    Behind();
  }
}

void YamlReader::Prepare() {
  if (open_.empty() && mode_ == Mode::kLineStart) LineStart();
}

void YamlReader::LineStart() {
  size_t first = at_;
  while (first < text_.size() && text_[first] == ' ') ++first;
  if (first >= text_.size() || text_[first] == '\n') {
    at_ = std::min(first + 1, text_.size());
    return;
  }
  const auto indent = static_cast<int>(first - at_);
  if (scalar_ != kNone && indent > scalar_) {
    open_.push_back('|');
    line_ = at_;
    return;
  }
  scalar_ = kNone;
  line_ = at_;
  // The encoder breaks the line between a key and a structure; the hole belongs to the key.
  const bool of_key = after_key_ && first == stop_ && InHoles() && NextPlace().break_first;
  if (!of_key) {
    parent_ = -1;
    after_key_ = false;
  }
  const bool marker =
      indent == 0 && (Has("---") || Has("...")) && EndsToken(CharAt(text_, at_ + 3));
  at_ = marker ? at_ + 3 : first;
  mode_ = Mode::kNode;
}

void YamlReader::NodeStep() {
  const char c = Here();
  node_ = at_;
  if (IsBlank(c)) {
    ++at_;
  } else if (c == '\n') {
    NextLine();
  } else if (c == '#') {
    Comment();
  } else if ((c == '-' || c == '?') && EndsToken(Here(1))) {
    parent_ = Column();
    after_key_ = false;
    ++at_;
  } else if (c == '!' || c == '&') {
    while (at_ < stop_ && !EndsToken(Here())) ++at_;
  } else if ((c == '|' || c == '>') && IsHeader()) {
    scalar_ = parent_;
    while (at_ < stop_ && !EndsToken(Here())) ++at_;
    mode_ = Mode::kBehind;
  } else if (c == '"' || c == '\'' || c == '[' || c == '{') {
    open_.push_back(c);
    ++at_;
  } else {
    mode_ = Mode::kPlain;
  }
}

bool YamlReader::IsHeader() const {
  size_t at = at_ + 1;
  while (!EndsToken(CharAt(text_, at))) {
    if (std::string_view("+-123456789").find(text_[at]) == std::string_view::npos) return false;
    ++at;
  }
  while (IsBlank(CharAt(text_, at))) ++at;
  const char c = CharAt(text_, at);
  return c == '\0' || c == '\n' || c == '#';
}

void YamlReader::NextLine() {
  ++at_;
  mode_ = Mode::kLineStart;
}

void YamlReader::Comment() {
  open_.push_back('#');
  ++at_;
  mode_ = Mode::kBehind;
}

void YamlReader::Key() {
  parent_ = Column();
  after_key_ = true;
  ++at_;
  mode_ = Mode::kNode;
}

void YamlReader::PlainStep() {
  const char c = Here();
  if (c == ':' && EndsToken(Here(1))) {
    Key();
  } else if (c == '\n') {
    after_key_ = false;
    NextLine();
  } else if (c == '#' && at_ > 0 && IsBlank(text_[at_ - 1])) {
    Comment();
  } else {
    SkipTo(kInPlain);
  }
}

// Behind a value: blanks, a comment, or the colon that makes it a key.
void YamlReader::Behind() {
  const char c = Here();
  if (IsBlank(c)) {
    ++at_;
  } else if (c == ':' && EndsToken(Here(1))) {
    Key();
  } else if (c == '#' && (at_ == 0 || EndsToken(text_[at_ - 1]))) {
    Comment();
  } else if (c == '\n') {
    after_key_ = false;
    NextLine();
  } else {
    Fail("more text stands behind a value");
  }
}

void YamlReader::QuoteStep() {
  const char c = Here();
  if (c == '\\' && Inside('"')) {
    at_ += 2;
  } else if (c == open_.back()) {
    if (c == '\'' && Here(1) == '\'') {
      at_ += 2;
      return;
    }
    open_.pop_back();
    ++at_;
    mode_ = Mode::kBehind;
  } else {
    SkipTo(open_.back() == '"' ? kInDouble : kInSingle);
  }
}

void YamlReader::FlowStep() {
  const char c = Here();
  const char before = at_ > 0 ? text_[at_ - 1] : '\0';
  const bool in_plain =
      !EndsToken(before) && std::string_view("[]{},:").find(before) == std::string_view::npos;
  if (c == '[' || c == '{' || ((c == '"' || c == '\'') && !in_plain)) {
    open_.push_back(c);
  } else if (c == ']' || c == '}') {
    if (open_.back() != (c == ']' ? '[' : '{')) return Fail("a bracket closes where none may");
    open_.pop_back();
    mode_ = Mode::kBehind;
  } else if (c == '#' && EndsToken(before)) {
    return Comment();
  }
  ++at_;
}

Problem YamlReader::ReadHole(const hole::Place& place, Extent& in, How& how) {
  switch (place.at) {
    case At::kString: {
      if (!Inside('"') && !Inside('\'')) return "it stands in no quotes";
      const Problem problem = InsideYaml(in, open_.back(), decoded_.Start(Item::Kind::kText));
      decoded_.Finish();
      return problem;
    }
    case At::kComment:
      if (!Inside('#')) return "it stands outside a comment";
      return OneLine(in);
    case At::kRaw:
      return Raw(in);
    case At::kKey:
      node_ = in.at;
      if (!StartsNode()) return "it stands where no key can";
      mode_ = open_.empty() ? Mode::kBehind : mode_;
      return ReadYamlKey(in, decoded_);
    default:
      how = How::kTyped;
      return Value(in);
  }
}

bool YamlReader::StartsNode() const {
  if (open_.empty()) return mode_ == Mode::kNode;
  return Inside('[') || Inside('{');
}

Problem YamlReader::OneLine(Extent& in) {
  const std::string_view bytes = text_.substr(in.at, in.end - in.at);
  return bytes.find('\n') == std::string_view::npos ? AsItIs(in) : "it ends its line";
}

Problem YamlReader::Raw(Extent& in) {
  if (!Inside('|')) return "it stands in no block text";
  const bool starts = text_.find_first_not_of(' ', line_) >= in.at;
  if (starts && (in.done() || IsBlank(in.Peek()))) return "it changes the indentation of its line";
  return OneLine(in);
}

Problem YamlReader::Value(Extent& in) {
  if (!StartsNode()) return "it stands where no value can";
  YamlNode node;
  node.flow = !open_.empty();
  node.column = static_cast<int>(in.at - line_);
  node.parent = parent_ >= 0 ? parent_ : node.column - 1;
  if (!node.flow && node.column <= node.parent) return "it is indented no deeper than its key";
  const size_t begin = in.at;
  bool block_text = false;
  const Problem problem = ReadYaml(in, node, decoded_, block_text);
  if (!problem.empty() || node.flow) return problem;
  mode_ = Mode::kBehind;
  const std::string_view bytes = text_.substr(begin, in.at - begin);
  if (bytes.find('\n') == std::string_view::npos) return {};
  line_ = begin + bytes.rfind('\n') + 1;
  if (CharAt(text_, in.at) != '\n') return "more stands behind it on its last line";
  return block_text && JoinsBlockText(in.at) ? "the line behind it would belong to its text"
                                             : Problem();
}

// Whether the next line with anything on it is indented like the last line of a block text.
bool YamlReader::JoinsBlockText(size_t end) const {
  const size_t indent = text_.find_first_not_of(' ', line_) - line_;
  size_t line = end + 1;
  while (line < text_.size()) {
    const size_t first = std::min(text_.find_first_not_of(' ', line), text_.size());
    if (first == text_.size()) return false;
    if (text_[first] != '\n') return first - line >= indent;
    line = first + 1;
  }
  return false;
}

std::optional<Difference> CheckYaml(std::string_view text,
                                    const std::vector<hole::Printed>& holes) {
  return YamlReader(text, holes).Run();
}

}  // namespace writ::readback
