#include <fmt/format.h>

#include <algorithm>

#include "plan/digest.h"
#include "plan/header.h"
#include "plan/output_plan.h"

namespace writ::plan {
namespace {

constexpr size_t kNamedObjects = 6;

// Where the header of a text goes, and how a comment looks there.
struct Place {
  size_t at = 0;
  std::string_view open = "# ";
  std::string_view close;
};

size_t EndOfFirstLine(std::string_view text) {
  return std::min(text.find('\n'), text.size() - 1) + 1;
}

// A block between two `---` lines at the top, as documentation tools read it.
bool HasFrontMatter(std::string_view text) {
  return text.starts_with("---\n") && text.find("\n---\n", 3) != std::string_view::npos;
}

Place PlaceOf(tmpl::Language language, std::string_view text) {
  if (language == tmpl::Language::kMarkdown) {
    if (HasFrontMatter(text)) return {EndOfFirstLine(text), "# ", ""};
    return {0, "<!-- ", " -->"};
  }
  if (text.starts_with("#!")) return {EndOfFirstLine(text), "# ", ""};
  return {};
}

// A blank line sets the header off, unless one follows anyway, or front matter or the mark of a
// YAML document, which stand better alone.
bool WantsBlankLine(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  const bool inside_front_matter = at > 0 && text.starts_with("---\n");
  return !rest.empty() && rest.front() != '\n' && !inside_front_matter &&
         !rest.starts_with("---\n");
}

void Shift(Output& output, size_t at, size_t by, size_t lines_before, size_t lines_added) {
  for (tmpl::HoleRecord& hole : output.holes) {
    if (hole.begin < at) continue;
    hole.begin += static_cast<uint32_t>(by);
    hole.end += static_cast<uint32_t>(by);
  }
  if (output.lines.empty()) return;
  const size_t line = std::min(lines_before, output.lines.size());
  output.lines.insert(output.lines.begin() + static_cast<ptrdiff_t>(line), lines_added, Span{});
}

}  // namespace

std::string HeaderWords(const std::vector<std::string>& objects) {
  std::string from;
  const size_t named = std::min(objects.size(), kNamedObjects);
  for (size_t i = 0; i < named; ++i) from += (i == 0 ? " from " : ", ") + objects[i];
  if (objects.size() > named) from += fmt::format(" and {} more", objects.size() - named);
  return fmt::format("{}{}. Do not edit: change the spec and run 'writ build'.", kHeaderStart,
                     from);
}

size_t InsertHeader(std::string& text, size_t at, std::string_view header, std::string_view open,
                    std::string_view close, std::string_view after) {
  const std::string line = fmt::format("{}{}{}\n", open, header, close);
  const auto digest_line = [&](std::string_view digest) {
    return fmt::format("{}{}{}{}\n", open, kDigestStart, digest, close);
  };
  const std::string_view whole = text;
  std::string out;  // of just the size that it needs: such texts are most of a run's memory
  out.reserve(whole.size() + line.size() + after.size() + digest_line(Digest({})).size());
  out.append(whole.substr(0, at)).append(line).append(after).append(whole.substr(at));
  out.insert(at + line.size(), digest_line(Digest(out)));
  const size_t added = out.size() - text.size();
  text = std::move(out);
  return added;
}

Output Finish(std::string path, tmpl::Language language, tmpl::Rendered rendered,
              std::vector<std::string> objects) {
  Output output;
  output.path = std::move(path);
  output.text = std::move(rendered.text);
  output.language = language;
  output.objects = std::move(objects);
  output.holes = std::move(rendered.holes);
  output.lines = std::move(rendered.lines);
  if (language == tmpl::Language::kJson || language == tmpl::Language::kPlain) {
    output.text.shrink_to_fit();
    return output;
  }
  const Place place = PlaceOf(language, output.text);
  const bool blank = WantsBlankLine(output.text, place.at);
  const size_t added = InsertHeader(output.text, place.at, HeaderWords(output.objects), place.open,
                                    place.close, blank ? "\n" : "");
  Shift(output, place.at, added, place.at > 0 ? 1 : 0, blank ? 3 : 2);
  return output;
}

}  // namespace writ::plan
