//! What prose states: numbers whose words say what they count. What nobody can be sure of is not stated; whether a
//! statement is true is judged in `claim`.

use std::ops::Range;

use super::super::definition::vocabulary::{Classes, Element, Pattern, Statement, Vocabulary};
use super::super::number::Number;
use super::super::report::{Part, Passage};
use super::glyph::{Glyph, bytes};
use super::numeral::Numeral;
use super::token::{BARE, Meaning, Stop, Token};

/// Something stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What, an index into [`Vocabulary::meanings`].
    pub means: u16,
    /// The pattern by which it was found, by its place among all of them.
    pub pattern: u16,
    pub value: Number,
    /// How many decimals are printed.
    pub places: u32,
    /// The words, with the number and its unit.
    pub passage: Passage,
    /// The sentence and the paragraph, counted over the whole report.
    pub sentence: u32,
    pub paragraph: u32,
    /// The fact it is said of, by its place among the facts.
    pub of: Option<usize>,
    /// Whether it is told as part of what stands before.
    pub among: bool,
}

/// The most facts that are kept of one meaning: a report states each a few times.
const MOST_FACTS: usize = 24;

/// The most tokens that are passed over between two words of a pattern.
const MOST_PASSED: usize = 12;

/// Facts of all parts of a report, as they are found.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The facts in reading order.
    pub all: Vec<Fact>,
    /// Counts that were not understood, each with its sentence.
    pub loose: Vec<(u32, Number)>,
    counts: Vec<usize>,
    sentence: u32,
    paragraph: u32,
}

/// How the prose of a report is read.
pub struct Reader<'a> {
    pub vocabulary: &'a Vocabulary,
    /// Classes of words that keep a statement of this report from being understood.
    pub doubts: Classes,
    doubts_of_area: Classes,
    /// Whether the body decides on disputes of others.
    reviews: bool,
}

impl<'a> Reader<'a> {
    /// A reader for a report of an agency.
    pub fn new(vocabulary: &'a Vocabulary, agency: Option<&str>) -> Reader<'a> {
        let more = vocabulary.bodies.doubts_of(agency);
        Reader {
            vocabulary,
            doubts: vocabulary.doubts.and(more),
            doubts_of_area: more,
            reviews: vocabulary.bodies.reviews(agency),
        }
    }

    /// Finds what one part states.
    pub fn read(&self, part: Part, name: &str, text: &[Glyph], tokens: &[Token], facts: &mut Facts) {
        facts.counts.resize(self.vocabulary.meanings.len(), 0);
        let is_here = |statement: &&Statement| statement.parts.iter().any(|part| part == name);
        let (mut counted, mut plain) = (Vec::new(), Vec::new());
        for statement in self.vocabulary.statements.iter().filter(is_here) {
            for pattern in &statement.says {
                if pattern.number { &mut counted } else { &mut plain }.push((statement, pattern));
            }
        }
        if counted.is_empty() && plain.is_empty() {
            return;
        }
        let first = |pattern: &'_ Pattern| {
            let firm = pattern.before.iter().position(|element| !element.optional).unwrap_or(0);
            pattern.before[..=firm].iter().fold(Classes::default(), |set, element| set.and(element.classes))
        };
        let starts = plain.iter().fold(Classes::default(), |set, (_, pattern)| set.and(first(pattern)));
        let mut walk = Walk {
            reader: self,
            part,
            text,
            tokens,
            facts,
            counted,
            plain,
            starts,
            segment: Segment::new(0),
            clause: Classes::default(),
            sentence: Classes::default(),
            topic: None,
            absent: None,
            among: false,
            named: false,
            alien: false,
            soft: false,
            told: false,
            until: 0,
            strange: false,
            of_area: false,
            last: None,
        };
        for at in 0..tokens.len() {
            walk.token(at);
        }
        facts.sentence += 1;
        facts.paragraph += 1;
    }
}

/// A statement with the pattern by which it is made and the tokens that make it.
type Saying<'a> = (&'a Statement, &'a Pattern, Range<usize>);

/// What belongs to the next number: the tokens since the last number or the beginning of the clause.
struct Segment {
    start: usize,
    /// The first token that is not passed over.
    first: Option<usize>,
    /// The last sign of an enumeration that has a word before it: what stands before it may share the next number.
    shared: Option<usize>,
    unknown: bool,
}

impl Segment {
    fn new(start: usize) -> Segment {
        Segment { start, first: None, shared: None, unknown: false }
    }
}

