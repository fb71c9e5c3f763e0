//! Where one case counts: its beginning by the day of receipt, its end by outcome and day of the answer, its column by the
//! applicant; by what somebody moved or answered first.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::answers::{Answers, Asked, Move};
use super::super::lines::Entry;
use super::super::mapping::Given;
use super::super::outcome::Meaning;
use super::super::people::People;
use super::super::record::{Day, Record};
use super::super::scheme::Target;
use super::{Case, Certainty, Counter, Placement};
use crate::domain::spelling::letters;

/// A case with what has to be asked of it.
pub struct Judged {
    pub case: Case,
    pub asks: Vec<(Asked, Ask)>,
    /// Whether it has an outcome and no day of it.
    pub lacks_day: bool,
}

/// What has to be asked.
pub struct Ask {
    pub wording: String,
    pub group: Option<String>,
    pub choices: Vec<String>,
}

/// Judges one case after the other.
pub struct Judge<'a> {
    counter: &'a Counter,
    year: i16,
    answers: &'a Answers,
    moves: HashMap<&'a str, &'a Move>,
    people: &'a People<'a>,
    meanings: HashMap<String, Meaning>,
    /// Long texts that stand with several applicants, without people: they are wordings of the office.
    repeated: HashSet<String>,
    settled: BTreeMap<String, String>,
}

/// The most letters of a wording; what is longer is a text on the one case, unless it is written of several.
const LONGEST: usize = 24;

/// What was found out of one side of a case.
struct FoundOut<T> {
    /// What it may be.
    options: Vec<T>,
    certainty: Certainty,
    ask: Option<Ask>,
}

impl<T> FoundOut<T> {
    fn known(option: T, certainty: Certainty) -> FoundOut<T> {
        FoundOut { options: vec![option], certainty, ask: None }
    }
}

/// Where a case ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Row(usize),
    /// It counts nowhere: it is no case, or was answered before the year.
    Nowhere,
}

/// What is written of an outcome: the column of outcomes, or that of states.
fn written(record: &Record) -> &str {
    let texts = [&record.outcome, &record.state];
    texts.into_iter().find(|text| !letters(text).is_empty()).map_or("", |text| text.trim())
}

