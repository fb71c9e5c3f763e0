//! The roster of a collecting office: the bodies with their duty, and what happened to each of them. Sums and rules are elsewhere.

use jiff::civil::Date;

use super::super::number::Number;
use super::super::report::{Scope, plain_name};
use super::super::text::Lang;

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
    /// Which of its reports is added up: its own, or, of a lower government, what that added up over its own bodies.
    pub scope: Scope,
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
    /// The digest of what the report in it says as it was put into the library; see `seal`. Empty where that is not known.
    pub content: String,
    /// What tells its figures: the digest of those that are not 0. Empty where there are none, or that is not known.
    pub tables: String,
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
    pub amount: Number,
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

impl Collection {
    /// A collection without bodies.
    pub fn new(agency: &str, year: i32) -> Collection {
        Collection { agency: agency.into(), year, ..Collection::default() }
    }

    /// The body of a name, or of one that it had before.
    pub fn find(&self, name: &str) -> Option<usize> {
        let name = plain_name(name);
        let by_name = self.bodies.iter().position(|body| plain_name(&body.name) == name);
        by_name.or_else(|| self.bodies.iter().position(|body| body.was_called(name)))
    }

    /// The groups in the order in which the roster names them first; bodies without one are in none.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for body in self.bodies.iter().filter(|body| !body.group.is_empty()) {
            if !groups.contains(&body.group.as_str()) {
                groups.push(&body.group);
            }
        }
        groups
    }
}

impl State {
    /// The name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            State::Missing => "missing",
            State::Returned => "returned",
            State::Received => "received",
            State::Resubmitted => "resubmitted",
            State::Accepted => "accepted",
            State::Exempt => "exempt",
        }
    }

    /// What the state is called.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            State::Missing => lang.pick("未报", "missing"),
            State::Returned => lang.pick("退回", "returned"),
            State::Received => lang.pick("已收", "received"),
            State::Resubmitted => lang.pick("重报", "resubmitted"),
            State::Accepted => lang.pick("已核", "accepted"),
            State::Exempt => lang.pick("免报", "exempt"),
        }
    }
}

impl Duty {
    /// The name in machine-readable output.
    pub fn name(&self) -> &'static str {
        match self {
            Duty::Required => "required",
            Duty::Exempt(_) => "exempt",
            Duty::Separate => "separate",
        }
    }

    /// What the duty is called.
    pub fn words(&self, lang: Lang) -> &'static str {
        match self {
            Duty::Required => lang.pick("须报", "required"),
            Duty::Exempt(_) => lang.pick("免报", "exempt"),
            Duty::Separate => lang.pick("自成系统", "separate"),
        }
    }
}

impl Body {
    /// A body of nothing but a name: it has to report.
    pub fn new(name: &str) -> Body {
        Body { name: name.into(), ..Body::default() }
    }

    /// Whether it had a name before, blanks around it aside.
    pub fn was_called(&self, name: &str) -> bool {
        self.former.iter().any(|former| plain_name(former) == plain_name(name))
    }

    /// Its state where its report may lie in the library without having been handed in, as that of the collecting office
    /// itself does: for a body that has to report, a report that is there was received.
    pub fn state_with(&self, is_there: bool) -> State {
        match self.state() {
            State::Missing if is_there => State::Received,
            state => state,
        }
    }

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
