//! What grows with its input: reports with many notes, with long prose, libraries of many agencies. Ten times as much may
//! take ten times as long and no more; 500 notes, 100 KB of prose and 1,000 agencies are the bounds that the program promises.

use std::collections::VecDeque;
use std::fs;
use std::path::Path;

use divan::{Bencher, black_box};
use gouji::domain::register::answers::Answers;
use gouji::domain::register::count::Counter;
use gouji::domain::register::record::{Day, Record};
use gouji::domain::report::{Key, Note, Part, Report, Scope};
use gouji::domain::session::Session;
use gouji::domain::settings::Settings;
use gouji::domain::text::Lang;
use gouji::import;
use gouji::store::document::to_ron;
use gouji::store::forms::Forms;
use gouji::store::library::Library;
use gouji::tui::effect::{OFFERS, Outside};
use gouji::tui::folder::Places;
use gouji::tui::key::{Chord, Input};
use gouji::tui::keymap::KeyMap;
use gouji::tui::model::{Effect, Model, Msg, Setting};
use gouji::tui::theme::{Surroundings, Theme};
use gouji::tui::update::update;
use gouji::tui::view::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const AGENCY: &str = "某某市某某局";

/// Years of every agency of a library.
const YEARS: i32 = 10;

fn main() {
    divan::main();
}

fn forms() -> Forms {
    Forms::default()
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

/// The editor, as it runs in a terminal but for the terminal.
struct Editor {
    model: Model,
    outside: Outside,
    screen: Terminal<TestBackend>,
}

impl Editor {
    fn new(library: Library) -> Editor {
        let lang = Lang::Zh;
        let setting = Setting {
            lang,
            theme: Theme::DARK,
            keymap: KeyMap::embedded().expect("keys"),
            chosen: Settings::default(),
            surroundings: Surroundings::default(),
            system_lang: lang,
            file: "/settings.ron".into(),
            editor: String::new(),
            opener: String::new(),
            root: "/library".into(),
            here: "/documents".into(),
            this_year: || 2026,
            offers: OFFERS,
            home: None,
            places: Places::default(),
        };
        let screen = Terminal::new(TestBackend::new(100, 30)).expect("a screen");
        Editor { model: Model::new(setting, (100, 30)), outside: Outside::new(library, forms(), lang), screen }
    }

    /// With a report open.
    fn on(report: &Report) -> (tempfile::TempDir, Editor) {
        let (folder, library) = saved(report);
        let mut editor = Editor::new(library);
        editor.follow(vec![Effect::Open(key())]);
        editor.draw();
        (folder, editor)
    }

    /// Carries out effects and what follows from them.
    fn follow(&mut self, effects: Vec<Effect>) {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            for msg in self.outside.run(effect) {
                waiting.extend(update(&mut self.model, msg));
            }
        }
    }

    fn draw(&mut self) {
        self.screen.draw(|frame| view(&self.model, frame)).expect("a picture");
    }

    /// Presses a key and draws what came of it.
    fn press(&mut self, key: &str) {
        let chord: Chord = key.parse().expect("a key");
        let effects = update(&mut self.model, Msg::Input(Input::Key(chord)));
        self.follow(effects);
        self.draw();
    }
}

/// From a report in the library to its first frame.
fn first_frame(bencher: Bencher, report: &Report) {
    let (_folder, library) = saved(report);
    bencher.with_inputs(|| Editor::new(library.clone())).bench_local_refs(|editor| {
        editor.follow(vec![Effect::Open(key())]);
        editor.draw();
    });
}

/// Some keys and the frames that answer them, one after the other, `before` pressed once; the time is that of all of them.
fn keys(bencher: Bencher, report: &Report, before: &[&str], keys: &[&str]) {
    let (_folder, mut editor) = Editor::on(report);
    before.iter().for_each(|key| editor.press(key));
    bencher.bench_local(|| keys.iter().for_each(|key| editor.press(key)));
}

/// A report with so many notes on its first cell, where they all are to be shown.
fn noted(notes: usize) -> Report {
    let mut report = blank(&forms());
    let cell = report.form().inputs().find(|&cell| report.form().cell(cell).name == "requests.new.natural_person");
    report.notes = (0..notes).map(|number| Note::new(cell, "", format!("第{number}条批注"))).collect();
    report
}

/// A report with prose of so many thousand bytes.
fn written(kilobytes: usize) -> Report {
    let mut report = blank(&forms());
    report.set_text(Part::Chapter(0), prose(kilobytes));
    report
}

#[divan::bench(args = [50, 500, 5_000], sample_count = 10)]
fn open_with_notes(bencher: Bencher, notes: usize) {
    open(bencher, &noted(notes), &forms());
}

#[divan::bench(args = [50, 500, 5_000], sample_count = 10)]
fn first_frame_with_notes(bencher: Bencher, notes: usize) {
    first_frame(bencher, &noted(notes));
}

/// Two movements.
#[divan::bench(args = [50, 500, 5_000], sample_count = 20)]
fn move_on_noted_cells(bencher: Bencher, notes: usize) {
    keys(bencher, &noted(notes), &[], &["right", "left"]);
}

