//! The whole state of the editor, what can happen to it, and what it can ask the outside for. Everything here is a
//! value; `update` changes it, `view` shows it, `effect` does what it asks for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::background::Background;
use crate::domain::figure::Entry;
use crate::domain::form::CellId;
use crate::domain::journal::Recovered;
use crate::domain::past::PastState;
use crate::domain::proposal::Proposal;
use crate::domain::report::{Key, Report};
use crate::domain::session::{Commit, Edit};
use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::domain::trend::Trend;

use super::command::Scope;
use super::deleted::Deleted;
use super::dialog::Dialog;
use super::export_target::{Offer, Order};
use super::key::{Chord, Input};
use super::keymap::KeyMap;
use super::library::{Condition, LibraryScreen, Listed};
use super::merging::Found;
use super::report::{Pointed, ReportScreen};
use super::theme::{Surroundings, Theme};

/// Which screen is shown.
#[derive(Debug, Clone)]
pub enum Screen {
    /// The reports of the library.
    Library,
    /// One open report.
    Report(Box<ReportScreen>),
}

/// A line for the clerk, shown until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The words.
    pub text: String,
    /// Whether something was not done.
    pub refused: bool,
}

/// Where the edits of the open report are, besides in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// On the disk: a pulled plug takes nothing.
    #[default]
    OnDisk,
    /// With the system, and on their way to the disk.
    Waiting,
    /// Nowhere, since they could not be written.
    Refused,
}

/// How a report is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parting {
    /// Its file has everything.
    Saved,
    /// What its file does not have is not wanted.
    Discarded,
    /// What is to become of its journal is not decided.
    Undecided,
}

/// What was chosen in the settings, and what it is measured by.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The settings.
    pub settings: Settings,
    /// What terminal and command line say.
    pub surroundings: Surroundings,
    /// The environment's language, which counts where none was chosen.
    pub lang: Lang,
    /// The file that keeps the settings, as it is shown; empty where there is none.
    pub file: String,
    /// The program for prose that the environment names; empty where it names none.
    pub editor: String,
}

/// What a place of the screen stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// Something of the open report.
    Report(Pointed),
    /// A report of the library, by index.
    Listed(usize),
    /// A line of the open dialog that can be chosen, by index.
    Item(usize),
    /// What a key does.
    Key(Chord),
}

/// What stays the same from key to key.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The language.
    pub lang: Lang,
    /// Colours and signs.
    pub theme: Theme,
    /// Keys and commands.
    pub keymap: KeyMap,
    /// What was chosen.
    pub choice: Choice,
    /// The library's folder, as it is shown.
    pub root: String,
    /// The folder in which exports are proposed.
    pub here: PathBuf,
    /// The present calendar year, by which the report year of a new report is proposed.
    pub this_year: i32,
    /// The formats that can be exported.
    pub offers: &'static [Offer],
    /// The home folder, for which `~` stands.
    pub home: Option<PathBuf>,
}

/// The state of the editor.
#[derive(Debug, Clone)]
pub struct Model {
    /// What stays the same from key to key.
    pub setting: Setting,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// What is shown.
    pub screen: Screen,
    /// The library, kept while a report is open.
    pub library: LibraryScreen,
    /// What is open over the screen.
    pub dialog: Option<Dialog>,
    /// What the clerk is told.
    pub message: Option<Message>,
    /// Where saving leads, when it was asked for in order to leave.
    pub leaving: Option<super::dialog::Leave>,
    /// Where the edits of the open report are.
    pub durability: Durability,
    /// What is waited for, so that keys wait as well, once that takes long enough to be said.
    pub busy: Option<String>,
    /// The characters typed one after another that may become the path of a file.
    pub trail: String,
    /// Whether a file that was dropped is being shown and no key came since: an Enter then belongs to its path.
    pub is_fresh_drop: bool,
}

impl Model {
    /// An editor that shows the library.
    pub fn new(setting: Setting, size: (u16, u16)) -> Model {
        Model {
            setting,
            size,
            screen: Screen::Library,
            library: LibraryScreen::default(),
            dialog: None,
            message: None,
            leaving: None,
            durability: Durability::OnDisk,
            busy: None,
            trail: String::new(),
            is_fresh_drop: false,
        }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.setting.lang
    }

