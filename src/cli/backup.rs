//! `gouji backup`: the whole library copied to a folder or a stick, and back. What differs on the way back is asked about, one
//! report after another, unless an option says it.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::path::PathBuf;

use clap::ArgMatches;

use crate::domain::text::Lang;
use crate::work::backup::{Held, Item, Relation, Way, Work, name, proposed, relation};

use super::context::Context;
use super::waiting::Waiting;
use super::{Exit, Failure, output};

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
    let mut work = office.bring_back(source, ways).map_err(Failure::store(lang))?;
    go_through(&mut work, lang)?;
    let exit = told(context, &work);
    if undecided > 0 {
        output::message(&lang.say(
            format!("有 {undecided} 份不同的没有决定，报告库里的没有动。用 --differing mine、theirs 或 both 一次说明。"),
            format!("{undecided} that differ were not decided and are left; --differing mine, theirs or both decides for all."),
        ));
    }
    Ok(if undecided > 0 { exit.max(Exit::Findings) } else { exit })
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
                    format!("做到 {done}/{total} 停下：{why} 已经复制的都是完整的，再做一次就接着补齐。"),
                    format!("stopped at {done} of {total}: {why} What was copied is whole; doing it again goes on."),
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
            "下面这些两边不同。m 留报告库的，t 换成备份里的，b 两份都留（备份里的留作历史版本）；大写管以后全部；回车取括号里的。换下的都留在 history，可以恢复。\n",
            "These differ. m keeps the library's, t takes the backup's, b keeps both (the backup's as an earlier version); a capital decides for all that follow; Enter takes what stands in brackets. What gives way stays in history.\n",
        ));
    }
    for (index, held) in differing.iter().enumerate() {
        let way = match for_all {
            Some(way) => way,
            None => loop {
                let colon = lang.pick("：", ": ");
                let letter = letter(proposed(held.relation));
                let (name, relation) = (name(&held.item, lang), relation(held, lang));
                output::prompt(&format!("{}/{} {name}{colon}{relation}  m/t/b [{letter}] ", index + 1, differing.len()));
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
