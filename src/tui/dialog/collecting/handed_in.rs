//! What became of files that were received, a line each, those first that somebody has to look at; and whose a report is with
//! a name that the roster does not have, where it has some that are near.

use std::path::PathBuf;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::collection::matching::Outcome;
use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Rows, above, hanging, styled};
use super::super::super::collecting::{HandedIn, Wish};
use super::super::super::desk::Desk;
use super::super::super::display::{left, short, width, wrap};
use super::super::super::key::{Chord, Code};
use super::super::act::{Did, Help, Modal, choose};

#[derive(Debug, Clone)]
pub struct HandedInList {
    handed: Vec<HandedIn>,
    selected: usize,
    /// Which of the near names is chosen, while that is asked.
    asking: Option<usize>,
}

impl HandedInList {
    pub fn new(mut handed: Vec<HandedIn>) -> HandedInList {
        handed.sort_by_key(|one| (one.outcome.is_in() && !one.has_failed, one.near.is_empty()));
        HandedInList { handed, selected: 0, asking: None }
    }

    /// Takes in what came of files that were received from here, in place of what was said of them.
    pub fn renew(&mut self, handed: Vec<HandedIn>) {
        let is_anew = |old: &HandedIn| handed.iter().any(|new| new.file == old.file);
        let mut all: Vec<HandedIn> = self.handed.iter().filter(|old| !is_anew(old)).cloned().collect();
        all.extend(handed.iter().cloned());
        *self = HandedInList { selected: self.selected.min(all.len().saturating_sub(1)), ..HandedInList::new(all) };
    }

    fn ask(&mut self, desk: &mut Desk) {
        let lang = desk.lang();
        match self.handed.get(self.selected) {
            Some(one) if !one.near.is_empty() => self.asking = Some(0),
            Some(one) if one.outcome == Outcome::NotInRoster => desk.refuse(lang.pick(
                "名单里没有相近的单位：确要汇总的，先用 ‹add-body› 增加单位，再收一次",
                "No name of the roster is near: add the body with ‹add-body›, then receive it again",
            )),
            _ => {}
        }
    }
}

/// A line of what became of a file.
fn words(one: &HandedIn, lang: Lang) -> (String, String) {
    let outcome = match one.has_failed {
        true => lang.pick("未收下", "not received"),
        false => one.outcome.word(lang),
    };
    let name = one.file.rsplit(['/', '\\']).next().unwrap_or(&one.file);
    let of = one.body.as_ref().map_or_else(String::new, |body| format!("{body}  "));
    let message = if one.message.is_empty() { String::new() } else { format!("  {}", one.message) };
    (outcome.to_string(), format!("{of}{name}{message}"))
}

impl Modal for HandedInList {
    const HELP: Help = [
        (
            "收件结果",
            "每个文件一行：新收、重报（与上次有什么不同）、重复、不在名单、年度不符等。名称只是相近的不自动收下：选中后按 Enter，选定是哪一家。原件都存在 received 文件夹里。",
        ),
        (
            "What was received",
            "a line for each file: new, resubmitted (and what differs), duplicate, not in roster, wrong year. A name that is only near is not taken: Enter on it asks whose it is. Files are kept as they came in the folder received.",
        ),
    ];

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let near = self.handed.get(self.selected).map(|one| (one.file.clone(), one.near.clone()));
        if let (Some(chosen), Some((file, near))) = (&mut self.asking, near) {
            match chord.code {
                Code::Esc => self.asking = None,
                Code::Enter => {
                    let body = near.get(*chosen).cloned();
                    self.asking = None;
                    // Of an archive the file itself is to be received, which has the one report.
                    let path = PathBuf::from(file);
                    desk.collect(Wish::Receive { paths: vec![path], body });
                }
                code => drop(code.choose(chosen, near.len())),
            }
            return Did::Stay;
        }
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Enter => self.ask(desk),
            code => drop(code.choose(&mut self.selected, self.handed.len())),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let area = canvas.open_wide(self.title(lang));
        let all: Vec<(String, String)> = self.handed.iter().map(|one| words(one, lang)).collect();
        let wide = all.iter().map(|(outcome, _)| width(outcome)).max().unwrap_or(0) + 2;
        let rows: Rows = all
            .iter()
            .zip(&self.handed)
            .map(|((outcome, text), one)| {
                let style = match (one.has_failed, one.outcome.is_in()) {
                    (true, _) => canvas.theme.error(),
                    (false, true) => Style::new(),
                    (false, false) => canvas.theme.warning(),
                };
                let lines = hanging(&left(outcome, wide), wide, text, area.width.into());
                styled(lines, style)
            })
            .collect();
        canvas.rows(above(area, 1), &rows, self.selected);
        let at = format!("  {}/{}", (self.selected + 1).min(self.handed.len()), self.handed.len());
        let asks = self.handed.get(self.selected).is_some_and(|one| !one.near.is_empty());
        let enter = if asks { lang.pick("Enter 选定单位  ", "Enter says whose it is  ") } else { "" };
        canvas.keys_line(
            area,
            &format!(
                "{enter}{}{at}",
                lang.pick("↑↓ 选择  Ctrl-C 复制  Esc 关闭", "↑↓ choose  Ctrl-C copies  Esc closes")
            ),
        );
        if let (Some(chosen), Some(one)) = (self.asking, self.handed.get(self.selected)) {
            let name = one.file.rsplit(['/', '\\']).next().unwrap_or(&one.file);
            let asked = lang.say(format!("{name} 是哪一家的报告？"), format!("Whose report is {name}?"));
            let asked = wrap(&asked, canvas.columns(60));
            let rows = short(asked.len() + one.near.len() + 2);
            let area = canvas.open_box(60, rows, lang.pick("选定单位", "Whose it is"));
            let rest = canvas.lines(area, &asked, Style::new());
            canvas.list(above(Rect { y: rest.y, ..rest }, 1), one.near.iter().cloned(), chosen);
            canvas.keys_line(
                area,
                lang.pick(
                    "Enter 按这一家收下  ↑↓ 选择  Esc 都不是",
                    "Enter receives it so  ↑↓ choose  Esc none of them",
                ),
            );
        }
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        let selected = self.asking.as_mut().unwrap_or(&mut self.selected);
        choose(selected, line).then_some(Code::Enter)
    }
}
