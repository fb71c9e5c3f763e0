//! What opens over a screen: questions, lists to choose from, short forms, previews. Each is plain state that takes
//! keys and says when it is finished; what its answer leads to is decided in `update`.

use crate::domain::form::CellId;
use crate::domain::remaining::OpenPoint;
use crate::domain::report::Key;
use crate::domain::rule::Figures;
use crate::domain::search;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::block::Plan;
use super::cell_rules::{self, CellRules};
use super::changes::{self, ChangesList};
use super::chart::{self, ChartView};
use super::command::{Command, Scope as CommandScope};
use super::deleted::{self, DeletedList};
use super::export_target::{ExportTarget, Taken};
use super::fees::{self, FeeForm};
use super::field::Field;
use super::field_picker::{self, FieldPicker};
use super::findings_list::{self, FindingsList};
use super::import_preview::{self, ImportPreview};
use super::key::{Chord, Code, Input};
use super::merging::{self, Conflict};
use super::new_report::{self, NewReport};
use super::notes::{self, NoteForm, NotesList};
use super::path_entry::{self, PathEntry};
use super::recovery::{self, Recovery};
use super::report::jumps::Lit;
use super::report_preview::{self, ReportPreview};
use super::settings::{self, SettingsForm};
use super::signing::{self, Signing};

/// An open dialog.
#[derive(Debug, Clone)]
pub enum Dialog {
    /// All commands that can be given here.
    Palette(Picker<Command>),
    /// Cells found by label, pinyin initials or name.
    Find(Picker<CellId>),
    /// Help.
    Help(Reading),
    /// The manual.
    Manual(Reading),
    /// A chapter by its digit.
    Chapters,
    /// A question with answers by letter.
    Question(Question),
    /// A new report, or whose a document is.
    New(Box<NewReport>),
    /// The file to import.
    ImportPath(Box<PathEntry>),
    /// What a document was understood to say.
    Import(Box<ImportPreview>),
    /// A report of ours from outside the library.
    Report(Box<ReportPreview>),
    /// Reports that were deleted.
    Deleted(DeletedList),
    /// Where to export to.
    Export(Box<ExportTarget>),
    /// What a pasted block would write, scrolled to a line.
    Paste(Plan, usize),
    /// Everything that the rules find.
    Findings(Box<FindingsList>),
    /// The rules that a cell takes part in.
    Rules(CellRules),
    /// What changed.
    Changes(Box<ChangesList>),
    /// The file to compare with.
    ComparePath(Box<PathEntry>),
    /// The file to save a copy to.
    CopyPath(Box<PathEntry>),
    /// The cell whose figure is to stand in the prose.
    Field(Box<FieldPicker>),
    /// The numbers of the fee statement.
    Fees(Box<FeeForm>),
    /// Names, before a second keying, finishing or reopening.
    Signing(Box<Signing>),
    /// A note being written.
    Note(Box<NoteForm>),
    /// All notes.
    Notes(NotesList),
    /// The settings.
    Settings(Box<SettingsForm>),
    /// An agency's years.
    Chart(Box<ChartView>),
    /// What a journal holds that the report's file does not.
    Recovery(Box<Recovery>),
    /// What is to become of a file that others changed.
    Conflict(Box<Conflict>),
}

/// What a key did to a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It stays open.
    Open,
    /// It was given up.
    Cancelled,
    /// It was answered; the dialog's state says how.
    Given,
    /// A question was answered.
    Action(Action),
    /// The export dialog was answered.
    Export(Taken),
    /// The list of findings wants something.
    Findings(findings_list::Taken),
    /// Cells are to be lit.
    Light(Lit),
    /// Go to what a changed line speaks of.
    Go(Lit),
    /// The list of notes wants something.
    Notes(notes::Taken),
    /// The settings want something.
    Settings(settings::Taken),
    /// It was decided what becomes of a journal.
    Recovery(recovery::Taken),
    /// It was decided what becomes of a file that others changed.
    Conflict(merging::Taken),
    /// It was decided what becomes of a report from outside the library.
    Report(report_preview::Taken),
    /// Go to what is open of a report that is being finished.
    Remaining(OpenPoint),
}

