"""What python-docx, openpyxl and BeautifulSoup need for the three tables of a report, beside what gouji needs for the
whole of it.

    python3 tests/benches/office.py

Both sides are timed inside their process, without starting it, without loading the library, without the disk: from
figures in memory to the bytes of a file. Python writes the three tables, their labels, figures, merged cells and borders,
and nothing else. gouji writes the same tables with everything else a report has: title, prose, page set-up, formulas,
validation; its times are the medians of `cargo bench --bench documents`, without and with reading the file back.

Reading, both sides begin with the bytes of the same docx and the same web page. Python takes the texts of all cells of all
tables, with their row, and does nothing with them; gouji reads the whole report, finds the cell of every figure by its
labels, and keeps the prose. Needs python-docx, openpyxl, beautifulsoup4 with lxml, a release build, and nothing else.
"""

import csv
import io
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import bs4
    import docx
    import lxml
    import openpyxl
    from openpyxl.styles import Alignment, Border, Side
except ImportError as error:
    sys.exit(f"{error.name} is missing: pip install python-docx openpyxl beautifulsoup4 lxml")

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 25


def made():
    """A report as gouji writes it: its figures, its three tables with size and cells, its docx and its web page."""
    with open(ROOT / "tests/data/cells-2021.csv", newline="") as file:
        names = [cell["cell"] for cell in csv.DictReader(file) if cell["role"] == "input"]
    report = {"agency": "某某市某某局", "year": 2022, "cells": {name: str(n % 41) for n, name in enumerate(names)}}
    with tempfile.TemporaryDirectory() as folder:
        names = ("report.json", "figures.csv", "report.xlsx", "report.docx", "report.html")
        source, figures, book, *documents = (Path(folder) / name for name in names)
        source.write_text(json.dumps(report))
        gouji = ["cargo", "run", "--release", "--quiet", "--locked", "--", "export", "--draft", source, "-o"]
        for file in (figures, book, *documents):
            subprocess.run([*gouji, file], cwd=ROOT, check=True)
        with open(figures, newline="") as file:
            values = {row["cell"]: row["value"] for row in csv.DictReader(file)}
        sheets = openpyxl.load_workbook(book, data_only=True).worksheets
        documents = [file.read_bytes() for file in documents]
    found = []
    for sheet in (sheet for sheet in sheets if sheet.protection.sheet):
        merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        covered = {(r, c) for area in merged.values() for r, c in ((r, c) for r, c in area.cells)} - set(merged)
        last = max(cell.row for row in sheet.iter_rows() for cell in row if cell.border.left.style == "thin")
        cells = []
        for row in sheet.iter_rows(min_row=2, max_row=last):
            for cell in row:
                if (cell.row, cell.column) in covered:
                    continue
                area = merged.get((cell.row, cell.column))
                size = (area.size["rows"], area.size["columns"]) if area else (1, 1)
                value = "" if cell.value is None else cell.value
                cells.append((cell.row - 2, cell.column - 1, *size, value))
        found.append((last - 1, sheet.max_column, cells))
    count = sum(isinstance(cell[4], (int, float)) for _, _, cells in found for cell in cells)
    assert count == len(values) == 200, f"{count} figures on the sheets, {len(values)} in the cell list"
    return found, *documents


def write_docx(tables):
    document = docx.Document()
    for rows, columns, cells in tables:
        table = document.add_table(rows, columns, style="Table Grid")
        grid = [row.cells for row in table.rows]
        for row, column, down, across, value in cells:
            cell = grid[row][column]
            if (down, across) != (1, 1):
                cell = cell.merge(grid[row + down - 1][column + across - 1])
            cell.text = str(value)
    bytes = io.BytesIO()
    document.save(bytes)
    return bytes


def write_xlsx(tables):
    book = openpyxl.Workbook()
    side = Side(style="thin")
    border, middle = Border(side, side, side, side), Alignment("center", "center", wrap_text=True)
    for rows, columns, cells in tables:
        sheet = book.create_sheet()
        for row, column, down, across, value in cells:
            for r in range(row, row + down):
                for c in range(column, column + across):
                    sheet.cell(r + 1, c + 1).border = border
            cell = sheet.cell(row + 1, column + 1, value)
            cell.alignment = middle
            if (down, across) != (1, 1):
                sheet.merge_cells(start_row=row + 1, start_column=column + 1, end_row=row + down, end_column=column + across)
    bytes = io.BytesIO()
    book.save(bytes)
    return bytes


def read_docx(document):
    tables = docx.Document(io.BytesIO(document)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def read_html(document):
    tables = bs4.BeautifulSoup(document, "lxml").find_all("table")
    return [[[cell.get_text() for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")] for table in tables]


def milliseconds(work, given):
    work(given)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(given)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def benched():
    """gouji's medians in milliseconds, by bench and format."""
    command = ["cargo", "bench", "--locked", "--quiet", "--bench", "documents"]
    text = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    units = {"ns": 1e-6, "µs": 1e-3, "ms": 1.0, "s": 1e3}
    found, bench = {}, ""
    for line in text.splitlines():
        if head := re.match(r"[├╰]─ (\w+)", line):
            bench = head.group(1)
        elif row := re.match(r"[│ ] +[├╰]─ (\w+) +(.*)", line):
            columns = [column.split() for column in row.group(2).split("│")]
            if len(columns) > 2:
                number, unit = columns[2]
                found[bench, row.group(1)] = float(number) * units[unit]
    return found


def main():
    ours = benched()
    grid, document, page = made()
    for format, library, write in (("docx", "python-docx", write_docx), ("xlsx", "openpyxl", write_xlsx)):
        theirs = milliseconds(write, grid)
        written, read = ours["write", format], ours["write_and_read_back", format]
        print(
            f"{format}: {library} {theirs:.1f} ms; gouji {written:.2f} ms, {theirs / written:.0f} times as fast;"
            f" with reading back {read:.2f} ms, {theirs / read:.0f} times"
        )
    for format, library, read, given in (
        ("docx", "python-docx", read_docx, document),
        ("html", "BeautifulSoup", read_html, page),
    ):
        theirs, own = milliseconds(read, given), ours["read", format]
        print(f"{format} in: {library} {theirs:.1f} ms; gouji {own:.2f} ms, {theirs / own:.0f} times as fast")


main()
