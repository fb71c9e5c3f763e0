"""Reports with seeded faults as a data set: DuckDB and Spark run the rules as SQL over it and must find, row by row, what
`gouji check` finds; frictionless validates the package, a JSON schema the validation report. What is not installed is said and
left out. See `run`."""

import csv
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

ROOT, FOLDER = Path(sys.argv[1]), Path(sys.argv[2])
REPORTS = 2000
EDITIONS = {2020: "2019", 2021: "2021", 2022: "2021", 2023: "2021"}
APPLICANTS = "natural_person enterprise research public_interest legal_service other_org".split()
# The shape of a validation report as far as gouji writes it; the whole one is used where it is at hand.
PLACES = {"type": "array", "minItems": 1, "items": {"type": "array"}}
TEXT = {"type": "string"}
ESS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type", "event", "rule", "data", "value"],
        "properties": {
            "id": TEXT,
            "type": {"enum": ["validation"]},
            "event": {"type": "object", "required": ["time", "actor"], "properties": {"time": TEXT, "actor": TEXT}},
            "rule": {
                "type": "object",
                "required": ["language", "expression", "severity"],
                "properties": {"severity": {"enum": ["information", "warning", "error"]}, "expression": TEXT},
            },
            "data": {"type": "object", "required": ["source", "target"], "properties": {"source": PLACES, "target": PLACES}},
            "value": {"enum": ["0", "1", "NA"]},
        },
    },
}
WHOLE_ESS = ROOT / "../shared/samples/collection/exchange/ess.schema.json"
failures = []


def check(holds, what):
    print(("ok    " if holds else "FAILS ") + what, flush=True)
    if not holds:
        failures.append(what)


def gouji(*arguments):
    program = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug" / "gouji"
    environment = {**os.environ, "GOUJI_LIBRARY": str(FOLDER / "reports")}
    done = subprocess.run([program, *arguments], capture_output=True, text=True, cwd=FOLDER, env=environment, timeout=900)
    if done.returncode > 1:
        sys.exit(f"gouji {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def cells(edition):
    with open(ROOT / "tests/data" / f"cells-{edition}.csv", newline="") as file:
        return list(csv.DictReader(file))


CELLS = {edition: cells(edition) for edition in set(EDITIONS.values())}


def results(edition):
    """The rows of table three, and those of them that are outcomes."""
    rows = list(dict.fromkeys(c["cell"].split(".")[1] for c in CELLS[edition] if c["cell"].startswith("requests.")))
    return rows, rows[rows.index("granted") : rows.index("handled")]


def sound(edition, chance):
    """Figures that keep every identity."""
    figures = {cell["cell"]: 0 for cell in CELLS[edition] if cell["role"] == "input"}
    for applicant in APPLICANTS:
        handled = 0
        for row in results(edition)[1]:
            name = f"requests.{row}.{applicant}"
            if name in figures and chance.random() < 0.3:
                figures[name] = chance.randrange(6)
                handled += figures[name]
        later = chance.randrange(3) if handled else 0
        before = chance.randrange(min(handled, 3) + 1)
        figures[f"requests.carried_out.{applicant}"] = later
        figures[f"requests.carried_in.{applicant}"] = before
        figures[f"requests.new.{applicant}"] = handled + later - before
    for cell in CELLS[edition]:
        if cell["role"] == "input" and not cell["cell"].startswith("requests."):
            amount = f"{chance.randrange(90000)}.{chance.randrange(1000000):06d}"
            figures[cell["cell"]] = amount if cell["kind"] == "amount" else chance.randrange(9)
    return figures


def totals(edition, figures):
    rows, outcomes = results(edition)
    sums = {}
    for applicant in APPLICANTS:
        parts = [figures.get(f"requests.{row}.{applicant}", 0) for row in outcomes]
        sums[f"requests.handled.{applicant}"] = sum(parts)
    for row in rows:
        parts = [sums.get(f"requests.{row}.{a}", figures.get(f"requests.{row}.{a}", 0)) for a in APPLICANTS]
        sums[f"requests.{row}.total"] = sum(parts)
    for cell in CELLS[edition]:
        if cell["role"] == "total" and cell["cell"].startswith("disputes."):
            row = cell["cell"].split(".")[1]
            sums[cell["cell"]] = sum(figure for name, figure in figures.items() if name.startswith(f"disputes.{row}."))
    return sums


def spoil(figures, printed, chance):
    """Seeds one fault: another figure, none, none that applies, one out of bounds, another printed total, another amount."""
    name = chance.choice(list(figures))
    kind = chance.randrange(7)
    if kind == 5 and printed:
        name = chance.choice(list(printed))
        printed[name] = chance.choice([7, "/", f"{printed[name]}1", "1.5", -2])
    elif kind == 6:
        name = chance.choice([name for name in figures if name.startswith("proactive.")])
        figures[name] = chance.choice([0, 1, 100000, "123456.5"])
    else:
        figures[name] = [chance.randrange(3, 12), "", "/", "-3", "2.5"][kind % 5]


def write(path, edition, agency, year, scope, figures, printed, origin):
    entry = lambda name, figure, origin: f'"{name}": ' + (f'{origin}("{figure}")' if figure != "" else "unfilled")
    keyed = ", ".join(entry(cell["cell"], figures[cell["cell"]], origin) for cell in CELLS[edition] if cell["role"] == "input")
    controls = ", ".join(entry(name, figure, "imported") for name, figure in printed.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'(\n  version: 1, edition: "{edition}", agency: "{agency}", year: {year}, scope: {scope},\n'
        f"  figures: {{{keyed}}},\n  controls: {{{controls}}},\n)\n"
    )


def make(folder):
    """Reports of several years, a part of them added up over areas, with printed totals or without, faults in most."""
    chance, count, faults = random.Random(20260131), 0, 0
    while count < REPORTS:
        agency = f"第{count:05d}局"
        for year, edition in EDITIONS.items():
            for scope in ["own", "aggregated"] if chance.random() < 0.1 else ["own"]:
                if chance.random() < 0.05:
                    continue
                figures = sound(edition, chance)
                sums, share = totals(edition, figures), chance.choice([0, 0, 0.4, 1])
                printed = {name: total for name, total in sums.items() if chance.random() < share}
                for _ in range(chance.choice([0, 0, 1, 1, 2, 4])):
                    spoil(figures, printed, chance)
                    faults += 1
                name = f"{year}.ron" if scope == "own" else f"{year}.aggregated.ron"
                origin = chance.choice(["keyed", "imported"])
                write(folder / agency / name, edition, agency, year, scope, figures, printed, origin)
                count += 1
    print(f"      {count} reports, {faults} faults")
    return count


def number(text):
    return None if text in (None, "") else Decimal(str(text)).normalize() + 0


def expected(sql, plain):
    """What `check` finds of the rules that are in the statement."""
    rules = set(re.findall(r"'(\d{4})', '[^']+', '([A-Z0-9]+-\d+)', '(?:error|warning|info)'", sql))
    bounds = set(re.findall(r"\('(\d{4})', '([A-Z0-9]+-\d+)', '\2', '(?:error|warning|info)', '[a-z_.]+',", sql))
    named = {(edition, relation.split(".")[0]) for edition, relation in plain} | bounds
    found = Counter()
    for report in json.loads(gouji("check", "reports", "--format", "json"))["reports"]:
        for finding in report["findings"]:
            if (report["edition"], finding["rule"]) in rules:
                fails = finding["status"] == "fail"
                cells = frozenset(finding["cells"]) if fails and (report["edition"], finding["rule"]) in named else None
                whose = (report["agency"], report["year"], report["scope"])
                difference = number(finding["difference"]) if fails else None
                found[*whose, finding["rule"], finding["severity"], finding["status"], difference, cells] += 1
    return found


def taken(rows, plain):
    """The rows of an engine in the same shape."""
    found = Counter()
    for row in rows:
        cells = None
        if row["status"] == "fail":
            cells = [row["cell"]] if row["cell"] else plain.get((str(row["edition"]), row["relation"]))
        whose = (row["agency"], int(row["report_year"]), row["scope"])
        cells = frozenset(cells) if cells else None
        found[*whose, row["rule"], row["severity"], row["status"], number(row["difference"]), cells] += 1
    return found


def compare(rows, expected, plain, engine):
    found = taken(rows, plain)
    check(found == expected, f"{engine}: {found.total()} rows, {expected.total()} findings of check, one by one the same")
    for what, rest in ("rows of no finding", found - expected), ("findings without a row", expected - found):
        if rest:
            print(f"      {rest.total()} {what}: {list(rest)[:3]}")


def on_duckdb(sql, folder):
    import duckdb

    base = duckdb.connect()
    base.execute(f"CREATE TABLE figures AS SELECT * FROM read_csv('{folder}/figures.csv')")
    answer = base.execute(sql)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row)) for row in answer.fetchall()]


