//! What a reader may ask about words before it hands them over: whether a row of a sheet is a chapter's heading, or
//! belongs to a table. Sheets set headings, prose and tables into the same cells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::heading;
use super::vocabulary::Vocabulary;
use crate::domain::form::Form;
use crate::import::block::Block;
use crate::import::normal::{distance, letters};

/// The words of all tables of all forms.
pub struct Known {
    /// The letters of labels and heads, with the chapters of their tables.
    words: BTreeMap<Vec<char>, BTreeSet<usize>>,
}

impl Known {
    /// The words of some forms.
    pub fn new(forms: &[Arc<Form>]) -> Known {
        let mut words: BTreeMap<Vec<char>, BTreeSet<usize>> = BTreeMap::new();
        for form in forms {
            for table in 0..form.tables().len() {
                let vocabulary = Vocabulary::new(form, table);
                let chapter = form.chapter_of_table(table);
                let labels = vocabulary.labels.into_iter().map(|label| label.letters);
                for letters in labels.chain(vocabulary.furniture).filter(|letters| !letters.is_empty()) {
                    words.entry(letters).or_default().extend(chapter);
                }
            }
        }
        Known { words }
    }

    /// Whether a text is a label or a head of a table, nearly to the letter.
    pub fn is_label(&self, text: &str) -> bool {
        const LONGEST: usize = 60;
        let text = letters(text);
        if text.is_empty() || text.len() > LONGEST {
            return false;
        }
        let most = text.len() / 5;
        self.words.contains_key(&text)
            || (most > 0 && self.words.keys().any(|word| distance(&text, word, most).is_some()))
    }

    /// The chapter whose table most of some texts belong to and to no other.
    pub fn chapter<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Option<usize> {
        self.counts(texts).max_by_key(|&(_, count)| count).map(|(chapter, _)| chapter)
    }

    /// The chapters whose tables some texts belong to and to no other.
    pub fn chapters<'a>(&self, texts: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
        self.counts(texts).map(|(chapter, _)| chapter).collect()
    }

    /// How many different labels and heads are among some texts.
    pub fn kinds<'a>(&self, texts: impl Iterator<Item = &'a str>) -> usize {
        texts.map(letters).filter(|text| self.words.contains_key(text)).collect::<BTreeSet<_>>().len()
    }

    /// How many of some texts belong to the table of a chapter and to no other; one or two may do so by chance.
    fn counts<'a>(&self, texts: impl Iterator<Item = &'a str>) -> impl Iterator<Item = (usize, usize)> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for chapters in texts.filter_map(|text| self.words.get(&letters(text))) {
            if let Some(&only) = chapters.first().filter(|_| chapters.len() == 1) {
                *counts.entry(only).or_default() += 1;
            }
        }
        counts.into_iter().filter(|&(_, count)| count > 2)
    }
}

/// The chapters' headings among some blocks, by the form that sees the most of them: block and chapter. Headings that
/// come again count again.
pub fn headings(forms: &[Arc<Form>], blocks: &[Block]) -> Vec<(usize, usize)> {
    let all = forms.iter().rev().map(|form| heading::set_off(form, blocks));
    all.max_by_key(Vec::len).unwrap_or_default().into_iter().map(|heading| (heading.block, heading.chapter)).collect()
}