struct Walk<'a> {
    reader: &'a Reader<'a>,
    part: Part,
    text: &'a [Glyph],
    tokens: &'a [Token],
    facts: &'a mut Facts,
    counted: Vec<(&'a Statement, &'a Pattern)>,
    plain: Vec<(&'a Statement, &'a Pattern)>,
    /// The classes with which statements without a number begin.
    starts: Classes,
    segment: Segment,
    /// The classes met in the clause, and earlier in the sentence.
    clause: Classes,
    sentence: Classes,
    topic: Option<u8>,
    /// The token since which another period is spoken of.
    absent: Option<usize>,
    /// Whether what follows is part of what stands before.
    among: bool,
    /// Whether another body was named right before.
    named: bool,
    /// Whether another body is spoken of.
    alien: bool,
    /// Whether a comma was met that ends the clause unless a number follows at once.
    soft: bool,
    /// Whether the clause has a number.
    told: bool,
    /// The end of what belongs to the last number.
    until: usize,
    /// Whether a number in the sentence speaks of something else, so that what follows may speak of that.
    strange: bool,
    /// Whether such a number was the area's, until the body itself is named.
    of_area: bool,
    /// The last fact, as long as something can still be said of it.
    last: Option<usize>,
}

impl<'a> Walk<'a> {
    fn token(&mut self, at: usize) {
        match self.tokens[at].kind {
            Meaning::Stop(stop) => self.stop(at, stop),
            Meaning::Word(class) => self.word(at, class),
            Meaning::Present => self.absent = None,
            Meaning::Harmless => {}
            Meaning::Elsewhen => {
                self.absent.get_or_insert(at);
                self.solid(at);
            }
            Meaning::Unknown => {
                self.solid(at);
                self.named = false;
                self.segment.unknown = true;
            }
            Meaning::Number(numeral, unit) => self.number(at, numeral, unit),
        }
    }

    fn is_passed(&self, kind: Meaning) -> bool {
        match kind {
            Meaning::Word(class) => self.reader.vocabulary.passed.meets(class),
            Meaning::Present | Meaning::Harmless | Meaning::Stop(Stop::Clause) => true,
            _ => false,
        }
    }

    /// A token that is not passed over: after a comma it begins the next clause.
    fn solid(&mut self, at: usize) {
        if self.soft {
            self.begin_clause(at);
        }
        self.segment.first.get_or_insert(at);
    }

    fn begin_clause(&mut self, at: usize) {
        self.sentence = self.sentence.and(self.clause);
        self.clause = Classes::default();
        self.segment = Segment::new(at);
        (self.soft, self.told) = (false, false);
    }

    fn stop(&mut self, at: usize, stop: Stop) {
        match stop {
            Stop::Item if self.told => self.begin_clause(at + 1),
            Stop::Item => {
                if self.segment.first.is_some() {
                    self.segment.shared = Some(at);
                }
            }
            Stop::Clause if !self.told && !self.soft && self.segment.first.is_some() => self.soft = true,
            Stop::Clause | Stop::Part => self.begin_clause(at + 1),
            Stop::Sentence | Stop::Line | Stop::Heading => {
                self.begin_clause(at + 1);
                self.sentence = Classes::default();
                (self.absent, self.last) = (None, None);
                (self.strange, self.of_area, self.alien, self.among) = (false, false, false, false);
                self.facts.sentence += 1;
                let brief = |topic: u8| self.reader.vocabulary.topics[usize::from(topic)].brief;
                if stop == Stop::Heading || self.topic.is_some_and(brief) {
                    self.topic = None;
                }
                if stop == Stop::Line {
                    self.facts.paragraph += 1;
                }
            }
        }
    }

    fn word(&mut self, at: usize, class: Classes) {
        let vocabulary = self.reader.vocabulary;
        // What stands behind a number and belongs to it begins nothing.
        if !vocabulary.passed.meets(class) && at >= self.until {
            self.solid(at);
        }
        if vocabulary.absent.meets(class) {
            self.absent.get_or_insert(at);
        } else if vocabulary.present.meets(class) {
            self.absent = None;
        }
        self.among |= vocabulary.among.meets(class);
        self.body(at, class);
        let before = self.clause;
        self.clause = self.clause.and(class);
        if vocabulary.pardons.0.meets(class) {
            self.clause = self.clause.without(vocabulary.pardons.1);
            self.segment.shared = None;
        }
        for (index, topic) in (0_u8..).zip(&vocabulary.topics) {
            let is_met = |all: &Classes| all.meets(class) && self.clause.holds(*all);
            if topic.any.iter().any(is_met) && !self.clause.meets(topic.unless) {
                self.topic = Some(index);
            }
        }
        if self.starts.meets(class) {
            self.without_number(at, before);
        }
    }

