//! The collecting office's desk: the bodies of a roster with what was handed in and decided, which of them are shown and in
//! which order, and which one is chosen. Reading reports and writing decisions are effects.

use std::cmp::Reverse;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::collection::finding::listed;
use crate::domain::collection::matching::Outcome;
use crate::domain::collection::roster::{Body, Collection, Point, State};
use crate::domain::collection::rule::{Finding, Gathered};
use crate::domain::collection::sum::{Held, Sum};
use crate::domain::form::CellId;
use crate::domain::number::Number;
use crate::domain::report::Key;
use crate::domain::search;
use crate::domain::text::Lang;

/// The states in the order in which the desk lists and counts them.
const STATES: [State; 6] =
    [State::Missing, State::Returned, State::Received, State::Resubmitted, State::Accepted, State::Exempt];

/// A collecting agency, by its full name, and the report year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collecting {
    pub agency: String,
    pub year: i32,
}

/// What is known of a body's report besides what the roster says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BodyLine {
    /// The report that counts, where there is one.
    pub key: Option<Key>,
    pub errors: usize,
    pub warnings: usize,
    /// Rules that wait for unfilled cells.
    pub pending: usize,
}

/// A collection with all that is known of it.
#[derive(Debug, Clone)]
pub struct Gathering {
    /// The roster, the bodies' reports and their sum.
    pub gathered: Gathered,
    /// A line for each body, in the roster's order.
    pub lines: Vec<BodyLine>,
    /// What the rules over many bodies find.
    pub findings: Vec<Finding>,
    /// Whether its file is there; else it is what would be begun.
    pub is_saved: bool,
    pub today: Date,
}

impl Gathering {
    pub fn collection(&self) -> &Collection {
        &self.gathered.collection
    }

    pub fn state(&self, body: usize) -> State {
        self.gathered.members[body].state
    }

    /// The sum over a group, or over all bodies.
    pub fn sum(&self, group: Option<&str>) -> Sum {
        match group {
            None => self.gathered.sum.clone(),
            group => Sum::new(&self.gathered.form, self.collection(), &self.gathered.members, group),
        }
    }

    /// By when a body is to hand in, or to hand in again; `None` where nothing says so, or it is not waited for.
    pub fn due(&self, body: usize) -> Option<Date> {
        let about = &self.collection().bodies[body];
        match self.state(body) {
            State::Missing => about.due,
            State::Returned => about.slip().and_then(|slip| slip.due).or(about.due),
            _ => None,
        }
    }

    /// Whether a body that is waited for is late.
    pub fn is_late(&self, body: usize) -> bool {
        self.due(body).is_some_and(|due| due < self.today)
    }

    /// What the first of the counts that the form's charts follow has become since last year, and what that is called.
    pub fn change(&self, body: usize, lang: Lang) -> Option<(&str, Number)> {
        let member = &self.gathered.members[body];
        let (now, before) = (member.report.as_ref()?, member.last.as_ref()?);
        let series = self.gathered.form.definition().chart.as_ref()?.counts.first()?;
        let cells = || series.cells.iter().flat_map(|pattern| self.gathered.form.matching(pattern));
        let count = |held: &Held| {
            let numbers = cells().map(|cell| held.value(cell).counted());
            numbers.into_iter().try_fold(Number::default(), |sum, number| sum.checked_add(number?).ok())
        };
        Some((series.label.get(lang), count(now)?.checked_sub(count(before)?).ok()?))
    }

    /// How many bodies are in each state, and how many of the sum's are there.
    pub fn totals(&self, lang: Lang) -> String {
        let bodies = self.collection().bodies.len();
        let counted = STATES.iter().filter_map(|state| {
            let count = self.gathered.members.iter().filter(|member| member.state == *state).count();
            (count > 0).then(|| format!("{} {count}", state.words(lang)))
        });
        let counted = counted.collect::<Vec<_>>().join(lang.pick(" ", ", "));
        let sum = &self.gathered.sum;
        let (has, of) = (sum.bodies.len(), sum.of());
        lang.say(format!("{bodies} 家：{counted}；Σ {has}/{of}"), format!("{bodies} bodies: {counted}; Σ {has}/{of}"))
    }

    /// Which bodies a sum lacks; where there is little room, the first of several.
    fn lacking(&self, bodies: &[usize], is_short: bool, lang: Lang) -> String {
        let names: Vec<&str> = bodies.iter().map(|&body| self.collection().bodies[body].name.as_str()).collect();
        let words = match (names.as_slice(), is_short) {
            ([], _) => return String::new(),
            ([first, _, ..], true) => {
                let (count, more) = (names.len(), names.len() - 1);
                lang.say(format!("{first}等 {count} 家"), format!("{first} and {more} more"))
            }
            (names, _) => listed(names, lang),
        };
        lang.say(format!("，缺 {words}"), format!(", without {words}"))
    }

