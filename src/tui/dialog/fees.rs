//! The numbers of the fee statement, with the sentence that comes of them.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::definition::FeeStatement;
use crate::domain::number::Number;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::desk::Desk;
use super::super::display::{short, width, wrap};
use super::super::fees::{Fees, number};
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::act::{Act, Did, Help, Modal};

#[derive(Debug, Clone)]
pub struct FeeForm {
    /// Notices, amount asked for, amount received.
    lines: [Field; 3],
    focus: usize,
    /// What is wrong, once Enter was pressed.
    problem: String,
    proposed: [String; 3],
    words: FeeStatement,
}

impl FeeForm {
    pub fn new(proposed: [String; 3], words: FeeStatement) -> FeeForm {
        let lines = [0, 1, 2].map(|line: usize| Field::proposal(&proposed[line]));
        FeeForm { lines, focus: 0, problem: String::new(), proposed, words }
    }

    fn fees(&self, lang: Lang) -> Result<Fees, (usize, String)> {
        Fees::typed(&[0, 1, 2].map(|line: usize| self.lines[line].text()), &self.words, lang)
    }

    /// Enter goes on to the next line and finishes from the last, or from the first where no notice was sent.
    fn enter(&mut self, desk: &mut Desk) -> Did {
        let is_none = number(0, &self.lines[0].text(), &self.words).is_some_and(Number::is_zero);
        if is_none {
            self.forget_amounts();
        }
        match self.fees(desk.lang()) {
            Ok(fees) if self.focus == 2 || is_none => return self.write(fees, desk),
            Err((line, problem)) if line <= self.focus => (self.focus, self.problem) = (line, problem),
            _ => (self.focus, self.problem) = ((self.focus + 1).min(2), String::new()),
        }
        Did::Stay
    }

    fn write(&self, fees: Fees, desk: &mut Desk) -> Did {
        let Some(report) = desk.report_mut() else { return Did::Close };
        Did::Act(Act::Hear(report.state_fees(&fees.sentence(&self.words))))
    }

    /// Empties the amounts that were only proposed: those of notices that were none.
    fn forget_amounts(&mut self) {
        for line in [1, 2] {
            if self.lines[line].text() == self.proposed[line] {
                self.lines[line] = Field::line("");
            }
        }
    }
}

impl Modal for FeeForm {
    const HELP: Help = [
        ("收费情况", "填写件数和金额，按 Enter 把规定的表述写入正文。"),
        ("Fee statement", "enter notices and amounts; Enter writes the prescribed sentence into the text."),
    ];
    const TAKES_TEXT: bool = true;

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Up => self.focus = self.focus.saturating_sub(1),
            Code::Tab if chord.shift => self.focus = self.focus.saturating_sub(1),
            Code::Down | Code::Tab => self.focus = (self.focus + 1).min(2),
            Code::Enter => return self.enter(desk),
            _ if self.lines[self.focus].key(chord) => self.problem.clear(),
            _ => {}
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let area = canvas.open_box(68, 9, lang.pick("信息处理费收取情况", "Information processing fees"));
        let labels = match lang {
            Lang::Zh => ["发出收费通知（件）", "通知收费金额（元）", "实际收取金额（元）"],
            Lang::En => ["Notices sent", "Amount charged (yuan)", "Amount received (yuan)"],
        };
        let column = short(labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2);
        for (((index, label), field), y) in labels.iter().enumerate().zip(&self.lines).zip(area.y..) {
            let style = if index == self.focus { canvas.theme.key() } else { Style::new() };
            canvas.put(area.x, y, column, label, style);
            let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
            canvas.field(field, place, index == self.focus);
        }
        let sentence = self.fees(lang).ok().map(|fees| fees.sentence(&self.words));
        let (text, style) = match (sentence, self.problem.is_empty()) {
            (_, false) => (format!("! {}", self.problem), canvas.theme.error()),
            (Some(sentence), _) => (sentence, canvas.theme.good()),
            (None, _) => {
                let words = lang.pick(
                    "没有发出收费通知的，件数填 0。金额也可写作 0.03万元。",
                    "If no notice was sent, enter 0 notices. Amounts may be given in 万元 (10,000 yuan).",
                );
                (words.to_string(), canvas.theme.quiet())
            }
        };
        let place = Rect { y: area.y + 4, height: 3, ..area };
        canvas.lines(place, &wrap(&text, area.width.into()), style);
        let keys = lang.pick("Enter 下一项/写入  ↑↓ 换项  Esc 取消", "Enter next/write  ↑↓ lines  Esc cancels");
        canvas.keys_line(area, keys);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.lines[self.focus])
    }
}
