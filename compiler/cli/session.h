// One run of the command line: where it stands, and how it talks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/host.h"
#include "cli/options.h"
#include "diag/render.h"
#include "diag/sink.h"
#include "source/source_manager.h"

namespace writ::cli {

class Session {
 public:
  Session(const Host& host, const Arguments& global);

  // Standard input, to its end.
  std::string Input() const { return host_.in(); }

  // Results go to stdout. With a format for machines stdout holds the diagnostics' document and
  // nothing else; results then go to stderr.
  void Result(std::string_view text) const;
  // A result in the format that the user asked for, whatever its name: always to stdout.
  void Document(std::string_view text) const;
  // Facts about the run, to stderr; `--quiet` leaves them out.
  void Note(std::string_view text) const;
  // What an option asked for by name, to stderr, with `--quiet` too.
  void Asked(std::string_view text) const { host_.err(text); }
  // As Note, but only with `--verbose`.
  void Detail(std::string_view text) const;

  // Prints the diagnostics, which it sorts; returns whether there are errors. `files` is how many
  // were read.
  bool Print(diag::Sink& sink, const source::SourceManager& sources, size_t files) const;
  // Prints one error about no place (E00xx) and returns kExitError.
  int Fail(diag::Code code, std::string_view message, std::string_view note = {}) const;

  // The absolute path of the nearest folder with a `writ.yaml`, from the working folder upwards;
  // nothing, with E0001 printed, when there is none.
  std::optional<std::string> FindRoot() const;
  // A path that the user typed, relative to `root`, which itself is `.`; nothing when it lies
  // outside.
  std::optional<std::string> BelowRoot(std::string_view typed, const std::string& root) const;

  const std::string& working_folder() const { return working_folder_; }
  bool machine_format() const;
  bool quiet() const { return quiet_; }
  bool timings() const { return timings_; }
  bool progress() const { return !quiet_ && host_.err_is_terminal; }
  // Whether results on stdout may be coloured.
  bool colored_results() const { return color_out_; }

 private:
  const Host& host_;
  std::string working_folder_;
  diag::RenderOptions render_;
  bool color_out_ = false;
  bool quiet_ = false;
  bool verbose_ = false;
  bool timings_ = false;
};

}  // namespace writ::cli