    /// How many bodies a sum has, which it waits for, and whether it may change.
    pub fn words_of(&self, sum: &Sum, lang: Lang) -> String {
        let (count, of) = (sum.bodies.len(), sum.of());
        let missing = self.lacking(&sum.missing, true, lang);
        let may = if sum.provisional { lang.pick("；暂计数", "; provisional") } else { "" };
        lang.say(format!("{of} 家中 {count} 家{missing}{may}"), format!("{count} of {of} bodies{missing}{may}"))
    }

    /// What stands in a cell of a sum and which bodies it waits for: `Σ 128（41 家中 40 家，缺 丙镇）`; where there is little room,
    /// only the first of those.
    pub fn cell_words(&self, sum: &Sum, cell: CellId, is_short: bool, lang: Lang) -> String {
        let place = sum.cell(cell);
        let waiting = sum.waiting(cell);
        let of = sum.of();
        let count = of - waiting.len().min(of);
        let figure = match (place.overflow, place.is_not_applicable) {
            (true, _) => "∞".to_string(),
            (_, true) => "/".to_string(),
            _ => place.known.to_string(),
        };
        let missing = self.lacking(&waiting, is_short, lang);
        let adjusted = match place.adjusted.is_zero() {
            true => String::new(),
            false => lang.say(format!("；含调整 {}", place.adjusted), format!("; adjusted by {}", place.adjusted)),
        };
        lang.say(
            format!("Σ {figure}（{of} 家中 {count} 家{missing}{adjusted}）"),
            format!("Σ {figure} ({count} of {of}{missing}{adjusted})"),
        )
    }
}

/// What became of a file that was handed in, for the list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// The file, and where in it.
    pub file: String,
    pub body: Option<String>,
    pub outcome: Outcome,
    /// Whether it was to be taken in and could not be.
    pub has_failed: bool,
    /// Bodies with names near the one in the file.
    pub near: Vec<String>,
    pub message: String,
}

/// What a collecting office wants done.
#[derive(Debug, Clone)]
pub enum Wish {
    /// Read the collection with its bodies' reports.
    Open,
    /// Begin it with last year's roster.
    Begin,
    /// Take a list of bodies into the roster.
    TakeRoster(PathBuf),
    /// Put a body in the place of the one of this name, or add it.
    SetBody(Option<String>, Box<Body>),
    RemoveBody(String),
    Accept {
        body: String,
        by: String,
    },
    Exempt {
        body: String,
        reason: String,
        by: String,
    },
    /// Add an amount to a cell of the sum.
    Adjust {
        cell: CellId,
        amount: Number,
        reason: String,
        by: String,
    },
    /// Receive files and folders; a body is said for one file only.
    Receive {
        paths: Vec<PathBuf>,
        body: Option<String>,
    },
    /// Look what there is to mend in a body's report.
    LookForPoints(String),
    GiveBack(Box<GivingBack>),
    /// Look who is waited for.
    Chase,
    /// Write a text into a file of a folder under a name that is free there.
    Keep {
        folder: PathBuf,
        name: String,
        text: String,
    },
    /// Save the sum as the aggregated report.
    SaveSum,
    /// Write the table of bodies, of a group or of all, into a folder.
    WriteSum {
        folder: PathBuf,
        group: Option<String>,
    },
    /// Open a body's report, to be read only.
    OpenReport(Key),
}

/// A report that is given back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivingBack {
    pub body: String,
    /// What there is to mend.
    pub points: Vec<Point>,
    pub remark: String,
    /// As it was typed.
    pub due: String,
    pub by: String,
    /// The slip's file; none where its text is to be copied.
    pub file: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum News {
    /// The collection as it is now, and what there is to say.
    Gathered(Box<Gathering>, Option<String>),
    /// The same behind files that were received.
    HandedIn(Box<Gathering>, Vec<HandedIn>),
    /// The same behind a report that was given back; the text of the slip, to be copied.
    GivenBack(Box<Gathering>, String, Option<String>),
    /// What there is to mend in a body's report, each point with whether it is an error.
    Points { body: String, number: u32, points: Vec<(Point, bool)> },
    /// Who is waited for, as a text and as CSV.
    Chase { count: usize, text: String, csv: String },
    /// Something was written.
    Said(String),
}