/// What a question's answer leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Save, then leave.
    SaveThen(Leave),
    /// Leave without saving.
    Discard(Leave),
    /// Move a report into the history.
    Delete(Key),
    /// Mark the current cell not applicable.
    NotApplicable,
    /// Hold the printed totals of the current row, or of the whole report, against the computed ones no longer.
    LapseTotals {
        /// Of the row only.
        row: bool,
    },
    /// Pass the current column by in keying, or no longer.
    SkipColumn,
    /// Go to a finding or a cell.
    Go(Lit),
    /// Open the list of findings.
    Findings,
    /// Give a command that was asked about.
    Run(Command),
    /// Take what came at once for a pasted text.
    Paste(String),
    /// Take what came at once for keys.
    Keys(Vec<Input>),
    /// Make the sample report.
    Sample,
    /// Take away the note of this place in the report's list, and show the list again.
    RemoveNote(NotesList, usize),
}

/// Where leaving a report leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    /// To the library.
    Library,
    /// Out of the program.
    Program,
    /// To the import of this file.
    Import(String),
}

/// A long text being read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The line that it is scrolled to.
    pub top: usize,
    /// The dialog that waits below, as it was.
    pub under: Option<Box<Dialog>>,
}

impl Reading {
    /// A text over a dialog.
    pub fn over(dialog: Dialog) -> Reading {
        Reading { top: 0, under: Some(Box::new(dialog)) }
    }
}

/// A question with answers by letter; Esc gives it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// Letter, words and consequence of each answer.
    pub answers: Vec<(char, String, Action)>,
    /// Whether a character came that answers nothing. The next one may belong to the same word, and answers nothing either
    /// before another key came.
    pub is_strayed: bool,
}

impl Question {
    /// A question.
    pub fn new(text: String, answers: Vec<(char, String, Action)>) -> Question {
        Question { text, answers, is_strayed: false }
    }

    fn key(&mut self, chord: Chord) -> Answer {
        if chord.code == Code::Esc {
            return Answer::Cancelled;
        }
        let typed = chord.character().map(|typed| typed.to_ascii_lowercase());
        let answer = self.answers.iter().find(|(letter, _, _)| Some(*letter) == typed).filter(|_| !self.is_strayed);
        self.is_strayed = typed.is_some();
        answer.map_or(Answer::Open, |(_, _, action)| Answer::Action(action.clone()))
    }
}

/// A list narrowed by typing.
#[derive(Debug, Clone)]
pub struct Picker<T> {
    /// What was typed.
    pub query: Field,
    /// What matches.
    pub items: Vec<T>,
    /// The chosen item.
    pub selected: usize,
}

impl<T: Copy> Picker<T> {
    fn new(items: Vec<T>) -> Picker<T> {
        Picker { query: Field::line(""), items, selected: 0 }
    }

    /// The chosen item.
    pub fn current(&self) -> Option<T> {
        self.items.get(self.selected).copied()
    }

    /// Takes a key; `matching` finds the items for a query.
    fn key(&mut self, chord: Chord, matching: impl Fn(&str) -> Vec<T>) -> Answer {
        let last = self.items.len().saturating_sub(1);
        match chord.code {
            Code::Esc => return Answer::Cancelled,
            // The list says that nothing matches, and what can be typed.
            Code::Enter if self.items.is_empty() => {}
            Code::Enter => return Answer::Given,
            Code::Up => self.selected = self.selected.saturating_sub(1),
            Code::Down | Code::Tab => self.selected = (self.selected + 1).min(last),
            Code::PageUp => self.selected = self.selected.saturating_sub(10),
            Code::PageDown => self.selected = (self.selected + 10).min(last),
            _ => {
                if self.query.key(chord) {
                    self.items = matching(&self.query.text());
                    self.selected = 0;
                }
            }
        }
        Answer::Open
    }
}

/// The commands that can be given in some scopes, narrowed by words of their titles or names.
fn commands(scopes: &[CommandScope], query: &str, lang: Lang) -> Vec<Command> {
    let query = query.trim().to_lowercase();
    let matches = |command: &&Command| {
        let texts = [command.title(lang), command.title(Lang::En), command.name()];
        scopes.contains(&command.scope()) && texts.iter().any(|text| text.to_lowercase().contains(&query))
    };
    Command::ALL.iter().filter(matches).copied().collect()
}

impl Picker<Command> {
    /// The command palette.
    pub fn palette(scopes: &[CommandScope], lang: Lang) -> Picker<Command> {
        Picker::new(commands(scopes, "", lang))
    }

    /// Takes a key.
    pub fn key_for(&mut self, chord: Chord, scopes: &[CommandScope], lang: Lang) -> Answer {
        self.key(chord, |query| commands(scopes, query, lang))
    }
}

