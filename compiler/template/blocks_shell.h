// Which commands of the shell may follow each other.
#pragma once

#include <optional>
#include <string>

#include "template/members.h"

namespace writ::tmpl {

// The compound commands that are open, between two lines.
struct ShellBlocks {
  // A character for each: what it is; see blocks_shell.cpp. In upper case once a command stands in
  // it.
  std::string open = "b";
  bool joins = false;  // behind `|`, `&&`, `||`: a command must follow
  bool ended = true;   // no command stands before, on this line

  std::optional<Problem> Line(const LineView& view);
  std::optional<Problem> End() const;
  std::string Shape() const { return open + (joins ? "|" : ";") + (ended ? "." : "+"); }
  template <class Each>
  void ForMembers(Each) {}

 private:
  std::string_view Take(const LineView& view, const Mark& mark);
  std::string_view Word(std::string_view word);
  std::string_view Close(std::string_view kinds);
  void Command();
};

}  // namespace writ::tmpl
