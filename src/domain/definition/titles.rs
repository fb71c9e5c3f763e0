//! The words by which documents name themselves and their years, as they are written in `assets/rules/titles.ron`. How a
//! title is found is said in the recogniser.

use serde::{Deserialize, Serialize};

/// The words by which the title of a document is known.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {
    /// What the report is about; a title names it before the word for report.
    pub subject: String,
    /// What it is also called in titles, the longest first.
    #[serde(default)]
    pub also: Vec<String>,
    /// Words for the report, the longer ones first; the last is in no agency's name.
    pub reports: Vec<String>,
    /// Words for a year's report that make a title without the subject, behind the year.
    pub yearly: Vec<String>,
    /// What may follow the word for report: the kind of paper that hands it out, the longer ones first.
    #[serde(default)]
    pub papers: Vec<String>,
    /// What such a paper says that it does with the report, before the report's name.
    #[serde(default)]
    pub hands_out: Vec<String>,
    /// Words for the tables of a report, the longer ones first.
    pub tables: Vec<String>,
    /// Words that may stand between the subject and those for its tables.
    pub between: Vec<String>,
    /// How names of bodies that report end; what ends otherwise before a title is no agency.
    pub endings: String,
    /// What a web page names with a colon below a title.
    pub page: Vec<String>,
    /// How documents name years beside figures.
    #[serde(default)]
    pub years: YearWords,
}

/// The words by which a head, a label or a caption says which year its figures are of.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearWords {
    /// What a text calls last year, the longer words first.
    pub last: Vec<String>,
    /// What a text calls the report's year.
    pub this: Vec<String>,
    /// Before a year, these letters compare with it, and after it they name something else.
    pub compared: String,
    /// What a caption may say besides a year and a chapter's heading, the longer words first.
    pub caption: Vec<String>,
}
