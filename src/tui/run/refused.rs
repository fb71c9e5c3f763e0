//! Why the editor cannot run, in words, and which terminals are refused. It asks no terminal itself.

use std::io;

use crate::domain::text::Lang;

/// Why the editor could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Keys come from something that is no terminal, or the screen goes to such.
    #[error("no terminal")]
    NoTerminal,
    /// The terminal cannot move its cursor.
    #[error("TERM=dumb")]
    Dumb,
    /// The terminal's characters are in this encoding, and not in UTF-8.
    #[error("{0} is not UTF-8")]
    Encoding(String),
    /// The terminal refused.
    #[error("terminal: {0}")]
    Terminal(#[from] io::Error),
    /// The console of Windows knows no control sequences.
    #[error("a console without virtual-terminal sequences")]
    OldConsole,
    /// The key map is unsound.
    #[error("{0}")]
    KeyMap(String),
}

impl RunError {
    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            RunError::NoTerminal => lang.say("这里不是终端，编辑器无法打开。请在终端窗口里运行；查看或校验报告可用 gouji show、gouji check。", "The editor needs a terminal for its keys and its screen. Run it in a terminal window; to look at or check reports without one, use gouji show and gouji check."),
            RunError::Dumb => lang.say("这个终端（TERM=dumb）不能移动光标，编辑器无法打开。请换一个终端窗口；查看或校验报告可用 gouji show、gouji check。", "This terminal (TERM=dumb) cannot move its cursor, which the editor needs. Use another terminal window; to look at or check reports here, use gouji show and gouji check."),
            // In letters that every encoding has, since no other would be read.
            RunError::Encoding(encoding) => format!(
                "This terminal is set to {encoding}, and the editor needs UTF-8. Set the terminal window to UTF-8 and LANG to zh_CN.UTF-8, for example: LANG=zh_CN.UTF-8 gouji"
            ),
            RunError::Terminal(error) => lang.say(format!("终端出错：{error}"), format!("The terminal failed: {error}")),
            RunError::OldConsole => lang.say("这个窗口用的是“旧版控制台”，编辑器无法显示。请右击窗口的标题栏，选“属性”，在“选项”页取消勾选“使用旧版控制台”，按“确定”，关闭窗口，再打开。没有这一项的，Windows 版本过低，请换用 Windows 10 或更新的版本；gouji show、gouji check 等命令仍可使用。", "This window is a legacy console, on which the editor cannot draw. Right-click its title bar, choose Properties, untick “Use legacy console” under Options, confirm, close the window and open it again. Where there is no such option, Windows is too old: the editor needs Windows 10; gouji show, gouji check and the other commands work."),
            RunError::KeyMap(problem) => problem.clone(),
        }
    }
}

/// Refuses terminals on which nothing of the editor could be read.
pub fn check_terminal(environment: impl Fn(&str) -> Option<String>) -> Result<(), RunError> {
    if environment("TERM").is_some_and(|terminal| terminal == "dumb") {
        return Err(RunError::Dumb);
    }
    // A system that names no encoding may well have UTF-8; only one that names another is refused.
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(environment).find(|value| !value.is_empty());
    let encoding = named.as_deref().and_then(|locale| locale.split_once('.')).map(|(_, encoding)| encoding);
    let encoding = encoding.map(|encoding| encoding.split('@').next().unwrap_or(encoding));
    match encoding.filter(|name| !matches!(name.to_lowercase().replace('-', "").as_str(), "utf8" | "")) {
        Some(other) if cfg!(unix) => Err(RunError::Encoding(other.to_string())),
        _ => Ok(()),
    }
}