def on_spark(sql, folder):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.shuffle.partitions", "4").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.read.csv(f"{folder}/figures.csv", header=True).createOrReplaceTempView("figures")
    return [row.asDict() for row in spark.sql(sql).collect()]


def is_valid(folder):
    from frictionless import Package

    report = Package(str(folder / "datapackage.json")).validate()
    check(report.valid, f"frictionless: {folder.name} with {len(report.tasks)} tables")
    if not report.valid:
        print(f"      {report.flatten(['rowNumber', 'fieldName', 'type'])[:5]}")


def is_report():
    import jsonschema

    told = json.loads(gouji("check", "reports", "--format", "ess"))
    schemas = {"own schema": ESS}
    if WHOLE_ESS.is_file():
        schemas["schema 1.0.1"] = json.loads(WHOLE_ESS.read_text())
    for name, schema in schemas.items():
        wrong = next(jsonschema.Draft4Validator(schema).iter_errors(told), None)
        check(wrong is None, f"validation report of {len(told)} findings: {name}{wrong.message[:200] if wrong else ''}")


def attempt(what, work):
    """Whether it could be done: what is not installed is said."""
    try:
        return work()
    except ImportError as error:
        print(f"      not checked, since it is not installed: {what} ({error})", flush=True)


count = make(FOLDER / "reports")
gouji("export", "reports", "--dataset", "tables")
gouji("export", "reports", "--dataset", "parts", "--by-year")
sql = gouji("forms", "--rules", "--format", "sql")
plain = defaultdict(set)
with open(FOLDER / "tables/relations.csv", newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        if row["year_shift"] == "0":
            plain[row["edition"], row["relation"]].add(row["cell"])
with open(FOLDER / "tables/reports.csv", newline="", encoding="utf-8") as file:
    check(len(list(csv.DictReader(file))) == count, f"the data set has all {count} reports")
wanted = expected(sql, plain)
kinds = Counter((finding[3], finding[5]) for finding in wanted)
check(len({rule for rule, _ in kinds}) > 25, f"the faults break {len({rule for rule, _ in kinds})} rules")
check({status for _, status in kinds} == {"fail", "pending"}, "some rules fail, some wait")
for engine, run in ("DuckDB", on_duckdb), ("Spark", on_spark):
    attempt(engine, lambda: compare(run(sql, FOLDER / "tables"), wanted, plain, engine))
for name in "tables", "parts":
    attempt("frictionless", lambda: is_valid(FOLDER / name))
attempt("jsonschema", is_report)
if failures:
    sys.exit(f"{len(failures)} checks fail")
