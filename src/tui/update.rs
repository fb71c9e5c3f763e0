//! What happens, turned into a new state and into effects: the one door through which every key, every answer of a
//! dialog and every result of an effect passes. It draws nothing and does nothing outside. The modules below are asked from
//! here, and none of them asks back: what they leave to be done is a command, an act, or keys.

mod asking;

mod replying;

mod leaving;

mod journaling;

mod sharing;

mod opening;

mod dropping;

mod pointing;

mod clipboard;

mod silent;

mod copying;

use super::command::{Command, Reach};
use super::dialog::act::{Act, Did};
use super::dialog::{
    ChangesList, ChartView, DeletedList, Dialog, ImportPreview, NewReport, NoteForm, NotesList, OpenQuestion, Reading,
    RegisterView, ReportPreview, SeveralList, StatesList,
};
use super::dropped;
use super::key::{Chord, Code, Input};
use super::layout::drawn;
use super::message::{Effect, Imports, Leave, Msg, Parting};
use super::model::{Model, Screen};
use super::typing::plain_twin;

pub use dropping::has_arrived;
pub use journaling::has_unjudged;

/// Lets something happen. What it committed goes into the journal before anything else is done, but for what becomes of the
/// journal as it was: that comes before anything new goes into one.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    happen(model, msg);
    journaling::tell_lapsed(model);
    let mut effects = model.take_wanted();
    let first = effects.iter().take_while(|effect| matches!(effect, Effect::TakeUp | Effect::Decline)).count();
    effects.splice(first..first, journaling::committed(model));
    // What is on the screen is looked into, and nothing else: a library may hold a hundred thousand reports.
    if let Screen::Library = model.screen {
        let rows = model.size.1;
        let unread = model.library.look(rows);
        effects.extend((!unread.is_empty()).then_some(Effect::LookInto(unread)));
    }
    effects
}

/// Lets several things happen one after another.
fn happen_all(model: &mut Model, inputs: Vec<Input>) {
    for input in inputs {
        let before = model.take_wanted();
        let effects = update(model, Msg::Input(input));
        before.into_iter().chain(effects).for_each(|effect| model.want(effect));
    }
}

