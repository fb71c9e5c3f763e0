#!/usr/bin/env python3
"""Makes a package of a program that is built: pack.py TARGET NAME PROGRAM HOST-PROGRAM SYSROOT OUT.

NAME is that of the package (gouji-VERSION-linux-x64). The pages of the package are printed by HOST-PROGRAM, the one for this
machine. The same program packed on another day gives the same bytes: entries are sorted and bear the time of the commit.
"""

import gzip
import io
import os
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import licences

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "assets/dist"
MACHINES = {"linux-x64": "x86-64 处理器：英特尔、海光、兆芯", "linux-arm64": "arm64 处理器：飞腾、鲲鹏"}


def main():
    target, name, program, host, sysroot, out = sys.argv[1:]
    version, system, processor = name.removeprefix("gouji-").rsplit("-", 2)
    machine = f"{system}-{processor}"
    files = contents(target, version, machine, Path(program), Path(host).resolve(), Path(sysroot))
    seconds = int(os.environ["SOURCE_DATE_EPOCH"])
    archive = Path(out) / (name + (".zip" if "windows" in machine else ".tar.gz"))
    (as_zip if archive.suffix == ".zip" else as_tar)(archive, name, files, seconds)
    print(f"{archive.name}: {len(files)} entries, {archive.stat().st_size / 1e6:.1f} MB")


def contents(target, version, machine, program, host, sysroot):
    """What is in a package: by name the bytes of a file and whether it is a program; nothing for a folder."""

    def printed(*words):
        # Found on the path, so that completions name it as it will be installed.
        env = {"PATH": str(host.parent), "GOUJI_SETTINGS": "none.ron"}
        return subprocess.run([host.name, *words], env=env, check=True, capture_output=True).stdout

    def template(name):
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        text = text.replace("@VERSION@", version).replace("@MACHINE@", MACHINES.get(machine, ""))
        return text.encode()

    files = {
        "gouji-library": None,
        "使用手册.html": (printed("--lang", "zh", "manual", "--html"), False),
        "manual.html": (printed("--lang", "en", "manual", "--html"), False),
        "completions": None,
        "许可": None,
        "许可/gouji-MIT.txt": ((ROOT / "LICENSE-MIT").read_bytes(), False),
        "许可/gouji-Apache-2.0.txt": ((ROOT / "LICENSE-APACHE").read_bytes(), False),
        "许可/crates.txt": (licences.third_parties(target).encode(), False),
    }
    for file, text in licences.beside(target, sysroot).items():
        files["许可/" + file] = (text, False)
    if "windows" in machine:
        files["gouji.exe"] = (program.read_bytes(), True)
        # Windows' own editor takes a text without a mark for one in the system's code page.
        files["使用说明.txt"] = (b"\xef\xbb\xbf" + dos(template("windows/使用说明.txt")), False)
        # Every code page reads ASCII alike; anything else is no script for an office's machine.
        script = template("windows/打开勾稽.bat").decode("ascii").encode()
        files["打开勾稽.bat"] = (dos(script), False)
        files["completions/gouji.ps1"] = (b"\xef\xbb\xbf" + dos(printed("completions", "powershell")), False)
        for file in [file for file in files if file.startswith("许可/") and file.endswith(".txt")]:
            files[file] = (dos(files[file][0]), False)
    else:
        files["gouji"] = (program.read_bytes(), True)
        files["使用说明.txt"] = (template("linux/使用说明.txt"), False)
        files["打开勾稽.desktop"] = (template("linux/打开勾稽.desktop"), True)
        files["install.sh"] = (template("linux/install.sh"), True)
        files["gouji.svg"] = (template("linux/gouji.svg"), False)
        files["man"] = None
        files["man/gouji.1"] = (printed("man"), False)
        for shell, file in (("bash", "gouji.bash"), ("zsh", "_gouji"), ("fish", "gouji.fish")):
            files["completions/" + file] = (printed("completions", shell), False)
    return dict(sorted(files.items()))


def dos(text):
    """A text with the ends of lines of Windows."""
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def as_tar(archive, top, files, seconds):
    with open(archive, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar:
            for name, file in {"": None, **files}.items():
                entry = tarfile.TarInfo(f"{top}/{name}".rstrip("/"))
                entry.mtime = seconds
                if file is None:
                    entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                    tar.addfile(entry)
                else:
                    data, is_program = file
                    entry.size, entry.mode = len(data), 0o755 if is_program else 0o644
                    tar.addfile(entry, io.BytesIO(data))


def as_zip(archive, top, files, seconds):
    when = time.gmtime(seconds)[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, file in {"": None, **files}.items():
            entry = zipfile.ZipInfo(f"{top}/{name}".rstrip("/") + ("/" if file is None else ""), when)
            if file is None:
                entry.external_attr = 0o40755 << 16 | 0x10
                packed.writestr(entry, b"")
            else:
                data, is_program = file
                entry.external_attr = (0o100755 if is_program else 0o100644) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, data)


main()
