#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "cli/compile_options.h"
#include "cli/verbs.h"
#include "view/roots.h"

namespace writ::cli {
namespace {

constexpr std::string_view kHelp =
    R"(writ inspect --stage STAGE [options]     what a pass of the compiler made, as text

  --stage STAGE    syntax    the documents as they were read
                   model     the objects, before anything is known of environments
                   program   the objects of each environment, complete
                   access    who may do what, with the lines behind it
                   view      the data that templates see
                   plan      the outputs, with what each is made from
  --for OBJECT     view only: the data made for one object, such as package/seeder
  --env NAME       view and plan only: one environment
  --target NAME    plan only: one target
  --format FORMAT  view only, markdown: what the data of all templates looks like; needs no workspace

examples:
  writ inspect --stage=view --for schedule/seeder/refresh --env prod
  writ inspect --stage=plan --target vault
)";

constexpr std::array<Option, 5> kOptions = {
    {{"stage", '\0', "STAGE", "syntax|model|program|access|view|plan"},
     {"for", '\0', "OBJECT"},
     {"env", '\0', "NAME"},
     {"target", '\0', "NAME"},
     {"format", '\0', "FORMAT", "text|compact|json|sarif|gitlab-code-quality|junit|markdown"}}};

std::string DumpSyntax(const driver::Compilation& run) {
  std::string out;
  for (const syntax::ParseResult& file : run.files) {
    out += fmt::format("# {}\n", run.sources.Path(file.tree.file));
    out += syntax::Dump(file.tree, run.sources);
  }
  return out;
}

// `objects` gets the names of all objects that there is data for.
std::string DumpView(const driver::Compilation& run, std::string_view environment,
                     std::string_view wanted, std::set<std::string>& objects) {
  const view::Context context = view::MakeContext(run.program, run.access);
  std::string out;
  for (const view::Root& root : view::Roots()) {
    for (size_t i = 0; i < root.count(context); ++i) {
      root.with(context, i, [&](const void* data, std::string_view in, const std::string& object) {
        objects.insert(object);
        if (!environment.empty() && in != environment) return;
        if (!wanted.empty() && object != wanted) return;
        fmt::format_to(std::back_inserter(out), "# each [{}]: {}{}{}\n", fmt::join(root.each, ", "),
                       object, in.empty() ? "" : " in ", in);
        out += view::Dump({root.type, data});
      });
    }
  }
  return out;
}

int PrintView(const Session& session, const driver::Compilation& run, const Arguments& arguments) {
  const std::string_view wanted = arguments.Get("for");
  std::set<std::string> objects;
  session.Result(DumpView(run, arguments.Get("env"), wanted, objects));
  if (wanted.empty() || objects.find(std::string(wanted)) != objects.end()) return kExitSame;
  const std::vector<std::string_view> names(objects.begin(), objects.end());
  const std::string near = DidYouMean(wanted, names);
  return session.Fail(diag::Code::E0004, fmt::format("there is no data for `{}`", wanted),
                      near.empty() ? "`writ inspect --stage=model` lists the objects" : near);
}

std::string DumpPlan(const driver::Compilation& run) {
  std::string out;
  for (const plan::Output& output : run.outputs.outputs) {
    fmt::format_to(std::back_inserter(out), "{}\n  target {}, {} bytes, {} values{}\n", output.path,
                   output.target.empty() ? "-" : output.target, output.text.size(),
                   output.holes.size(), output.executable ? ", executable" : "");
    if (output.objects.empty()) continue;
    fmt::format_to(std::back_inserter(out), "  from {}\n", fmt::join(output.objects, ", "));
  }
  return out;
}

int Inspect(Session& session, const Arguments& arguments) {
  if (!arguments.Has("stage")) {
    return session.Fail(diag::Code::E0004, "`writ inspect` needs `--stage`",
                        "`writ help inspect` lists the stages");
  }
  const std::string_view stage = arguments.Get("stage");
  if (arguments.Get("format") == "markdown") {
    if (stage == "view") {
      session.Document(view::ReferencePage());
      return kExitSame;
    }
    return session.Fail(diag::Code::E0004, "only the view has a page of its own",
                        "`writ inspect --stage=view --format markdown`");
  }
  const std::optional<std::string> root = session.FindRoot();
  if (!root) return kExitError;
  driver::Options options;
  options.environment = arguments.Get("env");
  options.target = arguments.Get("target");
  options.outputs = stage == "plan";
  const std::unique_ptr<driver::Compilation> run = driver::Compile(DiskFs(*root), options);
  CheckSelection(options, *run);
  const bool failed = session.Print(run->sink, run->sources, run->file_count());
  if (stage == "syntax") session.Result(DumpSyntax(*run));
  if (stage == "model") session.Result(spec::Dump(run->model, run->sources));
  if (stage == "program") session.Result(resolve::Dump(run->program));
  if (stage == "access") session.Result(access::Dump(run->access, run->program, run->sources));
  // A program with errors has references that lead nowhere: there is nothing to show of it.
  if (failed) return kExitError;
  if (stage == "view") return PrintView(session, *run, arguments);
  if (stage == "plan") session.Result(DumpPlan(*run));
  return kExitSame;
}

}  // namespace

const Verb kInspect = {"inspect", "what a pass of the compiler made, as text", kHelp, kOptions, 0,
                       Inspect};

}  // namespace writ::cli
