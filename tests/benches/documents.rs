//! What documents cost: a full report written in every format, without and with reading it back, read from the
//! containers that offices use, and every published report of `../shared/samples` read, where those are there. Nothing
//! that is timed opens a file; a PDF is left out, aloud, where the machine has no typeface.

use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::Form;
use gouji::domain::report::{Part, Report, Scope};
use gouji::export::typeface::Typefaces;
use gouji::export::{Format, Options, export, render};
use gouji::import;
use gouji::store::forms::Forms;
use gouji::work::typefaces;

const FORMATS: [&str; 9] = ["docx", "xlsx", "pdf", "html", "fragment", "md", "txt", "csv", "json"];

static FORMS: LazyLock<Vec<Arc<Form>>> = LazyLock::new(|| Forms::default().all().to_vec());

static TYPEFACES: LazyLock<Option<Typefaces>> = LazyLock::new(|| typefaces::find(None, None).ok());

fn main() {
    divan::main();
}

/// A full report: every figure keyed, two pages of prose, every identity sound.
fn report() -> Report {
    let form = FORMS.iter().find(|form| form.edition() == "2021").expect("an edition").clone();
    let mut report = Report::new(form.clone(), Some("某某市某某局".into()), Some(2022), Scope::Own);
    for (number, cell) in (0..).zip(form.inputs()) {
        report.set_entry(cell, Entry::new(Figure::from(number % 41), Origin::Keyed));
    }
    let results = |column: &str| {
        let named = |row: &&gouji::domain::definition::Row| row.group.is_some() && row.name != "handled";
        let rows = form.tables()[1].rows.iter().filter(named);
        let figures = rows.filter_map(|row| form.find(&format!("requests.{}.{column}", row.name)));
        let numbers = figures.filter_map(|cell| report.entry(cell).figure().counted()?.to_integer());
        u32::try_from(numbers.sum::<i128>()).expect("a small number")
    };
    let columns: Vec<&str> = form.tables()[1].columns.iter().map(|column| column.name.as_str()).collect();
    let sums: Vec<(&str, u32)> = columns.iter().take(6).map(|column| (*column, results(column))).collect();
    for (column, sum) in sums {
        for (row, figure) in [("new", sum), ("carried_in", 3), ("carried_out", 3)] {
            let cell = form.find(&format!("requests.{row}.{column}")).expect("a cell");
            report.set_entry(cell, Entry::new(Figure::from(figure), Origin::Keyed));
        }
    }
    let prose = "（一）主动公开。全年公开各类信息若干条，均按时更新，重点领域逐项核对。\n".repeat(30);
    report.set_text(Part::Preamble, "本报告按照规定的格式编制，统计期限为全年。".into());
    report.set_text(Part::Chapter(0), prose.trim_end().into());
    report.set_text(Part::Chapter(4), "1.问题：个别栏目更新不够及时。\n2.改进：按月核对目录，逐项销号。".into());
    report.set_text(Part::Chapter(5), "本年度没有收取信息处理费。".into());
    report.set_text(Part::Closing, "某某市某某局\n2023年1月16日".into());
    report
}

/// The format and the options of a name; `None` for a PDF without typefaces.
fn way(name: &str) -> Option<(Format, Options<'static>)> {
    let format = match name {
        "fragment" => Format::Html,
        name => Format::ALL.into_iter().find(|format| format.ending() == name)?,
    };
    let typefaces = TYPEFACES.as_ref();
    if format == Format::Pdf && typefaces.is_none() {
        println!("skipped: no Chinese typeface for a PDF on this machine");
        return None;
    }
    Some((format, Options { fragment: name == "fragment", typefaces, ..Options::FINAL }))
}

#[divan::bench(args = FORMATS)]
fn write(bencher: Bencher, name: &str) {
    let report = report();
    if let Some((format, options)) = way(name) {
        bencher.bench_local(|| render(black_box(&report), format, options, &FORMS).expect("it can be written"));
    }
}

#[divan::bench(args = FORMATS)]
fn write_and_read_back(bencher: Bencher, name: &str) {
    let report = report();
    if let Some((format, options)) = way(name) {
        bencher.bench_local(|| export(black_box(&report), format, options, &FORMS).expect("it reads back"));
    }
}

#[divan::bench(args = ["docx", "xlsx", "pdf", "html", "txt"])]
fn read(bencher: Bencher, name: &str) {
    let report = report();
    if let Some((format, options)) = way(name) {
        let bytes = render(&report, format, options, &FORMS).expect("it can be written");
        bencher.bench_local(|| import::read(black_box(&bytes), &FORMS, import::Options::default()).expect("a report"));
    }
}

/// The published reports beside this repository, by the name of their folder and file.
fn samples() -> Vec<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples");
    let folders = std::fs::read_dir(root).into_iter().flatten().flatten();
    let files = folders.filter_map(|folder| std::fs::read_dir(folder.path()).ok()).flatten().flatten();
    let sources = files.map(|file| file.path()).filter(|path| path.file_stem().is_some_and(|stem| stem != "expected"));
    let named = sources.filter(|path| path.to_string_lossy().contains("/source."));
    let mut all: Vec<String> = named.map(|path| path.to_string_lossy().replace(&format!("{root}/"), "")).collect();
    all.sort();
    if all.is_empty() {
        println!("skipped: no samples beside this repository");
    }
    all
}

#[divan::bench(args = samples())]
fn read_sample(bencher: Bencher, name: &str) {
    let path = format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/{}"), name);
    let bytes = std::fs::read(path).expect("a sample");
    bencher.bench_local(|| import::read(black_box(&bytes), &FORMS, import::Options::default()).expect("a report"));
}