    /// Whether keys that came at once may be taken for a pasted block: in a table, and not while a figure is typed.
    pub fn offers_paste(&self) -> bool {
        let is_in_table =
            |report: &ReportScreen| report.verifying.is_none() && report.typing.is_none() && report.table().is_some();
        self.dialog.is_none() && matches!(&self.screen, Screen::Report(report) if is_in_table(report))
    }

    /// Whether a file can be dropped here: where characters are no text.
    pub fn takes_files(&self) -> bool {
        let is_prose = matches!(&self.screen, Screen::Report(report) if report.table().is_none());
        self.dialog.as_ref().map_or(!is_prose, |dialog| !dialog.takes_text())
    }

    /// Whether the path of a file may arrive here letter by letter: where letters are commands.
    pub fn hears_paths(&self) -> bool {
        let is_typing = matches!(&self.screen, Screen::Report(report) if report.typing.is_some());
        self.takes_files() && !is_typing
    }

    /// The scopes whose keys count, the narrowest first.
    pub fn scopes(&self) -> Vec<Scope> {
        match &self.screen {
            Screen::Library => vec![Scope::Library, Scope::Everywhere],
            Screen::Report(report) => report.scopes().to_vec(),
        }
    }
}

/// What is to be shown of a report's saved states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// The changes of one cell.
    Cell(CellId),
    /// All changes since the report was last finished.
    SinceFinished,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key, a paste or a new size.
    Input(Input),
    /// The mouse pointed at something.
    Pointed(Hit),
    /// The settings were written; where another file was in the way, it has this name now.
    Kept(Option<PathBuf>),
    /// An agency's years, where there is anything to show, and which reports could not be read.
    Years(Option<Box<Trend>>, Vec<String>),
    /// The library's folder was read.
    Listed(Vec<Listed>),
    /// Reports of the library were looked into.
    Known(Vec<(Key, Result<Condition, String>)>),
    /// A report was opened. `edit` is to be applied to it as one undoable step; `new` says that it is not saved yet.
    Opened {
        /// The report.
        report: Box<Report>,
        /// What to apply.
        edit: Option<Edit>,
        /// Whether it is not in the library yet.
        new: bool,
        /// What is known besides: last year's report, and who reports.
        background: Box<Background>,
        /// What its journal holds that its file does not.
        recovered: Option<Box<Recovered>>,
        /// What there is to say of the files that were read: that somebody else wrote or changed them, or that journals count.
        remark: Option<String>,
        /// Who else has it, so that it is only looked at.
        lent: Option<String>,
    },
    /// Nobody has the report any more that is only looked at.
    Free,
    /// Edits were journaled, or could not be.
    Journaled {
        /// Where they are.
        durability: Durability,
        /// Why they are nowhere, in words.
        trouble: Option<String>,
        /// Where the journal is now that was in the place of theirs, from the library's folder.
        shelved: Option<String>,
    },
    /// A journal is among the earlier states of its report, in this file, from the library's folder.
    Shelved(String),
    /// The report could not be saved for this reason, and could be elsewhere.
    NotSaved(String),
    /// A save was passed by, since a later one has all that it has.
    Overtaken,
    /// Documents are being written.
    Exporting,
    /// What was to be written besides the report was not, for this reason.
    NotWritten(String),
    /// No key came for a while.
    Paused,
    /// Nothing more came of a path that arrives letter by letter.
    Arrived,
    /// A copy of the open report was saved.
    Copied(PathBuf),
    /// The open report was saved.
    Saved,
    /// The open report's file is another than the one that was loaded or last saved.
    Conflict(Box<Found>),
    /// A document was read.
    Proposed {
        /// The document.
        path: PathBuf,
        /// What it says.
        proposal: Box<Proposal>,
        /// The report of the same agency and year in the library.
        existing: Option<Box<Report>>,
    },
    /// A report of ours from outside the library was read.
    ReportRead {
        /// Its file.
        path: PathBuf,
        /// The report.
        report: Box<Report>,
        /// The report of the same agency, year and scope in the library.
        existing: Option<Box<Report>>,
        /// What there is to say of its file.
        remark: Option<String>,
    },
    /// A report was exported and read back.
    Exported {
        /// The file.
        path: PathBuf,
        /// Whether it is a draft.
        is_draft: bool,
        /// What there is to say of other reports that were used.
        remark: Option<String>,
    },
    /// A file of that name is there already.
    ExportExists(PathBuf),
    /// A report cannot be final.
    ExportRefused {
        /// What keeps it from being final.
        lines: Vec<String>,
        /// Whether only errors do, which can be released.
        releasable: bool,
        /// The present civil date.
        today: String,
    },
    /// A report was moved into the history.
    Deleted(Key),
    /// Reports that were deleted, the last one first.
    DeletedListed(Vec<Deleted>),
    /// A deleted report is in the library again.
    Undeleted {
        /// Which.
        key: Key,
        /// Whether its journal has edits that were not saved.
        unsaved: bool,
    },
    /// The saved states of the open report, the oldest first.
    History {
        /// The states.
        states: Vec<PastState>,
        /// What is to be shown of them.
        past: Past,
    },
    /// A report to compare the open one with.
    Compared {
        /// Its file.
        name: String,
        /// The report.
        report: Box<Report>,
        /// What there is to say of its journal.
        remark: Option<String>,
    },
    /// The present civil date.
    Today(String),
    /// The text that another program was to edit, as that left it.
    TextEdited(String),
    /// Something was not done; the words say what, where and what to do.
    Failed(String),
}

