//! Finds a cell by words of its labels, by the initials of their pinyin, or by its name. It only ranks; the screen shows.

use pinyin::ToPinyinMulti;

use super::form::{CellId, Form};
use super::text::Lang;

/// The cells that match, best first: whole names before beginnings, beginnings before anything inside, and form order
/// within each. Several words, separated by blanks, must all match.
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

/// Everything a cell can be found by.
struct Haystack {
    name: String,
    labels: Vec<String>,
}

impl Haystack {
    fn new(form: &Form, id: CellId) -> Haystack {
        let (row, column) = (form.row(id), form.column(id));
        let shorts = [&row.short, &column.short].into_iter().flat_map(|t| [t.get(Lang::Zh), t.get(Lang::En)]);
        let labels = [row.label.as_str(), column.label.as_str()].into_iter().chain(shorts);
        Haystack { name: form.cell(id).name.clone(), labels: labels.map(str::to_lowercase).collect() }
    }

    /// 0 for the whole name or label, 1 for a beginning, 2 for a place inside, 3 for pinyin initials; `None` otherwise.
    fn rank(&self, word: &str) -> Option<usize> {
        let texts = || self.labels.iter().chain([&self.name]);
        if texts().any(|text| text == word) {
            Some(0)
        } else if texts().any(|text| text.starts_with(word)) {
            Some(1)
        } else if texts().any(|text| text.contains(word)) {
            Some(2)
        } else {
            let letters = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
            (letters && self.labels.iter().any(|label| has_initials(label, word))).then_some(3)
        }
    }
}

/// Whether the initials of consecutive characters spell the word, any reading of a character counting. Characters that
/// are neither Chinese nor letters or digits are passed over.
fn has_initials(label: &str, word: &str) -> bool {
    let choices: Vec<Vec<char>> = label.chars().map(initials).filter(|choice| !choice.is_empty()).collect();
    let wanted: Vec<char> = word.chars().collect();
    choices.windows(wanted.len()).any(|run| run.iter().zip(&wanted).all(|(choice, letter)| choice.contains(letter)))
}

fn initials(character: char) -> Vec<char> {
    if character.is_ascii_alphanumeric() {
        return vec![character.to_ascii_lowercase()];
    }
    let readings = character.to_pinyin_multi();
    readings.map_or_else(Vec::new, |r| r.into_iter().filter_map(|p| p.plain().chars().next()).collect())
}
