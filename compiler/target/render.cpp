#include "target/render.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/parallel.h"
#include "target/read_back.h"
#include "template/ways.h"

namespace writ::target {
namespace {

// Items a thread takes at once: few where there are few, since those of an environment are large.
size_t Chunk(size_t items, size_t threads) {
  constexpr size_t kMost = 16;
  return std::clamp<size_t>(items / (8 * threads), 1, kMost);
}

bool Holds(const Condition& condition, const void* data) {
  const value::Type* type = nullptr;
  for (const value::Member* member : condition.path) {
    data = member->get(data);
    type = member->type();
  }
  const value::Ref field{type, data};
  switch (type->kind) {
    case value::Kind::kBool:
      return field.As<value::Bool>().value == (condition.literal == "true");
    case value::Kind::kInteger:
      return std::to_string(field.As<value::Integer>().value) == condition.literal;
    default:
      return field.As<value::Text>().value == condition.literal;
  }
}

// A rule with the name of its target.
struct Asked {
  const Target* target;
  const OutputRule* rule;
};

// All rules that are made for the same data; each of its items is built once for all of them.
struct Group {
  const view::Root* root;
  std::vector<Asked> rules;
};

std::vector<Group> GroupByRoot(const std::vector<Target>& targets) {
  std::vector<Group> groups;
  for (const view::Root& root : view::Roots()) {
    Group group{&root, {}};
    for (const Target& target : targets) {
      for (const OutputRule& rule : target.rules) {
        if (rule.root == &root) group.rules.push_back({&target, &rule});
      }
    }
    if (!group.rules.empty()) groups.push_back(std::move(group));
  }
  return groups;
}

// What one item came to.
struct Slot {
  std::vector<plan::Output> outputs;
  diag::Sink sink;
  std::chrono::nanoseconds reading_back{};
};

class Renderer {
 public:
  Renderer(const view::Context& context, const Objects& objects, const RenderOptions& options)
      : context_(context), objects_(objects), options_(options) {}

  void Item(const Group& group, size_t index, Slot& slot) const {
    group.root->with(
        context_, index,
        [&](const void* data, std::string_view environment, const std::string& object) {
          if (!options_.environment.empty() && environment != options_.environment) {
            return;
          }
          for (const Asked& asked : group.rules) {
            Rule(asked, data, environment, object, slot);
          }
        });
  }

 private:
  void Rule(const Asked& asked, const void* data, std::string_view environment,
            const std::string& object, Slot& slot) const {
    const OutputRule& rule = *asked.rule;
    const bool wanted =
        std::all_of(rule.where.begin(), rule.where.end(),
                    [&](const Condition& condition) { return Holds(condition, data); });
    if (!wanted) return;
    tmpl::Rendered path, text;
    const tmpl::RenderOptions with_lines{.record_lines = options_.record_lines || rule.own};
    if (!tmpl::Render(rule.path, data, {}, path, slot.sink)) return;
    if (path.text.ends_with('\n')) path.text.pop_back();
    const std::set<std::string>& wanted_paths = options_.only_paths;
    if (!wanted_paths.empty() && wanted_paths.find(path.text) == wanted_paths.end()) return;
    if (!tmpl::Render(*rule.text, data, with_lines, text, slot.sink)) return;
    if (rule.own && !PrintsWell(rule.language, text, slot.sink)) return;
    if (!options_.record_lines) text.lines = std::vector<Span>();
    std::vector<std::string> behind = objects_.Behind(text.holes, object);
    std::vector<hole::Printed> printed = std::move(text.printed);
    slot.outputs.push_back(
        plan::Finish(std::move(path.text), rule.language, std::move(text), std::move(behind)));
    plan::Output& output = slot.outputs.back();
    output.executable = rule.executable;
    output.target = asked.target->name;
    output.environment = environment;
    output.declared = rule.declared;
    output.object = objects_.Declared(object);
    output.made_for = object;
    CheckSize(rule, output, object, slot.sink);
    const auto start = std::chrono::steady_clock::now();
    const bool good = ReadsBack(output, {*rule.text, data, std::move(printed)}, slot.sink);
    slot.reading_back += std::chrono::steady_clock::now() - start;
    // `= {}` would empty it and keep its memory.
    if (!options_.record_holes) output.holes = std::vector<tmpl::HoleRecord>();
    if (!good) slot.outputs.pop_back();
  }

  // Sees what templates of a workspace print only for this data: keys that happen to be equal.
  static bool PrintsWell(tmpl::Language language, const tmpl::Rendered& text, diag::Sink& sink) {
    const auto problem = tmpl::CheckPrinted(language, text.text, text.lines);
    if (!problem) return true;
    size_t begin = 0;
    for (size_t line = 0; line < problem->line; ++line) begin = text.text.find('\n', begin) + 1;
    const size_t end = text.text.find('\n', begin);
    Span from;
    for (const tmpl::HoleRecord& hole : text.holes) {
      if (hole.begin >= begin && hole.begin < end && hole.from.first.valid() && !from.valid())
        from = hole.from.first;
    }
    if (from.valid()) {
      sink.Report(diag::Code::E0617, from, "this value does not fit where it is printed: {}",
                  problem->what)
          .Label(problem->span, "printed here");
    } else {
      sink.Report(diag::Code::E0615, problem->span, "what is printed here cannot be read: {}",
                  problem->what);
    }
    return false;
  }

  static void CheckSize(const OutputRule& rule, const plan::Output& output,
                        const std::string& object, diag::Sink& sink) {
    if (!rule.max_size || output.text.size() <= static_cast<size_t>(rule.max_size->bytes)) return;
    sink.Report(diag::Code::E0503, output.object.valid() ? output.object : output.declared,
                "the output `{}` of {} has {} bytes", output.path, object, output.text.size())
        .Here("too much in one file")
        .Note("target `{}` says that its reader takes {}; part the object into several",
              output.target, spec::Print(*rule.max_size));
  }

  const view::Context& context_;
  const Objects& objects_;
  const RenderOptions& options_;
};

}  // namespace

Rendering Render(const std::vector<Target>& targets, const view::Context& context,
                 const Objects& objects, const RenderOptions& options, diag::Sink& sink) {
  const Renderer renderer(context, objects, options);
  Rendering rendering;
  for (const Group& group : GroupByRoot(targets)) {
    std::vector<Slot> slots(group.root->count(context));
    ParallelFor(slots.size(), options.threads, Chunk(slots.size(), options.threads),
                [&](size_t i) { renderer.Item(group, i, slots[i]); });
    for (Slot& slot : slots) {
      sink.Append(std::move(slot.sink));
      std::move(slot.outputs.begin(), slot.outputs.end(), std::back_inserter(rendering.outputs));
      rendering.reading_back += slot.reading_back;
    }
  }
  return rendering;
}

}  // namespace writ::target
