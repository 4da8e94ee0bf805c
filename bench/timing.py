"""Runs programs turn by turn and says how they compare."""
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path


class Wrong(SystemExit):
    """Programs that do not agree: the only thing that makes the bench fail."""


@dataclass
class Limits:
    """What this machine allows at most for a job: a scorer made by hand for this file, and only adding its bytes up."""
    bound_s: float
    bound_ratio: float
    """How many times as fast as the peer the hand-written bound is."""
    share: float
    """How much of the speed of the hand-written bound Gearbox reaches."""
    bytes_s: float


@dataclass
class Result:
    """One line of the report: a job, what it is held against, and how many times as fast it is."""
    job: str
    peer: str
    peer_s: float
    own_s: float
    ratio: float
    low: float
    high: float
    target: float
    notes: list = field(default_factory=list)
    """Further targets, each (what was measured, whether it is met)."""
    limits: Limits | None = None

    @property
    def is_met(self):
        return self.ratio >= self.target and all(met for _, met in self.notes)

    def print(self):
        print(f"  {self.ratio:.1f} times as fast as {self.peer} ({self.low:.1f} to {self.high:.1f}; target "
            f"{self.target:g}): {verdict(self.ratio >= self.target)}")
        for what, met in self.notes:
            print(f"  {what}: {verdict(met)}")
        if self.limits:
            print(f"  hand-written bound {self.limits.bound_s:.3f} s ({self.limits.bound_ratio:.1f} times as fast as "
                f"{self.peer}); Gearbox reaches {self.limits.share:.2f} of it\n"
                f"  adding the bytes up alone {self.limits.bytes_s:.3f} s")
        return self


def verdict(is_met):
    return "met" if is_met else "NOT MET"


def compared(job, peer, peer_walls, own_walls, target, notes=()):
    """Ratios are taken within each round, because a machine that others share is not equally fast at all times."""
    times = ratios(peer_walls, own_walls)
    return Result(
        job, peer, statistics.median(peer_walls), statistics.median(own_walls), statistics.median(times), min(times),
        max(times), target, list(notes))


def ratios(walls, others):
    return [a / b for a, b in zip(walls, others)]


def limits(peer_walls, own_walls, bound_walls, bytes_walls):
    return Limits(
        statistics.median(bound_walls), statistics.median(ratios(peer_walls, bound_walls)),
        statistics.median(ratios(bound_walls, own_walls)), statistics.median(bytes_walls))


def run(command, output=subprocess.DEVNULL, given=subprocess.DEVNULL):
    """Wall seconds and peak resident MiB of one run; what it says beside its output is shown only if it fails."""
    errors = tempfile.TemporaryFile()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=given, stdout=output, stderr=errors)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        errors.seek(0)
        raise Wrong(f"{errors.read().decode()}bench: exit status {process.returncode}: {' '.join(command)}")
    return wall, usage.ru_maxrss / 1024


def rounds(commands, count):
    """{name: [(wall, peak)]} of commands that each run once a round."""
    runs = {name: [] for name in commands}
    for _ in range(count):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


def print_runs(runs):
    for name, taken in runs.items():
        walls, peaks = zip(*taken)
        print(f"  {name:28} {statistics.median(walls):8.3f} s  ({min(walls):.3f} to {max(walls):.3f})  peak "
            f"{max(peaks):6.0f} MiB")


def anonymous_peak(command):
    """The most MiB that one run held beyond files it had mapped, looked at every millisecond."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            text = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            peak = max([peak] + [int(line.split()[1]) for line in text.splitlines() if line.startswith("RssAnon")])
        except OSError:
            pass
        time.sleep(0.001)
    return peak / 1024


class Shell:
    """A program that answers statements from a pipe, one after the other."""

    def __init__(self, command, marker, answer):
        """`marker` is a statement that prints the line `answer`, so that the end of what came before it is seen."""
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.marker, self.answer = marker, answer

    def ask(self, statement):
        """The lines that it answers, and the seconds until the last of them."""
        start = time.perf_counter()
        self.process.stdin.write(f"{statement}\n{self.marker}\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.rstrip("\n") == self.answer:
                return lines, time.perf_counter() - start
            lines.append(line.rstrip("\n"))
        raise Wrong(f"bench: {self.process.args[0]} ended at: {statement}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()
