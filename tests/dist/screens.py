"""The editor's first screens, in a pseudo-terminal, as a terminal would show them."""

import os
import pty
import select
import signal
import struct
import fcntl
import termios
import time

import pyte

LINES, COLUMNS = 24, 80
# Of the library, and of a report of it.
SCREENS = (("the library", []), ("a report", ["edit", "示例区人民政府办公室", "2022"]))
SHOWN = "示例区人民政府办公室"
QUIT = b"\x11"
# Nothing more is drawn when nothing has come for so long; an emulated program is slow. What is looked for may never come: wine's
# console takes the program's escape sequences for characters.
QUIET, LONG_QUIET, PATIENCE = 2.0, 15.0, 60.0


def first(machine, program, folder):
    """What each screen shows, by what it is."""
    return [(name, shown(machine, [*machine.before, str(program), *words], folder)) for name, words in SCREENS]


def shown(machine, words, folder):
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        if machine.prepare:
            machine.prepare()
        os.execvpe(words[0], words, dict(machine.env, TERM="xterm-256color"))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    took(terminal, stream, lambda quiet: quiet > LONG_QUIET or any(SHOWN in line for line in text(screen)))
    picture = "\n".join(text(screen))
    os.write(terminal, QUIT)
    took(terminal, stream, lambda _: ended(child))
    os.close(terminal)
    # It ends a moment after its terminal does.
    until = time.monotonic() + QUIET
    while not ended(child) and time.monotonic() < until:
        time.sleep(0.05)
    if not ended(child):
        os.kill(child, signal.SIGKILL)
        picture += "\nCtrl-Q did not end it"
    os.waitpid(child, 0)
    return picture


def ended(child):
    """Whether a process has ended; it is left to be waited for."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def took(terminal, stream, enough):
    """Takes what the program draws, until nothing more comes and that is enough, or it ends."""
    begun, drawn_at = time.monotonic(), None
    while time.monotonic() < begun + PATIENCE:
        if not select.select([terminal], [], [], QUIET)[0]:
            if enough(time.monotonic() - drawn_at if drawn_at else 0):
                return
            continue
        try:
            drawn = os.read(terminal, 1 << 16)
        except OSError:
            return
        if not drawn:
            return
        drawn_at = time.monotonic()
        stream.feed(drawn)


def text(screen):
    """The lines of a screen. The second half of a wide character is empty; pyte's own picture stumbles where only that is left."""
    return ["".join(screen.buffer[line][column].data for column in range(COLUMNS)).rstrip() for line in range(LINES)]
