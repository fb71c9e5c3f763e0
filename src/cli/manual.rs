//! `gouji manual`: the manual of the language at hand, which travels inside the program, as it is written or as a web page.

use clap::ArgMatches;
use pulldown_cmark::{Options, Parser, html};

use crate::domain::text::Lang;
use crate::tui::manual;

use super::context::Context;
use super::{Exit, Failure};

pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let text = manual::text(context.lang);
    if matches.get_flag("html") {
        context.out.text(&page(text, context.lang));
    } else {
        context.out.text(text);
    }
    Ok(Exit::Clean)
}

/// The manual as one file that a browser shows and prints, with nothing to load.
fn page(text: &str, lang: Lang) -> String {
    let mut body = String::new();
    html::push_html(&mut body, Parser::new_ext(text, Options::ENABLE_TABLES));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        lang.pick("zh-CN", "en"),
        lang.pick("勾稽使用手册", "The gouji manual"),
        include_str!("../../assets/manual/manual.css"),
    )
}

#[cfg(test)]
mod tests {
    use crate::domain::text::Lang;
    use crate::tui::manual;

    use super::super::arguments;

    /// The command lines of a text: those of indented blocks without what is said of them, and those between backticks.
    fn lines(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for line in text.lines() {
            match line.strip_prefix("    ") {
                Some(typed) => found.push(typed.split("  ").next().unwrap_or(typed)),
                None => found.extend(line.split('`').skip(1).step_by(2)),
            }
        }
        found.into_iter().map(str::trim).filter(|line| *line == "gouji" || line.starts_with("gouji ")).collect()
    }

    #[test]
    fn every_command_line_of_the_manual_is_one_that_the_program_takes() {
        for lang in [Lang::Zh, Lang::En] {
            let lines = lines(manual::text(lang));
            assert!(lines.len() > 40, "{lines:?}");
            for line in lines {
                let words = line.split_whitespace();
                if let Err(error) = arguments::command(lang).disable_help_subcommand(true).try_get_matches_from(words) {
                    panic!("{line}: {error}");
                }
            }
        }
    }
}
