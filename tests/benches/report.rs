//! What a key press and a start cost: recalculation, rules, an edit, findings, reading and writing a report, the first
//! frame. Allocations are counted beside the times; a recalculation must have none.

use std::sync::Arc;

use divan::{AllocProfiler, Bencher, black_box};
use gouji::domain::background::NOTHING;
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::finding;
use gouji::domain::form::Form;
use gouji::domain::recalculation::Totals;
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::rule::{self, Figures};
use gouji::domain::session::{Edit, Purpose, Session};
use gouji::domain::settings::Settings;
use gouji::domain::text::Lang;
use gouji::store::document::{from_ron, to_ron};
use gouji::store::forms::Forms;
use gouji::tui::effect::OFFERS;
use gouji::tui::folder::Places;
use gouji::tui::keymap::KeyMap;
use gouji::tui::model::{Model, Msg, Setting};
use gouji::tui::theme::{Surroundings, Theme};
use gouji::tui::update::update;
use gouji::tui::view::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

const EDITIONS: [&str; 2] = ["2019", "2021"];

fn main() {
    divan::main();
}

fn form(edition: &str) -> Arc<Form> {
    let forms = Forms::default();
    forms.edition(edition).expect(edition).clone()
}

/// A filled report whose table three does not balance, with a page of prose in its first chapter.
fn report(edition: &str) -> Report {
    let form = form(edition);
    let year = form.definition().years.first;
    let mut report = Report::new(form.clone(), Some("某某市某某局".into()), Some(year), Scope::Own);
    for (number, cell) in (0..).zip(form.inputs()) {
        report.set_entry(cell, Entry::new(Figure::from(number % 41), Origin::Keyed));
    }
    report.set_text(Part::Chapter(0), "全年公开各类信息若干条，均按时更新。\n".repeat(40).trim_end().into());
    report
}

#[divan::bench(args = EDITIONS)]
fn recalculation(bencher: Bencher, edition: &str) {
    let report = report(edition);
    let mut totals = Totals::new(report.form(), report.entries());
    bencher.bench_local(|| totals.recalculate(report.form(), black_box(report.entries())));
}

#[divan::bench(args = EDITIONS)]
fn recalculation_and_all_rules(bencher: Bencher, edition: &str) {
    let report = report(edition);
    let mut totals = Totals::new(report.form(), report.entries());
    let mut outcomes = Vec::with_capacity(report.form().instances().len());
    bencher.bench_local(|| {
        totals.recalculate(report.form(), black_box(report.entries()));
        let (form, entries) = (report.form(), report.entries());
        let figures = Figures { form, entries, totals: &totals, background: NOTHING };
        rule::evaluate(figures, &mut outcomes);
    });
}

#[divan::bench(args = EDITIONS)]
fn apply_one_figure(bencher: Bencher, edition: &str) {
    let mut session = Session::new(report(edition));
    let cell = session.form().inputs().nth(40).expect("a cell");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let entry = Entry::new(Figure::from(number), Origin::Keyed);
        session.apply(Edit::figures(Purpose::Key, [(cell, entry)]))
    });
}

#[divan::bench(args = EDITIONS)]
fn findings_with_their_messages(bencher: Bencher, edition: &str) {
    let session = Session::new(report(edition));
    bencher.bench_local(|| {
        let findings = session.findings();
        findings.iter().map(|f| finding::message(session.figures(), f, Lang::Zh).len()).sum::<usize>()
    });
}

#[divan::bench(args = EDITIONS)]
fn findings_of_an_empty_report(bencher: Bencher, edition: &str) {
    let session = Session::new(Report::new(form(edition), None, None, Scope::Own));
    bencher.bench_local(|| session.findings());
}

#[divan::bench]
fn forms() -> Forms {
    Forms::default()
}

#[divan::bench(args = EDITIONS)]
fn save_as_ron(bencher: Bencher, edition: &str) {
    let report = report(edition);
    bencher.bench_local(|| to_ron(black_box(&report)));
}

#[divan::bench(args = EDITIONS)]
fn load_from_ron(bencher: Bencher, edition: &str) {
    let text = to_ron(&report(edition));
    let forms = Forms::default();
    bencher.bench_local(|| from_ron("report.ron", black_box(&text), &forms).expect("it was written just now"));
}

/// A key map and an opened report, drawn on a fresh screen: what a start does after the forms and the report are read.
#[divan::bench(args = [(80, 24), (100, 30), (160, 45)])]
fn first_frame(bencher: Bencher, size: (u16, u16)) {
    bencher.with_inputs(|| Box::new(report("2021"))).bench_local_values(|report| {
        let setting = Setting {
            lang: Lang::Zh,
            theme: Theme::DARK,
            chosen: Settings::default(),
            surroundings: Surroundings::default(),
            system_lang: Lang::default(),
            file: String::new(),
            editor: String::new(),
            opener: String::new(),
            keymap: KeyMap::embedded().expect("the embedded key map is sound"),
            root: "/媒体/U盘/gouji-library".into(),
            here: "/documents".into(),
            this_year: || 2026,
            offers: OFFERS,
            home: Some("/home".into()),
            places: Places::default(),
        };
        let mut model = Model::new(setting, size);
        let _ = update(
            &mut model,
            Msg::Opened {
                report,
                background: Box::default(),
                edit: None,
                new: false,
                recovered: None,
                remark: None,
                lent: None,
            },
        );
        let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a test screen");
        terminal.draw(|frame| view(&model, frame)).expect("a test screen");
        terminal.backend().buffer().content.len()
    });
}
