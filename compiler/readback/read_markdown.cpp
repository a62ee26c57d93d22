#include <algorithm>

#include "readback/read_yaml.h"

namespace writ::readback {
namespace {

bool IsPunctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}
bool IsAlnum(char c) { return IsWord(c) && c != '_'; }

size_t RunAt(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && text[end] == text[at]) ++end;
  return end - at;
}

// Leaves the backslash before `|` out, which only tables need.
Problem Bars(std::string_view text, std::string& out) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '|') return "a bar ends its cell";
    if (text[at] == '\\' && CharAt(text, at + 1) == '|') ++at;
    out.push_back(text[at]);
  }
  return {};
}

class MarkdownReader : public Reader {
 public:
  MarkdownReader(std::string_view text, const std::vector<hole::Printed>& holes, size_t first_hole,
                 size_t begin)
      : Reader(text, holes, first_hole, begin) {}

 private:
  bool Inside(char what) const { return !open_.empty() && open_.back() == what; }

  void Step() override {
    if (at_ == 0 || text_[at_ - 1] == '\n') {
      if (LineStart()) return;
    }
    const char c = Here();
    if (c == '\n') {
      code_end_ = link_ = 0;
      ++at_;
    } else if (Inside('~')) {
      at_ = std::min(text_.find('\n', at_), stop_);
    } else if (Inside('*')) {
      const bool ends = Has("-->");
      if (ends) open_.pop_back();
      at_ += ends ? 3 : 1;
    } else if (at_ < code_end_) {
      at_ = std::min(code_end_, stop_);
    } else if (Has("<!--")) {
      open_.push_back('*');
      at_ += 4;
    } else if (c == '`') {
      Code();
    } else if (c == '\\') {
      at_ += 2;
    } else if (Has("](")) {
      link_ = std::min(text_.find(')', at_), text_.find('\n', at_));
      at_ += 2;
    } else {
      ++at_;
    }
  }

  // Opens and closes fences; true if the line is one of them.
  bool LineStart() {
    line_ = at_;
    size_t first = at_;
    while (CharAt(text_, first) == ' ' || CharAt(text_, first) == '\t') ++first;
    table_ = CharAt(text_, first) == '|';
    const size_t end = std::min(text_.find('\n', at_), text_.size());
    const char c = CharAt(text_, first);
    const size_t run = c == '`' || c == '~' ? RunAt(text_, first) : 0;
    if (Inside('~')) {
      if (!Closes(first, end)) return false;
      open_.pop_back();
    } else {
      const bool opens = run >= 3 && open_.empty() &&
                         (c == '~' || text_.substr(first + run, end - first - run).find('`') ==
                                          std::string_view::npos);
      if (!opens) return false;
      open_.push_back('~');
      fence_ = c;
      fence_size_ = run;
    }
    at_ = end;
    return true;
  }

  // Whether the line would end the open fence.
  bool Closes(size_t first, size_t end) const {
    const size_t run = CharAt(text_, first) == fence_ ? RunAt(text_, first) : 0;
    return run >= fence_size_ &&
           text_.substr(first + run, end - first - run).find_first_not_of(" \t") ==
               std::string_view::npos;
  }

  // A run of backticks opens a span only if one of its size closes it on the line.
  void Code() {
    const size_t run = RunAt(text_, at_);
    size_t end = at_ + run;
    while (end < text_.size() && text_[end] != '\n') {
      const size_t other = text_[end] == '`' ? RunAt(text_, end) : 0;
      if (other == run) {
        code_end_ = end + run;
        break;
      }
      end += std::max<size_t>(other, 1);
    }
    at_ += run;
  }

  void Prepare() override {
    if (at_ == 0 || text_[at_ - 1] == '\n') LineStart();
  }

  Problem ReadHole(const hole::Place& place, Extent& in, How&) override {
    const std::string_view bytes = text_.substr(in.at, in.end - in.at);
    if (bytes.find('\n') != std::string_view::npos) return "it ends its line";
    const bool in_code = in.at < code_end_;
    std::string& out = decoded_.Start(Item::Kind::kText);
    Problem problem;
    switch (place.at) {
      case At::kComment:
        if (bytes.find("--") != std::string_view::npos || bytes.find('>') != std::string_view::npos)
          return "it ends the comment";
        out += bytes;
        break;
      case At::kFence:
        if (Closes(std::min(text_.find_first_not_of(" \t", line_), text_.size()),
                   std::min(text_.find('\n', line_), text_.size())))
          return "it ends the fence";
        out += bytes;
        break;
      case At::kCode:
        if (in_code == place.whole) return "it stands in no code span of its own";
        problem = place.whole ? Span(bytes, out) : InSpan(bytes, out);
        break;
      case At::kUrl:
        if (in.at >= link_ || in_code) return "it stands in no link";
        problem = Url(bytes, out);
        break;
      default:
        if (in_code) return "it stands in a code span";
        problem = Prose(bytes, in.at, out);
        break;
    }
    if (!problem.empty()) return problem;
    in.at = in.end;
    decoded_.Finish();
    return {};
  }

