//! One line while it is gathered from its columns, until its days are known together: what one of them does not say of its year
//! may follow from another; what stands around it is handed on beside it, for whoever knows all lines.

use super::day::{self, Around, Said as Days, Written};
use super::table::Said;
use super::words::{Field, Meaning, Wordings};
use crate::domain::proposal::Place;
use crate::domain::register::record::{Day, Record};
use crate::import::normal::join;

/// A day of a line, with what stands in its cell.
#[derive(Debug, Clone, Default)]
struct Event {
    written: Option<Written>,
    /// Its words, where they are no day or may have to stand for it.
    words: String,
}

pub struct Draft {
    /// What holds around the line.
    pub around: Around,
    record: Record,
    received: Event,
    answered: Event,
    correction: [Event; 2],
    third_party: [Event; 2],
    extended: Event,
    /// A count of lines.
    counted: String,
    /// How good the column is that the outcome is from.
    outcome_rank: Option<usize>,
    reason: String,
}

impl Draft {
    pub fn new(around: Around, place: Place) -> Draft {
        Draft {
            around,
            record: Record { place, ..Record::default() },
            received: Event::default(),
            answered: Event::default(),
            correction: Default::default(),
            third_party: Default::default(),
            extended: Event::default(),
            counted: String::new(),
            outcome_rank: None,
            reason: String::new(),
        }
    }

    /// Takes a cell in.
    pub fn take(&mut self, means: &Meaning, cell: Said<'_>, wordings: &Wordings) {
        let days = || day::said(cell.text, cell.is_number, wordings);
        let is_blank = || wordings.is_blank(cell.text);
        let record = &mut self.record;
        match means.field {
            Field::Passed | Field::Time => {}
            Field::People if !is_blank() => add(&mut record.people, cell.text),
            Field::Number => record.number = number(cell.text),
            Field::Serial => self.counted = number(cell.text),
            Field::Received => match days() {
                Days::Range(first, last) => {
                    self.received.set(first, cell.text);
                    self.answered.set(last, cell.text);
                }
                other => self.received.take(other, cell.text),
            },
            Field::Answered => match days() {
                Days::Range(first, last) => {
                    self.received.set(first, cell.text);
                    self.answered = Event::default();
                    self.answered.set(last, cell.text);
                }
                other => {
                    self.answered = Event::default();
                    self.answered.take(other, cell.text);
                }
            },
            Field::Both => match days() {
                Days::Range(first, last) | Days::Two(first, last) => {
                    self.received.set(first, cell.text);
                    self.answered.set(last, cell.text);
                }
                other => self.received.take(other, cell.text),
            },
            Field::CorrectionAsked | Field::Correction => pair(&mut self.correction, days(), cell.text),
            Field::ThirdAsked | Field::Third => pair(&mut self.third_party, days(), cell.text),
            Field::CorrectionCame => self.correction[1].take_last(days(), cell.text),
            Field::ThirdCame => self.third_party[1].take_last(days(), cell.text),
            Field::Extended => match days() {
                Days::Range(first, _) | Days::Two(first, _) => self.extended.set(first, cell.text),
                other => self.extended.take(other, cell.text),
            },
            Field::Applicant if !wordings.is_sign(cell.text) => add(&mut record.applicant, cell.text),
            Field::Kind if !is_blank() => add(&mut record.kind, cell.text),
            Field::Is if !is_blank() && !is_zero(cell.text) => {
                record.kind.clone_from(&means.says);
                if !wordings.is_tick(cell.text) && record.applicant.is_empty() {
                    add(&mut record.applicant, cell.text);
                }
            }
            Field::Ends if !is_blank() && !is_zero(cell.text) => {
                add(&mut record.outcome, &means.says);
                if !wordings.is_tick(cell.text) {
                    record.outcome.push('：');
                    record.outcome.push_str(&line(cell.text));
                }
            }
            Field::Outcome
                if !wordings.is_sign(cell.text) && self.outcome_rank.is_none_or(|rank| means.rank < rank) =>
            {
                record.outcome = line(cell.text);
                self.outcome_rank = Some(means.rank);
            }
            Field::Reason if !is_blank() => add(&mut self.reason, cell.text),
            Field::Content => add(&mut record.content, cell.text),
            Field::Answer if !is_blank() => add(&mut record.answer, cell.text),
            Field::State if !wordings.is_sign(cell.text) => add(&mut record.state, cell.text),
            Field::Fee if !is_blank() => add(&mut record.fee, cell.text),
            Field::Review if !is_blank() => add(&mut record.review, cell.text),
            Field::Remark if !is_blank() => add(&mut record.remark, cell.text),
            _ => {}
        }
    }

    /// Takes in what stands over several lines as if each of them said it.
    pub fn remark(&mut self, words: &str) {
        add(&mut self.record.remark, words);
    }

    /// Whether it has a number that is more than a count of lines.
    pub fn has_number(&self) -> bool {
        !self.record.number.is_empty()
    }

