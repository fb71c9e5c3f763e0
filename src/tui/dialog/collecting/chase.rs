//! The reminder: who has not handed in, as a text to be pasted into a message or written into a file.

use ratatui::style::Style;

use super::super::super::canvas::{Canvas, above};
use super::super::super::collecting::Wish;
use super::super::super::command::Command;
use super::super::super::desk::Desk;
use super::super::super::display::wrap;
use super::super::super::key::{Chord, Code};
use super::super::super::message::Effect;
use super::super::act::{Did, Help, Modal};

#[derive(Debug, Clone)]
pub struct Reminder {
    count: usize,
    text: String,
    csv: String,
    /// The first line that is shown.
    top: usize,
}

impl Reminder {
    pub fn new(count: usize, text: String, csv: String) -> Reminder {
        Reminder { count, text, csv, top: 0 }
    }

    fn keep(&self, ending: &str, text: &str, desk: &mut Desk) {
        let lang = desk.lang();
        let Some(screen) = desk.collecting.as_ref() else { return };
        let (of, today) = (&screen.of, screen.gathering.today);
        let name = lang.pick("催报", "reminder");
        let name = format!("{name}-{}-{}-{today}.{ending}", of.agency, of.year).replace(['/', '\\'], " ");
        let (folder, text) = (desk.setting.here.clone(), text.to_string());
        desk.collect(Wish::Keep { folder, name, text });
    }
}

impl Modal for Reminder {
    const HELP: Help = [
        ("催报", "未报的和退回后未重报的单位，按组列出，逾期最久的在前。c 复制全文，s 存为文本，v 存为 CSV。"),
        (
            "Remind",
            "who has not handed in, or not again, by group. c copies the text, s writes it into a file, v as CSV.",
        ),
    ];

    /// Asks who is waited for.
    fn open(_command: Command, desk: &mut Desk) -> Result<Reminder, Did> {
        if desk.has_roster() {
            desk.collect(Wish::Chase);
        }
        Err(Did::Close)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => return Did::Close,
            _ if chord.is_letter('c') => {
                desk.want(Effect::Copy(self.text.clone()));
                desk.say(desk.lang().pick("催报文字已复制", "The reminder is copied"));
            }
            _ if chord.is_letter('s') => self.keep("txt", &self.text, desk),
            _ if chord.is_letter('v') => self.keep("csv", &self.csv, desk),
            code => drop(code.choose(&mut self.top, self.text.lines().count().max(1))),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let count = self.count;
        let title = lang.say(format!("催报：{count} 家"), format!("Reminder: {count} bodies"));
        let area = canvas.open_wide(&title);
        let columns = usize::from(area.width);
        let lines: Vec<String> = self.text.lines().flat_map(|line| wrap(line.trim_end(), columns)).collect();
        // The last page is shown in full.
        let top = self.top.min(lines.len().saturating_sub(usize::from(area.height.saturating_sub(1))));
        canvas.lines(above(area, 1), &lines[top..], Style::new());
        let keys = lang.pick(
            "c 复制全文  s 存为文本  v 存为 CSV  ↑↓ 滚动  Esc 关闭",
            "c copies it  s saves the text  v saves CSV  ↑↓ scroll  Esc closes",
        );
        canvas.keys_line(area, keys);
    }
}
