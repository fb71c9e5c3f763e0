//! Files that were damaged: bits flipped, ends cut off, pieces doubled, two files run together. Such a file is refused
//! with its place, or its digest says that it is not what was written; a changed figure is never taken in silence. There
//! are 10,000 cases in all.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Key, Note, Part, Report, Scope, SignOff};
use gouji::domain::text::Lang;
use gouji::store::agency::{Agency, Predecessor};
use gouji::store::digest::Digest;
use gouji::store::document::to_ron;
use gouji::store::error::StoreError;
use gouji::store::library::Library;
use proptest::prelude::*;
use proptest::sample::Index;

use super::memory::Memory;
use super::{AGENCY, FORMS, form, report};

const ROOT: &str = "/库";

/// What happens to a file.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Vec<(Index, u8)>),
    Cut(Index),
    Double(Index, Index, Index),
    Splice(Index, Index),
}

impl Damage {
    /// The file after it; `other` is what it is run together with.
    fn done(&self, bytes: &[u8], other: &[u8]) -> Vec<u8> {
        let mut damaged = bytes.to_vec();
        match self {
            Damage::Flip(bits) => bits.iter().for_each(|(at, bit)| damaged[at.index(bytes.len())] ^= 1 << bit),
            Damage::Cut(at) => damaged.truncate(at.index(bytes.len())),
            Damage::Double(from, to, at) => {
                let (from, to, at) = (from.index(bytes.len()), to.index(bytes.len()), at.index(bytes.len()));
                damaged.splice(at..at, bytes[from.min(to)..from.max(to)].iter().copied());
            }
            Damage::Splice(until, from) => {
                damaged.truncate(until.index(bytes.len()));
                damaged.extend(&other[from.index(other.len())..]);
            }
        }
        damaged
    }
}

fn damages() -> impl Strategy<Value = Damage> {
    let index = any::<Index>;
    prop_oneof![
        4 => prop::collection::vec((index(), 0_u8..8), 1..4).prop_map(Damage::Flip),
        1 => index().prop_map(Damage::Cut),
        1 => (index(), index(), index()).prop_map(|(a, b, c)| Damage::Double(a, b, c)),
        1 => (index(), index()).prop_map(|(a, b)| Damage::Splice(a, b)),
    ]
}

/// A report with something of everything that a file can hold.
fn full(edition: &str, factor: u32) -> Report {
    let mut report = Report::new(form(edition), Some(AGENCY.into()), Some(2022), Scope::Own);
    for (number, cell) in report.form().inputs().collect::<Vec<_>>().into_iter().enumerate() {
        let figure = u32::try_from(number).expect("few cells") * factor;
        report.set_entry(cell, Entry::new(Figure::from(figure), Origin::Keyed));
    }
    report.set_text(Part::Chapter(0), "一年来，主动公开信息27件。\n较上年增加4件。".into());
    report.notes.push(Note::new(None, "第1页", "看不清"));
    report.sign_off = SignOff { keyer: "张三".into(), ..SignOff::default() };
    report
}

static REPORTS: LazyLock<[String; 2]> = LazyLock::new(|| [to_ron(&full("2021", 1)), to_ron(&full("2021", 7))]);

fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2022, scope: Scope::Own }
}

/// A library in memory that holds one file.
fn holding(file: &str, bytes: &[u8]) -> Library {
    let disk = Memory::new();
    disk.put(&Path::new(ROOT).join(AGENCY).join(file), bytes, 0o600);
    Library::on(Arc::new(disk), ROOT.into())
}

/// An error names its file, and its place where it has one, in both languages.
fn check_error(error: &StoreError, file: &str) -> Result<(), TestCaseError> {
    for lang in [Lang::Zh, Lang::En] {
        prop_assert!(error.message(lang).contains(file), "{}", error.message(lang));
    }
    match error {
        StoreError::Damaged { line, column, .. } | StoreError::UnknownEdition { line, column, .. } => {
            prop_assert!(*line >= 1 && *column >= 1);
            let place = format!("line {line}, column {column}");
            prop_assert!(error.message(Lang::En).contains(&place));
        }
        StoreError::Newer { .. } | StoreError::Misplaced { .. } => {}
        other => prop_assert!(false, "{other}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_damaged_report_is_refused_with_its_place_or_said_to_be_changed(damage in damages()) {
        let bytes = damage.done(REPORTS[0].as_bytes(), REPORTS[1].as_bytes());
        match holding("2022.ron", &bytes).load(&key(), &FORMS) {
            Ok(loaded) if loaded.digest == Digest::Agrees => prop_assert_eq!(&to_ron(&loaded.report), &REPORTS[0]),
            Ok(loaded) => prop_assert!(bytes != REPORTS[0].as_bytes() && loaded.digest.message("f", Lang::Zh).is_some()),
            Err(error) => check_error(&error, "2022.ron")?,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_damaged_profile_is_refused_with_its_place_or_said_to_be_changed(damage in damages()) {
        let before = Predecessor { name: "旧局".into(), year: 2022, reason: "更名".into() };
        let profile = |name: &str| Agency {
            kind: "部门".into(),
            parent: "县政府".into(),
            powers: Some(vec!["proactive.licensing".into()]),
            contact: "一路1号\n电话0953".into(),
            predecessors: vec![before.clone()],
            ..Agency::new(name)
        };
        let (ours, other) = (profile(AGENCY), profile("乙局"));
        let bytes = damage.done(ours.to_ron().as_bytes(), other.to_ron().as_bytes());
        match holding("agency.ron", &bytes).profile(AGENCY) {
            // The other profile may be all that is left of the two.
            Ok((read, Digest::Agrees)) => prop_assert!(read == ours || read == other && bytes == other.to_ron().as_bytes()),
            Ok((_, digest)) => prop_assert!(bytes != ours.to_ron().as_bytes() && digest.message("f", Lang::En).is_some()),
            Err(error) => check_error(&error, "agency.ron")?,
        }
    }
}

#[test]
fn a_figure_that_was_changed_by_hand_is_taken_and_said() {
    let changed = REPORTS[0].replacen("keyed(\"27\")", "keyed(\"72\")", 1);
    assert_ne!(changed, REPORTS[0]);
    let loaded = holding("2022.ron", changed.as_bytes()).load(&key(), &FORMS).expect("hand-edited files are welcome");
    assert_eq!(loaded.digest, Digest::Differs);
    let library = holding("2022.ron", changed.as_bytes());
    library.overwrite(&loaded.report).expect("saved");
    assert_eq!(library.load(&key(), &FORMS).expect("loaded").digest, Digest::Agrees, "a save writes a new digest");
}

#[test]
fn files_of_programs_before_the_digest_still_open_and_say_that_they_have_none() {
    let old =
        to_ron(&report(2022)).lines().filter(|line| !line.starts_with("// sha256")).collect::<Vec<_>>().join("\n");
    let loaded = holding("2022.ron", old.as_bytes()).load(&key(), &FORMS).expect("opens");
    assert_eq!(loaded.digest, Digest::Absent);
    assert_eq!(to_ron(&loaded.report), to_ron(&report(2022)));
}
