#include "base/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "base/reason.h"

namespace writ {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
// Files take any amount of output; pipes would have to be emptied while the program runs.
using File = std::unique_ptr<std::FILE, Close>;

std::string ReadAll(std::FILE* file) {
  std::string text;
  std::array<char, 4096> chunk{};
  std::rewind(file);
  while (const size_t got = std::fread(chunk.data(), 1, chunk.size(), file)) {
    text.append(chunk.data(), got);
  }
  return text;
}

int Start(const std::vector<std::string>& command, const File& out, const File& err, pid_t& child) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  if (const int problem = posix_spawn_file_actions_init(&actions); problem != 0) return problem;
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(err.get()), STDERR_FILENO);
  const int problem =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return problem;
}

}  // namespace

Result<ProgramResult> RunProgram(const std::vector<std::string>& command) {
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  if (out == nullptr || err == nullptr) return Error{Reason(errno), command[0]};
  pid_t child = 0;
  if (const int problem = Start(command, out, err, child); problem != 0) {
    return Error{Reason(problem), command[0]};
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return Error{Reason(errno), command[0]};
  }
  ProgramResult result;
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  result.out = ReadAll(out.get());
  result.err = ReadAll(err.get());
  return result;
}

}  // namespace writ
