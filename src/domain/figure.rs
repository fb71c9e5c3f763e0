//! What a cell can hold and where it came from. It does not know which cells there are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::number::{Number, NumberError};

/// A cell's value. Unfilled is not zero, and neither is not applicable, although both add nothing to a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Figure {
    /// Nobody wrote anything yet.
    #[default]
    Unfilled,
    /// A number, 0 included.
    Number(Number),
    /// The printed sign `/`.
    NotApplicable,
}

impl Figure {
    /// The sign printed for a cell that does not apply.
    pub const NOT_APPLICABLE_SIGN: &'static str = "/";

    /// The number the figure counts as in a sum: `/` counts 0, an unfilled cell has none.
    pub fn counted(self) -> Option<Number> {
        match self {
            Figure::Unfilled => None,
            Figure::Number(number) => Some(number),
            Figure::NotApplicable => Some(Number::ZERO),
        }
    }

    /// Whether nothing was entered.
    pub fn is_unfilled(self) -> bool {
        self == Figure::Unfilled
    }
}

impl From<u32> for Figure {
    fn from(value: u32) -> Figure {
        Figure::Number(value.into())
    }
}

impl FromStr for Figure {
    type Err = NumberError;

    /// Reads `""` (unfilled), `/`, or a plain number.
    fn from_str(text: &str) -> Result<Figure, NumberError> {
        match text {
            "" => Ok(Figure::Unfilled),
            Figure::NOT_APPLICABLE_SIGN => Ok(Figure::NotApplicable),
            _ => text.parse().map(Figure::Number),
        }
    }
}

impl fmt::Display for Figure {
    /// The figure as it is printed; an unfilled cell prints nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figure::Unfilled => Ok(()),
            Figure::Number(number) => number.fmt(f),
            Figure::NotApplicable => f.write_str(Figure::NOT_APPLICABLE_SIGN),
        }
    }
}

/// What kind of number a cell takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A whole number, not negative.
    Count,
    /// A whole number, negative for a decrease.
    Signed,
    /// A decimal amount, not negative, of at most six places.
    Amount,
}

impl Kind {
    /// The name used in cell lists: `count`, `signed`, `amount`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Count => "count",
            Kind::Signed => "signed",
            Kind::Amount => "amount",
        }
    }

    /// Whether a cell of this kind can hold the number.
    pub fn admits(self, number: Number) -> bool {
        match self {
            Kind::Count => number.is_whole() && !number.is_negative(),
            Kind::Signed => number.is_whole(),
            Kind::Amount => !number.is_negative(),
        }
    }
}

/// Where a figure came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Typed or pasted by the clerk.
    Keyed,
    /// Filled with 0 by a command.
    Filled,
    /// Taken over from last year's report.
    Carried,
    /// Read from a document.
    Imported,
    /// A suspect's offered value, applied by the clerk.
    Proposal,
    /// Keyed a second time and found equal.
    Verified,
    /// Counted from a register of requests.
    Counted,
    /// Added up over bodies.
    Summed,
}

impl Origin {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Keyed => "keyed",
            Origin::Filled => "filled",
            Origin::Carried => "carried",
            Origin::Imported => "imported",
            Origin::Proposal => "proposal",
            Origin::Verified => "verified",
            Origin::Counted => "counted",
            Origin::Summed => "summed",
        }
    }
}

/// A figure together with its origin; an unfilled cell has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry {
    figure: Figure,
    origin: Option<Origin>,
}

impl Entry {
    /// Nothing entered.
    pub const UNFILLED: Entry = Entry { figure: Figure::Unfilled, origin: None };

    /// A figure of a known origin. An unfilled figure drops the origin, so equal entries compare equal.
    pub fn new(figure: Figure, origin: Origin) -> Entry {
        Entry { figure, origin: (!figure.is_unfilled()).then_some(origin) }
    }

    /// What stands in the cell; unfilled where nobody wrote anything.
    pub fn figure(self) -> Figure {
        self.figure
    }

    /// Where it came from; `None` for an unfilled cell.
    pub fn origin(self) -> Option<Origin> {
        self.origin
    }
}
