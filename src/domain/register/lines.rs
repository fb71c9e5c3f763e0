//! The lines of a register as cases: an open case that is listed again every month is one case, and a number that stands for
//! two requests is two, and is said. It counts nothing.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use crate::domain::proposal::Place;
use crate::domain::spelling::letters;

use super::days::Days;
use super::people;
use super::record::{Day, Record};

/// A case, of one line or of several.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The number of the request; where it has none, or numbers begin anew in every sheet, its place; of several requests of one
    /// number the later ones have `#2` and so on behind it.
    pub number: String,
    /// What the register says of it, put together where it is listed several times.
    pub record: Told<'a>,
    /// When it was received, answered and settled.
    pub days: Days,
    /// A line of the same request with another outcome than this one, where there is one.
    pub contradicts: Option<String>,
}

/// What a register says of a case. Hardly any is put together, so that what is takes no room in all others.
#[derive(Debug, Clone)]
pub enum Told<'a> {
    /// In one line.
    Once(&'a Record),
    /// In several.
    Joined(Box<Record>),
}

impl Deref for Told<'_> {
    type Target = Record;

    fn deref(&self) -> &Record {
        match self {
            Told::Once(record) => record,
            Told::Joined(record) => record,
        }
    }
}

impl Told<'_> {
    /// What is said, to be put together with more.
    fn owned(&self) -> Box<Record> {
        match self {
            Told::Once(record) => Box::new((*record).clone()),
            Told::Joined(record) => record.clone(),
        }
    }
}

/// The cases of a register, and the numbers that stand for two lines of one sheet or for two requests.
pub fn entries<'a>(records: &'a [Record], days: &[Days]) -> (Vec<Entry<'a>>, Vec<String>) {
    let begins_anew = begins_anew(records);
    let mut entries: Vec<Entry<'a>> = Vec::with_capacity(records.len());
    let (mut by_number, mut twice): (HashMap<Vec<char>, Vec<usize>>, Vec<String>) = (HashMap::new(), Vec::new());
    let mut cut: HashSet<String> = HashSet::new();
    for (index, (record, days)) in records.iter().zip(days).enumerate() {
        let written = letters(&record.number);
        let number = match (written.is_empty(), begins_anew) {
            (true, _) if record.place == Place::Unknown => format!("#{}", index + 1),
            (true, _) => format!("#{}", record.place.short()),
            (false, true) => format!("{}#{}", record.sheet(), record.number.trim()),
            (false, false) => match people::number(record) {
                None => record.number.trim().to_string(),
                // What is left may be that of another case as well.
                Some(number) => match cut.insert(number.clone()) {
                    true => number,
                    false => format!("{number}#{}", record.place.short()),
                },
            },
        };
        let entry = Entry { number, record: Told::Once(record), days: *days, contradicts: None };
        if written.is_empty() || begins_anew {
            entries.push(entry);
            continue;
        }
        let known = by_number.entry(written).or_default();
        match known.iter().find(|&&index| is_same(&entries[index], &entry)) {
            Some(&index) => {
                if entries[index].record.sheet() == record.sheet() {
                    twice.push(entries[index].number.clone());
                }
                entries[index].take(&entry);
            }
            None => {
                known.push(entries.len());
                let mut entry = entry;
                if known.len() > 1 {
                    twice.push(entry.number.clone());
                    // Each has a name of its own, by which it can be asked about and moved.
                    entry.number = format!("{}#{}", entry.number, known.len());
                }
                entries.push(entry);
            }
        }
    }
    twice.sort();
    twice.dedup();
    (entries, twice)
}

/// Whether numbers are only those of lines, which begin anew in every sheet: short, and the first one of several people.
fn begins_anew(records: &[Record]) -> bool {
    let is_short = |number: &str| number.trim().len() <= 4 && number.trim().bytes().all(|byte| byte.is_ascii_digit());
    let mut first = records.iter().filter(|record| record.number.trim().trim_start_matches('0') == "1");
    let Some(one) = first.next() else { return false };
    let another = |record: &Record| record.sheet() != one.sheet() && record.applicant != one.applicant;
    first.any(another) && records.iter().all(|record| is_short(&record.number))
}

/// Whether two lines of the same number are of the same request.
fn is_same(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let same = |a: &str, b: &str| {
        let (a, b) = (letters(a), letters(b));
        a == b || a.is_empty() || b.is_empty()
    };
    let (a, b) = (&one.record, &other.record);
    let same_day =
        one.days.received == other.days.received || one.days.received.is_none() || other.days.received.is_none();
    let same_sheet = a.sheet() == b.sheet();
    same(&a.applicant, &b.applicant) && same_day && (!same_sheet || same(&a.content, &b.content))
}

impl Entry<'_> {
    /// Takes over what a later line of the same request says.
    fn take(&mut self, later: &Entry<'_>) {
        let both_answered = self.days.answered.is_some() && later.days.answered.is_some();
        let differs = letters(&self.record.outcome) != letters(&later.record.outcome);
        if both_answered && differs && !later.record.outcome.trim().is_empty() && !self.record.outcome.trim().is_empty()
        {
            // The first answer stays; whether the second is another one of the same request is asked.
            self.contradicts = Some(later.record.outcome.clone());
            return;
        }
        let mut joined = self.record.owned();
        let record = &mut *joined;
        let text = |own: &mut String, other: &String| {
            if !other.trim().is_empty() {
                own.clone_from(other);
            }
        };
        let day = |own: &mut Day, other: &Day| {
            if *other != Day::Blank {
                own.clone_from(other);
            }
        };
        let Record { number: _, place: _, year: _, received, applicant, kind, content, correction, .. } =
            &*later.record;
        day(&mut record.received, received);
        text(&mut record.applicant, applicant);
        text(&mut record.kind, kind);
        text(&mut record.content, content);
        record.correction.iter_mut().zip(correction).for_each(|(own, other)| day(own, other));
        record.third_party.iter_mut().zip(&later.record.third_party).for_each(|(own, other)| day(own, other));
        day(&mut record.extended, &later.record.extended);
        day(&mut record.answered, &later.record.answered);
        let Record { answer, outcome, state, fee, review, remark, .. } = &*later.record;
        text(&mut record.answer, answer);
        text(&mut record.outcome, outcome);
        text(&mut record.state, state);
        text(&mut record.fee, fee);
        text(&mut record.review, review);
        text(&mut record.remark, remark);
        self.record = Told::Joined(joined);
        self.days = Days {
            year: self.days.year.or(later.days.year),
            received: self.days.received.or(later.days.received),
            answered: later.days.answered.or(self.days.answered),
            is_unclear: later.days.is_unclear,
            is_concluded: self.days.is_concluded || later.days.is_concluded,
        };
    }
}