/// Something that the editor wants done outside.
#[derive(Debug)]
pub enum Effect {
    /// Read the library's folder.
    List,
    /// Look into reports of the library.
    LookInto(Vec<Key>),
    /// Open a report of the library.
    Open(Key),
    /// Make an empty report; `nil` fills the tables that a nil report fills with 0.
    Create {
        /// Agency, year and scope.
        key: Key,
        /// Whether there were no requests and no disputes.
        nil: bool,
        /// Whether headings and carried figures come from last year's report, where there is one.
        from_last_year: bool,
    },
    /// Make the sample report.
    Sample,
    /// Write into an agency's profile which columns keying passes by.
    Skip {
        /// The agency.
        agency: String,
        /// `table.column` of each.
        columns: Vec<String>,
    },
    /// Save the open report, over whatever is on disk where asked to.
    Save {
        /// The report.
        report: Box<Report>,
        /// Whether a changed file is overwritten.
        overwrite: bool,
    },
    /// Move a report into the history.
    Delete(Key),
    /// Look which reports were deleted.
    ListDeleted,
    /// Bring a deleted report back.
    Undelete(Key),
    /// Look whether others changed a report's file, or, where it is only looked at, left it.
    LookAgain {
        /// Which.
        key: Key,
        /// Whether it is only looked at.
        reading: bool,
    },
    /// Open a report's file as others left it, in place of what is open.
    Reopen {
        /// Which.
        key: Key,
        /// What is open, where it holds anything that was not saved.
        mine: Option<Box<Report>>,
        /// What to do on it then, as one undoable step.
        edit: Option<Edit>,
    },
    /// Read the saved states of a report.
    History {
        /// Which.
        key: Key,
        /// What is to be shown of them.
        past: Past,
    },
    /// Read a report to compare the open one with.
    Compare(PathBuf),
    /// Read a document.
    Read(PathBuf),
    /// Open a report of ours from outside: as a new one, or as one edit of the library's, where it has one.
    Take(Box<Report>),
    /// Take a document's figures and prose over into the library's report of that key, or into a new one.
    Adopt {
        /// Agency, year and scope.
        key: Key,
        /// The document.
        proposal: Box<Proposal>,
        /// The figures to take over.
        entries: BTreeMap<CellId, Entry>,
    },
    /// Write a report to a file.
    Export {
        /// The report.
        report: Box<Report>,
        /// Where and how.
        order: Order,
    },
    /// Tell the present civil date.
    Today,
    /// Let another program edit a text.
    EditText(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Write the settings into their file.
    Keep(Box<Settings>),
    /// Speak a language.
    Speak(Lang),
    /// Take the mouse, or give it back to the terminal.
    Mouse(bool),
    /// Draw the whole screen anew.
    Redraw,
    /// Read all years of an agency; the open report counts as it stands.
    Years {
        /// Whose, with the year that was chosen.
        key: Key,
        /// The open report.
        open: Option<Box<Report>>,
    },
    /// Save a copy of the open report to a file that is not there yet.
    SaveCopy {
        /// The report.
        report: Box<Report>,
        /// The file.
        path: PathBuf,
    },
    /// Write edits into the open report's journal.
    Journal(Vec<Commit>),
    /// The journal of the open report is taken up: it goes on behind what was recovered.
    TakeUp,
    /// The journal of the open report is not wanted.
    Decline,
    /// The open report is left.
    Part(Parting),
    /// Leave the program.
    Quit,
}
