// Names that only one may hold.
#pragma once

#include <map>
#include <utility>

namespace writ::rules {

template <class Key, class Holder>
class FirstHolders {
 public:
  // Who held `key` before, valid while this lives; null when `holder` is the first.
  const Holder* Claim(Key key, Holder holder) {
    const auto [found, added] = holders_.emplace(std::move(key), std::move(holder));
    return added ? nullptr : &found->second;
  }

 private:
  std::map<Key, Holder> holders_;
};

}  // namespace writ::rules
