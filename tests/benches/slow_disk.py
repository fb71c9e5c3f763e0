#!/usr/bin/env python3
"""How long a key waits for its answer while every flush of the disk is held up.

The editor runs in a pseudo-terminal with a small library in front of the C library that holds up fsync and fdatasync; figures
are keyed, some of them saved, and for every key the time to the last byte of its answer is measured. Needs Linux, a C
compiler, and a program that was built: `cargo build --release && python3 tests/benches/slow_disk.py [--flush SECONDS]`.
"""

import argparse
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
static void hold(void) {
    double seconds = atof(getenv("FLUSH_SECONDS"));
    struct timespec t = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
    nanosleep(&t, 0);
}
int fsync(int fd) { hold(); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
int fdatasync(int fd) { hold(); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
"""


def answer(fd, quiet):
    """Reads until nothing came for a while; the time of the last byte, or None."""
    last = None
    while select.select([fd], [], [], quiet)[0]:
        try:
            if not os.read(fd, 65536):
                break
        except OSError:
            break
        last = time.perf_counter()
    return last


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=os.path.join(ROOT, "target/release/gouji"))
    parser.add_argument("--flush", type=float, default=2.0, help="seconds that a flush is held up")
    parser.add_argument("--keys", type=int, default=400)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, shim = os.path.join(folder, "slow.c"), os.path.join(folder, "slow.so")
        with open(source, "w") as out:
            out.write(SHIM)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
        library = os.path.join(folder, "library")
        command = [options.program, "--lang", "zh", "--library", library]
        subprocess.run(command + ["new", "县局", "2025"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process, fd = pty.fork()
        if process == 0:
            environment = dict(os.environ, TERM="xterm-256color", LD_PRELOAD=shim, FLUSH_SECONDS=str(options.flush))
            environment["GOUJI_SETTINGS"] = os.path.join(folder, "settings.ron")
            os.execve(command[0], command + ["县局", "2025"], environment)
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        answer(fd, 1.0)
        times = []
        for number in range(options.keys):
            key = b"\x13" if number % 40 == 39 else b"\r" if number % 2 else b"%d" % (number % 10)
            begun = time.perf_counter()
            os.write(fd, key)
            # The first write after the key is the answer; what follows from the disk comes later.
            if not select.select([fd], [], [], 5)[0]:
                sys.exit("no answer to key %d" % number)
            os.read(fd, 65536)
            times.append(time.perf_counter() - begun)
            answer(fd, 0.01)
        os.kill(process, 9)
        os.waitpid(process, 0)
        times.sort()
        place = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1e3
        print("flush held up by %.1f s, %d keys: median %.2f ms, p99 %.2f ms, slowest %.2f ms"
              % (options.flush, len(times), place(0.5), place(0.99), times[-1] * 1e3))


if __name__ == "__main__":
    main()
