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
                "没有指定外部编辑器。请在设置（‹settings›）里填写，或设置环境变量 VISUAL 或 EDITOR（如 EDITOR=nano）。",
                "No other editor is named. Name one in the settings (‹settings›), or in the environment variable VISUAL or EDITOR (such as EDITOR=nano).",
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
                Lang::Zh => format!(
                    "{command} 没有正常结束{}，正文没有改动",
                    status.code().map_or_else(String::new, |code| format!("（退出码 {code}）"))
                ),
                Lang::En => format!("{command} did not end normally ({status}); the text is unchanged"),
            }),
            Err(error) => Msg::Failed(match lang {
                Lang::Zh => {
                    let why = match error.kind() {
                        io::ErrorKind::NotFound => "找不到这个程序".to_string(),
                        io::ErrorKind::PermissionDenied => "没有运行它的权限".to_string(),
                        _ => error.to_string(),
                    };
                    format!(
                        "{command} 无法启动：{why}。请检查设置（‹settings›）里的外部编辑器，或环境变量 VISUAL、EDITOR；正文没有改动"
                    )
                }
                Lang::En => format!(
                    "{command} did not start: {error}. Check the external editor in the settings (‹settings›), or VISUAL and EDITOR; the text is unchanged"
                ),
            }),
        })
    }
}
