//! What stands in a folder, for somebody who looks for a file: which of it is shown, in which order, and in which words;
//! where files usually are; and what a path that is being typed says of its folder. It reads nothing.

use std::ffi::OsString;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use crate::domain::search::{self, Fit};
use crate::domain::text::Lang;

use super::dropped::is_document;

/// Endings of documents that are recognised and cannot be read before another program saves them anew; of some, the ending is
/// wrong and they can.
const FOREIGN: [&str; 1] = ["xlsb"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    Folder,
    File,
    /// A device, or a link that leads nowhere or in a circle.
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderItem {
    pub name: OsString,
    pub kind: ItemKind,
    /// Its length in bytes.
    pub len: u64,
    /// When a file was last written: `2026-01-15 09:30:12`; empty where that is not known.
    pub written: String,
    /// Whether the system hides it.
    pub is_hidden: bool,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Documents and reports that can be read; several of them, or one.
    Documents { many: bool },
    /// What bodies hand in: documents, archives and folders, any number.
    HandIns,
    /// A file with this ending.
    Endings([&'static str; 2]),
    /// A folder to write to.
    Folder,
}

impl Wanted {
    /// Whether several can be marked.
    pub fn takes_many(self) -> bool {
        matches!(self, Wanted::Documents { many: true } | Wanted::HandIns)
    }
}

impl FolderItem {
    /// The name as it is shown, whatever bytes it has.
    pub fn shown(&self) -> String {
        self.name.to_string_lossy().chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
    }

    /// Whether it is not shown unless somebody asks for it: what begins with a point, what the system hides, and what Word
    /// and WPS lay beside a document that is open.
    fn is_hidden(&self) -> bool {
        let name = self.name.to_string_lossy();
        self.is_hidden || name.starts_with('.') || name.starts_with("~$")
    }

    /// Whether it is one of those that are looked for.
    pub fn is_wanted(&self, wanted: Wanted) -> bool {
        let name = self.name.to_string_lossy();
        match (self.kind, wanted) {
            (ItemKind::Folder, Wanted::Folder | Wanted::HandIns) => true,
            (ItemKind::File, Wanted::HandIns) if ending_of(&name) == "zip" => true,
            (ItemKind::File, Wanted::Documents { .. } | Wanted::HandIns) => {
                is_document(&name) && !FOREIGN.contains(&ending_of(&name).as_str())
            }
            (ItemKind::File, Wanted::Endings(endings)) => endings.contains(&ending_of(&name).as_str()),
            _ => false,
        }
    }

    /// What it is, in a word.
    pub fn kind_words(&self, lang: Lang) -> &'static str {
        let other = lang.pick("其他", "other");
        match self.kind {
            ItemKind::Folder => lang.pick("文件夹", "folder"),
            ItemKind::Other => other,
            ItemKind::File => match ending_of(&self.name.to_string_lossy()).as_str() {
                "docx" | "docm" | "doc" | "wps" | "rtf" | "odt" | "fodt" => "Word",
                "xlsx" | "xlsm" | "xls" | "et" | "ods" => "Excel",
                "pdf" => "PDF",
                "ofd" => "OFD",
                "eml" => lang.pick("邮件", "mail"),
                "zip" => lang.pick("压缩包", "zip"),
                "html" | "htm" | "mht" | "mhtml" => lang.pick("网页", "web"),
                "md" | "txt" => lang.pick("文本", "text"),
                "csv" => "CSV",
                "json" => "JSON",
                "ron" => lang.pick("报告", "report"),
                ending if FOREIGN.contains(&ending) => lang.pick("须转存", "resave"),
                _ => other,
            },
        }
    }

    /// Its length, short.
    pub fn size(&self) -> String {
        const STEP: u64 = 1024;
        let tenths = |unit: u64| format!("{}.{}", self.len / unit, self.len % unit * 10 / unit);
        match self.len {
            _ if self.kind != ItemKind::File => String::new(),
            len if len < STEP => format!("{len} B"),
            len if len < STEP.pow(2) => format!("{} KB", len / STEP),
            len if len < STEP.pow(3) => format!("{} MB", tenths(STEP.pow(2))),
            _ => format!("{} GB", tenths(STEP.pow(3))),
        }
    }
}

fn ending_of(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// Puts what stands in a folder into the order in which it is shown: what is looked for first, the newest file of it first;
/// then folders by name; then everything else.
pub fn in_order(mut items: Vec<FolderItem>, wanted: Wanted) -> Vec<FolderItem> {
    items.sort_by_cached_key(|item| {
        let place = match (item.is_wanted(wanted), item.kind) {
            (true, _) => 0,
            (false, ItemKind::Folder) => 1,
            (false, _) => 2,
        };
        let newest_first = std::cmp::Reverse(item.written.clone());
        (place, newest_first, item.name.to_string_lossy().to_lowercase(), item.name.clone())
    });
    items
}

/// What of a folder fits what was typed, by index, those that begin so first. What is hidden is passed over until a point is
/// typed.
pub fn fitting(items: &[FolderItem], typed: &str) -> Vec<usize> {
    let is_shown = |item: &FolderItem| typed.starts_with('.') || !item.is_hidden();
    let shown = items.iter().enumerate().filter(|(_, item)| is_shown(item));
    if typed.trim().is_empty() {
        return shown.map(|(index, _)| index).collect();
    }
    let fits = |item: &FolderItem| search::name(&item.name.to_string_lossy(), typed);
    let mut fitting: Vec<(bool, usize)> =
        shown.filter_map(|(index, item)| Some((fits(item)? > Fit::BeginningInitials, index))).collect();
    fitting.sort_unstable();
    fitting.into_iter().map(|(_, index)| index).collect()
}

/// What of a folder begins with what was typed of a path, by index.
pub fn beginning(items: &[FolderItem], typed: &str) -> Vec<usize> {
    let typed_lower = typed.to_lowercase();
    let begins = |item: &FolderItem| {
        let is_shown = typed.starts_with('.') || !item.is_hidden();
        is_shown && item.name.to_string_lossy().to_lowercase().starts_with(&typed_lower)
    };
    items.iter().enumerate().filter(|(_, item)| begins(item)).map(|(index, _)| index).collect()
}

/// The longest beginning that these names have in common.
pub fn common(names: &[String]) -> String {
    let Some((first, others)) = names.split_first() else { return String::new() };
    let same = |at: usize, c: char| {
        others.iter().all(|name| name.chars().nth(at).is_some_and(|other| other.to_lowercase().eq(c.to_lowercase())))
    };
    first.chars().enumerate().take_while(|&(at, c)| same(at, c)).map(|(_, c)| c).collect()
}

/// A path that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The folder that it has come to.
    pub folder: PathBuf,
    /// The text up to there, its last sign the separator.
    pub before: String,
    /// What stands behind that.
    pub rest: String,
}

impl Typed {
    /// What a text says as a path; `None` where it is none. `at` is the folder from which `./` and `../` lead on.
    pub fn of(text: &str, at: &Path, home: Option<&Path>) -> Option<Typed> {
        if !is_path(text) {
            return None;
        }
        let bare = text.trim_start().trim_start_matches(['"', '\'']);
        let is_separator = |c: char| c == '/' || (c == '\\' && (cfg!(windows) || !bare.starts_with(['/', '~', '.'])));
        let (before, rest) = match bare.rfind(is_separator) {
            Some(at) => bare.split_at(at + 1),
            None => (bare, ""),
        };
        let folder = plain(&at.join(expanded(home, before)));
        Some(Typed { folder, before: before.to_string(), rest: rest.trim_end_matches(['"', '\'']).to_string() })
    }

    /// The separator that was typed.
    pub fn separator(&self) -> char {
        self.before.chars().next_back().filter(|c| matches!(c, '/' | '\\')).unwrap_or(MAIN_SEPARATOR)
    }
}

/// Whether a text is typed as a path, and is not what names are looked for by.
pub fn is_path(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let mut characters = text.chars();
    let is_drive = matches!(
        (characters.next(), characters.next(), characters.next()),
        (Some(drive), Some(':'), Some('/' | '\\')) if drive.is_ascii_alphabetic()
    );
    let leads = ["~/", "~\\", "./", ".\\", "../", "..\\"];
    is_drive || text == "~" || text.starts_with(['/', '\\']) || leads.iter().any(|lead| text.starts_with(lead))
}

/// A path as it was typed, `~` at its beginning for the home folder.
pub fn expanded(home: Option<&Path>, typed: &str) -> PathBuf {
    let rest = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    match (rest, home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => PathBuf::from(typed),
    }
}

/// A path without `.` and `..`, as it is read and not as links lead, so that the way back is the way that was come.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => drop(plain.pop()),
            Component::ParentDir if plain.has_root() => {}
            part => plain.push(part),
        }
    }
    plain
}

