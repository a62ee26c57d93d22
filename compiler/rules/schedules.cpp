// Settings of schedules that their engine cannot hold.
#include "rules/notices.h"
#include "rules/rules.h"

namespace writ::rules {
namespace {

using diag::Code;

// Cloud Scheduler waits 5s at least and 1h at most where nothing is set.
void CheckBackoff(const spec::Retry& retry, diag::Sink& sink) {
  const spec::Duration least = retry.min_backoff ? retry.min_backoff->value : spec::Duration{5};
  const spec::Duration most = retry.max_backoff ? retry.max_backoff->value : spec::Duration{3600};
  if (least <= most) return;
  const bool both = retry.min_backoff && retry.max_backoff;
  const Span span = retry.min_backoff ? retry.min_backoff->span : retry.max_backoff->span;
  auto report = sink.Report(Code::E0503, span, "the shortest wait is {}, the longest {}",
                            spec::Print(least), spec::Print(most));
  if (both) report.Label(retry.max_backoff->span, "the longest wait");
  report.Note("`min_backoff` is at most `max_backoff`; 5s and 1h where they are not set");
}

void CheckHttp(const Scope& scope, const spec::Schedule& schedule, diag::Sink& sink) {
  if (schedule.attempt_deadline) {
    const Located<spec::Duration>& deadline = *schedule.attempt_deadline;
    if (deadline->seconds < 15 || deadline->seconds > 1800) {
      sink.Report(Code::E0503, deadline.span, "an attempt deadline of {} is out of range",
                  spec::Print(deadline.value))
          .Note("Cloud Scheduler takes 15s to 30m for HTTP");
    }
    const spec::Package& package = resolve::At(scope.environment.packages, schedule.package.id);
    const spec::Service* service = package.services.Find(schedule.http->service.value.text);
    if (service != nullptr && service->timeout && service->timeout->value < deadline.value) {
      sink.Report(Code::E0503, deadline.span,
                  "the attempt may last {}, but `{}` cuts requests off after {}",
                  spec::Print(deadline.value), schedule.http->service.value.text,
                  spec::Print(service->timeout->value))
          .Here("longer than the service answers")
          .Label(service->timeout->span, "the service's timeout")
          .Note(
              "a request that is cut off is tried again: give the service at least the attempt's "
              "time");
    }
  }
  if (schedule.retry && schedule.retry->count.value > 5) {
    sink.Report(Code::E0503, schedule.retry->count.span, "{} retries are too many",
                schedule.retry->count.value)
        .Note("Cloud Scheduler takes 0 to 5");
  }
  if (schedule.retry && schedule.retry->max_doublings && schedule.retry->max_doublings->value > 5) {
    sink.Report(Code::E0503, schedule.retry->max_doublings->span, "{} doublings are too many",
                schedule.retry->max_doublings->value)
        .Note("Cloud Scheduler takes 0 to 5");
  }
  if (schedule.retry) CheckBackoff(*schedule.retry, sink);
  const bool has_body = schedule.http->method.value == spec::HttpMethod::kPost ||
                        schedule.http->method.value == spec::HttpMethod::kPut ||
                        schedule.http->method.value == spec::HttpMethod::kPatch;
  if (schedule.http->body && !has_body) {
    sink.Report(Code::E0503, schedule.http->body->node.span(), "a {} request has no body",
                spec::Print(schedule.http->method.value))
        .Note("use POST, PUT or PATCH");
  }
}

// The previous and this fire exist only where a cron decides when.
void CheckRunValues(const Scope& scope, const spec::Schedule& schedule, diag::Sink& sink) {
  if (schedule.cron) return;
  const spec::Package& package = resolve::At(scope.environment.packages, schedule.package.id);
  const auto check = [&](const spec::Argument& argument) {
    const bool interval = argument.run && (argument.run->value == spec::RunValue::kStart ||
                                           argument.run->value == spec::RunValue::kEnd);
    if (!interval) return;
    sink.Report(Code::E0503, argument.run->span, "`{{run: {}}}` means nothing without a cron",
                spec::Print(argument.run->value))
        .Here("the start or end of a data interval")
        .Label(schedule.name.span, "this schedule has no `cron`")
        .Note("use a param, or a job of its own for this schedule");
  };
  const auto job = [&](const Located<spec::Name>& name) {
    const spec::Job* found = package.jobs.Find(name.value.text);
    if (found == nullptr) return;
    for (const spec::Argument& argument : found->command) check(argument);
    for (const auto& [variable, argument] : found->env.entries) check(argument);
  };
  if (schedule.run) job(*schedule.run);
  for (const auto& [name, task] : schedule.tasks.entries) job(task.job);
}

void CheckAirflow(const Scope& scope, const spec::Schedule& schedule, diag::Sink& sink) {
  if (schedule.airflow.catchup.value && !schedule.start) {
    sink.Report(Code::E0503, schedule.airflow.catchup.span, "`catchup: true` without `start`")
        .Here("since when?")
        .Note("add `start: 2026-01-01`: the first day to catch up from");
  }
  if (schedule.airflow.max_active_runs.value < 1) {
    sink.Report(Code::E0503, schedule.airflow.max_active_runs.span, "no run could ever start")
        .Note("`max_active_runs` is at least 1; `enabled: false` switches a schedule off");
  }
  if (schedule.notify.late && !schedule.cron) {
    sink.Report(Code::E0503, schedule.notify.late->after.span, "a late notice needs a `cron`")
        .Note("only a cron tells when a run should have started");
  }
  CheckRunValues(scope, schedule, sink);
}

// What Airflow does not run, or what is switched off, never tells Airflow that it has succeeded.
void CheckAfter(const Scope& scope, const spec::Schedule& schedule, diag::Sink& sink) {
  if (!schedule.enabled.value) return;
  for (const spec::Ref<spec::Schedule>& before : schedule.after) {
    const spec::Schedule& other = resolve::At(scope.environment.schedules, before.id);
    if (other.engine.value != spec::Engine::kAirflow) {
      sink.Report(Code::E0503, before.name.span, "`{}` does not run in Airflow", before.name.value)
          .Here("nothing tells Airflow when it has succeeded")
          .Label(other.engine.span, "its engine")
          .Note("`after` names schedules with `engine: airflow`; give `{}` a `cron` otherwise",
                schedule.name.value.text);
      continue;
    }
    if (other.enabled.value) continue;
    sink.Report(Code::E0503, before.name.span, "`{}` is switched off in `{}`", before.name.value,
                scope.environment.name)
        .Here("what runs after it never runs")
        .Label(other.enabled.span, "switched off here")
        .Note("switch `{}` off there too: `overrides: {{{}: {{enabled: false}}}}`",
              schedule.name.value.text, scope.environment.name);
  }
}

}  // namespace

void Schedules(const Scope& scope, diag::Sink& sink) {
  for (const spec::Schedule& schedule : scope.environment.schedules) {
    if (schedule.manual && !schedule.manual->value) {
      sink.Report(Code::E0503, schedule.manual->span,
                  "`manual: false` says nothing about when it runs")
          .Note("write a `cron`, or `manual: true`");
    }
    CheckAfter(scope, schedule, sink);
    if (schedule.engine.value != spec::Engine::kCloudScheduler)
      CheckNotices(scope, schedule.notify, sink);
    if (schedule.http) CheckHttp(scope, schedule, sink);
    if (schedule.engine.value == spec::Engine::kAirflow) CheckAirflow(scope, schedule, sink);
  }
}

}  // namespace writ::rules
