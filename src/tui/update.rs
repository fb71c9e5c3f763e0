//! What happens, turned into a new state and into effects: the one door through which every key, every answer of a
//! dialog and every result of an effect passes. It draws nothing and does nothing outside.

mod changes;

mod export;

mod findings;

mod leaving;

mod writing;

mod signing;

mod notes;

mod pointing;

mod settings;

mod recovering;

mod lapsing;

mod merging;

mod opening;

mod dropping;

mod asking;

mod reading;

mod silent;

mod answering;

use super::command::Command;
use super::dialog::{Action, Dialog, Leave, Picker, Question, Reading};
use super::dropped;
use super::fees::FeeForm;
use super::field_picker::FieldPicker;
use super::import_preview::ImportPreview;
use super::key::{Chord, Code, Input};
use super::model::{Effect, Message, Model, Msg, Screen};
use super::new_report::{NewReport, Origin};
use super::report::Reply;
use super::report_preview::ReportPreview;
use super::typing::plain_twin;
use leaving::{ask_delete, leave, save, saved};

pub use dropping::has_arrived;
pub use recovering::has_unjudged;

/// Lets something happen. What it committed goes into the journal before anything else is done, but for what becomes of the
/// journal as it was: that comes before anything new goes into one.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = happen(model, msg);
    lapsing::tell(model);
    let first = effects.iter().take_while(|effect| matches!(effect, Effect::TakeUp | Effect::Decline)).count();
    effects.splice(first..first, recovering::committed(model));
    // What is on the screen is looked into, and nothing else: a library may hold a hundred thousand reports.
    let unread = match &model.screen {
        Screen::Library => model.library.unread(model.size.1),
        Screen::Report(_) => Vec::new(),
    };
    if !unread.is_empty() {
        effects.push(Effect::LookInto(unread));
    }
    effects
}

fn happen(model: &mut Model, msg: Msg) -> Vec<Effect> {
    reading::uncover(model, &msg);
    match msg {
        Msg::Input(Input::Resize(columns, rows)) => {
            model.size = (columns, rows);
            if let Screen::Report(report) = &mut model.screen {
                report.resize((columns, rows));
            }
            Vec::new()
        }
        Msg::Input(Input::Paste(text)) => paste(model, &text),
        Msg::Input(Input::Dropped(path, keys)) => match model.takes_files() {
            true => dropping::dropped(model, &path, false),
            false => dropping::replay(model, keys),
        },
        Msg::Input(Input::Burst(text, keys)) => match model.offers_paste() {
            true => dropping::burst(model, text, keys),
            false => dropping::replay(model, keys),
        },
        Msg::Arrived => dropping::arrived(model),
        Msg::Input(Input::Key(chord)) => key(model, chord),
        Msg::Input(Input::Wheel { down }) => pointing::wheel(model, down),
        // What stands where it was clicked is known to those who draw, who say it with `Pointed`.
        Msg::Input(Input::Click(..)) => Vec::new(),
        Msg::Input(Input::Focus) => merging::look(model),
        Msg::Pointed(hit) => pointing::pointed(model, hit),
        Msg::Kept(moved) => settings::kept(model, moved),
        Msg::Years(trend, troubles) => settings::years(model, trend, troubles),
        Msg::Listed(reports) => {
            model.library.replace(reports);
            Vec::new()
        }
        Msg::Known(known) => {
            model.library.know(known);
            Vec::new()
        }
        Msg::Opened { .. } => opening::opened(model, msg),
        Msg::Free => merging::free(model),
        Msg::Saved => saved(model),
        Msg::Journaled { durability, trouble, shelved } => {
            recovering::journaled(model, durability, trouble, shelved.as_deref())
        }
        Msg::Shelved(file) => recovering::shelved(model, &file),
        Msg::NotSaved(words) => leaving::not_saved(model, &words),
        Msg::Copied(path) => leaving::copied(model, &path),
        Msg::Paused => recovering::paused(model),
        Msg::Conflict(found) => merging::ask(model, *found),
        Msg::Proposed { path, proposal, existing } => {
            let preview = ImportPreview::new(path, *proposal, existing.map(|report| *report));
            model.dialog = Some(Dialog::Import(Box::new(preview)));
            Vec::new()
        }
        Msg::Exporting => {
            model.dialog = None;
            say(model, model.lang().pick("正在导出…", "exporting…").to_string())
        }
        Msg::Overtaken => {
            if let Screen::Report(report) = &mut model.screen {
                report.session.end_save(false);
            }
            Vec::new()
        }
        Msg::NotWritten(words) => refuse(model, words),
        Msg::ReportRead { path, report, existing, remark } => {
            let existing = existing.map(|report| *report);
            let preview = ReportPreview::new(path, *report, existing, remark, model.lang());
            model.dialog = Some(Dialog::Report(Box::new(preview)));
            Vec::new()
        }
        Msg::Exported { path, is_draft, remark } => export::exported(model, &path, is_draft, remark),
        Msg::ExportExists(path) => export::exists(model, path),
        Msg::ExportRefused { lines, releasable, today } => export::refused(model, lines, releasable, today),
        Msg::Deleted(key) => leaving::deleted(model, &key),
        Msg::DeletedListed(deleted) => leaving::list_deleted(model, deleted),
        Msg::Undeleted { key, unsaved } => leaving::undeleted(model, key, unsaved),
        Msg::History { states, past } => changes::show(model, &states, past),
        Msg::Compared { name, report, remark } => changes::beside(model, name, &report, remark),
        Msg::TextEdited(text) => writing::edited(model, &text),
        Msg::Today(today) => match model.dialog.take() {
            Some(Dialog::Signing(form)) => signing::dated(model, &form, &today),
            other => {
                model.dialog = other;
                findings::ask(model, today)
            }
        },
        Msg::Failed(words) => {
            model.leaving = None;
            // What was typed into a dialog stays, and why it was not taken stands beside it.
            match &mut model.dialog {
                Some(Dialog::ImportPath(entry) | Dialog::ComparePath(entry) | Dialog::CopyPath(entry)) => {
                    entry.problem = words
                }
                Some(Dialog::New(new)) => new.problem = words,
                _ => return refuse(model, words),
            }
            Vec::new()
        }
    }
}