#[derive(Debug, Clone)]
pub struct CollectingScreen {
    pub of: Collecting,
    pub gathering: Arc<Gathering>,
    /// Those that are shown, in their order, by their places in the roster.
    shown: Vec<usize>,
    /// Which of those is chosen.
    pub selected: usize,
    filter: String,
    state: Option<State>,
    group: Option<String>,
    /// The cell of the sum that was looked at last.
    pub cell: Option<CellId>,
}

impl CollectingScreen {
    pub fn new(gathering: Gathering) -> CollectingScreen {
        let Collection { agency, year, .. } = gathering.collection();
        let mut screen = CollectingScreen {
            of: Collecting { agency: agency.clone(), year: *year },
            gathering: Arc::new(gathering),
            shown: Vec::new(),
            selected: 0,
            filter: String::new(),
            state: None,
            group: None,
            cell: None,
        };
        screen.arrange(None);
        screen
    }

    /// Takes what is known now, the choice staying on its body.
    pub fn replace(&mut self, gathering: Gathering) {
        let kept = self.body().map(|body| body.name.clone());
        self.gathering = Arc::new(gathering);
        self.arrange(kept.as_deref());
    }

    fn arrange(&mut self, kept: Option<&str>) {
        let gathering = &*self.gathering;
        let bodies = &gathering.collection().bodies;
        let is_shown = |&place: &usize| {
            let body = &bodies[place];
            let state = gathering.state(place);
            let lang_words = [state.words(Lang::Zh), state.words(Lang::En)];
            let mut names = vec![body.name.as_str(), &body.group];
            names.extend(lang_words);
            names.extend(body.former.iter().map(String::as_str));
            self.state.is_none_or(|wanted| wanted == state)
                && self.group.as_ref().is_none_or(|group| *group == body.group)
                && (self.filter.trim().is_empty() || search::holds(&names, &self.filter))
        };
        let mut shown: Vec<usize> = (0..bodies.len()).filter(is_shown).collect();
        shown.sort_by_key(|&place| {
            let state = STATES.iter().position(|state| *state == gathering.state(place));
            (state, !gathering.is_late(place), Reverse(gathering.lines[place].errors), place)
        });
        let place = kept.and_then(|name| shown.iter().position(|&place| bodies[place].name == name));
        self.selected = place.unwrap_or(self.selected).min(shown.len().saturating_sub(1));
        self.shown = shown;
    }

    /// The places of those that are shown, in their order.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The place of the chosen body in the roster.
    pub fn place(&self) -> Option<usize> {
        self.shown.get(self.selected).copied()
    }

    pub fn body(&self) -> Option<&Body> {
        self.gathering.collection().bodies.get(self.place()?)
    }

    pub fn filter(&self) -> &str {
        &self.filter
    }

    pub fn state_shown(&self) -> Option<State> {
        self.state
    }

    pub fn group_shown(&self) -> Option<&str> {
        self.group.as_deref()
    }

    pub fn is_narrowed(&self) -> bool {
        !self.filter.is_empty() || self.state.is_some() || self.group.is_some()
    }

    /// Shows only the bodies whose name, group or state has these words, also by the initials of their pinyin.
    pub fn narrow(&mut self, filter: String) {
        self.filter = filter;
        self.selected = 0;
        self.arrange(None);
    }

    /// Shows the bodies of the next state that any has, and behind the last all of them.
    pub fn next_state(&mut self) {
        let has = |state: &State| self.gathering.gathered.members.iter().any(|member| member.state == *state);
        let states: Vec<State> = STATES.into_iter().filter(has).collect();
        self.state = match self.state.and_then(|state| states.iter().position(|other| *other == state)) {
            None => states.first().copied(),
            Some(at) => states.get(at + 1).copied(),
        };
        self.selected = 0;
        self.arrange(None);
    }

    /// Shows the bodies of the next group, and behind the last all of them.
    pub fn next_group(&mut self) {
        let groups = self.gathering.collection().groups();
        let next = match self.group.as_deref().and_then(|group| groups.iter().position(|other| *other == group)) {
            None => groups.first(),
            Some(at) => groups.get(at + 1),
        };
        self.group = next.map(ToString::to_string);
        self.selected = 0;
        self.arrange(None);
    }

    pub fn show_all(&mut self) {
        let kept = self.body().map(|body| body.name.clone());
        (self.filter, self.state, self.group) = (String::new(), None, None);
        self.arrange(kept.as_deref());
    }

    /// Chooses a body by its place in the roster; one that is not shown is shown.
    pub fn choose(&mut self, place: usize) {
        if !self.shown.contains(&place) {
            self.show_all();
        }
        self.selected = self.shown.iter().position(|&other| other == place).unwrap_or(self.selected);
    }
}
