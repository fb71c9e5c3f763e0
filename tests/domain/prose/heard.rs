//! How well prose is heard: sentences of `tests/data/prose`, each sound with its figures, and each with one of its numbers moved
//! or with the figures moved below it. It reads the sentences, puts them into reports and counts; what is asked of the
//! result stands in the test and in the bench that use it.

use std::path::Path;
use std::sync::Arc;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::finding::message;
use gouji::domain::form::Form;
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::session::Session;
use gouji::domain::text::Lang;
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
    /// What chapter six says where the sentences stand elsewhere.
    #[serde(default = "no_fees")]
    pub six: String,
    /// What stands before each of them.
    pub chapter: String,
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

fn one() -> String {
    "1".into()
}

fn no_fees() -> String {
    "本年度没有收取信息处理费。".into()
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
        let below =
            self.3.iter().map(|figures| Told { figures: format!("{} {figures}", self.1), words: told(&self.2, None) });
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
        "normative_documents" | "rules" | "licensing" | "penalties" | "compulsion" | "fees" => {
            format!("proactive.{name}")
        }
        "requests" | "proactive" | "disputes" => name.to_string(),
        _ if name.contains('.') => format!("requests.{name}"),
        _ => format!("requests.{name}.natural_person"),
    };
    let figures = figures.split_whitespace().filter_map(|figure| figure.split_once('='));
    figures.map(|(name, value)| (cell(name), value.to_string())).collect()
}

/// All kinds of sentences, by the names of their files.
pub fn kinds() -> Vec<Kind> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/prose");
    let entries = std::fs::read_dir(folder).expect("the sentences");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let kind = |file: &std::path::PathBuf| {
        let text = std::fs::read_to_string(file).expect("a text");
        options.from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    files.iter().map(kind).collect()
}

/// A report of 2024 that tells one sentence.
pub fn report(form: &Arc<Form>, kind: &Kind, agency: &str, told: &Told) -> Report {
    let mut report = Report::new(form.clone(), Some(agency.into()), Some(2024), Scope::Own);
    let keyed = |figure: &str| Entry::new(figure.parse::<Figure>().expect("a figure"), Origin::Keyed);
    for id in form.inputs() {
        report.set_entry(id, keyed("0"));
    }
    for (name, figure) in cells(&told.figures) {
        report.set_entry(form.find(&name).unwrap_or_else(|| panic!("there is no {name}")), keyed(&figure));
    }
    let own = (kind.part.as_str(), format!("{}{}", kind.chapter, told.words));
    let around = [("preamble", "根据《中华人民共和国政府信息公开条例》编制。"), ("6", &kind.six)];
    let around = around.into_iter().filter(|(part, _)| *part != kind.part).map(|(part, text)| (part, text.to_string()));
    for (part, text) in around.chain([own]) {
        let chapter = form.definition().chapters.iter().position(|chapter| chapter.id == part);
        report.set_text(chapter.map_or(Part::Preamble, Part::Chapter), text);
    }
    report
}

/// What is found in the words of a report: its rule and its message.
pub fn found(report: &Report) -> Vec<(String, String)> {
    let session = Session::new(report.clone());
    let failed = session.failed().into_iter().filter(|finding| finding.passage.is_some());
    let told = failed.map(|finding| {
        (finding.rule(report.form()).id.clone(), message(session.figures(), &finding, Lang::Zh).to_string())
    });
    // What a whole chapter should hold is no matter of one sentence.
    let chapters = ["TX-14", "TX-15", "TX-16", "TX-17", "TX-18", "TX-20"];
    told.filter(|(rule, _)| !chapters.contains(&rule.as_str())).collect()
}

/// How the sentences of one kind were heard.
#[derive(Debug, Default)]
pub struct Score {
    /// The kind.
    pub name: String,
    /// How many were sound, and those that were faulted.
    pub sound: usize,
    pub faulted: Vec<String>,
    /// How many were moved, those in which nothing was found, and those in which more than one thing was.
    pub moved: usize,
    pub missed: Vec<String>,
    pub told_twice: Vec<String>,
}

/// Reads all sentences of a kind, as they are and moved, each written in a certain way.
pub fn score(form: &Arc<Form>, kind: &Kind, write: impl Fn(&str) -> String) -> Score {
    let mut score = Score { name: kind.name.clone(), ..Score::default() };
    for sentence in &kind.sentences {
        let written = |told: &Told| Told { words: write(&told.words), ..told.clone() };
        let tell = |told: &Told| found(&report(form, kind, &sentence.0, &written(told)));
        let sound = tell(&sentence.sound());
        score.sound += 1;
        if !sound.is_empty() {
            score.faulted.push(format!("{}\n    {sound:?}", sentence.2));
        }
        for told in sentence.moved() {
            let new: Vec<_> = tell(&told).into_iter().filter(|finding| !sound.contains(finding)).collect();
            score.moved += 1;
            match new.len() {
                0 => score.missed.push(told.words),
                1 => {}
                _ => score.told_twice.push(format!("{}\n    {new:?}", told.words)),
            }
        }
    }
    score
}
