// How much of an exhaustive test a build runs.
#pragma once

#include <cstddef>

namespace writ {

// Loops over thousands of cases of one sort step by this, and very large values are so much
// smaller. Under AddressSanitizer, where each takes many times as long, it is a prime, so that the
// cases taken fall on every byte of a field and on every text in turn; elsewhere all are taken.
// `./dev test` runs both builds.
#ifdef __SANITIZE_ADDRESS__
inline constexpr size_t kSpread = 7;
#else
inline constexpr size_t kSpread = 1;
#endif

}  // namespace writ