  Problem InSpan(std::string_view bytes, std::string& out) const {
    if (bytes.find('`') != std::string_view::npos) return "it ends the code span";
    if (table_) return Bars(bytes, out);
    out += bytes;
    return {};
  }

  // With its own backticks.
  Problem Span(std::string_view bytes, std::string& out) const {
    const size_t run = CharAt(bytes, 0) == '`' ? RunAt(bytes, 0) : 0;
    if (run == 0 || bytes.size() <= 2 * run) return "it is no code span";
    std::string_view inside = bytes.substr(run, bytes.size() - 2 * run);
    for (size_t at = 0; at < bytes.size();) {
      const size_t other = bytes[at] == '`' ? RunAt(bytes, at) : 0;
      if (other == run && at > 0 && at + run < bytes.size()) return "it ends its own code span";
      if (at + other == bytes.size() && other != run) return "its code span does not end";
      at += std::max<size_t>(other, 1);
    }
    const bool padded = inside.front() == ' ' && inside.back() == ' ' &&
                        inside.find_first_not_of(' ') != std::string_view::npos;
    if (padded) inside = inside.substr(1, inside.size() - 2);
    if (table_) return Bars(inside, out);
    out += inside;
    return {};
  }

  static Problem Url(std::string_view bytes, std::string& out) {
    for (size_t at = 0; at < bytes.size(); ++at) {
      if (bytes[at] == '\\' && IsPunctuation(CharAt(bytes, at + 1))) ++at;
      const bool escaped = at > 0 && bytes[at - 1] == '\\';
      const char c = bytes[at];
      if (!escaped && (c == '&' || c == '_')) return "Markdown would read a part of it as markup";
      if (c <= ' ' || c >= 0x7f || std::string_view("()<>\\").find(c) != std::string_view::npos)
        return "a link cannot hold it";
      out.push_back(c);
    }
    return {};
  }

  Problem Prose(std::string_view bytes, size_t begin, std::string& out) const {
    const size_t first = std::min(text_.find_first_not_of(" \t", line_), begin);
    const bool starts = first == begin || text_[begin - 1] == ' ';
    for (size_t at = 0; at < bytes.size(); ++at) {
      const std::string_view rest = bytes.substr(at);
      const char c = bytes[at];
      if (rest.starts_with("<br>")) {
        out.push_back('\n');
        at += 3;
      } else if (rest.starts_with("&#9;")) {
        out.push_back('\t');
        at += 3;
      } else if (rest.starts_with("&#96;")) {
        out.push_back('`');
        at += 4;
      } else if (rest.starts_with("&#32;")) {
        out.push_back(' ');
        at += 4;
      } else if (c == '\\' && IsPunctuation(CharAt(bytes, at + 1))) {
        out.push_back(bytes[++at]);
      } else if (IsMarkup(bytes, begin, at, starts)) {
        return "Markdown would read a part of it as markup";
      } else {
        out.push_back(c);
      }
    }
    return {};
  }

  bool IsMarkup(std::string_view bytes, size_t begin, size_t at, bool starts) const {
    const char c = bytes[at];
    if (std::string_view("\\`*[]<>&~|$#!").find(c) != std::string_view::npos) return true;
    if (c == '_') {
      const char before = begin + at > 0 ? text_[begin + at - 1] : '\0';
      return !(IsAlnum(before) && IsAlnum(CharAt(text_, begin + at + 1)));
    }
    if (c == ' ') return at == 0 || at + 1 == bytes.size();
    if (!starts) return false;
    if (at == 0) return c == '-' || c == '+' || c == '=' || c == ':';
    return (c == '.' || c == ')') && bytes.find_first_not_of("0123456789") == at;
  }

  size_t line_ = 0;
  bool table_ = false;
  char fence_ = 0;
  size_t fence_size_ = 0;
  size_t code_end_ = 0;  // behind the backticks that close it
  size_t link_ = 0;      // its closing parenthesis
};

// The end of a block between two `---` lines at the top, which is YAML; 0 if there is none.
size_t FrontMatter(std::string_view text) {
  if (!text.starts_with("---\n")) return 0;
  for (size_t line = 4; line < text.size(); line = text.find('\n', line) + 1) {
    const std::string_view rest = text.substr(line);
    if (rest.starts_with("---\n") || rest.starts_with("...\n")) return line;
    if (rest.find('\n') == std::string_view::npos) break;
  }
  return 0;
}

}  // namespace

std::optional<Difference> CheckMarkdown(std::string_view text,
                                        const std::vector<hole::Printed>& holes) {
  const size_t front = FrontMatter(text);
  const auto behind = std::find_if(holes.begin(), holes.end(),
                                   [&](const hole::Printed& hole) { return hole.begin >= front; });
  if (front > 0) {
    const std::vector<hole::Printed> inside(holes.begin(), behind);
    const auto found = YamlReader(text.substr(0, front), inside).Run();
    if (found) return found;
  }
  const size_t begin = front == 0 ? 0 : front + 4;
  return MarkdownReader(text, holes, static_cast<size_t>(behind - holes.begin()), begin).Run();
}

}  // namespace writ::readback
