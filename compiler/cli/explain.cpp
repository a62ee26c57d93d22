#include <fmt/format.h>

#include <algorithm>

#include "base/embedded.h"
#include "cli/verbs.h"
#include "diag/diagnostic.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ explain [CODE]     what a message means, an example, and how to mend it

  CODE             such as E0301; without one, the list of all codes

examples:
  writ explain E0301
  writ explain | grep secret
)";

std::string Upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return out;
}

int Explain(Session& session, const Arguments& arguments) {
  std::vector<std::string_view> names;
  std::string list;
  for (const diag::Code code : diag::AllCodes()) {
    names.push_back(diag::Name(code));
    list += fmt::format("{}  {}\n", diag::Name(code), diag::Meaning(code));
  }
  if (arguments.positional.empty()) {
    session.Result(list);
    return kExitSame;
  }
  const std::string wanted = Upper(arguments.positional[0]);
  for (const embed::File& file : embed::AllFiles()) {
    if (file.folder != "explain" || file.path != wanted + ".md") continue;
    session.Result(file.text);
    return kExitSame;
  }
  const std::string near = DidYouMean(wanted, names);
  return session.Fail(diag::Code::E0004,
                      fmt::format("no message has the code `{}`", arguments.positional[0]),
                      near.empty() ? "`writ explain` lists the codes" : near);
}

}  // namespace

const Verb kExplain = {"explain", "what a message means, and how to mend it", kHelp, {}, 1,
                       Explain};

}  // namespace writ::cli
