//! Figures of another year than the report's: a column, a row or a table whose head, label or caption names last year is not
//! this year's, wherever it stands. Such cells are taken out before tables are read, and told. The words with which the form
//! itself speaks of last year, and words that compare with it, say nothing here.

mod cells;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::heading::Heading;
use super::vocabulary::Vocabulary;
use crate::domain::definition::YearWords;
use crate::domain::form::Form;
use crate::domain::proposal::Place;
use crate::domain::report::Note;
use crate::domain::text::Lang;
use crate::import::block::{Block, Line};
use crate::import::normal::{contains, is_blank_char, letters};
use crate::import::value;

/// What headings are numbered with.
const NUMERALS: &str = "一二三四五六七八九十0123456789";

/// A longer text is no head, label or caption.
const LONGEST: usize = 40;

/// Which year a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Nothing,
    This,
    Other,
}

/// What the report's year is, and how the form speaks of years.
pub struct Years {
    /// How documents name years.
    words: YearWords,
    own: Vec<i32>,
    /// What follows in the form's own labels on a word for last year (`true`) or for this one.
    phrases: BTreeSet<(bool, [char; 2])>,
    /// All labels of lines of figures.
    labels: BTreeSet<Vec<char>>,
    /// All heads and other words of the tables.
    heads: BTreeSet<Vec<char>>,
    /// All wordings of the chapters' headings, the longer ones first.
    headings: Vec<Vec<char>>,
}

/// A document without figures of other years.
pub struct Cleaned<'a> {
    pub blocks: Cow<'a, [Block]>,
    /// The lines with such figures, by block.
    pub lines: BTreeSet<usize>,
    pub notes: Vec<Note>,
}

/// How far the naming of another year in a text reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Up to the next words.
    Row,
    /// Up to the next heading, or to the naming of the report's own year.
    Table,
}

impl Years {
    /// `own` is every year that the document says is its own.
    pub fn new(form: &Form, own: impl Iterator<Item = i32>) -> Years {
        let vocabularies: Vec<Vocabulary> =
            (0..form.tables().len()).map(|table| Vocabulary::new(form, table)).collect();
        let labels = vocabularies.iter().flat_map(|words| &words.labels).map(|label| label.letters.clone());
        let heads = vocabularies.iter().flat_map(|words| words.furniture.iter().cloned());
        let chapters = &form.definition().chapters;
        let headings = chapters.iter().flat_map(|about| std::iter::once(&about.heading).chain(&about.also));
        let mut headings: Vec<Vec<char>> = headings.map(|text| letters(text)).collect();
        headings.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let (labels, heads): (BTreeSet<_>, BTreeSet<_>) = (labels.collect(), heads.collect());
        let words = form.definition().titles.as_ref().map(|titles| titles.years.clone()).unwrap_or_default();
        let phrases = labels.iter().chain(&heads).flat_map(|label| phrases(&words, label)).collect();
        Years { words, own: own.collect(), phrases, labels, heads, headings }
    }

    /// Which year a text names, and its letters without the naming.
    fn named(&self, text: &str) -> (Named, Vec<char>) {
        // Most words name no year, and need no closer look.
        if !text.contains('年') || text.chars().count() > LONGEST || text.contains(['。', '，', '；']) {
            return (Named::Nothing, Vec::new());
        }
        let words = letters(text);
        // A piece of the form's own words, which a narrow cell breaks over lines.
        let is_more = year(&self.words, &words, 0).is_none_or(|(length, _)| length < words.len());
        if is_more && self.labels.iter().chain(&self.heads).any(|own| contains(own, &words)) {
            return (Named::Nothing, words);
        }
        let (mut rest, mut this, mut other, mut at) = (Vec::new(), false, false, 0);
        while at < words.len() {
            let Some((length, year)) = year(&self.words, &words, at) else {
                rest.push(words[at]);
                at += 1;
                continue;
            };
            let end = at + length;
            let compared = at.checked_sub(1).is_some_and(|before| self.words.compared.contains(words[before]));
            let behind = words.get(end..end + 2).and_then(|pair| <[char; 2]>::try_from(pair).ok());
            let is_own = behind.is_some_and(|pair| match year {
                Year::Last => self.phrases.contains(&(true, pair)),
                Year::This => self.phrases.contains(&(false, pair)),
                Year::Number(_) => false,
            });
            // A date, or an edition of the form.
            let numbered = words.get(end).is_some_and(|c| c.is_ascii_digit() || *c == '版');
            let is_this = match year {
                // A remark on a figure: what it was last year.
                _ if numbered => None,
                Year::This => Some(true),
                Year::Last => Some(false),
                Year::Number(number) => (!self.own.is_empty()).then(|| self.own.contains(&number)),
            };
            match is_this.filter(|_| !compared && !is_own) {
                Some(true) => this = true,
                Some(false) => other = true,
                None => rest.extend(&words[at..end]),
            }
            at = end;
        }
        match (this, other) {
            (false, true) => (Named::Other, rest),
            (true, false) => (Named::This, rest),
            _ => (Named::Nothing, rest),
        }
    }

