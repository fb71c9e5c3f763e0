//! What grows with its input: reports with many notes, with long prose, libraries of many agencies. Ten times as much may
//! take ten times as long and no more; the largest sizes are the bounds that the program promises.

use std::fs;
use std::path::Path;

use divan::{Bencher, black_box};
use gouji::domain::report::{Key, Note, Part, Report, Scope};
use gouji::domain::rule::Figures;
use gouji::domain::session::Session;
use gouji::store::document::to_ron;
use gouji::store::forms::Forms;
use gouji::store::library::Library;
use gouji::tui::prose::Writing;

const AGENCY: &str = "某某市某某局";

/// Years of every agency of a library.
const YEARS: i32 = 10;

fn main() {
    divan::main();
}

fn forms() -> Forms {
    Forms::embedded().expect("the embedded forms are sound")
}

fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2025, scope: Scope::Own }
}

fn blank(forms: &Forms) -> Report {
    let form = forms.for_year(2025).expect("a form").clone();
    Report::new(form, Some(AGENCY.into()), Some(2025), Scope::Own)
}

/// Sentences as they are written, each with other numbers, up to so many thousand bytes.
fn prose(kilobytes: usize) -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= kilobytes * 1000 {
            break;
        }
        let clause = format!("第{number}项工作按时完成，公开信息{}条，办理事项{}件。\n", number % 97, number % 13);
        text.push_str(&clause);
    }
    text
}

fn saved(report: &Report) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::at(folder.path().into());
    library.overwrite(report).expect("saved");
    (folder, library)
}

/// Reads a report with its journal, and judges it, as opening it does.
fn open(bencher: Bencher, report: &Report, forms: &Forms) {
    let (_folder, library) = saved(report);
    bencher.bench_local(|| {
        let joined = library.joined(&key(), forms).expect("saved just now");
        Session::new(joined.report).findings().len()
    });
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn open_with_notes(bencher: Bencher, notes: usize) {
    let forms = forms();
    let mut report = blank(&forms);
    let cell = report.form().inputs().next();
    let note = |number| Note { cell, place: String::new(), text: format!("第{number}条批注") };
    report.notes = (0..notes).map(note).collect();
    open(bencher, &report, &forms);
}

#[divan::bench(args = [10, 100, 1_000], sample_count = 10)]
fn open_with_prose_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    let forms = forms();
    let mut report = blank(&forms);
    report.set_text(Part::Chapter(0), prose(kilobytes));
    open(bencher, &report, &forms);
}

/// Lays the text out, as every key in it does.
#[divan::bench(args = [10, 100, 1_000], sample_count = 10)]
fn lay_out_prose_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    let session = Session::new(blank(&forms()));
    let writing = Writing::new(&prose(kilobytes), (100, 30));
    let figures: Figures<'_> = session.figures();
    bencher.bench_local(|| writing.page(black_box(figures)).lines.len());
}

/// A library of so many agencies with ten years each: two files, linked.
fn library_of(agencies: usize, folder: &Path) {
    let text = to_ron(&Report::new(forms().for_year(2025).expect("a form").clone(), None, None, Scope::Own));
    for agency in 0..agencies {
        // A file has some ten thousand names at most.
        let file = folder.join(format!("{}.text", agency / 1000));
        if !file.exists() {
            fs::write(&file, &text).expect("written");
        }
        let own = folder.join(format!("第{agency:05}局"));
        fs::create_dir(&own).expect("a folder");
        for year in 0..YEARS {
            fs::hard_link(&file, own.join(format!("{}.ron", 2016 + year))).expect("linked");
        }
    }
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 10)]
fn list_agencies_of_ten_years(bencher: Bencher, agencies: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    library_of(agencies, folder.path());
    let library = Library::at(folder.path().into());
    bencher.bench_local(|| library.keys().expect("listed").len());
}
