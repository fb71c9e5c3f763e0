//! What an office answered: about wordings, once for all of its registers, and about single cases. And cases that somebody moved
//! by hand. Whether an answer makes sense is not known here.

use std::collections::BTreeMap;

use crate::domain::spelling::{fold, letters};

/// What is asked of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// In which row it counts.
    Outcome,
    /// The kind of its applicant.
    Applicant,
    /// The year in which it was received.
    Received,
    /// Whether it was answered in the year.
    Answered,
}

impl Asked {
    /// All of them.
    pub const ALL: [Asked; 4] = [Asked::Outcome, Asked::Applicant, Asked::Received, Asked::Answered];

    fn word(self) -> &'static str {
        match self {
            Asked::Outcome => "办理结果",
            Asked::Applicant => "申请人类别",
            Asked::Received => "收到年度",
            Asked::Answered => "答复年度",
        }
    }

    /// The question about one case: what is answered instead of a wording.
    pub fn of(self, number: &str) -> String {
        format!("编号 {number}：{}", self.word())
    }
}

/// Whether a question is about one case, so that its answer is of no use next year.
pub fn is_of_case(wording: &str) -> bool {
    wording.starts_with("编号 ") && Asked::ALL.iter().any(|asked| wording.ends_with(asked.word()))
}

/// What was answered, by wording. Wordings are the same where their letters are, questions about single cases where all signs are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(BTreeMap<String, (String, String)>);

impl Answers {
    /// The answer to a wording: the name of a row or column, `open` or `none`.
    pub fn get(&self, wording: &str) -> Option<&str> {
        // Most offices answered nothing, and a register has many wordings.
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&key(wording)).map(|(_, answer)| answer.as_str())
    }

    /// Answers a wording, in the place of what was answered before.
    pub fn set(&mut self, wording: &str, answer: &str) {
        self.0.insert(key(wording), (wording.to_string(), answer.to_string()));
    }

    /// Takes an answer back.
    pub fn remove(&mut self, wording: &str) {
        self.0.remove(&key(wording));
    }

    /// All of them, wording and answer, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.values().map(|(wording, answer)| (wording.as_str(), answer.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These, and others in their place where both say something.
    #[must_use]
    pub fn with(&self, others: &Answers) -> Answers {
        let mut all = self.clone();
        all.0.extend(others.0.clone());
        all
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Answers {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(pairs: I) -> Answers {
        let mut answers = Answers::default();
        pairs.into_iter().for_each(|(wording, answer)| answers.set(wording, answer));
        answers
    }
}

/// What two ways of writing one wording have in common. Of a number the signs count: `1#12` is another one than `11#2`.
fn key(wording: &str) -> String {
    match is_of_case(wording) {
        true => wording.chars().filter(|c| !c.is_whitespace()).map(fold).collect(),
        false => letters(wording).into_iter().collect(),
    }
}

/// A case that somebody moved by hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Move {
    /// The number of the case.
    pub number: String,
    /// The row that it belongs to, or `open`, or `none`; unchanged where there is none.
    pub row: Option<String>,
    /// The column that it belongs to; unchanged where there is none.
    pub column: Option<String>,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// On which day, as a civil date.
    pub date: String,
}