/// A figure keyed and taken back; the journal is begun before.
#[divan::bench(args = [50, 500, 5_000], sample_count = 20)]
fn key_a_figure_beside_notes(bencher: Bencher, notes: usize) {
    keys(bencher, &noted(notes), &["7", "enter"], &["5", "enter", "left", "ctrl-z"]);
}

/// The first figure that is keyed after opening: the journal begins with the whole report.
#[divan::bench(args = [50, 500, 5_000], sample_count = 5, sample_size = 1)]
fn first_figure_beside_notes(bencher: Bencher, notes: usize) {
    let report = noted(notes);
    bencher.with_inputs(|| Editor::on(&report)).bench_local_values(|(folder, mut editor)| {
        editor.press("7");
        editor.press("enter");
        (folder, editor)
    });
}

/// A note written and taken back.
#[divan::bench(args = [50, 500, 5_000], sample_count = 20)]
fn write_a_note_beside_notes(bencher: Bencher, notes: usize) {
    keys(bencher, &noted(notes), &["7", "enter"], &["m", "x", "enter", "ctrl-z"]);
}

/// The list of notes: its end, a page up.
#[divan::bench(args = [50, 500, 5_000], sample_count = 20)]
fn move_in_the_list_of_notes(bencher: Bencher, notes: usize) {
    keys(bencher, &noted(notes), &["ctrl-n"], &["end", "pageup"]);
}

#[divan::bench(args = [10, 100], sample_count = 10)]
fn open_with_prose_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    open(bencher, &written(kilobytes), &forms());
}

#[divan::bench(args = [10, 100], sample_count = 10)]
fn first_frame_with_prose_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    first_frame(bencher, &written(kilobytes));
}

/// A letter written in the middle of the text, and erased.
#[divan::bench(args = [10, 100], sample_count = 20)]
fn write_in_prose_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    let before = ["alt-1", "down", "down", "right", "a"];
    keys(bencher, &written(kilobytes), &before, &["x", "backspace"]);
}

/// Judges a text that is being written, as a pause does.
#[divan::bench(args = [10, 100], sample_count = 10)]
fn pause_in_prose_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    let (_folder, mut editor) = Editor::on(&written(kilobytes));
    ["alt-1", "x"].iter().for_each(|key| editor.press(key));
    bencher.bench_local(|| black_box(update(&mut editor.model, Msg::Paused)).len());
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

#[divan::bench(args = [100, 1_000], sample_count = 10)]
fn list_agencies_of_ten_years(bencher: Bencher, agencies: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    library_of(agencies, folder.path());
    let library = Library::at(folder.path().into());
    bencher.bench_local(|| library.keys().expect("listed").len());
}

/// From an empty screen to the first page of a library, each of its reports looked into.
#[divan::bench(args = [100, 1_000], sample_count = 10)]
fn first_page_of_agencies_of_ten_years(bencher: Bencher, agencies: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    library_of(agencies, folder.path());
    let library = Library::at(folder.path().into());
    bencher.with_inputs(|| Editor::new(library.clone())).bench_local_refs(|editor| {
        editor.follow(vec![Effect::List]);
        editor.draw();
    });
}

/// A page whose one tag has so many attributes: read, or refused.
#[divan::bench(args = [1_000, 10_000, 250_000], sample_count = 5)]
fn read_a_tag_of_attributes(bencher: Bencher, attributes: usize) {
    let attributes: String = (0..attributes).map(|number| format!(" a{number}")).collect();
    let page = format!("<html><p{attributes}>x");
    let forms = forms();
    bencher.bench_local(|| import::read(page.as_bytes(), forms.all(), import::Options::default()).is_ok());
}

/// Lines of words, in so many thousand bytes: read, or refused.
#[divan::bench(args = [1_000, 10_000, 50_000], sample_count = 3)]
fn read_words_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    let text = prose(kilobytes);
    let forms = forms();
    bencher.bench_local(|| import::read(text.as_bytes(), forms.all(), import::Options::default()).is_ok());
}

/// A register of so many requests, every tenth of them with words of its own.
fn register(lines: usize) -> Vec<Record> {
    const OUTCOMES: [&str; 6] = ["同意公开", "部分公开", "过程性信息", "信息不存在", "咨询", ""];
    let day = |number: usize| Day::Known(jiff::civil::date(2025, (number % 12 + 1) as i8, (number % 28 + 1) as i8));
    let line = |number: usize| {
        let outcome = OUTCOMES[number % OUTCOMES.len()];
        let own = format!("经审查，第{number}号申请的信息不存在，特此告知");
        Record {
            number: format!("2025-{number:06}"),
            received: day(number),
            applicant: format!("楚第{number}"),
            kind: "公民".into(),
            content: format!("第{number}号材料"),
            answered: if outcome.is_empty() { Day::Blank } else { Day::Known(jiff::civil::date(2025, 12, 31)) },
            outcome: if number.is_multiple_of(10) { own } else { outcome.into() },
            ..Record::default()
        }
    };
    (0..lines).map(line).collect()
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn count_a_register(bencher: Bencher<'_, '_>, lines: usize) {
    let (forms, lines) = (forms(), register(lines));
    let catalogue = gouji::store::forms::register();
    let counter = Counter::new(forms.for_year(2025).expect("a form"), catalogue).expect("a table of requests");
    bencher.bench(|| counter.count(black_box(&lines), 2025, &Answers::default(), &[]));
}
