//! Reports for the tests: the figures of 利通区 2022 with prose of our own, and empty ones of either edition.

use std::sync::{Arc, LazyLock, OnceLock};

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::{CellId, Form};
use gouji::domain::report::{Part, Report, Scope};
use gouji::export::typeface::Typefaces;
use gouji::export::{Format, Options, render};
use gouji::store::forms::Forms;

use crate::reference::skip;

static FORMS: LazyLock<Forms> = LazyLock::new(Forms::default);

pub fn forms() -> Vec<Arc<Form>> {
    FORMS.all().to_vec()
}

/// The names of all editions of the program.
pub fn editions() -> Vec<&'static str> {
    static FORMS: OnceLock<Vec<Arc<Form>>> = OnceLock::new();
    FORMS.get_or_init(forms).iter().map(|form| form.edition()).collect()
}

pub fn form(edition: &str) -> Arc<Form> {
    FORMS.edition(edition).unwrap().clone()
}

/// A report of that edition in which every keyed cell is 0 and no prose is written.
pub fn zeros(edition: &str, year: i32) -> Report {
    let form = form(edition);
    let mut report = Report::new(form.clone(), Some("利通区人民政府办公室".into()), Some(year), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Filled));
    }
    report
}

pub fn set(report: &mut Report, cell: &str, figure: &str) {
    let cell = report.form().find(cell).unwrap();
    report.set_entry(cell, Entry::new(figure.parse().unwrap(), Origin::Keyed));
}

pub fn litong() -> Report {
    let mut report = zeros("2021", 2022);
    for (cell, figure) in [
        ("requests.new.natural_person", "7"),
        ("requests.granted.natural_person", "5"),
        ("requests.unavailable_not_held.natural_person", "2"),
        ("proactive.normative_documents.issued", "6"),
        ("proactive.normative_documents.in_force", "38"),
    ] {
        set(&mut report, cell, figure);
    }
    let chapter_1 = "全年公开工作平稳，没有发生延误。\n（一）主动公开。公布各类信息两千余条，解读五十余期。\n（二）依申请公开\n收到申请7件，均已按期答复。";
    for (part, text) in [
        (Part::Preamble, "本报告按照规定的格式编制，统计期限为2022年1月1日至12月31日。"),
        (Part::Chapter(0), chapter_1),
        (Part::Chapter(4), "1.问题：个别栏目更新不够及时。\n2.改进：按月核对目录，逐项销号。"),
        (Part::Chapter(5), "本年度没有收取信息处理费。"),
        (Part::Closing, "利通区人民政府办公室\n2023年1月16日"),
    ] {
        report.set_text(part, text.into());
    }
    report
}

/// A report in which every cell has another figure, whatever the identities say.
pub fn distinct() -> Report {
    let mut report = litong();
    let inputs: Vec<CellId> = report.form().inputs().collect();
    for (n, cell) in inputs.into_iter().enumerate() {
        let name = report.form().cell(cell).name.clone();
        let figure = if name == "proactive.fees.amount" { "12.5".into() } else { (100 + n).to_string() };
        set(&mut report, &name, &figure);
    }
    report
}

/// The report as text in a format, final.
pub fn text(report: &Report, format: Format) -> String {
    String::from_utf8(render(report, format, Options::FINAL, &forms()).unwrap()).unwrap()
}

/// The machine's Chinese typefaces; where it has none, that is said, and nothing is tried with a PDF.
pub fn typefaces() -> Option<&'static Typefaces> {
    static TYPEFACES: OnceLock<Option<Typefaces>> = OnceLock::new();
    let found = TYPEFACES.get_or_init(|| gouji::work::typefaces::find(None, None).ok());
    if found.is_none() {
        skip("no Chinese font on this machine");
    }
    found.as_ref()
}
