#include "consumer/facts.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/check.h"
#include "base/embedded.h"

namespace writ::consumer {

Facts::Facts(std::string_view name) {
  const std::string path = std::string(name) + ".yaml";
  const auto files = embed::AllFiles();
  const auto file = std::find_if(files.begin(), files.end(), [&](const embed::File& f) {
    return f.folder == "consumer" && f.path == path;
  });
  WRIT_CHECK(file != files.end());
  diag::Sink sink;
  parsed = syntax::Parse(sources, sources.Add(path, std::string(file->text)), sink);
  WRIT_CHECK(parsed.ok && parsed.tree.documents.size() == 1);
  const syntax::Cursor root(parsed.tree, sources, parsed.tree.documents.front().root);
  shape = root.Find("shape");
  definitions = root.Find("definitions");
}

std::vector<std::string_view> SplitBy(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> out;
  while (true) {
    const size_t at = text.find(separator);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + separator.size());
  }
}

std::pair<int64_t, int64_t> RangeOf(std::string_view word) {
  WRIT_CHECK(word.starts_with(kInteger));
  word.remove_prefix(kInteger.size());
  if (word.empty()) return {INT64_MIN, INT64_MAX};
  std::pair<int64_t, int64_t> range;
  const std::vector<std::string_view> ends = SplitBy(word.substr(1), " to ");
  WRIT_CHECK(ends.size() == 2);
  std::from_chars(ends[0].data(), ends[0].data() + ends[0].size(), range.first);
  std::from_chars(ends[1].data(), ends[1].data() + ends[1].size(), range.second);
  return range;
}

}  // namespace writ::consumer
