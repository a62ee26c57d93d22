#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/edit_distance.h"
#include "base/embedded.h"
#include "syntax/encoding.h"
#include "syntax/parse.h"
#include "target/files.h"
#include "target/read_back.h"
#include "target/target.h"
#include "target/target_file.h"
#include "target/unused.h"
#include "template/ways.h"

namespace writ::target {
namespace {

using diag::Code;

constexpr std::string_view kFile = "target.yaml";
constexpr std::string_view kBuiltIn = "writ:";  // paths of files inside the binary start so

std::string Quoted(std::span<const std::string_view> words) {
  return fmt::format("`[{}]`", fmt::join(words, ", "));
}

// A scalar inside a record, by its dotted path; empty when there is none.
std::vector<const value::Member*> FindField(const value::Type* type, std::string_view path) {
  std::vector<const value::Member*> found;
  while (!path.empty()) {
    const size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    if (type->kind != value::Kind::kRecord) return {};
    const value::Member* end = type->members + type->member_count;
    const value::Member* member =
        std::find_if(type->members, end, [&](const value::Member& m) { return m.name == name; });
    if (member == end) return {};
    found.push_back(member);
    type = member->type();
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return found;
}

bool IsComparable(const value::Type& type) {
  return type.kind == value::Kind::kBool || type.kind == value::Kind::kInteger ||
         type.kind == value::Kind::kText;
}

class Loader {
 public:
  Loader(std::string_view name, Files& files, source::SourceManager& sources, diag::Sink& sink)
      : name_(name), files_(files), sources_(sources), sink_(sink) {}

  // Nothing, with a report, when anything about the target is wrong.
  std::optional<Target> Run(source::FileId file) {
    TargetFile decoded;
    if (!Decode(file, decoded)) return std::nullopt;
    Target target;
    target.name = name_;
    dialect_ = decoded.dialect;
    bool ok = true;
    for (const OutputEntry& entry : decoded.outputs) {
      std::optional<OutputRule> rule = Compile(entry);
      ok = ok && rule.has_value();
      if (rule) target.rules.push_back(std::move(*rule));
    }
    if (!ok) return std::nullopt;
    return target;
  }

 private:
  bool Decode(source::FileId file, TargetFile& out) {
    if (!syntax::CheckEncoding(sources_, file, sink_)) return false;
    tree_ = syntax::Parse(sources_, file, sink_);
    if (!tree_.ok) return false;
    if (tree_.tree.documents.size() != 1) {
      sink_.Report(Code::E0204, Span{file, 0, 0}, "{} holds one object, a map with `kind: target`",
                   kFile);
      return false;
    }
    const syntax::Cursor root(tree_.tree, sources_, tree_.tree.documents[0].root);
    const spec::Layers layers(root, Span{file, 0, 0});
    TargetFile scratch;
    spec::Context shape{sink_, spec::Mode::kShape, {}, {}, {}};
    spec::Context whole{sink_, spec::Mode::kWhole, {}, {}, {}};
    if (!spec::Decode(layers, scratch, shape) || !spec::Decode(layers, out, whole)) return false;
    if (out.kind.value != "target" || out.name.value.text != name_) {
      const bool kind = out.kind.value != "target";
      sink_.Report(Code::E0205, kind ? out.kind.span : out.name.span,
                   "{} of target `{}` says that it is {} `{}`", kFile, name_,
                   kind ? "of kind" : "called", kind ? out.kind.value : out.name.value.text);
      return false;
    }
    return true;
  }

  std::optional<OutputRule> Compile(const OutputEntry& entry) {
    OutputRule rule;
    rule.declared = entry.path.span;
    rule.executable = entry.executable && entry.executable->value;
    if (entry.max_size) rule.max_size = entry.max_size->value;
    rule.language = tmpl::LanguageOf(entry.template_file.value);
    rule.root = FindRootOf(entry);
    if (rule.root == nullptr) return std::nullopt;
    bool ok = CompileWhere(entry, rule);
    std::optional<tmpl::Template> path =
        tmpl::CompilePath(sources_, InnerSpan(entry.path.span), rule.root->type, sink_);
    rule.text = CompileText(entry, rule);
    if (!ok || !path || rule.text == nullptr) return std::nullopt;
    rule.own = IsOwn(*rule.text);
    rule.path = std::move(*path);
    return rule;
  }

  // The text of a scalar without its quotes.
  Span InnerSpan(Span span) const {
    const std::string_view text = sources_.Text(span);
    const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'');
    if (quoted) ++span.begin, --span.end;
    return span;
  }

  const view::Root* FindRootOf(const OutputEntry& entry) {
    std::vector<std::string_view> words;
    for (const Located<std::string>& word : entry.each) words.push_back(word.value);
    if (const view::Root* root = view::FindRoot(words)) return root;
    std::string all;
    for (const view::Root& root : view::Roots()) {
      all += (all.empty() ? "" : ", ") + Quoted(root.each);
    }
    const Span span = entry.each.empty() ? entry.path.span : entry.each.front().span;
    sink_.Report(Code::E0652, span, "there is no data for each {}", Quoted(words))
        .Note("an output is made for each of: {}", all);
    return nullptr;
  }

  bool CompileWhere(const OutputEntry& entry, OutputRule& rule) {
    if (!entry.where) return true;
    bool ok = true;
    for (const auto& [key, literal] : entry.where->entries) {
      Condition condition{FindField(rule.root->type, key.value), literal.value};
      if (condition.path.empty() || !IsComparable(*condition.path.back()->type())) {
        ReportField(key, rule.root->type, !condition.path.empty());
        ok = false;
        continue;
      }
      const value::Kind kind = condition.path.back()->type()->kind;
      const bool is_bool = literal.value == "true" || literal.value == "false";
      if (kind == value::Kind::kBool && !is_bool) {
        sink_.Report(Code::E0653, literal.span, "`{}` is true or false, never `{}`", key.value,
                     literal.value);
        ok = false;
      }
      ok = MayBe(*condition.path.back(), key, literal) && ok;
      rule.where.push_back(std::move(condition));
    }
    return ok;
  }

  // Whether a field may have the value, as far as that is known.
  bool MayBe(const value::Member& member, const Located<std::string>& key,
             const Located<std::string>& literal) {
    const auto& values = member.values;
    if (values.empty() || std::find(values.begin(), values.end(), literal.value) != values.end())
      return true;
    diag::Builder builder =
        sink_.Report(Code::E0653, literal.span, "`{}` is never `{}`", key.value, literal.value);
    const std::string_view near = NearestOrWhole(literal.value, values);
    if (!near.empty()) builder.Here("did you mean `{}`?", near);
    builder.Note("it is one of: {}", fmt::join(values, ", "));
    return false;
  }

  void ReportField(const Located<std::string>& key, const value::Type* type, bool exists) {
    diag::Builder builder =
        exists ? sink_.Report(Code::E0653, key.span, "`{}` is no text, number, true or false",
                              key.value)
               : sink_.Report(Code::E0653, key.span, "the data of {} has no field `{}`", type->name,
                              key.value);
    std::vector<std::string_view> names;
    for (size_t i = 0; i < type->member_count; ++i) {
      if (IsComparable(*type->members[i].type())) names.push_back(type->members[i].name);
    }
    const std::string_view near = Nearest(key.value, names);
    if (!near.empty()) builder.Here("did you mean `{}`?", near);
    builder.Note("`where` can ask for: {}", fmt::join(names, ", "));
  }

  // What reads the texts of the output again; empty when nothing does, nothing when it is unknown.
  std::optional<std::string> DialectOf(const OutputEntry& entry) {
    const std::optional<Located<std::string>>& dialect = entry.dialect ? entry.dialect : dialect_;
    if (!dialect) return std::string();
    const std::vector<std::string_view> known = tmpl::Dialects();
    if (std::find(known.begin(), known.end(), dialect->value) != known.end()) return dialect->value;
    sink_.Report(Code::E0614, dialect->span, "no dialect is called `{}`", dialect->value)
        .Note("there are: {}", fmt::join(known, ", "));
    return std::nullopt;
  }

  // Whether a file of the workspace has a part in it.
  bool IsOwn(const tmpl::Template& text) const {
    const std::vector<source::FileId> made_of = text.Files();
    return std::any_of(made_of.begin(), made_of.end(), [&](source::FileId file) {
      return !sources_.Path(file).starts_with(kBuiltIn);
    });
  }

  std::shared_ptr<const tmpl::Template> CompileText(const OutputEntry& entry,
                                                    const OutputRule& rule) {
    const std::optional<std::string> dialect = DialectOf(entry);
    if (!dialect) return nullptr;
    const auto key = std::tuple(entry.template_file.value, rule.root, *dialect);
    const auto known = compiled_.find(key);
    if (known != compiled_.end()) return known->second;
    std::shared_ptr<const tmpl::Template>& slot = compiled_[key];
    const auto find = [this](std::string_view path) {
      return files_.Find(fmt::format("{}/{}", name_, path));
    };
    const source::FileId file = find(entry.template_file.value);
    if (!file.valid()) {
      diag::Builder builder =
          sink_.Report(Code::E0654, entry.template_file.span, "target `{}` has no template `{}`",
                       name_, entry.template_file.value);
      builder.Note("a template lies beside its target.yaml, in the folder of the target");
      if (!files_.problem().empty()) builder.Note("it cannot be read: {}", files_.problem());
      return nullptr;
    }
    std::optional<tmpl::Template> text =
        tmpl::Compile(sources_, file, rule.language, rule.root->type, find, sink_, *dialect);
    // Tests prove the built-in ones.
    const bool good =
        text && TemplateReads(*text, sink_) && (!IsOwn(*text) || tmpl::CheckWays(*text, sink_));
    if (!good) text.reset();
    if (text) slot = std::make_shared<const tmpl::Template>(std::move(*text));
    return slot;
  }

  std::string name_;
  Files& files_;
  source::SourceManager& sources_;
  diag::Sink& sink_;
  syntax::ParseResult tree_;
  std::optional<Located<std::string>> dialect_;  // of the whole target
  std::map<std::tuple<std::string, const view::Root*, std::string>,
           std::shared_ptr<const tmpl::Template>>
      compiled_;
};

}  // namespace

std::vector<Available> List(const ReadFs& fs, std::string_view templates_folder) {
  std::map<std::string, Available> found;
  // A target is a folder with a target.yaml; one that overrides a built-in target may lack it.
  const auto add = [&](std::string_view path) -> Available* {
    const size_t slash = path.find('/');
    if (slash == std::string_view::npos) return nullptr;
    const bool known = found.find(std::string(path.substr(0, slash))) != found.end();
    if (!known && path.substr(slash + 1) != kFile) return nullptr;
    Available& target = found[std::string(path.substr(0, slash))];
    target.name = path.substr(0, slash);
    return &target;
  };
  for (const embed::File& file : embed::AllFiles()) {
    if (file.folder != "templates") continue;
    if (Available* target = add(file.path)) target->built_in = true;
  }
  // Without a folder of its own a workspace has no targets; listing "" would walk all of it.
  Listing own;
  if (!templates_folder.empty()) {
    if (Result<Listing> listed = fs.List(std::string(templates_folder))) own = std::move(*listed);
  }
  for (const std::string& path : own.files) {
    if (Available* target = add(std::string_view(path).substr(templates_folder.size() + 1))) {
      target->in_workspace = true;
    }
  }
  std::vector<Available> out;
  for (auto& [name, target] : found) out.push_back(target);
  return out;
}

std::vector<Target> LoadBuiltIn(source::SourceManager& sources) {
  spec::Workspace workspace;
  const MemoryFs nothing;
  for (const Available& built_in : List(nothing, {}))
    workspace.targets.push_back({spec::Name{built_in.name}, {}});
  diag::Sink sink;
  return Load(nothing, workspace, {}, sources, sink);
}

std::vector<Target> Load(const ReadFs& fs, const spec::Workspace& workspace, std::string_view only,
                         source::SourceManager& sources, diag::Sink& sink) {
  const std::string folder = workspace.templates ? workspace.templates->value : std::string();
  Files files(fs, folder, sources);
  for (const std::string& link : files.linked_folders()) {
    sink.Report(Code::E0002, workspace.templates->span, "`{}` is a symbolic link to a folder", link)
        .Here("the templates behind it would not be used")
        .Note("links to folders are not followed: put the folder itself here");
  }
  std::vector<Target> targets;
  std::set<std::string> done;
  for (const Located<spec::Name>& name : workspace.targets) {
    if (!only.empty() && name.value.text != only) continue;
    if (!done.insert(name.value.text).second) continue;
    const source::FileId file = files.Find(fmt::format("{}/{}", name.value.text, kFile));
    if (file.valid()) {
      std::optional<Target> target = Loader(name.value.text, files, sources, sink).Run(file);
      if (target) targets.push_back(std::move(*target));
      continue;
    }
    std::vector<Available> all = List(fs, folder);
    std::vector<std::string_view> names;
    for (const Available& target : all) names.push_back(target.name);
    diag::Builder builder =
        sink.Report(Code::E0651, name.span, "no target is called `{}`", name.value.text);
    if (!files.problem().empty())
      builder.Note("its target.yaml cannot be read: {}", files.problem());
    const std::string_view near = Nearest(name.value.text, names);
    if (!near.empty()) builder.Here("did you mean `{}`?", near);
    builder.Note("there are: {}", fmt::join(names, ", "));
  }
  if (!folder.empty() && only.empty())
    ReportUnused(files, List(fs, folder), targets, workspace.templates->span, sink);
  std::sort(targets.begin(), targets.end(),
            [](const Target& a, const Target& b) { return a.name < b.name; });
  return targets;
}

}  // namespace writ::target
