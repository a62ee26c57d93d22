#include <algorithm>
#include <array>

#include "readback/reader.h"

namespace writ::readback {
namespace {

constexpr std::array<std::string_view, 35> kKeywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

constexpr Bytes kInDouble("\"\\\n");
constexpr Bytes kInSingle("'\\\n");

class PythonReader : public Reader {
 public:
  using Reader::Reader;

 private:
  bool InComment() const { return !open_.empty() && open_.back() == '#'; }

  void Step() override {
    if (quote_ != 0) return StringStep();
    if (InComment()) return CommentStep();
    const char c = Here();
    if (IsWord(c)) {
      word_ = at_;
      while (at_ < stop_ && IsWord(Here())) ++at_;
      word_end_ = at_;
    } else if (c == '"' || c == '\'') {
      OpenString(c);
    } else if (c == '(' || c == '[' || c == '{') {
      open_.push_back(c);
      ++at_;
    } else if (c == ')' || c == ']' || c == '}') {
      const char open = c == ')' ? '(' : c == ']' ? '[' : '{';
      if (open_.empty() || open_.back() != open) return Fail("a bracket closes where none may");
      open_.pop_back();
      ++at_;
    } else if (c == '#') {
      open_.push_back('#');
      ++at_;
    } else {
      ++at_;
      while (at_ < stop_ && Here() == ' ') ++at_;
    }
  }

  void OpenString(char quote) {
    const std::string_view word = text_.substr(word_, word_end_ - word_);
    const bool joined = word_end_ == at_ && word_end_ > word_;
    prefixed_ = joined && std::find(kKeywords.begin(), kKeywords.end(), word) == kKeywords.end();
    quote_ = quote;
    const bool triple = Here(1) == quote && Here(2) == quote;
    size_ = triple ? 3 : 1;
    open_.append(size_, quote);
    at_ += size_;
  }

  void StringStep() {
    const char c = Here();
    if (c == '\\') {
      at_ += 2;
    } else if (c == quote_ && (size_ == 1 || (Here(1) == c && Here(2) == c))) {
      at_ += size_;
      open_.resize(open_.size() - size_);
      quote_ = 0;
    } else if (c == '\n' && size_ == 1) {
      Fail("a string is not closed on its line");
    } else {
      SkipTo(quote_ == '"' ? kInDouble : kInSingle);
    }
  }

  void CommentStep() {
    at_ = std::min(text_.find('\n', at_), stop_);
    if (at_ < stop_) open_.pop_back();
  }

  Problem ReadHole(const hole::Place& place, Extent& in, How& how) override {
    switch (place.at) {
      case At::kString: {
        if (quote_ == 0 || prefixed_) return "it stands in no plain string";
        const Problem problem = InsidePython(in, quote_, decoded_.Start(Item::Kind::kText));
        decoded_.Finish();
        return problem;
      }
      case At::kComment:
        return Comment(in);
      case At::kIdentifier:
        return Name(place, in);
      default:
        if (quote_ != 0 || InComment()) return "it stands inside a string or comment";
        how = How::kTyped;
        return ReadPython(in, decoded_);
    }
  }

  Problem Comment(Extent& in) {
    if (!InComment()) return "it stands outside a comment";
    const std::string_view bytes = text_.substr(in.at, in.end - in.at);
    if (bytes.find_first_of("\n\r\f") != std::string_view::npos) return "it ends the comment";
    if (bytes.find("coding:") != std::string_view::npos ||
        bytes.find("coding=") != std::string_view::npos)
      return "Python would read it as the encoding of the file";
    return AsItIs(in);
  }

  Problem Name(const hole::Place& place, Extent& in) {
    if (quote_ != 0 || InComment()) return "it stands inside a string or comment";
    const std::string_view name = text_.substr(in.at, in.end - in.at);
    const bool whole = !IsWord(CharAt(text_, in.end)) && (in.at == 0 || !IsWord(text_[in.at - 1]));
    if (name.empty() || (whole && IsDigit(name[0])) ||
        !std::all_of(name.begin(), name.end(), [](char c) { return IsWord(c) || c == '.'; }))
      return "it is no name";
    if (whole && std::find(kKeywords.begin(), kKeywords.end(), name) != kKeywords.end())
      return "it is a keyword";
    if (name.find('.') != std::string_view::npos && place.at == At::kIdentifier && !whole)
      return "it is more than a part of a name";
    return AsItIs(in);
  }

  char quote_ = 0;         // of the open string
  size_t size_ = 1;        // of its quotes
  bool prefixed_ = false;  // it is raw, bytes or formatted
  size_t word_ = 0;        // the last name
  size_t word_end_ = 0;
};

}  // namespace

std::optional<Difference> CheckPython(std::string_view text,
                                      const std::vector<hole::Printed>& holes) {
  return PythonReader(text, holes).Run();
}

}  // namespace writ::readback
