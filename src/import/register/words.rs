//! What is known of the wordings of registers, from `assets/register/columns.ron`: heads of columns, lines that are no
//! request, cells that say nothing. It reads no register.

use std::collections::HashMap;

use serde::Deserialize;

use crate::domain::spelling::{fold, letters};
use crate::import::ImportError;

/// The file with the wordings.
const WORDINGS: &str = include_str!("../../../assets/register/columns.ron");

/// What a column of a register holds; where nothing is said, the word says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Field {
    Passed,
    /// Passed over but for what it names: other people, and where the applicant lives.
    People,
    Review,
    CorrectionAsked,
    CorrectionCame,
    Correction,
    ThirdAsked,
    ThirdCame,
    Third,
    Extended,
    Both,
    Received,
    Answer,
    Answered,
    Outcome,
    Reason,
    State,
    Fee,
    Kind,
    /// Ticks or names of one kind of applicants.
    Is,
    /// Ticks of one outcome.
    Ends,
    Applicant,
    Number,
    /// A count of lines.
    Serial,
    Content,
    /// The month or the year of a line and of those below it.
    Time,
    Remark,
}

/// What a head means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    pub field: Field,
    /// The place of the word in the file: the lower of two is the better one.
    pub rank: usize,
    /// What a tick in the column says.
    pub says: String,
}

#[derive(Deserialize)]
struct Written {
    columns: Vec<Heads>,
    totals: Vec<String>,
    closings: Vec<String>,
    blanks: Vec<String>,
    ticks: Vec<String>,
    doubts: Vec<String>,
    carried: Vec<String>,
    others: Vec<String>,
    ours: Vec<String>,
}

#[derive(Deserialize)]
struct Heads {
    field: Field,
    #[serde(default)]
    says: String,
    words: Vec<String>,
}

/// The most bytes of a cell that says nothing in words.
const LONGEST_BLANK: usize = 15;

/// The wordings, ready to be looked up.
pub struct Wordings {
    exact: HashMap<String, Meaning>,
    /// Words with stars: their pieces, and whether the first and the last piece stand at the edges.
    open: Vec<(Vec<String>, bool, bool, Meaning)>,
    written: Written,
}

impl Wordings {
    /// # Errors
    /// Where the file of wordings inside the program cannot be read, which a test excludes.
    pub fn new() -> Result<Wordings, ImportError> {
        let mut written: Written = ron::from_str(WORDINGS).map_err(|_| ImportError::NoForm)?;
        let (mut exact, mut open, mut rank) = (HashMap::new(), Vec::new(), 0);
        for Heads { field, says, words } in std::mem::take(&mut written.columns) {
            for word in words {
                rank += 1;
                let meaning = Meaning { field, rank, says: says.clone() };
                if word.contains('*') {
                    let pieces = word.split('*').filter(|piece| !piece.is_empty()).map(String::from).collect();
                    open.push((pieces, !word.starts_with('*'), !word.ends_with('*'), meaning));
                } else {
                    exact.entry(word).or_insert(meaning);
                }
            }
        }
        Ok(Wordings { exact, open, written })
    }

    /// What a head means that is one of the words.
    pub fn exact(&self, head: &str) -> Option<&Meaning> {
        self.exact.get(head)
    }

    /// What a head means, by all words.
    pub fn of(&self, head: &str) -> Option<&Meaning> {
        let fits =
            |(pieces, first, last, _): &&(Vec<String>, bool, bool, Meaning)| is_made_of(head, pieces, *first, *last);
        self.exact(head).or_else(|| self.open.iter().find(fits).map(|(.., meaning)| meaning))
    }

    /// Whether a line's first cell begins a total.
    pub fn is_total(&self, first: &str) -> bool {
        let plain: String = letters(first).into_iter().take_while(|c| !c.is_ascii_digit()).collect();
        self.written.totals.iter().any(|word| *word == plain || *word == plain.trim_end_matches('件'))
    }

    /// Whether a line's first cell names who filled the register in, or begins a note: the word stands before a colon, or alone.
    pub fn is_closing(&self, first: &str) -> bool {
        let (before, rest) = match first.split_once(['：', ':']) {
            Some((before, _)) => (before, true),
            None => (first, false),
        };
        let plain: String = letters(before).into_iter().collect();
        let begins = |word: &String| plain.starts_with(word.as_str());
        let is_short = plain.chars().count() <= 8;
        is_short && self.written.closings.iter().any(|word| if rest { begins(word) } else { plain == *word })
    }

    /// Whether a cell says nothing, in signs or in words.
    pub fn is_blank(&self, text: &str) -> bool {
        // Most cells are longer than any word for nothing.
        self.is_sign(text)
            || text.len() <= LONGEST_BLANK && {
                let plain: String = letters(text).into_iter().collect();
                self.written.blanks.contains(&plain)
            }
    }

    /// Whether a cell says nothing, in signs.
    pub fn is_sign(&self, text: &str) -> bool {
        text.chars().all(|c| !c.is_alphanumeric() && !self.is_tick_sign(c))
    }

    fn is_tick_sign(&self, c: char) -> bool {
        self.written.ticks.iter().any(|tick| tick.chars().eq([c]))
    }

    pub fn is_tick(&self, text: &str) -> bool {
        let plain: String = text.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
        self.written.ticks.contains(&plain)
    }

    /// Whether a line or a title says that what stands below it was carried over from the year before.
    pub fn is_carried(&self, line: &str) -> bool {
        let plain: String = letters(line).into_iter().collect();
        self.written.carried.iter().any(|word| plain.contains(word.as_str()))
    }

    /// Whether words beside a day say that it is another one.
    pub fn doubts(&self, beside: &str) -> bool {
        self.written.doubts.iter().any(|word| beside.contains(word.as_str()))
    }

    /// Whether a title names a register of something else.
    pub fn is_other(&self, title: &str) -> bool {
        let names = |words: &[String]| words.iter().any(|word| title.contains(word.as_str()));
        names(&self.written.others) && !names(&self.written.ours)
    }

    pub fn is_ours(&self, title: &str) -> bool {
        self.written.ours.iter().any(|word| title.contains(word.as_str()))
    }
}

/// Whether a text has some pieces in their order, at its edges where that is asked.
fn is_made_of(text: &str, pieces: &[String], first: bool, last: bool) -> bool {
    let mut rest = text;
    for (at, piece) in pieces.iter().enumerate() {
        let Some(found) = rest.find(piece.as_str()) else { return false };
        if at == 0 && first && found > 0 {
            return false;
        }
        if at + 1 == pieces.len() && last {
            return rest.ends_with(piece.as_str());
        }
        rest = &rest[found + piece.len()..];
    }
    true
}

/// A head as it is compared: its letters, without what stands in brackets unless there is nothing else.
pub fn plain(head: &str) -> String {
    let mut depth = 0usize;
    let mut outside = String::new();
    for c in head.chars().map(fold) {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let plain: String = letters(&outside).into_iter().collect();
    if plain.is_empty() { letters(head).into_iter().collect() } else { plain }
}
