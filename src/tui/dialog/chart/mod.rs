//! The picture of an agency's years: which measure is drawn as bars, and which years are in sight. The figures are the
//! trend's.

mod draw;

use crate::domain::recalculation::Sum;
use crate::domain::report::{Key, Scope};
use crate::domain::text::Lang;
use crate::domain::trend::{Trend, Year, per_cent};

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::{Desk, Screen};
use super::super::key::{Chord, Code};
use super::super::message::Effect;
use super::act::{Did, Help, Modal};

#[derive(Debug, Clone)]
pub struct ChartView {
    trend: Trend,
    /// What could not be read, in words.
    troubles: Vec<String>,
    /// The measure drawn as bars: a count, or behind them the rate.
    measure: usize,
    /// How many of the newest years are passed over.
    back: usize,
}

impl ChartView {
    /// The picture of a trend, the newest years in sight; `None`, and why it is said, where there is nothing to be drawn.
    pub fn new(trend: Option<Trend>, troubles: Vec<String>, desk: &mut Desk) -> Option<ChartView> {
        let lang = desk.lang();
        if trend.is_none() {
            let words = lang.pick("没有可绘图的报告", "No report can be drawn");
            let why = troubles.first().map_or_else(String::new, |first| format!("{}{first}", lang.pick("：", ": ")));
            desk.refuse(format!("{words}{why}"));
        }
        Some(ChartView { trend: trend?, troubles, measure: 0, back: 0 })
    }

    fn measures(&self) -> usize {
        self.trend.counts.len() + 1
    }

    fn label(&self, measure: usize, lang: Lang) -> &str {
        self.trend.counts.get(measure).unwrap_or(&self.trend.rate).label.get(lang)
    }

    /// The height that stands for all there can be: 100 % of a rate. A count has none.
    fn whole(&self, measure: usize) -> Option<u64> {
        (measure >= self.trend.counts.len()).then_some(1000)
    }

    /// The years in sight, at most `room`, the oldest first.
    fn years(&self, room: usize) -> &[Year] {
        let years = &self.trend.years;
        let end = years.len() - self.back.min(years.len().saturating_sub(room));
        &years[end.saturating_sub(room)..end]
    }

    /// A measure of a year: how high its bar is, and what is written on it. A year without a report, or one whose cells
    /// are not all filled, has no bar and a sign in place of the number.
    fn bar(&self, year: &Year, measure: usize) -> (u64, String) {
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
}

impl Modal for ChartView {
    const HELP: Help = [
        ("历年图", "本单位历年数据；仅供查看。"),
        ("Multi-year chart", "the agency's figures of all years, for viewing only."),
    ];

    /// Asks for the years of the agency that is chosen or whose report is open.
    fn open(_command: Command, desk: &mut Desk) -> Result<ChartView, Did> {
        if !desk.settle() {
            return Err(Did::Close);
        }
        let (key, open) = match &desk.screen {
            Screen::Library => (desk.library.current().map(|listed| listed.key.clone()), None),
            Screen::Collecting => {
                let of = desk.collecting.as_ref().map(|screen| (screen.of.agency.clone(), screen.of.year));
                (of.map(|(agency, year)| Key { agency, year, scope: Scope::Own }), None)
            }
            Screen::Report(report) => {
                let report = report.session.report();
                (report.key(), Some(Box::new(report.clone())))
            }
        };
        match key {
            Some(key) => desk.want(Effect::Years { key, open }),
            None => desk.refuse(desk.lang().pick(
                "没有可绘图的报告：请先选择一份报告，或填写单位和年度",
                "No report to chart: choose one, or give the open one an agency and a year",
            )),
        }
        Err(Did::Close)
    }

    fn key(&mut self, chord: Chord, _desk: &mut Desk) -> Did {
        let measures = self.measures();
        let most = self.trend.years.len().saturating_sub(1);
        match chord.code {
            Code::Esc | Code::Enter | Code::Char('q' | 'y') => return Did::Close,
            Code::Char('g') if chord.ctrl => return Did::Close,
            Code::Left => self.measure = (self.measure + measures - 1) % measures,
            Code::Right | Code::Tab | Code::Char(' ') => self.measure = (self.measure + 1) % measures,
            Code::Up | Code::PageUp => self.back = (self.back + 1).min(most),
            Code::Down | Code::PageDown => self.back = self.back.saturating_sub(1),
            _ => {}
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        draw::draw(self, canvas, desk.lang());
    }
}

/// A count as it is written beside the picture: `?` while cells are unfilled, `-` where the edition has no such row.
fn figure(sum: Option<Sum>) -> String {
    match sum {
        None => "-".into(),
        Some(sum) => sum.complete().map_or_else(|| "?".into(), |number| number.to_string()),
    }
}
