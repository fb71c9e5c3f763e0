//! Finds a cell by words of its labels, by the initials of their pinyin, by its name, or by its figure. It only ranks; the
//! screen shows.
//!
//! What is typed is held against every wording of a cell's row and column: label, short label, gloss, other wordings, and
//! the cell's name. A label counts with and without what numbers it, so that `不掌握` is all of `1.不掌握`. The better the
//! `Fit`, the earlier the cell: all of a wording before its beginning before a place inside it (of these the beginning of a
//! word), and each by what is written before the same by the initials of usual readings; then pinyin written out (`dayin`,
//! `dyin`), then readings that a character has besides, then what only the groups around a cell say. Of two that fit alike
//! the one with the shorter wording comes first, since more of it was typed; after that the form's order.

use pinyin::ToPinyinMulti;

use super::figure::Figure;
use super::form::{CellId, Form};
use super::number::Number;
use super::recalculation::shown;
use super::rule::Figures;
use super::text::Lang;

/// The cells that match, best first. Several words, separated by blanks, must all match, and count together.
pub fn cells(form: &Form, query: &str) -> Vec<CellId> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize, CellId)> = form
        .cells()
        .filter_map(|cell| {
            let haystack = Haystack::new(form, cell);
            let ranks = words.iter().map(|word| haystack.rank(word)).collect::<Option<Vec<(Fit, usize)>>>()?;
            let fits = ranks.iter().map(|(fit, _)| *fit as usize).sum();
            Some((fits, ranks.iter().map(|(_, length)| length).sum(), cell))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, _, cell)| cell).collect()
}

/// Whether every word of a query, words being separated by blanks, stands in one of these names or spells a stretch of it by
/// the initials of its pinyin.
pub fn holds(names: &[&str], query: &str) -> bool {
    let holds = |word: &str| names.iter().any(|name| fit(&name.to_lowercase(), word).is_some());
    query.to_lowercase().split_whitespace().all(holds)
}

/// The cells that hold a figure, totals as they are shown included, in form order; none where the query is no number. `0`,
/// which most cells hold, finds none.
pub fn by_figure(figures: Figures<'_>, query: &str) -> Vec<CellId> {
    let wanted = query.trim().parse::<Number>().ok().filter(|number| !number.is_zero());
    let Some(wanted) = wanted else { return Vec::new() };
    let holds = |cell: &CellId| shown(figures.form, figures.entries, figures.totals, *cell) == Figure::Number(wanted);
    figures.form.cells().filter(holds).collect()
}

/// How a name fits a query, all words of which must fit it: as the worst of them does.
pub fn name(text: &str, query: &str) -> Option<Fit> {
    let text = text.to_lowercase();
    let fits = query.split_whitespace().map(|word| fit(&text, &word.to_lowercase()).map(|(fit, _)| fit));
    fits.collect::<Option<Vec<Fit>>>()?.into_iter().max()
}

/// What counts as the length of a cell's name: more than any wording, so that what stands on the screen comes first, and the
/// same for all, so that cells found by it keep the form's order.
const NAME: usize = 1000;

/// How a word fits a wording, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the wording.
    Whole,
    /// It is the initials of the wording.
    WholeInitials,
    /// The wording begins with it.
    Beginning,
    /// Its initials begin with it.
    BeginningInitials,
    /// A word of the wording begins with it.
    Word,
    /// It stands somewhere in the wording.
    Inside,
    /// It stands somewhere in the initials.
    InsideInitials,
    /// Some characters are spelled so in pinyin.
    Spelled,
    /// It is the initials by other readings of the characters.
    OtherReadings,
    /// It fits what stands around the wording: groups, tables.
    Around,
}

/// Everything a cell can be found by, in lower case.
struct Haystack {
    name: String,
    /// The names, labels, glosses and other wordings of its row and its column.
    own: Vec<String>,
    /// The labels of the groups around its row and its column.
    around: Vec<String>,
}

impl Haystack {
    fn new(form: &Form, id: CellId) -> Haystack {
        let (cell, row, column) = (form.cell(id), form.row(id), form.column(id));
        let shorts = [&row.short, &column.short].into_iter().flat_map(|t| [t.get(Lang::Zh), t.get(Lang::En)]);
        let glosses = [&row.gloss, &column.gloss].into_iter().filter(|gloss| !gloss.is_empty());
        let also = row.also.iter().chain(&column.also).chain(glosses).map(String::as_str);
        let names = [&row.name, &column.name, &row.label, &column.label].map(String::as_str);
        let own = names.into_iter().chain(shorts).chain(also);
        let paths = [form.row_path(cell.table, cell.row), form.column_path(cell.table, cell.column)];
        // The last of a path is the row or column itself.
        let around = paths.iter().flat_map(|path| &path[..path.len() - 1]).map(|label| label.to_lowercase());
        Haystack { name: cell.name.to_lowercase(), own: own.map(str::to_lowercase).collect(), around: around.collect() }
    }

