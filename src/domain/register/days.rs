//! The days of a register: those without a year get one, by the number of the request, by a remark, by what stands in the sheet's
//! title, by the order of the lines, and last by the year that is asked for. What was concluded is said.

use jiff::civil::Date;

use crate::domain::spelling::fold;

use super::record::{Day, Record};

/// What is known of a line's days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    /// The year in which it was received; `None` where nothing tells.
    pub year: Option<i16>,
    /// The day on which it was received.
    pub received: Option<Date>,
    /// The day on which it was answered.
    pub answered: Option<Date>,
    /// Whether something stands where the day of the answer should, and is none.
    pub is_unclear: bool,
    /// Whether a year was concluded.
    pub is_concluded: bool,
}

/// The days of all lines, in a register of a year.
pub fn days(records: &[Record], before: &[String], year: i16) -> Vec<Days> {
    let mut days: Vec<Days> = Vec::with_capacity(records.len());
    for (index, record) in records.iter().enumerate() {
        let mut here = Days::default();
        match &record.received {
            Day::Known(day) => (here.year, here.received) = (Some(day.year()), Some(*day)),
            Day::OfSomeYear(month, day) => {
                let concluded = number_year(&record.number, year).or_else(|| {
                    let is_before = before.iter().any(|words| record.remark.contains(words.as_str()));
                    is_before.then_some(record.year.unwrap_or(year) - 1)
                });
                let concluded = concluded.unwrap_or_else(|| {
                    let own = record.year.unwrap_or(year);
                    if ended_before(records, index, (*month, *day)) { own - 1 } else { own }
                });
                here.year = Some(concluded);
                here.received = Date::new(concluded, *month, *day).ok();
                here.is_concluded = true;
            }
            Day::Blank | Day::Words(_) => {
                here.year = number_year(&record.number, year);
                here.is_concluded = here.year.is_some();
            }
        }
        match &record.answered {
            Day::Known(day) => here.answered = Some(*day),
            Day::OfSomeYear(month, day) => {
                // An answer comes behind the receipt, and hardly a year behind it.
                let first = here.year.unwrap_or(record.year.unwrap_or(year));
                let is_behind =
                    here.received.is_none_or(|received| (received.month(), received.day()) <= (*month, *day));
                here.answered = Date::new(if is_behind { first } else { first + 1 }, *month, *day).ok();
                here.is_unclear = here.answered.is_none();
                here.is_concluded = true;
            }
            Day::Blank => {}
            Day::Words(words) => here.is_unclear = words.chars().any(char::is_alphanumeric),
        }
        days.push(here);
    }
    days
}

/// Whether a day stands at the head of its sheet before earlier days of a year, and was answered before its own month came
/// round: then it is one of the year before.
fn ended_before(records: &[Record], index: usize, received: (i8, i8)) -> bool {
    let record = &records[index];
    let Day::OfSomeYear(month, day) = record.answered else { return false };
    let later = records[index + 1..].iter().find_map(|other| match other.received {
        Day::OfSomeYear(month, day) => Some((month, day)),
        Day::Known(day) => Some((day.month(), day.day())),
        _ => None,
    });
    (month, day) < received && later.is_some_and(|later| later < received)
}

/// The year that the number of a request begins with: `2025-001`, `〔2025〕1号`, `20250103001`.
fn number_year(number: &str, year: i16) -> Option<i16> {
    let digits: Vec<char> = number.chars().map(fold).collect();
    let runs = digits.split(|c| !c.is_ascii_digit()).filter(|run| run.len() >= 4);
    let years = runs.filter_map(|run| run[..4].iter().collect::<String>().parse::<i16>().ok());
    years.into_iter().find(|found| (year - 5..=year + 1).contains(found))
}
