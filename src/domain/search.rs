//! Finds a cell by words of its labels, by the initials of their pinyin, by its name, or by its figure. It only ranks; the
//! screen shows.

use pinyin::ToPinyinMulti;

use super::figure::Figure;
use super::form::{CellId, Form};
use super::number::Number;
use super::recalculation::shown;
use super::rule::Figures;
use super::text::Lang;

/// The cells that match, best first: whole names before beginnings, beginnings before anything inside, pinyin initials
/// after that, last what only the labels of the groups around a cell say; form order within each. Several words,
/// separated by blanks, must all match.
pub fn cells(form: &Form, query: &str) -> Vec<CellId> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, CellId)> = form
        .cells()
        .filter_map(|cell| {
            let haystack = Haystack::new(form, cell);
            let ranks = words.iter().map(|word| haystack.rank(word)).collect::<Option<Vec<usize>>>()?;
            Some((ranks.into_iter().sum(), cell))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, cell)| cell).collect()
}

/// The cells that hold a figure, totals as they are shown included, in form order; none where the query is no number. `0`,
/// which most cells hold, finds none.
pub fn by_figure(figures: Figures<'_>, query: &str) -> Vec<CellId> {
    let wanted = query.trim().parse::<Number>().ok().filter(|number| !number.is_zero());
    let Some(wanted) = wanted else { return Vec::new() };
    let holds = |cell: &CellId| shown(figures.form, figures.entries, figures.totals, *cell) == Figure::Number(wanted);
    figures.form.cells().filter(holds).collect()
}

/// Everything a cell can be found by, in lower case.
struct Haystack {
    /// Its name, and the labels, glosses and other wordings of its row and its column.
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
        let own = [cell.name.as_str(), &row.label, &column.label].into_iter().chain(shorts).chain(also);
        let paths = [form.row_path(cell.table, cell.row), form.column_path(cell.table, cell.column)];
        // The last of a path is the row or column itself.
        let around = paths.iter().flat_map(|path| &path[..path.len() - 1]).map(|label| label.to_lowercase());
        Haystack { own: own.map(str::to_lowercase).collect(), around: around.collect() }
    }

    /// 0 for a whole name or label, 1 for a beginning, 2 for a place inside, 3 for pinyin initials, 4 for anything of
    /// that in a label around; `None` otherwise.
    fn rank(&self, word: &str) -> Option<usize> {
        rank(&self.own, word).or_else(|| rank(&self.around, word).map(|_| 4))
    }
}

fn rank(texts: &[String], word: &str) -> Option<usize> {
    let any = |matches: &dyn Fn(&String) -> bool| texts.iter().any(matches);
    if any(&|text| text == word) {
        Some(0)
    } else if any(&|text| text.starts_with(word)) {
        Some(1)
    } else if any(&|text| text.contains(word)) {
        Some(2)
    } else {
        let letters = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (letters && any(&|text| has_initials(text, word))).then_some(3)
    }
}

/// Whether the initials of consecutive characters spell the word, any reading of a character counting. Characters that
/// are neither Chinese nor letters or digits are passed over.
fn has_initials(label: &str, word: &str) -> bool {
    let characters: Vec<char> = label.chars().filter(|&c| initials(c).next().is_some()).collect();
    let spells = |run: &[char]| run.iter().zip(word.chars()).all(|(&c, letter)| initials(c).any(|i| i == letter));
    characters.windows(word.len()).any(spells)
}

fn initials(character: char) -> impl Iterator<Item = char> {
    let plain = character.is_ascii_alphanumeric().then_some(character);
    let readings = character.to_pinyin_multi().into_iter().flatten();
    plain.into_iter().chain(readings.filter_map(|reading| reading.plain().chars().next()))
}
