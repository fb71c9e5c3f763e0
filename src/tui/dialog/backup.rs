//! What a backup has otherwise than the library: what is to become of each report, before anything is brought back.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::Reopening;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, above};
use super::super::desk::Desk;
use super::super::display::{ends_of, left};
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Differing, Effect, Fate, Msg};
use super::act::{Act, Did, Help, Modal, choose};
use super::changes::ChangesList;
use super::grounds::Grounds;

/// The columns of what is decided, and of a name.
const DECIDED: usize = 14;
const NAME: usize = 28;

#[derive(Debug, Clone)]
pub struct BackupList {
    /// How many reports only the backup has.
    only_there: usize,
    lines: Vec<Differing>,
    selected: usize,
    /// How the chosen one differs.
    looking: Option<ChangesList>,
    /// Who puts something in the place of finished reports, and why.
    naming: Option<Grounds>,
}

impl BackupList {
    fn begin(&self, by: Option<Reopening>) -> Did {
        Did::Act(Act::Want(Effect::BringBack(self.lines.iter().map(|line| line.fate).collect(), by)))
    }

    pub fn new(only_there: usize, lines: Vec<Differing>) -> BackupList {
        BackupList { only_there, lines, selected: 0, looking: None, naming: None }
    }
}

fn fate(letter: char) -> Option<Fate> {
    match letter.to_ascii_lowercase() {
        'm' => Some(Fate::Mine),
        't' => Some(Fate::Theirs),
        'b' => Some(Fate::Both),
        _ => None,
    }
}

fn words(fate: Fate, lang: Lang) -> &'static str {
    match fate {
        Fate::Mine => lang.pick("保留报告库", "keep library"),
        Fate::Theirs => lang.pick("采用备份", "use backup"),
        Fate::Both => lang.pick("两份都留", "keep both"),
    }
}

impl Modal for BackupList {
    const HELP: Help = [
        (
            "从备份取回",
            "备份与报告库不同的报告，逐份决定：m 保留报告库，t 采用备份，b 两份都留（备份中的作为历史版本）；大写字母用于全部，v 查看差异。按 Enter 开始取回，被替换的都保留在历史版本中；按 Esc 取消。",
        ),
        (
            "Restore from a backup",
            "reports that differ, one by one: m keeps the library's, t uses the backup's, b keeps both (the backup's as an earlier version); a capital letter decides for all, v shows the differences. Enter begins, and whatever is replaced is kept as an earlier version; Esc cancels.",
        ),
    ];

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if let Some(list) = &mut self.looking {
            if list.look(chord) {
                self.looking = None;
            }
            return Did::Stay;
        }
        if let Some(grounds) = &mut self.naming {
            match grounds.key(chord) {
                // What bears a date waits for it.
                Some(true) => desk.want(Effect::Today),
                Some(false) => self.naming = None,
                None => {}
            }
            return Did::Stay;
        }
        let typed = chord.character();
        match (chord.code, typed.and_then(fate)) {
            (Code::Esc, _) => return Did::Close,
            (Code::Enter, _) if self.lines.iter().any(|line| line.is_finished && line.fate == Fate::Theirs) => {
                self.naming = Some(Grounds::new());
            }
            (Code::Enter, _) => return self.begin(None),
            _ if chord.is_letter('v') && !self.lines.is_empty() => desk.want(Effect::ReadBoth(self.selected)),
            (_, Some(fate)) if typed.is_some_and(char::is_uppercase) => {
                self.lines.iter_mut().for_each(|line| line.fate = fate);
            }
            (_, Some(fate)) => {
                if let Some(line) = self.lines.get_mut(self.selected) {
                    line.fate = fate;
                }
                Code::Down.choose(&mut self.selected, self.lines.len());
            }
            (code, None) => drop(code.choose(&mut self.selected, self.lines.len())),
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        let (mine, theirs) = match (msg, &self.naming) {
            (Msg::Today(today), Some(grounds)) => return Ok(self.begin(Some(grounds.on(today)))),
            (Msg::Both { mine, theirs }, _) => (mine, theirs),
            (msg, _) => return Err(msg),
        };
        let lang = desk.lang();
        let name = self.lines.get(self.selected).map(|line| line.name.clone()).unwrap_or_default();
        self.looking = Some(ChangesList::between(name, lang.pick("备份", "backup"), &theirs, &mine, lang));
        Ok(Did::Stay)
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.naming.as_mut()?.field()
    }

    fn takes_text(&self) -> bool {
        self.naming.is_some()
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        if let Some(list) = &self.looking {
            return list.draw_to_look(canvas, lang);
        }
        if let Some(grounds) = &self.naming {
            let finished = self.lines.iter().filter(|line| line.is_finished && line.fate == Fate::Theirs).count();
            let said = lang.say(
                format!(
                    "报告库中有 {finished} 份已定稿，将换成备份中的。姓名、日期和理由记入报告；换下的留在历史版本中。"
                ),
                format!(
                    "Finalised in the library and to be replaced by the backup's: {finished}. Who does so, when and why is kept in the reports; what is replaced stays as an earlier version."
                ),
            );
            return grounds.draw(&said, canvas, lang);
        }
        let area = canvas.open_wide(self.title(lang));
        let (only, differ) = (self.only_there, self.lines.len());
        let first = lang.say(
            format!("只在备份中的 {only} 份将取回；双方不同的 {differ} 份按下列处理："),
            format!("Only in the backup, to be restored: {only}; different, handled as below: {differ}"),
        );
        let rest = canvas.text(area, &first, Style::new());
        let list = Rect { y: rest.y + 1, ..above(rest, 2) };
        let lines = self.lines.iter().map(|line| {
            let decided = left(words(line.fate, lang), DECIDED);
            format!("{decided}{}{}", left(&ends_of(&line.name, NAME - 2), NAME), line.words)
        });
        canvas.list(list, lines, self.selected);
        let keys = lang.pick(
            "m 报告库  t 备份  b 都留（大写：全部）  v 查看差异  Enter 取回  Esc 取消",
            "m library  t backup  b both (capitals: all)  v look  Enter begins  Esc cancels",
        );
        let at = if differ == 0 { String::new() } else { format!("  {}/{differ}", self.selected + 1) };
        canvas.keys_line(area, &format!("{keys}{at}"));
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        choose(&mut self.selected, line);
        None
    }
}
