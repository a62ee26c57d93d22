#include "cli/scaffold.h"
#include "cli/verbs.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ init     a workspace that builds: one package, one schedule, one secret

Makes writ.yaml and specs/ in the current folder (or that of -C), and replaces nothing.

examples:
  mkdir data && cd data && writ init
  writ -C data init && writ -C data build
)";

int Init(Session& session, const Arguments&) {
  const int code = MakeScaffold(session, "workspace", session.working_folder(), "", "");
  if (code == kExitSame) session.Note("`writ build` compiles it\n");
  return code;
}

}  // namespace

const Verb kInit = {"init", "a workspace that builds, to start from", kHelp, {}, 0, Init};

}  // namespace writ::cli