    /// Who is spoken of: another body is where it is named and does something, and the area where a clause begins with it.
    fn body(&mut self, at: usize, class: Classes) {
        let bodies = &self.reader.vocabulary.bodies;
        if class.meets(Classes::of(bodies.own)) {
            (self.named, self.alien, self.of_area) = (false, false, false);
        } else if class.meets(self.reader.doubts_of_area) && self.segment.first == Some(at) {
            self.alien = true;
        } else if class.meets(bodies.others) {
            self.named = true;
        } else if !self.reader.vocabulary.passed.meets(class) {
            self.alien |= self.named && class.meets(bodies.acts);
            self.named = false;
        }
    }

    /// Whether a statement can be made here at all, apart from its words.
    fn allows(&self, statement: &Statement, clause: Classes, start: usize) -> bool {
        let spoken_of = statement
            .under
            .is_none_or(|topic| self.topic == Some(topic) && (!(self.strange || self.of_area) || statement.any_year));
        let reviewer = if self.reader.reviews { statement.unless_reviewer } else { Classes::default() };
        let doubts = self.reader.doubts.without(statement.despite);
        let doubted =
            clause.meets(statement.unless.and(doubts).and(reviewer)) || self.sentence.meets(statement.unless_before);
        let follows = || self.last.is_some_and(|last| statement.follows.contains(&self.facts.all[last].means));
        let timely = self.absent.is_none_or(|since| statement.any_year && since >= start);
        spoken_of && timely && !self.alien && !doubted && (statement.follows.is_empty() || follows())
    }

    /// Whether a class that rules a statement out stands later in the sentence.
    fn is_behind(&self, statement: &Statement, end: usize) -> bool {
        let ends = |kind| matches!(kind, Meaning::Stop(Stop::Sentence | Stop::Line | Stop::Heading));
        let mut rest = self.tokens[end..].iter().map(|token| token.kind).take_while(|kind| !ends(*kind));
        rest.any(|kind| matches!(kind, Meaning::Word(class) if class.meets(statement.unless_behind)))
    }

    /// A statement that begins here and states 0 without a number.
    fn without_number(&mut self, at: usize, before: Classes) {
        let found = self.plain.iter().find_map(|(statement, pattern)| {
            let end = self.ahead(&pattern.before, at)?;
            let begins = !pattern.begins || self.segment.first.is_none_or(|first| first >= at);
            let fits = begins && (!pattern.ends || self.ends(end)) && self.allows(statement, before, at);
            let fits = fits && !self.is_behind(statement, end);
            fits.then_some((statement, pattern, end))
        });
        if let Some((statement, pattern, end)) = found {
            self.state(statement, pattern, (Number::ZERO, 0), at..end);
        }
    }

    fn number(&mut self, at: usize, numeral: Numeral, unit: u8) {
        let next = self.next_stop(at + 1);
        if self.soft && next > at + 1 {
            // Something else is said of this number: it does not belong to the clause before.
            self.begin_clause(at);
        }
        let mut clause = self.clause;
        for token in &self.tokens[at + 1..next] {
            if let Meaning::Word(class) = token.kind {
                clause = clause.and(class);
            }
        }
        let found = if numeral.sure { self.find(at, unit, numeral.value.is_zero(), clause) } else { None };
        match found {
            Some((statement, pattern, range)) => {
                if statement.any_year {
                    self.absent = None;
                }
                self.until = range.end;
                self.state(statement, pattern, (numeral.value, numeral.places), range);
            }
            // A rate says nothing of what is counted.
            None if unit == self.reader.vocabulary.percent => {}
            None => {
                let counts = self.counted.iter().any(|(statement, _)| statement.unit == unit);
                if counts {
                    self.last = None;
                }
                if numeral.sure && unit == self.counted.first().map_or(unit, |(statement, _)| statement.unit) {
                    self.facts.loose.push((self.facts.sentence, numeral.value));
                }
                let bodies = &self.reader.vocabulary.bodies;
                let others = if self.reader.reviews { bodies.of_reviewers } else { Classes::default() };
                self.strange |= counts && clause.meets(self.reader.vocabulary.lasting.and(others));
                self.of_area |= counts && clause.meets(self.reader.doubts_of_area);
                if counts && self.segment.unknown && !self.segment_has_topic(at) {
                    self.topic = None;
                }
            }
        }
        self.segment = Segment::new(at + 1);
        // A body that is counted does nothing.
        (self.soft, self.told, self.named) = (false, true, false);
    }

