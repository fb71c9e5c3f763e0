//! The command palette: all commands that can be given here, narrowed by words of their titles or names.

use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::command::{Command, Reach};
use super::super::desk::Desk;
use super::super::display::left;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::act::{Act, Did, Help, Modal};
use super::picker::Picker;

#[derive(Debug, Clone)]
pub struct Palette(Picker<Command>);

fn matching(reaches: &[Reach], query: &str, lang: Lang) -> Vec<Command> {
    let query = query.trim().to_lowercase();
    let matches = |command: &&Command| {
        let texts = [command.title(lang), command.title(Lang::En), command.name()];
        reaches.contains(&command.reach()) && texts.iter().any(|text| text.to_lowercase().contains(&query))
    };
    Command::ALL.iter().filter(matches).copied().collect()
}

impl Modal for Palette {
    const HELP: Help = [
        ("命令", "输入命令的几个字，选中后按 Enter 执行；每条命令后面是它的键。"),
        ("Commands", "type some letters of a command and press Enter to give it; its keys stand behind it."),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, desk: &mut Desk) -> Result<Palette, Did> {
        Ok(Palette(Picker::new(matching(&desk.reaches(), "", desk.lang()))))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match self.0.key(chord, |query| matching(&desk.reaches(), query, desk.lang())) {
            Ok(command) => Did::Act(Act::Give(command)),
            Err(did) => did,
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let line = |&command: &Command| format!("{} {}", left(command.title(lang), 32), desk.keys(command));
        self.0.draw(lang.pick("命令", "Commands"), self.0.items.iter().map(line).collect(), desk, canvas);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.0.query)
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        self.0.point(line)
    }
}
