#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "cli/run.h"

namespace {

int RunHere(int argc, char** argv) {
  std::error_code problem;
  writ::cli::Host host;
  host.working_folder = std::filesystem::current_path(problem).string();
  if (problem) {
    std::fputs("writ: the working directory is gone\n", stderr);
    return writ::cli::kExitError;
  }
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): one thread yet
  host.no_color = no_color != nullptr && *no_color != '\0';
  host.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  host.err_is_terminal = isatty(STDERR_FILENO) == 1;
  bool lost_output = false;  // something printed did not arrive: a full disk, a closed pipe
  const auto print_to = [&lost_output](std::FILE* stream) {
    return [&lost_output, stream](std::string_view text) {
      if (std::fwrite(text.data(), 1, text.size(), stream) != text.size()) lost_output = true;
    };
  };
  host.out = print_to(stdout);
  host.err = print_to(stderr);
  host.in = [] {
    std::string text;
    std::array<char, 65536> chunk{};
    while (const size_t got = std::fread(chunk.data(), 1, chunk.size(), stdin)) {
      text.append(chunk.data(), got);
    }
    return text;
  };
  const int code = writ::cli::Run(std::vector<std::string>(argv + 1, argv + argc), host);
  if (std::fflush(stdout) != 0) lost_output = true;
  if (!lost_output) return code;
  std::fputs("writ: the output could not be written\n", stderr);
  return writ::cli::kExitError;
}

}  // namespace

// No folder lets an exception out; what arrives here is a lack of memory or a mistake in Writ.
int main(int argc, char** argv) {
  try {
    return RunHere(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("writ: out of memory\n", stderr);
  } catch (const std::exception& failure) {
    std::fputs("writ: internal error: ", stderr);
    std::fputs(failure.what(), stderr);
    std::fputs("\n", stderr);
  } catch (...) {
    std::fputs("writ: internal error\n", stderr);
  }
  return writ::cli::kExitError;
}