    /// Whether what an unexplained number counts was named by a word that set the topic: then it is still spoken of.
    fn segment_has_topic(&self, at: usize) -> bool {
        let sets =
            |class| self.reader.vocabulary.topics.iter().flat_map(|topic| &topic.any).any(|all| all.meets(class));
        let words = &self.tokens[self.segment.start..at];
        words.iter().any(|token| matches!(token.kind, Meaning::Word(class) if sets(class)))
    }

    fn find(&self, at: usize, unit: u8, is_zero: bool, clause: Classes) -> Option<Saying<'a>> {
        self.counted.iter().find_map(|&(statement, pattern)| {
            if unit != statement.unit && (unit != BARE || !(statement.bare || is_zero)) {
                return None;
            }
            let start = self.back(&pattern.before, at)?;
            if pattern.begins && self.segment.first.is_some_and(|first| first < start) {
                return None;
            }
            if self.segment.shared.is_some_and(|shared| shared < start) {
                return None;
            }
            let end = self.ahead(&pattern.behind, at + 1)?;
            let fits = (!pattern.ends || self.ends(end)) && self.allows(statement, clause, start);
            let fits = fits && !self.is_behind(statement, end);
            fits.then_some((statement, pattern, start..end))
        })
    }

    /// Matches elements backwards from a token; the first token of the match.
    fn back(&self, elements: &[Element], from: usize) -> Option<usize> {
        let (mut at, mut begun) = (from, from);
        for element in elements.iter().rev() {
            let mut place = at;
            let least = at.saturating_sub(MOST_PASSED).max(self.segment.start);
            loop {
                let token = place.checked_sub(1).filter(|index| *index >= least).map(|i| &self.tokens[i]);
                match token {
                    Some(token) if is(token.kind, element) => {
                        (at, begun) = (place - 1, place - 1);
                        break;
                    }
                    Some(token) if self.is_passed(token.kind) => place -= 1,
                    _ if element.optional => break,
                    _ => return None,
                }
            }
        }
        Some(begun)
    }

    /// Matches elements forwards from a token; the token behind the match.
    fn ahead(&self, elements: &[Element], from: usize) -> Option<usize> {
        let (mut at, mut end) = (from, from);
        for element in elements {
            let mut place = at;
            loop {
                match self.tokens.get(place).filter(|_| place <= at + MOST_PASSED) {
                    Some(token) if is(token.kind, element) => {
                        (at, end) = (place + 1, place + 1);
                        break;
                    }
                    Some(token) if self.is_passed(token.kind) && !matches!(token.kind, Meaning::Stop(_)) => place += 1,
                    _ if element.optional => break,
                    _ => return None,
                }
            }
        }
        Some(end)
    }

    /// Whether the clause ends behind a match.
    fn ends(&self, mut at: usize) -> bool {
        let most = at + MOST_PASSED;
        loop {
            match self.tokens.get(at).map(|token| token.kind) {
                None | Some(Meaning::Stop(_)) => return true,
                Some(kind) if self.is_passed(kind) && at < most => at += 1,
                Some(_) => return false,
            }
        }
    }

    fn next_stop(&self, from: usize) -> usize {
        let rest = &self.tokens[from.min(self.tokens.len())..];
        let length =
            rest.iter().take_while(|token| !matches!(token.kind, Meaning::Stop(_) | Meaning::Number(..))).count();
        from + length
    }

    fn state(&mut self, by: &Statement, pattern: &Pattern, (value, places): (Number, u32), range: Range<usize>) {
        let (means, pattern) = (by.means, pattern.index);
        let count = &mut self.facts.counts[usize::from(means)];
        *count += 1;
        if *count > MOST_FACTS {
            self.last = None;
            return;
        }
        let first = self.tokens[range.start].at.start;
        let last = self.tokens[range.end.max(range.start + 1) - 1].at.end;
        let passage = Passage { part: self.part, range: bytes(&self.text[first..last]) };
        let (sentence, paragraph) = (self.facts.sentence, self.facts.paragraph);
        self.facts.all.push(Fact {
            means,
            pattern,
            value,
            places,
            passage,
            sentence,
            paragraph,
            of: self.last,
            among: self.among,
        });
        self.among = false;
        self.last = Some(self.facts.all.len() - 1);
    }
}

fn is(kind: Meaning, element: &Element) -> bool {
    match kind {
        Meaning::Word(class) => element.classes.meets(class),
        kind => element.sign && kind == Meaning::Stop(Stop::Item),
    }
}
