//! Conditions as rules write them, spelled out into cells: `3 * requests.new.total >= last.requests.new.total`. It reads
//! them; `rule` evaluates them.
//!
//! A condition is two sums with one of `=`, `!=`, `<`, `<=`, `>`, `>=` between them, all parts set apart by blanks. A
//! sum's part is a whole number, `year`, `this` (the cell at hand), or a pattern of cells, which means all of them
//! added up; `last.` before a pattern or `this` means the same cells of last year's report; `N *` before a part counts
//! it N times. Instead of a comparison may stand `alone` (last year's report is not there), `body.KIND`, `power.TABLE.ROW`, `last.PATTERN` (last year's form has these
//! cells) or `blank.PATTERN` (one of the cells is unfilled), each also after `not`. Several conditions with ` or ` between
//! them are one.

use serde::{Deserialize, Serialize};

use super::super::number::Number;
use super::super::text::Text;
use super::CellId;

/// What two sums must be to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    const SIGNS: [(&'static str, Comparison); 6] = [
        ("=", Comparison::Equal),
        ("!=", Comparison::Unequal),
        ("<", Comparison::Less),
        ("<=", Comparison::AtMost),
        (">", Comparison::More),
        (">=", Comparison::AtLeast),
    ];

    /// Whether it holds.
    pub fn holds(self, left: Number, right: Number) -> bool {
        match self {
            Comparison::Equal => left == right,
            Comparison::Unequal => left != right,
            Comparison::Less => left < right,
            Comparison::AtMost => left <= right,
            Comparison::More => left > right,
            Comparison::AtLeast => left >= right,
        }
    }

    /// The sign as it is printed.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::Unequal => "≠",
            Comparison::Less => "<",
            Comparison::AtMost => "≤",
            Comparison::More => ">",
            Comparison::AtLeast => "≥",
        }
    }
}

/// What one part of a sum counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// A number that the rule itself names.
    Constant(Number),
    /// A cell of this report.
    Cell(CellId),
    /// The cell of the same name in last year's report.
    LastYear(CellId),
    /// The report year.
    Year,
}

/// One part of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operand {
    /// How often it counts; negative where it is taken away.
    pub factor: i64,
    /// What it counts.
    pub quantity: Quantity,
}

/// Something that holds of a report, does not, or cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Two sums compared.
    Compare {
        /// Added up, before the sign.
        left: Vec<Operand>,
        /// How the two sides are compared.
        comparison: Comparison,
        /// Added up, behind the sign.
        right: Vec<Operand>,
    },
    /// What kind of body reports.
    Body {
        /// The kind's name in the profile.
        kind: String,
        /// Whether it must be of it.
        wanted: bool,
    },
    /// What the body has powers for.
    Power {
        /// `table.row`.
        row: String,
        /// Whether it must have them.
        wanted: bool,
    },
    /// Whether last year's report is not there.
    Alone {
        /// Whether it must not be there.
        wanted: bool,
    },
    /// Whether last year's form has cells of these names.
    KnownLastYear {
        /// Cells of this form; last year's are looked up by their names.
        cells: Vec<CellId>,
        /// Whether it must have all of them.
        wanted: bool,
    },
    /// Whether a value still waits for a cell.
    Blank {
        /// The cells that the value is made of.
        cells: Vec<CellId>,
        /// Whether one must wait.
        wanted: bool,
    },
    /// One of these.
    Any(Vec<Condition>),
}

impl Condition {
    /// The cells of this report whose values it compares.
    pub fn cells(&self) -> Vec<CellId> {
        match self {
            Condition::Compare { left, right, .. } => {
                let cells = left.iter().chain(right).filter_map(|operand| match operand.quantity {
                    Quantity::Cell(cell) => Some(cell),
                    _ => None,
                });
                cells.collect()
            }
            Condition::Any(conditions) => conditions.iter().flat_map(Condition::cells).collect(),
            _ => Vec::new(),
        }
    }
}

