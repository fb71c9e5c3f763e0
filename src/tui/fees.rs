//! The numbers of the fee statement: how many notices, what they asked for, what was received. It makes the sentence of
//! them in the words that the form's data give; where it is put is decided by `report`.

use crate::domain::definition::FeeStatement;
use crate::domain::number::Number;
use crate::domain::text::Lang;

use super::field::Field;
use super::key::{Chord, Code};
use super::typing::plain_twin;

/// The three numbers, as they are typed.
#[derive(Debug, Clone)]
pub struct FeeForm {
    /// Notices, amount asked for, amount received.
    pub lines: [Field; 3],
    /// Which line has the cursor.
    pub focus: usize,
    /// What is wrong, once Enter was pressed.
    pub problem: String,
    /// What was proposed.
    proposed: [String; 3],
    /// The form's words.
    pub words: FeeStatement,
}

/// The three numbers of a sentence that is in the form's own words, as [`Fees::sentence`] writes it.
pub fn stated(sentence: &str, words: &FeeStatement) -> Option<[String; 3]> {
    if sentence == words.none {
        return Some(["0", "", ""].map(str::to_string));
    }
    let mut numbers = ["{notices}", "{asked}", "{received}"].map(|name| (words.some.find(name), name, ""));
    numbers.sort();
    let (mut rest, mut done) = (sentence, 0);
    for (place, name, number) in &mut numbers {
        let place = (*place)?;
        rest = rest.strip_prefix(&words.some[done..place])?;
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        (*number, rest) = rest.split_at(length);
        done = place + name.len();
    }
    let of = |wanted: &str| numbers.iter().find(|(_, name, _)| *name == wanted).map(|(.., number)| number.to_string());
    let is_whole = rest == &words.some[done..];
    let found = [of("{notices}")?, of("{asked}")?, of("{received}")?];
    (is_whole && found.iter().all(|number| !number.is_empty())).then_some(found)
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It stays open.
    Open,
    /// The numbers are complete.
    Given,
    /// It was given up.
    Closed,
}

/// The numbers once they are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fees {
    /// How many notices were sent.
    pub notices: Number,
    /// What they asked for, in yuan.
    pub asked: Number,
    /// What was received, in yuan.
    pub received: Number,
}

impl FeeForm {
    /// A form in which these numbers are proposed.
    pub fn new(proposed: [String; 3], words: FeeStatement) -> FeeForm {
        let lines = [0, 1, 2].map(|line: usize| Field::proposal(&proposed[line]));
        FeeForm { lines, focus: 0, problem: String::new(), proposed, words }
    }

    /// The line that has the cursor.
    pub fn line(&mut self) -> &mut Field {
        &mut self.lines[self.focus.min(2)]
    }

    /// Takes a key. Enter goes on to the next line and finishes from the last, or from the first where no notice was sent.
    pub fn take(&mut self, chord: Chord, lang: Lang) -> Taken {
        match chord.code {
            Code::Esc => return Taken::Closed,
            Code::Up => self.focus = self.focus.saturating_sub(1),
            Code::Tab if chord.shift => self.focus = self.focus.saturating_sub(1),
            Code::Down | Code::Tab => self.focus = (self.focus + 1).min(2),
            Code::Enter => {
                if self.number(0).is_some_and(Number::is_zero) {
                    self.forget_amounts();
                }
                let done = self.focus == 2 || self.number(0).is_some_and(Number::is_zero);
                match self.fees(lang) {
                    Ok(_) if done => return Taken::Given,
                    Err((line, problem)) if line <= self.focus => (self.focus, self.problem) = (line, problem),
                    _ => (self.focus, self.problem) = ((self.focus + 1).min(2), String::new()),
                }
            }
            _ => {
                if self.line().key(chord) {
                    self.problem.clear();
                }
            }
        }
        Taken::Open
    }

    /// Empties the amounts that were only proposed: those of notices that were none.
    fn forget_amounts(&mut self) {
        for line in [1, 2] {
            if self.lines[line].text() == self.proposed[line] {
                self.lines[line] = Field::line("");
            }
        }
    }

    /// A line as a number, amounts in yuan; a unit behind it counts.
    fn number(&self, line: usize) -> Option<Number> {
        let typed: String = self.lines[line].text().chars().map(plain_twin).collect();
        let typed = typed.trim();
        let unit = |(unit, power): &(String, u8)| Some((typed.strip_suffix(unit.as_str())?, i32::from(*power)));
        let (digits, power) = match line {
            0 => (typed.strip_suffix(self.words.counted.as_str()).unwrap_or(typed), 0),
            _ => self.words.units.iter().find_map(unit).unwrap_or((typed, 0)),
        };
        let number: Number = digits.trim().parse().ok()?;
        number.scaled_by_ten(power).ok().filter(|number| !number.is_negative())
    }

    /// The numbers.
    ///
    /// # Errors
    /// The line that is wrong first, and what is wrong with it.
    pub fn fees(&self, lang: Lang) -> Result<Fees, (usize, String)> {
        let wrong = |line: usize, zh: &str, en: &str| (line, lang.pick(zh, en).to_string());
        let whole = self.number(0).filter(|number| number.places() == 0);
        let notices =
            whole.ok_or_else(|| wrong(0, "请填收费通知的件数，没有填 0", "give the number of notices, 0 for none"))?;
        let amount = |line: usize| {
            let typed = self.lines[line].text();
            match (notices.is_zero(), typed.trim().is_empty()) {
                (true, true) => Some(Number::ZERO),
                _ => self.number(line),
            }
        };
        let example = self.words.units.first().map_or("", |(unit, _)| unit.as_str());
        let (zh, en) =
            (format!("请填金额，如 300 或 0.03{example}"), format!("give an amount, as 300 or 0.03{example}"));
        let asked = amount(1).ok_or_else(|| wrong(1, &zh, &en))?;
        if notices.is_zero() && !asked.is_zero() {
            return Err(wrong(1, "没有通知就没有金额", "there is no amount without a notice"));
        }
        let received = amount(2).ok_or_else(|| wrong(2, &zh, &en))?;
        if received > asked {
            return Err(wrong(2, "实收不会多于通知的金额", "no more is received than was asked for"));
        }
        Ok(Fees { notices, asked, received })
    }
}

impl Fees {
    /// The sentence that states them.
    pub fn sentence(self, words: &FeeStatement) -> String {
        if self.notices.is_zero() {
            return words.none.clone();
        }
        let parts = [("{notices}", self.notices), ("{asked}", self.asked), ("{received}", self.received)];
        parts.iter().fold(words.some.clone(), |text, (name, number)| text.replace(name, &number.to_string()))
    }
}
