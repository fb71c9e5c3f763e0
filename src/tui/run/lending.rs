//! The program that texts can be edited with in place of this one: the terminal is lent to it, and taken back.

use std::io;
use std::path::Path;
use std::process::Command;

use crate::domain::text::Lang;
use crate::store::scratch::Scratch;

use super::super::model::Msg;
use super::raw;
use super::signals::Signals;

/// What it is, and what it is told.
pub(super) struct Editor {
    /// The program with its arguments, where the environment names one.
    pub command: Option<String>,
    /// The language of what is said.
    pub lang: Lang,
    /// Who is told that the terminal is lent.
    pub signals: Signals,
}

impl Editor {
    /// Gives the terminal to the program that was chosen, or else to the one that the environment names, with a text, and
    /// takes it back when it ends. Whatever goes wrong, the text in the report stays as it is.
    ///
    /// # Errors
    /// The terminal's, where it cannot be taken back.
    pub(super) fn edit(&self, text: &str, chosen: &str) -> io::Result<Msg> {
        let lang = self.lang;
        let chosen = Some(chosen.trim().to_string()).filter(|chosen| !chosen.is_empty());
        let Some(command) = &chosen.or(self.command.clone()) else {
            let words = lang.pick(
                "没有指定外部编辑器。请在设置里填写，或设环境变量 VISUAL 或 EDITOR（如 EDITOR=nano）。",
                "No other editor is named. Name one in the settings, or in the environment variable VISUAL or EDITOR (such as EDITOR=nano).",
            );
            return Ok(Msg::Failed(words.to_string()));
        };
        let scratch = match Scratch::new(text) {
            Ok(scratch) => scratch,
            Err(error) => return Ok(Msg::Failed(error.message(lang))),
        };
        let mut words = command.split_whitespace();
        // A path may hold blanks; a command with arguments is no path.
        let whole = Path::new(command).is_file();
        let program = if whole { command.as_str() } else { words.next().unwrap_or_default() };
        let arguments: Vec<&str> = if whole { Vec::new() } else { words.collect() };
        self.signals.lend(true);
        raw::restore();
        let ended = Command::new(program).args(arguments).arg(scratch.path()).status();
        let taken = raw::take();
        self.signals.lend(false);
        taken?;
        Ok(match ended {
            Ok(status) if status.success() => match scratch.take() {
                Ok(text) => Msg::TextEdited(text),
                Err(error) => Msg::Failed(error.message(lang)),
            },
            Ok(status) => Msg::Failed(match lang {
                Lang::Zh => format!("{command} 没有正常结束（{status}），文字没有改动"),
                Lang::En => format!("{command} did not end well ({status}); the text is as it was"),
            }),
            Err(error) => Msg::Failed(match lang {
                Lang::Zh => format!("{command} 没有打开：{error}。请核对环境变量 VISUAL 或 EDITOR；文字没有改动"),
                Lang::En => format!("{command} did not start: {error}. Check VISUAL or EDITOR; the text is as it was"),
            }),
        })
    }
}
