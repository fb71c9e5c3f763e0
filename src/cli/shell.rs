//! `gouji completions`, `gouji man` and `gouji help`: what is generated from the definition of the arguments.

use std::io::Write;
use std::path::PathBuf;

use clap::ArgMatches;
use clap_complete::Shell;
use clap_mangen::Man;

use super::arguments::command;
use super::context::Context;
use super::{Exit, Failure, completing, usage};

pub fn completions(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let Some(shell) = matches.get_one::<Shell>("shell").copied() else { return Ok(Exit::Failed) };
    // Found on the path unless it was started by a path.
    let program = std::env::args_os().next().map(PathBuf::from).unwrap_or_default();
    let program =
        if program.components().count() > 1 { std::path::absolute(&program).unwrap_or(program) } else { program };
    let script = completing::script(&shell.to_string(), &program).unwrap_or_default();
    context.out.verbatim(&script);
    Ok(Exit::Clean)
}

/// Prints the man page: the program, then each command as a section of its own.
pub fn man(context: &mut Context) -> Result<Exit, Failure> {
    let page = man_page(context).map_err(|error| Failure(error.to_string()))?;
    context.out.verbatim(&page);
    Ok(Exit::Clean)
}

fn man_page(context: &Context) -> std::io::Result<Vec<u8>> {
    let mut root = command(context.lang);
    root.build();
    let mut page = Vec::new();
    let program = Man::new(root.clone());
    program.render_title(&mut page)?;
    // Lines that are filled to the margin would tear the examples apart.
    writeln!(page, ".ad l")?;
    program.render_name_section(&mut page)?;
    program.render_synopsis_section(&mut page)?;
    program.render_options_section(&mut page)?;
    program.render_extra_section(&mut page)?;
    for command in root.get_subcommands() {
        let mut section = Vec::new();
        let of_command = Man::new(command.clone());
        of_command.render_description_section(&mut section)?;
        of_command.render_synopsis_section(&mut section)?;
        of_command.render_options_section(&mut section)?;
        of_command.render_extra_section(&mut section)?;
        // The command is the section; its own sections become subsections.
        let section = String::from_utf8_lossy(&section).replace(".SH ", ".SS ");
        writeln!(page, ".SH \"gouji {}\"\n{section}", command.get_name())?;
    }
    Ok(String::from_utf8_lossy(&page).replace(" EXTRA\n", " NOTES\n").into_bytes())
}

pub fn help(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let mut root = command(context.lang);
    root.build();
    let command = match matches.get_one::<String>("command") {
        None => &mut root,
        Some(name) => match root.find_subcommand_mut(name) {
            Some(command) => command,
            None => return Err(Failure(usage::no_command(name, context.lang))),
        },
    };
    let help = usage::help(command, context.lang);
    context.out.text(&help);
    Ok(Exit::Clean)
}
