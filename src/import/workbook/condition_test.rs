//! What the condition of a format says of a cell's own value, in the words of every kind of workbook. What a formula says of
//! other cells is not worked out: nobody can tell whether such a condition is met.

use super::sheet::{address, plain_number};
use crate::domain::number::Number;

/// How a value compares with one number, or with the two that bound a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Below,
    AtMost,
    Equal,
    NotEqual,
    AtLeast,
    Above,
    Between,
    NotBetween,
}

/// Where a value holds a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    Somewhere,
    Nowhere,
    AtStart,
    AtEnd,
}

/// What is said of a cell's own value.
#[derive(Debug)]
pub enum Test {
    Always,
    Never,
    Number(Comparison, Vec<Number>),
    Text(Holding, String),
    Unknown,
}

/// The signs of formulas; of two that begin alike the longer one comes first.
const SIGNS: [(&str, Comparison); 7] = [
    ("!=", Comparison::NotEqual),
    ("<>", Comparison::NotEqual),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("=", Comparison::Equal),
    ("<", Comparison::Below),
    (">", Comparison::Above),
];

impl Comparison {
    /// The one that Excel calls so (ECMA-376, ST_ConditionalFormattingOperator).
    pub fn named(name: &str) -> Option<Comparison> {
        Some(match name {
            "lessThan" => Comparison::Below,
            "lessThanOrEqual" => Comparison::AtMost,
            "equal" => Comparison::Equal,
            "notEqual" => Comparison::NotEqual,
            "greaterThanOrEqual" => Comparison::AtLeast,
            "greaterThan" => Comparison::Above,
            "between" => Comparison::Between,
            "notBetween" => Comparison::NotBetween,
            _ => return None,
        })
    }

    /// Whether a number keeps to it; none without its bounds.
    fn holds(self, number: Number, bounds: &[Number]) -> Option<bool> {
        let first = *bounds.first()?;
        let between = || bounds.get(1).map(|last| (first.min(*last)..=first.max(*last)).contains(&number));
        Some(match self {
            Comparison::Below => number < first,
            Comparison::AtMost => number <= first,
            Comparison::Equal => number == first,
            Comparison::NotEqual => number != first,
            Comparison::AtLeast => number >= first,
            Comparison::Above => number > first,
            Comparison::Between => between()?,
            Comparison::NotBetween => !between()?,
        })
    }
}

impl Test {
    /// How a value compares with a number or two, which formulas name.
    pub fn compared<T: AsRef<str>>(comparison: Comparison, formulas: &[T]) -> Test {
        let number = |formula: &T| formula.as_ref().trim().trim_start_matches('=').parse::<Number>();
        match formulas.iter().map(number).collect::<Result<Vec<_>, _>>() {
            Ok(numbers) if !numbers.is_empty() => Test::Number(comparison, numbers),
            _ => Test::Unknown,
        }
    }

    /// What words say that begin with a sign.
    pub fn signed(words: &str) -> Option<Test> {
        let (comparison, bound) =
            SIGNS.iter().find_map(|(sign, comparison)| Some((*comparison, words.strip_prefix(sign)?)))?;
        Some(Test::compared(comparison, &[bound]))
    }

    /// A formula that is about the cell alone, which is named as the first one of the region.
    pub fn of_formula(formula: &str, (row, column): (usize, usize)) -> Test {
        let formula = formula.trim_start_matches('=').replace(' ', "").to_ascii_uppercase();
        let is_own = |name: &str| {
            // Fixed in its column or row, it is the cell's own only there.
            address(name) == Some((row, column)) && !name.contains('$')
        };
        match formula.as_str() {
            "TRUE" | "TRUE()" | "1" => return Test::Always,
            "FALSE" | "FALSE()" | "0" => return Test::Never,
            _ => {}
        }
        let inner = |name: &str| formula.strip_prefix(name).and_then(|rest| rest.strip_suffix(')'));
        if ["ISERROR(", "ISERR(", "ISNA(", "ISBLANK("].iter().filter_map(|name| inner(name)).any(is_own) {
            return Test::Never;
        }
        let sign = formula.find(['<', '>', '=', '!']).filter(|at| is_own(&formula[..*at]));
        sign.and_then(|at| Test::signed(&formula[at..])).unwrap_or(Test::Unknown)
    }

    /// Whether it is met; none where nobody can tell.
    pub fn holds(&self, value: &str) -> Option<bool> {
        match self {
            Test::Always => Some(true),
            Test::Never => Some(false),
            Test::Unknown => None,
            Test::Text(_, text) if text.is_empty() => None,
            Test::Text(holding, text) => {
                let (value, text) = (value.to_lowercase(), text.to_lowercase());
                Some(match holding {
                    Holding::Somewhere => value.contains(&text),
                    Holding::Nowhere => !value.contains(&text),
                    Holding::AtStart => value.starts_with(&text),
                    Holding::AtEnd => value.ends_with(&text),
                })
            }
            Test::Number(comparison, bounds) => match plain_number(value).parse::<Number>() {
                Ok(number) => comparison.holds(number, bounds),
                // Words are greater than any number, and equal to none.
                Err(_) => Some(matches!(comparison, Comparison::Above | Comparison::AtLeast | Comparison::NotEqual)),
            },
        }
    }
}
