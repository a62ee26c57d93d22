#!/usr/bin/env python3
"""Measures Writ against what the file system alone takes, side by side.

usage: bench.py --writ PROGRAM [--floors PROGRAM] [--sizes 100,1000,10000] [--rounds 3] [--folder DIR]

For each size a corpus of so many packages (gen_corpus.py) is compiled, in rounds:

  cold    `writ build` into an empty folder      against creating the same files with the same bytes
  no-op   `writ build` when nothing changed      against statx of each spec and each output
  check   `writ check` without `.writ/state`     against reading each spec and each output once

Each run of Writ is followed by its floor, and the ratio is the median of the rounds' ratios: absolute
times on a shared machine say little, ratios within a pair do. Then comes the growth from size to size, in
processor time, which neighbours on the machine disturb least, and in memory; the exit status is 1 when one
of them grows by more than 1.2 times as much as the number of packages.

The last table is `writ check` of objects of many parts (shapes.py), with 2,500 and 10,000 of them in turn.
Where each part is looked up among all, four times as many take up to sixteen times as long; the exit status
is 1 when one takes more than six times as long.
"""

import argparse
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from gen_corpus import write_corpus
from shapes import FAILING, SHAPES, write_shape

# The ratios that the project aims at.
GOALS = {"cold": 1.3, "no-op": 1.5, "check": 2.2}
LINEAR = (
    1.2  # growth of processor time or memory per growth of packages that still counts as linear
)
THREADS = "2"
PARTS = (2500, 10000)
LINEAR_IN_PARTS = 1.5  # as LINEAR; sorting and trees are a part of all


@dataclass
class Samples:
    """What the rounds of one case showed: milliseconds, and KiB of memory."""

    writ: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(w / f for w, f in zip(self.writ, self.floor, strict=True))


class Bench:
    """The programs, and the corpus that they run on."""

    def __init__(self, writ: Path, floors: Path, workspace: Path) -> None:
        self.writ = writ.resolve()
        self.floors = floors.resolve()
        self.workspace = workspace
        self.files = 0

    def run(self, verb: str, samples: Samples, expected: int = 0) -> None:
        command = [self.writ, "-C", self.workspace, verb, "--threads", THREADS]
        with tempfile.TemporaryFile() as output:
            started = time.perf_counter()
            process = subprocess.Popen(command, stdout=output, stderr=output)
            _, status, usage = os.wait4(process.pid, 0)
            spent = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != expected:
                output.seek(0)
                shown = output.read(4000).decode(errors="replace")
                sys.exit(f"`writ {verb}` ended with {process.returncode}:\n{shown}")
        samples.writ.append(spent * 1000)
        samples.processor.append((usage.ru_utime + usage.ru_stime) * 1000)
        samples.memory.append(usage.ru_maxrss)

    def floor(self, samples: Samples, *arguments: str | Path) -> None:
        done = subprocess.run([self.floors, *arguments], capture_output=True, text=True, check=True)
        files, _, spent = done.stdout.split()
        self.files = int(files)
        samples.floor.append(float(spent))

    def set_output(self, name: str) -> Path:
        """A fresh output folder: nothing is deleted and written again, which file systems punish."""
        config = self.workspace / "writ.yaml"
        lines = config.read_text().splitlines()
        lines = [f"output: {name}" if line.startswith("output:") else line for line in lines]
        config.write_text("\n".join(lines) + "\n")
        return self.workspace / name

    def forget(self) -> None:
        shutil.rmtree(self.workspace / ".writ", ignore_errors=True)

    def rounds(self, count: int) -> dict[str, Samples]:
        cases = {name: Samples() for name in GOALS}
        for i in range(count):
            output = self.set_output(f"generated-{i}")
            inputs = self.workspace / "specs"
            self.forget()
            self.run("build", cases["cold"])
            self.floor(cases["cold"], "write", output, self.workspace / f"floor-{i}", THREADS)
            self.run("build", cases["no-op"])
            self.floor(cases["no-op"], "stat", THREADS, inputs, output)
            self.forget()
            self.run("check", cases["check"])
            self.floor(cases["check"], "read", THREADS, inputs, output)
        return cases


def print_cases(size: int, files: int, cases: dict[str, Samples]) -> None:
    print(f"{size} packages, {files} files")
    for name, samples in cases.items():
        goal = GOALS[name]
        print(
            f"  {name:6} {statistics.median(samples.writ):9.1f} ms"
            f"   floor {statistics.median(samples.floor):9.1f} ms"
            f"   ratio {samples.ratio:6.2f}  (goal {goal}: {'met' if samples.ratio <= goal else 'missed'})"
            f"   {max(samples.memory) / 1024:7.1f} MiB",
            flush=True,
        )


def print_growth(results: dict[int, dict[str, Samples]]) -> bool:
    """Prints how processor time and memory grow from size to size; false when one grows too fast."""
    linear = True
    sizes = sorted(results)
    for small, large in itertools.pairwise(sizes):
        factor = large / small
        print(f"growth from {small} to {large} packages ({factor:.0f} times as many)")
        for name in GOALS:
            before, after = results[small][name], results[large][name]
            spent = statistics.median(after.processor) / statistics.median(before.processor)
            memory = max(after.memory) / max(before.memory)
            fine = max(spent, memory) <= LINEAR * factor
            linear = linear and fine
            verdict = "" if fine else "   MORE THAN LINEAR"
            print(f"  {name:6} processor x{spent:6.1f}   memory x{memory:6.1f}{verdict}")
    return linear


def print_shapes(writ: Path, folder: Path, rounds: int) -> bool:
    """Prints how processor time grows with the parts of one object; false when it grows too fast."""
    few, many = PARTS
    linear = True
    print(f"growth from {few} to {many} parts of one object ({many / few:.0f} times as many)")
    for shape in SHAPES:
        benches = []
        for parts in PARTS:
            workspace = folder / f"{shape.__name__}-{parts}"
            write_shape(workspace, shape(parts))
            benches.append((Bench(writ, writ, workspace), Samples()))
        for _ in range(rounds):
            for bench, samples in benches:
                bench.run("check", samples, expected=1 if shape in FAILING else 2)
        before, after = (statistics.median(samples.processor) for _, samples in benches)
        fine = after / before <= LINEAR_IN_PARTS * many / few
        linear = linear and fine
        print(
            f"  {shape.__name__:16} {before:8.1f} ms to {after:8.1f} ms   x{after / before:5.1f}"
            f"{'' if fine else '   MORE THAN LINEAR'}",
            flush=True,
        )
    return linear


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--writ", type=Path, required=True)
    parser.add_argument("--floors", type=Path, help="default: bench_floors beside writ")
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work; default: beside writ's build")
    arguments = parser.parse_args()
    floors = arguments.floors or arguments.writ.with_name("bench_floors")
    folder = arguments.folder or arguments.writ.resolve().parents[1] / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    results = {}
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        for size in map(int, arguments.sizes.split(",")):
            workspace = Path(temporary) / str(size)
            write_corpus(workspace, size)
            bench = Bench(arguments.writ, floors, workspace)
            results[size] = bench.rounds(arguments.rounds)
            print_cases(size, bench.files, results[size])
        linear = print_growth(results)
        linear = (
            print_shapes(arguments.writ, Path(temporary) / "shapes", arguments.rounds) and linear
        )
    return 0 if linear else 1


if __name__ == "__main__":
    sys.exit(main())