fn say(model: &mut Model, text: String) -> Vec<Effect> {
    model.message = Some(Message { text, refused: false });
    Vec::new()
}

fn refuse(model: &mut Model, text: String) -> Vec<Effect> {
    model.message = Some(Message { text, refused: true });
    Vec::new()
}

fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.message = None;
    model.trail.clear();
    if let Some(path) = dropped::path(text).filter(|_| model.takes_files()) {
        return dropping::dropped(model, &path, true);
    }
    if let Some(dialog) = &mut model.dialog {
        dialog.paste(text);
        return Vec::new();
    }
    match &mut model.screen {
        Screen::Library => dropping::nothing_to_paste(model),
        Screen::Report(report) => {
            let reply = report.paste(text);
            answer_reply(model, reply)
        }
    }
}

fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    model.message = None;
    if chord.alt && asking::means_esc(model, chord) {
        let mut effects = key(model, Chord::plain(Code::Esc));
        effects.extend(key(model, Chord { alt: false, ..chord }));
        return effects;
    }
    if dropping::holds_back(model, chord) {
        return Vec::new();
    }
    if let Some(effects) = dropping::watch(model, chord) {
        return effects;
    }
    if model.dialog.is_some() {
        return answering::key(model, chord);
    }
    if let Screen::Report(report) = &mut model.screen
        && let Some(reply) = report.take(chord)
    {
        return answer_reply(model, reply);
    }
    // Digits never get here; what an input method produces for the number pad's signs counts as the plain key.
    let chord = match chord.code {
        Code::Char(character) => Chord { code: Code::Char(plain_twin(character)), ..chord },
        _ => chord,
    };
    let command = model.setting.keymap.command(&model.scopes(), chord).or_else(|| silent::leading_on(model, chord));
    match command {
        Some(command) if asking::asks_first(command, chord) => asking::ask_first(model, command),
        Some(command) => {
            let twin = silent::twin(model, chord, Some(command));
            let effects = run(model, command);
            silent::remark(model, twin);
            effects
        }
        None => silent::unanswered(model, chord),
    }
}

