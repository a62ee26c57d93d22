# shellcheck shell=bash
# A run of named steps: every step runs, whatever became of the ones before, and the last line counts them.
# Sourced by ./dev from the root of the repository.

results=$PWD/build/results

start_steps() {
  rm -rf "$results"
  mkdir -p "$results"
  : >"$results/steps"
}

# step NAME COMMAND...: one check that passes or fails.
step() {
  run_step "" "$@"
}

# counted_step NAME REPORT COMMAND...: a command that counts its tests in $results/REPORT, which is either
# JUnit's XML or, if it ends in .log, a text with a line "N passed, N failed" (the command's own output).
counted_step() {
  run_step "$2" "$1" "${@:3}"
}

run_step() {
  local report=$1 name=$2 started=$SECONDS result=passed
  local log="$results/${name//[^a-z0-9-]/_}.log"
  [[ $report != *.log ]] || log=$results/$report
  # A process of its own, so that `set -e` holds inside a function although its status is looked at.
  (set -e; "${@:3}") >"$log" 2>&1 &
  wait $! || result=failed
  printf '%s\t%s\t%s\n' "$result" "$report" "$name" >>"$results/steps"
  if [[ $result == failed ]]; then
    tail -n 200 "$log"
  else
    grep -aE '^(SKIPPED|counted:)' "$log" || true
  fi
  printf '%-6s %s (%d s)\n' "${result/passed/ok}" "$name" "$((SECONDS - started))"
}

# finish_steps: prints "N passed, N failed, N skipped" as the last line; fails if anything failed.
finish_steps() {
  # shellcheck disable=SC2154  # tools_src comes from lib.sh
  "$(python311)" "$tools_src/count_tests.py" "$results"
}
