// `.writ/state`: what the last run looked at when it found all outputs current. The next run that
// finds all of it unchanged need not compile. Only a cache: without it, or with one that is of no
// use, a run takes longer and does the same.
#pragma once

#include <optional>

#include "write/write.h"

namespace writ::write {

struct State {
  uint64_t files = 0;    // that were read: writ.yaml and the specs
  uint64_t outputs = 0;  // that were as they should be
  std::vector<Seen> seen;
  bool has_new_stamps = false;  // `seen` is newer than the file that it was read from
};

// The state of this very program and user at `place`, if everything is still as it was seen then.
// `place.output` need not be known.
std::optional<State> FindCurrent(const Place& place, size_t threads);

enum class StateFolder : uint8_t { kMustExist, kMayBeMade };

// Replaces the state; does nothing where that cannot be done, or while another run writes.
void Remember(const State& state, const Place& place, StateFolder folder);

}  // namespace writ::write
