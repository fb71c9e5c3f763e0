"""Exports reports in which no two figures are alike, opens them with LibreOffice, a PDF reader and a browser, and holds
what comes out against what went in. Needs nothing but Python's own library and those programs. See `run`."""

import csv
import html
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

ROOT, FOLDER = Path(sys.argv[1]), Path(sys.argv[2])
YEARS = {"2021": 2022, "2019": 2020}
APPLICANTS = "natural_person enterprise research public_interest legal_service other_org".split()
failures = []


def check(holds, what):
    print(("ok    " if holds else "FAILS ") + what, flush=True)
    if not holds:
        failures.append(what)


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def gouji(*arguments):
    program = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug" / "gouji"
    return run(program, *arguments, env={**os.environ, "GOUJI_LIBRARY": str(FOLDER / "library")})


def report(edition, start=3001):
    """Figures that all differ and keep every identity, totals added up here; in the order of the printed form."""
    with open(ROOT / "tests/data" / f"cells-{edition}.csv", newline="") as file:
        cells = list(csv.DictReader(file))
    figures, next_figure = {}, start
    for cell in cells:
        name = cell["cell"]
        if cell["role"] == "input":
            figures[name] = next_figure
            next_figure += 7
        if cell["kind"] == "signed":
            # A decrease that leaves something of last year's items.
            figures[name] = 2000 - figures[name]
    amount = next(cell["cell"] for cell in cells if cell["kind"] == "amount")
    rows = list(dict.fromkeys(c["cell"].split(".")[1] for c in cells if c["cell"].startswith("requests.")))
    results = rows[rows.index("granted") : rows.index("handled")]
    of = lambda row, column: f"requests.{row}.{column}"
    for column in APPLICANTS:
        figures[of("handled", column)] = sum(figures[of(row, column)] for row in results)
        end = figures[of("handled", column)] + figures[of("carried_out", column)]
        figures[of("new", column)] = end - figures[of("carried_in", column)]
    for row in rows:
        figures[of(row, "total")] = sum(figures[of(row, column)] for column in APPLICANTS)
    for row in ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]:
        four = ["upheld", "corrected", "other", "pending"]
        figures[f"disputes.{row}.total"] = sum(figures[f"disputes.{row}.{column}"] for column in four)
    figures = {cell["cell"]: str(figures[cell["cell"]]) for cell in cells}
    figures[amount] += ".204816"
    assert max(Counter(figures.values()).values()) == 1, "two figures are alike"
    return figures


