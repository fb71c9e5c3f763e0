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
# Nothing more is drawn when nothing has come for so long; an emulated program is slow.
QUIET, PATIENCE = 2.0, 60.0


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
    until = time.monotonic() + PATIENCE
    took(terminal, stream, lambda: any(SHOWN in line for line in text(screen)), until)
    picture = "\n".join(text(screen))
    os.write(terminal, QUIT)
    took(terminal, stream, lambda: False, until)
    os.close(terminal)
    if os.waitpid(child, os.WNOHANG) == (0, 0):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        picture += "\nCtrl-Q did not end it"
    return picture


def took(terminal, stream, enough, until):
    """Takes what the program draws, until there is enough and nothing more comes, or it ends."""
    while time.monotonic() < until:
        if not select.select([terminal], [], [], QUIET)[0]:
            if enough():
                return
            continue
        try:
            drawn = os.read(terminal, 1 << 16)
        except OSError:
            return
        if not drawn:
            return
        stream.feed(drawn)


def text(screen):
    """The lines of a screen. The second half of a wide character is empty; pyte's own picture stumbles where only that is left."""
    return ["".join(screen.buffer[line][column].data for column in range(COLUMNS)).rstrip() for line in range(LINES)]
