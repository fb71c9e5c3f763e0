//! The editor killed at random moments of a random session: every figure whose commit was on the screen is there afterwards,
//! and every letter of the prose that was.
//! `GOUJI_ATTACK_SEED` tries another session, `GOUJI_KILLS` says how often the editor is killed; `GOUJI_ATTACK=10` kills it ten
//! times as often as usual.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gouji::domain::form::CellId;
use gouji::domain::report::{Key, Part, Scope};
use gouji::store::forms::Forms;
use gouji::store::library::Library;

use super::desk::{AGENCY, put};
use super::terminal::{PATIENCE, Session};

/// How often the editor is killed.
const KILLS: usize = 60;

/// How many editors run at the same time.
const AT_ONCE: usize = 3;

/// What the hint line shows while no figure is being typed.
const IDLE: &str = "选章";

/// What stands over the table that is keyed.
const TABLE: &str = "申请办理";

/// Ctrl-Home: the caret stays where it was in each chapter, and every word is written before all others.
const BEGINNING: &str = "\x1b[1;5H";

/// The chapter of that table, in whose prose is written.
const CHAPTER: Part = Part::Chapter(2);

/// The numbers of a seeded run (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

pub fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What everything that is tried by chance begins with: always the same, unless `GOUJI_ATTACK_SEED` says another.
pub fn seed() -> u64 {
    from_environment("GOUJI_ATTACK_SEED").unwrap_or(19)
}

#[test]
fn every_figure_whose_commit_was_shown_survives_a_kill_at_any_moment() {
    let seed = seed();
    let usual = KILLS.saturating_mul(from_environment("GOUJI_ATTACK").unwrap_or(1) as usize);
    let kills = from_environment("GOUJI_KILLS").map_or(usual, |kills| usize::try_from(kills).expect("a count"));
    println!("GOUJI_ATTACK_SEED={seed} GOUJI_KILLS={kills}");
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for number in 0..AT_ONCE {
            let done = &done;
            scope.spawn(move || {
                let mut clerk = Clerk::new(Random(seed.wrapping_add(number as u64)));
                while done.fetch_add(1, Ordering::SeqCst) < kills {
                    clerk.work_until_killed();
                    clerk.check(seed);
                }
            });
        }
    });
}

/// Somebody who keys, and knows what must be there.
struct Clerk {
    folder: tempfile::TempDir,
    random: Random,
    forms: Forms,
    /// The cells in the order of keying.
    cells: Vec<CellId>,
    /// The figure of every cell that was keyed, as it was last shown.
    shown: BTreeMap<CellId, String>,
    /// What may or may not have been committed when the editor was killed.
    open: Option<(CellId, String)>,
    /// The prose as it was last shown.
    prose: String,
    /// A word that was being written at its beginning, and how many letters of it were shown.
    writing: Option<(String, usize)>,
}

