// What the command line sees of its process. Tests pass their own: nothing here is global.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace writ::cli {

struct Host {
  std::string working_folder;  // absolute; the process's own working directory is never read
  bool no_color = false;       // NO_COLOR is set and not empty
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::function<void(std::string_view)> out;  // results
  std::function<void(std::string_view)> err;  // messages and progress
  std::function<std::string()> in;            // standard input, to its end
};

inline constexpr int kExitSame = 0;         // success; `check`: nothing would change
inline constexpr int kExitError = 1;        // at least one error was printed
inline constexpr int kExitWouldChange = 2;  // `check` and `build --fail-if-changed`

}  // namespace writ::cli
