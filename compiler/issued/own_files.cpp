#include "issued/own_files.h"

#include <algorithm>

#include "base/embedded.h"
#include "template/program.h"

namespace writ::issued {
namespace {

std::pair<uint32_t, uint32_t> Key(const Span& span) { return {span.file.value, span.begin}; }

}  // namespace

OwnFiles::OwnFiles(const std::vector<target::Target>& targets, const source::SourceManager& sources)
    : sources_(sources) {
  for (const target::Target& target : targets) {
    for (const target::OutputRule& rule : target.rules) Rule(target.name, rule);
  }
}

bool OwnFiles::Made(const plan::Output& output) const {
  return rules_.find(Key(output.declared)) != rules_.end();
}

bool OwnFiles::IsOwn(const std::string& target, source::FileId file) {
  const auto [known, fresh] = own_.try_emplace(file.value, false);
  if (!fresh) return known->second;
  const std::string_view path = sources_.Path(file);
  const size_t at = path.rfind(target + "/");
  const std::string_view inside = at == std::string_view::npos ? path : path.substr(at);
  known->second =
      std::none_of(embed::AllFiles().begin(), embed::AllFiles().end(), [&](const auto& built_in) {
        return built_in.folder == "templates" && path.ends_with(built_in.path) &&
               inside == built_in.path && built_in.text == sources_.Text(file);
      });
  return known->second;
}

void OwnFiles::Rule(const std::string& target, const target::OutputRule& rule) {
  const std::vector<tmpl::LineCode>& lines = rule.text->program()->lines;
  const bool own = IsOwn(target, rule.declared.file) ||
                   std::any_of(lines.begin(), lines.end(), [&](const tmpl::LineCode& line) {
                     return line.span.valid() && IsOwn(target, line.span.file);
                   });
  if (own) rules_.insert(Key(rule.declared));
}

}  // namespace writ::issued