/// Reads a condition. `cells` gives the cells of a pattern, and is asked with the pattern alone; `None` where it said
/// itself what is wrong.
pub(super) fn parse(
    text: &str,
    cells: &mut impl FnMut(&str) -> Option<Vec<CellId>>,
) -> Result<Option<Condition>, Text> {
    let parts: Vec<&str> = text.split(" or ").collect();
    if parts.len() > 1 {
        let parts = parts.into_iter().map(|part| parse(part, cells)).collect::<Result<Option<Vec<_>>, _>>()?;
        return Ok(parts.map(Condition::Any));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (wanted, rest) = match words.as_slice() {
        ["not", rest @ ..] => (false, rest),
        rest => (true, rest),
    };
    if let ["alone"] = rest {
        return Ok(Some(Condition::Alone { wanted }));
    }
    if let [word] = rest {
        return match word.split_once('.') {
            Some(("body", kind)) => Ok(Some(Condition::Body { kind: kind.into(), wanted })),
            Some(("power", row)) => {
                Ok(cells(&format!("{row}.*")).map(|_| Condition::Power { row: row.into(), wanted }))
            }
            Some(("last", pattern)) => Ok(cells(pattern).map(|cells| Condition::KnownLastYear { cells, wanted })),
            Some(("blank", pattern)) => Ok(cells(pattern).map(|cells| Condition::Blank { cells, wanted })),
            _ => Err(Text { zh: format!("`{text}` 不是条件"), en: format!("`{text}` is no condition") }),
        };
    }
    let sign = |word: &&str| Comparison::SIGNS.iter().find(|(sign, _)| sign == word).map(|(_, comparison)| *comparison);
    let mut signs = words.iter().enumerate().filter_map(|(at, word)| sign(word).map(|comparison| (at, comparison)));
    let (Some((at, comparison)), None) = (signs.next(), signs.next()) else {
        let zh = format!("`{text}` 没有比较两个和");
        return Err(Text { zh, en: format!("`{text}` does not compare two sums") });
    };
    let (left, right) = (sum(&words[..at], cells)?, sum(&words[at + 1..], cells)?);
    Ok(left.zip(right).map(|(left, right)| Condition::Compare { left, comparison, right }))
}

/// One sum; `None` where a pattern has no cell here.
fn sum(words: &[&str], cells: &mut impl FnMut(&str) -> Option<Vec<CellId>>) -> Result<Option<Vec<Operand>>, Text> {
    let mut operands = Vec::new();
    let (mut factor, mut known) = (1, true);
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        match *word {
            "+" => continue,
            "-" => {
                factor = -factor;
                continue;
            }
            _ => {}
        }
        if let Ok(number) = word.parse::<i32>() {
            if words.next_if(|next| **next == "*").is_some() {
                factor *= i64::from(number);
                continue;
            }
            let number = Number::from(number.unsigned_abs());
            operands.push(Operand {
                factor: factor * if word.starts_with('-') { -1 } else { 1 },
                quantity: Quantity::Constant(number),
            });
        } else if *word == "year" {
            operands.push(Operand { factor, quantity: Quantity::Year });
        } else {
            let (pattern, last) = word.strip_prefix("last.").map_or((*word, false), |rest| (rest, true));
            match cells(pattern) {
                Some(cells) => operands.extend(cells.into_iter().map(|cell| Operand {
                    factor,
                    quantity: if last { Quantity::LastYear(cell) } else { Quantity::Cell(cell) },
                })),
                None => known = false,
            }
        }
        factor = 1;
    }
    match (known, operands.is_empty()) {
        (false, _) => Ok(None),
        (true, true) => {
            let words = words.copied().collect::<Vec<_>>().join(" ");
            Err(Text { zh: format!("`{words}` 里什么也没有"), en: format!("`{words}` names nothing") })
        }
        (true, false) => Ok(Some(operands)),
    }
}
