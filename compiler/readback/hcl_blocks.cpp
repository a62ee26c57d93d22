#include "readback/hcl_blocks.h"

#include <algorithm>

#include "readback/literal.h"
#include "readback/text.h"

namespace writ::readback {
namespace {

constexpr int kDeepest = 200;

bool IsName(char c) { return IsWord(c) || c == '-'; }

struct Token {
  enum class Kind : uint8_t { kEnd, kLine, kWord, kString, kSign, kBad };
  Kind kind = Kind::kEnd;
  std::string_view text;
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) { Next(); }

  const Token& token() const { return token_; }
  size_t at() const { return at_ - token_.text.size(); }  // of the token
  bool Is(char sign) const {
    return token_.kind == Token::Kind::kSign && token_.text.front() == sign;
  }
  bool Is(Token::Kind kind) const { return token_.kind == kind; }
  bool gave_up() const { return gave_up_; }

  void Next() {
    while (SkipBlank() || SkipComment()) {
    }
    const size_t begin = at_;
    const char c = CharAt(text_, at_);
    Token::Kind kind = Token::Kind::kSign;
    if (at_ >= text_.size()) {
      kind = Token::Kind::kEnd;
    } else if (c == '\n') {
      kind = Token::Kind::kLine;
      ++at_;
    } else if (c == '"') {
      kind = String() ? Token::Kind::kString : Token::Kind::kBad;
    } else if (c == '<' && CharAt(text_, at_ + 1) == '<') {
      kind = Heredoc() ? Token::Kind::kString : Token::Kind::kBad;
    } else if (IsWord(c)) {
      kind = Token::Kind::kWord;
      while (at_ < text_.size() && IsName(text_[at_])) ++at_;
    } else {
      ++at_;
    }
    at_ = std::min(at_, text_.size());
    token_ = {kind, text_.substr(begin, at_ - begin)};
  }

 private:
  bool SkipBlank() {
    const char c = CharAt(text_, at_);
    if (at_ >= text_.size() || (c != ' ' && c != '\t' && c != '\r')) return false;
    ++at_;
    return true;
  }

  bool SkipComment() {
    const std::string_view rest = text_.substr(std::min(at_, text_.size()));
    if (rest.starts_with('#') || rest.starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return true;
    }
    if (!rest.starts_with("/*")) return false;
    const size_t end = text_.find("*/", at_ + 2);
    at_ = end == std::string_view::npos ? text_.size() : end + 2;
    return true;
  }

  // From a quote to behind the one that closes it; interpolations may hold strings again. An open
  // quote is a text in which `"` ends, an open brace one in which `}` does.
  bool String() {
    std::string open = "\"";
    ++at_;
    while (at_ < text_.size() && !open.empty()) {
      const char c = text_[at_];
      const bool quoted = open.back() == '"';
      if (c == '"') {
        quoted ? open.pop_back() : open.push_back('"');
      } else if (quoted && c == '\\') {
        ++at_;
      } else if (quoted && (c == '$' || c == '%') && CharAt(text_, at_ + 1) == '{') {
        const bool escaped = at_ > 0 && text_[at_ - 1] == c;
        if (!escaped) open.push_back('{');
        ++at_;
      } else if (!quoted && c == '{') {
        open.push_back('{');
      } else if (!quoted && c == '}') {
        open.pop_back();
      } else if (!quoted && InterpolationIsUnread(c)) {
        gave_up_ = true;
        return false;
      } else if (c == '\n' && open.size() == 1) {
        return false;
      }
      ++at_;
    }
    return open.empty();
  }

  // Comments and heredocs within an interpolation would take a second lexer.
  bool InterpolationIsUnread(char c) const {
    return c == '#' || Has("//") || Has("/*") || Has("<<");
  }

  bool Has(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  // Without blanks at both ends, and without bytes of other characters than ASCII's.
  static std::string_view Stripped(std::string_view word, bool all) {
    const auto blank = [&](char c) {
      return c == ' ' || (c >= '\t' && c <= '\r') || (all && static_cast<unsigned char>(c) >= 0x80);
    };
    while (!word.empty() && blank(word.front())) word.remove_prefix(1);
    while (!word.empty() && blank(word.back())) word.remove_suffix(1);
    return word;
  }

  bool Heredoc() {
    at_ += CharAt(text_, at_ + 2) == '-' ? 3 : 2;
    const size_t begin = at_;
    while (at_ < text_.size() && IsName(text_[at_])) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (name.empty() || CharAt(text_, at_) != '\n') return false;
    while (at_ < text_.size()) {
      const size_t line = at_ + 1;
      at_ = std::min(text_.find('\n', line), text_.size());
      if (line > text_.size()) return false;
      const std::string_view word = text_.substr(line, at_ - line);
      if (Stripped(word, false) == name) return true;
      // Terraform takes off any blank that Unicode knows; which those are is not told here.
      gave_up_ |= Stripped(word, true) == name;
      if (gave_up_) return false;
    }
    return false;
  }

  std::string_view text_;
  size_t at_ = 0;
  bool gave_up_ = false;
  Token token_;
};

std::string Unquoted(std::string_view word) {
  if (word.size() >= 2 && word.front() == '"') word = word.substr(1, word.size() - 2);
  return std::string(word);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) {}

