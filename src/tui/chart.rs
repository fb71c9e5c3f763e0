//! The picture of an agency's years: which measure is drawn as bars, and which years are in sight. The figures are the
//! trend's; drawing is for `view`.

use crate::domain::recalculation::Sum;
use crate::domain::text::Lang;
use crate::domain::trend::{Trend, Year, per_cent};

use super::key::{Chord, Code};

/// What a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It stays open.
    Open,
    /// It is closed.
    Closed,
}

/// The picture.
#[derive(Debug, Clone)]
pub struct ChartView {
    /// The years.
    pub trend: Trend,
    /// What could not be read, in words.
    pub troubles: Vec<String>,
    /// The measure drawn as bars: a count, or behind them the rate.
    pub measure: usize,
    /// How many of the newest years are passed over.
    pub back: usize,
}

impl ChartView {
    /// The picture of a trend, the newest years in sight.
    pub fn new(trend: Trend, troubles: Vec<String>) -> ChartView {
        ChartView { trend, troubles, measure: 0, back: 0 }
    }

    /// How many measures there are.
    pub fn measures(&self) -> usize {
        self.trend.counts.len() + 1
    }

    /// A measure's label.
    pub fn label(&self, measure: usize, lang: Lang) -> &str {
        self.trend.counts.get(measure).unwrap_or(&self.trend.rate).label.get(lang)
    }

    /// The height that stands for all there can be: 100 % of a rate. A count has none.
    pub fn whole(&self, measure: usize) -> Option<u64> {
        (measure >= self.trend.counts.len()).then_some(1000)
    }

    /// The years in sight, at most `room`, the oldest first.
    pub fn years(&self, room: usize) -> &[Year] {
        let years = &self.trend.years;
        let end = years.len() - self.back.min(years.len().saturating_sub(room));
        &years[end.saturating_sub(room)..end]
    }

    /// A measure of a year: how high its bar is, and what is written on it. A year without a report, or one whose cells
    /// are not all filled, has no bar and a sign in place of the number.
    pub fn bar(&self, year: &Year, measure: usize) -> (u64, String) {
        let Some(values) = &year.values else { return (0, "-".into()) };
        match values.counts.get(measure) {
            Some(count) => {
                let number = count.and_then(Sum::complete);
                let height = number.and_then(|number| number.to_integer()).and_then(|n| u64::try_from(n).ok());
                (height.unwrap_or(0), figure(*count))
            }
            None => {
                let rate = values.rate();
                (rate.unwrap_or(0).into(), rate.map_or_else(|| "-".into(), per_cent))
            }
        }
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord) -> Taken {
        let measures = self.measures();
        let most = self.trend.years.len().saturating_sub(1);
        match chord.code {
            Code::Esc | Code::Enter | Code::Char('q' | 'y') => return Taken::Closed,
            Code::Char('g') if chord.ctrl => return Taken::Closed,
            Code::Left => self.measure = (self.measure + measures - 1) % measures,
            Code::Right | Code::Tab | Code::Char(' ') => self.measure = (self.measure + 1) % measures,
            Code::Up | Code::PageUp => self.back = (self.back + 1).min(most),
            Code::Down | Code::PageDown => self.back = self.back.saturating_sub(1),
            _ => {}
        }
        Taken::Open
    }
}

/// A count as it is written beside the picture: `?` while cells are unfilled, `-` where the edition has no such row.
pub fn figure(sum: Option<Sum>) -> String {
    match sum {
        None => "-".into(),
        Some(sum) => sum.complete().map_or_else(|| "?".into(), |number| number.to_string()),
    }
}
