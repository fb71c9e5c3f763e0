//! How well prose is heard: sentences of `tests/data/prose`, each sound with its figures, and each with one of its numbers moved
//! or with the figures moved below it. It reads the sentences and puts them into reports; what is asked of the result
//! stands in the test and in the bench that use it.

use serde::Deserialize;

/// Sentences of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// What the kind is called.
    pub name: String,
    /// The part they stand in.
    #[serde(default = "one")]
    pub part: String,
    /// What stands before each of them.
    pub chapter: String,
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

fn one() -> String {
    "1".into()
}

/// A body, the figures of its report that are not 0, what it says of them, and figures that would contradict it. A number in
/// brackets speaks of the tables: `[7]` moved is 8, `[七>八]` moved is what stands behind, `[2<3]` is moved downwards.
#[derive(Debug, Deserialize)]
pub struct Sentence(pub String, pub String, pub String, #[serde(default)] pub Option<String>);

/// A sentence as it stands in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The figures of the report.
    pub figures: String,
    /// The words.
    pub words: String,
}

impl Sentence {
    /// The sentence as it is true.
    pub fn sound(&self) -> Told {
        Told { figures: self.1.clone(), words: told(&self.2, None) }
    }

    /// The sentence as it is not: each of its numbers moved in turn, and the figures moved.
    pub fn moved(&self) -> Vec<Told> {
        let numbers = self.2.matches('[').count();
        let moved = (0..numbers).map(|number| Told { figures: self.1.clone(), words: told(&self.2, Some(number)) });
        let below = self.3.iter().map(|figures| Told { figures: format!("{} {figures}", self.1), words: told(&self.2, None) });
        moved.chain(below).collect()
    }
}

/// The words of a sentence, with one of its numbers moved.
fn told(sentence: &str, moved: Option<usize>) -> String {
    let mut words = String::new();
    for (number, piece) in sentence.split('[').enumerate() {
        let Some((written, rest)) = piece.split_once(']').filter(|_| number > 0) else {
            words += piece;
            continue;
        };
        let is_moved = moved == Some(number - 1);
        let (true_one, wrong) = match written.split_once(['>', '<']) {
            Some((true_one, wrong)) => (true_one, wrong.to_string()),
            None => (written, next(written)),
        };
        words += if is_moved { &wrong } else { true_one };
        words += rest;
    }
    words
}

/// The number above, by one of its last digit.
fn next(number: &str) -> String {
    let places = number.split_once('.').map_or(0, |(_, places)| places.len());
    let digits: u64 = number.replace('.', "").parse().expect("a number");
    let digits = format!("{:0width$}", digits + 1, width = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    if places == 0 { whole.to_string() } else { format!("{whole}.{rest}") }
}

/// The figures of a report by the full names of their cells.
pub fn cells(figures: &str) -> Vec<(String, String)> {
    let cell = |name: &str| match name.split_once('.').map_or(name, |(first, _)| first) {
        "reconsideration" | "litigation_direct" | "litigation_after_reconsideration" => format!("disputes.{name}"),
        "normative_documents" | "rules" | "licensing" | "penalties" | "compulsion" | "fees" => format!("proactive.{name}"),
        "requests" | "proactive" | "disputes" => name.to_string(),
        _ if name.contains('.') => format!("requests.{name}"),
        _ => format!("requests.{name}.natural_person"),
    };
    let figures = figures.split_whitespace().filter_map(|figure| figure.split_once('='));
    figures.map(|(name, value)| (cell(name), value.to_string())).collect()
}
