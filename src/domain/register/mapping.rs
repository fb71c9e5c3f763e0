//! The shape of `assets/register`: which wordings of an outcome belong to which row, which applicants to which column, what is
//! asked of an office, and the rules on registers. It is data only; how it is applied stands in the modules below.

use serde::{Deserialize, Serialize};

use crate::domain::definition::{Basis, Severity};
use crate::domain::text::Text;

/// The name of a case that is still open, where a row is named: it counts as carried over.
pub const OPEN: &str = "open";

/// The name of what is no case at all, where a row is named: it counts nowhere.
pub const NONE: &str = "none";

/// The version of the files.
pub const VERSION: u32 = 1;

/// Everything that counting a register goes by.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Catalogue {
    /// Which table is counted, and how.
    pub counting: Counting,
    /// Wordings of outcomes, and their rows.
    pub outcomes: Outcomes,
    /// Wordings of applicants, and their columns.
    pub applicants: Applicants,
    /// What a register must keep.
    pub rules: Rules,
}

/// `counting.ron`: the table, its rows that are no outcomes, and what else is said of counting.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counting {
    /// [`VERSION`].
    pub version: u32,
    /// The table that is counted.
    pub table: String,
    /// The row of what was received in the year.
    pub received: String,
    /// The row of what was received before it and not answered before it.
    pub carried_in: String,
    /// The row of what was not answered by its end.
    pub carried_out: String,
    /// Rows that some edition does not have, each with the one that stands for it there.
    pub instead: Vec<(String, String)>,
    /// The questions that an office answers once, each for several wordings.
    pub groups: Vec<Group>,
    /// Words that say that a case was answered, and not how.
    pub finished: Vec<String>,
    /// Words of a remark by which a request was received before the year.
    pub before: Vec<String>,
    /// What must precede an outcome, by its row.
    pub needs: Vec<(String, Need)>,
    /// The rules of counting as they are explained, with their sources.
    pub explained: Vec<Text>,
}

/// A question for several wordings.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name, by which it may be answered as a whole.
    pub name: String,
    /// What is asked.
    pub title: Text,
}

/// What must precede an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Need {
    /// A request of the same applicant that was answered before.
    Earlier,
    /// A notice that asks for correction.
    Correction,
    /// A notice of a fee.
    Fee,
}

/// `outcomes.ron`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcomes {
    /// [`VERSION`].
    pub version: u32,
    /// Wordings that are compared as a whole.
    pub wordings: Vec<Wordings>,
    /// Words that are looked for inside longer texts.
    pub phrases: Vec<Phrases>,
    /// Words that turn a phrase behind them into its opposite.
    pub negations: Vec<String>,
}

/// Wordings of the same meaning.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wordings {
    /// The row; several where the office has to say which. Also [`OPEN`] and [`NONE`].
    pub to: Vec<String>,
    /// How certain that is.
    pub certainty: Given,
    /// The question that they belong to.
    #[serde(default)]
    pub group: Option<String>,
    /// The row where correction was asked for and made.
    #[serde(default)]
    pub corrected: Option<String>,
    /// Wordings that all mean the same.
    pub words: Vec<String>,
}

/// How certain a mapping is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Given {
    /// The wording is the row's own, or means nothing else.
    Sure,
    /// It is meant so as a rule: counted, and listed.
    Likely,
    /// The office has to say.
    Ask,
}

/// Phrases of the same meaning.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// The rows that they may mean.
    pub to: Vec<String>,
    /// Whether a text with one of them is asked about, whatever else is found.
    #[serde(default)]
    pub asks: bool,
    /// What they weigh against others.
    #[serde(default)]
    pub weight: Weight,
    /// Words that stand in a wording.
    pub words: Vec<String>,
}

/// What a phrase weighs against others in the same text: only the heaviest count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Weight {
    /// It counts where nothing else is found.
    Weak,
    /// It counts beside others.
    #[default]
    Plain,
    /// It decides whatever else is found.
    Leading,
}

/// `applicants.ron`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicants {
    /// [`VERSION`].
    pub version: u32,
    /// The column of persons.
    pub person: String,
    /// The columns of organisations.
    pub organisations: Vec<String>,
    /// What is written of the kind of an applicant, by how it ends.
    pub kinds: Vec<Ends>,
    /// Kinds that say only that it is an organisation, by how they end.
    pub general: Vec<String>,
    /// How names of organisations end.
    pub names: Vec<Ends>,
    /// Family names of one character, in one text.
    pub surnames: String,
    /// Family names of two characters.
    pub long_surnames: Vec<String>,
    /// What stands behind the first of several persons.
    pub several: Vec<String>,
}

/// Endings of the same meaning; of several that fit, the longest counts.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ends {
    /// The column; several where the office has to say which.
    pub to: Vec<String>,
    /// How certain that is.
    pub certainty: Given,
    /// Words that a name ends with.
    pub words: Vec<String>,
}

/// `rules.ron`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// [`VERSION`].
    pub version: u32,
    /// Every rule on a register, once.
    pub rules: Vec<Rule>,
}

/// A rule on a register.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// As findings name it: `RG-01`.
    pub id: String,
    /// How grave a finding is.
    pub severity: Severity,
    /// What it rests on.
    pub basis: Basis,
    /// What is looked at.
    pub check: Check,
    /// What must hold.
    pub title: Text,
    /// What a finding says; `{cases}`, `{where}`, `{left}`, `{right}`, `{more}` are filled in.
    pub message: Text,
    /// What to do.
    pub remedy: Text,
}

/// What a rule on a register looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// No number stands for two requests.
    NumberTwice,
    /// Nothing is answered before it was received.
    AnsweredBefore,
    /// An outcome has its day.
    NoDay,
    /// Every wording of an outcome is understood.
    Outcome,
    /// Every applicant is understood.
    Applicant,
    /// The report says what the register does.
    Report,
    /// The prose says what the register does.
    Prose,
    /// What was open last year is what was carried in.
    Carried,
    /// An outcome has before it what it needs.
    Precedes,
}
