//! The state of the editor below its dialogs: the screen, the library, the settings, what the clerk is told, and what is
//! wanted outside. It opens no dialog and does nothing outside.

use std::path::{Path, PathBuf};

use crate::domain::settings::Settings;
use crate::domain::text::Lang;

use super::collecting::{CollectingScreen, Wish};
use super::command::{Command, Reach};
use super::folder::{FolderPlace, Places, expanded};
use super::keymap::KeyMap;
use super::library::LibraryScreen;
use super::message::{Durability, Effect, Imports, Leave, Offer};
use super::report::{Reply, ReportScreen};
use super::theme::{Surroundings, Theme};

#[derive(Debug, Clone)]
pub enum Screen {
    Library,
    /// The collecting office's desk, which is kept while a body's report is open.
    Collecting,
    Report(Box<ReportScreen>),
}

/// A line for the clerk, shown until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    /// Whether something was not done.
    pub refused: bool,
}

/// What stays the same from key to key.
#[derive(Debug, Clone)]
pub struct Setting {
    pub lang: Lang,
    pub theme: Theme,
    pub keymap: KeyMap,
    pub chosen: Settings,
    /// What terminal and command line say.
    pub surroundings: Surroundings,
    /// The environment's language, which counts where none was chosen.
    pub system_lang: Lang,
    /// The file that keeps what was chosen, as it is shown; empty where there is none.
    pub file: String,
    /// The program for prose that the environment names; empty where it names none.
    pub editor: String,
    /// The program with which the system opens files; empty where it has none.
    pub opener: String,
    /// The library's folder, as it is shown.
    pub root: String,
    /// The folder in which exports are proposed.
    pub here: PathBuf,
    /// The present calendar year, by which the report year of a new report is proposed.
    pub this_year: i32,
    pub offers: &'static [Offer],
    /// The home folder, for which `~` stands.
    pub home: Option<PathBuf>,
    /// Where files usually are.
    pub places: Places,
}

/// What lies under the dialogs.
#[derive(Debug, Clone)]
pub struct Desk {
    pub setting: Setting,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    pub screen: Screen,
    /// The library, kept while a report is open.
    pub library: LibraryScreen,
    /// The collecting office's desk, from its opening until it is left for the library.
    pub collecting: Option<Box<CollectingScreen>>,
    /// Who decides at that desk: asked once.
    pub reviewer: String,
    pub message: Option<Message>,
    /// Where saving leads, when it was asked for in order to leave.
    pub leaving: Option<Leave>,
    pub durability: Durability,
    /// What is waited for, so that keys wait as well, once that takes long enough to be said.
    pub busy: Option<String>,
    /// The characters typed one after another that may become the path of a file.
    pub trail: String,
    /// Whether a file that was dropped is being shown and no key came since: an Enter then belongs to its path.
    pub is_fresh_drop: bool,
    /// Files that were chosen together and are still to be imported, one after another.
    pub imports: Imports,
    /// The register that is to be counted for the report that is being opened.
    pub counting: Option<PathBuf>,
    /// The drives that were found when files were looked for last.
    drives: Vec<PathBuf>,
    /// How many folders were asked for.
    asked: u64,
    wanted: Vec<Effect>,
}

impl Desk {
    pub fn new(setting: Setting, size: (u16, u16)) -> Desk {
        Desk {
            setting,
            size,
            screen: Screen::Library,
            library: LibraryScreen::default(),
            collecting: None,
            reviewer: String::new(),
            message: None,
            leaving: None,
            durability: Durability::OnDisk,
            busy: None,
            trail: String::new(),
            is_fresh_drop: false,
            imports: Imports::default(),
            counting: None,
            drives: Vec::new(),
            asked: 0,
            wanted: Vec::new(),
        }
    }

    pub fn lang(&self) -> Lang {
        self.setting.lang
    }

    /// Binds keys as they were chosen; what cannot be followed was told when it was read.
    pub fn rebind(&mut self) {
        if let Ok(own) = KeyMap::embedded() {
            self.setting.keymap = own.rebound(&self.setting.chosen.keys, "", self.setting.lang).0;
        }
    }

    /// Where the commands stand whose keys count, the narrowest first.
    pub fn reaches(&self) -> Vec<Reach> {
        match &self.screen {
            Screen::Library => vec![Reach::Library, Reach::Everywhere],
            Screen::Collecting => vec![Reach::Collecting, Reach::Everywhere],
            Screen::Report(report) => report.reaches().to_vec(),
        }
    }

    /// The keys of a command that work here, as they are shown.
    pub fn keys(&self, command: Command) -> String {
        self.setting.keymap.shown(&self.reaches(), command)
    }

    /// The first of them.
    pub fn key(&self, command: Command) -> Option<String> {
        self.setting.keymap.keys(&self.reaches(), command).first().map(ToString::to_string)
    }

    pub fn report(&self) -> Option<&ReportScreen> {
        match &self.screen {
            Screen::Report(report) => Some(report),
            Screen::Library | Screen::Collecting => None,
        }
    }

    pub fn report_mut(&mut self) -> Option<&mut ReportScreen> {
        match &mut self.screen {
            Screen::Report(report) => Some(report),
            Screen::Library | Screen::Collecting => None,
        }
    }

