"""The licences of what is inside a program: every crate of the tree, Rust's own library, and what the target links beside them."""

import json
import re
import subprocess
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "assets/dist/licences"
LICENCE = re.compile(r"(licen[cs]e|copying|copyright|notice|unlicense)", re.IGNORECASE)
# Of crates that may be had under several licences without bringing any text, the first of these is taken.
CHOSEN = ("MIT", "Apache-2.0", "BSL-1.0", "MPL-2.0")


def crates(target):
    """The crates that a target's program is made of, without those that only build it."""
    asked = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    told = json.loads(subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout)
    nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
    root = told["resolve"]["root"]
    found, waiting = set(), [root]
    while waiting:
        crate = waiting.pop()
        if crate not in found:
            found.add(crate)
            uses = nodes[crate]["deps"]
            waiting += [use["pkg"] for use in uses if any(kind["kind"] is None for kind in use["dep_kinds"])]
    packages = [package for package in told["packages"] if package["id"] in found - {root}]
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def texts(package):
    """A crate's own licences; without any, the text of the one that it names."""
    folder = Path(package["manifest_path"]).parent
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and LICENCE.match(path.name)]
    if package["license_file"]:
        files.append(folder / package["license_file"])
    own = [path.read_text(encoding="utf-8", errors="replace") for path in dict.fromkeys(files)]
    if own:
        return own
    named = re.split(r"\s+OR\s+|/", package["license"] or "")
    licence = next((licence for licence in CHOSEN if licence in named), None)
    if licence is None:
        raise SystemExit(f"{package['name']} brings no licence, and there is no text of {package['license']} in {TEXTS}")
    if licence == "Apache-2.0":
        return [(ROOT / "LICENSE-APACHE").read_text()]
    authors = ", ".join(re.sub(r"\s*<.*?>", "", author) for author in package["authors"])
    text = (TEXTS / f"{licence}.txt").read_text()
    return [text.replace("@AUTHORS@", authors or f"the authors of {package['name']}")]


def third_parties(target):
    """All crates with where their source is, then every text once, with the crates that it belongs to."""
    packages, owners = crates(target), {}
    lines = ["勾稽所含的其他组件，各自的许可和源代码出处。许可全文在后。"]
    lines += ["What this program contains besides its own code, with the licence of each part; the texts follow below.", ""]
    for package in packages:
        name = f"{package['name']} {package['version']}"
        source = f"https://crates.io/crates/{package['name']}/{package['version']}"
        lines.append(f"{name}: {package['license']}; source: {source}")
        for text in texts(package):
            owners.setdefault(" ".join(text.split()), (text, []))[1].append(name)
    lines += ["", "Crates under the Mozilla Public License 2.0, used unchanged. Their source may be had at:"]
    for package in packages:
        if "MPL" in (package["license"] or ""):
            lines.append(f"{package['name']} {package['version']}: {package['repository']} and the address above")
    for text, names in owners.values():
        lines += ["", "=" * 100, textwrap.fill(", ".join(dict.fromkeys(names)), 100), "=" * 100, "", text.strip()]
    return "\n".join(lines) + "\n"


def beside(target, sysroot):
    """Files for Rust's library and what is linked from outside the crates, by their names in the package."""
    told = sysroot / "share/doc/rust"
    files = {"rust-standard-library.html": (told / "COPYRIGHT-library.html").read_bytes()}
    if "linux" in target:
        files["musl.txt"] = (TEXTS / "musl.txt").read_bytes()
        parts = [(told / "licenses" / name).read_text() for name in ("Apache-2.0.txt", "LLVM-exception.txt")]
        head = "libunwind of the LLVM project, which comes with Rust, is linked into this program under:\n\n"
        files["libunwind.txt"] = (head + "\n\n".join(parts)).encode()
    else:
        files["mingw-w64.txt"] = Path("/usr/share/doc/mingw-w64-x86-64-dev/copyright").read_bytes()
        files["libgcc.txt"] = "\n\n".join(
            [
                "libgcc is linked into this program under the GNU General Public License, version 3, with this exception:",
                (told / "licenses/GCC-exception-3.1.txt").read_text(),
                (told / "licenses/GPL-3.0-or-later.txt").read_text(),
            ]
        ).encode()
    return files
