#include <algorithm>

#include "readback/reader.h"

namespace writ::readback {
namespace {

constexpr Bytes kInCode("#/\"<()[]{}");
constexpr Bytes kInString("\"\\\n$%");

class HclReader : public Reader {
 public:
  using Reader::Reader;

 private:
  bool Inside(char what) const { return !open_.empty() && open_.back() == what; }
  bool InCode() const { return !Inside('"') && !Inside('<') && !Inside('*') && !Inside('#'); }
  bool Joins(char c) const override { return IsWord(c) || c == '-'; }

  void Step() override {
    if (Inside('"') || Inside('<')) return TemplateStep();
    if (Inside('#')) {
      at_ = std::min(text_.find('\n', at_), stop_);
      if (at_ < stop_) open_.pop_back();
    } else if (Inside('*')) {
      if (Has("*/")) open_.pop_back();
      at_ += Has("*/") ? 2 : 1;
    } else {
      CodeStep();
    }
  }

  void CodeStep() {
    const char c = Here();
    if (!kInCode.Has(c)) return SkipTo(kInCode);
    if (c == '#' || Has("//")) {
      open_.push_back('#');
      at_ += c == '#' ? 1 : 2;
    } else if (Has("/*")) {
      open_.push_back('*');
      at_ += 2;
    } else if (Has("<<")) {
      Heredoc();
    } else if (c == '"' || c == '(' || c == '[' || c == '{') {
      open_.push_back(c);
      ++at_;
    } else if (c == ')' || c == ']' || c == '}') {
      const bool fits = Inside(c == ')' ? '(' : c == ']' ? '[' : '{') || (c == '}' && Inside('$'));
      if (!fits) return Fail("a bracket closes where none may");
      open_.pop_back();
      ++at_;
      if (Inside('<')) line_ = false;
    } else {
      SkipTo(kInCode);
    }
  }

  void Heredoc() {
    at_ += 2;
    if (Here() == '-') ++at_;
    const size_t end = std::min(text_.find('\n', at_), text_.size());
    names_.push_back(std::string(text_.substr(at_, end - at_)));
    at_ = std::min(end + 1, text_.size());
    open_.push_back('<');
    line_ = true;
  }

  // In a string or heredoc.
  void TemplateStep() {
    if (Inside('<') && line_ && EndsHeredoc()) return;
    line_ = false;
    const char c = Here();
    const bool marked = c == '$' || c == '%';
    if (marked && Here(1) == c && Here(2) == '{') {
      at_ += 3;
    } else if (marked && Here(1) == '{') {
      open_.push_back('$');
      at_ += 2;
    } else if (Inside('"') && c == '\\') {
      at_ += Here(1) == 'u' ? 6 : Here(1) == 'U' ? 10 : 2;
    } else if (Inside('"') && c == '"') {
      open_.pop_back();
      ++at_;
    } else if (c == '\n') {
      if (Inside('"')) return Fail("a string is not closed on its line");
      line_ = true;
      ++at_;
    } else {
      SkipTo(kInString);
    }
  }

  // The whole line counts, holes in it too: a value must not end the heredoc.
  bool EndsHeredoc() {
    const size_t end = std::min(text_.find('\n', at_), text_.size());
    // Terraform takes off any blank that Unicode knows, at both ends.
    const auto counts = [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x80; };
    const std::string_view line = text_.substr(at_, end - at_);
    const auto first = std::find_if(line.begin(), line.end(), counts);
    const auto last = std::find_if(line.rbegin(), line.rend(), counts).base();
    if (first >= last || std::string(first, last) != names_.back()) return false;
    names_.pop_back();
    open_.pop_back();
    at_ = end;
    return true;
  }

  Problem ReadHole(const hole::Place& place, Extent& in, How& how) override {
    switch (place.at) {
      case At::kString:
      case At::kRaw:
        return String(place, in);
      case At::kComment:
        return Comment(in);
      case At::kIdentifier:
        return Name(in);
      case At::kKey: {
        if (!InCode()) return "it stands inside a string or comment";
        const Problem problem = ReadHclKey(in, decoded_);
        if (problem.empty()) decoded_.MakeText();
        return problem;
      }
      default:
        if (!InCode()) return "it stands inside a string or comment";
        how = place.at == At::kLabel ? How::kWords : How::kTyped;
        return ReadHcl(in, decoded_);
    }
  }

  Problem String(const hole::Place& place, Extent& in) {
    if (!Inside(place.at == At::kString ? '"' : '<')) return "it stands in no string";
    if (line_ && Inside('<') && EndsHeredoc()) return "it ends the heredoc";
    line_ = false;
    const Problem problem =
        InsideHcl(in, place.at == At::kString, decoded_.Start(Item::Kind::kText));
    decoded_.Finish();
    if (!problem.empty() || !place.label) return problem;
    const std::string_view label = decoded_.Text(decoded_.items()[0]);
    const bool computes =
        label.find("${") != std::string_view::npos || label.find("%{") != std::string_view::npos;
    return computes ? "a label holds an interpolation" : Problem();
  }

  Problem Comment(Extent& in) {
    if (!Inside('#') && !Inside('*')) return "it stands outside a comment";
    const std::string_view bytes = text_.substr(in.at, in.end - in.at);
    if (bytes.find('\n') != std::string_view::npos) return "it ends the comment";
    // The bytes beside it may be the other half of the mark.
    const std::string_view around = text_.substr(in.at - 1, in.end - in.at + 2);
    if (Inside('*') && around.find("*/") != std::string_view::npos) return "it ends the comment";
    return AsItIs(in);
  }

  Problem Name(Extent& in) {
    if (!InCode()) return "it stands inside a string or comment";
    const std::string_view name = text_.substr(in.at, in.end - in.at);
    const bool whole = in.at == 0 || (!Joins(text_[in.at - 1]) && text_[in.at - 1] != '.');
    if (name.empty() || (whole && (IsDigit(name[0]) || name[0] == '-')) ||
        !std::all_of(name.begin(), name.end(), [&](char c) { return Joins(c) || c == '.'; }))
      return "it is no name";
    return AsItIs(in);
  }

  std::vector<std::string> names_;  // that end the open heredocs
  bool line_ = false;               // a line of a heredoc starts here
};

}  // namespace

std::optional<Difference> CheckHcl(std::string_view text, const std::vector<hole::Printed>& holes) {
  return HclReader(text, holes).Run();
}

}  // namespace writ::readback
