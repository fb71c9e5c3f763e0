//! The journal: every edit comes back as it was made, whatever happens in between, and a damaged journal never gives a figure
//! that nobody keyed.

use std::fs;
use std::path::PathBuf;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::journal::{End, Ground};
use gouji::domain::report::{
    Accepted, Key, Note, Part, Reopening, Report, Scope, Seal, SignOff, UnplacedRow, Verification,
};
use gouji::domain::session::{Change, Edit, Purpose, Session};
use gouji::store::document::to_ron;
use gouji::store::error::StoreError;
use gouji::store::journal::{Joined, Journal};
use gouji::store::library::Library;
use proptest::prelude::*;
use tempfile::TempDir;

use super::{AGENCY, FORMS, report, with};

pub(super) fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2022, scope: Scope::Own }
}

/// A library with a saved report, and the report open.
struct Desk {
    folder: TempDir,
    session: Session,
    journal: Journal,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let library = Library::at(folder.path().to_path_buf());
        library.save(&with(report(2022), "requests.new.natural_person", "5"), None).expect("saved");
        Desk::open(folder)
    }

    /// Opens the report and takes up what its journal holds.
    fn open(folder: TempDir) -> Desk {
        let opened = Library::at(folder.path().to_path_buf()).open(&key(), &FORMS).expect("opened");
        let mut session = Session::new(opened.report);
        for edit in opened.recovered.into_iter().flat_map(|recovered| recovered.edits()) {
            session.repeat(edit);
        }
        session.take_committed();
        Desk { folder, session, journal: opened.journal }
    }

    fn library(&self) -> Library {
        Library::at(self.folder.path().to_path_buf())
    }

    fn joined(&self) -> Joined {
        self.library().joined(&key(), &FORMS).expect("joined")
    }

    fn apply(&mut self, changes: Vec<Change>) {
        self.session.apply(Edit { purpose: Purpose::Key, changes });
        self.write();
    }

    fn write(&mut self) {
        let commits = self.session.take_committed();
        self.journal.append(&commits).expect("journaled");
    }

    fn key(&mut self, name: &str, figure: &str) {
        let change = figured(self.session.report(), name, figure);
        self.apply(vec![change]);
    }

    fn save(&mut self) {
        let stamp = self.library().load(&key(), &FORMS).expect("loaded").stamp;
        self.journal.announce(self.session.report());
        self.library().save(self.session.report(), Some(&stamp)).expect("saved");
        self.journal.empty(self.session.report());
        self.session.begin_save();
        self.session.end_save(true);
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(AGENCY).join("2022.journal")
    }
}

pub(super) fn figured(report: &Report, name: &str, figure: &str) -> Change {
    let cell = report.form().find(name).expect(name);
    let figure: Figure = figure.parse().expect("a figure");
    Change::Figure(cell, if figure.is_unfilled() { Entry::UNFILLED } else { Entry::new(figure, Origin::Keyed) })
}

