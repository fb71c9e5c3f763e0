//! A body of the roster: its name, group and duty, by when it is due, and the names that it had.

use jiff::civil::Date;

use crate::domain::collection::roster::{Body, Duty};
use crate::domain::report::{Scope, plain_name};

use super::super::super::canvas::Canvas;
use super::super::super::collecting::Wish;
use super::super::super::command::Command;
use super::super::super::desk::Desk;
use super::super::super::display::short;
use super::super::act::{Did, Help, Modal};
use super::super::lines::{FormLine, FormLines};

/// The lines in their order.
const NAME: usize = 0;
const GROUP: usize = 1;
const DUTY: usize = 2;
const REASON: usize = 3;
const DUE: usize = 4;
const FORMER: usize = 5;
const SCOPE: usize = 6;

#[derive(Debug, Clone)]
pub struct BodyForm {
    /// The name of the body that is changed; none for a new one.
    was: Option<String>,
    lines: FormLines,
}

impl BodyForm {
    fn new(was: Option<String>, body: &Body, desk: &Desk) -> BodyForm {
        let lang = desk.lang();
        let duty = match &body.duty {
            Duty::Required => 0,
            Duty::Exempt(_) => 1,
            Duty::Separate => 2,
        };
        let reason = if let Duty::Exempt(reason) = &body.duty { reason.as_str() } else { "" };
        let due = body.due.map_or_else(String::new, |due| due.to_string());
        let former = body.former.join(lang.pick("、", ", "));
        let duties = [Duty::Required, Duty::Exempt(String::new()), Duty::Separate].map(|duty| duty.words(lang));
        let scopes = vec![lang.pick("本机关的", "its own"), lang.pick("它汇总的", "the one it added up")];
        let is_aggregated = usize::from(body.scope == Scope::Aggregated);
        let group = lang.pick("组别", "Group");
        // Whoever adds one body after another adds them to one group.
        let group =
            if was.is_some() { FormLine::text(group, &body.group) } else { FormLine::proposal(group, &body.group) };
        let lines = vec![
            FormLine::text(lang.pick("单位全称", "Full name"), &body.name),
            group,
            FormLine::Choice(lang.pick("义务", "Duty"), duties.to_vec(), duty),
            FormLine::text(lang.pick("免报理由", "Why exempt"), reason),
            FormLine::text(lang.pick("应报日", "Due"), &due),
            FormLine::text(lang.pick("曾用名", "Former names"), &former),
            FormLine::Choice(lang.pick("加哪份报告", "Report added"), scopes, is_aggregated),
        ];
        BodyForm { was, lines: FormLines::new(lines) }
    }

    fn body(&mut self, desk: &Desk) -> Option<Body> {
        let lang = desk.lang();
        let name = plain_name(&self.lines.text(NAME)).to_string();
        if name.is_empty() {
            self.lines.refuse(NAME, lang.pick("请填写单位全称", "Enter the body's full name"));
            return None;
        }
        let reason = self.lines.text(REASON);
        let duty = match self.lines.chosen(DUTY) {
            0 => Duty::Required,
            1 if reason.is_empty() => {
                self.lines.refuse(REASON, lang.pick("请写明免报的理由", "Say why it is exempt"));
                return None;
            }
            1 => Duty::Exempt(reason),
            _ => Duty::Separate,
        };
        let due = match self.lines.text(DUE) {
            text if text.is_empty() => None,
            text => match text.parse::<Date>() {
                Ok(due) => Some(due),
                Err(_) => {
                    self.lines.refuse(DUE, lang.pick("日期应写成 2026-01-20 的样子", "Write the date as 2026-01-20"));
                    return None;
                }
            },
        };
        let former = self.lines.text(FORMER);
        let former = former.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
        let scope = if self.lines.chosen(SCOPE) == 1 { Scope::Aggregated } else { Scope::Own };
        let former = former.map(String::from).collect();
        Some(Body { former, group: self.lines.text(GROUP), duty, due, scope, ..Body::new(&name) })
    }
}

impl Modal for BodyForm {
    const HELP: Help = [
        (
            "名单上的单位",
            "填写全称、组别、义务、应报日和曾用名（收件时按它们认单位），在最后一项按 Enter 记下。改名的，原来的名称自动记为曾用名。",
        ),
        (
            "A body of the roster",
            "its full name, group, duty, due date and former names, by which hand-ins are known; Enter on the last line keeps it. A name that is changed is kept as a former one.",
        ),
    ];
    const TAKES_TEXT: bool = true;

    fn open(command: Command, desk: &mut Desk) -> Result<BodyForm, Did> {
        let screen = desk.collecting.as_ref().ok_or(Did::Close)?;
        let body = screen.body();
        if command == Command::EditBody {
            let body = body.ok_or(Did::Close)?;
            return Ok(BodyForm::new(Some(body.name.clone()), body, desk));
        }
        let like = body.map(|body| Body { group: body.group.clone(), due: body.due, ..Body::default() });
        Ok(BodyForm::new(None, &like.unwrap_or_default(), desk))
    }

    fn form_lines(&mut self) -> Option<&mut FormLines> {
        Some(&mut self.lines)
    }

    fn enter(&mut self, desk: &mut Desk) -> Did {
        if !self.lines.go_on()
            && let Some(body) = self.body(desk)
        {
            desk.collect(Wish::SetBody(self.was.clone(), Box::new(body)));
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let title = match self.was {
            Some(_) => lang.pick("修改单位", "Change the body"),
            None => lang.pick("增加单位", "Add a body"),
        };
        let area = canvas.open_box(74, short(self.lines.len()) + 4, title);
        let keys = lang
            .pick("Enter 下一项/完成  ↑↓ 换项  ←→ 选择  Esc 取消", "Enter next/done  ↑↓ lines  ←→ choose  Esc cancels");
        self.lines.draw_in(canvas, area, area, keys);
    }
}
