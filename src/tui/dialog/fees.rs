//! The numbers of the fee statement, with the sentence that comes of them.

use ratatui::layout::Rect;

use crate::domain::definition::FeeStatement;
use crate::domain::number::Number;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::desk::Desk;
use super::super::display::wrap;
use super::super::fees::{Fees, number};
use super::act::{Act, Did, Help, Modal};
use super::lines::{FormLine, FormLines};

#[derive(Debug, Clone)]
pub struct FeeForm {
    /// Notices, amount asked for, amount received.
    lines: FormLines,
    proposed: [String; 3],
    words: FeeStatement,
}

impl FeeForm {
    pub fn new(proposed: [String; 3], words: FeeStatement, lang: Lang) -> FeeForm {
        let labels = match lang {
            Lang::Zh => ["发出收费通知（件）", "通知收费金额（元）", "实际收取金额（元）"],
            Lang::En => ["Notices sent", "Amount charged (yuan)", "Amount received (yuan)"],
        };
        let lines = labels.iter().zip(&proposed).map(|(label, text)| FormLine::proposal(label, text));
        FeeForm { lines: FormLines::new(lines.collect()), proposed, words }
    }

    fn fees(&self, lang: Lang) -> Result<Fees, (usize, String)> {
        Fees::typed(&[0, 1, 2].map(|line| self.lines.typed(line)), &self.words, lang)
    }

    fn write(&self, fees: Fees, desk: &mut Desk) -> Did {
        let Some(report) = desk.report_mut() else { return Did::Close };
        Did::Act(Act::Hear(report.state_fees(&fees.sentence(&self.words))))
    }

    /// Empties the amounts that were only proposed: those of notices that were none.
    fn forget_amounts(&mut self) {
        for line in [1, 2] {
            if self.lines.typed(line) == self.proposed[line] {
                self.lines.clear(line);
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

    fn form_lines(&mut self) -> Option<&mut FormLines> {
        Some(&mut self.lines)
    }

    /// Enter goes on to the next line and finishes from the last, or from the first where no notice was sent.
    fn enter(&mut self, desk: &mut Desk) -> Did {
        let is_none = number(0, &self.lines.typed(0), &self.words).is_some_and(Number::is_zero);
        if is_none {
            self.forget_amounts();
        }
        match self.fees(desk.lang()) {
            Ok(fees) if self.lines.focus == 2 || is_none => return self.write(fees, desk),
            Err((line, problem)) if line <= self.lines.focus => self.lines.refuse(line, problem),
            _ => self.lines.refuse((self.lines.focus + 1).min(2), ""),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let area = canvas.open_box(68, 9, lang.pick("信息处理费收取情况", "Information processing fees"));
        self.lines.draw(canvas, area, true, 0);
        let sentence = self.fees(lang).ok().map(|fees| fees.sentence(&self.words));
        let (text, style) = match (sentence, self.lines.problem.is_empty()) {
            (_, false) => (format!("! {}", self.lines.problem), canvas.theme.error()),
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
}
