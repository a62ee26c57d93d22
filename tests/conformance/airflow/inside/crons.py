"""Prints when Airflow fires for crons, as one JSON object on the last line.

usage: python crons.py CRONS DAY...

CRONS is a JSON list of [CRON, ZONE]; the answer is {"fires": [[five instants from midnight of each
DAY in the zone on, UTC] for each of CRONS]}.
"""

from __future__ import annotations

import json
import sys

from airflow.timetables.base import DataInterval, TimeRestriction
from airflow.timetables.trigger import CronTriggerTimetable
from pendulum import instance, parse


def fires(cron: str, zone: str, day: str) -> list[str]:
    timetable = CronTriggerTimetable(cron, timezone=zone)
    restriction = TimeRestriction(earliest=None, latest=None, catchup=True)
    last, times = DataInterval.exact(parse(day, tz=zone).subtract(seconds=1)), []
    for _ in range(5):
        info = timetable.next_dagrun_info(
            last_automated_data_interval=last, restriction=restriction
        )
        last = info.data_interval
        times.append(instance(info.run_after).in_timezone("UTC").isoformat())
    return times


def main() -> None:
    crons, *days = sys.argv[1:]
    answer = [[fires(cron, zone, day) for day in days] for cron, zone in json.loads(crons)]
    print()
    print(json.dumps({"fires": answer}))


main()