#[test]
fn every_kind_of_change_comes_back_as_it_was_made() {
    let mut desk = Desk::new();
    let form = desk.session.form().clone();
    let cell = form.find("requests.new.enterprise").expect("a cell");
    let text = "甲\n“乙” \"丙\"\\ \t\u{feff}\u{0}\r'丁'🙂 // 戊)".to_string();
    let note = Note::new(Some(cell), "line 3", text.clone());
    let accepted = Accepted {
        rule: "T3-01".into(),
        figures: vec![(cell, "7".into())],
        quote: text.clone(),
        reason: "查过".into(),
        by: "甲".into(),
        date: "2026-01-15".into(),
    };
    let row = UnplacedRow { label: "其他".into(), figures: vec!["1".into(), "/".into()], cells: vec![cell] };
    let reopening = Reopening { by: "乙".into(), date: "2026-01-16".into(), reason: text.clone() };
    let changes = vec![
        figured(desk.session.report(), "requests.new.enterprise", "7"),
        figured(desk.session.report(), "requests.new.research", "/"),
        figured(desk.session.report(), "requests.new.natural_person", ""),
        figured(desk.session.report(), "requests.new.total", "9"),
        Change::Text(Part::Preamble, text.clone()),
        Change::Text(Part::Chapter(0), text.clone()),
        Change::Text(Part::Closing, text.clone()),
        Change::Notes(vec![note, Note::new(None, "", text)]),
        Change::Unplaced(vec![row]),
        Change::Accepted(vec![accepted]),
        Change::SignOff(SignOff { keyer: "甲".into(), reviewer: "乙".into(), date: "2026-01-15".into() }),
        Change::Verification(Verification { verifier: "丙".into(), cells: 3, differences: 2, corrections: 1 }),
        Change::Reopenings(vec![reopening]),
    ];
    for change in changes {
        desk.apply(vec![change]);
        assert_eq!(to_ron(&desk.joined().report), to_ron(desk.session.report()));
    }
    // The seal comes last, since it keeps everything else from being changed.
    for seal in [Some(Seal { sha256: "ab".repeat(32) }), None] {
        desk.session.apply(Edit { purpose: Purpose::Reopen, changes: vec![Change::Seal(seal)] });
        desk.write();
        assert_eq!(to_ron(&desk.joined().report), to_ron(desk.session.report()));
    }
    let recovered = desk.joined().recovered.expect("recovered");
    assert_eq!((recovered.end, recovered.ground, recovered.entries.len()), (End::Whole, Ground::File, 15));
}

#[test]
fn a_long_text_is_journaled_as_what_was_written_into_it() {
    let mut desk = Desk::new();
    let long = "全年主动公开政府信息。".repeat(2000);
    desk.apply(vec![Change::Text(Part::Chapter(0), long.clone())]);
    let before = fs::metadata(desk.path()).expect("a journal").len();
    desk.apply(vec![Change::Text(Part::Chapter(0), format!("{long}又及"))]);
    desk.apply(vec![Change::Text(Part::Chapter(0), format!("首先，{long}又及"))]);
    assert!(fs::metadata(desk.path()).expect("a journal").len() - before < 500);
    assert_eq!(desk.joined().report.text(Part::Chapter(0)), format!("首先，{long}又及"));
}

#[test]
fn notes_are_journaled_as_what_was_written_among_them() {
    let mut desk = Desk::new();
    let cell = desk.session.form().find("requests.new.enterprise");
    let many = (0..1000).map(|number| Note::new(cell, "", format!("第{number}条")));
    desk.apply(vec![Change::Notes(many.collect())]);
    let before = fs::metadata(desk.path()).expect("a journal").len();
    let mut notes = desk.session.report().notes.clone();
    notes[500] = Note::new(None, "", "改");
    desk.apply(vec![Change::Notes(notes.clone())]);
    notes.remove(3);
    desk.apply(vec![Change::Notes(notes.clone())]);
    for travel in [Session::undo, Session::redo] {
        travel(&mut desk.session);
        desk.write();
    }
    assert!(fs::metadata(desk.path()).expect("a journal").len() - before < 1500);
    assert_eq!(desk.joined().report.notes, notes);
    let mut desk = Desk::open(desk.folder);
    notes.push(Note::new(None, "", "又及"));
    desk.apply(vec![Change::Notes(notes.clone())]);
    assert_eq!(desk.joined().report.notes, notes, "it goes on behind what was read");
}

#[test]
fn a_journal_begins_with_the_report_as_it_was_opened_or_saved() {
    let mut desk = Desk::new();
    assert!(!desk.path().exists() && desk.journal.is_flushed(), "nothing is written");
    desk.key("requests.new.enterprise", "7");
    assert_eq!(to_ron(&desk.joined().report), to_ron(desk.session.report()));
    for _ in 0..2 {
        desk.save();
        assert!(!desk.path().exists(), "a save leaves no journal, nor does one without an edit");
    }
    desk.key("requests.new.enterprise", "8");
    let recovered = desk.joined().recovered.expect("recovered");
    assert_eq!((recovered.ground, recovered.edits().len()), (Ground::File, 1));
}