impl Picker<CellId> {
    /// The search for a cell.
    pub fn find() -> Picker<CellId> {
        Picker::new(Vec::new())
    }

    /// Takes a key. Cells that hold the figure typed come before those whose labels or names match.
    pub fn key_in(&mut self, chord: Chord, figures: Figures<'_>) -> Answer {
        self.key(chord, |query| {
            let mut found = search::by_figure(figures, query);
            let named = search::cells(figures.form, query).into_iter().filter(|cell| !found.contains(cell));
            let named: Vec<CellId> = named.collect();
            found.extend(named);
            found
        })
    }
}

impl Dialog {
    /// Takes a key. `session` is that of the open report, `scopes` those in which commands can be given.
    pub fn key(&mut self, chord: Chord, session: Option<&Session>, scopes: &[CommandScope], lang: Lang) -> Answer {
        let form = session.map(|session| &**session.form());
        match self {
            Dialog::Palette(picker) => picker.key_for(chord, scopes, lang),
            Dialog::Find(picker) => {
                session.map_or(Answer::Cancelled, |session| picker.key_in(chord, session.figures()))
            }
            Dialog::Help(Reading { top, .. }) | Dialog::Manual(Reading { top, .. }) | Dialog::Paste(_, top) => {
                match chord.code {
                    Code::Up => *top = top.saturating_sub(1),
                    Code::Down => *top += 1,
                    Code::PageUp => *top = top.saturating_sub(10),
                    Code::PageDown | Code::Char(' ') => *top += 10,
                    Code::Home => *top = 0,
                    // `update` knows how long the text is, and holds every step to it.
                    Code::End => *top = usize::MAX / 2,
                    Code::Esc | Code::F(1) | Code::Char('q') => return Answer::Cancelled,
                    Code::Enter => return Answer::Given,
                    _ => {}
                }
                Answer::Open
            }
            Dialog::Chapters => match chord.code {
                Code::Char('0'..='9') => Answer::Given,
                Code::Esc => Answer::Cancelled,
                _ => Answer::Open,
            },
            Dialog::Question(question) => question.key(chord),
            Dialog::New(new) => match new.take(chord, lang) {
                new_report::Taken::Open => Answer::Open,
                new_report::Taken::Given => Answer::Given,
                new_report::Taken::Closed => Answer::Cancelled,
            },
            Dialog::Recovery(recovery) => recovery.take(chord).map_or(Answer::Open, Answer::Recovery),
            Dialog::Conflict(conflict) => {
                let taken = session.map(|session| conflict.take(chord, session.report(), lang));
                match taken.unwrap_or(merging::Taken::Closed) {
                    merging::Taken::Open => Answer::Open,
                    taken => Answer::Conflict(taken),
                }
            }
            Dialog::Changes(list) => match list.take(chord) {
                changes::Taken::Open => Answer::Open,
                changes::Taken::Closed => Answer::Cancelled,
                changes::Taken::Go(lit) => Answer::Go(lit),
            },
            Dialog::ImportPath(entry) | Dialog::ComparePath(entry) | Dialog::CopyPath(entry) => {
                match entry.take(chord, lang) {
                    path_entry::Taken::Open => Answer::Open,
                    path_entry::Taken::Given => Answer::Given,
                    path_entry::Taken::Closed => Answer::Cancelled,
                }
            }
            Dialog::Import(preview) => match preview.take(chord, lang) {
                import_preview::Taken::Open => Answer::Open,
                import_preview::Taken::Cancelled => Answer::Cancelled,
                import_preview::Taken::Accepted => Answer::Given,
            },
            Dialog::Report(preview) => match preview.take(chord, lang) {
                report_preview::Taken::Open => Answer::Open,
                report_preview::Taken::Closed => Answer::Cancelled,
                taken => Answer::Report(taken),
            },
            Dialog::Deleted(list) => match list.take(chord) {
                deleted::Taken::Open => Answer::Open,
                deleted::Taken::Closed => Answer::Cancelled,
                deleted::Taken::Chosen => Answer::Given,
            },
            Dialog::Export(target) => match target.take(chord) {
                Taken::Open => Answer::Open,
                Taken::Cancelled => Answer::Cancelled,
                taken => Answer::Export(taken),
            },
            Dialog::Findings(list) => match list.take(chord, lang) {
                findings_list::Taken::Open => Answer::Open,
                findings_list::Taken::Closed => Answer::Cancelled,
                taken => Answer::Findings(taken),
            },
            Dialog::Field(picker) => match form.map(|form| picker.take(chord, form)) {
                Some(field_picker::Taken::Open) => Answer::Open,
                Some(field_picker::Taken::Chosen) => Answer::Given,
                Some(field_picker::Taken::Closed) | None => Answer::Cancelled,
            },
            Dialog::Fees(fees) => match fees.take(chord, lang) {
                fees::Taken::Open => Answer::Open,
                fees::Taken::Given => Answer::Given,
                fees::Taken::Closed => Answer::Cancelled,
            },
            Dialog::Rules(rules) => match form.map(|form| rules.take(chord, form)) {
                Some(cell_rules::Taken::Open) => Answer::Open,
                Some(cell_rules::Taken::Light(lit)) => Answer::Light(lit),
                Some(cell_rules::Taken::Closed) | None => Answer::Cancelled,
            },
            Dialog::Signing(form) => match form.take(chord, lang) {
                signing::Taken::Open => Answer::Open,
                signing::Taken::Cancelled => Answer::Cancelled,
                signing::Taken::Given => Answer::Given,
                signing::Taken::Findings => Answer::Action(Action::Findings),
                signing::Taken::Go(kind) => Answer::Remaining(kind),
            },
            Dialog::Note(form) => match chord.code {
                Code::Esc => Answer::Cancelled,
                Code::Enter => Answer::Given,
                _ => {
                    form.text.key(chord);
                    Answer::Open
                }
            },
            Dialog::Notes(list) => match list.take(chord, lang) {
                notes::Taken::Open => Answer::Open,
                notes::Taken::Closed => Answer::Cancelled,
                taken => Answer::Notes(taken),
            },
            Dialog::Settings(form) => match form.take(chord) {
                settings::Taken::Open => Answer::Open,
                taken => Answer::Settings(taken),
            },
            Dialog::Chart(view) => match view.take(chord) {
                chart::Taken::Open => Answer::Open,
                chart::Taken::Closed => Answer::Cancelled,
            },
        }
    }