  size_t at() const { return lexer_.at(); }
  bool gave_up() const { return gave_up_ || lexer_.gave_up(); }

  // Up to the brace that closes it, or to the end of the file.
  bool Body(HclBlock& out, int depth) {
    if (TooDeep(depth)) return false;
    while (true) {
      while (lexer_.Is(Token::Kind::kLine) || lexer_.Is(',')) lexer_.Next();
      if (lexer_.Is(Token::Kind::kEnd)) return depth == 0;
      if (lexer_.Is('}')) return depth > 0;
      if (!Entry(out, depth)) return false;
    }
  }

  // All of a text that is a list.
  bool List(std::vector<std::string>& items) {
    if (!lexer_.Is('[')) return false;
    lexer_.Next();
    if (!Items('[', items, 0)) return false;
    return lexer_.Is(Token::Kind::kEnd);
  }

 private:
  bool Entry(HclBlock& out, int depth) {
    const size_t at = lexer_.at();
    std::vector<std::string> words;
    while (lexer_.Is(Token::Kind::kWord) || lexer_.Is(Token::Kind::kString)) {
      words.push_back(Unquoted(lexer_.token().text));
      lexer_.Next();
    }
    if (words.empty()) return false;
    if (lexer_.Is('=') || lexer_.Is(':')) {
      lexer_.Next();
      std::string value;
      if (words.size() != 1 || !Expression(value, false, depth)) return false;
      out.attributes.push_back({std::move(words.front()), std::move(value), at});
      return true;
    }
    if (!lexer_.Is('{')) return false;
    lexer_.Next();
    HclBlock block{std::move(words), {}, {}, at, 0};
    if (!Body(block, depth + 1)) return false;
    block.end = lexer_.at();
    lexer_.Next();
    out.blocks.push_back(std::move(block));
    return true;
  }

  // Up to a comma, a line break, or a bracket that closes what is around it. Inside parentheses and
  // square brackets line breaks mean nothing.
  bool Expression(std::string& out, bool over_lines, int depth) {
    if (TooDeep(depth)) return false;
    while (true) {
      const Token token = lexer_.token();
      if (token.kind == Token::Kind::kBad) return false;
      if (token.kind == Token::Kind::kEnd) return !over_lines && !out.empty();
      if (lexer_.Is(',') || lexer_.Is('}') || lexer_.Is(']') || lexer_.Is(')')) return true;
      if (token.kind == Token::Kind::kLine) {
        if (!over_lines) return !out.empty();
        lexer_.Next();
        continue;
      }
      if (!out.empty()) out += Break();
      out += token.text;
      after_heredoc_ = token.text.starts_with("<<");
      lexer_.Next();
      const char c = token.text.front();
      if (token.kind != Token::Kind::kSign || (c != '(' && c != '[' && c != '{')) continue;
      if (!Items(c, out, depth + 1)) return false;
    }
  }

  // What stands between two tokens.
  char Break() const { return after_heredoc_ ? '\n' : ' '; }

  bool Items(char bracket, std::vector<std::string>& items, int depth) {
    const char closing = bracket == '(' ? ')' : bracket == '[' ? ']' : '}';
    while (!lexer_.Is(closing)) {
      while (lexer_.Is(Token::Kind::kLine)) lexer_.Next();
      if (lexer_.Is(closing)) break;
      std::string item;
      if (!Expression(item, bracket != '{', depth)) return false;
      const bool parted = lexer_.Is(',') || lexer_.Is(Token::Kind::kLine);
      if (!parted && !lexer_.Is(closing)) return false;
      if (parted) lexer_.Next();
      item += Break();
      after_heredoc_ = false;
      items.push_back(std::move(item));
    }
    lexer_.Next();
    return true;
  }

  bool Items(char bracket, std::string& out, int depth) {
    const char closing = bracket == '(' ? ')' : bracket == '[' ? ']' : '}';
    std::vector<std::string> items;
    if (!Items(bracket, items, depth)) return false;
    const bool loop = !items.empty() && items.front().starts_with("for ");
    if (bracket == '{' && !loop) std::sort(items.begin(), items.end());
    for (const std::string& item : items) out += ' ' + item + ',';
    out += ' ';
    out += closing;
    return true;
  }

  bool TooDeep(int depth) {
    gave_up_ |= depth > kDeepest;
    return gave_up_;
  }

  Lexer lexer_;
  bool gave_up_ = false;
  bool after_heredoc_ = false;
};

}  // namespace

HclFile ReadHclBlocks(std::string_view text) {
  HclBlock body;
  Parser parser(text);
  if (parser.Body(body, 0)) return {std::move(body), 0, false};
  return {std::nullopt, parser.at(), parser.gave_up()};
}

std::optional<std::vector<std::string>> ReadHclList(std::string_view value) {
  std::vector<std::string> items;
  if (!Parser(value).List(items)) return std::nullopt;
  return items;
}

}  // namespace writ::readback
