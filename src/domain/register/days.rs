//! The days of a register: those without a year get one, by the number of the request, by a remark, by what stands in the sheet's
//! title, by the order of the lines, and last by the year that is asked for. What was concluded is said; what contradicts itself
//! stays without a year, and is asked.

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

/// An answer further behind its request, whose year nobody wrote, may as well be a slip of the pen.
const FURTHEST: i32 = 183;

/// The days of all lines, in a register of a year.
pub fn days(records: &[Record], before: &[String], year: i16) -> Vec<Days> {
    let orders = orders(records);
    let mut days: Vec<Days> = Vec::with_capacity(records.len());
    for (record, order) in records.iter().zip(orders) {
        let mut here = Days::default();
        match &record.received {
            Day::Known(day) => (here.year, here.received) = (Some(day.year()), Some(*day)),
            Day::OfSomeYear(month, day) => {
                here.year = concluded(record, (*month, *day), order, before, year);
                here.received = here.year.and_then(|year| Date::new(year, *month, *day).ok());
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
                // An answer comes behind the receipt, and hardly half a year behind it.
                let first = here.year.unwrap_or(record.year.unwrap_or(year));
                let of_year = |year: i16| Date::new(year, *month, *day).ok();
                here.answered = match here.received {
                    None => of_year(first),
                    Some(received) => of_year(first)
                        .filter(|day| *day >= received)
                        .or_else(|| of_year(first + 1).filter(|day| (*day - received).get_days() <= FURTHEST)),
                };
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

/// The year of a day of receipt; `None` where what tells it contradicts itself.
fn concluded(record: &Record, came: (i8, i8), order: Order, before: &[String], year: i16) -> Option<i16> {
    let own = record.year.unwrap_or(year);
    let of_number = number_year(&record.number, year);
    let is_before = before.iter().any(|words| record.remark.contains(words.as_str()));
    let told = of_number.or(is_before.then_some(own - 1));
    let by_order = match order {
        Order::Before => Some(own - 1),
        Order::Own => Some(own),
        Order::Unknown => None,
    };
    // Nothing happens to a request before it comes.
    let latest = record.first_after().map(|day| {
        let is_same = came <= (day.month(), day.day());
        (if is_same { day.year() } else { day.year() - 1 }, day.year())
    });
    match (told, latest) {
        (Some(told), Some((latest, _))) => (told <= latest).then_some(told),
        (Some(told), None) => Some(told),
        (None, Some((latest, of))) if by_order.is_none_or(|year| year > latest) => (of == own).then_some(latest),
        // Nothing that has its year was left for half a year.
        (None, Some((latest, _))) => Some(by_order.unwrap_or(latest)),
        (None, None) => by_order,
    }
}

/// What the order of its sheet says of a line's year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// It is the one before that of the sheet.
    Before,
    /// It is that of the sheet.
    Own,
    /// Nothing: the line could be of either.
    Unknown,
}

/// What the order of lines says: where a sheet goes on from December to January, what stands before was carried over.
fn orders(records: &[Record]) -> Vec<Order> {
    let mut orders = Vec::with_capacity(records.len());
    for sheet in records.chunk_by(|a, b| a.sheet() == b.sheet() && a.year == b.year) {
        if sheet.iter().all(|record| !matches!(record.received, Day::OfSomeYear(..))) {
            orders.extend(sheet.iter().map(|_| Order::Own));
            continue;
        }
        let first = first_own(sheet);
        orders.extend(sheet.iter().enumerate().map(|(at, record)| match first {
            Some(first) if at < first => Order::Before,
            None if matches!(record.answered, Day::OfSomeYear(..)) && ends_before_it_came(record) => Order::Unknown,
            _ => Order::Own,
        }));
    }
    orders
}

/// The first line of a sheet that is of the sheet's own year; `None` where its lines are in no order.
fn first_own(sheet: &[Record]) -> Option<usize> {
    // Days by which a sheet in order may go back, and by which it goes back at the turn of the year.
    const LITTLE: i32 = 31;
    const MUCH: i32 = 150;
    let place = |(month, day): (i8, i8)| i32::from(month) * 31 + i32::from(day);
    let days: Vec<(usize, i32)> =
        sheet.iter().enumerate().filter_map(|(at, record)| Some((at, place(record.came()?)))).collect();
    let mut turn = None;
    for pair in days.windows(2) {
        let back = pair[0].1 - pair[1].1;
        match turn {
            None if back >= MUCH => turn = Some(pair[1].0),
            _ if back > LITTLE => return None,
            _ => {}
        }
    }
    let Some(turn) = turn else { return Some(0) };
    let carried = &sheet[..turn];
    let mut yearless = carried.iter().filter(|record| matches!(record.received, Day::OfSomeYear(..)));
    let may_be = yearless.all(|record| record.answered == Day::Blank || ends_before_it_came(record));
    (may_be && turn * 2 <= sheet.len()).then_some(turn)
}

/// Whether a line's answer stands earlier in the calendar than its receipt, or its year tells where it belongs.
fn ends_before_it_came(record: &Record) -> bool {
    match (&record.answered, record.came()) {
        (Day::OfSomeYear(month, day), Some(came)) => (*month, *day) < came,
        (Day::Known(_), _) => true,
        _ => false,
    }
}

/// The year that the number of a request begins with: `2025-001`, `〔2025〕1号`, `20250103001`.
fn number_year(number: &str, year: i16) -> Option<i16> {
    let digits: Vec<char> = number.chars().map(fold).collect();
    let runs = digits.split(|c| !c.is_ascii_digit()).filter(|run| run.len() >= 4);
    let years = runs.filter_map(|run| run[..4].iter().collect::<String>().parse::<i16>().ok());
    years.into_iter().find(|found| (year - 5..=year + 1).contains(found))
}
