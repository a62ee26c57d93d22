// WRIT_CHECK(condition): aborts with file and line when an invariant of Writ itself is broken.
#pragma once

namespace writ {

[[noreturn]] void CheckFailed(const char* file, int line, const char* condition);

}  // namespace writ

#define WRIT_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::writ::CheckFailed(__FILE__, __LINE__, #condition))
