//! The short form before a report that the library does not have: whose it is, of which year, and whether there were any
//! requests. It knows which reports are there already, so that it can propose a year and refuse one while it is typed.

use crate::domain::report::{Key, Scope, plain_name};
use crate::domain::text::Lang;

use super::field::Field;
use super::import_preview::ImportPreview;
use super::key::{Chord, Code};
use super::report_preview::ReportPreview;

/// Why a new report is being made.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The clerk wants an empty one.
    Blank,
    /// A document does not say whose it is.
    Document(Box<ImportPreview>),
    /// A report of ours from elsewhere does not say it.
    Report(Box<ReportPreview>),
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It stays open.
    Open,
    /// Everything is there.
    Given,
    /// It was given up.
    Closed,
}

/// Agency, year and scope of a new report, and whether there were any requests.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// Why it is made.
    pub origin: Origin,
    /// The agency's full name.
    pub agency: Field,
    /// The report year.
    pub year: Field,
    /// Whose figures.
    pub scope: Scope,
    /// Which line has the cursor: agency, year, scope, nil, last year.
    pub focus: usize,
    /// Whether there were no requests and no disputes at all; not answered at first.
    pub nil: Option<bool>,
    /// Whether headings and carried figures come from last year's report, where there is one.
    pub from_last_year: bool,
    /// What is missing, once Enter was pressed, or why the report could not be made.
    pub problem: String,
    /// The reports that the library has.
    there: Vec<Key>,
    /// The year that is proposed where that report is not there yet.
    usual: i32,
    /// Whether the year is the proposed one still.
    proposed: bool,
}

impl NewReport {
    /// With proposals for agency and year, beside the reports that are there.
    pub fn new(origin: Origin, agency: &str, year: i32, there: Vec<Key>) -> NewReport {
        let mut new = NewReport {
            origin,
            agency: Field::proposal(agency),
            year: Field::line(""),
            scope: Scope::Own,
            focus: 0,
            nil: None,
            from_last_year: true,
            problem: String::new(),
            there: there.into_iter().map(|key| Key { agency: plain_name(&key.agency).to_string(), ..key }).collect(),
            usual: year,
            proposed: true,
        };
        new.propose();
        new
    }

    /// How many lines the dialog has: a document's report is not asked whether there were requests, and takes nothing from
    /// last year's.
    pub fn lines(&self) -> usize {
        if matches!(self.origin, Origin::Blank) { 5 } else { 3 }
    }

    /// The report's place in the library, once agency and year are given.
    pub fn key(&self) -> Option<Key> {
        let agency = plain_name(&self.agency.text()).to_string();
        let year = self.year.text().trim().parse().ok().filter(|year| (1000..=9999).contains(year))?;
        (!agency.is_empty()).then_some(Key { agency, year, scope: self.scope })
    }

    /// The report year before, where the library does not have that report of the agency.
    pub fn without_last_year(&self) -> Option<i32> {
        let last = self.key().map(|key| Key { year: key.year - 1, ..key })?;
        (!self.there.contains(&last)).then_some(last.year)
    }

    /// That the library has such a report already, in words. A document is taken over into the one that is there.
    pub fn clash(&self, lang: Lang) -> Option<String> {
        let key = self.key().filter(|key| matches!(self.origin, Origin::Blank) && self.there.contains(key))?;
        Some(match lang {
            Lang::Zh => format!("库中已有 {} {} 年的报告：换年度或范围，或者 Esc 返回后打开它", key.agency, key.year),
            Lang::En => format!(
                "the library has {} {} already: choose another year or scope, or Esc and open it",
                key.agency, key.year
            ),
        })
    }

    /// Proposes the usual year, or the next one whose report is not there, until somebody types another.
    fn propose(&mut self) {
        if !self.proposed {
            return;
        }
        let agency = plain_name(&self.agency.text()).to_string();
        let is_there = |year: i32| {
            self.there.iter().any(|key| key.agency == agency && key.scope == self.scope && key.year == year)
        };
        let blank = matches!(self.origin, Origin::Blank);
        let year = (self.usual..).find(|&year| !blank || !is_there(year)).unwrap_or(self.usual);
        self.year = Field::proposal(&year.to_string());
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord, lang: Lang) -> Taken {
        let last = self.lines() - 1;
        match (chord.code, self.focus) {
            (Code::Esc, _) => return Taken::Closed,
            (Code::Up, _) => self.focus = self.focus.saturating_sub(1),
            (Code::Tab, _) if chord.shift => self.focus = self.focus.saturating_sub(1),
            (Code::Down | Code::Tab, _) => self.focus = (self.focus + 1).min(last),
            (Code::Left | Code::Right | Code::Char(' '), 2) => {
                self.scope = if self.scope == Scope::Own { Scope::Aggregated } else { Scope::Own };
                self.problem.clear();
                self.propose();
            }
            // From no answer the first key leads to the first one: none is never chosen in passing.
            (Code::Left | Code::Right | Code::Char(' '), 3) if self.nil.is_none() => self.nil = Some(false),
            (Code::Left, 3) => self.nil = Some(false),
            (Code::Right, 3) => self.nil = Some(true),
            (Code::Char(' '), 3) => self.nil = Some(self.nil != Some(true)),
            (Code::Char('y' | 'Y' | '有' | '1'), 3) => self.nil = Some(false),
            (Code::Char('n' | 'N' | '无' | '0'), 3) => self.nil = Some(true),
            (Code::Left | Code::Right | Code::Char(' '), 4) if self.without_last_year().is_none() => {
                self.from_last_year = !self.from_last_year;
            }
            // The last line need not be visited.
            (Code::Enter, _) => return self.enter(last.min(3), lang),
            (_, 0) if self.agency.key(chord) => {
                self.problem.clear();
                self.propose();
            }
            (_, 1) if self.year.key(chord) => {
                self.problem.clear();
                self.proposed = false;
            }
            _ => {}
        }
        Taken::Open
    }

    /// Takes pasted text into the field with the cursor.
    pub fn paste(&mut self, text: &str) {
        match self.focus {
            0 => {
                self.agency.paste(text);
                self.propose();
            }
            1 => {
                self.year.paste(text);
                self.proposed = false;
            }
            _ => {}
        }
    }

    /// Enter goes on to the next line and from the last one finishes, or goes back to the first line that is missing.
    fn enter(&mut self, last: usize, lang: Lang) -> Taken {
        if let Some((line, words)) = (0..=self.focus).find_map(|line| Some((line, self.missing(line, lang)?))) {
            self.focus = line;
            self.problem = words;
            return Taken::Open;
        }
        self.problem.clear();
        if self.focus < last {
            self.focus += 1;
            return Taken::Open;
        }
        Taken::Given
    }

    /// What a line lacks; the year is looked at once there is an agency, and whether the report is there once the scope is
    /// known too.
    fn missing(&self, line: usize, lang: Lang) -> Option<String> {
        match line {
            0 if plain_name(&self.agency.text()).is_empty() => {
                Some(lang.pick("请填单位全称", "give the agency's full name").to_string())
            }
            1 if self.key().is_none() => {
                Some(lang.pick("请填四位数的年份", "give the year in four digits").to_string())
            }
            2 => self.clash(lang),
            3 if self.nil.is_none() => {
                Some(lang.pick("请选“有”或“无”（左右键）", "choose yes or no (arrow keys)").to_string())
            }
            _ => None,
        }
    }
}