def in_order(text, figures):
    """The figures in a text, in the order in which it has them; every other number is left out."""
    wanted = set(figures)
    return [found for found in re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?(?![\d.])", text) if found in wanted]


def compare(text, figures, what):
    expected, found = list(figures.values()), in_order(text, figures.values())
    check(found == expected, f"{what}: {len(expected)} figures in the order of the tables")
    if found != expected:
        lost = [f"{name} {figure}" for name, figure in figures.items() if figure not in found]
        first = next((n for n, pair in enumerate(zip(expected, found)) if pair[0] != pair[1]), len(found))
        print(f"      {len(found)} found; lost: {', '.join(lost[:5]) or 'none'}; first out of place: {first}")


def one_page(pdf, figures, what):
    """Whether all figures of the largest table stand on one page."""
    pages = run("pdftotext", "-layout", pdf, "-").split("\f")
    table = [figure for name, figure in figures.items() if name.startswith("requests.")]
    counts = [len(in_order(page, table)) for page in pages]
    check(max(counts) == len(table), f"{what}: table three on one page")


def rewrite(source, target, change):
    """A copy of a workbook with its sheets changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = change(part.decode()).encode()
            new.writestr(name, part)


def without_results(sheet):
    """A sheet whose formulas have no cached results."""
    sheet = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", sheet)
    return re.sub(r"(</f>)<v/>", r"\1", sheet)


def sheets(folder, stem):
    """What LibreOffice made of every sheet, by the sheet's name."""
    found = {}
    for path in folder.glob(f"{stem}-*.csv"):
        with open(path, newline="", encoding="utf-8") as file:
            found[path.stem[len(stem) + 1 :]] = [[cell.strip() for cell in row] for row in csv.reader(file)]
    return found


def grids(edition):
    """The grids set down beside this script: for each table its areas as row, column, rows, columns."""
    tables, rows = [], []
    for line in (ROOT / "tests/office" / f"grid-{edition}.txt").read_text().splitlines() + [""]:
        if line and not line.startswith("#"):
            rows.append(line)
        elif rows:
            areas = set()
            for r, row in enumerate(rows):
                for c, sign in enumerate(row):
                    if sign == ".":
                        areas.add((r, c, 1, 1))
                    elif (r == 0 or rows[r - 1][c] != sign) and (c == 0 or row[c - 1] != sign):
                        across = len(re.match(re.escape(sign) + "+", row[c:]).group())
                        down = next((d for d in range(1, len(rows) - r) if rows[r + d][c] != sign), len(rows) - r)
                        areas.add((r, c, down, across))
            tables.append(areas)
            rows = []
    return tables


MEASURE = """
function edges(values) {
    values.sort((a, b) => a - b);
    return values.filter((value, index) => index === 0 || value - values[index - 1] > 3);
}
function table(element) {
    const boxes = [...element.querySelectorAll('th, td')].map(cell => cell.getBoundingClientRect());
    const nearest = (all, value) => all.reduce((best, edge, index) =>
        Math.abs(edge - value) < Math.abs(all[best] - value) ? index : best, 0);
    const xs = edges(boxes.flatMap(box => [box.left, box.right])), ys = edges(boxes.flatMap(box => [box.top, box.bottom]));
    return boxes.map(box => {
        const [left, right] = [nearest(xs, box.left), nearest(xs, box.right)];
        const [top, bottom] = [nearest(ys, box.top), nearest(ys, box.bottom)];
        return [top, left, bottom - top, right - left];
    });
}
// Of the largest table: the right edges of its first two figures and of its frame, and how far a label goes along when the
// figures are moved.
function moved(root) {
    const frame = root.querySelector('#requests').parentElement, box = element => element.getBoundingClientRect();
    const label = [...frame.querySelectorAll('tbody th')].find(cell => cell.textContent.startsWith('1.'));
    const figures = [...label.parentElement.querySelectorAll('td')].slice(0, 2).map(cell => box(cell).right);
    const before = box(label).left;
    frame.scrollLeft = 60;
    const found = {figures, frame: box(frame).right, label: box(label).left - before, by: frame.scrollLeft};
    frame.scrollLeft = 0;
    return found;
}
window.onload = () => {
    const found = [...document.querySelectorAll('iframe')].map(frame => {
        const root = frame.contentDocument.documentElement;
        return {
            name: frame.name,
            width: root.clientWidth,
            content: Math.max(root.scrollWidth, frame.contentDocument.body.scrollWidth),
            tables: [...root.querySelectorAll('table')].map(table),
            moved: moved(root),
        };
    });
    document.body.replaceChildren();
    const result = document.createElement('pre');
    result.textContent = JSON.stringify(found);
    document.body.append(result);
};
"""


def chromium(*arguments):
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={FOLDER / 'chromium'}"]
    return run("chromium", *flags, *arguments)


def browser(pages):
    """What a browser makes of the pages, at three widths: how wide it is and where every table's cells stand."""
    frames = [
        f'<iframe name="{edition} {width}" style="width:{width}px;height:900px;border:0"'
        f' srcdoc="{html.escape(page.read_text())}"></iframe>'
        for edition, page in pages.items()
        for width in (1280, 390, 320)
    ]
    wrapper = FOLDER / "wrapper.html"
    wrapper.write_text(f"<!doctype html><meta charset=utf-8><body>{''.join(frames)}<script>{MEASURE}</script>")
    dom = chromium("--virtual-time-budget=10000", "--window-size=1400,1000", "--dump-dom", wrapper.as_uri())
    return json.loads(html.unescape(re.search(r"<pre>(.*)</pre>", dom, re.S).group(1)))


def long_figures(edition, year, chapters, out):
    """Documents whose every cell holds seven digits and as many of last year's."""
    last, source = FOLDER / f"{edition}-last.json", FOLDER / f"{edition}-long.json"
    for path, of, start in ((source, year, 1000003), (last, year - 1, 5000011)):
        content = {"agency": "某某市某某局", "year": of, "cells": report(edition, start), "chapters": chapters}
        path.write_text(json.dumps(content))
    for ending in ("docx", "html", "pdf"):
        gouji("export", source, "--with-last-year", "--last-year", last, "-o", out / f"{edition}-long.{ending}")


def imported(path, figures, what):
    """Whether gouji reads every figure of a document that another program wrote."""
    read = json.loads(gouji("import", path, "--dry-run", "--format", "json"))["cells"]
    wrong = [f"{name} {read.get(name)}" for name, figure in figures.items() if str(read.get(name)) != figure]
    check(not wrong, f"{what}: read again with all {len(figures)} figures")
    if wrong:
        print(f"      not so: {', '.join(wrong[:5])}")


def converted(office, out):
    """Documents that LibreOffice made of gouji's: a folder for each kind."""
    for ending, kind in (("docx", "docx"), ("docx", "doc"), ("docx", "odt"), ("docx", "rtf"), ("html", "docx"), ("xlsx", "xlsx"), ("xlsx", "ods"), ("xlsx", "xls")):
        folder = FOLDER / "converted" / f"{ending}-{kind}"
        # A web page opens in a program that writes no Word document unless told which to use.
        options = ["--infilter=HTML (StarWriter)"] if ending == "html" else []
        filters = {"docx": "docx:Office Open XML Text"}
        command = [*office[:-1], *options, office[-1], filters.get(kind, kind)]
        run(*command, "--outdir", folder, *sorted(out.glob(f"20??.{ending}")))
        for path in sorted(folder.iterdir()):
            yield path, f"{path.stem} {ending} as LibreOffice's {kind}"


def main():
    reports, pages = {}, {}
    out, copies = FOLDER / "out", FOLDER / "copies"
    for folder in (out, copies):
        folder.mkdir()
    for edition, year in YEARS.items():
        figures = reports[edition] = report(edition)
        prose = "（一）主动公开。全年按目录公开信息，重点领域逐项更新。" + "公开的内容经过审核，群众可以查阅。" * 12
        chapters = {"preamble": "本报告按规定的格式编制。", "1": f"{prose}\n（二）依申请公开\n申请均已答复。"}
        chapters |= {"5": "1.问题：更新不够及时。\n2.改进：按月核对。", "6": "没有需要报告的其他事项。", "closing": "某某市某某局"}
        source = FOLDER / f"{edition}.json"
        source.write_text(json.dumps({"agency": "某某市某某局", "year": year, "cells": figures, "chapters": chapters}))
        for ending in ("docx", "xlsx", "html", "pdf"):
            gouji("export", source, "-o", out / f"{edition}.{ending}")
        pages[edition] = out / f"{edition}.html"
        long_figures(edition, year, chapters, out)
        # Without cached results, only LibreOffice's own arithmetic can tell the totals; with a figure changed, it must
        # turn a check as well.
        rewrite(out / f"{edition}.xlsx", copies / f"{edition}-as-is.xlsx", lambda sheet: sheet)
        rewrite(out / f"{edition}.xlsx", copies / f"{edition}-bare.xlsx", without_results)
        change = figures["requests.new.research"]
        changed = lambda sheet: without_results(sheet.replace(f"<v>{change}</v>", f"<v>{int(change) + 5}</v>"))
        rewrite(out / f"{edition}.xlsx", copies / f"{edition}-changed.xlsx", changed)

    office = ["soffice", f"-env:UserInstallation={(FOLDER / 'office').as_uri()}", "--headless", "--convert-to"]
    for ending in ("docx", "xlsx"):
        run(*office, "pdf", "--outdir", FOLDER / "pdf" / ending, *sorted(out.glob(f"*.{ending}")))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    run(*office, every_sheet, "--outdir", FOLDER / "csv", *sorted(copies.glob("*.xlsx")))

    for edition, figures in reports.items():
        for ending in ("docx", "xlsx"):
            pdf = FOLDER / "pdf" / ending / f"{edition}.pdf"
            compare(run("pdftotext", "-layout", pdf, "-"), figures, f"{edition} {ending} in LibreOffice")
            one_page(pdf, figures, f"{edition} {ending} in LibreOffice")
        compare(run("pdftotext", "-layout", out / f"{edition}.pdf", "-"), figures, f"{edition} pdf")
        one_page(out / f"{edition}.pdf", figures, f"{edition} pdf")

        for stem, what in ((f"{edition}-as-is", "xlsx as csv"), (f"{edition}-bare", "xlsx recalculated from nothing")):
            read = sheets(FOLDER / "csv", stem)
            check(len(read) == 5, f"{edition} {what}: five sheets")
            text = "\n".join(" ".join(row) for name in sorted(read, key=numeral) for row in read[name])
            compare(text, figures, f"{edition} {what}")
            check(len(re.findall("平", text)) >= 7 and "差" not in text, f"{edition} {what}: every check holds")
        read = sheets(FOLDER / "csv", f"{edition}-changed")
        rows = [row for name in read for row in read[name]]
        [checks] = [row for row in rows if any(cell.startswith("校验") for cell in row)]
        shown = [cell.removeprefix("差") for cell in checks[3:10]]
        check(shown == ["平", "平", "5", "平", "平", "平", "5"], f"{edition} xlsx: a changed figure turns its check")
        total = str(int(figures["requests.new.total"]) + 5)
        check(any(total in row for row in rows), f"{edition} xlsx: and its total")

    for path, what in converted(office, out):
        imported(path, reports[path.stem[:4]], what)
    for ending in ("docx", "xlsx"):
        for path in sorted((FOLDER / "pdf" / ending).glob("20??.pdf")):
            imported(path, reports[path.stem], f"{path.stem} {ending} as LibreOffice's pdf")

    for found in browser(pages):
        check(found["content"] <= found["width"], f"{found['name']} html: no sideways scrolling ({found['content']} px)")
        tables = [set(map(tuple, table)) for table in found["tables"]]
        check(tables == grids(found["name"][:4]), f"{found['name']} html: the browser draws the form's grid")
        moved = found["moved"]
        if found["width"] < 1000:
            seen = moved["by"] == 60 and abs(moved["label"]) < 1 and max(moved["figures"]) <= moved["frame"]
            check(seen, f"{found['name']} html: figures beside their labels, which stay where the table is moved")
    for edition in YEARS:
        pdf, long = FOLDER / f"{edition}-long.pdf", report(edition, 1000003)
        chromium("--no-pdf-header-footer", f"--print-to-pdf={pdf}", (out / f"{edition}-long.html").as_uri())
        one_page(pdf, long, f"{edition} html printed, long figures and last year's")
        one_page(out / f"{edition}-long.pdf", long, f"{edition} pdf, long figures and last year's")
        one_page(FOLDER / "pdf/docx" / f"{edition}-long.pdf", long, f"{edition} docx in LibreOffice, long figures and last year's")
    for edition, page in pages.items():
        pdf = FOLDER / f"{edition}-page.pdf"
        chromium("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
        compare(run("pdftotext", "-layout", pdf, "-"), reports[edition], f"{edition} html printed")
        one_page(pdf, reports[edition], f"{edition} html printed")

    if failures:
        sys.exit(f"{len(failures)} checks fail")


def numeral(name):
    """The place of a chapter in the report, from the name of its sheet."""
    return "一二三四五六".index(name[0])


main()
