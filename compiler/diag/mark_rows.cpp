#include "diag/mark_rows.h"

#include <algorithm>
#include <tuple>

namespace writ::diag {
namespace {

void Put(MarkRow& row, uint32_t begin, uint32_t end, char c, bool primary) {
  if (row.marks.size() < end) {
    row.marks.resize(end, ' ');
    row.primary.resize(end, false);
  }
  for (uint32_t at = begin; at < end; ++at) {
    row.marks[at] = c;
    row.primary[at] = primary;
  }
}

void PutLabel(MarkRow& row, uint32_t column, const Mark& mark) {
  if (row.marks.size() < column) {
    row.marks.resize(column, ' ');
    row.primary.resize(column, false);
  }
  row.label = mark.text;
  row.label_primary = mark.primary;
}

MarkRow Underlines(const std::vector<Mark>& marks) {
  MarkRow row;
  for (const bool primary : {false, true}) {
    for (const Mark& mark : marks) {
      if (mark.primary != primary) continue;
      Put(row, mark.begin, mark.end, primary ? '^' : '-', primary);
      if (mark.goes_on) Put(row, mark.end, mark.end + 3, '.', primary);
    }
  }
  return row;
}

}  // namespace

std::vector<MarkRow> MarkRows(const std::vector<Mark>& marks) {
  std::vector<MarkRow> rows;
  if (marks.empty()) return rows;
  rows.push_back(Underlines(marks));
  std::vector<const Mark*> labelled;
  uint32_t last_end = 0;
  for (const Mark& mark : marks) {
    if (!mark.text.empty()) labelled.push_back(&mark);
    last_end = std::max(last_end, mark.end);
  }
  std::stable_sort(labelled.begin(), labelled.end(), [](const Mark* a, const Mark* b) {
    return std::tie(a->begin, a->end) < std::tie(b->begin, b->end);
  });
  if (!labelled.empty() && labelled.back()->end == last_end) {
    PutLabel(rows[0], static_cast<uint32_t>(rows[0].marks.size()) + 1, *labelled.back());
    labelled.pop_back();
  }
  const auto connectors = [&](uint32_t before) {
    MarkRow row;
    for (const Mark* mark : labelled) {
      if (mark->begin < before) Put(row, mark->begin, mark->begin + 1, '|', mark->primary);
    }
    return row;
  };
  if (!labelled.empty()) rows.push_back(connectors(UINT32_MAX));
  while (!labelled.empty()) {
    const Mark& mark = *labelled.back();
    labelled.pop_back();
    MarkRow row = connectors(mark.begin);
    PutLabel(row, mark.begin, mark);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace writ::diag
