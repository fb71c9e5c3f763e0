//! `gouji finalise`: finishes a report of the library, with names, date and seal. Opening one again needs somebody who
//! changes it, so that is for the editor.

use clap::ArgMatches;

use crate::domain::journal::Ground;
use crate::domain::remaining::{OpenPoint, Remaining};
use crate::domain::seal;
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::export::Refusal;

use super::context::{Context, today};
use super::{Exit, Failure, output, source};

/// Finishes the report and saves it. A report that cannot be finished is `Findings`, and its file stays as it is.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let key = source::key(context, matches)?;
    let name = |option: &str| matches.get_one::<String>(option).map(|name| name.trim().to_string()).unwrap_or_default();
    let (keyer, reviewer) = (name("keyer"), name("reviewer"));
    if keyer.is_empty() || reviewer.is_empty() {
        return Err(Failure::new(
            lang,
            "--keyer 和 --reviewer 后面要写姓名，没有定稿。",
            "--keyer and --reviewer each need a name; nothing was finished.",
        ));
    }
    // A report that is not there is told with what is like it.
    source::open_told(context, &source::Named::Library(key.clone()))?;
    let library = context.library()?;
    // Held until the report is written, so that nobody else finishes or changes it in between.
    let _lock = library.lock_for_now(&key).map_err(Failure::store(lang))?;
    let loaded = library.joined(&key, &context.forms).map_err(Failure::store(lang))?;
    if loaded.recovered.as_ref().is_some_and(|recovered| recovered.ground == Ground::Changed) {
        return Err(Failure::new(
            lang,
            "报告文件与日志各有改动，没有定稿。请先用编辑器打开这份报告，合并后再定稿。",
            "the report's file and its journal were both changed; nothing was finished. Open the report in the editor and join the two first.",
        ));
    }
    let path = loaded.path.display();
    let date = &loaded.report.sign_off.date;
    if loaded.report.seal.is_some() {
        return Err(Failure::new(
            lang,
            format!("{path} 已于 {date} 定稿，没有再写。要改，先在编辑器里重新打开。"),
            format!("{path} was finished on {date} and is left as it is. To change it, reopen it in the editor."),
        ));
    }
    if let Some(refusal) = Refusal::of(&loaded.report, lang) {
        let words = refusal.message(loaded.report.form(), lang);
        let open = Remaining::of(&Session::new(loaded.report.clone()));
        let besides = open.words_of(loaded.report.form(), lang, |kind| !kind.hinders());
        output::message(&match lang {
            Lang::Zh => format!("{path} 还不能定稿。{words}"),
            Lang::En => format!("{path} cannot be finished yet. {words}"),
        });
        if let Some(besides) = besides {
            output::message(&besides_words(&besides, lang));
        }
        return Ok(Exit::Findings);
    }
    let background = source::background(context, &source::Named::Library(key.clone()), &loaded.report, None);
    let mut session = Session::with(loaded.report, background);
    let open = Remaining::of(&session);
    let words = open.words(session.form(), lang);
    let named = open.named(OpenPoint::Warnings, &session, lang);
    let edit = seal::finishing(session.report(), &keyer, &reviewer, &today());
    session.apply(edit);
    library.save(session.report(), loaded.stamp.as_ref()).map_err(Failure::store(lang))?;
    // The file has everything now.
    library.shelve_journal(&key).map_err(Failure::store(lang))?;
    let digest = session.report().seal.as_ref().map_or("", |seal| seal.sha256.as_str());
    context.out.line(&format!("{digest}  {path}"));
    output::message(&match (lang, words) {
        (_, None) => lang.pick("已定稿。", "finished.").to_string(),
        (Lang::Zh, Some(words)) => format!("已定稿；{words}。"),
        (Lang::En, Some(words)) => format!("finished; {words}."),
    });
    named.iter().for_each(|line| output::message(line));
    Ok(Exit::Clean)
}

/// What is open besides what keeps a report from being final.
pub fn besides_words(words: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("此外：{words}。"),
        Lang::En => format!("Besides: {words}."),
    }
}
