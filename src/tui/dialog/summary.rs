//! The report on one page: chapters, what is open, what stands out beside last year, comments, names; or the figures that are
//! agreed with other offices. Each line leads to what it speaks of. What the page says is worked out by `domain::summary` and
//! `domain::reconciliation`.

use ratatui::style::Style;

use crate::domain::reconciliation;
use crate::domain::report::Report;
use crate::domain::summary::{Section, Summary, SummaryLine, Target, Weight};

use super::super::canvas::{Canvas, Rows, above, hanging, styled};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::key::{Chord, Code};
use super::act::{Act, Did, Help, Modal, choose};

/// A row of the page: a title, or the line of a section.
#[derive(Debug, Clone, Copy)]
enum SummaryRow<'a> {
    Title(&'a str),
    Line(&'a SummaryLine),
}

#[derive(Debug, Clone)]
pub struct SummaryPage {
    sections: Vec<Section>,
    /// What it was asked for by.
    command: Command,
    /// The chosen row.
    selected: usize,
}

impl SummaryPage {
    fn rows(&self) -> impl Iterator<Item = SummaryRow<'_>> {
        self.sections.iter().flat_map(|section| {
            std::iter::once(SummaryRow::Title(&section.title)).chain(section.lines.iter().map(SummaryRow::Line))
        })
    }

    fn line(&self, row: usize) -> Option<&SummaryLine> {
        match self.rows().nth(row) {
            Some(SummaryRow::Line(line)) => Some(line),
            _ => None,
        }
    }

    /// Moves the choice from line to line; titles are passed over.
    fn step(&mut self, code: Code) {
        let lines: Vec<usize> =
            self.rows().enumerate().filter(|(_, row)| matches!(row, SummaryRow::Line(_))).map(|(row, _)| row).collect();
        let mut at = lines.iter().position(|&row| row == self.selected).unwrap_or(0);
        code.choose(&mut at, lines.len());
        self.selected = lines.get(at).copied().unwrap_or(0);
    }
}

/// What the page says besides what is open, and the key that opens it, for what ends a report.
pub fn gist(summary: &Summary, report: &Report, desk: &Desk) -> String {
    let lang = desk.lang();
    let key = desk.key(Command::Summary).unwrap_or_default();
    let (words, see) = (summary.gist(report, lang), lang.pick("查看报告概况", "for the summary"));
    lang.say(format!("{words}（{key} {see}）"), format!("{words} ({key} {see})"))
}

impl Modal for SummaryPage {
    const HELP: Help = [
        ("报告概况", "各章填写情况、未填和问题、与上年相差较大的数字、批注、填报和审核；按 Enter 定位。"),
        (
            "Summary",
            "how far each chapter is, what is open, what differs much from last year, comments and names. Enter goes there.",
        ),
    ];

    fn open(command: Command, desk: &mut Desk) -> Result<SummaryPage, Did> {
        let lang = desk.lang();
        let session = &desk.settled().ok_or(Did::Close)?.session;
        let sections = match command {
            Command::Reconcile => reconciliation::sections(session, lang),
            _ => Summary::of(session).sections(session, lang),
        };
        // The first row is a title.
        Ok(SummaryPage { sections, command, selected: 1 })
    }

    fn enter(&mut self, _desk: &mut Desk) -> Did {
        let act = match self.line(self.selected).map(|line| &line.target) {
            None => return Did::Stay,
            Some(Target::Place(place)) => Act::Go(place.clone()),
            Some(Target::Findings) => Act::Give(Command::Findings),
            Some(Target::LastYear) => Act::Give(Command::CompareLastYear),
            Some(Target::Notes) => Act::Give(Command::Notes),
            Some(Target::SecondKeying) => Act::Give(Command::SecondKeying),
            Some(Target::Names) => Act::Give(Command::Finish),
        };
        Did::Act(act)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc | Code::F(10) => return Did::Close,
            Code::Enter => return self.enter(desk),
            Code::Char('e') if chord.ctrl => return Did::Act(Act::Give(Command::Export)),
            _ if chord.is_letter('o') => return Did::Act(Act::Give(Command::Export)),
            _ if chord.is_letter('w') => return Did::Act(Act::Give(Command::Findings)),
            _ if chord.is_letter('d') => return Did::Act(Act::Give(Command::Finish)),
            code => self.step(code),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, Some(report)) = (desk.lang(), desk.report()) else { return };
        let report = report.session.report();
        let agency = report.agency.as_deref().unwrap_or_default();
        let year = report.year.map_or_else(String::new, |year| format!(" {year}"));
        let kind = match self.command {
            Command::Reconcile => lang.pick("核对清单：", "To be agreed: "),
            _ => lang.pick("报告概况：", "Summary: "),
        };
        let title = format!("{kind}{agency}{year}");
        let inside = canvas.open_wide(&title);
        let (theme, columns) = (canvas.theme, usize::from(inside.width));
        let row = |(index, row): (usize, SummaryRow<'_>)| match row {
            SummaryRow::Title(title) => styled(hanging("", 0, title, columns), theme.head()),
            SummaryRow::Line(line) => {
                let mark = if index == self.selected { ">" } else { " " };
                let style = match line.weight {
                    Weight::Error => theme.error(),
                    Weight::Open | Weight::Told | Weight::Detail => Style::new(),
                    Weight::Done => theme.good(),
                };
                let indent = if line.weight == Weight::Detail { 6 } else { 4 };
                let lead = format!("{mark} {}{}", line.weight.sign(), " ".repeat(indent - 3));
                styled(hanging(&lead, indent, &line.words, columns), style)
            }
        };
        let rows: Rows = self.rows().enumerate().map(row).collect();
        canvas.rows(above(inside, 1), &rows, self.selected);
        let keys = lang.pick(
            "Enter 定位  ↑↓ 选择  w 问题清单  o 导出  d 定稿  Esc 关闭",
            "Enter goes there  ↑↓ choose  w findings  o export  d finalise  Esc closes",
        );
        // Where not all is in sight, which line one is on tells how much follows.
        let lines = rows.iter().map(Vec::len).sum::<usize>();
        let at = match lines > usize::from(inside.height).saturating_sub(1) {
            true => format!("  {}/{}", self.selected + 1, rows.len()),
            false => String::new(),
        };
        canvas.keys_line(inside, &format!("{keys}{at}"));
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        (self.line(line).is_some() && choose(&mut self.selected, line)).then_some(Code::Enter)
    }
}
