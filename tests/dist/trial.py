#!/usr/bin/env python3
"""Tries packages: trial.py ARCHIVE..., the one for Linux x64 first, with which the others are compared.

Each archive is unpacked and its listing held against listing.txt; its program is given the commands of commands.txt in a folder of
its own. What they answer and every file they write must be equal but for times of files, and so must the editor's first screens.
Linux x64 is run without environment and without the system calls that Linux has got since 3.10; arm64 under qemu-user, Windows
under wine. What these emulators do not allow is said. Leaves everything below target/dist/trial.
"""

import os
import platform
import shlex
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import compared
import machines
import screens

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TRIAL = ROOT / "target/dist/trial"
# Where every program works, one after the other, so that paths in answers are the same.
WORK = TRIAL / "work"
FONT = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"
PATIENCE = 120
# What Linux says of a system call that the kernel, or its emulator, does not have.
UNKNOWN_CALL = "os error 38"


def unpack(archive):
    """Unpacks an archive and returns its folder, whose listing is the one that is written down."""
    into = TRIAL / "unpacked"
    if archive.name.endswith(".zip"):
        with zipfile.ZipFile(archive) as packed:
            entries = [(entry.filename.rstrip("/"), entry.external_attr >> 16, entry.is_dir()) for entry in packed.infolist()]
            packed.extractall(into)
    else:
        with tarfile.open(archive) as packed:
            entries = [(entry.name, entry.mode, entry.isdir()) for entry in packed]
            packed.extractall(into)
    top = entries[0][0].split("/")[0]
    found = [
        f"{'d' if is_dir else 'x' if mode & 0o100 else '-'} {name[len(top) + 1 :]}" for name, mode, is_dir in entries if name != top
    ]
    system = "windows" if "windows" in top else "linux"
    wanted = [line[len(system) + 1 :] for line in (HERE / "listing.txt").read_text().splitlines() if line.startswith(system + " ")]
    if sorted(found) != sorted(wanted):
        sys.exit(f"{archive.name} holds\n  " + "\n  ".join(sorted(found)) + "\nand not\n  " + "\n  ".join(sorted(wanted)))
    for name in (top + "/" + line[2:] for line in found):
        path = into / name
        if path.is_file() and not path.stat().st_size:
            sys.exit(f"{archive.name}: {name} is empty")
    return into / top


