//! The keys of all commands, and binding others: the command is chosen, its new key is pressed, and what that key did before
//! is told first. What is bound counts at once, and is kept where the list is left. How bindings become a key map is for
//! `keymap`.

mod draw;

use crate::domain::search;
use crate::domain::settings::{Binding, Settings};
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::command::{Command, Reach};
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::Effect;
use super::super::reserved::{self, is_of_prose};
use super::act::{Did, Help, Modal, choose};

#[derive(Debug, Clone)]
pub struct KeyBindings {
    /// Words by which the list is narrowed.
    query: Field,
    commands: Vec<Command>,
    selected: usize,
    stage: Stage,
    /// What the last key came to, and whether it was refused.
    told: Option<(String, bool)>,
    /// As they were when the list was opened.
    opened: Settings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Choosing,
    /// The next key is the chosen command's.
    Listening,
    /// The key that was pressed is some other command's.
    Clashing(Chord),
}

impl KeyBindings {
    fn command(&self) -> Option<Command> {
        self.commands.get(self.selected).copied()
    }

    fn narrow(&mut self, desk: &Desk) {
        let query = self.query.text();
        let is_wanted = |command: &&Command| {
            let keys = desk.setting.keymap.shown(&ALL, **command);
            let texts = [command.title(desk.lang()), command.title(Lang::En), command.name(), &keys];
            search::holds(&texts, &query)
        };
        let mut commands: Vec<Command> = Command::ALL.iter().filter(is_wanted).copied().collect();
        commands.sort_by_key(|command| command.reach());
        (self.commands, self.selected) = (commands, 0);
    }

    fn listen(&mut self, chord: Chord, desk: &mut Desk) {
        let (Some(command), lang) = (self.command(), desk.lang()) else { return };
        let reach = reach_for(command, chord);
        if chord == Chord::plain(Code::Esc) {
            (self.stage, self.told) = (Stage::Choosing, None);
        } else if let Some(reason) = reserved::reason(reach, chord, lang) {
            self.told = Some((reason, true));
        } else if desk.setting.keymap.keys(&[reach], command).contains(&chord) {
            let words = lang.say(format!("{chord} 已是这条命令的键"), format!("{chord} is already this command's key"));
            (self.stage, self.told) = (Stage::Choosing, Some((words, false)));
        } else {
            let clashes = desk.setting.keymap.clashes(reach, chord, command);
            if clashes.is_empty() {
                return self.bind(chord, desk);
            }
            (self.stage, self.told) = (Stage::Clashing(chord), Some((told(&clashes, chord, desk), false)));
        }
    }

    /// Binds a key to the chosen command, also where a narrower reach has it for another one.
    fn bind(&mut self, chord: Chord, desk: &mut Desk) {
        let (Some(command), lang) = (self.command(), desk.lang()) else { return };
        let reach = reach_for(command, chord);
        let narrower = desk.setting.keymap.clashes(reach, chord, command).into_iter().map(|(other, _)| other);
        let reaches: Vec<Reach> = narrower.filter(|other| reach.counts_in(*other)).chain([reach]).collect();
        let keys = &mut desk.setting.chosen.keys;
        for reach in reaches {
            let (scope, key) = (reach.name().to_string(), chord.written());
            keys.retain(|bound| bound.scope != scope || bound.key.parse() != Ok(chord));
            keys.push(Binding { scope, key, command: command.name().to_string(), place: (0, 0) });
        }
        keys.sort_by_key(|bound| Reach::NAMES.iter().position(|(_, name)| *name == bound.scope));
        desk.rebind();
        let mut words = lang.say(
            format!("{chord} 现在是“{}”（{}）", command.title(lang), reach.title(lang)),
            format!("{chord} is now: {} ({})", command.title(lang), reach.title(lang)),
        );
        if matches!(reach, Reach::Report | Reach::Everywhere) && is_of_prose(chord) {
            words += &lang.say(
                format!("；在正文中 {chord} 仍用于输入和编辑"),
                format!("; in the text {chord} still writes or edits"),
            );
        }
        (self.stage, self.told) = (Stage::Choosing, Some((words, false)));
    }