#[test]
fn a_save_that_ended_halfway_is_told_from_one_that_was_done() {
    let mut desk = Desk::new();
    desk.key("requests.new.enterprise", "7");
    let stamp = desk.library().load(&key(), &FORMS).expect("loaded").stamp;
    desk.journal.announce(desk.session.report());
    // Killed before the file was there.
    assert_eq!(desk.joined().recovered.expect("recovered").edits().len(), 1);
    desk.library().save(desk.session.report(), Some(&stamp)).expect("saved");
    // Killed before the journal was gone: it holds nothing that the file does not have.
    assert!(desk.joined().recovered.is_none());
    let mut desk = Desk::open(desk.folder);
    desk.key("requests.new.enterprise", "8");
    let recovered = desk.joined().recovered.expect("recovered");
    assert_eq!((recovered.ground, recovered.edits().len()), (Ground::File, 1), "only what came after the save");
}

#[test]
fn a_journal_of_another_report_is_refused() {
    let mut desk = Desk::new();
    desk.key("requests.new.enterprise", "7");
    desk.library().save(&report(2023), None).expect("saved");
    fs::rename(desk.path(), desk.path().with_file_name("2023.journal")).expect("moved");
    let other = desk.library().joined(&Key { year: 2023, ..key() }, &FORMS).expect("joined");
    assert!(matches!(other.trouble, Some(StoreError::Misplaced { .. })));
    assert_eq!(to_ron(&other.report), to_ron(&report(2023)));
}

#[test]
fn a_journal_can_be_read_by_its_owner_alone() {
    let mut desk = Desk::new();
    desk.key("requests.new.enterprise", "7");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(desk.path()).expect("a journal").permissions().mode() & 0o777, 0o600);
    }
    assert!(fs::read_to_string(desk.path()).expect("text").starts_with("(journal:1,"));
}

/// What is done to a report.
#[derive(Debug, Clone)]
enum Step {
    Key(usize, u32),
    Write(usize, String),
    Draft(usize, String),
    Undo,
    Redo,
    Save,
    Crash,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..12_usize, 0..50_u32).prop_map(|(cell, figure)| Step::Key(cell, figure)),
        2 => (0..3_usize, "[甲乙\n\"a]{0,9}").prop_map(|(part, text)| Step::Write(part, text)),
        1 => (0..3_usize, "[甲乙\n\"a]{0,9}").prop_map(|(part, text)| Step::Draft(part, text)),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        1 => Just(Step::Save),
        1 => Just(Step::Crash),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn after_every_step_file_and_journal_together_are_the_report_in_memory(steps in proptest::collection::vec(step(), 1..25)) {
        let mut desk = Desk::new();
        for step in steps {
            let inputs: Vec<_> = desk.session.form().inputs().take(12).collect();
            // A draft counts as long as its part was not written since.
            let mut drafted: Option<(Part, String)> = None;
            match step {
                Step::Key(cell, figure) => {
                    desk.apply(vec![Change::Figure(inputs[cell], Entry::new(Figure::from(figure), Origin::Keyed))]);
                }
                Step::Write(part, text) => desk.apply(vec![Change::Text(Part::Chapter(part), text)]),
                Step::Draft(part, text) => {
                    desk.session.draft(Part::Chapter(part), &text);
                    desk.write();
                    drafted = Some((Part::Chapter(part), text));
                }
                Step::Undo => {
                    desk.session.undo();
                    desk.write();
                }
                Step::Redo => {
                    desk.session.redo();
                    desk.write();
                }
                Step::Save => desk.save(),
                Step::Crash => desk = Desk::open(desk.folder),
            }
            let mut expected = desk.session.report().clone();
            if let Some((part, text)) = drafted {
                expected.set_text(part, text);
                prop_assert_eq!(to_ron(&desk.joined().report), to_ron(&expected));
                desk.session.end_draft();
                desk.write();
            }
            prop_assert_eq!(to_ron(&desk.joined().report), to_ron(desk.session.report()));
        }
    }
}

