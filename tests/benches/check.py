#!/usr/bin/env python3
"""Times `gouji check` over folders of many reports, and what memory it takes.

    cargo build --release && python3 tests/benches/check.py [COUNT...]

The reports are the sample report under other names, two years of each agency, laid out as a library, so that every other
one is held against last year's. Prints reports per second and the most memory for each COUNT (1000 5000 20000 unless
told otherwise): memory must not grow with their number.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "target" / "release" / "gouji"


def lay_out(folder: pathlib.Path, count: int) -> None:
    """Writes `count` reports, two for each agency."""
    sample = (ROOT / "assets" / "sample.ron").read_text(encoding="utf-8")
    lines = sample.splitlines(keepends=True)
    for number in range((count + 1) // 2):
        agency = folder / f"第{number}局"
        agency.mkdir()
        for year in (2022, 2023):
            named = "".join(
                f'  agency: "第{number}局",\n' if line.startswith("  agency:")
                else f"  year: {year},\n" if line.startswith("  year:")
                else line
                for line in lines
            )
            (agency / f"{year}.ron").write_text(named, encoding="utf-8")


def check(folder: pathlib.Path) -> tuple[float, int]:
    """Seconds and kilobytes of one run."""
    started = time.perf_counter()
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(
            [PROGRAM, "--library", folder / "none", "check", folder, "--format", "json"], stdout=nothing, stderr=nothing
        )
        _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("gouji check could not read what was laid out")
    return time.perf_counter() - started, usage.ru_maxrss


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [1000, 5000, 20000]
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            lay_out(folder, count)
            seconds, memory = min(check(folder) for _ in range(3))
            print(f"{count} reports: {count / seconds:.0f} a second, {memory / 1024:.0f} MB")


if __name__ == "__main__":
    main()
