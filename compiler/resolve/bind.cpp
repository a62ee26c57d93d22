#include "resolve/bind.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/edit_distance.h"
#include "resolve/identity.h"
#include "resolve/local_names.h"
#include "resolve/walk_refs.h"
#include "spec/secret_text.h"

namespace writ::resolve {
namespace {

using diag::Code;
using spec::Object;

template <class S>
std::string FullName(const Object& object) {
  return object.package.empty() ? object.name : object.package + "/" + object.name;
}

template <class S>
ByName Index(const spec::Model& model, diag::Sink& sink) {
  ByName out;
  for (const Object& object : model.objects) {
    if (object.kind != spec::kTable<S>.name || object.name.empty()) continue;
    const auto [found, added] = out.emplace(FullName<S>(object), &object);
    if (added || !object.name_span.valid() || !found->second->name_span.valid()) continue;
    sink.Report(Code::E0302, object.name_span, "two objects are called `{}/{}`", object.kind,
                found->first)
        .Here("this one too")
        .Label(found->second->name_span, "the first is here")
        .Note("give one of them another name; a rename that keeps what exists says `renamed_from`");
  }
  return out;
}

class Binder {
 public:
  Binder(const spec::Workspace& workspace, const spec::Model& model, diag::Sink& sink)
      : model_(model), sink_(sink) {
    program_.workspace = workspace;
    program_.platform = std::make_unique<spec::Platform>();
  }

  Program Run() {
    if (!BindPlatform()) return std::move(program_);
    packages_ = Index<spec::Package>(model_, sink_);
    schedules_ = Index<spec::Schedule>(model_, sink_);
    secrets_ = Index<spec::Secret>(model_, sink_);
    maintenance_ = Index<spec::Maintenance>(model_, sink_);
    CheckEnvironmentNames(model_, packages_, *program_.platform, sink_);
    CheckFormerNames(model_, sink_);
    for (const auto& [name, facts] : program_.platform->environments.entries) {
      Environment& environment = program_.environments.emplace_back();
      environment.name = name.value.text;
      environment.name_span = name.span;
      environment.facts = &facts;
      Fill(environment);
    }
    return std::move(program_);
  }

 private:
  bool BindPlatform() {
    std::vector<const Object*> found;
    for (const Object& object : model_.objects) {
      if (object.kind == "platform") found.push_back(&object);
    }
    if (found.empty()) {
      if (!model_.complete) return false;  // it may stand in what could not be read
      sink_
          .Report(Code::E0305, program_.workspace.name.span,
                  "no spec file holds a `kind: platform`")
          .Here("this workspace has none")
          .Note("teams and environments are declared there; `writ init` shows one");
      return false;
    }
    if (found.size() > 1) {
      sink_.Report(Code::E0305, found[1]->name_span, "a workspace has one platform")
          .Here("this is the second")
          .Label(found[0]->name_span, "the first is here");
      return false;
    }
    if (!found[0]->sound) return false;
    spec::Context context{sink_, spec::Mode::kWhole, {}, {}, {}};
    if (!spec::DecodeObject(spec::LayersOf(*found[0], {}, {}), *program_.platform, context))
      return false;
    if (program_.platform->environments.entries.empty()) {
      sink_.Report(Code::E0203, found[0]->name_span, "this platform has no environment")
          .Note("for example `environments: {{prod: {{tier: production}}}}`");
      return false;
    }
    return true;
  }

  template <class S>
  bool Decode(const Object& object, const Environment& environment, diag::Sink& sink, S& out) {
    const auto base = [](const auto& data) { return data ? data->node : syntax::Cursor(); };
    const spec::PlatformDefaults& defaults = program_.platform->defaults;
    spec::Context context{sink, spec::Mode::kWhole, base(defaults.job), base(defaults.schedule),
                          environment.name};
    const bool scheduled = std::is_same_v<S, spec::Schedule>;
    const syntax::Cursor below = scheduled ? context.schedule_defaults : syntax::Cursor();
    return spec::DecodeObject(spec::LayersOf(object, environment.name, below), out, context);
  }

