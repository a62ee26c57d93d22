// Where something stands: a file and a range of bytes. Lines and columns are computed only when
// printed.
#pragma once

#include <compare>
#include <cstdint>

namespace writ::source {

struct FileId {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t value = kNone;
  bool valid() const { return value != kNone; }
  auto operator<=>(const FileId&) const = default;
};

// Bytes [begin, end) of a file. A span without a file points nowhere.
struct Span {
  FileId file;
  uint32_t begin = 0;
  uint32_t end = 0;
  bool valid() const { return file.valid(); }
  auto operator<=>(const Span&) const = default;
};

// A decoded value and the text it came from.
template <class T>
struct Located {
  T value{};
  Span span{};

  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
};

}  // namespace writ::source

namespace writ {
using source::Located;
using source::Span;
}  // namespace writ
