//! The rules of a collection as they are written in `assets/rules`: what must hold between a roster, what the bodies handed
//! in, and what was printed of their sum. Nothing is checked or evaluated here.

use serde::{Deserialize, Serialize};

use super::super::text::Text;
use super::rule::{Basis, Severity};

/// A rule over the reports of many bodies.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionRule {
    /// The id: `AG-01`.
    pub id: String,
    /// How grave a finding is.
    pub severity: Severity,
    /// What the rule rests on.
    pub basis: Basis,
    /// Whether its findings are plausibility only.
    #[serde(default)]
    pub folded: bool,
    /// What must hold.
    pub check: CollectionCheck,
    /// The rule in words.
    pub title: Text,
    /// What a finding says. `{body}` is the body that it is about, `{bodies}` several and `{count}` how many; `{where}` the
    /// cells; `{left}`, `{right}` and `{difference}` the two sides; `{why}` what the program found out besides, which may
    /// be nothing.
    pub message: Text,
    /// What to do about it.
    pub remedy: Text,
    /// A collection that keeps the rule, and one that breaks it and no other.
    pub example: Gatherings,
}

/// What must hold between the reports of many bodies.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CollectionCheck {
    /// Each printed figure is the sum of the bodies that count, with what was adjusted.
    Printed {
        /// Units that a figure may have been added up in by mistake: one by which amounts are printed, and by how many
        /// powers of ten it is more than the smaller one.
        units: Vec<(String, u8)>,
    },
    /// Every body that has to report is there.
    Present,
    /// The collecting agency's own report has nothing in these cells.
    Reviewed(Vec<String>),
    /// Every body that counts is accepted.
    Accepted,
    /// No body has anything in these cells where the collecting agency is of one of these kinds.
    Without {
        /// The cells, by patterns.
        cells: Vec<String>,
        /// The kinds, by [`BodyKind::name`](super::BodyKind::name).
        kinds: Vec<String>,
        /// Kinds of bodies to which a rule of their own says so.
        unless: Vec<String>,
    },
    /// No body whose name ends like this has to report here.
    Vertical {
        /// The ends of names.
        endings: Vec<String>,
    },
    /// No figure counts twice: a lower government's sum or its bodies, and no body under two names.
    Once,
    /// What is printed of the sum is not the collecting agency's own report.
    NotOwn,
    /// No two bodies have the same figures.
    Different,
    /// Every report is of the year's edition of the form.
    SameEdition,
    /// What the bodies carried in is what the last sum carried out, as bodies joined and left; along the columns of both.
    Carried {
        /// What is carried in, by a pattern.
        carried_in: String,
        /// What was carried out, by a pattern of as many cells.
        carried_out: String,
    },
    /// Every body of last year's roster is in this year's, under whatever name.
    Continued,
    /// No few bodies make up most of a change against last year.
    Influence {
        /// The cells, by patterns.
        cells: Vec<String>,
        /// How many hundredths of the change they make up.
        hundredths: u8,
        /// What there was last year at least.
        base: u32,
        /// How many bodies are few.
        few: usize,
    },
    /// A body's report is what was received.
    Unchanged,
    /// The collecting agency's own figures are within the printed sum.
    Within,
}

/// Two collections: what a rule is shown and tested with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gatherings {
    /// It keeps the rule.
    pub keeps: Gathering,
    /// It breaks the rule and no other.
    pub breaks: Gathering,
}

/// A collection as an example describes it: figures that are not named are 0, bodies have reported and are accepted.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Gathering {
    /// Those that the example gathers.
    pub bodies: Vec<Member>,
    /// What is printed of the sum, where anything is.
    pub printed: Option<Vec<(String, String)>>,
    /// The same of last year.
    pub last_printed: Option<Vec<(String, String)>>,
    /// The bodies of last year's roster, where there was one.
    pub last_roster: Option<Vec<String>>,
    /// What is adjusted, by cells.
    pub adjusted: Vec<(String, String)>,
}

/// A body of an example.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Member {
    /// Its name; that of the collecting agency where empty.
    pub name: String,
    /// Names that it had before.
    pub former: Vec<String>,
    /// Whether it has not reported.
    pub missing: bool,
    /// Whether nobody accepted its report yet.
    pub received: bool,
    /// Why it need not report.
    pub exempt: Option<String>,
    /// Whether its report was changed after it was received.
    pub changed: bool,
    /// Bodies that its report is added up over.
    pub over: Vec<String>,
    /// Whether its report is of another edition.
    pub other_edition: bool,
    /// Names of cells with their figures; all others are 0.
    pub cells: Vec<(String, String)>,
    /// Those of last year, where there was a report.
    pub last: Option<Vec<(String, String)>>,
}
