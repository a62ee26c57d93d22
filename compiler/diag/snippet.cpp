#include "diag/snippet.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "diag/mark_rows.h"
#include "diag/place.h"
#include "diag/visible.h"

namespace writ::diag {
namespace {

constexpr uint32_t kLineWidth = 140;   // columns of source that are shown
constexpr uint32_t kClipContext = 40;  // columns before the first mark of a line that is too long

struct PlacedLabel {
  Place place;
  std::string_view text;
  bool primary = false;
};

// All labels in one file, in the order of their first line; the first given stays the heading.
struct FileLabels {
  source::FileId file;
  Place heading;
  std::vector<PlacedLabel> labels;
};

std::vector<FileLabels> ByFile(const Diagnostic& diagnostic, const source::SourceManager& sources) {
  std::vector<FileLabels> files;
  const auto add = [&](const Span& span, std::string_view text, bool primary) {
    if (!span.valid()) return;
    const Place place = PlaceOf(sources, span);
    auto at = std::find_if(files.begin(), files.end(),
                           [&](const FileLabels& entry) { return entry.file == span.file; });
    if (at == files.end()) at = files.insert(at, FileLabels{span.file, place, {}});
    at->labels.push_back({place, text, primary});
  };
  add(diagnostic.span, diagnostic.label, true);
  for (const Label& label : diagnostic.labels) add(label.span, label.text, false);
  for (FileLabels& entry : files) {
    std::stable_sort(entry.labels.begin(), entry.labels.end(),
                     [](const PlacedLabel& a, const PlacedLabel& b) {
                       return a.place.begin.line < b.place.begin.line;
                     });
  }
  return files;
}

// The part of a long line that is shown: columns [begin, end).
struct Window {
  uint32_t begin = 0;
  uint32_t end = UINT32_MAX;
};

Window WindowAround(const VisibleLine& line, const std::vector<Mark>& marks) {
  if (line.width() <= kLineWidth) return {};
  const auto first = std::min_element(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return std::pair(!a.primary, a.begin) < std::pair(!b.primary, b.begin);
  });
  const uint32_t anchor = first == marks.end() ? 0 : first->begin;
  const uint32_t begin = anchor > kClipContext ? anchor - kClipContext : 0;
  return {begin, begin + kLineWidth};
}

// The text of the window; moves the marks to where their text is now.
std::string Clip(const VisibleLine& line, const Window& window, std::vector<Mark>& marks) {
  if (window.end == UINT32_MAX) return line.text;
  const auto index = [&](uint32_t column) {
    const auto at = std::lower_bound(line.column.begin(), line.column.end(), column);
    return static_cast<size_t>(std::min(at, line.column.end() - 1) - line.column.begin());
  };
  const size_t from = index(window.begin);
  const size_t to = index(std::min(window.end, line.width()));
  const std::string_view before = from > 0 ? "..." : "";
  const std::string_view after = line.column[to] < line.width() ? "..." : "";
  const uint32_t start = line.column[from];
  const uint32_t stop = line.column[to];
  for (Mark& mark : marks) {
    const auto shift = [&](uint32_t column) {
      return std::clamp(column, start, stop) - start + static_cast<uint32_t>(before.size());
    };
    mark.begin = shift(mark.begin);
    mark.end = std::max(shift(mark.end), mark.begin + 1);
  }
  return fmt::format(
      "{}{}{}", before,
      std::string_view(line.text).substr(line.offset[from], line.offset[to] - line.offset[from]),
      after);
}

class Body {
 public:
  Body(const source::SourceManager& sources, std::span<const Span> hidden, const Paint& paint,
       bool is_error)
      : sources_(sources), hidden_(hidden), paint_(paint), is_error_(is_error) {}

  std::string Render(const Diagnostic& diagnostic) {
    const std::vector<FileLabels> files = ByFile(diagnostic, sources_);
    uint32_t last_line = 0;
    for (const FileLabels& file : files) {
      last_line = std::max(last_line, file.labels.back().place.begin.line);
    }
    gutter_ = files.empty() ? 1 : fmt::formatted_size("{}", last_line);
    for (size_t i = 0; i < files.size(); ++i) File(files[i], i == 0);
    for (const std::string& note : diagnostic.notes) {
      out_ += fmt::format("{:{}} {} {}\n", "", gutter_, paint_.Frame("="), Visible(note));
    }
    return std::move(out_);
  }

