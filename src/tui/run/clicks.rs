//! Tells a double click from two clicks. A terminal says of a click only where it was.

use std::time::{Duration, Instant};

/// The longest time between two clicks that belong together: what desktops have.
const TWICE: Duration = Duration::from_millis(500);

#[derive(Default)]
pub struct Clicks {
    last: Option<(Instant, u16, u16)>,
}

impl Clicks {
    /// Takes note of a click; whether it is the second of two. A third one is a first again.
    pub fn is_second(&mut self, column: u16, row: u16) -> bool {
        let now = Instant::now();
        let is_same = |&(at, x, y): &(Instant, u16, u16)| (x, y) == (column, row) && now.duration_since(at) < TWICE;
        let is_second = self.last.as_ref().is_some_and(is_same);
        self.last = (!is_second).then_some((now, column, row));
        is_second
    }
}