fn happen(model: &mut Model, msg: Msg) {
    // What was asked in a dialog before a text was opened over it is answered there.
    let answers = matches!(
        msg,
        Msg::Failed(_)
            | Msg::Proposed { .. }
            | Msg::Several { .. }
            | Msg::Counted { .. }
            | Msg::IsRegister(_)
            | Msg::NoRegister(_)
            | Msg::CasesKept
            | Msg::ExportExists(_)
            | Msg::ExportAsks(_)
            | Msg::ExportRefused { .. }
            | Msg::Today(_)
    );
    if answers && matches!(model.dialog, Some(Dialog::Reading(_) | Dialog::Summary(_))) {
        model.dialog = model.covered.take();
    }
    if matches!(msg, Msg::Failed(_)) {
        (model.leaving, model.counting) = (None, None);
    }
    let msg = match &mut model.dialog {
        Some(dialog) => match dialog.told(msg, &mut model.desk) {
            Ok(did) => return do_so(model, did),
            Err(msg) => msg,
        },
        None => msg,
    };
    let lang = model.lang();
    match msg {
        Msg::Input(input) => take(model, input),
        Msg::Arrived => dropping::arrived(model).map_or((), |did| do_so(model, did)),
        Msg::Pointed(hit) => {
            let means = pointing::pointed(model, hit);
            mean(model, means);
        }
        Msg::PointedTwice(hit) => {
            let means = pointing::pointed_twice(model, hit);
            mean(model, means);
        }
        Msg::Kept(moved) => journaling::kept(model, moved),
        Msg::Years(trend, troubles) => {
            model.open_made(|desk| ChartView::new(trend.map(|trend| *trend), troubles, desk));
        }
        // What was asked by a dialog over which a text is read now.
        Msg::Browsed { .. } | Msg::Drives(_) => {
            if let Some(covered) = &mut model.covered {
                let _ = covered.told(msg, &mut model.desk);
            }
        }
        Msg::Listed(reports) => {
            model.library.replace(reports);
            opening::propose_agency(model);
        }
        Msg::Known(known) => model.library.know(known),
        Msg::Opened { .. } => opening::opened(model, msg),
        Msg::Free => sharing::free(model),
        Msg::Saved => leaving::saved(model),
        Msg::Journaled { durability, trouble, shelved } => {
            journaling::journaled(model, durability, trouble, shelved.as_deref());
        }
        Msg::Shelved(file) => journaling::shelved(model, &file),
        Msg::NotSaved(words) => leaving::not_saved(model, &words),
        Msg::Copied(path) => leaving::copied(model, &path),
        Msg::Paused => {
            if let Some(report) = model.report_mut() {
                report.judge_text();
            }
        }
        Msg::Conflict(found) => sharing::ask(model, *found),
        Msg::Proposed { path, proposal, existing } => {
            model.open(ImportPreview::new(path, *proposal, existing.map(|report| *report)));
        }
        Msg::IsRegister(path) => opening::is_register(model, path),
        Msg::NoRegister(imports) => leaving::leave(model, Leave::Import(imports)),
        Msg::Counted { register, told } => {
            model.open_made(|desk| RegisterView::new(*register, told, desk));
        }
        Msg::Several { path, names } => model.open(SeveralList::new(path, names)),
        Msg::Exporting => {
            model.close();
            model.say(lang.pick("正在导出…", "Exporting…"));
        }
        Msg::Overtaken => {
            if let Some(report) = model.report_mut() {
                report.session.end_save(false);
            }
        }
        Msg::ReportRead { path, report, existing, remark } => {
            let existing = existing.map(|report| *report);
            model.open(ReportPreview::new(path, *report, existing, remark, lang));
        }
        Msg::Exported { path, is_draft, remark } => leaving::exported(model, &path, is_draft, remark),
        Msg::Deleted(key) => leaving::deleted(model, &key),
        Msg::DeletedListed(deleted) => model.open_made(|desk| DeletedList::new(deleted, desk)),
        Msg::Undeleted { key, unsaved } => leaving::undeleted(model, key, unsaved),
        Msg::States { now, states } => model.open_made(|desk| StatesList::new(*now, states, desk)),
        Msg::Copying { done, total } => copying::go_on(model, done, total),
        Msg::Differs { only_there, differing } => copying::differs(model, only_there, differing),
        Msg::CopyingEnded { words, refused } => copying::ended(model, words, refused),
        Msg::History { states, past } => model.open_made(|desk| ChangesList::of_past(&states, past, desk)),
        Msg::Compared { name, report, remark } => {
            if let Some(list) = ChangesList::beside(name, &report, &model.desk) {
                model.open(list);
                remark.into_iter().for_each(|remark| model.say(remark));
            }
        }
        Msg::TextEdited(text) => {
            if let Some(reply) = model.report_mut().map(|report| report.adopt_text(&text)) {
                replying::hear(model, reply);
            }
        }
        Msg::NotWritten(words) | Msg::Failed(words) => model.refuse(words),
        // The dialog that asked is gone.
        Msg::ExportExists(_)
        | Msg::ExportAsks(_)
        | Msg::ExportRefused { .. }
        | Msg::Today(_)
        | Msg::Both { .. }
        | Msg::CasesKept => {}
    }
}

fn take(model: &mut Model, input: Input) {
    match input {
        Input::Resize(columns, rows) => {
            model.size = drawn((columns, rows));
            let size = model.size;
            if let Some(report) = model.report_mut() {
                report.resize(size);
            }
        }
        Input::Paste(text) => {
            paste(model, &text);
            // What was pasted among the words that narrow the list counts at once.
            if let Some(Dialog::Filter(filter)) = &model.dialog {
                filter.narrow(&mut model.desk);
            }
        }
        Input::Dropped(path, keys) => match model.takes_files() {
            true => drop_files(model, &[path], false),
            false => happen_all(model, keys),
        },
        Input::Burst(text, keys) => match model.offers_paste() {
            true => model.ask(dropping::burst(text, keys, model.lang())),
            false => happen_all(model, keys),
        },
        Input::Key(chord) => key(model, chord),
        Input::Wheel { down } => {
            let (keys, is_walking) = pointing::wheel(model, down);
            happen_all(model, keys);
            if let (Some(report), true) = (model.report_mut(), is_walking) {
                report.arrive();
            }
        }
        // What stands where it was clicked is known to those who draw, who say it with `Pointed`.
        Input::Click(..) => {}
        Input::Focus => sharing::look(model),
    }
}

/// Does what was meant by pointing at something.
fn mean(model: &mut Model, means: Option<pointing::Means>) {
    match means {
        Some(pointing::Means::Key(chord)) => happen_all(model, vec![Input::Key(chord)]),
        Some(pointing::Means::Command(command)) => run(model, command),
        None => {}
    }
}

