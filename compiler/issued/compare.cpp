#include "issued/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "issued/roots.h"
#include "plan/paths.h"

namespace writ::issued {
namespace {

// The file that OpenTofu does not read where a file of that path is; empty when there is none.
std::string HiddenBy(std::string_view path) {
  for (const auto& [end, hidden] : {std::pair<std::string_view, std::string_view>{".tofu", ".tf"},
                                    {".tofu.json", ".tf.json"}}) {
    if (path.ends_with(end))
      return fmt::format("{}{}", path.substr(0, path.size() - end.size()), hidden);
  }
  return {};
}

// Names of the parts of `one` that are not in `other`, or differ there, as `same` says.
std::vector<std::string> PartsOf(const Construct& one, const Construct& other, bool same) {
  std::vector<std::string> out;
  for (const Part& part : one.parts) {
    const auto is = [&](const Part& its) { return its.name == part.name; };
    const bool named = std::any_of(other.parts.begin(), other.parts.end(), is);
    const bool equal = std::find(other.parts.begin(), other.parts.end(), part) != other.parts.end();
    if (!equal && named == same) out.push_back(fmt::format("`{}`", part.name));
  }
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// In what a construct differs from the issued one of its name.
std::string Difference(const Construct& found, const Construct& issued) {
  std::vector<std::string> words;
  const auto add = [&](std::string_view verb, const std::vector<std::string>& names) {
    if (!names.empty()) words.push_back(fmt::format("{} {}", verb, fmt::join(names, ", ")));
  };
  add("says something else in", PartsOf(found, issued, true));
  add("has no", PartsOf(found, issued, false));
  add("has", PartsOf(issued, found, false));
  return fmt::format(
      "the issued one {}: print it as the template of Writ does",
      words.empty() ? "says something else" : fmt::format("{}", fmt::join(words, "; ")));
}

class Comparer {
 public:
  Comparer(const Printed& printed, const Places& places, const resolve::Program& program,
           const std::vector<plan::Output>& outputs)
      : printed_(printed), places_(places), program_(program) {
    for (const plan::Output& output : outputs) paths_.insert(output.path);
  }

  std::vector<Complaint> complaints;

  void Check(const plan::Output& output, const Constructs& found) {
    AsAWhole(output, found);
    if (IsTerraform(output.path)) {
      InRoot(output, found);
    } else {
      InRest(output, found);
    }
  }

  // What takes access away and is not where its root is.
  void CheckLeftOut(const std::vector<Found>& found, const std::vector<plan::Output>& outputs) {
    std::map<const plan::Output*, const Constructs*> known;
    for (const Found& file : found) known.emplace(file.output, &file.constructs);
    for (const auto& [place, root] : printed_.roots) {
      const std::string& folder = places_.Of(root);
      if (root.restricting.empty() || folder.empty()) continue;
      const plan::Output* blamed = nullptr;
      for (const Found& file : found) {
        if (plan::FolderOf(file.output->path) != folder) continue;
        if (blamed == nullptr || plan::NameOf(file.output->path) == "main.tf") blamed = file.output;
      }
      if (blamed == nullptr) continue;
      std::map<std::string, std::string> lacking = root.restricting;
      for (const plan::Output& output : outputs) {
        if (plan::FolderOf(output.path) != folder || lacking.empty()) continue;
        const auto read = known.find(&output);
        const Constructs there =
            read == known.end() ? FindConstructs(output.path, output.text) : *read->second;
        for (const Construct& construct : there.bearing) lacking.erase(construct.address);
      }
      if (!lacking.empty()) LeftOut(*blamed, lacking);
    }
  }

 private:
  void AsAWhole(const plan::Output& output, const Constructs& found) {
    if (found.overrides) {
      complaints.push_back(
          {&output,
           fmt::format("Terraform merges `{}` into the other files of its folder", output.path),
           "give the file a name that does not end in `override`", false});
    }
    const std::string hidden = HiddenBy(output.path);
    if (paths_.find(hidden) != paths_.end()) {
      complaints.push_back({&output,
                            fmt::format("OpenTofu reads `{}` instead of `{}`", output.path, hidden),
                            "give the file another name", false});
    }
    if (!found.unread) return;
    const Unread& unread = *found.unread;
    const size_t line = 1 + LineOf(output.text, unread.at);
    complaints.push_back(
        {&output,
         unread.is_broken
             ? fmt::format("the template cannot be read here: line {} of `{}` is no HCL", line,
                           output.path)
             : fmt::format("`{}` may give access, and cannot be read to tell: see line {}",
                           output.path, line),
         std::string(unread.why), true, unread.at, unread.at,
         unread.is_broken ? diag::Code::E0615 : diag::Code::E0619});
  }

  void InRest(const plan::Output& output, const Constructs& found) {
    static const Rest kNothing;
    const auto there = printed_.rest.find(output.environment);
    const Rest& rest = there == printed_.rest.end() ? kNothing : there->second;
    for (const Construct& rule : found.policy_rules) {
      if (!rest.HasRule(output.path, rule)) {
        Add(output, rule,
            "a policy lies in a file of its own name, with rules of that policy and no others");
      } else {
        CheckEnvironment(output, rule);
      }
    }
    Against(output, found, rest.bearing);
    for (const Extended& extended : found.extended_jobs) CheckJob(output, extended);
  }

  void CheckJob(const plan::Output& output, const Extended& extended) {
    for (const auto& [environment, rest] : printed_.rest) {
      const auto job = rest.jobs_with_tokens.find(extended.other);
      if (job == rest.jobs_with_tokens.end()) continue;
      // A job may be printed without its token where Writ prints it with one.
      if (extended.job == extended.other && job->second == output.path) continue;
      Add(output, extended.construct,
          fmt::format("`{}` is given a token, and what extends or adds to it would be too",
                      extended.other));
    }
  }

  void InRoot(const plan::Output& output, const Constructs& found) {
    static const Root kNothing;
    const Root* there = places_.In(plan::FolderOf(output.path));
    const Root& root = there == nullptr ? kNothing : *there;
    Against(output, found, root.bearing);
    for (const Named& name : found.named) {
      if (!root.Fits(name))
        Add(output, name.identity,
            "what is issued refers to it, so it has to stand for what it does in Writ's own "
            "templates");
    }
    for (const Named& name : found.in_json) {
      if (root.Declares(name.address))
        Add(output, name.identity, "Writ's own templates declare it, in HCL: keep it there");
    }
  }

  void Against(const plan::Output& output, const Constructs& found, const Bearing& issued) {
    for (const Construct& construct : found.bearing) {
      if (issued.Has(construct)) {
        CheckEnvironment(output, construct);
      } else if (const Construct* named = issued.Named(construct)) {
        Add(output, construct, Difference(construct, *named));
      } else {
        const std::string& why = construct.why;
        Add(output, construct, why.empty() ? RootOf(construct, output) : why);
      }
    }
  }

  // Words for what was issued for another root than that in which it stands.
  std::string RootOf(const Construct& construct, const plan::Output& output) const {
    for (const auto& [folder, root] : printed_.roots) {
      if (root.environment != output.environment || !root.bearing.Has(construct)) continue;
      return fmt::format(
          "it was issued for the root module `{}`, which is applied by itself: print it there, or "
          "move all of that root",
          folder);
    }
    return {};
  }

  void CheckEnvironment(const plan::Output& output, const Construct& construct) {
    const std::string elsewhere = OtherEnvironment(output);
    if (!elsewhere.empty()) Add(output, construct, elsewhere);
  }

  // Words for an output of one environment that lies in the folder of another one.
  std::string OtherEnvironment(const plan::Output& output) const {
    std::string other;
    std::string_view rest = output.path;
    while (!rest.empty()) {
      const std::string_view segment = rest.substr(0, rest.find('/'));
      rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
      if (segment == output.environment) return {};
      for (const resolve::Environment& environment : program_.environments) {
        if (environment.name == segment) other = segment;
      }
    }
    if (other.empty()) return {};
    return fmt::format("it was issued for environment `{}` and lies in a folder of `{}`",
                       output.environment, other);
  }

  void LeftOut(const plan::Output& output, const std::map<std::string, std::string>& lacking) {
    std::vector<std::string_view> words;
    for (const auto& [address, what] : lacking) words.push_back(what);
    complaints.push_back(
        {&output, fmt::format("the folder of `{}` lacks {}", output.path, fmt::join(words, ", ")),
         "it takes access away that others would have: print it in this folder as the template of "
         "Writ does",
         false});
  }

  void Add(const plan::Output& output, const Construct& construct, std::string_view why) {
    complaints.push_back(
        {&output,
         fmt::format("line {} of `{}` gives access that was not issued: {}",
                     1 + LineOf(output.text, construct.at), output.path, construct.what),
         std::string(why), true, construct.at, construct.end});
  }

  const Printed& printed_;
  const Places& places_;
  const resolve::Program& program_;
  std::set<std::string, std::less<>> paths_;  // of all outputs
};

}  // namespace

std::vector<Complaint> Compare(const std::vector<Found>& found, const Printed& printed,
                               const std::vector<plan::Output>& outputs,
                               const resolve::Program& program) {
  const Places places(found, printed, outputs);
  Comparer comparer(printed, places, program, outputs);
  for (const Found& file : found) comparer.Check(*file.output, file.constructs);
  comparer.CheckLeftOut(found, outputs);
  return std::move(comparer.complaints);
}

size_t LineOf(const std::string& text, size_t at) {
  const auto end = text.begin() + static_cast<ptrdiff_t>(std::min(at, text.size()));
  return static_cast<size_t>(std::count(text.begin(), end, '\n'));
}

}  // namespace writ::issued