/// Carries out a command.
pub fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    let lang = model.lang();
    if let Screen::Report(report) = &mut model.screen
        && let Some(reply) = report.refused(command).or_else(|| report.held(command))
    {
        return answer_reply(model, reply);
    }
    match command {
        Command::Help => model.dialog = Some(Dialog::Help(Reading::default())),
        Command::Manual => model.dialog = Some(Dialog::Manual(Reading::default())),
        Command::Palette => model.dialog = Some(Dialog::Palette(Picker::palette(&model.scopes(), lang))),
        Command::Find => model.dialog = Some(Dialog::Find(Picker::find())),
        Command::Chapters => model.dialog = Some(Dialog::Chapters),
        Command::Settings => return settings::open(model),
        Command::Chart => return settings::chart(model),
        Command::Quit => return leave(model, Leave::Program),
        Command::Library => return leave(model, Leave::Library),
        Command::Save => return save(model, false),
        Command::SaveCopy => return leaving::ask_copy(model),
        Command::Export => return export::open(model),
        Command::Findings => return findings::open(model),
        Command::CellRules => return findings::rules(model),
        Command::CellHistory => return changes::ask(model, true),
        Command::Changes => return changes::ask(model, false),
        Command::CompareLastYear => return changes::last_year(model),
        Command::CompareFile => model.dialog = Some(Dialog::ComparePath(Box::default())),
        Command::SecondKeying => return signing::verify(model),
        Command::Finish => return signing::finish(model),
        Command::TakeOver => return merging::take_over(model),
        Command::CellNote => return notes::open(model, true),
        Command::ReportNote => return notes::open(model, false),
        Command::Notes => return notes::list(model),
        Command::Open => {
            let chosen = model.library.current().map(|listed| listed.key.clone());
            return chosen.map(Effect::Open).into_iter().collect();
        }
        Command::New => {
            let agency = model.library.current().map(|listed| listed.key.agency.clone()).unwrap_or_default();
            let there = model.library.reports.iter().map(|listed| listed.key.clone()).collect();
            let new = NewReport::new(Origin::Blank, &agency, model.setting.this_year - 1, there);
            model.dialog = Some(Dialog::New(Box::new(new)));
        }
        Command::Import => model.dialog = Some(Dialog::ImportPath(Box::default())),
        Command::Sample => leaving::ask_sample(model),
        Command::Deleted => return vec![Effect::ListDeleted],
        Command::DeleteReport => ask_delete(model),
        command => {
            if let Screen::Report(report) = &mut model.screen {
                let reply = report.run(command);
                let reply = silent::lasting(model, command, reply);
                return answer_reply(model, reply);
            }
            model.library.run(command);
        }
    }
    Vec::new()
}

fn answer_reply(model: &mut Model, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Done => Vec::new(),
        Reply::Say(words) => say(model, words),
        Reply::Refuse(words) => refuse(model, words),
        Reply::Copy(text) => {
            say(model, model.lang().pick("已复制", "copied").to_string());
            vec![Effect::Copy(text)]
        }
        Reply::Preview(plan) => {
            model.dialog = Some(Dialog::Paste(plan, 0));
            Vec::new()
        }
        Reply::Skip(columns, words) => {
            let agency = match &model.screen {
                Screen::Report(report) => report.session.report().agency.clone(),
                Screen::Library => None,
            };
            say(model, words);
            agency.map_or_else(Vec::new, |agency| vec![Effect::Skip { agency, columns }])
        }
        Reply::AskSkip(text) => {
            let words = model.lang().pick("是，记下来", "yes, keep that").to_string();
            model.dialog = Some(Dialog::Question(Question::new(text, vec![('y', words, Action::SkipColumn)])));
            Vec::new()
        }
        Reply::AskNotApplicable => {
            let lang = model.lang();
            let text = lang.pick(
                "把这一格标为不适用（/）？表格一般填 0；只有确实不归本机关填的才标。",
                "Mark this cell not applicable (/)? As a rule 0 is entered; only what is not this body's to fill is marked.",
            );
            let answers = vec![('y', lang.pick("标为不适用", "mark it").to_string(), Action::NotApplicable)];
            model.dialog = Some(Dialog::Question(Question::new(text.to_string(), answers)));
            Vec::new()
        }
        Reply::AskLapse(row, all) => lapsing::ask(model, row, all),
        Reply::PickCell(offered, number) => {
            model.dialog = Some(Dialog::Field(Box::new(FieldPicker::new(offered, number))));
            Vec::new()
        }
        Reply::AskFees(stated, words) => {
            model.dialog = Some(Dialog::Fees(Box::new(FeeForm::new(stated.unwrap_or_default(), *words))));
            Vec::new()
        }
        Reply::EditOutside(text) => vec![Effect::EditText(text)],
    }
}
