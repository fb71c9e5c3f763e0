#!/usr/bin/env python3
"""gouji beside `sc`, the spreadsheet of the terminal, with the same table: how long until the first picture stands, and from a
key to the last byte of its answer. Also the instructions of the shortest commands, where `perf` counts them.

    cargo build --profile dist && python3 tests/benches/beside_sc.py [--program target/dist/gouji] [--keys N]

Needs Linux and `sc` (package sc in Debian). Both run in a pseudo-terminal of 100 columns and 30 lines, one after the other
and then again, so that whatever else the machine does meets both.
"""

import argparse
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROWS, COLUMNS = 25, 7
# The same for both: about the table, and a figure keyed and committed.
KEYS = [b"\x1b[C", b"\x1b[B", b"7", b"\r", b"\x1b[D", b"\x1b[A", b"4", b"2", b"\r"]


def sheet(path: pathlib.Path) -> None:
    """The matrix of the report, with its totals, as sc keeps it."""
    name = lambda column, row: f"{chr(ord('A') + column)}{row}"
    lines = [f"let {name(c, r)} = {(r * c) % 10}" for r in range(ROWS) for c in range(COLUMNS)]
    lines += [f"let {name(COLUMNS, r)} = @sum({name(0, r)}:{name(COLUMNS - 1, r)})" for r in range(ROWS)]
    lines += [f"let {name(c, ROWS)} = @sum({name(c, 0)}:{name(c, ROWS - 1)})" for c in range(COLUMNS + 1)]
    path.write_text("\n".join(lines) + "\n")


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command, environment):
        self.began = time.perf_counter()
        self.process, self.fd = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
            os.execve(command[0], command, environment)

    def answer(self, quiet):
        """Reads until nothing came for a while; when the last byte came, and how many there were."""
        last, count = None, 0
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                count += len(os.read(self.fd, 65536))
            except OSError:
                break
            last = time.perf_counter()
        return last, count

    def started(self):
        last, _ = self.answer(0.3)
        return last - self.began

    def key(self, key):
        begun = time.perf_counter()
        os.write(self.fd, key)
        last, count = self.answer(0.006)
        return (last - begun, count) if last else None

    def end(self):
        os.kill(self.process, 9)
        os.waitpid(self.process, 0)
        os.close(self.fd)


def share(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1e3


def instructions(command, environment):
    run = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u"] + command, env=environment, capture_output=True, text=True)
    found = re.search(r"^(\d+),,instructions", run.stderr, re.M)
    return int(found.group(1)) / 1e6 if found else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / "target/dist/gouji"))
    parser.add_argument("--keys", type=int, default=900)
    parser.add_argument("--starts", type=int, default=15)
    options = parser.parse_args()
    sc = shutil.which("sc") or sys.exit("there is no sc to stand beside: apt-get install sc")
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        sheet(place / "table.sc")
        environment = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8", HOME=folder)
        environment["GOUJI_SETTINGS"] = str(place / "settings.ron")
        gouji = [options.program, "--library", str(place / "library")]
        subprocess.run(gouji + ["new", "县局", "2025"], env=environment, check=True, capture_output=True)
        commands = {"sc": [sc, str(place / "table.sc")], "gouji": gouji + ["县局", "2025"]}
        starts, times, most = ({name: [] for name in commands} for _ in range(3))
        for _ in range(options.starts):
            for name, command in commands.items():
                terminal = Terminal(command, environment)
                starts[name].append(terminal.started())
                terminal.end()
        for _ in range(3):
            for name, command in commands.items():
                terminal = Terminal(command, environment)
                terminal.started()
                for number in range(options.keys // 3):
                    answered = terminal.key(KEYS[number % len(KEYS)])
                    if answered:
                        times[name].append(answered[0])
                        most[name].append(answered[1])
                terminal.end()
        for name in commands:
            print(
                f"{name}: first picture {share(starts[name], 0.5):.1f} ms (of {len(starts[name])} starts); "
                f"key median {share(times[name], 0.5):.2f} ms, p99 {share(times[name], 0.99):.2f} ms, "
                f"median {sorted(most[name])[len(most[name]) // 2]} bytes (of {len(times[name])} keys)"
            )
        ratio = lambda values, part: share(values["gouji"], part) / share(values["sc"], part)
        print(f"gouji to sc: first picture {ratio(starts, 0.5):.2f}, key {ratio(times, 0.5):.2f}")
        if shutil.which("perf"):
            for words in (["--version"], ["list"]):
                count = instructions(gouji + words, environment)
                if count:
                    print(f"gouji {words[0]}: {count:.1f} million instructions")


if __name__ == "__main__":
    main()