/// What happens to a file.
#[derive(Debug, Clone)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Truncate(prop::sample::Index),
    Double(prop::sample::Index),
    Drop(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Splice(prop::sample::Index, prop::sample::Index, prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        4 => (at(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        1 => at().prop_map(Damage::Truncate),
        1 => at().prop_map(Damage::Double),
        1 => at().prop_map(Damage::Drop),
        1 => (at(), at()).prop_map(|(a, b)| Damage::Swap(a, b)),
        2 => (at(), at(), at()).prop_map(|(from, to, at)| Damage::Splice(from, to, at)),
    ]
}

fn damaged(whole: &[u8], damage: &Damage) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    if whole.is_empty() {
        return bytes;
    }
    let lines: Vec<&[u8]> = whole.split_inclusive(|&byte| byte == b'\n').collect();
    let mut changed = lines.clone();
    match damage {
        Damage::Flip(at, bit) => {
            // The first line is most of the file; the others are damaged as often.
            let first = lines[0].len();
            let at = if bit % 2 == 0 && bytes.len() > first {
                first + at.index(bytes.len() - first)
            } else {
                at.index(bytes.len())
            };
            bytes[at] ^= 1 << bit;
            return bytes;
        }
        Damage::Truncate(at) => {
            let first = lines[0].len();
            bytes.truncate(first / 2 + at.index(bytes.len() - first / 2));
            return bytes;
        }
        Damage::Splice(from, to, at) => {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            let part = whole[from.min(to)..from.max(to)].to_vec();
            let at = at.index(bytes.len());
            bytes.splice(at..at, part);
            return bytes;
        }
        Damage::Double(at) => {
            let at = at.index(lines.len());
            changed.insert(at, lines[at]);
        }
        Damage::Drop(at) => {
            changed.remove(at.index(lines.len()));
        }
        Damage::Swap(a, b) => changed.swap(a.index(lines.len()), b.index(lines.len())),
    }
    changed.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn a_damaged_journal_gives_what_was_keyed_up_to_the_damage_and_says_so(damages in proptest::collection::vec(damage(), 1..3)) {
        static KEYED: std::sync::LazyLock<(Desk, Vec<u8>, Vec<String>)> = std::sync::LazyLock::new(|| {
            let mut desk = Desk::new();
            let mut states = vec![to_ron(desk.session.report())];
            for figure in 0..10_u32 {
                desk.key("requests.new.enterprise", &figure.to_string());
                states.push(to_ron(desk.session.report()));
                desk.apply(vec![Change::Text(Part::Chapter(0), format!("公开{figure}条。"))]);
                states.push(to_ron(desk.session.report()));
            }
            let whole = fs::read(desk.path()).expect("a journal");
            (desk, whole, states)
        });
        let (desk, whole, states) = &*KEYED;
        let bytes = damages.iter().fold(whole.clone(), |bytes, damage| damaged(&bytes, damage));
        // Each case has a library of its own, since cases run beside each other.
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(AGENCY)).expect("a folder");
        fs::copy(desk.path().with_extension("ron"), folder.path().join(AGENCY).join("2022.ron")).expect("copied");
        fs::write(folder.path().join(AGENCY).join("2022.journal"), &bytes).expect("written");
        let joined = Library::at(folder.path().to_path_buf()).joined(&key(), &FORMS).expect("joined");
        let now = to_ron(&joined.report);
        prop_assert!(states.contains(&now), "a state that nobody keyed");
        // Last lines that are gone to the byte leave a journal like any other, also behind one copy of the first line.
        let header = whole.iter().position(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let is_part = |whole: &[u8]| bytes.is_empty() || whole.starts_with(&bytes) && bytes.ends_with(b"\n");
        let is_whole_part = is_part(whole) || is_part(&whole[header..]);
        let is_said = match (&joined.trouble, &joined.recovered) {
            (Some(_), _) => true,
            (None, Some(recovered)) => recovered.is_damaged() || recovered.end == End::Torn || states.last() == Some(&now),
            // A torn first record leaves nothing that somebody should know of.
            (None, None) => now == states[0],
        };
        prop_assert!(is_said || is_whole_part, "{:?}", damages);
    }
}

#[test]
fn damage_anywhere_in_the_beginning_of_a_journal_costs_nothing() {
    let mut desk = Desk::new();
    desk.key("requests.new.enterprise", "7");
    desk.apply(vec![Change::Text(Part::Chapter(0), "公开七条。".into())]);
    let expected = to_ron(desk.session.report());
    let whole = fs::read(desk.path()).expect("a journal");
    let header = whole.iter().position(|&byte| byte == b'\n').expect("a line") + 1;
    assert_eq!(whole[..header], whole[header..2 * header]);
    let mut damages: Vec<Vec<u8>> = Vec::new();
    // Every bit near the ends of lines, where they are told apart, and some in between.
    let near = |at: usize| [0, header, 2 * header].iter().any(|end| at.abs_diff(*end) < 40);
    for at in (0..2 * header).filter(|at| near(*at) || at % 4999 == 0) {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            damages.push(bytes);
        }
    }
    damages.push(whole[header / 2..].to_vec());
    damages.push([&whole[..header], &whole[header + 9..]].concat());
    for bytes in damages {
        fs::write(desk.path(), &bytes).expect("written");
        let Joined { report, recovered, .. } = desk.joined();
        let recovered = recovered.expect("recovered");
        assert_eq!((recovered.end, recovered.mended, to_ron(&report) == expected), (End::Whole, true, true));
    }
    let both = [&whole[..header / 2], &vec![b' '; header], &whole[header / 2 + header..]].concat();
    fs::write(desk.path(), both).expect("written");
    assert!(desk.joined().trouble.is_some(), "where both are damaged that is said");
    // Of a journal that was cut in its beginning nothing is left but what it began with, and that is said.
    fs::write(desk.path(), &whole[..header + header / 2]).expect("written");
    let recovered = desk.joined().recovered.expect("told");
    assert_eq!((recovered.end, recovered.mended, recovered.entries.len()), (End::Torn, true, 0));
    let mut cut = Desk::open(desk.folder);
    cut.key("requests.new.enterprise", "9");
    let bytes = fs::read(cut.path()).expect("a journal");
    assert!(bytes.starts_with(&whole[..2 * header]), "the next edit makes it whole");
    let desk = cut;
    // What goes on behind is written over what was damaged.
    let mut bytes = whole.clone();
    bytes[9] ^= 1;
    fs::write(desk.path(), &bytes).expect("written");
    let mut desk = Desk::open(desk.folder);
    desk.key("requests.new.enterprise", "8");
    let recovered = desk.joined().recovered.expect("recovered");
    assert_eq!((recovered.mended, recovered.entries.len()), (false, 3));
    assert!(fs::read(desk.path()).expect("a journal").starts_with(&whole));
}

#[test]
fn a_journal_of_version_1_still_opens() {
    const FIXTURE: &[u8] = include_bytes!("../fixtures/v1.journal");
    let folder = tempfile::tempdir().expect("a folder");
    let agency = "示例区人民政府办公室";
    fs::create_dir(folder.path().join(agency)).expect("a folder");
    fs::write(folder.path().join(agency).join("2022.journal"), FIXTURE).expect("written");
    let key = Key { agency: agency.into(), ..key() };
    let joined = Library::at(folder.path().to_path_buf()).joined(&key, &FORMS).expect("joined");
    let recovered = joined.recovered.expect("recovered");
    assert_eq!((recovered.ground, recovered.end, recovered.entries.len()), (Ground::NeverSaved, End::Whole, 3));
    assert_eq!(recovered.entries[0].time, "2026-11-23 16:41:53");
    for (name, figure) in
        [("requests.new.natural_person", "12"), ("requests.new.enterprise", "7"), ("requests.carried_in.research", "3")]
    {
        let cell = joined.report.form().find(name).expect(name);
        assert_eq!(joined.report.entry(cell).figure().to_string(), figure);
    }
}
