#include "target/issued.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/embedded.h"
#include "target/constructs.h"
#include "template/program.h"

namespace writ::target {
namespace {

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// What the built-in targets print for one environment, or for none.
struct Issued {
  std::map<std::string, std::set<std::string>, std::less<>> policies;  // by file name
  std::set<std::string> bearing;
  std::set<std::string> what;  // of `bearing`
  std::map<std::string, std::set<std::string>> named;
  std::set<std::string> referred;  // addresses that `bearing` mentions
  std::set<std::string> declared;  // all addresses

  void Add(std::string_view path, Constructs&& found) {
    for (Construct& rule : found.policy_rules)
      policies[std::string(FileName(path))].insert(std::move(rule.says));
    for (Construct& construct : found.bearing) {
      referred.merge(AddressesIn(construct.says));
      what.insert(std::move(construct.what));
      bearing.insert(std::move(construct.says));
    }
    declared.merge(found.declared);
    for (Named& named_here : found.named)
      named[named_here.address].insert(std::move(named_here.identity.says));
  }

  bool Declares(const std::string& address) const {
    return declared.find(address) != declared.end() || named.find(address) != named.end();
  }

  bool HasRule(std::string_view path, const Construct& rule) const {
    const auto policy = policies.find(FileName(path));
    return policy != policies.end() && policy->second.find(rule.says) != policy->second.end();
  }

  // Whether a name is none that access refers to, or stands for what it should.
  bool Fits(const Named& name) const {
    if (referred.find(name.address) == referred.end()) return true;
    const auto known = named.find(name.address);
    return known != named.end() && known->second.find(name.identity.says) != known->second.end();
  }
};

struct Found {
  const plan::Output* output;
  Constructs constructs;
};

// The files of a workspace that have a part in its outputs.
class OwnFiles {
 public:
  OwnFiles(const std::vector<Target>& targets, const source::SourceManager& sources)
      : sources_(sources) {
    for (const Target& target : targets) {
      for (const OutputRule& rule : target.rules) Rule(target.name, rule);
    }
  }

  bool Made(const plan::Output& output) const {
    return rules_.find(Key(output.declared)) != rules_.end();
  }

  bool IsOwn(const std::string& target, source::FileId file) {
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

 private:
  static std::pair<uint32_t, uint32_t> Key(const Span& span) {
    return {span.file.value, span.begin};
  }

  void Rule(const std::string& target, const OutputRule& rule) {
    const std::vector<tmpl::LineCode>& lines = rule.text->program()->lines;
    const bool own = IsOwn(target, rule.declared.file) ||
                     std::any_of(lines.begin(), lines.end(), [&](const tmpl::LineCode& line) {
                       return line.span.valid() && IsOwn(target, line.span.file);
                     });
    if (own) rules_.insert(Key(rule.declared));
  }

  const source::SourceManager& sources_;
  std::map<uint32_t, bool> own_;
  std::set<std::pair<uint32_t, uint32_t>> rules_;
};

// What is to be reported.
struct Complaint {
  const plan::Output* output;
  std::string message;
  std::string why;
  bool placed = true;  // at what stands in [at, end) of the output; otherwise it is about all of it
  size_t at = 0;
  size_t end = 0;
};

size_t LineOf(const std::string& text, size_t at) {
  const auto end = text.begin() + static_cast<ptrdiff_t>(std::min(at, text.size()));
  return static_cast<size_t>(std::count(text.begin(), end, '\n'));
}

// What takes access away: nothing that replaces its file may leave it out.
bool Restricts(std::string_view what) {
  return what.starts_with("resource `aws_s3_bucket_policy`") ||
         what.starts_with("resource `aws_s3_bucket_public_access_block`");
}

class Checker {
 public:
  explicit Checker(const view::Context& context) : context_(context) {}

  const std::vector<Complaint>& complaints() const { return complaints_; }

  void Issue(const plan::Output& output) {
    Constructs found = FindConstructs(output.path, output.text);
    for (const Construct& construct : found.bearing) {
      if (Restricts(construct.what)) restricting_[output.path].insert(construct.what);
    }
    issued_[output.environment].Add(output.path, std::move(found));
  }

  // After all of `found` has been checked.
  void CheckLeftOut(const std::vector<Found>& found) {
    std::set<std::pair<std::string, std::string>> there;
    for (const Found& one : found) {
      for (const Construct& construct : one.constructs.bearing)
        there.emplace(one.output->environment, construct.what);
    }
    for (const Found& one : found) {
      for (const std::string& what : restricting_[one.output->path]) {
        if (there.find({one.output->environment, what}) != there.end()) continue;
        complaints_.push_back({one.output, fmt::format("`{}` lacks {}", one.output->path, what),
                               "it takes access away that others would have", false});
      }
    }
  }

