#!/usr/bin/env python3
"""Holds a program for Windows: windows.py PROGRAM VERSION. It asks for Windows' own libraries only, and has its resources."""

import subprocess
import sys
from pathlib import Path

# Of the compiler, and not on an office's machine.
FOREIGN = ("libgcc", "libwinpthread", "libstdc++", "libssp")


def main():
    program, version = sys.argv[1:]
    data = Path(program).read_bytes()
    told = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", program], check=True, capture_output=True, text=True).stdout
    libraries = sorted({line.split("DLL Name:")[1].strip() for line in told.splitlines() if "DLL Name:" in line})
    print("libraries:", " ".join(libraries))
    wrong = [f"it asks for {name}" for name in libraries if name.lower().startswith(FOREIGN)]
    for words in ("勾稽 gouji", "FileDescription", version):
        if words.encode("utf-16-le") not in data:
            wrong.append(f"its version information lacks {words}")
    for setting in (b"activeCodePage", b"longPathAware", b"UTF-8</activeCodePage>"):
        if setting not in data:
            wrong.append(f"its manifest lacks {setting.decode()}")
    icon = Path("assets/dist/windows/gouji.ico").read_bytes()
    # The first picture of the icon, as it stands in the file.
    size, at = (int.from_bytes(icon[6 + field : 10 + field], "little") for field in (8, 12))
    if icon[at : at + size] not in data:
        wrong.append("it has no icon")
    if wrong:
        sys.exit(f"{program}: " + "; ".join(wrong))


main()
