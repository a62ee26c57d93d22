#include "issued/hcl_value.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace writ::issued {
namespace {

bool Interpolates(std::string_view text, size_t at) {
  return (text[at] == '$' || text[at] == '%') && text.substr(at + 1).starts_with('{');
}

// `$${` and `%%{` stand for themselves.
bool Escapes(std::string_view text, size_t at) {
  return (text[at] == '$' || text[at] == '%') && at + 1 < text.size() && text[at + 1] == text[at] &&
         text.substr(at + 2).starts_with('{');
}

std::optional<char> Escaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case '"':
    case '\\':
      return c;
    default:
      return std::nullopt;
  }
}

// The inside of a string, or a heredoc, which has no escapes behind backslashes.
std::optional<std::string> Inside(std::string_view text, bool quoted) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (Escapes(text, at)) {
      out += text.substr(++at, 2);
      ++at;
    } else if (Interpolates(text, at) || (quoted && text[at] == '"')) {
      return std::nullopt;
    } else if (quoted && text[at] == '\\') {
      const auto c = at + 1 < text.size() ? Escaped(text[at + 1]) : std::nullopt;
      if (!c) return std::nullopt;
      out += *c;
      ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

// Without the indentation that all lines have.
std::string Outdented(std::string_view text) {
  size_t least = std::string_view::npos;
  const auto each = [&](auto line) {
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      line(text.substr(at, end - at));
      at = end + 1;
    }
  };
  each([&](std::string_view line) {
    const size_t indent = line.find_first_not_of(" \t");
    if (indent != std::string_view::npos) least = std::min(least, indent);
  });
  std::string out;
  each([&](std::string_view line) {
    out += line.substr(std::min(least, line.size()));
    out += '\n';
  });
  return out;
}

std::optional<std::string> Heredoc(std::string_view value) {
  const bool indented = value.starts_with("<<-");
  const size_t begin = value.find('\n');
  const size_t end = value.rfind('\n');
  if (begin == std::string_view::npos || begin == end)
    return begin == end ? "" : std::optional<std::string>();
  const size_t mark = indented ? 3 : 2;
  std::string_view last = value.substr(end + 1);
  last.remove_prefix(std::min(last.find_first_not_of(" \t"), last.size()));
  if (last != value.substr(mark, begin - mark)) return std::nullopt;
  const std::string_view inside = value.substr(begin + 1, end - begin);
  return Inside(indented ? Outdented(inside) : std::string(inside), false);
}

std::string_view Trimmed(std::string_view value) {
  while (value.ends_with('\n') || value.ends_with(' ')) value.remove_suffix(1);
  return value;
}

}  // namespace

std::optional<std::string> LiteralText(std::string_view value) {
  value = Trimmed(value);
  if (value.starts_with("<<")) return Heredoc(value);
  if (value.size() < 2 || !value.starts_with('"') || !value.ends_with('"')) return std::nullopt;
  return Inside(value.substr(1, value.size() - 2), true);
}

bool IsSimple(std::string_view value) {
  value = Trimmed(value);
  if (value == "true" || value == "false" || value == "null") return true;
  if (!value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
        return IsDigit(c) || c == '.' || c == ' ' || c == '-';
      }))
    return true;
  const auto items = ItemsIn(value);
  return items && std::all_of(items->begin(), items->end(), [](const std::string& item) {
           const auto text = LiteralText(item);
           return text && text->find_first_of("{\n") == std::string::npos;
         });
}

std::optional<readback::HclBlock> ObjectIn(std::string_view value) {
  value = Trimmed(value);
  constexpr std::array<std::string_view, 2> kEncoders = {"jsonencode ( ", "yamlencode ( "};
  constexpr std::string_view kClosing = " , )";
  for (const std::string_view encoder : kEncoders) {
    if (!value.starts_with(encoder) || !value.ends_with(kClosing)) continue;
    value.remove_prefix(encoder.size());
    value.remove_suffix(kClosing.size());
  }
  if (!value.starts_with('{') || !value.ends_with('}')) return std::nullopt;
  readback::HclFile file = readback::ReadHclBlocks(value.substr(1, value.size() - 2));
  if (!file.body || !file.body->blocks.empty()) return std::nullopt;
  return std::move(file.body);
}

std::optional<std::vector<std::string>> ItemsIn(std::string_view value) {
  return readback::ReadHclList(Trimmed(value));
}

std::string_view ValueOf(const readback::HclBlock& block, std::string_view name) {
  const auto found =
      std::find_if(block.attributes.begin(), block.attributes.end(),
                   [&](const readback::HclAttribute& entry) { return entry.name == name; });
  return found == block.attributes.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace writ::issued
