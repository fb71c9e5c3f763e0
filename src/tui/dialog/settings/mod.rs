//! The settings: one line for each, and the test of how wide the terminal draws ambiguous characters. What is changed counts
//! at once, and is kept where the settings are left.

mod lines;

mod draw;

use crate::domain::settings::{Ambiguous, Settings};

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::Effect;
use super::super::theme::Theme;
use super::act::{Act, Did, Help, Modal, choose};
use lines::SettingLine;

#[derive(Debug, Clone)]
pub struct SettingsForm {
    settings: Settings,
    /// As they were when the form was opened.
    opened: Settings,
    /// The line with the cursor, by index.
    focus: usize,
    opener: Field,
    editor: Field,
    is_testing: bool,
}

impl SettingsForm {
    /// The settings with the programs as they stand in their lines.
    fn written(&self) -> Settings {
        let words = |field: &Field| field.text().trim().to_string();
        Settings { opener: words(&self.opener), editor: words(&self.editor), ..self.settings.clone() }
    }

    /// The field of a line that is written in.
    fn field_of(&self, line: SettingLine) -> Option<&Field> {
        match line {
            SettingLine::Opener => Some(&self.opener),
            SettingLine::Editor => Some(&self.editor),
            _ => None,
        }
    }

    fn own_field(&mut self) -> Option<&mut Field> {
        match self.line() {
            SettingLine::Opener => Some(&mut self.opener),
            SettingLine::Editor => Some(&mut self.editor),
            _ => None,
        }
    }

    fn line(&self) -> SettingLine {
        SettingLine::ALL.get(self.focus).copied().unwrap_or(SettingLine::Language)
    }

    fn step(&mut self, back: bool, desk: &mut Desk) {
        self.line().step(&mut self.settings, back);
        self.follow(desk);
    }

    /// The answer to the test: which picture is the one on the screen. The test may have left the screen torn.
    fn judge(&mut self, chord: Chord, desk: &mut Desk) {
        match chord.code {
            Code::Char('1' | '１') => self.settings.ambiguous = Ambiguous::Narrow,
            Code::Char('2' | '２') => self.settings.ambiguous = Ambiguous::Wide,
            Code::Esc => {
                self.is_testing = false;
                return desk.want(Effect::Redraw);
            }
            _ => return,
        }
        self.is_testing = false;
        self.focus = SettingLine::ALL.iter().position(|line| *line == SettingLine::Ambiguous).unwrap_or(0);
        self.follow(desk);
    }

    /// Follows the settings at once, whether they are kept or not.
    fn follow(&mut self, desk: &mut Desk) {
        self.settings = self.written();
        let setting = &mut desk.setting;
        let before = std::mem::replace(&mut setting.chosen, self.settings.clone());
        let theme = Theme::of(&self.settings, setting.surroundings);
        let is_redrawn = theme != setting.theme || before.ambiguous != self.settings.ambiguous;
        setting.theme = theme;
        if is_redrawn {
            desk.want(Effect::Redraw);
        }
        if before.mouse != self.settings.mouse {
            desk.want(Effect::Mouse(self.settings.mouse));
        }
        if before.lang != self.settings.lang {
            let lang = self.settings.lang.chosen().unwrap_or(desk.setting.system_lang);
            desk.setting.lang = lang;
            desk.want(Effect::Speak(lang));
            if let Some(report) = desk.report_mut() {
                report.speak(lang);
            }
        }
    }
}

impl Modal for SettingsForm {
    const HELP: Help = [
        ("设置", "改动立即生效；按 Esc 保存并关闭。"),
        ("Settings", "changes take effect at once; Esc saves them and closes."),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, desk: &mut Desk) -> Result<SettingsForm, Did> {
        if !desk.settle() {
            return Err(Did::Close);
        }
        let (settings, opened) = (desk.setting.chosen.clone(), desk.setting.chosen.clone());
        let (opener, editor) = (Field::line(&settings.opener), Field::line(&settings.editor));
        Ok(SettingsForm { settings, opened, focus: 0, opener, editor, is_testing: false })
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if self.is_testing {
            self.judge(chord, desk);
            return Did::Stay;
        }
        let last = SettingLine::ALL.len() - 1;
        match (chord.code, self.line()) {
            (Code::Esc, _) | (Code::Enter, SettingLine::Opener | SettingLine::Editor) => {
                self.left(desk);
                return Did::Close;
            }
            (Code::Up, _) => self.focus = self.focus.saturating_sub(1),
            (Code::Tab, _) if chord.shift => self.focus = self.focus.saturating_sub(1),
            (Code::Down | Code::Tab, _) => self.focus = (self.focus + 1).min(last),
            (_, line) if line.is_written() && self.own_field().is_some_and(|field| field.key(chord)) => {
                self.follow(desk);
            }
            (_, line) if line.is_written() => {}
            (Code::Home, _) => self.focus = 0,
            (Code::End, _) => self.focus = last,
            (Code::Char('w' | 'W'), _) if !chord.ctrl && !chord.alt => {
                self.is_testing = true;
                desk.want(Effect::Redraw);
            }
            (Code::Char('k' | 'K'), _) if !chord.ctrl && !chord.alt => {
                self.left(desk);
                return Did::Act(Act::Give(Command::Keys));
            }
            (Code::Left, _) => self.step(true, desk),
            (Code::Right | Code::Enter | Code::Char(' '), _) => self.step(false, desk),
            _ => {}
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        draw::draw(self, &desk.setting, canvas);
    }

    fn field(&mut self) -> Option<&mut Field> {
        if self.is_testing { None } else { self.own_field() }
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        (choose(&mut self.focus, line) && !self.line().is_written()).then_some(Code::Enter)
    }

    /// Keeps the settings where they are others than the form was opened with.
    fn left(&self, desk: &mut Desk) {
        desk.setting.chosen = self.written();
        if desk.setting.chosen != self.opened {
            desk.want(Effect::Keep(Box::new(self.written())));
        }
    }
}
