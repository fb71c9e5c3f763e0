//! What has to be asked about a register, what was answered, what is counted as is usual, and what was moved by hand: one list, in
//! which each can be answered, changed, confirmed or taken back. Nothing is guessed; what is put off waits.

use std::collections::BTreeMap;

use crate::domain::register::answers::{Asked, Move};
use crate::domain::register::count::Question;
use crate::domain::register::working::Working;
use crate::domain::text::Lang;

use super::super::super::desk::Desk;
use super::super::super::key::{Chord, Code};
use super::super::super::message::Effect;
use super::cases::{Cases, Moving};
use super::{RegisterView, Stage};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskedRow {
    Heading(AskedPart),
    /// A question for several wordings that the lines below it belong to, by its name.
    Group(String),
    /// A question, by its place.
    Open(usize),
    /// An answer that decided something: wording and answer.
    Answered(String, String),
    Likely(Likely),
    /// What was moved by hand, by its place.
    Moved(usize),
}

/// The parts of the list, and how many lines each has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedPart {
    Open(usize),
    Likely(usize),
    Answered(usize),
    Moved(usize),
}

/// Cases that are counted as is usual by the same wording in the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    pub wording: String,
    pub numbers: Vec<String>,
}

/// By which wording in which row, and which column where that alone tells: what cases counted as is usual have in common.
type Place<'a> = (&'a str, Option<usize>, Option<usize>);

impl AskedRow {
    pub fn can_be_chosen(&self) -> bool {
        !matches!(self, AskedRow::Heading(_) | AskedRow::Group(_))
    }
}

/// An answer that is being chosen.
#[derive(Debug, Clone)]
pub struct Answering {
    /// What is asked about.
    pub wording: String,
    /// The question for several wordings that it belongs to.
    pub group: Option<String>,
    pub choices: Vec<AnswerChoice>,
    pub selected: usize,
    /// The line of the list that it was opened from; none where questions come by themselves.
    pub from: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerChoice {
    /// What stands above the answers that do not suggest themselves.
    Others,
    /// A row, a column, `open` or `none`.
    Answer(String),
    /// Not now.
    Later,
}

impl AnswerChoice {
    pub fn can_be_chosen(&self) -> bool {
        *self != AnswerChoice::Others
    }
}

impl Answering {
    pub fn of_question(register: &Working, question: &Question, from: Option<usize>) -> Answering {
        let first = question.choices.clone();
        let asked = (first, question.about);
        let mut answering = Answering::new(register, &question.wording, question.group.clone(), asked, from);
        // An Enter that was meant for the screen before decides nothing.
        let later = answering.choices.iter().position(|choice| *choice == AnswerChoice::Later);
        answering.selected = later.unwrap_or_default();
        answering
    }

    /// The choice anew for what was answered, with that answer first.
    fn again(register: &Working, wording: &str, answer: &str, from: usize) -> Answering {
        let asked = (vec![answer.to_string()], register.about(answer));
        Answering::new(register, wording, None, asked, Some(from))
    }

    fn new(
        register: &Working,
        wording: &str,
        group: Option<String>,
        (first, about): (Vec<String>, Asked),
        from: Option<usize>,
    ) -> Answering {
        let others: Vec<String> =
            register.answers_about(about).into_iter().filter(|name| !first.contains(name)).collect();
        let mut choices: Vec<AnswerChoice> = first.into_iter().map(AnswerChoice::Answer).collect();
        if !others.is_empty() && about != Asked::Received {
            choices.push(AnswerChoice::Others);
            choices.extend(others.into_iter().map(AnswerChoice::Answer));
        }
        // Next to what suggests itself, so that it is always in sight.
        let end = choices.iter().position(|choice| *choice == AnswerChoice::Others).unwrap_or(choices.len());
        choices.insert(end, AnswerChoice::Later);
        Answering { wording: wording.to_string(), group, choices, selected: 0, from }
    }

