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

mod merging;

mod opening;

mod reading;

mod silent;

use crate::domain::report::{Key, Part};
use crate::domain::text::Lang;

use super::command::Command;
use super::dialog::{Action, Answer, Dialog, Leave, Picker, Question, Reading};
use super::fees::FeeForm;
use super::field_picker::FieldPicker;
use super::import_preview::ImportPreview;
use super::key::{Chord, Code, Input};
use super::model::{Effect, Message, Model, Msg, Parting, Screen};
use super::new_report::{NewReport, Origin};
use super::report::Reply;
use super::scrolling;
use super::typing::plain_twin;
use leaving::{ask_delete, go_away, leave, save, saved};

pub use recovering::has_unjudged;

/// Lets something happen. What it committed goes into the journal before anything else is done, but for what becomes of the
/// journal as it was: that comes before anything new goes into one.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = happen(model, msg);
    if let Screen::Report(report) = &mut model.screen {
        report.keep_up();
    }
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
        Msg::Exported { path, is_final } => export::exported(model, &path, is_final),
        Msg::ExportExists(path) => export::exists(model, path),
        Msg::ExportRefused { lines, releasable, today } => export::refused(model, lines, releasable, today),
        Msg::Deleted(key) => {
            let words = match model.lang() {
                Lang::Zh => format!("已移入 history：{} {}", key.agency, key.year),
                Lang::En => format!("moved into history: {} {}", key.agency, key.year),
            };
            say(model, words);
            vec![Effect::List]
        }
        Msg::History { states, past } => changes::show(model, &states, past),
        Msg::Compared { name, report } => changes::beside(model, name, &report),
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
    if let Some(dialog) = &mut model.dialog {
        dialog.paste(text);
        return Vec::new();
    }
    match &mut model.screen {
        Screen::Library => Vec::new(),
        Screen::Report(report) => {
            let reply = report.paste(text);
            answer_reply(model, reply)
        }
    }
}

fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    model.message = None;
    if model.dialog.is_some() {
        return dialog_key(model, chord);
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
        Command::Sample => return vec![Effect::Sample],
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
            model.dialog = Some(Dialog::Question(Question { text, answers: vec![('y', words, Action::SkipColumn)] }));
            Vec::new()
        }
        Reply::AskNotApplicable => {
            let lang = model.lang();
            let text = lang.pick(
                "把这一格标为不适用（/）？表格一般填 0；只有确实不归本机关填的才标。",
                "Mark this cell not applicable (/)? As a rule 0 is entered; only what is not this body's to fill is marked.",
            );
            let answers = vec![('y', lang.pick("标为不适用", "mark it").to_string(), Action::NotApplicable)];
            model.dialog = Some(Dialog::Question(Question { text: text.to_string(), answers }));
            Vec::new()
        }
        Reply::PickCell(offered, number) => {
            model.dialog = Some(Dialog::Field(Box::new(FieldPicker::new(offered, number))));
            Vec::new()
        }
        Reply::AskFees(stated) => {
            model.dialog = Some(Dialog::Fees(Box::new(FeeForm::new(stated.unwrap_or_default()))));
            Vec::new()
        }
        Reply::EditOutside(text) => vec![Effect::EditText(text)],
    }
}

fn dialog_key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let (lang, scopes) = (model.lang(), model.scopes());
    let Some(dialog) = model.dialog.take() else { return Vec::new() };
    let Some(mut dialog) = reading::covered(model, dialog, chord) else { return Vec::new() };
    let session = match &model.screen {
        Screen::Report(report) => Some(&report.session),
        Screen::Library => None,
    };
    if chord == (Chord { ctrl: true, ..Chord::plain(Code::Char('q')) }) {
        let dialog = dialog.uncovered();
        if matches!(dialog, Some(Dialog::Recovery(_))) {
            // Nothing is decided, so nothing is lost either.
            return vec![Effect::Part(Parting::Undecided), Effect::Quit];
        }
        let mut effects = dialog.map_or_else(Vec::new, |dialog| settings::close(model, &dialog));
        effects.extend(leave(model, Leave::Program));
        return effects;
    }
    let answer = dialog.key(chord, session, &scopes, lang);
    if matches!(answer, Answer::Cancelled | Answer::Given) && dialog.is_reading() {
        model.dialog = dialog.uncovered();
        return Vec::new();
    }
    match answer {
        Answer::Open => {
            let silent = silent::unasked(&dialog, chord, lang);
            scrolling::hold(model, &mut dialog);
            model.dialog = Some(dialog);
            silent.map_or_else(Vec::new, |words| refuse(model, words.to_string()))
        }
        Answer::Cancelled => {
            model.leaving = None;
            match dialog {
                Dialog::Note(form) if form.from_list => notes::list(model),
                _ => Vec::new(),
            }
        }
        Answer::Action(action) => act(model, action),
        Answer::Given => given(model, dialog, chord),
        Answer::Export(taken) => match dialog {
            Dialog::Export(target) => export::given(model, target, taken),
            _ => Vec::new(),
        },
        Answer::Findings(taken) => match dialog {
            Dialog::Findings(list) => findings::given(model, *list, taken),
            _ => Vec::new(),
        },
        Answer::Go(lit) => changes::go(model, lit),
        Answer::Light(lit) => findings::light(model, lit),
        Answer::Notes(taken) => match dialog {
            Dialog::Notes(list) => notes::given(model, list, taken),
            _ => Vec::new(),
        },
        Answer::Settings(taken) => settings::given(model, dialog, taken),
        Answer::Conflict(taken) => match dialog {
            Dialog::Conflict(conflict) => merging::decided(model, conflict, taken),
            _ => Vec::new(),
        },
        Answer::Recovery(taken) => match dialog {
            Dialog::Recovery(recovery) => recovering::decided(model, recovery, taken),
            _ => Vec::new(),
        },
    }
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::SaveThen(to) => {
            model.leaving = Some(to);
            save(model, false)
        }
        Action::Discard(to) => go_away(model, &to, Parting::Discarded),
        Action::Delete(key) => vec![Effect::Delete(key)],
        Action::Go(lit) => signing::go(model, lit),
        Action::Findings => findings::open(model),
        Action::NotApplicable | Action::SkipColumn => {
            let Screen::Report(report) = &mut model.screen else { return Vec::new() };
            let reply = match action {
                Action::SkipColumn => report.skip_column(),
                _ => report.mark_not_applicable(),
            };
            answer_reply(model, reply)
        }
    }
}