    /// Whether a jump led into prose, where letters lead on.
    pub fn is_walking(&self) -> bool {
        self.report().is_some_and(ReportScreen::is_walking)
    }

    /// Takes over what is being typed or written; what is wrong with it is said.
    pub fn settle(&mut self) -> bool {
        match self.report_mut().map_or(Ok(()), ReportScreen::settle) {
            Ok(()) => true,
            Err(problem) => {
                self.refuse(problem);
                false
            }
        }
    }

    /// The open report, once what is being typed or written is taken over.
    pub fn settled(&mut self) -> Option<&mut ReportScreen> {
        if self.settle() { self.report_mut() } else { None }
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: self.in_words(&text.into()), refused: false });
    }

    /// Says that something was not done, and why.
    pub fn refuse(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: self.in_words(&text.into()), refused: true });
    }

    /// Says something behind what was said already.
    pub fn add(&mut self, words: &str) {
        let (words, gap) = (self.in_words(words), self.lang().pick("。", ". "));
        match &mut self.message {
            Some(message) => {
                let said = message.text.trim_end_matches(['。', '.']);
                message.text = format!("{said}{gap}{words}");
            }
            None => self.say(words),
        }
    }

    /// A text for the clerk with the keys that commands have now: a command's name between ‹ and ›, as in `‹undo›`, stands
    /// for the first key that gives it here, else where it belongs.
    pub fn in_words(&self, text: &str) -> String {
        self.setting.keymap.in_words(text, &self.reaches(), self.lang())
    }

    pub fn want(&mut self, effect: Effect) {
        self.wanted.push(effect);
    }

    /// Asks what stands in a folder; the number that its answer has.
    pub fn browse(&mut self, folder: &Path) -> u64 {
        self.asked += 1;
        self.want(Effect::Browse { folder: folder.to_path_buf(), number: self.asked });
        self.asked
    }

    /// Looks for drives anew.
    pub fn look_for_drives(&mut self) {
        self.drives.clear();
        let drives = self.setting.places.drives.clone();
        self.want(Effect::Drives(drives));
    }

    /// Takes note of drives that were found.
    pub fn found_drives(&mut self, drives: Vec<PathBuf>) {
        self.drives.extend(drives);
        self.drives.sort();
        self.drives.dedup();
    }

    /// The folders that are one step away.
    pub fn places(&self) -> Vec<FolderPlace> {
        let Setting { places, home, chosen, lang, .. } = &self.setting;
        places.all(home.as_deref(), &self.drives, &chosen.folders, *lang)
    }

    /// Takes note that a file of a folder was read or written, for those who look for one next.
    pub fn use_folder_of(&mut self, file: &Path) {
        if let Some(folder) = file.parent() {
            self.use_folder(folder);
        }
    }

    /// Remembers a folder for the next time.
    pub fn use_folder(&mut self, folder: &Path) {
        let Some(folder) = Some(folder).filter(|folder| folder.is_absolute()).and_then(Path::to_str) else { return };
        if self.setting.chosen.folders.first().is_none_or(|last| last != folder) {
            self.setting.chosen.use_folder(folder);
            self.want(Effect::UseFolder(folder.to_string()));
        }
    }

    /// Whether the open collection has a roster; that there is none yet is said.
    pub fn has_roster(&mut self) -> bool {
        let has_roster = self.collecting.as_ref().is_some_and(|screen| screen.gathering.is_saved);
        if !has_roster {
            self.refuse(self.lang().pick(
                "名单还没有建立：请先按 ‹read-roster› 读入名单，或按 ‹add-body› 增加单位",
                "There is no roster yet: ‹read-roster› reads one, ‹add-body› adds a body",
            ));
        }
        has_roster
    }

    /// Asks for something to be done for the open collection.
    pub fn collect(&mut self, wish: Wish) {
        if let Some(of) = self.collecting.as_ref().map(|screen| screen.of.clone()) {
            self.want(Effect::Collect(of, Box::new(wish)));
        }
    }

    /// What is wanted outside and was not handed over yet.
    pub fn take_wanted(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.wanted)
    }

    /// Says and wants what the report replied; what is asked first is given back.
    pub fn hear(&mut self, reply: Reply) -> Option<Reply> {
        match reply {
            Reply::Done => {}
            Reply::Say(words) => self.say(words),
            Reply::Refuse(words) => self.refuse(words),
            Reply::Copy(text) => {
                self.say(self.lang().pick("已复制", "Copied"));
                self.want(Effect::Copy(text));
            }
            Reply::Skip(columns, words) => {
                self.say(words);
                let agency = self.report().and_then(|report| report.session.report().agency.clone());
                if let Some(agency) = agency {
                    self.want(Effect::Skip { agency, columns });
                }
            }
            Reply::EditOutside(text) => self.want(Effect::EditText(text)),
            asked => return Some(asked),
        }
        None
    }

    /// Says why the open report takes no change, where it takes none.
    pub fn is_refused_as_read_only(&mut self) -> bool {
        let refusal = self.report().and_then(ReportScreen::refused_as_read_only);
        let is_refused = refusal.is_some();
        refusal.map(|reply| self.hear(reply));
        is_refused
    }

    /// A path as the system wants it.
    pub fn expanded(&self, path: &str) -> PathBuf {
        expanded(self.setting.home.as_deref(), path)
    }
}
