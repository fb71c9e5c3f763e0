//! What opens over a screen: questions, lists to choose from, short forms, previews. State, keys, drawing and what comes of
//! them stand together in a dialog's own file; the list below says which there are and which commands open them.

mod lines;

pub mod act;

mod question;

mod files;

mod path;

mod new;

mod picker;

mod palette;

mod cells;

mod chapters;

mod reading;

mod paste;

mod import;

mod sides;

mod changes;

mod joining;

mod grounds;

mod report_preview;

mod several;

mod deleted;

mod summary;

mod filter;

mod states;

mod stick;

mod backup;

mod export;

mod findings;

mod collecting;

mod register;

pub mod cell_rules;

mod fees;

mod replace;

mod outline;

mod signing;

pub mod notes;

mod settings;

mod keys;

mod chart;

mod recovery;

mod conflict;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::form::CellId;
use crate::domain::text::Text;

use super::canvas::Canvas;
use super::command::Command;
use super::desk::Desk;
use super::field::Field;
use super::key::{Chord, Code};
use super::message::Msg;
use act::{Did, Help, Modal};

pub use backup::BackupList;
pub use cell_rules::CellRules;
pub use cells::CellPicker;
pub use changes::ChangesList;
pub use chapters::Chapters;
pub use chart::ChartView;
pub use collecting::{BodyForm, DecisionForm, FoundList, HandedInList, Reminder, SlipForm, SumView};
pub use conflict::Conflict;
pub use deleted::DeletedList;
pub use export::ExportTarget;
pub use fees::FeeForm;
pub use filter::Filter;
pub use findings::FindingsList;
pub use import::ImportPreview;
pub use keys::KeyBindings;
pub use new::NewReport;
pub use notes::{NoteForm, NotesList};
pub use outline::Outline;
pub use palette::Palette;
pub use paste::PastePreview;
pub use path::PathEntry;
pub use question::OpenQuestion;
pub use reading::Reading;
pub use recovery::Recovery;
pub use register::RegisterView;
pub use replace::ReplaceForm;
pub use report_preview::ReportPreview;
pub use settings::SettingsForm;
pub use several::SeveralList;
pub use signing::Signing;
pub use states::StatesList;
pub use stick::StickEntry;
pub use summary::SummaryPage;

impl Dialog {
    /// The line that is chosen in it, in the words that it is drawn with; none where it has no list.
    pub fn chosen(&self, desk: &Desk) -> Option<String> {
        let (width, height) = desk.size;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: width.max(LEAST.0), height: height.max(LEAST.1) });
        let mut canvas = Canvas::new(&mut buffer, desk.setting.theme, None);
        self.draw(desk, &mut canvas);
        canvas.chosen()
    }

    /// Whether text is selected in a field of it, which is what would be copied then.
    pub fn has_selected_text(&mut self) -> bool {
        self.field().is_some_and(|field| field.widget().is_selecting())
    }
}

/// The columns and rows that a list is looked up in at the least.
const LEAST: (u16, u16) = (80, 24);

macro_rules! dialogs {
    ($($dialog:ident($state:ident): $($command:ident)*;)*) => {
        #[derive(Debug, Clone)]
        pub enum Dialog {
            $($dialog(Box<$state>),)*
        }

        $(impl From<$state> for Dialog {
            fn from(state: $state) -> Dialog {
                Dialog::$dialog(Box::new(state))
            }
        })*

        impl Dialog {
            /// Every dialog by its name, with the commands that it answers.
            pub const ALL: &'static [(&'static str, &'static [Command])] =
                &[$((stringify!($dialog), &[$(Command::$command,)*]),)*];

            /// Opens the dialog that answers a command; `None` where none does.
            pub fn open(command: Command, desk: &mut Desk) -> Option<Result<Dialog, Did>> {
                match command {
                    $($(Command::$command => Some($state::open(command, desk).map(Dialog::from)),)*)*
                    _ => None,
                }
            }

            pub fn name(&self) -> &'static str {
                match self { $(Dialog::$dialog(_) => stringify!($dialog),)* }
            }

            pub fn help(&self) -> Help {
                match self { $(Dialog::$dialog(state) => state.help(),)* }
            }

            pub fn explained(&self) -> &'static [Text] {
                match self { $(Dialog::$dialog(state) => state.explained(),)* }
            }

            pub fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
                match self { $(Dialog::$dialog(state) => state.key(chord, desk),)* }
            }

            pub fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
                match self { $(Dialog::$dialog(state) => state.draw(desk, canvas),)* }
            }

            pub fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
                match self { $(Dialog::$dialog(state) => state.told(msg, desk),)* }
            }

            pub fn paste(&mut self, text: &str, desk: &mut Desk) {
                match self { $(Dialog::$dialog(state) => state.paste(text, desk),)* }
            }

            fn field(&mut self) -> Option<&mut Field> {
                match self { $(Dialog::$dialog(state) => state.field(),)* }
            }

            pub fn takes_text(&self) -> bool {
                match self { $(Dialog::$dialog(state) => state.takes_text(),)* }
            }

            pub fn takes_chords(&self) -> bool {
                match self { $(Dialog::$dialog(state) => state.takes_chords(),)* }
            }

            pub fn point(&mut self, line: usize) -> Option<Code> {
                match self { $(Dialog::$dialog(state) => state.point(line),)* }
            }

            pub fn point_cell(&mut self, cell: CellId) -> Option<Code> {
                match self { $(Dialog::$dialog(state) => state.point_cell(cell),)* }
            }

            pub fn left(&self, desk: &mut Desk) {
                match self { $(Dialog::$dialog(state) => state.left(desk),)* }
            }
        }
    };
}

// Each dialog with its state and the commands that it answers. What it does is said once, by [`Modal`].
dialogs! {
    Reading(Reading): Help Manual;
    Palette(Palette): Palette;
    Cells(CellPicker): Find;
    Chapters(Chapters): Chapters;
    Question(OpenQuestion): Sample DeleteReport RemoveBody;
    New(NewReport): New;
    Path(PathEntry): Import CompareFile CountRegister SaveCopy Receive ReadRoster;
    Import(ImportPreview): ;
    Report(ReportPreview): ;
    Several(SeveralList): ;
    Deleted(DeletedList): Deleted;
    Filter(Filter): Filter FilterBodies;
    States(StatesList): EarlierStates States;
    Stick(StickEntry): Backup BringBack;
    Backup(BackupList): ;
    Export(ExportTarget): Export;
    Paste(PastePreview): ;
    Findings(FindingsList): Findings;
    Decision(DecisionForm): Accept Exempt;
    Body(BodyForm): AddBody EditBody;
    Slip(SlipForm): GiveBack;
    HandedIn(HandedInList): ;
    Reminder(Reminder): Chase;
    Found(FoundList): BodyFindings;
    Sum(SumView): SumUp;
    Register(RegisterView): ;
    Summary(SummaryPage): Summary Reconcile;
    Rules(CellRules): CellRules;
    Changes(ChangesList): CellHistory Changes CompareLastYear;
    Fees(FeeForm): ;
    Replace(ReplaceForm): ReplaceText;
    Outline(Outline): Outline;
    Signing(Signing): SecondKeying Finish;
    Note(NoteForm): CellNote ReportNote;
    Notes(NotesList): Notes;
    Settings(SettingsForm): Settings;
    Keys(KeyBindings): Keys;
    Chart(ChartView): Chart;
    Recovery(Recovery): ;
    Conflict(Conflict): ;
}
