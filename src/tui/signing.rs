//! Short forms that ask for names: before a second keying, before a report is finished, and before a finished one is
//! opened again. What the answers lead to is decided in `update`.

use crate::domain::remaining::{Item, OpenPoint, Remaining};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::domain::verification::{self, Choice};

use super::export_target::leading_to;
use super::field::Field;
use super::key::{Chord, Code};

/// A choice of cells with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Which cells.
    pub choice: Choice,
    /// How many of them hold a figure.
    pub cells: usize,
    /// How many of those are verified already.
    pub verified: usize,
}

/// What the names are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A second keying: which cells, who keyed, who keys again.
    SecondKeying {
        /// The choices.
        offers: [Offer; 3],
        /// The index of the chosen one.
        chosen: usize,
    },
    /// Finishing: who keyed, who reviewed; and what is open and does not keep the report from being finished.
    Finish {
        /// What is open.
        open: Vec<Item>,
        /// The index of the chosen one.
        chosen: usize,
        /// Open warnings by their words.
        named: Vec<String>,
    },
    /// Reopening: who, and why.
    Reopen,
}

/// What a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The form stays open.
    Open,
    /// It was given up.
    Cancelled,
    /// The list of findings is to be shown in its place.
    Findings,
    /// Go to what is open.
    Go(OpenPoint),
    /// Everything is given.
    Given,
}

/// A form.
#[derive(Debug, Clone)]
pub struct Signing {
    /// What it is for.
    pub asked: Asked,
    /// The two lines of text: two names, or a name and a reason.
    pub texts: [Field; 2],
    /// What has the cursor: the list above the names, where there is one, counts as the first.
    pub focus: usize,
    /// What is missing, once Enter was pressed.
    pub problem: &'static str,
    /// Whether it was said that one person keyed both times.
    warned: bool,
}

impl Signing {
    /// Before a second keying. Names that are known are proposed, and Enter begins at once.
    pub fn second_keying(session: &Session) -> Signing {
        let report = session.report();
        let offers = Choice::ALL.map(|choice| {
            let cells = verification::cells(session, choice);
            let verified = cells.iter().filter(|&&cell| verification::is_verified(report, cell)).count();
            Offer { choice, cells: cells.len(), verified }
        });
        let names = [&report.sign_off.keyer, &report.verification.verifier];
        Signing::new(Asked::SecondKeying { offers, chosen: 0 }, names.map(|name| name.as_str()))
    }

    /// Before finishing. The first name has the cursor.
    pub fn finish(session: &Session, remaining: &Remaining, lang: Lang) -> Signing {
        let names = &session.report().sign_off;
        let named = remaining.named(OpenPoint::Warnings, session, lang);
        let asked = Asked::Finish { open: remaining.items(session.form(), lang), chosen: 0, named };
        let form = Signing::new(asked, [&names.keyer, &names.reviewer]);
        Signing { focus: form.above(), ..form }
    }

    /// Before opening a finished report again.
    pub fn reopen() -> Signing {
        Signing::new(Asked::Reopen, ["", ""])
    }

    fn new(asked: Asked, texts: [&str; 2]) -> Signing {
        Signing { asked, texts: texts.map(Field::proposal), focus: 0, problem: "", warned: false }
    }

    /// Whether a list stands above the two lines of text: 1 or 0, as the focus counts it.
    pub fn above(&self) -> usize {
        usize::from(self.listed() > 0)
    }

    /// How many lines the list above has.
    fn listed(&self) -> usize {
        match &self.asked {
            Asked::SecondKeying { offers, .. } => offers.len(),
            Asked::Finish { open, .. } => open.len(),
            Asked::Reopen => 0,
        }
    }

    /// Moves the choice in the list above, as one sees it; `false` where it is not there or stands at the end.
    fn move_choice(&mut self, down: bool) -> bool {
        let count = self.listed();
        let is_there = self.focus < self.above();
        let (Asked::SecondKeying { chosen, .. } | Asked::Finish { chosen, .. }) = &mut self.asked else { return false };
        let next = if down { *chosen + 1 } else { chosen.wrapping_sub(1) };
        let moves = is_there && next < count;
        if moves {
            *chosen = next;
        }
        moves
    }

