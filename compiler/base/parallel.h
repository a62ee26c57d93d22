// Runs independent work on a few threads. Results go to slots by index, so their order never
// depends on the threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace writ {

// Calls `work(i)` once for each i in [0, count), on at most `threads` threads (1 = the caller's
// own), which take chunks of `chunk` indices in order. `work` must not throw.
template <class Work>
void ParallelFor(size_t count, size_t threads, size_t chunk, const Work& work) {
  std::atomic<size_t> next{0};
  const auto run = [&] {
    for (size_t begin = next.fetch_add(chunk); begin < count; begin = next.fetch_add(chunk)) {
      const size_t end = std::min(count, begin + chunk);
      for (size_t i = begin; i < end; ++i) work(i);
    }
  };
  const size_t useful = std::min(threads, (count + chunk - 1) / std::max<size_t>(chunk, 1));
  std::vector<std::jthread> others;
  for (size_t i = 1; i < useful; ++i) others.emplace_back(run);
  run();
}

}  // namespace writ
