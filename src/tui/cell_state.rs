//! In what state a cell is, beyond its figure: how it came by it, and whether somebody should look again.

use crate::domain::figure::Origin;
use crate::domain::form::CellId;
use crate::domain::notes::is_sourced;
use crate::domain::report::Report;
use crate::domain::text::Lang;

/// The state of a filled cell that was not simply keyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Filled with 0 by one key.
    Filled,
    /// Brought forward from last year's report.
    Carried,
    Imported,
    /// Counted from a register, or added up over bodies.
    Computed,
    /// Keyed twice, or confirmed.
    Verified,
    /// A value that was offered, or one that a document's reader was not sure of.
    Doubtful,
}

impl State {
    /// The state of a cell; `None` for one that is unfilled, was keyed, or is computed: then only what its source printed may
    /// be doubtful.
    pub fn of(report: &Report, cell: CellId) -> Option<State> {
        let origin = report.entry(cell).origin()?;
        let is_total = report.form().is_total(cell);
        match origin {
            Origin::Imported if is_total && !is_sourced(report, cell) => None,
            Origin::Verified | Origin::Proposal | Origin::Counted | Origin::Summed if is_total => None,
            Origin::Keyed => None,
            Origin::Filled => Some(State::Filled),
            Origin::Carried => Some(State::Carried),
            Origin::Imported if is_sourced(report, cell) => Some(State::Doubtful),
            Origin::Imported => Some(State::Imported),
            Origin::Verified => Some(State::Verified),
            Origin::Proposal => Some(State::Doubtful),
            Origin::Counted | Origin::Summed => Some(State::Computed),
        }
    }
}

pub fn origin_word(origin: Origin, lang: Lang) -> &'static str {
    match origin {
        Origin::Keyed => lang.pick("录入", "keyed"),
        Origin::Filled => lang.pick("补 0", "filled with 0"),
        Origin::Carried => lang.pick("提取上年数", "brought forward"),
        Origin::Imported => lang.pick("导入", "imported"),
        Origin::Proposal => lang.pick("建议值", "suggested"),
        Origin::Verified => lang.pick("已复核", "verified"),
        Origin::Counted => lang.pick("台账计数", "counted from the register"),
        Origin::Summed => lang.pick("汇总", "added up"),
    }
}
