"""Runs inside an Airflow environment and answers the questions that calendar_probe.cpp answers.

One question a line, one answer a line:

  fires CRON|ZONE|AFTER|COUNT   when CronTriggerTimetable runs after a run at AFTER
  expand CRON                   the values of each field, as croniter expands them
  offset ZONE|INSTANT           the zone's offset
  zones                         all names that the tzdata package has
  release                       its IANA release

Instants are seconds since 1970, offsets seconds. Expects PYTHONTZPATH="", so that zones come from
the tzdata package and not from the machine.
"""

import datetime
import functools
import sys
from pathlib import Path

import pendulum
import tzdata
from airflow.timetables.base import DataInterval, TimeRestriction
from airflow.timetables.trigger import CronTriggerTimetable
from croniter import croniter

CATCH_UP = TimeRestriction(earliest=None, latest=None, catchup=True)


def fires(cron: str, zone: str, after: str, count: str) -> str:
    """Asks as the scheduler does: the next run after the last one, time and again."""
    timetable = CronTriggerTimetable(cron, timezone=zone, interval=datetime.timedelta(0))
    timetable.validate()
    last = pendulum.from_timestamp(int(after))
    answers = []
    for _ in range(int(count)):
        info = timetable.next_dagrun_info(
            last_automated_data_interval=DataInterval.exact(last), restriction=CATCH_UP
        )
        last = info.run_after
        answers.append(str(int(last.timestamp())))
    return " ".join(answers)


def expand(cron: str) -> str:
    return str(croniter.expand(cron)[0])


@functools.cache
def timezone(name: str) -> datetime.tzinfo:
    return pendulum.timezone(name)


def offset(zone: str, instant: str) -> str:
    moment = datetime.datetime.fromtimestamp(int(instant), timezone(zone))
    return str(int(moment.utcoffset().total_seconds()))


def zones() -> str:
    return " ".join((Path(tzdata.__file__).parent / "zones").read_text().split())


QUESTIONS = {"fires": fires, "expand": expand, "offset": offset, "zones": zones}

for line in sys.stdin:
    verb, _, rest = line.rstrip("\n").partition(" ")
    if verb == "release":
        print(tzdata.IANA_VERSION)
    else:
        print(QUESTIONS[verb](*rest.split("|") if rest else []))
