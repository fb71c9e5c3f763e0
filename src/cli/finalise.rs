//! `gouji finalise`: finishes a report of the library, with names, date and seal. Opening one again needs somebody who
//! changes it, so that is for the editor.

use clap::ArgMatches;

use crate::domain::remaining::{OpenPoint, Remaining};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::work::clock;
use crate::work::finishing::{Finished, Unfinished};
use crate::work::source::Named;

use super::context::Context;
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
            "请写明填报人和审核人的姓名，例如：--keyer 李四 --reviewer 张三。没有定稿。",
            "Name the preparer and the reviewer, as in --keyer Li --reviewer Zhang. Nothing was finalised.",
        ));
    }
    // A report that is not there is told with what is like it.
    source::open_told(context, &Named::Library(key.clone()))?;
    let Finished { path, before, digest, remarks } =
        match context.office()?.finish(&key, &keyer, &reviewer, &clock::today()) {
            Ok(finished) => finished,
            Err(unfinished) => return refused(unfinished, lang),
        };
    context.tell(remarks);
    let open = Remaining::of(&before);
    context.out.line(&format!("{digest}  {}", path.display()));
    output::message(&match (lang, open.words(before.form(), lang)) {
        (_, None) => lang.say("已定稿。", "Finalised."),
        (Lang::Zh, Some(words)) => format!("已定稿；{words}。"),
        (Lang::En, Some(words)) => format!("Finalised; {words}."),
    });
    let warnings = open.named(OpenPoint::Warnings, &before, lang);
    warnings.iter().for_each(|item| output::message(&item.words));
    if !warnings.is_empty() {
        let (agency, year) = (&key.agency, key.year);
        output::message(&lang.say(
            format!("全部问题：gouji check {agency} {year}"),
            format!("All findings: gouji check {agency} {year}"),
        ));
    }
    Ok(Exit::Clean)
}

/// Says why a report was not finished.
fn refused(unfinished: Unfinished, lang: Lang) -> Result<Exit, Failure> {
    match unfinished {
        Unfinished::Store(error) => Err(Failure::store(lang)(error)),
        Unfinished::Apart => Err(Failure::new(
            lang,
            "报告文件与自动保存文件（.journal）各有改动，没有定稿。请先在编辑器里打开这份报告，合并后再定稿。",
            "The report and its autosave file were both changed; nothing was finalised. Open the report in the editor and merge the two first.",
        )),
        Unfinished::Already { path, date } => {
            let path = path.display();
            Err(Failure::new(
                lang,
                format!("{path} 已于 {date} 定稿，没有改动。如需修改，请在编辑器里撤销定稿。"),
                format!("{path} was finalised on {date} and is left as it is. To change it, reopen it in the editor."),
            ))
        }
        Unfinished::Refused { path, refusal, report } => {
            let (path, words) = (path.display(), refusal.message(report.form(), lang));
            output::message(
                &lang.say(format!("{path} 还不能定稿。{words}"), format!("{path} cannot be finalised yet. {words}")),
            );
            tell_besides(&Session::new(*report), lang);
            Ok(Exit::Findings)
        }
    }
}

/// Says what is open besides what keeps a report from being final.
pub fn tell_besides(session: &Session, lang: Lang) {
    if let Some(words) = Remaining::of(session).words_of(session.form(), lang, |kind| !kind.hinders()) {
        output::message(&lang.say(format!("此外：{words}。"), format!("Also open: {words}.")));
    }
}
