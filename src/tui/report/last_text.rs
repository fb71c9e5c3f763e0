//! Last year's text of the part that is being written: whether it stands beside it, which of its paragraphs the eye is on,
//! and taking that one over. How a paragraph is told anew is for `domain::retelling`.

use std::ops::Range;

use crate::domain::opening::headings;
use crate::domain::report::Part;
use crate::domain::retelling::retold;
use crate::domain::text::Lang;

use super::super::display::counted;
use super::super::layout::WIDE;
use super::finished::NO_LAST_YEAR;
use super::{Body, Reply, ReportScreen};

/// Lines of a screen below which it is not divided.
const LEAST_DIVIDED: u16 = 14;

#[derive(Debug, Clone, Copy, Default)]
pub struct LastText {
    /// Whether it was asked for or put away; where neither, it stands beside the text on a wide screen.
    wanted: Option<bool>,
    /// The paragraph that the eye is on.
    pub chosen: usize,
}

impl ReportScreen {
    /// Last year's text of the part on the screen, with its part, where there is any.
    fn last_part(&self) -> Option<(Part, &str)> {
        let last = &self.session.background().precedent()?.report;
        let name = self.session.report().part_name(self.part);
        let part = last.parts().find(|part| last.part_name(*part) == name)?;
        Some((part, last.text(part))).filter(|(_, text)| !text.trim().is_empty())
    }

    pub fn has_last_text(&self) -> bool {
        self.last_part().is_some()
    }

    /// The paragraphs of last year's text of the part, where it is shown.
    pub fn last_paragraphs(&self) -> Option<Vec<&str>> {
        let (_, text) = self.last_part().filter(|_| self.shows_last_text())?;
        Some(paragraphs(text).map(|range| &text[range]).collect())
    }

    fn shows_last_text(&self) -> bool {
        let is_wide = self.screen.0 >= WIDE;
        let has_room = is_wide || self.screen.1 >= LEAST_DIVIDED;
        has_room && self.last_text.wanted.unwrap_or(is_wide) && self.last_part().is_some()
    }

    /// Columns and rows of the screen that are the text's: last year's has the right half of a wide screen, else the lower
    /// half.
    pub fn prose_room(&self) -> (u16, u16) {
        let (columns, rows) = self.screen;
        match (self.shows_last_text(), columns >= WIDE) {
            (false, _) => (columns, rows),
            (true, true) => (columns.div_ceil(2), rows),
            (true, false) => (columns, rows - self.last_text_rows()),
        }
    }

    /// The rows of last year's text below the one being written.
    pub fn last_text_rows(&self) -> u16 {
        self.screen.1 / 2 - 1
    }

    pub(super) fn fit_prose(&mut self) {
        let room = self.prose_room();
        if let Body::Prose(writing) = &mut self.body {
            writing.resize(room);
        }
    }

    pub(super) fn toggle_last_text(&mut self) -> Reply {
        if self.session.background().precedent().is_none() {
            return self.refuse(NO_LAST_YEAR.0, NO_LAST_YEAR.1);
        }
        if self.last_part().is_none() {
            return self.refuse("上年度报告的这一章没有正文", "Last year's report has no text in this chapter");
        }
        let shown = self.shows_last_text();
        self.last_text.wanted = Some(!shown);
        self.fit_prose();
        if !shown && !self.shows_last_text() {
            return self.refuse(
                "窗口太小，放不下上年正文：请放大窗口",
                "The window is too small for last year's text: make it larger",
            );
        }
        Reply::Done
    }

    /// Goes to the next or the previous paragraph of last year's text.
    pub(super) fn step_last_text(&mut self, step: isize) -> Reply {
        let Some(count) = self.last_paragraphs().map(|paragraphs| paragraphs.len()) else {
            return self.toggle_last_text();
        };
        let chosen = self.last_text.chosen.saturating_add_signed(step);
        self.last_text.chosen = chosen.min(count.saturating_sub(1));
        Reply::Done
    }

    /// Puts the paragraph that the eye is on into the text, told anew, and goes on to the next one.
    pub(super) fn take_last_paragraph(&mut self) -> Reply {
        let Some((part, text)) = self.last_part().filter(|_| self.shows_last_text()) else {
            return self.toggle_last_text();
        };
        let all: Vec<Range<usize>> = paragraphs(text).collect();
        let Some(range) = all.get(self.last_text.chosen).cloned() else { return Reply::Done };
        let Some(precedent) = self.session.background().precedent() else { return Reply::Done };
        let heading = headings(&text[range.clone()]);
        let retold = retold(self.session.form(), &precedent.report, part, range);
        let figures = self.session.figures();
        let Body::Prose(writing) = &mut self.body else { return Reply::Done };
        writing.add_paragraph(&retold.text, &heading, figures);
        self.last_text.chosen = (self.last_text.chosen + 1).min(all.len() - 1);
        self.lit = None;
        self.take_over();
        let (live, old) = (retold.live, retold.old);
        let next = match (old, self.lang) {
            (0, Lang::Zh) => "没有其他数字".to_string(),
            (0, Lang::En) => "there is no other number".to_string(),
            (_, Lang::Zh) => format!("{old} 个标为〔上年 …〕，Tab 逐个改写，‹number-to-field› 改为联动"),
            (_, Lang::En) => {
                let are = if old == 1 { "is" } else { "are" };
                format!("{old} {are} marked 〔上年 …〕: Tab goes to each, ‹number-to-field› links it")
            }
        };
        Reply::Say(match self.lang {
            Lang::Zh => format!("已提取上年正文一段：{live} 个数字与今年的表格联动，{next}（‹undo› 撤销）"),
            Lang::En => {
                let follow = if live == 1 { "follows" } else { "follow" };
                let live = counted(live, "number");
                format!("Last year's paragraph: {live} {follow} this year's tables, {next} (‹undo› undoes)")
            }
        })
    }
}

/// The paragraphs of a text that say something.
fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let lines = text.split('\n').map(move |line| {
        let trimmed = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        start += line.len() + 1;
        from..from + trimmed.len()
    });
    lines.filter(|range| !range.is_empty())
}
