#!/usr/bin/env python3
"""Reduces the IANA time zone database to the table that Writ compiles in.

usage: make_time_zones.py TZDATA [--check]

TZDATA is the wheel of the PyPI package `tzdata` (`pip download --no-deps tzdata==2026.6`), or the
site-packages folder that it is installed in: the IANA database, which is in the public domain, as
compiled by zic. Writes time_zones.inc beside this script; with --check it compares instead and
exits with 1 when a byte would differ. The same package gives the same bytes. Python 3.11 or newer,
standard library only.

What is kept: every name but `Factory`, links included; for each distinct zone the offset at
2000-01-01 UTC, the changes of the offset since then, and the yearly rule that holds after the last
of them. Abbreviations, DST flags and everything before 2000 are left out: no engine's schedule
depends on them. Most zones are one line. Before it writes, the script checks the reduced zone against the original at every change and
twice a month until 2100.
"""

from __future__ import annotations

import argparse
import bisect
import datetime
import io
import pathlib
import re
import struct
import sys
import zipfile
import zoneinfo
from typing import NamedTuple

EPOCH = datetime.datetime(1970, 1, 1)
UTC = datetime.UTC
SINCE = int((datetime.datetime(2000, 1, 1) - EPOCH).total_seconds())
CHECK_UNTIL_YEAR = 2100
OUTPUT = pathlib.Path(__file__).with_name("time_zones.inc")
LEFT_OUT = {"Factory"}  # "the local time zone must be set": no zone


class Change(NamedTuple):
    at: int  # seconds since 1970, UTC
    offset: int  # seconds east of UTC from then on


class YearDay(NamedTuple):
    """POSIX `Mmonth.week.weekday/time`: week 5 is the last; seconds may be negative or past 24 h."""

    month: int
    week: int
    weekday: int  # 0 = Sunday
    seconds: int  # of local time before the change


class Rule(NamedTuple):
    """The offset of all years after the last listed change."""

    standard: int
    daylight: int
    starts: YearDay | None  # of daylight; None: the offset stays `standard`
    ends: YearDay | None


class Zone(NamedTuple):
    first: int  # offset at SINCE
    changes: tuple[Change, ...]
    rule: Rule


def parse_rule(text: str) -> Rule:
    """The footer of a TZif file, a POSIX TZ string."""
    name = r"(?:<[^>]+>|[A-Za-z]+)"
    time = r"[+-]?\d+(?::\d+){0,2}"
    day = rf"(M\d+\.\d+\.\d+)(?:/({time}))?"
    match = re.fullmatch(rf"{name}({time})(?:{name}({time})?,{day},{day})?", text)
    if not match:
        raise ValueError(f"footer not understood: {text}")
    west, west_daylight, start, start_time, end, end_time = match.groups()

    def seconds(value: str) -> int:
        sign = -1 if value.startswith("-") else 1
        parts = [int(part) for part in value.lstrip("+-").split(":")]
        return sign * sum(part * unit for part, unit in zip(parts, (3600, 60, 1)))

    def year_day(value: str, at: str | None) -> YearDay:
        month, week, weekday = map(int, value[1:].split("."))
        return YearDay(month, week, weekday, seconds(at) if at else 7200)

    standard = -seconds(west)
    if start is None:
        return Rule(standard, standard, None, None)
    daylight = -seconds(west_daylight) if west_daylight else standard + 3600
    return Rule(standard, daylight, year_day(start, start_time), year_day(end, end_time))


def parse_tzif(data: bytes) -> Zone:
    """The 64-bit part of a TZif file (RFC 8536), reduced."""

    def header(at: int) -> tuple[int, ...]:
        if data[at : at + 4] != b"TZif":
            raise ValueError("not a TZif file")
        return struct.unpack(">6I", data[at + 20 : at + 44])

    utc_flags, standard_flags, leaps, times, types, chars = header(0)
    second = 44 + times * 5 + types * 6 + chars + leaps * 8 + standard_flags + utc_flags
    utc_flags, standard_flags, leaps, times, types, chars = header(second)
    if leaps:
        raise ValueError("leap seconds are not understood")
    at = second + 44
    instants = struct.unpack(f">{times}q", data[at : at + times * 8])
    indices = data[at + times * 8 : at + times * 9]
    at += times * 9
    offsets = [struct.unpack(">i", data[at + i * 6 : at + i * 6 + 4])[0] for i in range(types)]
    footer = data[at + types * 6 + chars + standard_flags + utc_flags :].strip(b"\n").decode()

    rule = parse_rule(footer)
    listed = [Change(instant, offsets[index]) for instant, index in zip(instants, indices)]
    # zic lists changes only up to where the yearly rule gives all further ones.
    last = listed[-1].at if listed else SINCE - 1
    listed += [c for c in rule_changes(rule, 1970, 1999) if last < c.at <= SINCE]
    first = current = ([offsets[0]] + [c.offset for c in listed if c.at <= SINCE])[-1]
    changes = []
    for change in listed:
        # The last one stays even where it changes nothing (Grand Turk, 2018): the rule starts there.
        starts_rule = bool(rule.starts) and change.at == last
        if change.at > SINCE and (change.offset != current or starts_rule):
            changes.append(change)
            current = change.offset
    return Zone(first, tuple(changes), rule)


def midnight(day: YearDay, year: int) -> int:
    first = datetime.datetime(year, day.month, 1)
    date = first + datetime.timedelta((day.weekday - first.isoweekday()) % 7 + 7 * (day.week - 1))
    while date.month != day.month:
        date -= datetime.timedelta(7)
    return int((date - EPOCH).total_seconds())


