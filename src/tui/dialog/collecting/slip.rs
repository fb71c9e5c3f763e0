//! The return slip: which points a body has to mend, what else is said to it, by when, and the file that is written. Errors
//! are chosen from the beginning, warnings are not.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::collection::roster::Point;
use crate::domain::collection::slip::labels;

use super::super::super::canvas::{Canvas, Hit, Rows, hanging, styled};
use super::super::super::collecting::{GivingBack, Wish};
use super::super::super::command::Command;
use super::super::super::desk::Desk;
use super::super::super::display::short;
use super::super::super::field::Field;
use super::super::super::key::{Chord, Code};
use super::super::act::{Did, Help, Modal};
use super::super::lines::{FormLine, FormLines, problem};

/// The lines in their order.
const REMARK: usize = 0;
const DUE: usize = 1;
const BY: usize = 2;
const FILE: usize = 3;

/// How many cells of a point are named in the list.
const FEW: usize = 2;

#[derive(Debug, Clone)]
pub struct SlipForm {
    body: String,
    number: u32,
    /// Each point, whether it is an error, and whether it goes on the slip.
    points: Vec<(Point, bool, bool)>,
    selected: usize,
    /// Whether the lines below the points have the cursor.
    is_below: bool,
    lines: FormLines,
}

impl SlipForm {
    pub fn new(body: String, number: u32, points: Vec<(Point, bool)>, desk: &Desk) -> SlipForm {
        let lang = desk.lang();
        let name = lang.say(format!("退回单第{number}号-{body}.docx"), format!("slip-{number}-{body}.docx"));
        let file = desk.setting.here.join(name.replace(['/', '\\'], " ")).display().to_string();
        let lines = FormLines::new(vec![
            FormLine::text(lang.pick("说明", "Remark"), ""),
            FormLine::text(lang.pick("重报期限", "Due again"), ""),
            FormLine::proposal(lang.pick("退回人", "Returned by"), &desk.reviewer),
            FormLine::text(lang.pick("退回单文件", "The slip's file"), &file),
        ]);
        let is_below = points.is_empty();
        let points = points.into_iter().map(|(point, is_error)| (point, is_error, is_error)).collect();
        SlipForm { body, number, points, selected: 0, is_below, lines }
    }

    fn key_of_points(&mut self, chord: Chord) {
        match chord.code {
            Code::Char(' ') => {
                if let Some((_, _, is_chosen)) = self.points.get_mut(self.selected) {
                    *is_chosen = !*is_chosen;
                }
            }
            Code::Tab | Code::Enter => self.is_below = true,
            Code::Down if self.selected + 1 >= self.points.len() => self.is_below = true,
            code => drop(code.choose(&mut self.selected, self.points.len())),
        }
    }

    fn give_back(&mut self, desk: &mut Desk) {
        let lang = desk.lang();
        let wanted = self.points.iter().filter(|(_, _, is_chosen)| *is_chosen);
        let points: Vec<Point> = wanted.map(|(point, _, _)| point.clone()).collect();
        let (remark, due, by) = (self.lines.text(REMARK), self.lines.text(DUE), self.lines.text(BY));
        if points.is_empty() && remark.is_empty() {
            let words = "Choose a point, or say why it is returned";
            return self.lines.refuse(REMARK, lang.pick("没有选中的问题：请写明退回的原因", words));
        }
        if by.is_empty() {
            return self.lines.refuse(BY, lang.pick("请填写姓名", "Enter a name"));
        }
        desk.reviewer.clone_from(&by);
        let file = Some(self.lines.text(FILE)).filter(|file| !file.is_empty()).map(|file| desk.expanded(&file));
        let file = file.map(|file| desk.setting.here.join(file));
        let giving = GivingBack { body: self.body.clone(), points, remark, due, by, file };
        desk.collect(Wish::GiveBack(Box::new(giving)));
    }
}

impl Modal for SlipForm {
    const HELP: Help = [
        (
            "退回单",
            "空格键选取要改的问题（错误已选上），往下填写说明、重报期限和姓名，在最后一项按 Enter 退回。文件可以是 docx 或 txt；清空文件一项，则把退回单复制下来，不写文件。",
        ),
        (
            "Return slip",
            "Space chooses what is to be mended (errors are chosen already); below it the remark, the date and the name; Enter on the last line returns the report. The file is docx or txt; without one the slip is copied instead.",
        ),
    ];
    const TAKES_TEXT: bool = true;

