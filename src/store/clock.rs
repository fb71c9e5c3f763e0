//! The one clock: what time it is in the zone that the system names, for all that is dated. Where the system names none, or one
//! whose rules are not to be had, it is Beijing time, which all of China has. How long something takes, and how old a file is,
//! is not asked here.

use std::time::SystemTime;

use jiff::civil::DateTime;
use jiff::tz::{TimeZone, offset};
use jiff::{Timestamp, Zoned};

/// The environment's word for an instant at which the clock stands still, such as `2026-11-29T16:24:00Z`: for tests, and for
/// files of two machines that are to be equal.
const VARIABLE: &str = "GOUJI_NOW";

/// The present moment.
pub fn now() -> Zoned {
    let still = std::env::var(VARIABLE).ok().and_then(|instant| instant.parse::<Timestamp>().ok());
    still.unwrap_or_else(Timestamp::now).to_zoned(zone())
}

/// The present moment in UTC, as properties of documents have it.
pub fn universal() -> DateTime {
    now().with_time_zone(TimeZone::UTC).datetime()
}

/// The present moment in this shape, as `strftime` has it.
pub fn told(shape: &str) -> String {
    now().strftime(shape).to_string()
}

/// The present date: `2026-01-15`.
pub fn today() -> String {
    now().date().to_string()
}

/// The present year.
pub fn this_year() -> i32 {
    i32::from(now().year())
}

/// A time of the system by the calendar and the clock.
pub fn local(time: SystemTime) -> Option<Zoned> {
    Some(Timestamp::try_from(time).ok()?.to_zoned(zone()))
}

fn zone() -> TimeZone {
    TimeZone::try_system().unwrap_or_else(|_| TimeZone::fixed(offset(8)))
}
