// A value as a reader understood it: one item after the other, texts in one pool.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace writ::readback {

struct Item {
  enum class Kind : uint8_t {
    kNull,
    kTrue,
    kFalse,
    kNumber,  // its digits as they stand in the text; any shell word without quotes
    kText,
    kName,  // of something defined elsewhere
    kKey,   // before each value of a map
    kList,  // up to its kEnd
    kMap,
    kEnd,
  };
  Kind kind = Kind::kNull;
  size_t begin = 0;  // in the pool
  size_t size = 0;
};

class Decoded {
 public:
  void Clear() {
    items_.clear();
    pool_.clear();
  }
  void Add(Item::Kind kind) { items_.push_back({kind, pool_.size(), 0}); }
  void Add(Item::Kind kind, std::string_view text) {
    items_.push_back({kind, pool_.size(), text.size()});
    pool_ += text;
  }
  // Starts an item whose text is what is appended to the result until Finish.
  std::string& Start(Item::Kind kind) {
    Add(kind);
    return pool_;
  }
  void Finish() { items_.back().size = pool_.size() - items_.back().begin; }

  // The last item is a text after all.
  void MakeText() { items_.back().kind = Item::Kind::kText; }

  const std::vector<Item>& items() const { return items_; }
  std::string_view Text(const Item& item) const {
    return std::string_view(pool_).substr(item.begin, item.size);
  }
  void Swap(Decoded& other) {
    items_.swap(other.items_);
    pool_.swap(other.pool_);
  }

 private:
  std::vector<Item> items_;
  std::string pool_;
};

// Why a text is not what it should be; empty when it is. Static text.
using Problem = std::string_view;

}  // namespace writ::readback