  // What an object with mistakes refers to can be wrong too, and is said in the same run. Its
  // mistakes are reported already.
  template <class S>
  void CheckRefsOfBroken(const ByName& objects, const Environment& environment) {
    for (const auto& [name, object] : objects) {
      const bool lacking = incomplete_.count(std::string(spec::kTable<S>.name) + "/" + name) > 0;
      if ((object->sound && !lacking) || !object->root.valid() || !object->root.is_map()) continue;
      if (!NamesEnvironment(*object, environment.name) || !PackageIsHere(*object, environment)) {
        continue;
      }
      diag::Sink known;
      S decoded;
      Decode(*object, environment, known, decoded);
      WalkRefs(decoded, [&]<class T>(spec::Ref<T>& ref) {
        const bool secret =
            !spec::LooksLikeSecret(ref.name.value).empty();  // no message may quote it
        if (ref.name.span.valid() && !secret) BindOne(environment, decoded, ref);
      });
    }
  }

  // All sound objects of a kind that exist in the environment, complete.
  template <class S>
  void Materialize(const ByName& objects, const Environment& environment, std::vector<S>& out) {
    for (const auto& [name, object] : objects) {
      if (!object->sound || !NamesEnvironment(*object, environment.name)) continue;
      if (!PackageIsHere(*object, environment)) continue;
      S decoded;
      const bool ok = Decode(*object, environment, sink_, decoded);
      if (ok) out.push_back(std::move(decoded));
      if (!ok) incomplete_.insert(std::string(spec::kTable<S>.name) + "/" + name);
    }
  }

  // An object of a package without `environments` of its own is where its package is.
  bool PackageIsHere(const Object& object, const Environment& environment) {
    if (object.package.empty() || object.root.Find("environments").valid()) return true;
    const auto package = packages_.find(object.package);
    return package == packages_.end() || !package->second->sound ||
           NamesEnvironment(*package->second, environment.name);
  }

  void Fill(Environment& environment) {
    Materialize(packages_, environment, environment.packages);
    Materialize(secrets_, environment, environment.secrets);
    Materialize(schedules_, environment, environment.schedules);
    Materialize(maintenance_, environment, environment.maintenance);
    BindAll(environment, environment.packages);
    BindAll(environment, environment.secrets);
    BindAll(environment, environment.schedules);
    BindAll(environment, environment.maintenance);
    CheckRefsOfBroken<spec::Package>(packages_, environment);
    CheckRefsOfBroken<spec::Secret>(secrets_, environment);
    CheckRefsOfBroken<spec::Schedule>(schedules_, environment);
    CheckRefsOfBroken<spec::Maintenance>(maintenance_, environment);
    BindLocalNames(environment, sink_);
    CheckCycles(environment, sink_);
  }

  template <class S>
  void BindAll(const Environment& environment, std::vector<S>& objects) {
    for (S& object : objects) {
      BindOwner(environment, object);
      WalkRefs(object, [&]<class T>(spec::Ref<T>& ref) { BindOne(environment, object, ref); });
    }
  }

  // Schedules and maintenance belong to their package's owner unless they say otherwise.
  template <class S>
  void BindOwner(const Environment& environment, S& object) {
    if constexpr (requires { object.owner.has_value(); }) {
      const Id<spec::Package> package = FindPackage(environment, object.package.name.value);
      if (!object.owner && package.valid()) object.owner = At(environment.packages, package).owner;
    }
  }

  template <class S, class T>
  void BindOne(const Environment& environment, const S& object, spec::Ref<T>& ref) {
    if constexpr (std::is_same_v<T, spec::Team>) {
      BindTeam(object, ref);
    } else if constexpr (std::is_same_v<T, spec::Package>) {
      BindObject(ref, environment, environment.packages, packages_);
    } else if constexpr (std::is_same_v<T, spec::Secret>) {
      BindObject(ref, environment, environment.secrets, secrets_);
    } else {
      BindObject(ref, environment, environment.schedules, schedules_);
    }
  }

