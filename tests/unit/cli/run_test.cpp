#include "cli/run.h"

#include <catch2/catch.hpp>

namespace writ::cli {
namespace {

struct Printed {
  int exit_code = -1;
  std::string out, err;
};

// A command on a terminal, or not, without any workspace.
Printed RunOn(bool terminal, bool no_color, const std::vector<std::string>& args) {
  Printed printed;
  Host host;
  host.working_folder = "/";
  host.no_color = no_color;
  host.out_is_terminal = terminal;
  host.err_is_terminal = terminal;
  host.out = [&](std::string_view text) { printed.out += text; };
  host.err = [&](std::string_view text) { printed.err += text; };
  printed.exit_code = Run(args, host);
  return printed;
}

bool HasColor(const std::string& text) { return text.find("\x1b[") != std::string::npos; }

TEST_CASE("colour is for terminals, unless NO_COLOR or the option says otherwise") {
  CHECK(HasColor(RunOn(true, false, {"check"}).err));
  CHECK_FALSE(HasColor(RunOn(false, false, {"check"}).err));
  CHECK_FALSE(HasColor(RunOn(true, true, {"check"}).err));
  CHECK(HasColor(RunOn(false, true, {"check", "--color", "always"}).err));
  CHECK_FALSE(HasColor(RunOn(true, false, {"check", "--color=never"}).err));
}

TEST_CASE("global options may stand before the command and behind it") {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"-C", "/nowhere", "check"}, {"check", "-C", "/nowhere"}}) {
    const Printed printed = RunOn(false, false, args);
    CHECK(printed.exit_code == kExitError);
    CHECK(printed.err.find("E0002") != std::string::npos);
  }
}

TEST_CASE("results go to stdout, messages to stderr") {
  const Printed help = RunOn(false, false, {"help"});
  CHECK(help.exit_code == kExitSame);
  CHECK(help.err.empty());
  CHECK_FALSE(help.out.empty());
  const Printed wrong = RunOn(false, false, {"biuld"});
  CHECK(wrong.exit_code == kExitError);
  CHECK(wrong.out.empty());
  CHECK(wrong.err.find("did you mean `build`?") != std::string::npos);
}

TEST_CASE("a file name with a comma is one argument") {
  const Printed printed = RunOn(false, false, {"why", "a,b:1"});
  CHECK(printed.err.find("E0001") != std::string::npos);
}

}  // namespace
}  // namespace writ::cli