/// Where drives that come and go are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drives {
    /// Every folder in this one is one.
    Below(PathBuf),
    /// This is one, where it is there.
    At(PathBuf),
}

/// Where files usually are on this machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    pub desktop: Option<PathBuf>,
    pub documents: Option<PathBuf>,
    pub downloads: Option<PathBuf>,
    pub drives: Vec<Drives>,
}

/// A folder that is one step away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderPlace {
    pub name: String,
    pub path: PathBuf,
    /// Whether it is there because it was used, and not because it is on every machine.
    pub is_recent: bool,
}

impl Places {
    /// All of them in the order in which they are shown, with the drives that were found and the folders that were used.
    pub fn all(&self, home: Option<&Path>, drives: &[PathBuf], recent: &[String], lang: Lang) -> Vec<FolderPlace> {
        let own = [
            (&self.desktop, lang.pick("桌面", "Desktop")),
            (&self.documents, lang.pick("文档", "Documents")),
            (&self.downloads, lang.pick("下载", "Downloads")),
        ];
        let own = own.into_iter().filter_map(|(path, name)| Some((name.to_string(), path.clone()?)));
        let home = home.map(|home| (lang.say("主文件夹", "Home"), home.to_path_buf()));
        let drives = drives.iter().map(|drive| {
            let disk = lang.pick("盘 ", "disk ");
            (format!("{disk}{}", name_of(drive)), drive.clone())
        });
        let usual = own.chain(home).chain(drives).map(|(name, path)| FolderPlace { name, path, is_recent: false });
        let usual: Vec<FolderPlace> = usual.collect();
        // What stands there already is one step away.
        let recent = recent.iter().map(PathBuf::from).filter(|path| usual.iter().all(|place| place.path != *path));
        let recent = recent.map(|path| FolderPlace { name: name_of(&path), path, is_recent: true }).collect::<Vec<_>>();
        usual.into_iter().chain(recent).collect()
    }
}

/// The last part of a path; of a drive, what there is.
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| path.display().to_string().trim_end_matches('\\').to_string())
}
