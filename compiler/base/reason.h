// What the system says of a failure.
#pragma once

#include <string>

namespace writ {

// What a value of `errno` means. Unlike strerror it may be called on several threads.
std::string Reason(int error);

}  // namespace writ