    fn step(&mut self, code: Code) {
        let before = self.selected;
        code.choose(&mut self.selected, self.choices.len());
        if self.choices.get(self.selected) == Some(&AnswerChoice::Others) {
            let is_down = self.selected > before;
            self.selected = if is_down { self.selected + 1 } else { self.selected.saturating_sub(1) };
        }
    }
}

impl RegisterView {
    /// The lines of the list.
    pub fn rows(&self) -> Vec<AskedRow> {
        let count = self.register.count();
        let mut rows = Vec::new();
        if !count.questions.is_empty() {
            rows.push(AskedRow::Heading(AskedPart::Open(count.questions.len())));
        }
        let mut group: Option<&str> = None;
        for (index, question) in count.questions.iter().enumerate() {
            if question.group.as_deref() != group {
                group = question.group.as_deref();
                rows.extend(group.map(|name| AskedRow::Group(name.to_string())));
            }
            rows.push(AskedRow::Open(index));
        }
        let likely = self.likely();
        if !likely.is_empty() {
            rows.push(AskedRow::Heading(AskedPart::Likely(likely.iter().map(|likely| likely.numbers.len()).sum())));
            rows.extend(likely.into_iter().map(AskedRow::Likely));
        }
        if !count.settled.is_empty() {
            rows.push(AskedRow::Heading(AskedPart::Answered(count.settled.len())));
            rows.extend(
                count.settled.iter().map(|(wording, answer)| AskedRow::Answered(wording.clone(), answer.clone())),
            );
        }
        let moves = self.register.moves().len();
        if moves > 0 {
            rows.push(AskedRow::Heading(AskedPart::Moved(moves)));
            rows.extend((0..moves).map(AskedRow::Moved));
        }
        rows
    }

    fn likely(&self) -> Vec<Likely> {
        let mut found: BTreeMap<Place<'_>, Vec<String>> = BTreeMap::new();
        for case in self.register.likely() {
            // Where no wording decided, the column is what tells cases apart.
            let column = case.column().filter(|_| case.wording.is_empty());
            found.entry((&case.wording, case.row(), column)).or_default().push(case.number.clone());
        }
        found.into_iter().map(|((wording, ..), numbers)| Likely { wording: wording.to_string(), numbers }).collect()
    }

    pub(super) fn key_in_list(&mut self, mut selected: usize, chord: Chord, desk: &mut Desk) {
        let rows = self.rows();
        let lang = desk.lang();
        self.stage = match (chord.code, rows.get(selected)) {
            (Code::Esc, _) => Stage::Matrix,
            (Code::Enter, Some(AskedRow::Open(index))) => match self.register.count().questions.get(*index) {
                Some(question) => Stage::Answering(Answering::of_question(&self.register, question, Some(selected))),
                None => Stage::Asked(selected),
            },
            (Code::Enter, Some(AskedRow::Answered(wording, answer))) => {
                Stage::Answering(Answering::again(&self.register, wording, answer, selected))
            }
            (Code::Enter, Some(AskedRow::Likely(likely))) => self.change_likely(likely, selected),
            (Code::Enter, Some(AskedRow::Moved(index))) => self.move_again(*index, selected),
            (_, Some(AskedRow::Likely(_))) if chord.is_letter('y') => {
                desk.want(Effect::Today);
                Stage::Asked(selected)
            }
            (_, Some(AskedRow::Open(index))) if chord.is_letter('c') => {
                let question = self.register.count().questions.get(*index);
                let cases = question.map_or(&[][..], |question| &question.cases);
                let numbers = cases.iter().map(|&case| self.register.count().cases[case].number.clone()).collect();
                Stage::Cases(Cases::of_line(selected, numbers))
            }
            (_, Some(AskedRow::Likely(likely))) if chord.is_letter('c') => {
                Stage::Cases(Cases::of_line(selected, likely.numbers.clone()))
            }
            (Code::Delete, Some(AskedRow::Answered(wording, _))) => {
                self.register.withdraw(wording);
                self.deferred.remove(wording);
                self.changed(desk);
                desk.say(lang.pick("已撤回，重新待确定", "Taken back; it is asked again"));
                return self.list(selected);
            }
            (Code::Delete, Some(AskedRow::Moved(index))) => {
                let number = self.register.moves()[*index].number.clone();
                self.register.move_case(Move { number, ..Move::default() });
                self.changed(desk);
                desk.say(lang.pick("已撤回人工改动", "The move is taken back"));
                return self.list(selected);
            }
            (code, _) => {
                let last = rows.len().saturating_sub(1);
                let is_up = matches!(code, Code::Up | Code::PageUp);
                let to = code.moved(selected, last).unwrap_or(selected);
                // Headings are passed by, in the direction of the key; above the first line there is nothing to go to.
                let can = |row: &usize| rows[*row].can_be_chosen();
                let near = if is_up { (0..=to).rev().find(can) } else { (to..=last).find(can) };
                selected = near.filter(|_| !rows.is_empty()).unwrap_or(selected);
                Stage::Asked(selected)
            }
        };
    }

