//! Chapters that say the same in the reports of several bodies of a year, whatever names and figures were put into them. A
//! chapter is kept as a fingerprint, so that thousands of reports can be held against each other; what a single report
//! says is judged elsewhere.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::sync::Arc;

use super::super::definition::prose::ProseCheck;
use super::super::definition::vocabulary::{Classes, Vocabulary};
use super::super::definition::{Check, Rule};
use super::super::field;
use super::super::form::Form;
use super::super::number::Number;
use super::super::report::{Report, Scope};
use super::super::text::Lang;
use super::body::Own;
use super::glyph::{Glyph, glyphs, word};
use super::named;

/// Whose chapter it is, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Owner {
    pub agency: String,
    pub year: i32,
    pub scope: Scope,
    pub file: String,
}

/// The fingerprints of a report's chapters, each with the place of its rule.
#[derive(Debug)]
pub struct Prints {
    form: Arc<Form>,
    owner: Owner,
    chapters: Vec<(usize, u64)>,
}

/// The chapters of many reports.
#[derive(Debug, Default)]
pub struct Gathered {
    owners: Vec<Owner>,
    /// By year, rule and fingerprint.
    chapters: BTreeMap<(i32, String, u64), Chapter>,
}

/// A chapter with the place of its rule in a form, and its owners in the order in which they came.
#[derive(Debug)]
struct Chapter {
    form: Arc<Form>,
    rule: usize,
    owners: Vec<usize>,
}

/// A chapter that several bodies have, with the rule that it breaks.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Alike<'a> {
    pub rule: &'a Rule,
    pub form: &'a Form,
    pub owners: Vec<&'a Owner>,
}

impl Alike<'_> {
    /// What is wrong, with the bodies, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let mut names: Vec<&str> = Vec::new();
        for owner in &self.owners {
            if !names.contains(&owner.agency.as_str()) {
                names.push(&owner.agency);
            }
        }
        let count = Number::from(u32::try_from(names.len()).unwrap_or(u32::MAX)).to_string();
        let more = names.len().saturating_sub(MOST_NAMED);
        let mut quote = names[..names.len() - more].join(lang.pick("、", ", "));
        if more > 0 {
            quote += &lang.say("等".to_string(), format!(" and {more} more"));
        }
        let said = self.rule.message.get(lang).replace("{left}", &count).replace("{quote}", &quote);
        format!("{said}{}{}", lang.pick("", " "), self.rule.remedy.get(lang))
    }
}

/// The most bodies that are named.
const MOST_NAMED: usize = 8;

impl Prints {
    /// The fingerprints of the chapters that rules hold against those of other bodies; none where nobody knows whose they are.
    pub fn new(report: &Report, file: &str) -> Option<Prints> {
        let form = report.form();
        let vocabulary = form.definition().vocabulary.as_ref()?.get();
        let (agency, year) = report.agency.clone().zip(report.year)?;
        let report = field::resolved(report);
        let names = Names::new(vocabulary, &agency);
        let chapters = form.definition().rules.iter().enumerate().filter_map(|(index, rule)| match &rule.check {
            Check::Prose(ProseCheck::Alike { part, least }) => {
                let text = report.text(named(&report, part)?);
                Some((index, names.fingerprint(&glyphs(text), *least)?))
            }
            _ => None,
        });
        let chapters: Vec<_> = chapters.collect();
        let owner = Owner { agency, year, scope: report.scope, file: file.into() };
        (!chapters.is_empty()).then(|| Prints { form: Arc::clone(form), owner, chapters })
    }
}

impl Gathered {
    /// Keeps the fingerprints of one more report.
    pub fn take(&mut self, Prints { form, owner, chapters }: Prints) {
        let at = self.owners.len();
        for (rule, print) in chapters {
            let key = (owner.year, form.definition().rules[rule].id.clone(), print);
            let chapter = || Chapter { form: Arc::clone(&form), rule, owners: Vec::new() };
            self.chapters.entry(key).or_insert_with(chapter).owners.push(at);
        }
        self.owners.push(owner);
    }

    /// The chapters that bodies have in common. A body whose name holds another's is that body, or its office.
    pub fn alike(&self) -> Vec<Alike<'_>> {
        let several = |owners: &[&Owner]| {
            let is_another = |a: &str, b: &str| !a.contains(b) && !b.contains(a);
            owners.iter().any(|owner| is_another(&owner.agency, &owners[0].agency))
        };
        let found = self.chapters.values().filter_map(|Chapter { form, rule, owners }| {
            let owners: Vec<&Owner> = owners.iter().map(|&at| &self.owners[at]).collect();
            several(&owners).then(|| Alike { rule: &form.definition().rules[*rule], form, owners })
        });
        found.collect()
    }
}

/// What is put in the place of another's name.
struct Names<'a> {
    vocabulary: &'a Vocabulary,
    own: Own,
    /// The name without what all bodies of its kind are called.
    stem: Vec<char>,
}

impl Names<'_> {
    fn new<'a>(vocabulary: &'a Vocabulary, agency: &str) -> Names<'a> {
        let own = Own::new(&vocabulary.bodies, Some(agency));
        let stem = vocabulary.bodies.kind_of(agency).map_or(agency.len(), |(_, stem)| stem);
        Names { vocabulary, own, stem: glyphs(&agency[..stem]).iter().map(|glyph| glyph.plain).collect() }
    }

    /// How many characters at a place name the body, or a part of it: two at least of its name's that stand together.
    fn at(&self, text: &[Glyph], at: usize) -> usize {
        let ours = match word(&self.vocabulary.words, &text[at..]) {
            Some((length, class)) if Classes::of(class).meets(Classes::of(self.vocabulary.bodies.own)) => length,
            _ => 0,
        };
        let common = |start: usize| {
            let both = self.stem[start..].iter().zip(&text[at..]);
            both.take_while(|(letter, glyph)| **letter == glyph.plain).count()
        };
        let part = (0..self.stem.len()).map(common).max().filter(|length| *length > 1).unwrap_or(0);
        self.own.at(text, at).max(ours).max(part)
    }

    /// The letters of a chapter without names, numerals and signs; `None` of one that is too short to be anybody's own.
    fn fingerprint(&self, text: &[Glyph], least: u32) -> Option<u64> {
        let (mut hasher, mut count, mut at) = (DefaultHasher::new(), 0, 0);
        while at < text.len() {
            let letter = text[at].plain;
            let name = self.at(text, at);
            if name == 0 && letter.is_alphabetic() && !NUMERALS.contains(letter) {
                hasher.write_u32(letter.into());
                count += 1;
            }
            at += name.max(1);
        }
        (count >= least).then(|| hasher.finish())
    }
}

/// Numerals that are letters.
const NUMERALS: &str = "〇零一二两三四五六七八九十百千万亿";
