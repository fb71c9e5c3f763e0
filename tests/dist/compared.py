"""What programs answered and wrote, made comparable: clock times taken out, containers unpacked."""

import io
import re
import zipfile

# Times of the clock as the program writes them: 2026-11-30T08:15:02Z in files, 2026-11-30_08-15-02.123 in their names,
# D:20261130081502Z in PDF. A date alone is no time: it is the same for all.
TIME = re.compile(rb"\d{4}-\d\d-\d\d[T _]\d\d[:-]\d\d(?:[:-]\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|D:\d{14}(?:Z|[+-]\d\d'\d\d'?)?")


def without_times(data):
    return TIME.sub(b"<time>", data)


def plain(output, folder):
    """An answer with one kind of path, below the folder that the program worked in."""
    text = without_times(output).decode()
    return text.replace("\\\\", "/").replace("\\", "/").replace("Z:" + str(folder), ".").replace(str(folder), ".")


def content(data):
    """A file's content; of a container its entries by name."""
    if not data.startswith(b"PK\3\4"):
        return without_times(data)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return [(entry.filename, without_times(container.read(entry))) for entry in container.infolist()]


def files(folder):
    """All files below a folder, by their names without times."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "")
        name = without_times(name.encode()).decode()
        found.setdefault(name, []).append(None if path.is_dir() else content(path.read_bytes()))
    return found


def sensible(answers, taken, pictures):
    """What is wrong with the run that the others are compared with: two empty runs would be equal, too."""
    wrong = []
    codes = [code for _, code, _, _ in answers]
    if not set(codes) <= {0, 1, 2} or codes.count(0) < 50:
        wrong += [f"  {code}: {line}: {err.strip()}" for line, code, _, err in answers if code]
    wrong += [f"  no answer: {line}" for line, _, out, err in answers if not out + err]
    wanted = ["out." + ending for ending in ("docx", "xlsx", "html", "pdf", "md", "txt", "csv", "json")]
    wanted += ["library/导入局/2023.ron", "second/某某局/2024.ron", "filled.docx", "checked.docx"]
    wrong += [f"  not written: {name}" for name in wanted if name not in taken]
    wrong += [f"  the screen of {name} shows nothing of it:\n{shown}" for name, shown in pictures if "示例区人民政府办公室" not in shown]
    return wrong


def alike(first, other):
    """Where another program differs from the first."""
    (name, answers, taken, _), (_, other_answers, other_taken, _) = first, other
    held = []
    for (line, *given), (_, *got) in zip(answers, other_answers, strict=True):
        held += [f"  {line}: {what}\n{theirs}\n  {name}:\n{ours}" for what, ours, theirs in zip(("code", "stdout", "stderr"), given, got) if ours != theirs]
    for file in sorted(taken.keys() | other_taken.keys()):
        if taken.get(file) != other_taken.get(file):
            held.append(f"  {file} differs" if file in taken and file in other_taken else f"  {file} is missing on one side")
    return held


def screens(first, other):
    """Which first screens of the editor another program draws otherwise."""
    pairs = zip(first[3], other[3], strict=True)
    return [f"  the screen of {what}:\n{theirs}\n  {first[0]}:\n{ours}" for (what, ours), (_, theirs) in pairs if ours != theirs]
