#include "txtar.h"

#include <algorithm>
#include <charconv>

namespace writ::golden {
namespace {

constexpr std::string_view kOpen = "-- ";
constexpr std::string_view kClose = " --";

// The name and marker of a line such as `-- specs/a.yaml [escaped] --`.
std::optional<Section> ParseHeading(std::string_view line) {
  if (!line.starts_with(kOpen) || !line.ends_with(kClose)) return std::nullopt;
  if (line.size() < kOpen.size() + kClose.size() + 1) return std::nullopt;
  line.remove_prefix(kOpen.size());
  line.remove_suffix(kClose.size());
  Section section;
  const size_t bracket = line.find(" [");
  if (bracket != std::string_view::npos && line.ends_with("]")) {
    section.marker = line.substr(bracket + 2, line.size() - bracket - 3);
    line = line.substr(0, bracket);
  }
  section.name = line;
  return section;
}

std::string_view TakeLine(std::string_view& rest) {
  const size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end == std::string_view::npos ? end : end + 1);
  rest.remove_prefix(line.size());
  return line;
}

std::optional<char> DecodeHex(std::string_view digits) {
  unsigned value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, problem] = std::from_chars(digits.data(), end, value, 16);
  if (digits.size() != 2 || problem != std::errc() || stop != end) return std::nullopt;
  return static_cast<char>(value);
}

std::optional<std::string> Unescape(std::string_view body) {
  std::string out;
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\') {
      out += body[i];
      continue;
    }
    if (++i == body.size()) return std::nullopt;
    switch (body[i]) {
      case 'x': {
        const std::optional<char> byte = DecodeHex(body.substr(i + 1, 2));
        if (!byte) return std::nullopt;
        out += *byte;
        i += 2;
        break;
      }
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case '0':
        out += '\0';
        break;
      case '\\':
        out += '\\';
        break;
      case '\n':
        break;
      default:
        return std::nullopt;
    }
  }
  return out;
}

std::string Escape(std::string_view content) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : content) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\r') {
      out += "\\r";
    } else if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) {
      out += "\\x";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  if (!content.empty() && content.back() != '\n') out += "\\\n";
  // A line that looks like a heading would end the section.
  for (size_t at = out.find("-- "); at != std::string::npos; at = out.find("-- ", at + 3)) {
    if (at == 0 || out[at - 1] == '\n') out.replace(at, 1, "\\x2d");
  }
  return out;
}

bool NeedsEscape(std::string_view content) {
  if (!content.empty() && content.back() != '\n') return true;
  while (!content.empty()) {
    std::string_view line = TakeLine(content);
    line.remove_suffix(line.ends_with('\n') ? 1 : 0);
    if (ParseHeading(line)) return true;
    for (const char c : line) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 && c != '\t') || byte == 0x7f) return true;
    }
  }
  return false;
}

// `repeat 3 "ab"` -> "ababab".
std::optional<std::string> Repeat(std::string_view marker) {
  marker.remove_prefix(std::string_view("repeat ").size());
  size_t count = 0;
  const auto [stop, problem] = std::from_chars(marker.data(), marker.data() + marker.size(), count);
  marker.remove_prefix(static_cast<size_t>(stop - marker.data()));
  if (problem != std::errc() || !marker.starts_with(" \"") || !marker.ends_with('"')) {
    return std::nullopt;
  }
  const std::optional<std::string> unit = Unescape(marker.substr(2, marker.size() - 3));
  if (!unit) return std::nullopt;
  std::string out;
  out.reserve(count * unit->size());
  for (size_t i = 0; i < count; ++i) out += *unit;
  return out;
}

}  // namespace

const Section* Archive::Find(std::string_view name) const {
  for (const Section& section : sections) {
    if (section.name == name) return &section;
  }
  return nullptr;
}

Archive ParseArchive(std::string_view text) {
  Archive archive;
  std::string* body = &archive.comment;
  while (!text.empty()) {
    const std::string_view line = TakeLine(text);
    std::string_view bare = line;
    if (bare.ends_with('\n')) bare.remove_suffix(1);
    if (std::optional<Section> section = ParseHeading(bare)) {
      archive.sections.push_back(std::move(*section));
      body = &archive.sections.back().body;
    } else {
      *body += line;
    }
  }
  return archive;
}

std::string PrintArchive(const Archive& archive) {
  std::string out = archive.comment;
  for (const Section& section : archive.sections) {
    out += "-- " + section.name + (section.marker.empty() ? "" : " [" + section.marker + "]") +
           " --\n" + section.body;
  }
  return out;
}

std::optional<std::string> Content(const Section& section) {
  if (section.marker == "escaped") return Unescape(section.body);
  if (!section.marker.starts_with("repeat ")) return section.body;
  std::optional<std::string> repeated = Repeat(section.marker);
  if (repeated) *repeated = section.body + *repeated;
  return repeated;
}

Section MakeSection(std::string name, std::string_view content) {
  if (NeedsEscape(content)) return {std::move(name), "escaped", Escape(content)};
  return {std::move(name), "", std::string(content)};
}

}  // namespace writ::golden
