"""The machines on which packages are tried, real or emulated: how a program is started on each, and what that needs."""

import contextlib
import ctypes
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ENV = {
    "GOUJI_LIBRARY": "library",
    "GOUJI_SETTINGS": "none.ron",
    "GOUJI_NOW": "2026-11-29T16:24:00Z",
    "TZ": "Asia/Shanghai",
}


@dataclass
class Machine:
    """What stands before the program on a command line, its whole environment, and what the new process does first."""

    said: str
    before: list = field(default_factory=list)
    env: dict = field(default_factory=dict)
    prepare: object = None


@contextlib.contextmanager
def of(label, folder):
    """The machine for a package, as long as it is in use."""
    if label == "linux-x64":
        yield Machine("on this machine's processor, as on Linux 3.10", env=dict(ENV), prepare=as_on_an_old_kernel)
    elif label == "linux-arm64":
        with emulated_arm64():
            yield Machine("under qemu-user", env=dict(ENV))
    else:
        machine = wine(folder)
        try:
            yield machine
        finally:
            server = Path(machine.before[0]).with_name("wineserver")
            subprocess.run([server, "-k"], env=machine.env, check=False, capture_output=True)


def as_on_an_old_kernel():
    """Takes from this process, before the program begins, the system calls that Linux has got since 3.10, and its number."""
    load, jump_if_at_least, answer = 0x20, 0x35, 0x06
    last_of_3_10, allow, no_such_call = 313, 0x7FFF0000, 0x00050000 | 38
    steps = [(load, 0, 0, 0), (jump_if_at_least, 0, 1, last_of_3_10 + 1), (answer, 0, 0, no_such_call), (answer, 0, 0, allow)]
    filter_ = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(filter_)))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, by_filter, numbered_2_6 = 38, 22, 2, 0x0020000
    libc.personality(numbered_2_6)
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(set_seccomp, by_filter, program, 0, 0):
        raise OSError(ctypes.get_errno(), "the filter of system calls was refused")


@contextlib.contextmanager
def emulated_arm64():
    """Has this kernel start programs for arm64 through qemu, since gouji starts itself to read documents."""
    formats = Path("/proc/sys/fs/binfmt_misc")
    name = "gouji-trial-arm64"
    qemu = shutil.which("qemu-aarch64-static") or shutil.which("qemu-aarch64")
    if not qemu:
        sys.exit("qemu-aarch64 is missing: install qemu-user")
    if not (formats / "register").exists():
        subprocess.run(["mount", "-t", "binfmt_misc", "binfmt_misc", str(formats)], check=False)
    if any("aarch64" in path.name for path in formats.iterdir()):
        yield
        return
    magic = r"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00"
    mask = r"\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff"
    try:
        (formats / "register").write_text(f":{name}:M::{magic}:{mask}:{qemu}:F")
    except OSError as error:
        sys.exit(f"programs for arm64 cannot be started here, which root can allow ({formats}/register: {error})")
    try:
        yield
    finally:
        (formats / name).write_text("-1")


def wine(folder):
    """A new Windows of wine's, with what older ones of it lack."""
    # Debian's own `wine` is a script that speaks of 32 bits where nobody asked.
    program = "/usr/lib/wine/wine64" if os.path.exists("/usr/lib/wine/wine64") else shutil.which("wine64") or shutil.which("wine")
    if not program:
        sys.exit("wine is missing: install wine64")
    prefix = folder / "wine"
    env = dict(ENV, WINEPREFIX=str(prefix), WINEDEBUG="-all", WINEDLLOVERRIDES="mscoree,mshtml=", LANG="C.UTF-8", HOME=str(folder))
    env["PATH"] = "/usr/bin:/bin"
    subprocess.run([program, "wineboot", "--init"], env=env, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    # Rust asks Windows 10 for random numbers there; wine has it since version 9.
    library = prefix / "drive_c/windows/system32/bcryptprimitives.dll"
    if not library.exists():
        source = Path(__file__).with_name("process_prng.c")
        compiler = "x86_64-w64-mingw32-gcc"
        subprocess.run([compiler, "-shared", "-O1", "-o", str(library), str(source), "-ladvapi32"], check=True)
    version = subprocess.run([program, "--version"], env=env, capture_output=True, text=True, check=True).stdout.strip()
    return Machine(f"under {version}", before=[program], env=env)
