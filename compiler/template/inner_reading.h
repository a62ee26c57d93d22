// How the programs that read a text again come along in it, and which holes they would take for
// something else than a value.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "template/inner_marks.h"
#include "template/program.h"
#include "template/scan.h"

namespace writ::tmpl {

inline constexpr std::array<Inner, 6> kMarked = {Inner::kJinja,   Inner::kGoTemplate,
                                                 Inner::kKubelet, Inner::kGitlab,
                                                 Inner::kCompose, Inner::kConfigparser};

// The encodings that say who reads the text around a hole: those behind the last one that makes a
// whole value of its own, and that one.
std::vector<Inner> Readers(const HoleCode& hole);
bool ReadBy(const HoleCode& hole, Inner inner);

// How far they have read in one text.
struct Reading {
  bool known = true;    // false: nothing is known of what stands before
  bool folded = false;  // the lines are joined
  char quote = 0;       // that the text has opened, for JSON and HCL in it
  bool shell_known = true;
  ShellState shell{};
  std::array<bool, kMarked.size()> marks_known = {true, true, true, true, true, true};
  std::array<MarkState, kMarked.size()> marks{};
  bool operator==(const Reading&) const = default;

  // Keeps what is the same on both ways.
  void Join(const Reading& other);
};

// What one line has of a text, without escapes, and its holes, in order.
struct InnerLine {
  std::string text;
  std::vector<uint32_t> holes;  // in Program::holes
};

// Takes what is found on a line.
struct Listener {
  std::function<void(uint32_t hole, const std::string& why)> refused;
  std::function<void(const std::vector<ShellVariable>&, const std::vector<uint32_t>& holes)> shell;
};

// Reads a line as each of the programs would; the shell only if `shell`.
void ReadInner(const Program& program, const InnerLine& line, bool shell, Reading& reading,
               const Listener& listener);

// Of a hole that is no part of a text: why it cannot stand behind `before`, its line's start.
std::string WhyNotBehind(const HoleCode& hole, std::string_view before);

}  // namespace writ::tmpl