    /// Asks what there is to mend in the chosen body's report.
    fn open(_command: Command, desk: &mut Desk) -> Result<SlipForm, Did> {
        let lang = desk.lang();
        let screen = desk.collecting.as_ref().ok_or(Did::Close)?;
        let (place, body) = screen.place().zip(screen.body()).ok_or(Did::Close)?;
        let name = body.name.clone();
        match screen.gathering.gathered.members[place].report {
            Some(_) => desk.collect(Wish::LookForPoints(name)),
            None => desk.refuse(lang.say(
                format!("还没有收到 {name} 的报告，不能退回；催报按 ‹chase›"),
                format!("Nothing was received of {name}; ‹chase› reminds it"),
            )),
        }
        Err(Did::Close)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => return Did::Close,
            _ if !self.is_below => self.key_of_points(chord),
            Code::Up if self.lines.focus == 0 && !self.points.is_empty() => self.is_below = false,
            Code::Enter if self.lines.go_on() => {}
            Code::Enter => self.give_back(desk),
            _ => self.lines.key(chord),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let title = lang.say(
            format!("退回单第 {} 号  {}", self.number, self.body),
            format!("Return slip {}  {}", self.number, self.body),
        );
        let area = canvas.open_wide(&title);
        let columns = usize::from(area.width);
        let chosen = self.points.iter().filter(|(_, _, is_chosen)| *is_chosen).count();
        let count = self.points.len();
        let head = lang
            .say(format!("要改的问题：选 {chosen} 条，共 {count} 条"), format!("To be mended: {chosen} of {count}"));
        canvas.put(area.x, area.y, area.width, &head, canvas.theme.head());
        let below = short(self.lines.len()) + 2;
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(below + 2), ..area };
        let form = desk.collecting.as_ref().map(|screen| &screen.gathering.gathered.form);
        let rows: Rows = self
            .points
            .iter()
            .map(|(point, is_error, is_chosen)| {
                let mark = if *is_chosen { "[x]" } else { "[ ]" };
                let sign = if *is_error { "!" } else { "?" };
                // On paper all cells are named; here they would push the next point out of sight.
                let few = form.filter(|_| point.cells.len() <= FEW);
                let cells = few.map_or(Vec::new(), |form| labels(form, &point.cells, lang)).join(lang.pick("；", "; "));
                let gap = if cells.is_empty() { "" } else { lang.pick("　", "  ") };
                let text = format!("{} {}{gap}{cells}", point.rule, point.message);
                let style = if *is_error { canvas.theme.error() } else { Style::new() };
                styled(hanging(&format!("{mark} {sign} "), 6, &text, columns), style)
            })
            .collect();
        match rows.is_empty() {
            true => drop(canvas.text(
                list,
                lang.pick(
                    "报告没有错误和警告；退回须写明原因。",
                    "The report has no errors or warnings; say why it is returned.",
                ),
                canvas.theme.quiet(),
            )),
            false if !self.is_below => canvas.rows(list, &rows, self.selected),
            // Nothing is chosen while the lines below have the cursor.
            false => {
                let lines = rows.iter().enumerate().flat_map(|(at, lines)| lines.iter().map(move |line| (at, line)));
                for ((at, (text, style)), y) in lines.zip(list.y..list.bottom()) {
                    canvas.put(list.x, y, list.width, text, *style);
                    canvas.hit(Rect { y, height: 1, ..list }, Hit::Item(at));
                }
            }
        }
        let place = Rect { y: list.bottom() + 1, height: below, ..area };
        let rest = self.lines.draw(canvas, place, self.is_below, self.points.len());
        problem(&self.lines.problem, canvas, Rect { height: 1.min(rest.height), ..rest });
        let keys = match self.is_below {
            true => lang.pick("Enter 下一项/退回  ↑↓ 换项  Esc 取消", "Enter next/return it  ↑↓ lines  Esc cancels"),
            false => lang.pick(
                "空格 选取  ↑↓ 换条  Enter 往下填写  Esc 取消",
                "Space chooses  ↑↓ points  Enter goes on  Esc cancels",
            ),
        };
        canvas.keys_line(area, keys);
    }

    fn form_lines(&mut self) -> Option<&mut FormLines> {
        Some(&mut self.lines)
    }

    fn field(&mut self) -> Option<&mut Field> {
        if self.is_below { self.lines.field() } else { None }
    }

    fn takes_text(&self) -> bool {
        self.is_below
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        match line.checked_sub(self.points.len()) {
            Some(line) => {
                self.is_below = true;
                self.lines.point(line)
            }
            None => {
                let again = !self.is_below && self.selected == line;
                (self.is_below, self.selected) = (false, line);
                again.then_some(Code::Char(' '))
            }
        }
    }
}
