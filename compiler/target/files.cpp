#include "target/files.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/embedded.h"
#include "syntax/encoding.h"

namespace writ::target {
namespace {

const embed::File* FindBuiltIn(std::string_view path) {
  for (const embed::File& file : embed::AllFiles()) {
    if (file.folder == "templates" && file.path == path) return &file;
  }
  return nullptr;
}

}  // namespace

Files::Files(const ReadFs& fs, std::string_view folder, source::SourceManager& sources)
    : fs_(fs), folder_(folder), sources_(sources) {
  if (folder_.empty()) return;
  if (Result<Listing> own = fs_.List(folder_)) own_ = std::move(*own);
}

source::FileId Files::Find(std::string_view path) {
  problem_.clear();
  const auto known = known_.find(path);
  if (known != known_.end()) return known->second;
  source::FileId id;
  const std::string own = fmt::format("{}/{}", folder_, path);
  if (std::binary_search(own_.files.begin(), own_.files.end(), own)) {
    // Of a template that is larger than one may be its compiler tells more.
    constexpr size_t kMost = 64U << 20U;
    const size_t most = path.ends_with("/target.yaml") ? syntax::kMaxFileSize : kMost;
    Result<std::string> text = fs_.Read(own, most);
    if (text) {
      id = sources_.Add(own, std::move(*text));
    } else {
      problem_ = text.error().message;
    }
  } else if (const embed::File* file = FindBuiltIn(path)) {
    id = sources_.Add(fmt::format("writ:{}", path), std::string(file->text));
  }
  known_.emplace(path, id);
  return id;
}

std::vector<std::string> Files::Known(std::string_view start) const {
  std::vector<std::string> out;
  for (const auto& [path, id] : known_) {
    if (id.valid() && path.starts_with(start)) out.push_back(path);
  }
  return out;
}

}  // namespace writ::target
