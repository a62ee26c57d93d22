@for job in gcp.jobs
# schedule/@{package.name}/@{job.name}: its own identity may call one service and nothing else.
resource "google_service_account" "@{job.account.label}" {
  project = var.project_id
  account_id = @{job.account.id}
  display_name = @{job.account.title}
}

resource "google_cloud_run_v2_service_iam_member" "@{job.account.label}" {
  project = @{job.service}.project
  location = @{job.service}.location
  name = @{job.service}.name
  role = "roles/run.invoker"
  member = @{job.account.address}.member
}

resource "google_cloud_scheduler_job" "@{job.label}" {
  project = var.project_id
  region = var.region
  name = @{job.id}
  @if job.description
  description = @{job.description}
  @end
  schedule = @{job.cron}
  time_zone = @{job.timezone}
  attempt_deadline = @{job.attempt_deadline}
  paused = @{job.paused}

  retry_config {
    retry_count = @{job.retry.count}
    @if job.retry.max_duration
    max_retry_duration = @{job.retry.max_duration}
    @end
    @if job.retry.min_backoff
    min_backoff_duration = @{job.retry.min_backoff}
    @end
    @if job.retry.max_backoff
    max_backoff_duration = @{job.retry.max_backoff}
    @end
    @if job.retry.max_doublings
    max_doublings = @{job.retry.max_doublings}
    @end
  }

  http_target {
    http_method = @{job.method}
    uri = join("", [@{job.service}.uri, @{job.path}])

    headers = {
      Content-Type = "application/json"
    }

    @if job.body
    body = base64encode(jsonencode(@{job.body}))
    @end

    oidc_token {
      service_account_email = @{job.account.address}.email
      audience = @{job.service}.uri
    }
  }

  depends_on = [@{job.invoker}]
}

@end
@for move in gcp.job_moves
moved {
  from = @{move.from}
  to = @{move.to}
}

@end