 private:
  void File(const FileLabels& file, bool first) {
    if (!first) Frame("", "");
    out_ += fmt::format("{:{}}{} {}:{}:{}\n", "", gutter_, paint_.Frame(first ? "-->" : ":::"),
                        Visible(sources_.Path(file.file)), file.heading.begin.line,
                        file.heading.begin.column);
    Frame("", "");
    uint32_t previous = 0;
    for (size_t i = 0; i < file.labels.size();) {
      const uint32_t line = file.labels[i].place.begin.line;
      if (previous != 0 && line == previous + 2) Line(file.file, previous + 1, {});
      if (previous != 0 && line > previous + 2) out_ += paint_.Frame("...") + "\n";
      size_t end = i;
      while (end < file.labels.size() && file.labels[end].place.begin.line == line) ++end;
      Line(file.file, line,
           {file.labels.begin() + static_cast<std::ptrdiff_t>(i),
            file.labels.begin() + static_cast<std::ptrdiff_t>(end)});
      previous = line;
      i = end;
    }
  }

  void Line(source::FileId file, uint32_t number, const std::vector<PlacedLabel>& labels) {
    const std::string source = Masked(file, sources_.Line(file, number));
    const VisibleLine line = MakeVisible(source);
    std::vector<Mark> marks;
    for (const PlacedLabel& label : labels) marks.push_back(MarkOf(label, source, line));
    const std::string text = Clip(line, WindowAround(line, marks), marks);
    Frame(std::to_string(number), text);
    for (const MarkRow& row : MarkRows(marks)) Frame("", Painted(row));
  }

  // A line with `*` for each byte that nobody may print.
  std::string Masked(source::FileId file, std::string_view line) const {
    std::string out(line);
    const auto begin = static_cast<size_t>(line.data() - sources_.Text(file).data());
    for (const Span& span : hidden_) {
      if (span.file != file) continue;
      const size_t from = std::clamp<size_t>(span.begin, begin, begin + line.size()) - begin;
      const size_t to = std::clamp<size_t>(span.end, begin, begin + line.size()) - begin;
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(from),
                out.begin() + static_cast<std::ptrdiff_t>(to), '*');
    }
    return out;
  }

  Mark MarkOf(const PlacedLabel& label, std::string_view source, const VisibleLine& line) const {
    const size_t begin = std::min<size_t>(label.place.begin.column_bytes, source.size());
    const bool one_line = label.place.end.line == label.place.begin.line;
    const size_t end =
        one_line ? std::min<size_t>(label.place.end.column_bytes, source.size()) : source.size();
    Mark mark;
    mark.begin = line.column[begin];
    mark.end = std::max(line.column[end], mark.begin + 1);
    mark.primary = label.primary;
    mark.text = Visible(label.text);
    if (!one_line) {
      std::string_view rest = sources_.Text(label.place.span);
      rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
      mark.goes_on = rest.find_first_not_of(" \t\r\n") != std::string_view::npos;
    }
    return mark;
  }

  std::string Painted(const MarkRow& row) const {
    std::string out;
    for (size_t i = 0; i < row.marks.size();) {
      size_t end = i;
      while (end < row.marks.size() && row.primary[end] == row.primary[i]) ++end;
      out += Colored(row.marks.substr(i, end - i), row.primary[i]);
      i = end;
    }
    return out + Colored(row.label, row.label_primary);
  }

  std::string Colored(const std::string& text, bool primary) const {
    if (text.find_first_not_of(' ') == std::string::npos) return text;
    if (!primary) return paint_.Frame(text);
    return is_error_ ? paint_.Error(text) : paint_.Warning(text);
  }

  // One line behind the gutter.
  void Frame(const std::string& number, const std::string& text) {
    out_ += paint_.Frame(fmt::format("{:>{}} |", number, gutter_));
    if (!text.empty()) out_ += " " + text;
    out_ += '\n';
  }

  const source::SourceManager& sources_;
  std::span<const Span> hidden_;
  const Paint& paint_;
  bool is_error_;
  size_t gutter_ = 1;
  std::string out_;
};

}  // namespace

std::string Paint::Wrap(std::string_view code, std::string_view text) const {
  if (!on_ || text.empty()) return std::string(text);
  return fmt::format("{}{}\x1b[0m", code, text);
}

std::vector<Span> HiddenSpans(std::span<const Diagnostic> items) {
  std::vector<Span> out;
  for (const Diagnostic& item : items) {
    if (item.hidden) out.push_back(item.span);
  }
  return out;
}

std::string RenderBody(const Diagnostic& diagnostic, const source::SourceManager& sources,
                       std::span<const Span> hidden, const Paint& paint) {
  return Body(sources, hidden, paint, diagnostic.severity == Severity::kError).Render(diagnostic);
}

}  // namespace writ::diag
