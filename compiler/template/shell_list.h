// Marks where commands of a shell script begin and what joins them, for blocks_shell.h.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "template/scan.h"

namespace writ::tmpl {

class ShellList {
 public:
  ShellList(std::string_view line, std::vector<Mark>& out) : line_(line), out_(out) {}

  bool begins() const { return begins_; }  // a command may begin here
  void set_begins(bool begins) { begins_ = begins; }

  void Add(Mark::Kind kind, size_t begin = 0, size_t end = 0);
  // At any character of code: marks the word there if a command may begin with it.
  void Word(size_t at);
  // At `;`, `&` or `|`.
  void Operator(size_t at);

 private:
  std::string_view line_;
  std::vector<Mark>& out_;
  bool begins_ = true;
  size_t joined_ = 0;  // behind a `||`, `&&` or `;;`
};

}  // namespace writ::tmpl
