//! The roster of a collecting office: the bodies with their duty, and what happened to each of them. Sums and rules are elsewhere.

use jiff::civil::Date;

use crate::domain::figure::Figure;

/// A collection of one agency and year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collection {
    /// The collecting agency's full name.
    pub agency: String,
    /// The report year.
    pub year: i32,
    /// The bodies, in the order of the roster.
    pub bodies: Vec<Body>,
    /// What explains a difference between the sum and its parts on purpose.
    pub adjustments: Vec<Adjustment>,
}

/// A body of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Its full name, under which its reports lie in the library.
    pub name: String,
    /// Names that it had before.
    pub former: Vec<String>,
    /// The group it is added up with, such as 部门 or 乡镇街道; empty where there is none.
    pub group: String,
    /// Whether it has to report.
    pub duty: Duty,
    /// By when, if that was said.
    pub due: Option<Date>,
    /// What was received of it, in order.
    pub receipts: Vec<Receipt>,
    /// What was decided about it, in order.
    pub decisions: Vec<Decision>,
}

/// Whether a body has to report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Duty {
    /// 须报.
    #[default]
    Required,
    /// 免报, with the reason.
    Exempt(String),
    /// 自成系统: it reports to its own superior.
    Separate,
}

/// A file that a body handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its name as it came.
    pub name: String,
    /// Its name under `received/YEAR/`.
    pub kept: String,
    /// The SHA-256 digest of its bytes, in hexadecimal.
    pub sha256: String,
    /// The digest of what the report in it says; see `seal`.
    pub content: String,
    /// The day on which it was taken in.
    pub date: Date,
}

/// What a person decided about a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// On which day.
    pub date: Date,
    /// After how many receipts: a decision speaks of the newest of them.
    pub receipts: usize,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// 已核.
    Accepted,
    /// 退回, with the return slip of this number.
    Returned(Slip),
    /// 免报, with the reason.
    Exempted(String),
}

/// A return slip: what a body has to mend.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slip {
    /// Its number within the collection, from 1.
    pub number: u32,
    /// What there is to mend.
    pub points: Vec<Point>,
    /// A free remark.
    pub remark: String,
    /// By when.
    pub due: Option<Date>,
}

/// A point of a return slip.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The rule's id.
    pub rule: String,
    /// The names of its cells.
    pub cells: Vec<String>,
    /// Both numbers, where the rule compares two.
    pub sides: Option<(String, String)>,
    /// What is said of it, and what to do.
    pub message: String,
}

/// What explains on purpose that a cell of the sum is more or less than its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// The cell's name.
    pub cell: String,
    /// What is added; it may be negative.
    pub amount: Figure,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// On which day.
    pub date: Date,
}

/// The state of a body's line: there are no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 未报.
    Missing,
    /// 退回.
    Returned,
    /// 已收.
    Received,
    /// 重报: handed in anew after it was returned.
    Resubmitted,
    /// 已核.
    Accepted,
    /// 免报.
    Exempt,
}

impl Body {
    /// Its state: what was last decided about what was last received.
    pub fn state(&self) -> State {
        let last = self.decisions.last();
        let returned = self.decisions.iter().any(|decision| matches!(decision.verdict, Verdict::Returned(_)));
        match (last.map(|decision| (&decision.verdict, decision.receipts == self.receipts.len())), &self.duty) {
            (Some((Verdict::Accepted, true)), _) => State::Accepted,
            (Some((Verdict::Returned(_), true)), _) => State::Returned,
            (Some((Verdict::Exempted(_), true)), _) => State::Exempt,
            (_, Duty::Exempt(_) | Duty::Separate) if self.receipts.is_empty() => State::Exempt,
            _ if self.receipts.is_empty() => State::Missing,
            _ if returned => State::Resubmitted,
            _ => State::Received,
        }
    }
}
