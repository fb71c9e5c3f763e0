//! What can happen to the editor, and what it can ask the outside for. Everything here is a value: `update` takes the one
//! and gives the other, `effect` does what is asked for and says what came of it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::background::Background;
use crate::domain::figure::Entry;
use crate::domain::form::CellId;
use crate::domain::journal::Recovered;
use crate::domain::past::PastState;
use crate::domain::proposal::Proposal;
use crate::domain::register::working::Working;
use crate::domain::report::{Key, Reopening, Report};
use crate::domain::session::{Commit, Edit};
use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::domain::trend::Trend;

use super::canvas::Hit;
use super::collecting::{Collecting, News, Wish};
use super::folder::{Drives, FolderItem};
pub use super::imports::Imports;
use super::key::Input;
use super::library::{Condition, Listed};
use super::report::Lent;

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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parting {
    /// Its file has everything.
    Saved,
    /// What its file does not have is not wanted.
    Discarded,
    /// What is to become of its journal is not decided.
    Undecided,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    Library,
    Program,
    /// To the import of these files.
    Import(Imports),
}

/// A format that can be exported.
#[derive(Debug, PartialEq, Eq)]
pub struct Offer {
    pub ending: &'static str,
    /// What it is, in both languages.
    pub words: (&'static str, &'static str),
    /// Whether it is only the piece of a web page for a portal's editor.
    pub fragment: bool,
    /// Where a form of this format can be filled, the ending of one with macros.
    pub fills: Option<&'static str>,
    /// Whether a check sheet can have this format.
    pub sheet: bool,
    /// Whether a picture of the agency's years can be drawn in it.
    pub draws: bool,
    /// Whether it is a folder with all that is handed in.
    pub package: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    pub path: PathBuf,
    pub ending: &'static str,
    pub fragment: bool,
    pub draft: bool,
    pub last_year: bool,
    pub chart: bool,
    pub form: Option<PathBuf>,
    /// Whether the form's lines that may be last year's prose give way; `None` where that is still to be asked.
    pub replaces_prose: Option<bool>,
    /// Whether it is a package in the folder of the path, instead of the file.
    pub package: bool,
    /// The command that opens what was written, and whether its folder is meant.
    pub then: Option<(String, bool)>,
    /// The check sheet to write beside it; its ending is its format.
    pub check_sheet: Option<PathBuf>,
    /// Whether banners of tables are left without their ground, as the settings say.
    pub plain_banners: bool,
    /// Whether the files say when they were made.
    pub dated: bool,
    pub overwrite: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    pub key: Key,
    /// When: `2026-01-15 09:30:12`.
    pub time: String,
    /// Whether a journal with edits that were not saved went with it.
    pub unsaved: bool,
}

/// An earlier state of a report, or what was keyed and never saved.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// When it gave way: `2026-01-15 09:30:12`.
    pub time: String,
    pub unsaved: bool,
    /// Whether it gave way to a backup, or came from one.
    pub of_backup: bool,
    /// The state, or why it cannot be read.
    pub report: Result<Box<Report>, String>,
}

/// What becomes of a report that a backup has otherwise than the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Mine,
    Theirs,
    /// The library's stays, the backup's goes among its earlier states.
    Both,
}

/// A report that a backup has otherwise than the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    pub name: String,
    /// Which is newer.
    pub words: String,
    /// Whether the library's is finished and gives way to no other one without a name and a reason.
    pub is_finished: bool,
    pub fate: Fate,
}

/// What was found in place of the file that was loaded or last saved.
#[derive(Debug, Clone)]
pub struct FoundFile {
    /// Whether a save was refused for it.
    pub of_save: bool,
    pub words: String,
    /// What was loaded or last saved, where that is known.
    pub base: Option<Report>,
    pub there: There,
}

#[derive(Debug, Clone)]
pub enum There {
    /// Another state of the report.
    Report(Box<Report>),
    /// Something that cannot be read, for this reason.
    Unreadable(String),
    Nothing,
}

/// What is to be shown of a report's saved states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    Cell(CellId),
    /// All changes since the report was last finished.
    SinceFinished,
}