fn drop_files(model: &mut Model, paths: &[String], is_whole: bool) {
    if let Some(did) = dropping::dropped(model, paths, is_whole) {
        do_so(model, did);
    }
}

/// The most bytes that are pasted at once: some 350,000 characters, of which no report has a tenth.
const LONGEST_PASTE: usize = 1 << 20;

fn paste(model: &mut Model, text: &str) {
    model.message = None;
    model.trail.clear();
    if text.len() > LONGEST_PASTE {
        let size = text.len().div_ceil(1 << 20);
        let words = model.lang().say(
            format!("粘贴的内容有 {size} MB，未粘贴；一次最多 1 MB，请分次粘贴"),
            format!("The clipboard holds {size} MB and was not pasted; at most 1 MB at once"),
        );
        return model.say(words);
    }
    let paths = dropped::paths(text);
    if !paths.is_empty() && model.takes_files() {
        return drop_files(model, &paths, true);
    }
    if let Some(dialog) = &mut model.dialog {
        return dialog.paste(text, &mut model.desk);
    }
    if let Some(reply) = model.report_mut().map(|report| report.paste(text)) {
        return replying::hear(model, reply);
    }
    let words = model.lang().pick(
        "这里没有可粘贴的位置；拖入的文件会打开导入",
        "Nothing can be pasted here; a file dropped on the window opens its import",
    );
    model.say(words);
}

fn key(model: &mut Model, chord: Chord) {
    model.message = None;
    if chord.alt && asking::means_esc(model, chord) {
        key(model, Chord::plain(Code::Esc));
        return key(model, Chord { alt: false, ..chord });
    }
    if dropping::holds_back(model, chord) || dropping::watch(model, chord) {
        return;
    }
    if model.dialog.is_some() {
        return key_of_dialog(model, chord);
    }
    // Whoever does something else in the library wants no more of the files that were to be imported.
    if let Screen::Library = model.screen {
        model.imports = Imports::default();
    }
    if let Some(reply) = model.report_mut().and_then(|report| report.take(chord)) {
        return replying::hear(model, reply);
    }
    // Digits never get here; what an input method produces for the number pad's signs counts as the plain key.
    let chord = match chord.code {
        Code::Char(character) => Chord { code: Code::Char(plain_twin(character)), ..chord },
        _ => chord,
    };
    let command = model.setting.keymap.command(&model.reaches(), chord).or_else(|| silent::leading_on(model, chord));
    match command {
        Some(command) if asking::asks_first(command, chord) => match asking::question(model, command) {
            Some(did) => do_so(model, did),
            None => run(model, command),
        },
        Some(command) => {
            let twin = silent::twin(model, chord, Some(command));
            run(model, command);
            silent::remark(model, twin);
        }
        None => silent::unanswered(model, chord),
    }
}

/// Gives a key to the open dialog; help by its key, or by a question mark where that is no text, opens over it, and over what
/// ends a report its summary.
fn key_of_dialog(model: &mut Model, chord: Chord) {
    let Some(mut dialog) = model.dialog.take() else { return };
    let is_reading = matches!(dialog, Dialog::Reading(_));
    if dialog.takes_chords() {
        let did = dialog.key(chord, &mut model.desk);
        model.dialog = Some(dialog);
        return do_so(model, did);
    }
    let covers = is_reading || matches!(dialog, Dialog::Summary(_));
    let command = model.setting.keymap.command(&[Reach::Everywhere], chord);
    let asks = chord.character().is_some_and(|typed| matches!(typed, '?' | '？')) && !dialog.takes_text();
    let command = command.filter(|command| matches!(command, Command::Help | Command::Manual));
    if let Some(command) = command.or(asks.then_some(Command::Help)).filter(|_| !is_reading) {
        model.dialog = Some(Reading::over(command, &dialog, &model.desk).into());
        model.covered = Some(dialog);
        return;
    }
    let ends = matches!(dialog, Dialog::Export(_) | Dialog::Signing(_));
    if ends && model.setting.keymap.command(&[Reach::Report], chord) == Some(Command::Summary) {
        match Dialog::open(Command::Summary, &mut model.desk) {
            Some(Ok(summary)) => (model.dialog, model.covered) = (Some(summary), Some(dialog)),
            _ => model.dialog = Some(dialog),
        }
        return;
    }
    if chord == (Chord { ctrl: true, ..Chord::plain(Code::Char('q')) }) {
        let dialog = model.covered.take().unwrap_or(dialog);
        if matches!(dialog, Dialog::Recovery(_)) {
            // Nothing is decided, so nothing is lost either.
            return act(model, Act::Away(Leave::Program, Parting::Undecided));
        }
        dialog.left(&mut model.desk);
        return leaving::leave(model, Leave::Program);
    }
    if clipboard::takes(model, &mut dialog, chord) {
        model.dialog = Some(dialog);
        return;
    }
    match dialog.key(chord, &mut model.desk) {
        Did::Close if covers => model.dialog = model.covered.take(),
        Did::Stay => model.dialog = Some(dialog),
        did => do_so(model, did),
    }
}

