// What the readers have in common: template text up to a hole, the hole, and on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readback/compare.h"
#include "readback/literal.h"
#include "readback/readback.h"
#include "readback/text.h"

namespace writ::readback {

class Reader {
 public:
  // Reads from `begin` on, where `first_hole` is the first hole.
  Reader(std::string_view text, const std::vector<hole::Printed>& holes, size_t first_hole = 0,
         size_t begin = 0)
      : text_(text), at_(begin), holes_(holes), next_(first_hole) {}
  virtual ~Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  std::optional<Difference> Run();

 protected:
  using At = hole::Place::At;

  // Reads a part of the template's text at `at_`. It may stop anywhere up to `stop_`, and goes
  // beyond only when a token does, which is then a difference.
  virtual void Step() = 0;
  // Called at the start of each hole.
  virtual void Prepare() {}
  // Reads the hole up to `in.end` into `decoded_`; says how it is to be compared.
  virtual Problem ReadHole(const hole::Place& place, Extent& in, How& how) = 0;
  // Whether anything is open at the end of the text.
  virtual Problem AtEnd() { return open_.empty() ? Problem() : "the text ends inside something"; }
  // The state, in the alphabet of hole::Place.
  virtual std::string_view Nesting() { return open_; }
  // Whether a literal may hold control characters as they are.
  virtual bool MayHoldControls() const { return false; }
  // Whether a character may be a part of a name or number.
  virtual bool Joins(char c) const { return IsWord(c); }

  void Fail(std::string_view what) {
    if (!found_) found_ = Difference{next_, at_, what};
  }
  // Moves on over one byte, and over those behind it that are not in `stops`.
  void SkipTo(const Bytes& stops) {
    ++at_;
    while (at_ < stop_ && !stops.Has(text_[at_])) ++at_;
  }
  char Here(size_t ahead = 0) const { return CharAt(text_, at_ + ahead); }
  bool Has(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  bool InHoles() const { return next_ < holes_.size(); }
  const hole::Place& NextPlace() const { return holes_[next_].spot->place; }

  // The hole's bytes as they are.
  Problem AsItIs(Extent& in);

  std::string_view text_;
  size_t at_;
  size_t stop_ = 0;
  std::string open_;
  Decoded decoded_;

 private:
  void ReadNextHole();
  Problem ReadNextHole(const hole::Printed& printed);
  Problem Neighbours(const hole::Printed& printed) const;

  const std::vector<hole::Printed>& holes_;
  size_t next_;
  std::optional<Difference> found_;
};

std::optional<Difference> CheckJson(std::string_view text, const std::vector<hole::Printed>& holes);
std::optional<Difference> CheckHcl(std::string_view text, const std::vector<hole::Printed>& holes);
std::optional<Difference> CheckYaml(std::string_view text, const std::vector<hole::Printed>& holes);
std::optional<Difference> CheckShell(std::string_view text,
                                     const std::vector<hole::Printed>& holes);
std::optional<Difference> CheckMarkdown(std::string_view text,
                                        const std::vector<hole::Printed>& holes);
std::optional<Difference> CheckPython(std::string_view text,
                                      const std::vector<hole::Printed>& holes);

}  // namespace writ::readback