    /// What was written, without blanks around it.
    pub fn written(&self) -> [String; 2] {
        [&self.texts[0], &self.texts[1]].map(|field| field.text().trim().to_string())
    }

    /// The field that has the cursor. What is typed or pasted on the choice of cells is meant for the first name that is
    /// missing, or else for that of who keys again.
    pub fn field(&mut self) -> Option<&mut Field> {
        if self.focus < self.above() {
            let missing = self.written().iter().position(String::is_empty);
            self.focus = self.above() + missing.unwrap_or(1);
        }
        let line = self.focus - self.above();
        self.texts.get_mut(line)
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord, lang: Lang) -> Taken {
        let last = self.above() + 1;
        match chord.code {
            Code::Esc => return Taken::Cancelled,
            Code::Enter => return self.enter(lang),
            Code::F(7) if matches!(self.asked, Asked::Finish { .. }) => return Taken::Findings,
            Code::Up | Code::Down if self.move_choice(chord.code == Code::Down) => {}
            Code::Up => self.focus = self.focus.saturating_sub(1),
            Code::Tab if chord.shift => self.focus = self.focus.saturating_sub(1),
            Code::Down | Code::Tab => self.focus = (self.focus + 1).min(last),
            _ => match &mut self.asked {
                Asked::SecondKeying { chosen, .. } if self.focus == 0 && is_choice(chord) => choose(chord, chosen),
                Asked::Finish { open, .. } if leading_to(open, chord, self.focus > 0).is_some() => {
                    return leading_to(open, chord, self.focus > 0).map_or(Taken::Open, Taken::Go);
                }
                _ => {
                    if let Some(field) = self.field() {
                        self.warned &= !field.key(chord);
                    }
                }
            },
        }
        Taken::Open
    }

    /// Enter finishes, or goes to the first line that is missing.
    fn enter(&mut self, lang: Lang) -> Taken {
        if let Asked::Finish { open, chosen, .. } = &self.asked
            && self.focus < self.above()
        {
            return open.get(*chosen).map_or(Taken::Open, |item| Taken::Go(item.kind));
        }
        if let Asked::SecondKeying { offers, chosen } = &self.asked {
            let left = offers.get(*chosen).is_some_and(|offer| offer.cells > offer.verified);
            if !left {
                self.focus = 0;
                self.problem = lang.pick("这些格都已复录，或没有数", "these are keyed again already, or hold nothing");
                return Taken::Open;
            }
        }
        let missing = self.written().iter().position(String::is_empty);
        if let Some(line) = missing {
            // The first Enter only goes on to an empty line; one on that line asks for it.
            let on_it = self.focus == self.above() + line;
            self.focus = self.above() + line;
            self.problem = match (on_it, line, &self.asked) {
                (false, _, _) => "",
                (true, 1, Asked::Reopen) => lang.pick("请写明理由", "give the reason"),
                (true, _, _) => lang.pick("请写姓名", "give the name"),
            };
            return Taken::Open;
        }
        let [first, second] = self.written();
        if matches!(self.asked, Asked::SecondKeying { .. }) && first == second && !self.warned {
            self.warned = true;
            self.focus = self.above() + 1;
            self.problem =
                lang.pick("两遍是同一个人；确是如此，再按 Enter", "the same person twice; Enter again if that is so");
            return Taken::Open;
        }
        Taken::Given
    }
}

/// Whether a key chooses cells; any other character belongs to a name.
fn is_choice(chord: Chord) -> bool {
    match chord.code {
        Code::Char(' ') => true,
        Code::Char(_) => chord.character().is_none_or(|typed| typed.is_ascii_digit()),
        _ => true,
    }
}

fn choose(chord: Chord, chosen: &mut usize) {
    let last = Choice::ALL.len() - 1;
    match chord.code {
        Code::Left => *chosen = chosen.saturating_sub(1),
        Code::Right => *chosen = (*chosen + 1).min(last),
        Code::Char(' ') => *chosen = if *chosen == last { 0 } else { *chosen + 1 },
        _ => {
            let digit = chord.character().and_then(|typed| typed.to_digit(10)).and_then(|digit| digit.checked_sub(1));
            *chosen = digit.map(|digit| digit as usize).filter(|&index| index <= last).unwrap_or(*chosen);
        }
    }
}
