// What an Airflow DAG is told beyond its tasks: Airflow refuses the whole file for one value that
// it does not take.
#include <algorithm>

#include "base/ascii.h"
#include "rules/rules.h"
#include "syntax/core_scalar.h"

namespace writ::rules {
namespace {

using diag::Code;
using Sort = syntax::CoreScalar::Kind;

constexpr int64_t kMaxInteger = 2147483647;  // what Airflow's database holds
constexpr size_t kMaxPool = 256;
constexpr size_t kMaxTag = 100;

// Characters of a UTF-8 text.
size_t Length(std::string_view text) {
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), starts));
}

void CheckCount(std::string_view field, const Located<int64_t>& count, diag::Sink& sink) {
  if (count.value >= 1 && count.value <= kMaxInteger) return;
  sink.Report(Code::E0503, count.span, "`{}: {}` is out of range", field, count.value)
      .Note("1 to {}", kMaxInteger);
}

void CheckText(std::string_view what, const Located<std::string>& text, size_t most,
               diag::Sink& sink) {
  const size_t length = Length(text.value);
  if (length >= 1 && length <= most) return;
  sink.Report(Code::E0503, text.span, "{} has {} characters", what, length)
      .Note("Airflow takes 1 to {}", most);
}

// Days of all years: every 400 years are like the others.
bool IsDate(std::string_view text) {
  const std::string_view year = text.substr(0, 4);
  if (year.size() != 4 || year == "0000" || !std::all_of(year.begin(), year.end(), IsDigit))
    return false;
  const int number = std::stoi(std::string(year));
  const std::string shifted = fmt::format("{}{}", 2000 + number % 400, text.substr(4));
  return spec::Scalar<spec::Date>::Parse(shifted).value.has_value();
}

bool Fits(spec::ParamType type, const syntax::Cursor& preset) {
  if (!preset.is_scalar()) return false;
  const Sort sort = syntax::ReadCoreScalar(preset).kind;
  switch (type) {
    case spec::ParamType::kString:
      return true;
    case spec::ParamType::kInteger:
      return sort == Sort::kInteger;
    case spec::ParamType::kNumber:
      return sort == Sort::kInteger || sort == Sort::kDecimal;
    case spec::ParamType::kBoolean:
      return sort == Sort::kBool;
    case spec::ParamType::kDate:
      return IsDate(preset.text());
  }
  return false;
}

std::string_view Wanted(spec::ParamType type) {
  switch (type) {
    case spec::ParamType::kString:
      return "a text";
    case spec::ParamType::kInteger:
      return "a whole number without quotes, such as `3`";
    case spec::ParamType::kNumber:
      return "a number without quotes, such as `0.5`";
    case spec::ParamType::kBoolean:
      return "`true` or `false` without quotes";
    case spec::ParamType::kDate:
      return "a day of the calendar, such as `2026-01-31`";
  }
  return {};
}

void CheckParam(const Located<spec::Name>& name, const spec::Param& param, diag::Sink& sink) {
  if (!param.preset || Fits(param.type.value, param.preset->node)) return;
  auto report =
      sink.Report(Code::E0503, param.preset->node.span(), "the default of param `{}` is no {}",
                  name.value.text, spec::Print(param.type.value));
  if (param.type.span.valid()) report.Label(param.type.span, "its type");
  report.Note("write {}, or change its `type`", Wanted(param.type.value));
}

}  // namespace

void AirflowSettings(const Scope& scope, diag::Sink& sink) {
  for (const spec::Schedule& schedule : scope.environment.schedules) {
    if (schedule.engine.value != spec::Engine::kAirflow) continue;
    const spec::AirflowSettings& airflow = schedule.airflow;
    if (airflow.max_active_runs.value > kMaxInteger)  // 0 is told by the rule on schedules
      CheckCount("max_active_runs", airflow.max_active_runs, sink);
    if (airflow.max_active_tasks) CheckCount("max_active_tasks", *airflow.max_active_tasks, sink);
    if (airflow.pool_slots) CheckCount("pool_slots", *airflow.pool_slots, sink);
    if (airflow.pool) CheckText("the name of the pool", *airflow.pool, kMaxPool, sink);
    for (const auto& tag : airflow.tags) CheckText("the tag", tag, kMaxTag, sink);
    for (const auto& [name, param] : airflow.params.entries) CheckParam(name, param, sink);
  }
}

}  // namespace writ::rules
