// Times the stages of a run for `--timings`.
#pragma once

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

#include "driver/compile.h"

namespace writ::driver {

class Stopwatch {
 public:
  explicit Stopwatch(std::vector<Timing>& timings) : timings_(timings), last_(Clock::now()) {}

  // Books the time since the last lap on `stage`.
  void Lap(std::string_view stage) {
    const Clock::time_point now = Clock::now();
    timings_.push_back({stage, std::chrono::duration_cast<std::chrono::microseconds>(now - last_)});
    last_ = now;
  }

  // Books `part` of the last lap on `stage` instead.
  void Split(std::string_view stage, std::chrono::nanoseconds part) {
    const auto spent = std::min(std::chrono::duration_cast<std::chrono::microseconds>(part),
                                timings_.back().spent);
    timings_.back().spent -= spent;
    timings_.push_back({stage, spent});
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::vector<Timing>& timings_;
  Clock::time_point last_;
};

}  // namespace writ::driver