def lay_out():
    """The folder in which the commands are run."""
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / "library").mkdir(parents=True)
    (WORK / "stick").mkdir()
    shutil.copy(ROOT / "assets/sample.ron", WORK)
    shutil.copy(ROOT / "tests/fixtures/v1-2019.ron", WORK)
    shutil.copy(ROOT / "tests/fixtures/damaged.xls", WORK)
    shutil.copy(FONT, WORK / "font.ttc")
    cells = (ROOT / "tests/data/cells-2021.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    zeros = "".join(f"{line.split(',')[0]},0\n" for line in cells)
    (WORK / "zero.csv").write_text("cell,value\n" + zeros)
    heads, case = "编号,收到日期,申请人,申请人类别,答复日期,答复结果", "2025-001,2025-01-03,某甲,公民,2025-01-20,予以公开"
    (WORK / "register.csv").write_text(f"{heads}\n{case}\n", encoding="utf-8")
    (WORK / "roster.csv").write_text("单位,组别,义务\n某某局,部门,须报\n示例区人民政府办公室,政府办,须报\n", encoding="utf-8")


def run(machine, program):
    """Runs all commands; returns what each answered."""
    answers = []
    lines = (HERE / "commands.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        words = [*machine.before, str(program), *shlex.split(line)]
        done = subprocess.run(
            words, cwd=WORK, env=machine.env, preexec_fn=machine.prepare, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE
        )
        answers.append((line, done.returncode, compared.plain(done.stdout, WORK), compared.plain(done.stderr, WORK)))
    return answers


def opened(machine, folder, label):
    """Uses what else a package brings, as a clerk does: its own library, and what opens or installs it."""
    env = {name: value for name, value in machine.env.items() if name != "GOUJI_LIBRARY"}

    def said(*words, **more):
        words = [str(word) for word in words]
        done = subprocess.run(words, env=env | more, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False)
        return (done.stdout + done.stderr).decode(errors="replace").replace("\\", "/")

    wrong = []
    program = folder / ("gouji.exe" if "windows" in label else "gouji")
    beside = said(*machine.before, program, "list")
    if f"{folder.name}/gouji-library" not in beside:
        wrong.append(f"  the library beside the program is not the one that is used:\n{beside}")
    if "windows" in label:
        dropped = said(*machine.before, "cmd", "/c", folder / "打开勾稽.bat", ROOT / "assets/sample.ron")
        if not (folder / "gouji-library/示例区人民政府办公室/2022.ron").exists():
            wrong.append(f"  a file dropped on 打开勾稽.bat is not imported:\n{dropped}")
    if label == "linux-x64":
        home = TRIAL / "home"
        path = {"HOME": str(home), "PATH": f"{home}/.local/bin:/usr/bin:/bin"}
        installed = said("sh", folder / "install.sh", **path)
        listed = said(home / ".local/bin/gouji", "list", **path)
        if "gouji/gouji-library" not in listed or not (home / ".local/share/applications/gouji.desktop").exists():
            wrong.append(f"  install.sh:\n{installed}{listed}")
        removed = said("sh", folder / "install.sh", "--remove", **path)
        if left := [str(path) for path in home.rglob("*") if not path.is_dir()]:
            wrong.append(f"  install.sh --remove leaves {left}:\n{removed}")
    return wrong


def main():
    archives = [Path(name).resolve() for name in sys.argv[1:]]
    shutil.rmtree(TRIAL, ignore_errors=True)
    TRIAL.mkdir(parents=True)
    if not os.path.exists(FONT):
        sys.exit(f"{FONT} is missing: install fonts-wqy-microhei")
    if platform.machine() != "x86_64":
        sys.exit("this trial is for a machine with an x86-64 processor")
    first, faults = None, []
    for archive in archives:
        begun = time.monotonic()
        label = "-".join(archive.name.removesuffix(".zip").removesuffix(".tar.gz").rsplit("-", 2)[1:])
        folder = unpack(archive)
        with machines.of(label, TRIAL) as machine:
            lay_out()
            program = folder / ("gouji.exe" if "windows" in label else "gouji")
            answers = run(machine, program)
            pictures = screens.first(machine, program, WORK)
            wrong = opened(machine, folder, label)
        shutil.move(WORK, TRIAL / f"work-{label}")
        taken = compared.files(TRIAL / f"work-{label}")
        seconds = time.monotonic() - begun
        print(f"{label}: {len(answers)} commands, {len(taken)} files, {machine.said}: {seconds:.0f} s")
        if first is None:
            first = (label, answers, taken, pictures)
            held = compared.sensible(answers, taken, pictures)
        else:
            other = (label, answers, taken, pictures)
            held, drawn = compared.alike(first, other), compared.screens(first, other)
            if drawn and "windows" in label:
                # Wine draws the console anew, in its own way: no proof of a fault, and told.
                print(f"{label}: the editor's screens, not drawn alike in wine's console: {TRIAL / 'screens-windows.txt'}")
                (TRIAL / "screens-windows.txt").write_text("\n".join(drawn))
            elif drawn and all(UNKNOWN_CALL in picture for _, picture in pictures):
                # qemu-user 7.2 and others refuse TCGETS2, with which terminals are asked for their settings on arm64.
                print(f"{label}: the editor's screens were not drawn: this qemu-user does not know how terminals are set")
            else:
                held += drawn
        faults += [f"{label}:", *wrong, *held] if wrong + held else []
    if faults:
        sys.exit("\n".join(faults))


main()