fn do_so(model: &mut Model, did: Did) {
    match did {
        Did::Stay => {}
        Did::Close => {
            model.close();
            model.leaving = None;
        }
        Did::Ask(question) => model.ask(question),
        Did::Refuse(title, question) => model.open(OpenQuestion::refusing(title, question)),
        Did::Act(done) => {
            model.close();
            act(model, done);
        }
    }
}

fn act(model: &mut Model, act: Act) {
    match act {
        Act::Give(command) => run(model, command),
        Act::Want(effect) => model.want(effect),
        Act::Hear(reply) => replying::hear(model, reply),
        Act::Report(done) => {
            if let Some(reply) = model.report_mut().map(done) {
                replying::hear(model, reply);
            }
        }
        Act::Go(lit) => {
            if let Some(report) = model.report_mut() {
                report.jump(lit, false);
            }
        }
        Act::Leave(to) => leaving::leave(model, to),
        Act::SaveThen(to) => {
            model.leaving = Some(to);
            leaving::save(model, false);
        }
        Act::Discard(to) => leaving::discard(model, to),
        Act::Away(to, parting) => leaving::go_away(model, &to, parting),
        Act::StopImports => model.imports = Imports::default(),
        Act::Overwrite => leaving::save(model, true),
        Act::Name(origin) => model.open(NewReport::new(origin, &model.desk)),
        Act::WriteNote(cell) => {
            model.open_made(|desk| Some(NoteForm::new(desk.report()?.session.report(), cell, true)));
        }
        Act::RemoveNote(index, line) => model.open_made(|desk| NotesList::removing(index, line, desk)),
        Act::Paste(text) => paste(model, &text),
        Act::Keys(keys) => happen_all(model, keys),
    }
}

/// What is said where a command needs a report of the library and none is chosen.
fn nothing_chosen(model: &Model, command: Command) -> Option<&'static str> {
    let needs_one =
        matches!(command, Command::Open | Command::DeleteReport | Command::EarlierStates | Command::CopyLine);
    let is_library = matches!(model.screen, Screen::Library) && model.library.loaded;
    let is_none = is_library && model.library.current().is_none();
    let (zh, en) = match model.library.reports.is_empty() {
        true => (
            "报告库中还没有报告：按 ‹new› 新建，或按 ‹import› 导入",
            "The library has no reports yet: ‹new› makes one, ‹import› reads one from a file",
        ),
        false => ("没有符合筛选的报告：按 ‹list-all› 显示全部", "No report matches the filter: ‹list-all› shows all"),
    };
    (needs_one && is_none).then(|| model.lang().pick(zh, en))
}

pub fn run(model: &mut Model, command: Command) {
    if let Some(reply) = model.report_mut().and_then(|report| report.refused(command).or_else(|| report.held(command)))
    {
        return replying::hear(model, reply);
    }
    if let Some(words) = nothing_chosen(model, command) {
        return model.refuse(words);
    }
    if let Some(opened) = Dialog::open(command, &mut model.desk) {
        return match opened {
            Ok(dialog) => model.open(dialog),
            Err(Did::Stay | Did::Close) => {}
            Err(did) => do_so(model, did),
        };
    }
    match command {
        Command::Mouse => pointing::switch(model),
        Command::CopyLine => clipboard::copy_listed(model),
        Command::Quit => leaving::leave(model, Leave::Program),
        Command::Library => leaving::leave(model, Leave::Library),
        Command::Save => leaving::save(model, false),
        Command::TakeOver => sharing::take_over(model),
        Command::Open => {
            if let Some(key) = model.library.current().map(|listed| listed.key.clone()) {
                model.want(Effect::Open(key));
            }
        }
        command => match model.report_mut().map(|report| report.run(command)) {
            Some(reply) => {
                let reply = silent::lasting(model, command, reply);
                replying::hear(model, reply);
            }
            None => {
                let rows = model.size.1;
                model.library.run(command, rows);
            }
        },
    }
}