#[derive(Debug)]
pub enum Msg {
    /// A key, a paste or a new size.
    Input(Input),
    Pointed(Hit),
    /// It was clicked twice, so quickly that both belong together.
    PointedTwice(Hit),
    /// The settings were written; where another file was in the way, it has this name now.
    Kept(Option<PathBuf>),
    /// An agency's years, where there is anything to show, and which reports could not be read.
    Years(Option<Box<Trend>>, Vec<String>),
    /// The library's folder was read.
    Listed(Vec<Listed>),
    /// What stands in a folder, or why it cannot be read; with the number of the question.
    Browsed {
        number: u64,
        found: Result<Vec<FolderItem>, String>,
    },
    /// Drives were found.
    Drives(Vec<PathBuf>),
    /// Reports of the library were looked into.
    Known(Vec<(Key, Result<Condition, String>)>),
    /// A report was opened. `edit` is to be applied to it as one undoable step; `new` says that it is not saved yet.
    Opened {
        report: Box<Report>,
        edit: Option<Edit>,
        /// Whether it is not in the library yet.
        new: bool,
        /// What is known besides: last year's report, and who reports.
        background: Box<Background>,
        /// What its journal holds that its file does not.
        recovered: Option<Box<Recovered>>,
        /// What there is to say of the files that were read: that somebody else wrote or changed them, or that journals count.
        remark: Option<String>,
        /// Why it is only looked at.
        lent: Option<Lent>,
    },
    /// Nobody has the report any more that is only looked at.
    Free,
    /// Edits were journaled, or could not be.
    Journaled {
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
    Saved,
    /// The open report's file is another than the one that was loaded or last saved.
    Conflict(Box<FoundFile>),
    /// A document was read.
    Proposed {
        path: PathBuf,
        proposal: Box<Proposal>,
        /// The report of the same agency and year in the library.
        existing: Option<Box<Report>>,
    },
    /// A file holds several reports, which are called so.
    Several {
        path: PathBuf,
        names: Vec<String>,
    },
    /// What came of what a collecting office wanted.
    Collecting(News),
    /// A file holds no report, but an office's register of requests.
    IsRegister(PathBuf),
    /// The first of these files holds no register.
    NoRegister(Imports),
    /// A register was read and counted.
    Counted {
        register: Box<Working>,
        /// What was passed over in it, and what there is to say of the files that were used.
        told: Vec<String>,
    },
    /// The cases of the register whose figures are to be taken are kept.
    CasesKept,
    /// A report of ours from outside the library was read.
    ReportRead {
        path: PathBuf,
        report: Box<Report>,
        /// The report of the same agency, year and scope in the library.
        existing: Option<Box<Report>>,
        /// What there is to say of its file.
        remark: Option<String>,
    },
    /// A report was exported and read back.
    Exported {
        path: PathBuf,
        is_draft: bool,
        /// What there is to say of other reports that were used.
        remark: Option<String>,
    },
    /// A file of that name is there already.
    ExportExists(PathBuf),
    /// Lines of the form to be filled may be last year's prose: what would become of them, in lines.
    ExportAsks(Vec<String>),
    ExportRefused {
        /// What keeps it from being final.
        lines: Vec<String>,
        /// Whether only errors do, which can be released.
        releasable: bool,
        today: String,
    },
    /// A report was moved into the history.
    Deleted(Key),
    /// Reports that were deleted, the last one first.
    DeletedListed(Vec<Deleted>),
    /// A deleted report is in the library again.
    Undeleted {
        key: Key,
        /// Whether its journal has edits that were not saved.
        unsaved: bool,
    },
    /// The earlier states of a report of the library, the newest first.
    States {
        /// What the library has of it now.
        now: Box<Report>,
        states: Vec<Earlier>,
    },
    /// A backup, or the way back, is under way: how many things are done, of how many.
    Copying {
        done: usize,
        total: usize,
    },
    /// What a backup has that the library has not, or has otherwise.
    Differs {
        only_there: usize,
        differing: Vec<Differing>,
    },
    /// A report as the library has it and as a backup does.
    Both {
        mine: Box<Report>,
        theirs: Box<Report>,
    },
    /// A backup, or the way back, has come to its end: what there is to say, and whether something was not done.
    CopyingEnded {
        words: String,
        refused: bool,
    },
    /// The saved states of the open report, the oldest first.
    History {
        states: Vec<PastState>,
        past: Past,
    },
    Compared {
        name: String,
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
#[derive(Debug, Clone)]
pub enum Effect {
    /// Read the library's folder.
    List,
    /// Read what stands in a folder, which may be on a drive that never answers: nothing waits for it.
    Browse {
        folder: PathBuf,
        number: u64,
    },
    /// Look which drives there are, some of which may never answer.
    Drives(Vec<Drives>),
    /// Take note of a folder that files are in.
    UseFolder(String),
    /// Look into reports of the library.
    LookInto(Vec<Key>),
    Open(Key),
    /// Do what a collecting office wants.
    Collect(Collecting, Box<Wish>),
    /// Open a report, or make it with what last year's brings forward where it is not there yet.
    OpenOrMake(Key),
    /// Make an empty report; `nil` fills the tables that a nil report fills with 0.
    Create {
        key: Key,
        /// Whether there were no requests and no disputes.
        nil: bool,
        /// Whether headings and carried figures come from last year's report, where there is one.
        from_last_year: bool,
    },
    Sample,
    /// Write into an agency's profile which columns keying passes by.
    Skip {
        agency: String,
        /// `table.column` of each.
        columns: Vec<String>,
    },
    /// Save the open report, over whatever is on disk where asked to.
    Save {
        report: Box<Report>,
        overwrite: bool,
    },
    /// Move a report into the history.
    Delete(Key),
    ListDeleted,
    /// Bring a deleted report back.
    Undelete(Key),
    /// Look whether others changed a report's file, or, where it is only looked at, left it.
    LookAgain {
        key: Key,
        /// Whether it is only looked at.
        reading: bool,
    },
    /// Open a report's file as others left it, in place of what is open.
    Reopen {
        key: Key,
        /// What is open, where it holds anything that was not saved.
        mine: Option<Box<Report>>,
        /// What to do on it then, as one undoable step.
        edit: Option<Edit>,
    },
    History {
        key: Key,
        past: Past,
    },
    /// Read the earlier states of a report.
    States(Key),
    /// Open a report of the library and make it what it was, as one undoable edit.
    GoBackTo(Box<Report>),
    /// Copy the library into this folder.
    BackUp(PathBuf),
    /// Look what the backup in this folder has.
    LookAtBackup(PathBuf),
    /// Bring back what the library lacks, and of what was found to differ what was decided, in the same order.
    BringBack(Vec<Fate>, Option<Reopening>),
    /// Read a report that was found to differ, by its place among those, as the library has it and as the backup does.
    ReadBoth(usize),
    /// Go on with the backup that is under way.
    CopyOn,
    /// Read a report to compare the open one with.
    Compare(PathBuf),
    /// Read a file, and of several reports in it the one with this number.
    Read(PathBuf, Option<usize>),
    /// Look whether the first of these files is a register, which is counted without leaving the open report.
    LookForRegister(Imports),
    /// Read a register and count it for a report.
    CountRegister {
        path: PathBuf,
        key: Key,
    },
    /// Keep the cases of a register, what was moved in it and what the office answered; before its figures are taken, that is
    /// answered.
    KeepRegister {
        register: Box<Working>,
        is_taken: bool,
    },
    /// Open a report of ours from outside: as a new one, or as one edit of the library's, where it has one.
    Take(Box<Report>),
    /// Take a document's figures and prose over into the library's report of that key, or into a new one.
    Adopt {
        key: Key,
        proposal: Box<Proposal>,
        entries: BTreeMap<CellId, Entry>,
    },
    Export {
        report: Box<Report>,
        order: Box<ExportOrder>,
    },
    /// Tell the present civil date.
    Today,
    /// Let another program edit a text.
    EditText(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Write the settings into their file.
    Keep(Box<Settings>),
    Speak(Lang),
    /// Take the mouse, or give it back to the terminal.
    Mouse(bool),
    Redraw,
    /// Read all years of an agency; the open report counts as it stands.
    Years {
        /// Whose, with the year that was chosen.
        key: Key,
        open: Option<Box<Report>>,
    },
    /// Save a copy of the open report to a file that is not there yet.
    SaveCopy {
        report: Box<Report>,
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
    Quit,
}