/// A dialog was answered with Enter, or a chapter with its digit.
fn given(model: &mut Model, dialog: Dialog, chord: Chord) -> Vec<Effect> {
    match dialog {
        Dialog::Palette(picker) => picker.current().map_or_else(Vec::new, |command| run(model, command)),
        Dialog::Find(picker) => {
            if let (Screen::Report(report), Some(cell)) = (&mut model.screen, picker.current()) {
                if let Err(problem) = report.settle() {
                    return refuse(model, problem);
                }
                report.go(cell);
            }
            Vec::new()
        }
        Dialog::Field(picker) => writing::picked(model, &picker),
        Dialog::Fees(fees) => writing::fees(model, &fees),
        Dialog::Chapters => chapter_of(model, chord).map_or_else(Vec::new, |command| run(model, command)),
        // What was typed into these stays where the effect fails; its success closes them.
        Dialog::New(new) => {
            model.dialog = Some(Dialog::New(new.clone()));
            match (new.key(), new.origin) {
                (Some(key), Origin::Blank) => {
                    vec![Effect::Create { key, nil: new.nil == Some(true), from_last_year: new.from_last_year }]
                }
                (Some(key), Origin::Document(preview)) => {
                    vec![take_over(key, *preview)]
                }
                (None, _) => Vec::new(),
            }
        }
        Dialog::ImportPath(entry) => {
            let path = entry.text();
            model.dialog = Some(Dialog::ImportPath(entry));
            vec![Effect::Read(path.into())]
        }
        Dialog::ComparePath(entry) => {
            let path = entry.text();
            model.dialog = Some(Dialog::ComparePath(entry));
            vec![Effect::Compare(path.into())]
        }
        Dialog::CopyPath(field) => leaving::copy(model, field),
        Dialog::Import(preview) => adopt(model, *preview),
        Dialog::Paste(plan, _) => {
            let Screen::Report(report) = &mut model.screen else { return Vec::new() };
            let reply = report.write(&plan);
            answer_reply(model, reply)
        }
        Dialog::Signing(form) => signing::given(model, form),
        Dialog::Note(form) => notes::written(model, &form),
        Dialog::Help(_)
        | Dialog::Manual(_)
        | Dialog::Question(_)
        | Dialog::Export(_)
        | Dialog::Findings(_)
        | Dialog::Rules(_)
        | Dialog::Changes(_)
        | Dialog::Notes(_)
        | Dialog::Settings(_)
        | Dialog::Recovery(_)
        | Dialog::Conflict(_)
        | Dialog::Chart(_) => Vec::new(),
    }
}

fn take_over(key: Key, preview: ImportPreview) -> Effect {
    Effect::Adopt { key, entries: preview.entries(), proposal: Box::new(preview.proposal) }
}

/// Takes a document over, asking first whose it is where it does not say.
fn adopt(model: &mut Model, preview: ImportPreview) -> Vec<Effect> {
    let proposal = &preview.proposal;
    let report = crate::domain::report::Report::new(
        std::sync::Arc::clone(&proposal.form),
        proposal.agency.clone(),
        proposal.year,
        proposal.scope,
    );
    if let Some(key) = report.key() {
        return vec![take_over(key, preview)];
    }
    let agency = proposal.agency.clone().unwrap_or_default();
    let year = proposal.year.unwrap_or(model.setting.this_year - 1);
    let mut new = NewReport::new(Origin::Document(Box::new(preview)), &agency, year, Vec::new());
    new.focus = usize::from(!agency.is_empty());
    model.dialog = Some(Dialog::New(Box::new(new)));
    Vec::new()
}

/// The command for a chapter's digit; 0 is the preamble, the digit after the last chapter the closing lines.
fn chapter_of(model: &Model, chord: Chord) -> Option<Command> {
    let digit = chord.character()?.to_digit(10)?;
    let Screen::Report(report) = &model.screen else { return None };
    let chapters = [
        Command::Chapter1,
        Command::Chapter2,
        Command::Chapter3,
        Command::Chapter4,
        Command::Chapter5,
        Command::Chapter6,
    ];
    let parts: Vec<Part> = report.session.report().parts().collect();
    match parts.get(digit as usize)? {
        Part::Preamble => Some(Command::Preamble),
        Part::Closing => Some(Command::Closing),
        Part::Chapter(index) => chapters.get(*index).copied(),
    }
}
