#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace writ {

void CheckFailed(const char* file, int line, const char* condition) {
  std::fprintf(stderr,
               "writ: internal error at %s:%d: %s\nThis is a bug in Writ; nothing was written.\n",
               file, line, condition);
  std::abort();
}

}  // namespace writ
