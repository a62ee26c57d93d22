#include <algorithm>

#include "access/consent.h"

namespace writ::access {
namespace {

std::string Where(const Span& span, const source::SourceManager& sources) {
  return fmt::format("{}:{}", sources.Path(span.file), sources.Locate(span.file, span.begin).line);
}

// Each line once, though it may hold several of the texts.
std::string Lines(const value::Origins& from, const source::SourceManager& sources) {
  std::vector<std::string> lines = {Where(from.first, sources)};
  for (const Span& span : from.others) {
    std::string line = Where(span, sources);
    if (std::find(lines.begin(), lines.end(), line) == lines.end())
      lines.push_back(std::move(line));
  }
  return fmt::format("{}", fmt::join(lines, ", "));
}

}  // namespace

std::string Dump(const Access& access, const resolve::Program& program,
                 const source::SourceManager& sources) {
  std::string out;
  for (size_t e = 0; e < access.environments.size(); ++e) {
    const resolve::Environment& environment = program.environments[e];
    for (const Principal& who : access.environments[e].principals) {
      for (const Grant& grant : who.secrets) {
        out += fmt::format("{}\t{}\t{}\tsecret/{}\t{}\n", environment.name, who.id,
                           Words({grant.read, grant.list, grant.write}),
                           resolve::At(environment.secrets, grant.secret).name.value.text,
                           Lines(grant.from, sources));
      }
      if (!who.writes_prefix.empty()) {
        out += fmt::format("{}\t{}\twrite\ts3/{}/{}\t{}\n", environment.name, who.id,
                           environment.facts->aws->dag_bucket.value, who.writes_prefix,
                           Where(who.declared, sources));
      }
    }
  }
  return out;
}

}  // namespace writ::access
