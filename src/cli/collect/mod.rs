//! `gouji collect`: a collecting office's year. Without a further command the desk as lines, JSON or CSV; else a decision that
//! is written into the collection's file and told. What there is to a command is in a file of its own.

pub mod arguments;

mod receive;

mod remind;

mod returning;

mod shown;

mod sum;

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::domain::number::Number;
use crate::domain::report::Key;
use crate::domain::text::Lang;
use crate::tui::collecting::Collecting;
use crate::work::collection::deciding::Undecided;
use crate::work::collection::{Collected, NotCollected};
use crate::work::making::NoForm;

use super::context::{Context, Format, format};
use super::{Exit, Failure, edit, output, source};

pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let key = source::agency_year(context, matches)?;
    let Some((name, of_command)) = matches.subcommand() else {
        // Where somebody sits in front of a terminal, the desk is what was asked for.
        let is_asked = matches.value_source("format") == Some(ValueSource::CommandLine);
        return match !is_asked && std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
            true => edit::collecting(context, Collecting { agency: key.agency, year: key.year }),
            false => show(context, matches, &key),
        };
    };
    match name {
        "roster" => roster(context, of_command, &key),
        "receive" => receive::run(context, of_command, &key),
        "return" => returning::run(context, of_command, &key),
        "remind" => remind::run(context, of_command, &key),
        "accept" => accept(context, of_command, &key),
        "exempt" => exempt(context, of_command, &key),
        "adjust" => adjust(context, of_command, &key),
        "sum" => sum::run(context, of_command, &key),
        other => Err(Failure(super::usage::no_command(other, context.lang))),
    }
}

/// The collection with all that is known of it; what could not be read is said.
fn opened(context: &mut Context, key: &Key) -> Result<Collected, Failure> {
    let lang = context.lang;
    let failed = |error: NotCollected| Failure(error.message(lang));
    let mut collected = context.office()?.collect(&key.agency, key.year).map_err(failed)?;
    context.tell(std::mem::take(&mut collected.remarks));
    if !collected.is_saved {
        let (agency, year) = (&key.agency, key.year);
        output::message(&lang.say(
            format!("{year} 年度的名单还没有建立，以下沿用上年的名单。确认沿用：gouji collect {agency} {year} roster --from-last-year"),
            format!("There is no roster of {year} yet; this is last year’s. To apply it: gouji collect {agency} {year} roster --from-last-year"),
        ));
    }
    Ok(collected)
}

fn exit(collected: &Collected) -> Exit {
    if collected.has_errors() { Exit::Findings } else { Exit::Clean }
}

fn show(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let collected = opened(context, key)?;
    match format(matches) {
        Format::Json => context.out.line(&format!("{:#}", shown::value(&collected, context.lang))),
        Format::Csv => shown::table(&mut context.out, &collected),
        Format::Text | Format::Ron | Format::Ess => shown::lines(&mut context.out, &collected, context.lang),
    }
    Ok(exit(&collected))
}

fn roster(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let (lang, office) = (context.lang, context.office()?);
    let Some(file) = matches.get_one::<PathBuf>("file") else {
        let count = office.begin_collection(&key.agency, key.year).map_err(refused(lang))?;
        output::message(&lang.say(format!("名单共 {count} 家。"), format!("The roster has {count} bodies.")));
        return Ok(Exit::Clean);
    };
    let merged = office
        .take_roster(&key.agency, key.year, file)
        .map_err(|error| Failure(format!("{}{}{}", file.display(), lang.pick("：", ": "), error.message(lang))))?;
    let mut say = |names: &[String], zh: &str, en: &str| {
        if !names.is_empty() {
            let list = names.join(lang.pick("、", ", "));
            context
                .out
                .line(&lang.say(format!("{zh} {} 家：{list}", names.len()), format!("{en} ({}): {list}", names.len())));
        }
    };
    say(&merged.new, "新增", "new");
    say(&merged.changed, "有改动", "changed");
    say(&merged.gone, "不再列入", "gone");
    say(
        &merged.kept,
        "名单文件里没有，但已收到报告或已有决定，保留",
        "not in the file, kept since there are receipts or decisions",
    );
    let path = office.library.collection_path(&key.agency, key.year).map_err(Failure::store(lang))?;
    output::message(
        &lang.say(format!("名单已写入 {}", path.display()), format!("The roster is in {}", path.display())),
    );
    Ok(Exit::Clean)
}

fn accept(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let (lang, office) = (context.lang, context.office()?);
    let (body, by) = (text(matches, "body"), name(matches, lang)?);
    let body = office.accept(&key.agency, key.year, &body, &by).map_err(refused(lang))?;
    output::message(&lang.say(format!("{body}：已核。"), format!("{body}: accepted.")));
    Ok(Exit::Clean)
}

fn exempt(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let (lang, office) = (context.lang, context.office()?);
    let (body, reason, by) = (text(matches, "body"), reason(matches, lang)?, text(matches, "by"));
    let body = office.exempt(&key.agency, key.year, &body, &reason, &by).map_err(refused(lang))?;
    output::message(&lang.say(format!("{body}：免报。"), format!("{body}: exempt.")));
    Ok(Exit::Clean)
}

fn adjust(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let (lang, office) = (context.lang, context.office()?);
    let (cell, words) = (text(matches, "cell"), text(matches, "amount"));
    let amount: Number = words.parse().map_err(|_| {
        Failure::new(lang, format!("数额“{words}”不是数字。"), format!("The amount “{words}” is not a number."))
    })?;
    let first = || office.forms.all().first().map_or(0, |form| form.definition().years.first);
    let form = office.forms.for_year(key.year).ok_or_else(|| NoForm { year: key.year, first: first() });
    let form = form.map_err(|error| Failure(error.message(lang)))?;
    let (reason, by) = (reason(matches, lang)?, name(matches, lang)?);
    office.adjust(form, (&key.agency, key.year), (&cell, amount), &reason, &by).map_err(refused(lang))?;
    output::message(&lang.say(format!("汇总调整：{cell} {amount}。"), format!("Adjusted {cell} by {amount}.")));
    Ok(Exit::Clean)
}

fn refused(lang: Lang) -> impl Fn(Undecided) -> Failure {
    move |error| Failure(error.message(lang))
}

fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one::<String>(name).map(|text| text.trim().to_string()).unwrap_or_default()
}

/// Who decides; nobody is no name.
fn name(matches: &ArgMatches, lang: Lang) -> Result<String, Failure> {
    let name = text(matches, "by");
    if name.is_empty() {
        return Err(Failure::new(
            lang,
            "请写明姓名：--by 姓名。没有改动。",
            "Say who decides: --by NAME. Nothing was changed.",
        ));
    }
    Ok(name)
}

/// Why; nothing is no reason.
fn reason(matches: &ArgMatches, lang: Lang) -> Result<String, Failure> {
    let reason = text(matches, "reason");
    if reason.is_empty() {
        return Err(Failure::new(
            lang,
            "请写明理由：--reason 理由。没有改动。",
            "Say why: --reason REASON. Nothing was changed.",
        ));
    }
    Ok(reason)
}