    /// What is likely is changed: by its wording for good, or case by case where it has none.
    fn change_likely(&self, likely: &Likely, line: usize) -> Stage {
        let cases = &self.register.count().cases;
        let first = cases.iter().find(|case| likely.numbers.contains(&case.number));
        match first.and_then(|case| self.register.end_name(case)).filter(|_| !likely.wording.is_empty()) {
            Some(row) => Stage::Answering(Answering::again(&self.register, &likely.wording, &row, line)),
            None => Stage::Cases(Cases::of_line(line, likely.numbers.clone())),
        }
    }

    fn move_again(&self, index: usize, line: usize) -> Stage {
        let Some(moved) = self.register.moves().get(index) else { return Stage::Asked(line) };
        let cases = Cases::of_line(line, vec![moved.number.clone()]);
        let is_column = moved.row.is_none();
        Moving::new(&self.register, &moved.number, is_column, cases).map_or(Stage::Asked(line), Stage::Moving)
    }

    /// What is likely on a line is right.
    pub(super) fn confirm(&mut self, selected: usize, today: &str, desk: &mut Desk) {
        let lang = desk.lang();
        let rows = self.rows();
        let Some(AskedRow::Likely(likely)) = rows.get(selected) else { return };
        let reason = lang.say("核对无误", "checked");
        let moved = Move { reason, by: RegisterView::by(desk), date: today.to_string(), ..Move::default() };
        self.register.confirm(&likely.numbers, &moved);
        self.changed(desk);
        desk.say(
            lang.say(
                format!("已确认 {} 件", likely.numbers.len()),
                format!("Confirmed, cases: {}", likely.numbers.len()),
            ),
        );
        self.list(selected);
    }

    pub(super) fn key_in_answering(&mut self, mut answering: Answering, chord: Chord, desk: &mut Desk) {
        let is_group = chord.is_letter('g') && answering.group.is_some();
        let choice = answering.choices.get(answering.selected).cloned();
        match (chord.code, choice) {
            // Who gives up wants to see the table first.
            (Code::Esc, _) => {
                self.is_asking = false;
                self.stage = answering.from.map_or(Stage::Matrix, Stage::Asked);
            }
            (code, Some(AnswerChoice::Answer(answer))) if code == Code::Enter || is_group => {
                let wording = answering.group.as_ref().filter(|_| is_group).unwrap_or(&answering.wording);
                if self.register.answer(wording, &answer).is_some() {
                    self.changed(desk);
                }
                self.go_on(answering.from, desk.lang(), desk);
            }
            (Code::Enter, Some(AnswerChoice::Later)) => {
                self.deferred.insert(answering.wording.clone());
                self.go_on(answering.from, desk.lang(), desk);
            }
            (code, _) => {
                answering.step(code);
                self.stage = Stage::Answering(answering);
            }
        }
    }

    /// Behind an answer comes the next question, or the list that it was opened from.
    fn go_on(&mut self, from: Option<usize>, lang: Lang, desk: &mut Desk) {
        match from {
            Some(line) => self.list(line),
            None => {
                self.ask_next();
                if matches!(self.stage, Stage::Matrix) && self.register.count().questions.is_empty() {
                    desk.say(lang.pick("全部答完", "Everything is answered"));
                }
            }
        }
    }
}
