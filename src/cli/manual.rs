//! `gouji manual`: the manual of the language at hand, which travels inside the program.

use include_dir::{Dir, include_dir};

use super::context::Context;
use super::{Exit, Failure};

static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// Prints the manual.
pub fn run(context: &mut Context) -> Result<Exit, Failure> {
    let name = context.lang.pick("manual/manual.zh.md", "manual/manual.en.md");
    let Some(text) = ASSETS.get_file(name).and_then(|file| file.contents_utf8()) else {
        return Err(Failure::new(context.lang, "这个程序里没有手册。", "there is no manual in this program."));
    };
    context.out.text(text);
    Ok(Exit::Clean)
}