    /// Whether nothing is said besides a year but what a table may be called.
    fn is_caption(&self, rest: &[char]) -> bool {
        let mut rest: String = rest.iter().collect();
        for words in &self.headings {
            rest = rest.replace(&words.iter().collect::<String>(), "");
        }
        for words in &self.words.caption {
            rest = rest.replace(words, "");
        }
        rest.chars().all(|c| NUMERALS.contains(c))
    }

    /// Whether a text is a chapter's heading, whatever its number.
    fn is_heading(&self, text: &str) -> bool {
        let words = letters(text);
        self.headings.iter().any(|heading| {
            words.strip_suffix(heading.as_slice()).is_some_and(|number| number.iter().all(|c| NUMERALS.contains(*c)))
        })
    }

    /// A document without the figures of other years. Only the chapters with tables are looked at, and all of it where there
    /// are no headings.
    pub fn cleaned<'a>(&self, form: &Form, blocks: &'a [Block], headings: &[Heading], lang: Lang) -> Cleaned<'a> {
        let mut cleaned = Cleaned { blocks: Cow::Borrowed(blocks), lines: BTreeSet::new(), notes: Vec::new() };
        let starts: BTreeMap<usize, &Heading> = headings.iter().map(|heading| (heading.block, heading)).collect();
        let mut inside = headings.is_empty();
        let mut said: Option<Said> = None;
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            if let Some(heading) = starts.get(&at) {
                tell(&mut said, &mut cleaned.notes, lang);
                inside = form.table_of_chapter(heading.chapter).is_some();
                at = heading.end.max(at + 1);
                continue;
            }
            match block {
                _ if !inside => {}
                Block::Grid(grid) => {
                    let all = said.as_ref().is_some_and(|said| said.reach == Reach::Table);
                    if let Some((grid, first, count)) = self.without(grid, all) {
                        if let Some(said) = said.as_mut().filter(|_| all) {
                            said.count += count;
                        } else if let Some((place, words)) = first.filter(|_| count > 0) {
                            let mut own = Some(Said { reach: Reach::Row, words, place, count });
                            tell(&mut own, &mut cleaned.notes, lang);
                        }
                        cleaned.blocks.to_mut()[at] = Block::Grid(grid);
                    }
                }
                Block::Line(line) | Block::Paragraph(line) | Block::Cell(line) => {
                    let next = blocks.get(at + 1).and_then(Block::line);
                    let names_other = self.line(line, next, &mut said, &mut cleaned.notes, lang);
                    let figures = figures(line);
                    let own = said.as_mut().filter(|_| figures > 0 || line.text.is_empty());
                    if let Some(said) = own {
                        said.count += figures;
                        cleaned.lines.insert(at);
                    }
                    if names_other || cleaned.lines.contains(&at) {
                        // What is not this year's is neither a label nor a figure nor a blank cell.
                        let gone = Line { place: line.place, gap: line.gap, ..Line::default() };
                        cleaned.blocks.to_mut()[at] = Block::Line(gone);
                    }
                }
            }
            at += 1;
        }
        tell(&mut said, &mut cleaned.notes, lang);
        cleaned
    }

    /// What a line says of the years of the lines behind it, and of its own; `true` where it names another year.
    fn line(
        &self,
        line: &Line,
        next: Option<&Line>,
        said: &mut Option<Said>,
        notes: &mut Vec<Note>,
        lang: Lang,
    ) -> bool {
        let is_word = |word: &&str| !word.is_empty() && !value::is_figure(word);
        let words: Vec<&str> = line.text.split(is_blank_char).filter(is_word).collect();
        if words.is_empty() {
            return false;
        }
        let has_figures = figures(line) > 0;
        let (whole, rest) = self.named(&words.concat());
        let label = || self.labels.contains(&rest);
        let head = |word: &&str| {
            let (named, rest) = self.named(word);
            named == Named::Other && (rest.is_empty() || self.heads.contains(&rest))
        };
        let reach = match whole {
            Named::Other if has_figures || label() => Some(Reach::Row),
            // A year by itself is a label right before figures, and else a caption.
            Named::Other if rest.is_empty() => {
                let row = next.is_some_and(|next| figures(next) > 0);
                Some(if row { Reach::Row } else { Reach::Table })
            }
            Named::Other if self.is_caption(&rest) || words.iter().any(head) => Some(Reach::Table),
            // Words that name no year end a row, if they are not the rest of its label.
            Named::Nothing | Named::Other => {
                let begins = || self.labels.iter().any(|label| label.starts_with(&letters(words[0])));
                if said.as_ref().is_some_and(|said| said.reach == Reach::Row) && (has_figures || begins()) {
                    tell(said, notes, lang);
                }
                None
            }
            Named::This => {
                tell(said, notes, lang);
                None
            }
        };
        let Some(reach) = reach else { return false };
        if said.as_ref().is_none_or(|said| said.reach == Reach::Row) {
            tell(said, notes, lang);
            *said = Some(Said { reach, words: words.concat(), place: line.place, count: 0 });
        }
        true
    }
}