    /// Whether it is only read.
    pub fn is_reading(&self) -> bool {
        matches!(self, Dialog::Help(_) | Dialog::Manual(_))
    }

    /// What is left without a text being read: the dialog that waited below it, if any.
    pub fn uncovered(self) -> Option<Dialog> {
        match self {
            Dialog::Help(reading) | Dialog::Manual(reading) => reading.under.map(|under| *under),
            dialog => Some(dialog),
        }
    }

    /// Whether characters can be text here, so that none asks for help.
    pub fn takes_text(&self) -> bool {
        match self {
            Dialog::Help(_)
            | Dialog::Manual(_)
            | Dialog::Chapters
            | Dialog::Question(_)
            | Dialog::Import(_)
            | Dialog::Paste(..)
            | Dialog::Rules(_)
            | Dialog::Changes(_)
            | Dialog::Notes(_)
            | Dialog::Chart(_)
            | Dialog::Recovery(_)
            | Dialog::Conflict(_)
            | Dialog::Report(_)
            | Dialog::Deleted(_) => false,
            Dialog::Findings(list) => !matches!(list.stage, findings_list::Stage::List),
            _ => true,
        }
    }

    /// Takes pasted text into the field that has the cursor.
    pub fn paste(&mut self, text: &str) {
        let field = match self {
            Dialog::Palette(picker) => &mut picker.query,
            Dialog::Find(picker) => &mut picker.query,
            Dialog::New(new) => return new.paste(text),
            Dialog::ImportPath(entry) | Dialog::ComparePath(entry) | Dialog::CopyPath(entry) => &mut entry.path,
            Dialog::Note(form) => &mut form.text,
            Dialog::Signing(form) => match form.field() {
                Some(field) => field,
                None => return,
            },
            Dialog::Export(target) => return target.paste(text),
            Dialog::Findings(list) => return list.paste(text),
            Dialog::Field(picker) => &mut picker.query,
            Dialog::Fees(fees) => fees.line(),
            Dialog::Settings(form) => return form.paste(text),
            Dialog::Help(_)
            | Dialog::Manual(_)
            | Dialog::Chapters
            | Dialog::Question(_)
            | Dialog::Import(_)
            | Dialog::Report(_)
            | Dialog::Deleted(_)
            | Dialog::Rules(_)
            | Dialog::Changes(_)
            | Dialog::Notes(_)
            | Dialog::Chart(_)
            | Dialog::Recovery(_)
            | Dialog::Conflict(_)
            | Dialog::Paste(..) => return,
        };
        field.paste(text);
    }
}
