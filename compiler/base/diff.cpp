#include "base/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace writ {
namespace {

using Lines = std::vector<std::string_view>;

// One step of an edit script: `=` takes a line of both, `-` one of before, `+` one of after.
struct Step {
  char sign;
  std::string_view line;
};

constexpr int kMaxEdits = 2000;

// The furthest column reached on each diagonal after each number of edits (Myers 1986).
struct Trace {
  std::vector<std::vector<int>> rounds;
  bool complete = false;
};

Trace Search(const Lines& before, const Lines& after) {
  const int n = static_cast<int>(before.size());
  const int m = static_cast<int>(after.size());
  const int limit = std::min(n + m, kMaxEdits);
  Trace trace;
  std::vector<int> reach(static_cast<size_t>(2 * limit + 3), 0);
  const auto at = [&](int diagonal) -> int& {
    const int index = diagonal + limit + 1;
    return reach[static_cast<size_t>(index)];
  };
  for (int edits = 0; edits <= limit; ++edits) {
    for (int k = -edits; k <= edits; k += 2) {
      const bool down = k == -edits || (k != edits && at(k - 1) < at(k + 1));
      int x = down ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m &&
             before[static_cast<size_t>(x)] == after[static_cast<size_t>(x - k)]) {
        ++x;
      }
      at(k) = x;
      trace.complete = trace.complete || (x >= n && x - k >= m);
    }
    std::vector<int> round;
    for (int k = -edits; k <= edits; ++k) round.push_back(at(k));
    trace.rounds.push_back(std::move(round));
    if (trace.complete) break;
  }
  return trace;
}

// Walks the trace back to front.
std::vector<Step> Backtrack(const Trace& trace, const Lines& before, const Lines& after) {
  std::vector<Step> steps;
  int x = static_cast<int>(before.size());
  int y = static_cast<int>(after.size());
  for (int edits = static_cast<int>(trace.rounds.size()) - 1; edits > 0; --edits) {
    const std::vector<int>& last = trace.rounds[static_cast<size_t>(edits - 1)];
    const auto at = [&](int k) {
      const bool known = k >= -(edits - 1) && k <= edits - 1;
      return known ? last[static_cast<size_t>(k + edits - 1)] : -1;
    };
    const int k = x - y;
    const bool down = k == -edits || (k != edits && at(k - 1) < at(k + 1));
    const int from_x = down ? at(k + 1) : at(k - 1);
    const int from_y = from_x - (down ? k + 1 : k - 1);
    const int start_x = down ? from_x : from_x + 1;
    for (; x > start_x; --x, --y) steps.push_back({'=', before[static_cast<size_t>(x - 1)]});
    steps.push_back(down ? Step{'+', after[static_cast<size_t>(from_y)]}
                         : Step{'-', before[static_cast<size_t>(from_x)]});
    x = from_x;
    y = from_y;
  }
  for (; x > 0; --x) steps.push_back({'=', before[static_cast<size_t>(x - 1)]});
  std::reverse(steps.begin(), steps.end());
  return steps;
}

std::vector<Step> Middle(const Lines& before, const Lines& after) {
  const Trace trace = Search(before, after);
  if (trace.complete) return Backtrack(trace, before, after);
  std::vector<Step> steps;
  for (const std::string_view line : before) steps.push_back({'-', line});
  for (const std::string_view line : after) steps.push_back({'+', line});
  return steps;
}

// The edit script; equal lines at both ends are taken off before the search.
std::vector<Step> Script(const Lines& before, const Lines& after) {
  size_t head = 0;
  const size_t shorter = std::min(before.size(), after.size());
  while (head < shorter && before[head] == after[head]) ++head;
  size_t tail = 0;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  const auto cut = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<ptrdiff_t>(head),
                 lines.end() - static_cast<ptrdiff_t>(tail));
  };
  std::vector<Step> steps;
  for (size_t i = 0; i < head; ++i) steps.push_back({'=', before[i]});
  const std::vector<Step> middle = Middle(cut(before), cut(after));
  steps.insert(steps.end(), middle.begin(), middle.end());
  for (size_t i = before.size() - tail; i < before.size(); ++i) steps.push_back({'=', before[i]});
  return steps;
}

Lines LinesForDiff(std::string_view text) {
  Lines lines = SplitLines(text);
  // A text that does not end its last line differs from one that does.
  if (!text.empty() && text.back() != '\n') lines.push_back("\\ no line feed at the end");
  return lines;
}

struct Position {
  size_t before = 0;
  size_t after = 0;
  void Pass(char sign) {
    before += sign == '+' ? 0 : 1;
    after += sign == '-' ? 0 : 1;
  }
};

}  // namespace

std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string UnifiedDiff(std::string_view before, std::string_view after, size_t context) {
  if (before == after) return "";
  const std::vector<Step> steps = Script(LinesForDiff(before), LinesForDiff(after));
  std::string out;
  Position done;
  size_t next = 0;  // first step not printed or passed
  for (size_t i = 0; i < steps.size();) {
    if (steps[i].sign == '=') {
      ++i;
      continue;
    }
    const size_t begin = std::max(next, i - std::min(i, context));
    size_t end = i;
    for (size_t quiet = 0; end < steps.size() && quiet <= 2 * context; ++end) {
      quiet = steps[end].sign == '=' ? quiet + 1 : 0;
    }
    while (end > begin && steps[end - 1].sign == '=') --end;
    end = std::min(steps.size(), end + context);
    for (; next < begin; ++next) done.Pass(steps[next].sign);
    Position span;
    std::string body;
    for (; next < end; ++next) {
      span.Pass(steps[next].sign);
      fmt::format_to(std::back_inserter(body), "{}{}\n",
                     steps[next].sign == '=' ? ' ' : steps[next].sign, steps[next].line);
    }
    fmt::format_to(std::back_inserter(out), "@@ -{},{} +{},{} @@\n{}",
                   done.before + (span.before > 0 ? 1 : 0), span.before,
                   done.after + (span.after > 0 ? 1 : 0), span.after, body);
    done.before += span.before;
    done.after += span.after;
    i = end;
  }
  return out;
}

std::vector<size_t> MatchLines(std::string_view before, std::string_view after) {
  const Lines old_lines = SplitLines(before);
  std::vector<size_t> found(old_lines.size(), kNoLine);
  Position at;
  for (const Step& step : Script(old_lines, SplitLines(after))) {
    if (step.sign == '=') found[at.before] = at.after;
    at.Pass(step.sign);
  }
  return found;
}

DiffCount CountChanges(std::string_view before, std::string_view after) {
  DiffCount count;
  for (const Step& step : Script(LinesForDiff(before), LinesForDiff(after))) {
    count.added += step.sign == '+' ? 1 : 0;
    count.removed += step.sign == '-' ? 1 : 0;
  }
  return count;
}

}  // namespace writ