  template <class S>
  void BindTeam(const S& object, spec::Ref<spec::Team>& ref) {
    std::string_view wanted = ref.name.value;
    if (wanted == "owner") {
      if constexpr (requires { object.owner.has_value(); }) {
        wanted = object.owner ? std::string_view(object.owner->name.value) : std::string_view();
      } else {
        wanted = object.owner.name.value;
      }
    }
    const auto& teams = program_.platform->teams;
    if (const auto* found = teams.FindEntry(wanted)) {
      ref.id = {static_cast<uint32_t>(found - teams.entries.data())};
      return;
    }
    if (wanted.empty()) return;
    std::vector<std::string_view> names;
    for (const auto& [name, team] : teams.entries) names.push_back(name.value.text);
    const std::string_view near = Nearest(wanted, names);
    auto report = sink_.Report(Code::E0301, ref.name.span, "there is no team `{}`", wanted);
    if (!near.empty()) report.Here("did you mean `{}`?", near);
    report.Note("the platform declares {}", fmt::join(names, ", "));
  }

  template <class T>
  static std::string NameOf(const T& object) {
    if constexpr (requires { object.package; }) {
      return object.package.name.value + "/" + object.name.value.text;
    } else {
      return object.name.value.text;
    }
  }

  template <class T>
  void BindObject(spec::Ref<T>& ref, const Environment& environment, const std::vector<T>& all,
                  const ByName& declared) {
    const auto less = [](const T& object, const std::string& name) {
      return NameOf(object) < name;
    };
    const auto found = std::lower_bound(all.begin(), all.end(), ref.name.value, less);
    if (found != all.end() && NameOf(*found) == ref.name.value) {
      ref.id = {static_cast<uint32_t>(found - all.begin())};
      return;
    }
    constexpr std::string_view kKind = spec::kTable<T>.name;
    const auto object = declared.find(ref.name.value);
    if (object != declared.end()) {
      if (!object->second->sound ||
          incomplete_.count(fmt::format("{}/{}", kKind, ref.name.value)) > 0)
        return;  // poisoned
      sink_
          .Report(Code::E0303, ref.name.span, "{} `{}` does not exist in environment `{}`", kKind,
                  ref.name.value, environment.name)
          .Here("needed in `{}`", environment.name)
          .Label(object->second->name_span, "declared here, with `environments`")
          .Note("add `{}` to its `environments`, or take this use out of `{}` by an override",
                environment.name, environment.name);
      return;
    }
    if (model_.complete) ReportUnknown(ref, kKind, declared);
  }

  template <class T>
  void ReportUnknown(const spec::Ref<T>& ref, std::string_view kind, const ByName& declared) {
    const std::string_view near = suggestions_.For(ref.name.value, [&] {
      std::vector<std::string_view> names;
      for (const auto& entry : declared) names.push_back(entry.first);
      return names;
    });
    auto report =
        sink_.Report(Code::E0301, ref.name.span, "no {} is called `{}`", kind, ref.name.value);
    if (near.empty()) {
      report.Here("nothing has this name");
      if (kind == "schedule" && ref.name.value.find('/') == std::string::npos)
        report.Note("schedules are referred to as `package/schedule`");
      return;
    }
    report.Here("did you mean `{}`?", near)
        .Label(declared.find(near)->second->name_span, "`{}` is declared here", near);
  }

  const spec::Model& model_;
  diag::Sink& sink_;
  Program program_;
  Suggestions suggestions_;
  ByName packages_, schedules_, secrets_, maintenance_;
  std::set<std::string>
      incomplete_;  // kind/name of objects that lack something: references to them stay silent
};

}  // namespace

Program Bind(const spec::Workspace& workspace, const spec::Model& model, diag::Sink& sink) {
  return Binder(workspace, model, sink).Run();
}

}  // namespace writ::resolve