impl Clerk {
    fn new(random: Random) -> Clerk {
        let folder = tempfile::tempdir().expect("a folder");
        put(folder.path(), AGENCY, 2024, &[]);
        let forms = Forms::default();
        let form = forms.for_year(2024).expect("a form").clone();
        let first = form.find("requests.new.natural_person").expect("a cell");
        let cells = form.table_cells(form.cell(first).table).filter(|&cell| !form.is_total(cell)).collect();
        Clerk { folder, random, forms, cells, shown: BTreeMap::new(), open: None, prose: String::new(), writing: None }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn work_until_killed(&mut self) {
        let mut session = Session::start(self.path(), &[AGENCY, "2024"]);
        let mut at = 0;
        if self.is_journaled() {
            session.wait("恢复未保存").send("\r").wait("已恢复").send("\r").wait(IDLE);
            at += 1;
        } else {
            session.wait(IDLE);
        }
        for _ in 0..self.random.below(6) {
            // Some cells are passed by.
            for _ in 0..self.random.below(3) {
                session.send("\r").wait(IDLE);
                at += 1;
            }
            match self.random.below(8) {
                // Of a report that is saved already nothing on the screen would tell that it was saved once more.
                0 if session.screen.screen().contents().contains("*未") => {
                    session.send("\x13").wait("已保存").send("\r").wait(IDLE);
                    at += 1;
                }
                2 => {
                    let word = self.word();
                    session
                        .send("\x1bOS")
                        .wait_gone(TABLE)
                        .send(BEGINNING)
                        .send(&word)
                        .wait(&word)
                        .send("\x1bOS")
                        .wait(IDLE);
                    self.prose.insert_str(0, &word);
                }
                1 => {
                    let (cell, figure) = self.key(&mut session, at);
                    session.send("\r").wait(IDLE);
                    let before = self.shown.get(&cell).cloned().unwrap_or_else(|| "0".into());
                    if before != figure {
                        // Undoing goes back to the cell.
                        session.send("\x1a").wait("已撤销").send("\r").wait(IDLE);
                    }
                    at += 1;
                }
                _ => {
                    let (cell, figure) = self.key(&mut session, at);
                    session.send("\r").wait(IDLE);
                    self.shown.insert(cell, figure);
                    at += 1;
                }
            }
        }
        // The last thing is done or not, as far as anybody can tell who did not see it.
        let mut last = None;
        let mut word = String::new();
        match self.random.below(6) {
            0 => {
                session.send("\x13");
            }
            1 | 2 => {
                word = self.word();
                session.send("\x1bOS").wait_gone(TABLE).send(BEGINNING);
                // Letter by letter, as somebody types.
                for letter in word.split_inclusive(char::is_alphabetic) {
                    session.send(letter);
                }
            }
            _ => {
                last = Some(self.key(&mut session, at));
                session.send("\r");
            }
        }
        let moment = Duration::from_micros(self.random.below(4000));
        if let Ok(bytes) = session.output.recv_timeout(moment) {
            session.screen.process(&bytes);
        }
        session.kill();
        while let Ok(bytes) = session.output.recv_timeout(PATIENCE) {
            session.screen.process(&bytes);
        }
        session.child.wait().expect("ended");
        let contents = session.screen.screen().contents();
        let was_shown = contents.contains(IDLE);
        // With what stands behind it the word is known from letters that are there by chance.
        let behind = &self.prose[..self.prose.len().min(9)];
        let is_shown = |count: &usize| contents.contains(&format!("{}{behind}", &word[..*count]));
        let letters = (1..=word.len()).rev().filter(|_| behind.len() == 9).find(is_shown).unwrap_or(0);
        self.writing = (!word.is_empty()).then_some((word, letters));
        self.open = match last {
            Some((cell, figure)) if was_shown => {
                self.shown.insert(cell, figure);
                None
            }
            last => last,
        };
    }

    /// Types a figure into the cell that is so many cells behind the first one, and does not commit it.
    fn key(&mut self, session: &mut Session, at: usize) -> (CellId, String) {
        let cell = self.cells[at];
        let figure = self.random.below(900).to_string();
        session.wait(IDLE).send(&figure).wait_gone(IDLE);
        (cell, figure)
    }

    /// A word that stands nowhere else.
    fn word(&mut self) -> String {
        (0..9).map(|_| char::from(b'a' + u8::try_from(self.random.below(26)).expect("a letter"))).collect()
    }

    fn is_journaled(&self) -> bool {
        self.joined().2
    }

    /// The figures and the prose as the library has them, and whether some are only in the journal.
    fn joined(&self) -> (BTreeMap<CellId, String>, String, bool) {
        let key = Key { agency: AGENCY.into(), year: 2024, scope: Scope::Own };
        let joined = Library::at(self.path().to_path_buf()).joined(&key, &self.forms).expect("a report");
        let figures = self.cells.iter().map(|&cell| (cell, joined.report.entry(cell).figure().to_string()));
        (figures.collect(), joined.report.text(CHAPTER).to_string(), joined.recovered.is_some())
    }

    /// Holds what the library has against what was shown.
    fn check(&mut self, seed: u64) {
        let (figures, prose, _) = self.joined();
        for (cell, figure) in figures {
            let shown = self.shown.get(&cell).cloned().unwrap_or_else(|| "0".into());
            let open = self.open.as_ref().filter(|(open, _)| *open == cell).map(|(_, figure)| figure.clone());
            assert!(
                figure == shown || Some(&figure) == open.as_ref(),
                "seed {seed}: {cell:?} is {figure}, not {shown}"
            );
            self.shown.insert(cell, figure);
        }
        self.open = None;
        let (word, letters) = self.writing.take().unwrap_or_default();
        let possible = (letters..=word.len()).any(|count| prose == format!("{}{}", &word[..count], self.prose));
        assert!(possible, "seed {seed}: the prose is `{prose}`, not `{word}` ({letters}) and `{}`", self.prose);
        self.prose = prose;
    }
}