    /// Whether anything says that this is a request: a number, a day of receipt, an applicant.
    pub fn is_request(&self) -> bool {
        let Record { number, kind, .. } = &self.record;
        !number.is_empty() || !kind.is_empty() || !self.counted.is_empty() || self.has_day_or_applicant()
    }

    /// Whether it is a request though its first cell only names a time.
    pub fn has_day_or_applicant(&self) -> bool {
        !self.record.applicant.is_empty() || !self.received.words.is_empty()
    }

    /// The line as a record.
    pub fn record(self) -> Record {
        let Draft {
            around,
            mut record,
            mut received,
            answered,
            correction,
            third_party,
            extended,
            counted,
            reason,
            ..
        } = self;
        if record.number.is_empty() {
            record.number = counted;
        }
        if !reason.is_empty() && !record.outcome.contains(&reason) {
            if !record.outcome.is_empty() {
                record.outcome.push('：');
            }
            record.outcome.push_str(&reason);
        }
        received.written = received.written.map(|written| written.of_month(around.month));
        // What came in a later month than the one it is listed in came the year before.
        let is_before = matches!((received.written, around.month), (Some(Written::OfSomeYear(came, _)), Some(listed)) if came > listed);
        record.year = around.year.map(|year| if is_before { year - 1 } else { year });
        let whole = received.written.filter(|written| matches!(written, Written::Full(..)));
        let resolved = |event: Event| {
            let written = event.written.map(|written| whole.map_or(written, |received| written.after(received)));
            Event { written, ..event }.day()
        };
        record.answered = resolved(answered);
        record.correction = correction.map(resolved);
        record.third_party = third_party.map(resolved);
        record.extended = resolved(extended);
        record.received = received.day();
        record
    }

    /// Takes a further line of the same request into its record.
    pub fn join(self, record: &mut Record) {
        let other = self.record();
        for (text, more) in [
            (&mut record.applicant, &other.applicant),
            (&mut record.people, &other.people),
            (&mut record.kind, &other.kind),
            (&mut record.content, &other.content),
            (&mut record.answer, &other.answer),
            (&mut record.outcome, &other.outcome),
            (&mut record.state, &other.state),
            (&mut record.fee, &other.fee),
            (&mut record.review, &other.review),
            (&mut record.remark, &other.remark),
        ] {
            if !text.split('；').any(|part| part == more) {
                add(text, more);
            }
        }
        let [asked, came] = other.correction;
        let [third_asked, third_came] = other.third_party;
        let [own_asked, own_came] = &mut record.correction;
        let [own_third_asked, own_third_came] = &mut record.third_party;
        for (own, more) in [
            (&mut record.received, other.received),
            (own_asked, asked),
            (own_came, came),
            (own_third_asked, third_asked),
            (own_third_came, third_came),
            (&mut record.extended, other.extended),
            (&mut record.answered, other.answered),
        ] {
            if *own == Day::Blank {
                *own = more;
            } else if more != Day::Blank && more != *own {
                // Two days of one event: which of them counts is not for a reader to say.
                *own = Day::Words(format!("{}；{}", words(own), words(&more)));
            }
        }
    }
}

impl Event {
    fn set(&mut self, written: Written, words: &str) {
        if self.written.is_none() {
            *self = Event { written: Some(written), words: line(words) };
        }
    }

    fn take(&mut self, days: Days, words: &str) {
        match days {
            Days::Nothing => {}
            Days::One(written) => self.set(written, words),
            _ if self.words.is_empty() => self.words = line(words),
            _ => {}
        }
    }

    /// Takes the end of what a cell says.
    fn take_last(&mut self, days: Days, words: &str) {
        match days {
            Days::Range(_, last) | Days::Two(_, last) => {
                *self = Event::default();
                self.set(last, words);
            }
            other => self.take(other, words),
        }
    }

    fn day(self) -> Day {
        match self.written {
            Some(written) => written.day(&self.words),
            None if self.words.is_empty() => Day::Blank,
            None => Day::Words(self.words),
        }
    }
}

/// Takes two days that may stand in one cell.
fn pair(events: &mut [Event; 2], days: Days, words: &str) {
    match days {
        Days::Range(first, last) | Days::Two(first, last) => {
            events[0].set(first, words);
            events[1].set(last, words);
        }
        other => events[0].take(other, words),
    }
}

fn words(day: &Day) -> String {
    match day {
        Day::Blank => String::new(),
        Day::Known(date) => date.to_string(),
        Day::OfSomeYear(month, day) => format!("{month}月{day}日"),
        Day::Words(words) => words.clone(),
    }
}

fn is_zero(text: &str) -> bool {
    text.trim() == "0"
}

/// Words on one line.
fn line(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_string();
    }
    let mut joined = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        join(&mut joined, line);
    }
    joined
}

/// Adds words to what several columns say.
fn add(text: &mut String, more: &str) {
    let more = line(more);
    if more.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('；');
    }
    text.push_str(&more);
}

/// A number without blanks and line breaks in it.
fn number(text: &str) -> String {
    text.split_whitespace().collect()
}
