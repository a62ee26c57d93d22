// Times the stages of a run for `--timings`.
#pragma once

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

 private:
  using Clock = std::chrono::steady_clock;
  std::vector<Timing>& timings_;
  Clock::time_point last_;
};

}  // namespace writ::driver
