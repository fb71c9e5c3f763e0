//! Keys of the open dialog, and what its answers lead to.

use crate::domain::report::Part;

use super::super::command::Command;
use super::super::dialog::{Action, Answer, Dialog, Leave};
use super::super::key::{Chord, Code};
use super::super::model::{Effect, Model, Parting, Screen};
use super::super::new_report::Origin;
use super::super::notes::Taken;
use super::super::scrolling;
use super::leaving::{leave, save};
use super::{
    answer_reply, changes, dropping, export, findings, lapsing, leaving, merging, notes, opening, paste, reading,
    recovering, refuse, run, settings, signing, silent, writing,
};

/// Gives a key to the open dialog.
pub(super) fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
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
        Answer::Remaining(kind) => match dialog {
            Dialog::Signing(form) => signing::go_from(model, &form, kind),
            _ => Vec::new(),
        },
        Answer::Report(taken) => match dialog {
            Dialog::Report(preview) => opening::decided(model, preview, taken),
            _ => Vec::new(),
        },
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
        Action::Discard(to) => leaving::discard(model, to),
        Action::Delete(key) => vec![Effect::Delete(key)],
        Action::Go(lit) => signing::go(model, lit),
        Action::Findings => findings::open(model),
        Action::Run(command) => run(model, command),
        Action::Paste(text) => paste(model, &text),
        Action::Keys(keys) => dropping::replay(model, keys),
        Action::Sample => vec![Effect::Sample],
        Action::RemoveNote(list, index) => notes::given(model, list, Taken::Remove(index)),
        Action::NotApplicable | Action::SkipColumn => {
            let Screen::Report(report) = &mut model.screen else { return Vec::new() };
            let reply = match action {
                Action::SkipColumn => report.skip_column(),
                _ => report.mark_not_applicable(),
            };
            answer_reply(model, reply)
        }
        Action::LapseTotals { row } => lapsing::decided(model, row),
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
                    vec![opening::take_over(key, *preview)]
                }
                (Some(key), Origin::Report(preview)) => vec![Effect::Take(Box::new(preview.report.named(key)))],
                (None, _) => Vec::new(),
            }
        }
        Dialog::ImportPath(entry) => {
            let path = entry.text();
            model.dialog = Some(Dialog::ImportPath(entry));
            dropping::import(model, &path)
        }
        Dialog::ComparePath(entry) => {
            let path = entry.text();
            model.dialog = Some(Dialog::ComparePath(entry));
            vec![Effect::Compare(path.into())]
        }
        Dialog::CopyPath(field) => leaving::copy(model, field),
        Dialog::Import(preview) => opening::adopt(model, *preview),
        Dialog::Deleted(list) => list.current().map(|item| Effect::Undelete(item.key.clone())).into_iter().collect(),
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
        | Dialog::Report(_)
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
        Command::Chapter7,
        Command::Chapter8,
    ];
    let parts: Vec<Part> = report.session.report().parts().collect();
    match parts.get(digit as usize)? {
        Part::Preamble => Some(Command::Preamble),
        Part::Closing => Some(Command::Closing),
        Part::Chapter(index) => chapters.get(*index).copied(),
    }
}