    /// How a word fits best, and how long the wording is that it fits so.
    fn rank(&self, word: &str) -> Option<(Fit, usize)> {
        let best = |texts: &[String]| texts.iter().filter_map(|text| fit(text, word)).min();
        let named = fit(&self.name, word).map(|(fit, _)| (fit, NAME));
        best(&self.own)
            .into_iter()
            .chain(named)
            .min()
            .or_else(|| best(&self.around).map(|(_, length)| (Fit::Around, length)))
    }
}

fn fit(text: &str, word: &str) -> Option<(Fit, usize)> {
    let bare = unnumbered(text);
    let length = bare.chars().count();
    let whole = |fits: bool, fit: Fit| fits.then_some((fit, length));
    let written = whole(text == word || bare == word, Fit::Whole)
        .or_else(|| whole(text.starts_with(word) || bare.starts_with(word), Fit::Beginning))
        .or_else(|| whole(begins_word(text, word), Fit::Word))
        .or_else(|| whole(text.contains(word), Fit::Inside));
    // No wording has both, and initials are looked up character by character.
    match written {
        Some(fit) => Some(fit),
        None if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            by_initials(bare, word).map(|fit| (fit, length))
        }
        None => None,
    }
}

/// Whether a word of letters begins a word of a wording, as `held` in `not held` and not in `upheld`.
fn begins_word(text: &str, word: &str) -> bool {
    let is_letter = |character: char| character.is_ascii_alphanumeric();
    let mut places = text.match_indices(word);
    word.starts_with(is_letter) && places.any(|(at, _)| at > 0 && !text[..at].ends_with(is_letter))
}

/// A label without what numbers it: `（一）`, `1.`, `三、`.
fn unnumbered(label: &str) -> &str {
    const NUMERALS: &str = "0123456789一二三四五六七八九十";
    let opened = label.strip_prefix(['（', '(']);
    let rest = opened.unwrap_or(label).trim_start_matches(|c| NUMERALS.contains(c));
    let ends: &[char] = if opened.is_some() { &['）', ')'] } else { &['.', '．', '、'] };
    let numbered = rest.len() < opened.unwrap_or(label).len();
    rest.strip_prefix(ends).filter(|_| numbered).map_or(label, str::trim_start)
}

/// How the initials of consecutive characters spell the word. Characters that are neither Chinese nor letters or digits are
/// passed over.
fn by_initials(label: &str, word: &str) -> Option<Fit> {
    let characters: Vec<char> = label.chars().filter(|&c| initials(c).next().is_some()).collect();
    let spell = |run: &[char], usual: bool| {
        let mut pairs = run.iter().zip(word.chars());
        pairs.all(|(&c, letter)| initials(c).take(if usual { 1 } else { usize::MAX }).any(|i| i == letter))
    };
    let usual: Vec<usize> =
        characters.windows(word.len()).enumerate().filter_map(|(at, run)| spell(run, true).then_some(at)).collect();
    match usual.first() {
        Some(0) if characters.len() == word.len() => Some(Fit::WholeInitials),
        Some(0) => Some(Fit::BeginningInitials),
        Some(_) => Some(Fit::InsideInitials),
        None if characters.windows(word.len()).any(|run| spell(run, false)) => Some(Fit::OtherReadings),
        None => (0..characters.len()).any(|at| is_spelled(&characters[at..], word)).then_some(Fit::Spelled),
    }
}

/// Whether characters from the first on are spelled by the word: each by its initial or its whole reading, the last one by
/// the beginning of it too. All that can be left of the word is followed at once, since tones and readings would be tried in
/// every combination otherwise.
fn is_spelled(characters: &[char], word: &str) -> bool {
    let mut left = vec![word];
    for character in characters {
        let mut behind: Vec<&str> = Vec::new();
        for reading in character.to_pinyin_multi().into_iter().flatten().map(|reading| reading.plain()) {
            // Most characters begin with another letter, which is told without writing anything.
            let begun = left.iter().filter(|rest| reading.chars().next() == rest.chars().next());
            let begun: Vec<&str> = begun.copied().collect();
            if begun.is_empty() {
                continue;
            }
            let reading = reading.replace('ü', "v");
            if begun.iter().any(|rest| reading.starts_with(rest)) {
                return true;
            }
            let initial = reading.get(..1).unwrap_or_default();
            behind.extend(
                begun.iter().flat_map(|rest| [rest.strip_prefix(&*reading), rest.strip_prefix(initial)]).flatten(),
            );
        }
        behind.sort_unstable();
        behind.dedup();
        left = behind;
    }
    false
}

/// The letters that a character can stand for, that of its usual reading first.
fn initials(character: char) -> impl Iterator<Item = char> {
    let plain = character.is_ascii_alphanumeric().then_some(character);
    let readings = character.to_pinyin_multi().into_iter().flatten();
    plain.into_iter().chain(readings.filter_map(|reading| reading.plain().chars().next()))
}