impl<'a> Judge<'a> {
    pub fn new(
        counter: &'a Counter,
        year: i16,
        answers: &'a Answers,
        moves: &'a [Move],
        people: &'a People<'a>,
    ) -> Judge<'a> {
        let moves = moves.iter().map(|one| (one.number.as_str(), one)).collect();
        let (meanings, repeated, settled) = (HashMap::new(), HashSet::new(), BTreeMap::new());
        Judge { counter, year, answers, moves, people, meanings, repeated, settled }
    }

    /// Gathers the long texts that nobody knows and that stand with several applicants.
    pub fn gather(&mut self, entries: &[Entry<'_>]) {
        let mut first: HashMap<String, &str> = HashMap::new();
        for entry in entries {
            let record: &Record = &entry.record;
            let text = written(record);
            if letters(text).len() <= LONGEST || !self.meaning(text).heard.is_empty() {
                continue;
            }
            let plain = self.people.without(text, record);
            match first.get(&plain) {
                None => drop(first.insert(plain, &record.applicant)),
                Some(applicant) if *applicant == record.applicant => {}
                Some(_) => drop(self.repeated.insert(plain)),
            }
        }
    }

    /// The answers that decided something, by wording without people.
    pub fn settled(self) -> Vec<(String, String)> {
        self.settled.into_iter().collect()
    }

    pub fn judge(&mut self, entry: &Entry<'_>) -> Judged {
        let moved = self.moves.get(entry.number.as_str()).copied();
        let start = self.start(entry);
        let (outcome, wording) = self.outcome(entry, moved);
        let by_hand = moved.is_some_and(|moved| moved.row.is_some());
        let (ends, lacks_day) = self.ends(entry, &outcome, &wording, by_hand);
        let column = self.column(entry, moved);
        let mut places: Vec<Option<Placement>> = Vec::new();
        for start in &start.options {
            for end in &ends.options {
                for column in &column.options {
                    let place = match (start, end) {
                        (Some(start), End::Row(end)) => Some(Placement { start: *start, end: *end, column: *column }),
                        _ => None,
                    };
                    places.push(place);
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        let is_open = places.len() > 1;
        // What makes no difference to the figures is not asked.
        let differs = |index: usize| -> bool {
            let of = |place: &Option<Placement>| place.map(|place| [place.start, place.end, place.column][index]);
            places.iter().any(|place| of(place) != of(&places[0]))
        };
        let mut asks = Vec::new();
        let questions = [
            (Asked::Received, start.ask, differs(0)),
            (Asked::Outcome, outcome.ask, differs(1)),
            (Asked::Answered, ends.ask, differs(1)),
            (Asked::Applicant, column.ask, differs(2)),
        ];
        for (about, ask, differs) in questions {
            asks.extend(ask.filter(|_| is_open && differs).map(|ask| (about, ask)));
        }
        let certainty = [start.certainty, outcome.certainty, ends.certainty, column.certainty];
        let concluded = if entry.days.is_concluded { Certainty::Likely } else { Certainty::Sure };
        let certainty = certainty.into_iter().fold(concluded, Certainty::max);
        let case = Case {
            number: entry.number.clone(),
            received: entry.days.received,
            answered: entry.days.answered,
            places,
            wording,
            certainty: if moved.is_some() || is_open { Certainty::Asked } else { certainty },
            is_moved: moved.is_some(),
        };
        Judged { case, asks, lacks_day }
    }

    /// The row in which a case begins; `None` for one that was received after the year.
    fn start(&mut self, entry: &Entry<'_>) -> FoundOut<Option<usize>> {
        let scheme = &self.counter.scheme;
        let answered = entry.days.answered.map(jiff::civil::Date::year);
        match entry.days.year {
            Some(year) if year == self.year => return FoundOut::known(Some(scheme.received), Certainty::Sure),
            Some(year) if year < self.year => return FoundOut::known(Some(scheme.carried_in), Certainty::Sure),
            // What was answered in the year cannot have been received after it.
            Some(_) if answered.is_none_or(|answered| answered > self.year) => {
                return FoundOut::known(None, Certainty::Sure);
            }
            _ => {}
        }
        let wording = Asked::Received.of(&entry.number);
        let rows = [scheme.received, scheme.carried_in];
        if let Some(answer) = self.answers.get(&wording)
            && let Some(row) = rows.into_iter().find(|&row| scheme.row_name(row) == answer)
        {
            self.settled.insert(wording, answer.to_string());
            return FoundOut::known(Some(row), Certainty::Asked);
        }
        let choices = rows.iter().map(|&row| scheme.row_name(row).to_string()).collect();
        let ask = Some(Ask { wording, group: None, choices });
        FoundOut { options: rows.into_iter().map(Some).collect(), certainty: Certainty::Asked, ask }
    }

    /// What a case came to, and the wording that decided.
    fn outcome(&mut self, entry: &Entry<'_>, moved: Option<&Move>) -> (FoundOut<Target>, String) {
        let counter = self.counter;
        let record = &*entry.record;
        let written = written(record);
        let is_finished = !written.is_empty() && counter.finished.contains(&letters(written));
        let text = if is_finished { "" } else { written };
        if let Some(target) = moved.and_then(|moved| counter.scheme.target(moved.row.as_deref()?)) {
            return (FoundOut::known(target, Certainty::Asked), self.said(text, record));
        }
        let of_case = Asked::Outcome.of(&entry.number);
        if let Some((target, answer)) = self.answered(&of_case) {
            self.settled.insert(of_case, answer);
            return (FoundOut::known(target, Certainty::Asked), self.said(text, record));
        }
        if let Some(other) = &entry.contradicts {
            let mut targets = self.meaning(text).targets;
            targets.extend(self.meaning(other).targets);
            return (self.asking(of_case, targets, None), String::new());
        }
        if text.is_empty() {
            // The column of the day may hold the state instead.
            let state = match &record.answered {
                Day::Words(words) if entry.days.is_unclear => Some(self.meaning(words)),
                _ => None,
            };
            let is_open = state.as_ref().is_some_and(|meaning| meaning.targets == [Target::Open]);
            if is_open || state.is_none() && entry.days.answered.is_none() && !is_finished {
                return (FoundOut::known(Target::Open, Certainty::Sure), String::new());
            }
            return (self.asking(of_case, counter.lexicon.everything().to_vec(), None), String::new());
        }
        let meaning = self.meaning(text);
        let plain = self.shown(text, record, &meaning, &of_case);
        // What was kept of an answer is the words of the mapping, where those decided.
        for key in [text, &plain].into_iter().chain(meaning.group.as_deref()) {
            if let Some((target, answer)) = self.answered(key)
                && (Some(key) != meaning.group.as_deref() || meaning.targets.contains(&target))
            {
                let kept = if Some(key) == meaning.group.as_deref() { key } else { &plain };
                self.settled.insert(kept.to_string(), answer);
                let wording = if plain == of_case { String::new() } else { plain.clone() };
                return (FoundOut::known(target, Certainty::Asked), wording);
            }
        }
        if let Some(target) = meaning.corrected.filter(|_| record.correction.iter().all(|day| *day != Day::Blank)) {
            return (FoundOut::known(target, Certainty::Likely), plain);
        }
        match (&meaning.targets[..], meaning.given) {
            ([target], Given::Sure) => (FoundOut::known(*target, Certainty::Sure), plain),
            ([target], Given::Likely) => (FoundOut::known(*target, Certainty::Likely), plain),
            _ => {
                let wording = if plain == of_case { String::new() } else { plain.clone() };
                (self.asking(plain, meaning.targets, meaning.group), wording)
            }
        }
    }

    /// What is kept of a text that did not decide.
    fn said(&mut self, text: &str, record: &Record) -> String {
        if text.is_empty() {
            return String::new();
        }
        let meaning = self.meaning(text);
        self.shown(text, record, &meaning, "")
    }

    /// What is shown and kept of a text: the words that decided, or what has to be asked. Of a long one that is no wording of
    /// anybody's but a text on the one case, only the words that are known.
    fn shown(&self, text: &str, record: &Record, meaning: &Meaning, of_case: &str) -> String {
        match &meaning.by {
            Some(by) => by.clone(),
            None if letters(text).len() <= LONGEST => self.people.without(text, record),
            None if !meaning.heard.is_empty() => meaning.heard.clone(),
            None => {
                let plain = self.people.without(text, record);
                if self.repeated.contains(&plain) { plain } else { of_case.to_string() }
            }
        }
    }

    fn asking(&self, wording: String, mut targets: Vec<Target>, group: Option<String>) -> FoundOut<Target> {
        let mut seen = Vec::new();
        targets.retain(|target| {
            !seen.contains(target) && {
                seen.push(*target);
                true
            }
        });
        let choices = targets.iter().map(|&target| self.counter.scheme.target_name(target).to_string()).collect();
        FoundOut { options: targets, certainty: Certainty::Asked, ask: Some(Ask { wording, group, choices }) }
    }

    fn answered(&self, wording: &str) -> Option<(Target, String)> {
        let answer = self.answers.get(wording)?;
        Some((self.counter.scheme.target(answer)?, answer.to_string()))
    }

    fn meaning(&mut self, text: &str) -> Meaning {
        if let Some(meaning) = self.meanings.get(text) {
            return meaning.clone();
        }
        let meaning = self.counter.lexicon.meaning(text);
        self.meanings.insert(text.to_string(), meaning.clone());
        meaning
    }

    /// Where a case ends, and whether its day is missing.
    fn ends(
        &mut self,
        entry: &Entry<'_>,
        outcome: &FoundOut<Target>,
        wording: &str,
        by_hand: bool,
    ) -> (FoundOut<End>, bool) {
        let scheme = &self.counter.scheme;
        let (received, answered) = (entry.days.received, entry.days.answered);
        // A day before the receipt, in another year, is a slip of the pen: it does not tell the year of the answer.
        let is_slip = received.zip(answered).is_some_and(|(from, until)| until < from && until.year() != from.year());
        let year = answered.filter(|_| !is_slip).map(jiff::civil::Date::year);
        let out = End::Row(scheme.carried_out);
        let has_row = outcome.options.iter().any(|target| matches!(target, Target::Row(_)));
        let lacks_day = has_row && answered.is_none() && outcome.ask.is_none();
        let is_old = entry.days.year.is_some_and(|year| year < self.year);
        let is_own = by_hand || self.answers.get(&Asked::Outcome.of(&entry.number)).is_some();
        let mut ends: Vec<End> = Vec::new();
        let mut is_open = false;
        for target in &outcome.options {
            match (target, year) {
                (Target::Nothing, _) => ends.push(End::Nowhere),
                // What has a day of its answer and a wording that the program does not know was answered then, whatever the
                // wording was said to mean.
                (Target::Open, Some(year)) if year < self.year && outcome.certainty == Certainty::Asked && !is_own => {
                    ends.push(End::Nowhere);
                }
                (Target::Open, _) => ends.push(out),
                (Target::Row(row), _) if by_hand => ends.push(End::Row(*row)),
                (Target::Row(row), Some(year)) if year == self.year => ends.push(End::Row(*row)),
                (Target::Row(_), Some(year)) if year > self.year => ends.push(out),
                (Target::Row(_), Some(_)) => ends.push(End::Nowhere),
                (Target::Row(row), None) => {
                    is_open = true;
                    ends.extend([End::Row(*row), out]);
                    ends.extend(is_old.then_some(End::Nowhere));
                }
            }
        }
        let mut found = FoundOut { options: ends, certainty: Certainty::Sure, ask: None };
        let ([Target::Row(row)], true) = (&outcome.options[..], is_open) else { return (found, lacks_day) };
        // What was answered of the one case is not what its wording means elsewhere.
        let is_own = wording.is_empty() || is_own;
        // One that was received before may have been answered before, too: it is another question.
        let of_wording = || format!("{wording}（{}没有答复日期）", if is_old { "上年收到，" } else { "" });
        let question = if is_own { Asked::Answered.of(&entry.number) } else { of_wording() };
        let row_name = scheme.row_name(*row).to_string();
        match self.answered(&question) {
            Some((target, answer)) => {
                let end = match target {
                    Target::Row(row) => End::Row(row),
                    Target::Open => out,
                    Target::Nothing => End::Nowhere,
                };
                self.settled.insert(question, answer);
                found = FoundOut::known(end, Certainty::Asked);
            }
            None => {
                let mut choices = vec![row_name, scheme.target_name(Target::Open).to_string()];
                choices.extend(is_old.then(|| scheme.target_name(Target::Nothing).to_string()));
                found.certainty = Certainty::Asked;
                found.ask = Some(Ask { wording: question, group: None, choices });
            }
        }
        (found, lacks_day)
    }

    /// The column of a case.
    fn column(&mut self, entry: &Entry<'_>, moved: Option<&Move>) -> FoundOut<usize> {
        let (counter, record) = (self.counter, &*entry.record);
        let scheme = &counter.scheme;
        if let Some(column) = moved.and_then(|moved| scheme.column(moved.column.as_deref()?)) {
            return FoundOut::known(column, Certainty::Asked);
        }
        let standing = counter.endings.standing(&record.kind, &record.applicant);
        let of_case = Asked::Applicant.of(&entry.number);
        let wording = standing.wording.map(|wording| self.people.without(&wording, record));
        // Of a word for a kind only what has to be asked was answered; one case may be answered whatever is known of it.
        let asked = wording.as_deref().filter(|_| standing.given == Given::Ask);
        for key in [of_case.as_str()].into_iter().chain(asked) {
            if let Some(answer) = self.answers.get(key)
                && let Some(column) = scheme.column(answer)
            {
                self.settled.insert(key.to_string(), answer.to_string());
                return FoundOut::known(column, Certainty::Asked);
            }
        }
        let certainty = match standing.given {
            Given::Sure => Certainty::Sure,
            Given::Likely => Certainty::Likely,
            Given::Ask => Certainty::Asked,
        };
        let choices = standing.columns.iter().map(|&column| scheme.column_name(column).to_string()).collect();
        let ask = Ask { wording: wording.unwrap_or(of_case), group: None, choices };
        FoundOut { ask: (standing.given == Given::Ask).then_some(ask), options: standing.columns, certainty }
    }
}
