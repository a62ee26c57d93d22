#include "cli/session.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <utility>

namespace writ::cli {
namespace {

namespace fs = std::filesystem;

diag::Format FormatNamed(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, diag::Format>, 6> kFormats = {{
      {"text", diag::Format::kText},
      {"compact", diag::Format::kCompact},
      {"json", diag::Format::kJson},
      {"sarif", diag::Format::kSarif},
      {"gitlab-code-quality", diag::Format::kGitlabCodeQuality},
      {"junit", diag::Format::kJunit},
  }};
  for (const auto& [known, format] : kFormats) {
    if (known == name) return format;
  }
  return diag::Format::kText;
}

bool WantsColor(std::string_view when, bool terminal, bool no_color) {
  if (when == "always") return true;
  if (when == "never") return false;
  return terminal && !no_color;
}

}  // namespace

Session::Session(const Host& host, const Arguments& global)
    : host_(host),
      working_folder_((fs::path(host.working_folder) / global.Get("directory", "."))
                          .lexically_normal()
                          .string()),
      quiet_(global.Has("quiet")),
      verbose_(global.Has("verbose")),
      timings_(global.Has("timings")) {
  const std::string_view when = global.Get("color", "auto");
  render_.format = FormatNamed(global.Get("format", "text"));
  // ParseOptions has let only numbers through.
  const std::string_view most = global.Get("max-messages", "10");
  std::from_chars(most.data(), most.data() + most.size(), render_.per_file);
  render_.color = WantsColor(when, host.err_is_terminal, host.no_color);
  color_out_ = WantsColor(when, host.out_is_terminal, host.no_color);
  while (working_folder_.size() > 1 && working_folder_.back() == '/') working_folder_.pop_back();
}

bool Session::machine_format() const {
  return render_.format != diag::Format::kText && render_.format != diag::Format::kCompact;
}

void Session::Result(std::string_view text) const {
  if (machine_format()) {
    host_.err(text);
  } else {
    host_.out(text);
  }
}

void Session::Document(std::string_view text) const { host_.out(text); }

void Session::Note(std::string_view text) const {
  if (!quiet_) host_.err(text);
}

void Session::Detail(std::string_view text) const {
  if (verbose_) host_.err(text);
}

bool Session::Print(diag::Sink& sink, const source::SourceManager& sources, size_t files) const {
  sink.Sort();
  if (machine_format()) {
    host_.out(diag::Render(sink, sources, render_, files));
  } else if (!sink.empty()) {
    host_.err(diag::Render(sink, sources, render_, files));
  }
  return sink.has_errors();
}

int Session::Fail(diag::Code code, std::string_view message, std::string_view note) const {
  diag::Sink sink;
  diag::Builder builder = sink.Report(code, Span{}, "{}", message);
  if (!note.empty()) builder.Note("{}", note);
  Print(sink, source::SourceManager(), 0);
  return kExitError;
}

std::optional<std::string> Session::FindRoot() const {
  std::error_code ignored;
  if (!fs::is_directory(working_folder_, ignored)) {
    Fail(diag::Code::E0002, "the folder given by `-C` is not there");
    return std::nullopt;
  }
  for (fs::path folder = working_folder_;; folder = folder.parent_path()) {
    if (fs::exists(folder / "writ.yaml", ignored)) return folder.string();
    if (folder == folder.parent_path()) break;
  }
  Fail(diag::Code::E0001, "neither this folder nor one above it has a `writ.yaml`",
       "`writ init` makes a workspace here; `-C DIR` names another folder");
  return std::nullopt;
}

std::optional<std::string> Session::BelowRoot(std::string_view typed,
                                              const std::string& root) const {
  const auto below = [](const fs::path& path,
                        const fs::path& folder) -> std::optional<std::string> {
    std::string relative = path.lexically_normal().lexically_relative(folder).string();
    while (relative.ends_with('/')) relative.pop_back();
    if (relative.empty() || relative == ".." || relative.starts_with("../")) return std::nullopt;
    return relative;
  };
  const fs::path full = fs::path(working_folder_) / typed;
  if (std::optional<std::string> path = below(full, root)) return path;
  // The same folder may be called by two names, one of them through a link.
  std::error_code problem;
  const fs::path real_path = fs::weakly_canonical(full, problem);
  const fs::path real_root = problem ? fs::path() : fs::canonical(root, problem);
  return problem ? std::nullopt : below(real_path, real_root);
}

}  // namespace writ::cli
