#include <algorithm>

#include "readback/reader.h"

namespace writ::readback {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool EndsWord(char c) {
  return IsBlank(c) || c == '\n' || c == '\0' ||
         std::string_view(";&|()<>").find(c) != std::string_view::npos;
}

class ShellReader : public Reader {
 public:
  using Reader::Reader;

 private:
  bool Inside(char what) const { return !open_.empty() && open_.back() == what; }
  bool Quoted() const { return Inside('"') || Inside('\'') || Inside('D'); }
  bool MayHoldControls() const override { return true; }

  void Push(char what, size_t length) {
    open_.push_back(what);
    parentheses_.push_back(0);
    at_ += length;
    command_ = true;
  }
  void Pop(size_t length) {
    open_.pop_back();
    parentheses_.pop_back();
    at_ += length;
    command_ = false;
  }

  void Step() override {
    const char c = Here();
    if (Inside('#')) {
      at_ = std::min(text_.find('\n', at_), stop_);
      if (at_ < stop_) Pop(0);
    } else if (Inside('\'')) {
      c == '\'' ? Pop(1) : void(++at_);
    } else if (Inside('D')) {
      c == '\'' ? Pop(1) : void(at_ += c == '\\' ? 2 : 1);
    } else if (c == '\\') {
      at_ += 2;
      command_ = false;
    } else if (c == '$' && Dollar()) {
      return;
    } else if (c == '`') {
      Inside('`') ? Pop(1) : Push('`', 1);
    } else if (Inside('"')) {
      c == '"' ? Pop(1) : void(++at_);
    } else if (Inside('{')) {
      Parameter();
    } else if (Inside('A')) {
      Has("))") ? Pop(2) : void(++at_);
    } else {
      Code();
    }
  }

  bool Dollar() {
    if (Has("$((")) return Push('A', 3), true;
    if (Has("$(")) return Push('$', 2), true;
    if (Has("${")) return Push('{', 2), true;
    if (!Inside('"') && Has("$'")) return Push('D', 2), true;
    return false;
  }

  void Parameter() {
    if (Here() == '}') return Pop(1);
    Here() == '"' ? Push('"', 1) : void(++at_);
  }

  void Code() {
    const char c = Here();
    const bool starts = at_ == 0 || EndsWord(text_[at_ - 1]);
    if (c == '#' && starts) return Push('#', 1);
    if (c == '\'' || c == '"') return Push(c, 1);
    if (c == '\n') return LineEnd();
    if (Has("<<<")) {
      at_ += 3;
    } else if (Has("<<")) {
      Heredoc();
    } else if (IsWord(c)) {
      Word(starts);
    } else if (c == '(') {
      ++parentheses();
      command_ = true;
      ++at_;
    } else if (c == ')') {
      Close();
    } else {
      if (std::string_view(";|&{!").find(c) != std::string_view::npos) command_ = true;
      ++at_;
    }
  }

  int& parentheses() { return parentheses_.empty() ? top_parentheses_ : parentheses_.back(); }

  // The end of a substitution, of parentheses, or of a pattern of `case`.
  void Close() {
    if (parentheses() > 0) {
      --parentheses();
      ++at_;
    } else if (Inside('$') && cases_ == 0) {
      Pop(1);
    } else {
      ++at_;
      command_ = true;
    }
  }

  void Word(bool starts) {
    const size_t begin = at_;
    while (at_ < stop_ && (IsWord(Here()) || Here() == '-')) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (!starts || !command_) return;
    if (word == "case") ++cases_;
    if (word == "esac" && cases_ > 0) --cases_;
    command_ = word == "then" || word == "do" || word == "else" || word == "elif" || word == "if" ||
               word == "while" || word == "until" || word == "time";
  }

  void Heredoc() {
    at_ += 2;
    const bool tabs = Here() == '-';
    if (tabs) ++at_;
    while (IsBlank(Here())) ++at_;
    std::string name;
    for (char quote = 0; quote != 0 || !EndsWord(Here()); ++at_) {
      const char c = Here();
      if (c == '\0' || c == '\n') return Fail("the name of a heredoc is not closed");
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c != '\\') {
        name.push_back(c);
      }
    }
    heredocs_.push_back({name, tabs});
  }

  // Bodies of heredocs follow the line that names them; no hole stands in one.
  void LineEnd() {
    ++at_;
    command_ = true;
    for (const auto& [name, tabs] : heredocs_) {
      while (at_ < text_.size()) {
        const size_t end = std::min(text_.find('\n', at_), text_.size());
        size_t first = at_;
        while (tabs && first < end && text_[first] == '\t') ++first;
        const bool last = text_.substr(first, end - first) == name;
        at_ = std::min(end + 1, text_.size());
        if (last) break;
      }
    }
    heredocs_.clear();
  }

  Problem ReadHole(const hole::Place& place, Extent& in, How& how) override {
    command_ = false;
    switch (place.at) {
      case At::kString: {
        if (!Inside('"')) return "it stands in no double quotes";
        const Problem problem = InsideShell(in, decoded_.Start(Item::Kind::kText));
        decoded_.Finish();
        return problem;
      }
      case At::kComment: {
        if (!Inside('#')) return "it stands outside a comment";
        const std::string_view bytes = text_.substr(in.at, in.end - in.at);
        if (bytes.find_first_of(std::string_view("\n\0", 2)) != std::string_view::npos)
          return "it ends the comment";
        return AsItIs(in);
      }
      case At::kIdentifier:
        return Name(in);
      default:
        return Words(in, how);
    }
  }

  Problem Name(Extent& in) {
    const std::string_view name = text_.substr(in.at, in.end - in.at);
    const bool part = in.at > 0 && IsWord(text_[in.at - 1]);
    if (name.empty() || (!part && IsDigit(name[0])) ||
        !std::all_of(name.begin(), name.end(), IsWord))
      return "it is no name";
    return AsItIs(in);
  }

  Problem Words(Extent& in, How& how) {
    how = How::kShellWords;
    const std::string_view bytes = text_.substr(in.at, in.end - in.at);
    const std::string_view unsigned_bytes = bytes.substr(bytes.starts_with('-') ? 1 : 0);
    const char next = CharAt(text_, in.end);
    const bool digits = !unsigned_bytes.empty() &&
                        std::all_of(unsigned_bytes.begin(), unsigned_bytes.end(), IsDigit);
    const bool expression = Inside('{') || Inside('A');
    if (Quoted() || Inside('#') || Inside('`') || (expression && !digits))
      return "it stands where no word can";
    if (digits && (next == '<' || next == '>')) return "the shell would read it as a descriptor";
    if (in.at > 0 && (text_[in.at - 1] == '$' || text_[in.at - 1] == '\\'))
      return "it joins the text before it";
    return ReadShell(in, decoded_);
  }

  struct Pending {
    std::string name;
    bool tabs = false;
  };
  std::vector<Pending> heredocs_;  // named on this line
  std::vector<int> parentheses_;   // open in each of `open_`
  int top_parentheses_ = 0;
  int cases_ = 0;
  bool command_ = true;  // the next word is the name of a command
};

}  // namespace

std::optional<Difference> CheckShell(std::string_view text,
                                     const std::vector<hole::Printed>& holes) {
  return ShellReader(text, holes).Run();
}

}  // namespace writ::readback
