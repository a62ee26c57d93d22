"""compiler/calendar against Airflow itself: thousands of crons, zones and instants, both versions."""

import random
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

AIRFLOWS = ["airflow2", "airflow3"]
ANSWERS = Path(__file__).with_name("airflow_answers.py")
SEED = 20270328
SINCE, UNTIL = 946684800, 2871763200  # 2000-01-01, 2061-01-01

# Clocks that jump at 02:00 and 03:00, at midnight, by half an hour, by a day (Apia), backwards in
# spring (Dublin, Casablanca: negative DST), often (Casablanca), never.
TELLING_ZONES = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago",
    "Africa/Cairo", "Asia/Beirut", "Europe/Dublin", "Africa/Casablanca", "America/Havana",
    "America/Sao_Paulo", "Asia/Tehran", "Antarctica/Troll", "Asia/Gaza", "America/Godthab",
    "Pacific/Chatham", "Pacific/Kiritimati", "America/Caracas", "Asia/Pyongyang", "Asia/Kolkata",
    "UTC",
]  # fmt: skip

# Each meets the jumps in its own way: every hour, every n minutes, daily within the jump, only
# some hours, only some days.
TELLING_CRONS = [
    "0 * * * *", "30 * * * *", "45 * * * *", "*/15 * * * *", "*/7 * * * *", "* * * * *",
    "30 2 * * *", "0 2 * * *", "0 3 * * *", "30 1 * * *", "0 0 * * *", "15 0 * * *", "30 23 * * *",
    "*/30 1-3 * * *", "*/10 2 * * *", "0 */2 * * *", "30 0-22 * * *", "0,30 0,2 * * *",
    "0 2 * * SUN", "0 0 29-31 3,10 *", "10 2 1 * *",
]  # fmt: skip


def ask(program: Sequence[str | Path], questions: list[str]) -> list[str]:
    done = subprocess.run(
        program,
        input="\n".join(questions) + "\n",
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONTZPATH": "", "TZ": "Pacific/Apia"},
    )
    answers = done.stdout.splitlines()
    assert done.returncode == 0 and len(answers) == len(questions), done.stderr[-2000:]
    return answers


@pytest.fixture(params=AIRFLOWS)
def airflow(request, tool, tmp_path) -> Callable[[list[str]], list[str]]:
    python = tool(request.param)
    return lambda questions: ask(["env", f"AIRFLOW_HOME={tmp_path}", python, ANSWERS], questions)


@pytest.fixture(scope="session")
def writ(calendar_probe) -> Callable[[list[str]], list[str]]:
    return lambda questions: ask([calendar_probe], questions)


def random_field(rng: random.Random, first: int, last: int, names: Sequence[str] = ()) -> str:
    def value(number: int) -> str:
        if names and rng.random() < 0.3:
            name = names[number - first]
            return rng.choice([name, name.lower(), name.title()])
        return rng.choice([str(number), f"{number:02}"])

    def item() -> str:
        low, high = sorted(rng.sample(range(first, last + 1), 2))
        return rng.choice(
            [
                value(low),
                f"{value(low)}-{value(high)}",
                f"{value(low)}-{value(high)}/{rng.randint(1, high - low)}",
                f"*/{rng.randint(2, last - first)}",
            ]
        )

    if rng.random() < 0.4:
        return rng.choice(["*", "*", "*/1", f"{first}-{last}"])
    return ",".join(item() for _ in range(rng.choice([1, 1, 1, 2, 3])))


MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]


def random_cron(rng: random.Random) -> str:
    minute = random_field(rng, 0, 59)
    hour = random_field(rng, 0, 23)
    day = random_field(rng, 1, 31) if rng.random() < 0.4 else "*"
    month = random_field(rng, 1, 12, MONTHS) if rng.random() < 0.3 else "*"
    weekday = random_field(rng, 0, 6, WEEKDAYS) if day == "*" and rng.random() < 0.5 else "*"
    if weekday != "*" and rng.random() < 0.1:
        weekday = "7" if weekday.startswith("*") else f"{weekday},7"
    return " ".join([minute, hour, day, month, weekday])


def jumps(writ, zones: Sequence[str]) -> dict[str, list[int]]:
    """For each zone, days in which its offset changes: instants a day before the change, or less."""
    days = range(SINCE, UNTIL, 86400)
    found = {}
    for zone in zones:
        offsets = writ([f"offset {zone}|{day}" for day in days])
        found[zone] = [
            day for day, before, after in zip(days, offsets, offsets[1:], strict=False)
            if before != after
        ]  # fmt: skip
    return found


def questions_near_jumps(writ, rng: random.Random) -> list[str]:
    questions = []
    for zone, days in jumps(writ, TELLING_ZONES).items():
        for cron in TELLING_CRONS:
            for day in rng.sample(days, min(6, len(days))) or [rng.randrange(SINCE, UNTIL)]:
                after = day + rng.choice([-86400, 0, 0, 43200]) + rng.randrange(0, 43200)
                questions.append(f"fires {cron}|{zone}|{max(after, SINCE)}|12")
    return questions


def random_questions(writ, rng: random.Random) -> list[str]:
    names = writ(["zones"])[0].split()
    return [
        f"fires {random_cron(rng)}|{rng.choice(names)}|{rng.randrange(SINCE, UNTIL)}|6"
        for _ in range(3000)
    ]


def differences(questions, ours, theirs) -> list[str]:
    return [
        f"{question}\n  writ    {one}\n  airflow {other}"
        for question, one, other in zip(questions, ours, theirs, strict=True)
        if one != other
    ]


@pytest.mark.parametrize("make", [questions_near_jumps, random_questions])
def test_fires_when_airflow_does(writ, airflow, make):
    questions = make(writ, random.Random(SEED))
    ours = writ(questions)
    kept = [i for i, answer in enumerate(ours) if "this never fires" not in answer]
    assert len(kept) > 1500
    questions = [questions[i] for i in kept]
    ours = [ours[i] for i in kept]
    different = differences(questions, ours, airflow(questions))
    assert not different, f"{len(different)} of {len(questions)}\n" + "\n".join(different[:10])


def test_every_zone_has_airflows_offsets(writ, airflow):
    rng = random.Random(SEED)
    assert writ(["release"]) == airflow(["release"])
    names = writ(["zones"])[0].split()
    assert names == sorted(set(airflow(["zones"])[0].split()) - {"Factory"})
    questions = [
        f"offset {name}|{rng.randrange(SINCE, UNTIL)}" for name in names for _ in range(60)
    ]
    assert not differences(questions, writ(questions), airflow(questions))


def test_the_table_is_made_of_airflows_tzdata(tool, root):
    """The committed table is what its script makes, byte for byte."""
    python = tool("airflow2")
    packages = python.parents[1] / "lib/python3.11/site-packages"
    script = root / "compiler/calendar/make_time_zones.py"
    done = subprocess.run([python, script, packages, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, f"run {script} with that tzdata: {done.stderr}"


def test_the_canonical_text_means_what_the_authors_did(writ, airflow):
    rng = random.Random(SEED)
    texts = [random_cron(rng) for _ in range(1500)]
    canonical = writ([f"canonical {text}" for text in texts])
    pairs = [
        (text, other)
        for text, other in zip(texts, canonical, strict=True)
        if "this never fires" not in other
    ]
    assert len(pairs) > 1000
    expanded = airflow([f"expand {text}" for text, _ in pairs])
    assert not differences(pairs, airflow([f"expand {other}" for _, other in pairs]), expanded)
    assert writ([f"canonical {other}" for _, other in pairs]) == [other for _, other in pairs]