    /// Takes back every key that was bound to the chosen command.
    fn take_back(&mut self, desk: &mut Desk) {
        let (Some(command), lang) = (self.command(), desk.lang()) else { return };
        let before = desk.setting.chosen.keys.len();
        desk.setting.chosen.keys.retain(|bound| bound.command != command.name());
        let count = before - desk.setting.chosen.keys.len();
        desk.rebind();
        self.told = Some(match count {
            0 => (lang.say("这条命令的按键没有自定义", "No key of this command was changed"), true),
            _ => (
                lang.say(
                    format!("“{}”已还原为默认按键", command.title(lang)),
                    format!("{}: reset to the default keys", command.title(lang)),
                ),
                false,
            ),
        });
    }
}

const ALL: [Reach; 5] = [Reach::Everywhere, Reach::Library, Reach::Report, Reach::Grid, Reach::Prose];

/// Where a command's new key is bound: where the command is at home. A letter for a report is one of its tables', since in
/// prose letters are text.
fn reach_for(command: Command, chord: Chord) -> Reach {
    match command.reach() {
        Reach::Report if chord.character().is_some() => Reach::Grid,
        reach => reach,
    }
}

/// What a key does already, and by which other keys that can still be done.
fn told(clashes: &[(Reach, Command)], chord: Chord, desk: &Desk) -> String {
    let lang = desk.lang();
    let one = |(reach, command): &(Reach, Command)| {
        let keys = desk.setting.keymap.keys(&ALL, *command).into_iter().filter(|key| *key != chord);
        let keys = keys.map(|key| key.to_string()).collect::<Vec<_>>().join(" ");
        let (place, title) = (reach.title(lang), command.title(lang));
        match (keys.is_empty(), lang) {
            (false, Lang::Zh) => format!("{place}中的“{title}”（仍可用 {keys}）"),
            (true, Lang::Zh) => format!("{place}中的“{title}”（此后只能用 Ctrl-P 选择）"),
            (false, Lang::En) => format!("{title} ({place}; {keys} still works)"),
            (true, Lang::En) => format!("{title} ({place}; then only Ctrl-P reaches it)"),
        }
    };
    let all: Vec<String> = clashes.iter().map(one).collect();
    lang.say(format!("{chord} 已经是{}", all.join("、")), format!("{chord} is already used for: {}", all.join(", ")))
}

impl Modal for KeyBindings {
    const HELP: Help = [
        ("自定义按键", "选择一条命令，按 Enter，再按新键；此键原有用途会先提示。Delete 还原默认按键。"),
        (
            "Keys",
            "choose a command, press Enter, then its new key; what that key did so far is shown first. Delete resets the keys.",
        ),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, desk: &mut Desk) -> Result<KeyBindings, Did> {
        if !desk.settle() {
            return Err(Did::Close);
        }
        let opened = desk.setting.chosen.clone();
        let (query, stage) = (Field::line(""), Stage::Choosing);
        let mut list = KeyBindings { query, commands: Vec::new(), selected: 0, stage, told: None, opened };
        list.narrow(desk);
        Ok(list)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match self.stage {
            Stage::Listening => self.listen(chord, desk),
            Stage::Clashing(wanted) => match chord.code {
                Code::Enter => self.bind(wanted, desk),
                Code::Esc => (self.stage, self.told) = (Stage::Choosing, None),
                _ => {}
            },
            Stage::Choosing => {
                self.told = None;
                match chord.code {
                    Code::Esc => {
                        self.left(desk);
                        return Did::Close;
                    }
                    Code::Enter if self.command().is_some() => self.stage = Stage::Listening,
                    Code::Delete => self.take_back(desk),
                    code if matches!(code, Code::Up | Code::Down | Code::PageUp | Code::PageDown) => {
                        code.choose(&mut self.selected, self.commands.len());
                    }
                    _ if self.query.key(chord) => self.narrow(desk),
                    _ => {}
                }
            }
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        draw::draw(self, desk, canvas);
    }

    fn field(&mut self) -> Option<&mut Field> {
        (self.stage == Stage::Choosing).then_some(&mut self.query)
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) {
        if self.stage == Stage::Choosing && self.query.paste(text) {
            self.narrow(desk);
        }
    }

    fn takes_chords(&self) -> bool {
        self.stage == Stage::Listening
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        (self.stage == Stage::Choosing && choose(&mut self.selected, line)).then_some(Code::Enter)
    }

    /// Keeps the keys where they are others than the list was opened with.
    fn left(&self, desk: &mut Desk) {
        if desk.setting.chosen != self.opened {
            desk.want(Effect::Keep(Box::new(desk.setting.chosen.clone())));
        }
    }
}