/// Another year that was named.
struct Said {
    reach: Reach,
    words: String,
    place: Place,
    /// The figures that were left for it.
    count: usize,
}

/// Ends what a naming reaches over, with a note where it had figures.
fn tell(said: &mut Option<Said>, notes: &mut Vec<Note>, lang: Lang) {
    let Some(Said { words, place, count, .. }) = said.take().filter(|said| said.count > 0) else { return };
    let text = lang.say(
        format!("“{words}”不是报告年度的，这里的 {count} 个数字没有读"),
        format!("“{words}” is not about the report’s year; its {count} figures were not read"),
    );
    notes.push(Note::new(None, place.words(lang), text));
}

/// How many figures a line has.
fn figures(line: &Line) -> usize {
    line.text.split(is_blank_char).filter(|word| !word.is_empty() && value::is_figure(word)).count()
}

/// A year as it is named.
#[derive(Clone, Copy)]
enum Year {
    Last,
    This,
    Number(i32),
}

/// The year that is named at a place of some letters, and how many letters name it.
fn year(names: &YearWords, words: &[char], at: usize) -> Option<(usize, Year)> {
    let rest = &words[at..];
    let begins = |name: &str| name.chars().eq(rest.iter().copied().take(name.chars().count()));
    let mut ways =
        names.last.iter().map(|name| (name, Year::Last)).chain(names.this.iter().map(|name| (name, Year::This)));
    let found = ways.find(|(name, _)| begins(name)).map(|(name, year)| (name.chars().count(), year));
    let found = found.or_else(|| {
        let digits = rest.get(..4).filter(|digits| digits.iter().all(char::is_ascii_digit))?;
        let alone = at.checked_sub(1).is_none_or(|before| !words[before].is_ascii_digit());
        let number: i32 = digits.iter().collect::<String>().parse().ok()?;
        (alone && rest.get(4) == Some(&'年') && (2000..2100).contains(&number)).then_some((5, Year::Number(number)))
    });
    let (length, year) = found?;
    Some((length + usize::from(rest.get(length) == Some(&'度')), year))
}

/// What follows on words for a year in a label of the form.
fn phrases(names: &YearWords, words: &[char]) -> impl Iterator<Item = (bool, [char; 2])> {
    (0..words.len()).filter_map(|at| {
        let (length, year) = year(names, words, at)?;
        let behind = words.get(at + length..at + length + 2)?.try_into().ok()?;
        Some((matches!(year, Year::Last), behind))
    })
}
