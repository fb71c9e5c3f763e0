//! Who decides, and why: a body's report accepted, a body exempt, a cell of the sum adjusted. The name is asked once and
//! proposed from then on.

use ratatui::style::Style;

use crate::domain::collection::roster::State;
use crate::domain::finding::cell_name;
use crate::domain::form::CellId;
use crate::domain::number::Number;
use crate::domain::text::Lang;

use super::super::super::canvas::Canvas;
use super::super::super::collecting::Wish;
use super::super::super::command::Command;
use super::super::super::desk::Desk;
use super::super::super::display::{short, wrap};
use super::super::act::{Did, Help, Modal};
use super::super::lines::{FormLine, FormLines};

#[derive(Debug, Clone)]
enum What {
    Accept(String),
    Exempt(String),
    Adjust(CellId, String),
}

#[derive(Debug, Clone)]
pub struct DecisionForm {
    what: What,
    /// What there is to think of before deciding.
    remark: String,
    lines: FormLines,
}

fn by(desk: &Desk) -> FormLine {
    FormLine::proposal(desk.lang().pick("决定人", "Decided by"), &desk.reviewer)
}

impl DecisionForm {
    /// A cell of the sum is to be adjusted.
    pub fn adjusting(cell: CellId, desk: &Desk) -> Option<DecisionForm> {
        let lang = desk.lang();
        let gathering = &desk.collecting.as_ref()?.gathering;
        let name = cell_name(&gathering.gathered.form, cell, lang);
        let adjustments = gathering.collection().adjustments.iter();
        let of_cell = adjustments.filter(|one| one.cell == gathering.gathered.form.cell(cell).name);
        let before = of_cell.map(|one| format!("{} {}（{}，{}）", one.amount, one.reason, one.by, one.date));
        let before = before.collect::<Vec<_>>().join(lang.pick("；", "; "));
        let remark = match before.is_empty() {
            true => lang
                .say("合计与各单位之和有意不同的，在这里写明。", "For a sum that differs from its parts on purpose."),
            false => lang.say(format!("已有调整：{before}"), format!("Adjusted already: {before}")),
        };
        let lines = FormLines::new(vec![
            FormLine::text(lang.pick("加减的数", "Amount"), ""),
            FormLine::text(lang.pick("理由", "Reason"), ""),
            by(desk),
        ]);
        Some(DecisionForm { what: What::Adjust(cell, name), remark, lines })
    }

    /// Decides, where everything is said that has to be.
    fn decide(&mut self, desk: &mut Desk) -> Option<Wish> {
        let lang = desk.lang();
        let last = self.lines.len() - 1;
        let by = self.lines.text(last);
        let reason = self.lines.text(last.saturating_sub(1));
        let wish = match &self.what {
            What::Accept(body) => Wish::Accept { body: body.clone(), by: by.clone() },
            _ if reason.is_empty() => {
                self.lines.refuse(last - 1, lang.pick("请写明理由", "Say why"));
                return None;
            }
            What::Exempt(body) => Wish::Exempt { body: body.clone(), reason, by: by.clone() },
            What::Adjust(cell, _) => match self.lines.text(0).parse::<Number>() {
                Ok(amount) if !amount.is_zero() => Wish::Adjust { cell: *cell, amount, reason, by: by.clone() },
                _ => {
                    self.lines
                        .refuse(0, lang.pick("请填写加减的数，减的写负数，如 -3", "Enter a number; -3 takes 3 away"));
                    return None;
                }
            },
        };
        if by.is_empty() {
            self.lines.refuse(last, lang.pick("请填写姓名", "Enter a name"));
            return None;
        }
        desk.reviewer = by;
        Some(wish)
    }

    fn title(&self, lang: Lang) -> String {
        match &self.what {
            What::Accept(body) => lang.say(format!("核准 {body}"), format!("Accept {body}")),
            What::Exempt(body) => lang.say(format!("免报 {body}"), format!("Exempt {body}")),
            What::Adjust(_, cell) => lang.say(format!("调整 {cell}"), format!("Adjust {cell}")),
        }
    }
}

impl Modal for DecisionForm {
    const HELP: Help = [
        ("决定", "填写理由和姓名，在最后一项按 Enter 记下。姓名在本次使用中只问一次。"),
        ("Decision", "fill in the reason and the name; Enter on the last line keeps it. The name is asked once."),
    ];
    const TAKES_TEXT: bool = true;

    fn open(command: Command, desk: &mut Desk) -> Result<DecisionForm, Did> {
        let lang = desk.lang();
        let screen = desk.collecting.as_ref().ok_or(Did::Close)?;
        let (place, body) = screen.place().zip(screen.body()).ok_or(Did::Close)?;
        let name = body.name.clone();
        let line = &screen.gathering.lines[place];
        if command == Command::Exempt {
            let remark = match body.receipts.len() {
                0 => String::new(),
                count => lang.say(
                    format!("这家已报送 {count} 次；免报后不计入合计。"),
                    format!("It has handed in {count} times; once exempt it does not count in the sum."),
                ),
            };
            let lines = vec![FormLine::text(lang.pick("理由", "Reason"), ""), by(desk)];
            return Ok(DecisionForm { what: What::Exempt(name), remark, lines: FormLines::new(lines) });
        }
        if screen.gathering.gathered.members[place].report.is_none() {
            let words = lang.say(format!("{name} 还没有报告，不能核准"), format!("There is no report of {name}"));
            desk.refuse(words);
            return Err(Did::Close);
        }
        if screen.gathering.state(place) == State::Accepted {
            let words = lang.say(format!("{name} 已经核准"), format!("{name} is accepted already"));
            desk.say(words);
            return Err(Did::Close);
        }
        let remark = match (line.errors, line.pending) {
            (0, 0) => String::new(),
            (0, pending) => lang.say(
                format!("还有 {pending} 条规则因未填格不能校验。"),
                format!("{pending} rules still wait for empty cells."),
            ),
            (errors, _) => {
                lang.say(format!("报告还有 {errors} 个错误。"), format!("The report still has {errors} errors."))
            }
        };
        // What is in order is accepted at once by somebody who gave a name already.
        if remark.is_empty() && !desk.reviewer.is_empty() {
            let by = desk.reviewer.clone();
            desk.collect(Wish::Accept { body: name, by });
            return Err(Did::Close);
        }
        Ok(DecisionForm { what: What::Accept(name), remark, lines: FormLines::new(vec![by(desk)]) })
    }

    fn form_lines(&mut self) -> Option<&mut FormLines> {
        Some(&mut self.lines)
    }

    fn enter(&mut self, desk: &mut Desk) -> Did {
        if !self.lines.go_on()
            && let Some(wish) = self.decide(desk)
        {
            desk.collect(wish);
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let remark = wrap(&self.remark, canvas.columns(70));
        let remark: Vec<String> = remark.into_iter().filter(|line| !line.is_empty()).collect();
        let rows = short(self.lines.len() + remark.len()) + 4;
        let area = canvas.open_box(70, rows, &self.title(lang));
        let style = if matches!(self.what, What::Accept(_)) { canvas.theme.warning() } else { Style::new() };
        let rest = canvas.lines(area, &remark, style);
        let keys = lang.pick("Enter 下一项/记下  ↑↓ 换项  Esc 取消", "Enter next/keep  ↑↓ lines  Esc cancels");
        self.lines.draw_in(canvas, rest, area, keys);
    }
}