def rule_changes(rule: Rule, first_year: int, last_year: int) -> list[Change]:
    changes = []
    for year in range(first_year, last_year + 1):
        if rule.starts and rule.ends:
            start = midnight(rule.starts, year) + rule.starts.seconds - rule.standard
            end = midnight(rule.ends, year) + rule.ends.seconds - rule.daylight
            changes += [Change(start, rule.daylight), Change(end, rule.standard)]
    return sorted(changes)


def all_changes(zone: Zone) -> list[Change]:
    """What compiler/calendar/time_zone.cpp makes of the table."""
    last = zone.changes[-1].at if zone.changes else SINCE
    by_rule = rule_changes(zone.rule, 1999, CHECK_UNTIL_YEAR + 1)
    return list(zone.changes) + [c for c in by_rule if c.at > last]


def check_zone(name: str, zone: Zone, data: bytes) -> None:
    """Compares the reduced zone with Python's own reading of the original."""
    original = zoneinfo.ZoneInfo.from_file(io.BytesIO(data), name)
    changes = all_changes(zone)
    until = int((datetime.datetime(CHECK_UNTIL_YEAR, 1, 1) - EPOCH).total_seconds())
    instants = set(range(SINCE, until, 15 * 86400 + 1234))
    instants.update(change.at + d for change in changes for d in (-1, 0) if change.at < until)
    for instant in instants:
        index = bisect.bisect_right(changes, instant, key=lambda change: change.at)
        ours = changes[index - 1].offset if index else zone.first
        moment = datetime.datetime.fromtimestamp(instant, UTC).astimezone(original)
        if ours != moment.utcoffset().total_seconds():
            raise ValueError(f"{name} at {moment}: reduced to {ours}")


def iso(instant: int) -> str:
    return (EPOCH + datetime.timedelta(seconds=instant)).strftime("%Y-%m-%dT%H:%MZ")


def render(release: str, package: str, zones: dict[str, Zone]) -> str:
    rules = sorted({zone.rule for zone in zones.values()}, key=repr)
    distinct: dict[Zone, list[str]] = {}
    for name, zone in sorted(zones.items()):
        distinct.setdefault(zone, []).append(name)
    out = [
        f"// IANA time zone database {release} (public domain), from the PyPI package {package}.",
        "// Made by make_time_zones.py, which says what is kept; do not edit.",
        "",
        f'constexpr std::string_view kRelease = "{release}";',
        "",
        "// standard and daylight offset in seconds east of UTC; daylight starts, ends: month, week",
        "// (5 = last), weekday (0 = Sunday), seconds of local time. Month 0: no daylight.",
        f"constexpr std::array<Rule, {len(rules)}> kRules = {{{{",
    ]
    for rule in rules:
        starts, ends = (
            "{" + ", ".join(map(str, day or (0, 0, 0, 0))) + "}" for day in (rule.starts, rule.ends)
        )
        out.append(f"    {{{rule.standard}, {rule.daylight}, {starts}, {ends}}},")
    out += ["}};", ""]
    total = sum(len(zone.changes) for zone in distinct)
    out += [
        "// instant in seconds since 1970 UTC, offset from then on.",
        f"constexpr std::array<Change, {total}> kChanges = {{{{",
    ]
    zone_rows = []
    begin = 0
    for zone, names in distinct.items():
        if zone.changes:
            out.append(f"    // {names[0]}")
            out += [f"    {{{c.at}, {c.offset}}},  // {iso(c.at)}" for c in zone.changes]
        end = begin + len(zone.changes)
        row = f"    {{{zone.first}, {begin}, {end}, {rules.index(zone.rule)}}},"
        zone_rows.append(f"{row}  // {names[0]}")
        begin = end
    out += ["}};", ""]
    out += [
        "// offset at 2000-01-01 UTC, begin and end in kChanges, index in kRules.",
        f"constexpr std::array<Zone, {len(distinct)}> kZones = {{{{",
        *zone_rows,
        "}};",
        "",
        "// All names, sorted by byte, and the index in kZones of each.",
        f"constexpr std::array<std::string_view, {len(zones)}> kNames = {{{{",
        *(f'    "{name}",' for name in sorted(zones)),
        "}};",
        "",
        f"constexpr std::array<uint16_t, {len(zones)}> kZoneOfName = {{{{",
    ]
    order = list(distinct)
    index_of = {zone: order.index(zone) for zone in distinct}
    numbers = [f"{index_of[zones[name]]}," for name in sorted(zones)]
    for i in range(0, len(numbers), 20):
        out.append("    " + " ".join(numbers[i : i + 20]))
    out += ["}};", ""]
    return "\n".join(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tzdata", type=pathlib.Path)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    source = arguments.tzdata if arguments.tzdata.is_dir() else zipfile.Path(arguments.tzdata)
    zones = {}
    for name in (source / "tzdata" / "zones").read_text().split():
        if name not in LEFT_OUT:
            data = (source / "tzdata" / "zoneinfo" / name).read_bytes()
            zones[name] = parse_tzif(data)
            check_zone(name, zones[name], data)
    release = (source / "tzdata" / "zoneinfo" / "tzdata.zi").read_text().splitlines()[0]
    (package,) = (p.name for p in source.iterdir() if re.match(r"tzdata-.*\.dist-info", p.name))
    version = package.removeprefix("tzdata-").removesuffix(".dist-info")
    text = render(release.removeprefix("# version "), f"tzdata=={version}", zones)
    if arguments.check:
        return 0 if OUTPUT.read_text() == text else 1
    OUTPUT.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
