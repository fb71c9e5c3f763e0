//! `gouji` and `gouji edit`: into the editor, where there is a terminal to draw on.

use std::io::{IsTerminal, stdin, stdout};

use clap::ArgMatches;

use super::context::Context;
use super::{Exit, Failure};

/// Opens the editor.
pub fn run(context: &mut Context, _matches: &ArgMatches) -> Result<Exit, Failure> {
    if !stdout().is_terminal() || !stdin().is_terminal() {
        return Err(Failure::new(
            context.lang,
            "编辑器要在终端里运行，而标准输入或输出不是终端。不用终端时请用 gouji show、check、export 等命令，见 gouji --help。",
            "the editor needs a terminal, and stdin or stdout is none. Without one, use gouji show, check, export and others; see gouji --help.",
        ));
    }
    Err(Failure::new(context.lang, "这个版本还没有编辑器。", "this version has no editor yet."))
}
