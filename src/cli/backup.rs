//! `gouji backup`: the whole library copied to a folder or a USB drive, and back. What differs on the way back is asked about, one
//! report after another, unless an option says it.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::path::PathBuf;

use clap::ArgMatches;

use crate::domain::text::Lang;
use crate::work::backup::{Held, Item, Relation, Way, Work, name, proposed, relation};

use super::context::Context;
use super::waiting::Waiting;
use super::{Exit, Failure, history, output};

/// Backs the library up, or brings it back.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let office = context.office()?;
    let Some(source) = matches.get_one::<PathBuf>("restore") else {
        let target = matches.get_one::<PathBuf>("target").cloned().unwrap_or_default();
        let mut work = office.back_up(&target).map_err(Failure::store(lang))?;
        go_through(&mut work, lang)?;
        return Ok(told(context, &work));
    };
    let by = history::reopening(matches, lang)?;
    let mut look = office.look_at_backup(source).map_err(Failure::store(lang))?;
    go_through(&mut look, lang)?;
    let decided = match matches.get_one::<String>("differing").map(String::as_str) {
        Some("mine") => Some(Way::Leave),
        Some("theirs") => Some(Way::Replace),
        Some("both") => Some(Way::Aside),
        _ => None,
    };
    let differing: Vec<Held> = look.tally.found.into_iter().filter(|held| held.relation != Relation::Missing).collect();
    let (ways, undecided) = match decided {
        Some(way) => (differing.into_iter().map(|held| (held.item, way)).collect(), 0),
        None => ask(&differing, lang),
    };
    let mut work = office.bring_back(source, ways, by).map_err(Failure::store(lang))?;
    go_through(&mut work, lang)?;
    let exit = told(context, &work);
    if undecided > 0 {
        output::message(&lang.say(
            format!("有 {undecided} 份不同的未作选择，报告库里的没有改动。如需统一处理，请加 --differing mine、theirs 或 both。"),
            format!("{undecided} differing report(s) were not decided and are left as they are. Add --differing mine, theirs or both to decide for all."),
        ));
    }
    let finished = !work.tally.finished.is_empty();
    if finished {
        output::message(lang.pick(
            "确需换下已定稿的报告的，请写明姓名和理由，例如：--differing theirs --by 张三 --reason 更正收费信息",
            "To replace finalised reports all the same, give a name and a reason, as in --differing theirs --by Zhang --reason \"fees corrected\"",
        ));
    }
    Ok(if undecided > 0 || finished { exit.max(Exit::Findings) } else { exit })
}

/// Does everything, with a bar where it takes its time.
fn go_through(work: &mut Work, lang: Lang) -> Result<(), Failure> {
    let waiting = Waiting::for_many(work.total);
    loop {
        match work.step() {
            Ok(true) => waiting.one_more(),
            Ok(false) => break,
            Err(error) => {
                waiting.end();
                let (done, total, why) = (work.done().saturating_sub(1), work.total, error.message(lang));
                return Err(Failure::new(
                    lang,
                    format!("完成 {done}/{total} 后停止：{why}已复制的文件都是完整的，再执行一次即可补齐。"),
                    format!(
                        "Stopped after {done} of {total}: {why} Files already copied are complete; run it again to continue."
                    ),
                ));
            }
        }
    }
    waiting.end();
    Ok(())
}

/// Says what came of it: the first line is the result, the others are what somebody should know.
fn told(context: &mut Context, work: &Work) -> Exit {
    for (index, line) in work.words().iter().enumerate() {
        match index {
            0 => context.out.line(line),
            _ => output::message(line),
        }
    }
    if work.tally.troubles.is_empty() { Exit::Clean } else { Exit::Failed }
}

/// Asks what becomes of each, and how many were not decided since nobody answers any more.
fn ask(differing: &[Held], lang: Lang) -> (BTreeMap<Item, Way>, usize) {
    let mut ways = BTreeMap::new();
    let (mut for_all, mut answers) = (None, io::stdin().lock().lines());
    if !differing.is_empty() {
        output::prompt(lang.pick(
            "以下各份两边不同。m 保留报告库的，t 换成备份里的，b 两份都保留（备份里的留作历史版本）；输入大写字母则用于其余各份；按回车选括号里的。换下的移入 history 文件夹，可以恢复。\n",
            "The following differ. m keeps the library's, t uses the backup's, b keeps both (the backup's as an earlier version); a capital letter decides for all the rest; Enter chooses the one in brackets. Replaced files go to the history folder and can be restored.\n",
        ));
    }
    for (index, held) in differing.iter().enumerate() {
        let way = match for_all {
            Some(way) => way,
            None => loop {
                let colon = lang.pick("：", ": ");
                let letter = letter(proposed(held.relation));
                let (name, relation) = (name(&held.item, lang), relation(held, lang));
                output::prompt(&format!(
                    "{}/{} {name}{colon}{relation}  m/t/b [{letter}] ",
                    index + 1,
                    differing.len()
                ));
                let Some(Ok(answer)) = answers.next() else {
                    output::prompt("\n");
                    return (ways, differing.len() - index);
                };
                let answer = answer.trim();
                let answer = if answer.is_empty() { letter } else { answer };
                let way = match answer.to_lowercase().as_str() {
                    "m" => Way::Leave,
                    "t" => Way::Replace,
                    "b" => Way::Aside,
                    _ => continue,
                };
                for_all = answer.starts_with(char::is_uppercase).then_some(way);
                break way;
            },
        };
        ways.insert(held.item.clone(), way);
    }
    (ways, 0)
}

fn letter(way: Way) -> &'static str {
    match way {
        Way::Leave => "m",
        Way::Replace => "t",
        Way::Aside => "b",
    }
}
