//! `gouji completions`, `gouji man` and `gouji help`: what is generated from the definition of the arguments.

use clap::ArgMatches;
use clap_complete::Shell;

use super::arguments::command;
use super::context::Context;
use super::{Exit, Failure};

/// Prints a completion script.
pub fn completions(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let Some(shell) = matches.get_one::<Shell>("shell").copied() else { return Ok(Exit::Failed) };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(context.lang), "gouji", &mut script);
    context.out.bytes(&script);
    Ok(Exit::Clean)
}

/// Prints the man page: the program, then each command.
pub fn man(context: &mut Context) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    let mut root = command(context.lang);
    root.build();
    let rendered = clap_mangen::Man::new(root.clone()).render(&mut page);
    rendered.map_err(|error| Failure(error.to_string()))?;
    context.out.bytes(&page);
    Ok(Exit::Clean)
}

/// Prints the help of the program or of one command.
pub fn help(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let mut root = command(context.lang);
    root.build();
    let help = match matches.get_one::<String>("command") {
        None => root.render_long_help(),
        Some(name) => match root.find_subcommand_mut(name) {
            Some(command) => command.render_long_help(),
            None => {
                return Err(Failure::new(
                    context.lang,
                    format!("没有命令 {name}。"),
                    format!("there is no command {name}."),
                ));
            }
        },
    };
    context.out.text(&help.to_string());
    Ok(Exit::Clean)
}
