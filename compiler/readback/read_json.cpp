#include "readback/reader.h"

namespace writ::readback {
namespace {

constexpr Bytes kInString("\"\\\n");

class JsonReader : public Reader {
 public:
  using Reader::Reader;

 private:
  enum class Want : uint8_t {
    kValue,
    kItemOrEnd,
    kNameOrEnd,
    kName,
    kColon,
    kCommaOrEnd,
    kNothing
  };

  bool InString() const { return !open_.empty() && open_.back() == '"'; }

  void Step() override {
    if (InString()) return StringStep();
    const char c = Here();
    if (c == ' ' || c == '\n' || c == '\t') {
      ++at_;
    } else if (c == '"') {
      if (!Begin(true)) return;
      open_.push_back('"');
      ++at_;
    } else if (c == '[' || c == '{') {
      if (!Begin(false)) return;
      open_.push_back(c);
      want_ = c == '[' ? Want::kItemOrEnd : Want::kNameOrEnd;
      ++at_;
    } else if (c == ']' || c == '}') {
      Close(c);
    } else if (c == ',') {
      if (want_ != Want::kCommaOrEnd) return Fail("a comma stands where none belongs");
      want_ = open_.back() == '[' ? Want::kValue : Want::kName;
      ++at_;
    } else if (c == ':') {
      if (want_ != Want::kColon) return Fail("a colon stands where none belongs");
      want_ = Want::kValue;
      ++at_;
    } else {
      Bare();
    }
  }

  void StringStep() {
    if (Here() == '\\') {
      at_ += Here(1) == 'u' ? 6 : 2;
    } else if (Here() == '"') {
      open_.pop_back();
      After();
      ++at_;
    } else if (Here() == '\n') {
      Fail("a string is not closed on its line");
    } else {
      SkipTo(kInString);
    }
  }

  // A value or a name of a member starts here.
  bool Begin(bool string) {
    is_name_ = want_ == Want::kName || want_ == Want::kNameOrEnd;
    if (want_ == Want::kValue || want_ == Want::kItemOrEnd || (is_name_ && string)) return true;
    Fail("a value stands where none belongs");
    return false;
  }

  void After() {
    if (is_name_) {
      want_ = Want::kColon;
    } else {
      want_ = open_.empty() ? Want::kNothing : Want::kCommaOrEnd;
    }
  }

  void Close(char c) {
    const bool may_close =
        want_ == Want::kCommaOrEnd || want_ == Want::kItemOrEnd || want_ == Want::kNameOrEnd;
    if (open_.empty() || open_.back() != (c == ']' ? '[' : '{') || !may_close)
      return Fail("a bracket closes where none may");
    open_.pop_back();
    is_name_ = false;
    After();
    ++at_;
  }

  void Bare() {
    if (!Begin(false)) return;
    Extent in{text_, at_, stop_};
    decoded_.Clear();
    const Problem problem = ReadJson(in, decoded_);
    if (!problem.empty()) return Fail(problem);
    at_ = in.at;
    After();
  }

  Problem ReadHole(const hole::Place& place, Extent& in, How& how) override {
    if (place.at == At::kString) {
      if (!InString()) return "it stands outside a string";
      const Problem problem = InsideJson(in, decoded_.Start(Item::Kind::kText));
      decoded_.Finish();
      return problem;
    }
    if (InString() || !Begin(in.Peek() == '"')) return "it stands where no value belongs";
    if (is_name_ != (place.at == At::kKey)) return "it is a name of a member, or should be one";
    how = is_name_ ? How::kWords : How::kTyped;
    const Problem problem = ReadJson(in, decoded_);
    After();
    return problem;
  }

  Problem AtEnd() override {
    const bool empty = text_.empty() && want_ == Want::kValue;
    return empty || want_ == Want::kNothing ? Problem() : "the text ends inside something";
  }

  Want want_ = Want::kValue;
  bool is_name_ = false;  // what was read last, or is being read
};

}  // namespace

std::optional<Difference> CheckJson(std::string_view text,
                                    const std::vector<hole::Printed>& holes) {
  return JsonReader(text, holes).Run();
}

}  // namespace writ::readback