  void Check(const plan::Output& output, const Constructs& found) {
    const Issued& issued = issued_[output.environment];
    if (!found.readable) {
      complaints_.push_back(
          {&output, fmt::format("`{}` may give access, and cannot be read to tell", output.path),
           "a file that may hold roles and policies is plain: no anchors, tags or repeated keys in "
           "YAML, no comments or heredocs inside `${}` and no `\\u` in HCL; a policy of Vault is "
           "`#` comments and "
           "`path \"...\" {` with `capabilities = [...]`, no other attributes, no escapes in texts",
           false});
    }
    if (found.overrides) {
      complaints_.push_back(
          {&output,
           fmt::format("Terraform merges `{}` into the other files of its folder", output.path),
           "give the file a name that does not end in `override`", false});
    }
    const std::string elsewhere = OtherEnvironment(output);
    for (const Construct& rule : found.policy_rules) {
      if (!issued.HasRule(output.path, rule)) {
        Add(output, rule,
            "a policy lies in a file of its own name, with rules of that policy and no others");
      } else if (!elsewhere.empty()) {
        Add(output, rule, elsewhere);
      }
    }
    for (const Construct& construct : found.bearing) {
      const bool known = issued.what.find(construct.what) != issued.what.end();
      if (issued.bearing.find(construct.says) == issued.bearing.end()) {
        Add(output, construct,
            known ? "one of that name is issued, but says something else: compare with the "
                    "template of Writ"
                  : "");
      } else if (!elsewhere.empty()) {
        Add(output, construct, elsewhere);
      }
    }
    for (const Named& name : found.named) {
      if (!issued.Fits(name))
        Add(output, name.identity,
            "what is issued refers to it, so it has to stand for what it does in Writ's own "
            "templates");
    }
    for (const Named& name : found.in_json) {
      if (issued.Declares(name.address))
        Add(output, name.identity, "Writ's own templates declare it, in HCL: keep it there");
    }
  }

 private:
  // Words for an output of one environment that lies in the folder of another one.
  std::string OtherEnvironment(const plan::Output& output) const {
    std::string other;
    std::string_view rest = output.path;
    while (!rest.empty()) {
      const std::string_view segment = rest.substr(0, rest.find('/'));
      rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
      if (segment == output.environment) return {};
      for (const resolve::Environment& environment : context_.program.environments) {
        if (environment.name == segment) other = segment;
      }
    }
    if (other.empty()) return {};
    return fmt::format("it was issued for environment `{}` and lies in a folder of `{}`",
                       output.environment, other);
  }

  void Add(const plan::Output& output, const Construct& construct, std::string_view why) {
    complaints_.push_back(
        {&output,
         fmt::format("line {} of `{}` gives access that was not issued: {}",
                     1 + LineOf(output.text, construct.at), output.path, construct.what),
         std::string(why), true, construct.at, construct.end});
  }

  const view::Context& context_;
  std::map<std::string, Issued> issued_;
  std::map<std::string, std::set<std::string>> restricting_;  // by path: `what`
  std::vector<Complaint> complaints_;
};

// The template's line behind a complaint: the first of those in its range that are the workspace's,
// since a built-in template may include one that is not.
Span LineBehind(const Complaint& complaint, const Rendering& with_lines, OwnFiles& own) {
  const plan::Output& output = *complaint.output;
  for (const plan::Output& same : with_lines.outputs) {
    if (same.path != output.path || same.declared != output.declared) continue;
    const size_t last = std::min(LineOf(output.text, complaint.end) + 1, same.lines.size());
    for (size_t line = LineOf(output.text, complaint.at); line < last; ++line) {
      if (same.lines[line].valid() && own.IsOwn(output.target, same.lines[line].file))
        return same.lines[line];
    }
  }
  return output.declared;
}

// Once for each line of a template, however often it is printed.
void Report(const std::vector<Complaint>& complaints, const Rendering& with_lines, OwnFiles& own,
            diag::Sink& sink) {
  std::set<std::pair<uint32_t, uint32_t>> reported;
  for (const Complaint& complaint : complaints) {
    const plan::Output& output = *complaint.output;
    const Span span = complaint.placed ? LineBehind(complaint, with_lines, own) : output.declared;
    if (!reported.insert({span.file.value, span.begin}).second) continue;
    diag::Builder builder = sink.Report(diag::Code::E0619, span, "{}", complaint.message);
    if (!complaint.why.empty()) builder.Note("{}", complaint.why);
    builder.Note(
        "templates lay access out, they change nothing about it: it follows from what specs use "
        "and `allow`; `writ inspect --stage=access` shows it");
  }
}

}  // namespace

void CheckIssued(const Rendering& rendering, const std::vector<Target>& targets,
                 const source::SourceManager& sources, const view::Context& context,
                 const Objects& objects, const RenderOptions& options, diag::Sink& sink) {
  OwnFiles own(targets, sources);
  std::vector<Found> found;
  for (const plan::Output& output : rendering.outputs) {
    if (!own.Made(output)) continue;
    Constructs constructs = FindConstructs(output.path, output.text);
    if (constructs.any() || output.path.ends_with(".tf"))
      found.push_back({&output, std::move(constructs)});
  }
  if (found.empty()) return;
  // What is wrong with values was said when the workspace's own outputs were rendered.
  diag::Sink unused;
  source::SourceManager built_in;
  const RenderOptions plain{options.environment, options.threads, false, false, {}};
  const Rendering issued = Render(LoadBuiltIn(built_in), context, objects, plain, unused);
  Checker checker(context);
  for (const plan::Output& output : issued.outputs) checker.Issue(output);
  for (const Found& one : found) checker.Check(*one.output, one.constructs);
  checker.CheckLeftOut(found);
  if (checker.complaints().empty()) return;
  RenderOptions lines{options.environment, options.threads, true, false, {}};
  for (const Complaint& complaint : checker.complaints())
    lines.only_paths.insert(complaint.output->path);
  const Rendering again = Render(targets, context, objects, lines, unused);
  Report(checker.complaints(), again, own, sink);
}

}  // namespace writ::target
