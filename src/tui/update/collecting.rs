//! The collecting office's desk: what its commands do that open no dialog, and what came of what was wanted.

use crate::domain::text::Lang;

use super::super::collecting::{Collecting, CollectingScreen, Gathering, News, Wish};
use super::super::command::Command;
use super::super::dialog::act::{Act, Question};
use super::super::dialog::{Dialog, HandedInList, Reminder, SlipForm};
use super::super::message::Effect;
use super::super::model::{Model, Screen};

/// Opens the desk of the chosen report's agency and year.
pub fn open(model: &mut Model) {
    let chosen = model.library.current().map(|listed| (listed.key.agency.clone(), listed.key.year));
    match chosen {
        Some((agency, year)) => model.want(Effect::Collect(Collecting { agency, year }, Box::new(Wish::Open))),
        None => {
            let words = "Choose a report of the collecting agency first; ‹new› makes one";
            let words = model.lang().pick("请先选中汇总单位的一份报告；还没有的，按 ‹new› 新建", words);
            model.refuse(words);
        }
    }
}

/// Does what a command of the desk says; whether it is one.
pub fn run(model: &mut Model, command: Command) -> bool {
    match command {
        Command::OpenBody => open_body(model),
        Command::LeaveDesk => leave(model),
        Command::NextState | Command::NextGroup => {
            if let Some(screen) = &mut model.collecting {
                if command == Command::NextState { screen.next_state() } else { screen.next_group() }
            }
        }
        _ => return false,
    }
    true
}

fn open_body(model: &mut Model) {
    let lang = model.lang();
    let Some(screen) = &model.collecting else { return };
    let Some((place, body)) = screen.place().zip(screen.body()) else { return };
    let (name, is_own) = (body.name.clone(), body.name == screen.of.agency);
    let has_report = screen.gathering.gathered.members[place].report.is_some();
    match screen.gathering.lines[place].key.clone().filter(|_| has_report) {
        // The office's own report is its own to change.
        Some(key) if is_own => model.want(Effect::Open(key)),
        Some(key) => model.collect(Wish::OpenReport(key)),
        None => model.refuse(lang.say(
            format!("{name} 还没有报告；收件按 ‹receive›，催报按 ‹chase›"),
            format!("There is no report of {name}: ‹receive› takes one in, ‹chase› reminds it"),
        )),
    }
}

/// Shows all bodies where the list is narrowed, else leaves the desk for the library.
fn leave(model: &mut Model) {
    if let Some(screen) = model.collecting.as_mut().filter(|screen| screen.is_narrowed()) {
        return screen.show_all();
    }
    model.collecting = None;
    model.screen = Screen::Library;
    model.want(Effect::List);
}

/// Goes back to the desk from a report, where one is open; its file may be another now.
pub fn back(model: &mut Model) -> bool {
    if model.collecting.is_none() {
        return false;
    }
    model.screen = Screen::Collecting;
    model.collect(Wish::Open);
    true
}

pub fn heard(model: &mut Model, news: News) {
    let lang = model.lang();
    match news {
        News::Gathered(gathering, said) => {
            let is_new = take(model, *gathering);
            said.into_iter().for_each(|words| model.say(words));
            if is_new {
                ask_for_roster(model, lang);
            }
        }
        News::HandedIn(gathering, handed) => {
            take(model, *gathering);
            match &mut model.dialog {
                Some(Dialog::HandedIn(list)) => list.renew(handed),
                _ => model.open(HandedInList::new(handed)),
            }
        }
        News::GivenBack(gathering, words, text) => {
            take(model, *gathering);
            model.say(words);
            text.into_iter().for_each(|text| model.want(Effect::Copy(text)));
        }
        News::Points { body, number, points } => {
            let form = SlipForm::new(body, number, points, &model.desk);
            model.open(form);
        }
        News::Chase { count, text, csv } => model.open(Reminder::new(count, text, csv)),
        News::Said(words) => model.say(words),
    }
}

/// Takes what is known now; whether the desk was opened for it. A form that it came of is done.
fn take(model: &mut Model, gathering: Gathering) -> bool {
    let is_new = model.collecting.is_none();
    match &mut model.collecting {
        Some(screen) => screen.replace(gathering),
        None => {
            model.collecting = Some(Box::new(CollectingScreen::new(gathering)));
            model.screen = Screen::Collecting;
        }
    }
    match &mut model.dialog {
        Some(Dialog::Sum(view)) => view.renew(&model.desk),
        Some(Dialog::Decision(_) | Dialog::Body(_) | Dialog::Slip(_) | Dialog::Path(_)) => model.close(),
        _ => {}
    }
    is_new
}

/// Where there is no collection yet, asks how it is to begin.
fn ask_for_roster(model: &mut Model, lang: Lang) {
    let Some(screen) = &model.collecting else { return };
    if screen.gathering.is_saved {
        return;
    }
    let of = screen.of.clone();
    let (agency, year, count) = (&of.agency, of.year, screen.gathering.collection().bodies.len());
    let text = lang.say(
        format!("{agency} {year} 年度还没有汇总名单。从哪里建立？"),
        format!("{agency} has no roster of {year} yet. Where does it come from?"),
    );
    let mut answers = Vec::new();
    if count > 0 {
        let words = lang.say(format!("沿用上年的名单（{count} 家）"), format!("last year's roster ({count} bodies)"));
        answers.push(('y', words, Act::Want(Effect::Collect(of.clone(), Box::new(Wish::Begin)))));
    }
    let file = lang.say("从文件读入（csv、xlsx）", "a file (CSV, xlsx)");
    let keyed = lang.say("逐个录入", "keyed one by one");
    answers.push(('f', file, Act::Give(Command::ReadRoster)));
    answers.push(('n', keyed, Act::Give(Command::AddBody)));
    model.ask(Question { text, answers });
}
