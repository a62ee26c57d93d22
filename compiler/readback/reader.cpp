#include "readback/reader.h"

#include "readback/undo.h"

namespace writ::readback {

namespace {

// A control character other than a line break or tab, or one that changes the direction of text or
// breaks lines where nobody sees it.
bool Hides(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte >= 0x20 && byte < 0x7f) {
      ++at;
      continue;
    }
    const Character c = CharacterAt(bytes, at);
    const bool direction = c.value == 0x61c || c.value == 0x200e || c.value == 0x200f ||
                           (c.value >= 0x202a && c.value <= 0x202e) ||
                           (c.value >= 0x2066 && c.value <= 0x2069);
    const bool breaks = c.value == 0x2028 || c.value == 0x2029;
    if (c.size == 0 || direction || breaks) return true;
    if (IsControl(c.value) && c.value != '\n' && c.value != '\t') return true;
    at += c.size;
  }
  return false;
}

}  // namespace

std::optional<Difference> Reader::Run() {
  if (text_.size() > UINT32_MAX) return Difference{0, 0, "it is larger than 4 GiB"};
  stop_ = InHoles() ? holes_[next_].begin : text_.size();
  while (!found_) {
    if (at_ > stop_) {
      Fail(InHoles() ? "the text before it runs into it" : "the text ends within a token");
    } else if (at_ < stop_) {
      Step();
    } else if (InHoles()) {
      ReadNextHole();
    } else {
      break;
    }
  }
  if (!found_) {
    const Problem problem = AtEnd();
    if (!problem.empty()) Fail(problem);
  }
  return found_;
}

void Reader::ReadNextHole() {
  const hole::Printed& printed = holes_[next_];
  const Problem problem = printed.end < printed.begin || printed.end > text_.size()
                              ? "its range is not in the text"
                              : ReadNextHole(printed);
  if (!problem.empty()) return Fail(problem);
  ++next_;
  stop_ = InHoles() ? holes_[next_].begin : text_.size();
}

Problem Reader::ReadNextHole(const hole::Printed& printed) {
  const hole::Place& place = printed.spot->place;
  Prepare();
  if (at_ != printed.begin) return "the text before it runs into it";
  if (Nesting() != place.nesting) return "the text before it is read in another state";
  if (!MayHoldControls() && Hides(text_.substr(printed.begin, printed.end - printed.begin)))
    return "it holds a control or invisible character as it is";
  decoded_.Clear();
  Extent in{text_, printed.begin, printed.end};
  How how = How::kWords;
  Problem problem = ReadHole(place, in, how);
  at_ = in.at;
  if (!problem.empty()) return problem;
  if (at_ != printed.end) return "more stands in it than one value";
  problem = Neighbours(printed);
  if (!problem.empty()) return problem;
  Edges edges;
  if (place.at == At::kString || place.at == At::kRaw) {
    const bool same = next_ > 0 && holes_[next_ - 1].end == printed.begin &&
                      holes_[next_ - 1].spot->chain == printed.spot->chain;
    const bool alone =
        place.before == place.quote || same;  // the hole before it is whole in itself
    edges.before = alone ? '\0' : CharAt(text_, printed.begin - 1);
    edges.after = place.after == place.quote ? '\0' : CharAt(text_, printed.end);
  }
  problem = Undo(printed.spot->chain, edges, decoded_, how);
  if (!problem.empty()) return problem;
  return Says(decoded_, printed.value, how) ? Problem() : "it says another value";
}

// A name or number must not go on in the text beside it, unless the template has it so.
Problem Reader::Neighbours(const hole::Printed& printed) const {
  const hole::Place& place = printed.spot->place;
  const bool token = place.at == At::kValue || place.at == At::kKey ||
                     place.at == At::kIdentifier || place.at == At::kMember ||
                     place.at == At::kLabel;
  if (!token || printed.begin == printed.end) return {};
  const auto may_join = [&](char c) { return c == hole::kHoleMark || Joins(c); };
  if (printed.begin > 0 && Joins(text_[printed.begin - 1]) && Joins(text_[printed.begin]) &&
      !may_join(place.before))
    return "it joins the text before it";
  if (Joins(text_[printed.end - 1]) && Joins(CharAt(text_, printed.end)) && !may_join(place.after))
    return "it joins the text behind it";
  return {};
}

Problem Reader::AsItIs(Extent& in) {
  const std::string_view bytes = in.text.substr(in.at, in.end - in.at);
  decoded_.Add(Item::Kind::kText, bytes);
  in.at = in.end;
  return {};
}

std::optional<Difference> Check(hole::Language language, std::string_view text,
                                const std::vector<hole::Printed>& holes) {
  switch (language) {
    case hole::Language::kJson:
      return CheckJson(text, holes);
    case hole::Language::kHcl:
      return CheckHcl(text, holes);
    case hole::Language::kYaml:
      return CheckYaml(text, holes);
    case hole::Language::kShell:
      return CheckShell(text, holes);
    case hole::Language::kPython:
      return CheckPython(text, holes);
    case hole::Language::kMarkdown:
      return CheckMarkdown(text, holes);
    case hole::Language::kPlain:
      break;
  }
  return std::nullopt;
}

}  // namespace writ::readback
