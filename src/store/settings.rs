//! The file of settings: where it is, reading it with a place for every complaint, writing it with words beside every
//! line. A file that could not be read is never written over; it is moved aside first. What a key or a command is called
//! is no business of this module: it hands bindings on with their places.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::settings::{Ambiguous, Binding, Colours, KeyingOrder, Language, Palette, Settings};
use crate::domain::text::Lang;

use super::atomic::Files;
use super::document::shape::Pairs;
use super::error::StoreError;
use super::quote;
use super::syntax;

/// The most bytes of a file of settings; one with a key for every command is a hundredth of it.
const LONGEST: u64 = 256 << 10;

/// The version of the file that this program writes and reads.
pub const VERSION: u64 = 1;

/// The environment's word for the file.
const VARIABLE: &str = "GOUJI_SETTINGS";

/// The file's name beside the program.
const BESIDE: &str = "gouji-settings.ron";

/// The library's folder beside the program, which makes a stick of it.
const STICK: &str = "gouji-library";

/// The file's name in the user's folder of settings.
const NAME: &str = "settings.ron";

/// What the list of folders begins with, and how many places of a file are tried for one.
const FOLDERS: &str = "folders: ";
const MOST_LISTS: usize = 64;

/// How many files that could not be read are kept beside the new one.
const MOVED: u32 = 99;

#[derive(Deserialize)]
#[serde(rename = "Settings", deny_unknown_fields)]
struct File<'a> {
    version: u64,
    #[serde(default)]
    lang: Language,
    #[serde(default)]
    theme: Palette,
    #[serde(default)]
    colours: Colours,
    #[serde(default)]
    ascii: bool,
    #[serde(default)]
    ambiguous: Ambiguous,
    #[serde(default)]
    origins: bool,
    #[serde(default)]
    mouse: bool,
    #[serde(default)]
    keying_order: KeyingOrder,
    #[serde(default)]
    key_with_totals: bool,
    #[serde(default)]
    plain_banners: bool,
    #[serde(default)]
    editor: String,
    #[serde(default)]
    opener: String,
    #[serde(default)]
    folders: Vec<String>,
    #[serde(borrow, default)]
    keys: Pairs<'a, Pairs<'a, &'a str>>,
}

/// Why the settings of a file do not count.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct SettingsError(#[from] StoreError);

impl SettingsError {
    /// The error in words: what, where, and that the defaults are used.
    pub fn message(&self, lang: Lang) -> String {
        let what = match &self.0 {
            StoreError::Damaged { file, line, column, cause } => {
                format!("{file}:{line}:{column}{}{}", lang.pick("：", ": "), cause.words(lang))
            }
            StoreError::Newer { file, version } => lang.say(
                format!("{file} 由更高版本的程序写成（文件格式版本 {version}）"),
                format!("{file} was written by a newer gouji (file format version {version})"),
            ),
            other => other.message(lang).trim_end_matches(['。', '.']).to_string(),
        };
        lang.say(
            format!("设置文件未生效，本次使用默认设置：{what}。文件没有改动。"),
            format!("The settings file is ignored and defaults are used: {what}. The file was left as it is."),
        )
    }
}

/// The file of settings, and what is known of it.
#[derive(Debug, Clone)]
pub struct SettingsFile {
    path: PathBuf,
    /// The bytes that were read or written last and understood; `None` where there was no file.
    known: Option<Vec<u8>>,
    files: Files,
}

impl SettingsFile {
    /// Where the file is: the one that was named, else `GOUJI_SETTINGS`, else `gouji-settings.ron` beside the program
    /// where that file or the library's folder is there (a USB stick), else among the user's settings. `None` where the
    /// system has no place for those.
    pub fn locate(explicit: Option<PathBuf>) -> Option<PathBuf> {
        let named = explicit.or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from));
        if let Some(named) = named.filter(|path| !path.as_os_str().is_empty()) {
            return Some(named);
        }
        let program = std::env::current_exe().ok();
        let folder = program.as_deref().and_then(Path::parent);
        if let Some(folder) = folder.filter(|folder| folder.join(BESIDE).is_file() || folder.join(STICK).is_dir()) {
            return Some(folder.join(BESIDE));
        }
        directories::ProjectDirs::from("", "", "gouji").map(|folders| folders.config_dir().join(NAME))
    }

    /// Reads the file. One that is not there gives the defaults; so does one that cannot be read, with the reason.
    pub fn open(path: PathBuf) -> (SettingsFile, Result<Settings, SettingsError>) {
        SettingsFile::open_on(Files::default(), path)
    }

    /// The same on another disk than the machine's.
    pub fn open_on(files: Files, path: PathBuf) -> (SettingsFile, Result<Settings, SettingsError>) {
        let bytes = match files.read(&path) {
            Ok(bytes) => bytes,
            Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                return (SettingsFile { path, known: None, files }, Ok(Settings::default()));
            }
            Err(error) => return (SettingsFile { path, known: None, files }, Err(error.into())),
        };
        if bytes.len() as u64 > LONGEST {
            let error = StoreError::TooLarge { path: path.clone(), limit: LONGEST };
            return (SettingsFile { path, known: None, files }, Err(error.into()));
        }
        let file = path.display().to_string();
        let settings = syntax::decode(&file, &bytes).and_then(|text| from_ron(&file, &text));
        let known = settings.is_ok().then_some(bytes);
        (SettingsFile { path, known, files }, settings.map_err(SettingsError))
    }

    /// Where they are kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the settings. Where the disk holds something else than was read, that file is moved aside first, and its new
    /// name returned.
    pub fn save(&mut self, settings: &Settings) -> Result<Option<PathBuf>, StoreError> {
        let bytes = to_ron(settings).into_bytes();
        let there = match self.files.read(&self.path) {
            Ok(there) => Some(there),
            Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if there.as_ref() == Some(&bytes) {
            self.known = Some(bytes);
            return Ok(None);
        }
        let moved = match there {
            Some(there) if !self.is_known(&there) => Some(self.keep_aside(&there)?),
            _ => None,
        };
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            self.files.make_folder(folder)?;
        }
        self.files.write(&self.path, &bytes)?;
        self.known = Some(bytes);
        Ok(moved)
    }

    /// Whether what is on disk was read or written here, but for the folders, which every editor adds to by itself.
    fn is_known(&self, there: &[u8]) -> bool {
        let Some(known) = &self.known else { return false };
        let chosen = |bytes: &[u8]| Some(choices(from_ron("", std::str::from_utf8(bytes).ok()?).ok()?));
        known == there || chosen(known).is_some_and(|known| chosen(there) == Some(known))
    }

    /// Takes note of a folder that was used, whatever else the file says by now, comments included where their place can be
    /// kept. A file that cannot be read is left as it is.
    pub fn use_folder(&mut self, folder: &str) -> Result<(), StoreError> {
        let (mut there, read) = SettingsFile::open_on(self.files.clone(), self.path.clone());
        let Ok(mut settings) = read else { return Ok(()) };
        let is_known = there.known.as_ref().is_none_or(|bytes| self.is_known(bytes));
        settings.use_folder(folder);
        match there.known.as_deref().and_then(|bytes| with_folders(bytes, &settings)) {
            Some(text) => {
                let before = there.known.replace(text.clone().into_bytes()).unwrap_or_default();
                if before != text.as_bytes() {
                    self.files.write_over(&self.path, &before, text.as_bytes())?;
                }
            }
            None => drop(there.save(&settings)?),
        }
        if is_known {
            self.known = there.known;
        }
        Ok(())
    }

    /// Keeps what is on disk under another name, one that is free. It is copied, so that the file is never missing.
    fn keep_aside(&self, there: &[u8]) -> Result<PathBuf, StoreError> {
        let name = |number: u32| {
            let mut name = self.path.clone().into_os_string();
            name.push(if number == 1 { ".old".to_string() } else { format!(".old{number}") });
            PathBuf::from(name)
        };
        let free = (1..MOVED).map(name).find(|path| !self.files.disk().is_taken(path));
        let free = free.unwrap_or_else(|| name(MOVED));
        self.files.write(&free, there)?;
        Ok(free)
    }
}

/// The text of a file with other folders and everything else in it as it is; `None` where no place for them can be told, as
/// by what the text says then.
fn with_folders(bytes: &[u8], settings: &Settings) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let list = folder_list(settings);
    let begins = text.match_indices(FOLDERS).map(|(at, _)| at);
    let lists = begins.flat_map(|at| text[at..].match_indices(']').map(move |(end, _)| (at, at + end + 1)));
    let in_place = lists.take(MOST_LISTS).map(|(at, end)| format!("{}{FOLDERS}{list}{}", &text[..at], &text[end..]));
    let at_the_end = text
        .rfind(')')
        .into_iter()
        .flat_map(|at| [" ", ","].map(|comma| format!("{}{comma} {FOLDERS}{list},\n{}", &text[..at], &text[at..])));
    let says_it = |text: &String| {
        let read = from_ron("", text).ok();
        read.is_some_and(|read| read.folders == settings.folders && choices(read) == choices(settings.clone()))
    };
    in_place.chain(at_the_end).find(says_it)
}

/// What somebody chose, wherever it stands in the file: not the folders, which every editor adds to by itself.
fn choices(settings: Settings) -> Settings {
    let keys = settings.keys.into_iter().map(|binding| Binding { place: (0, 0), ..binding }).collect();
    Settings { folders: Vec::new(), keys, ..settings }
}

/// Reads settings. `file` is its name in errors.
pub fn from_ron(file: &str, text: &str) -> Result<Settings, StoreError> {
    syntax::check_version(file, text, syntax::leading_version(text), VERSION)?;
    let read: File<'_> = syntax::parse(file, text)?;
    syntax::check_version(file, text, Some(read.version), VERSION)?;
    let mut keys = Vec::new();
    for (scope, pairs) in read.keys.0 {
        for (key, command) in pairs.0 {
            let place = syntax::place(text, syntax::offset(text, key));
            keys.push(Binding { scope: scope.into(), key: key.into(), command: command.into(), place });
        }
    }
    Ok(Settings {
        lang: read.lang,
        theme: read.theme,
        colours: read.colours,
        ascii: read.ascii,
        ambiguous: read.ambiguous,
        origins: read.origins,
        mouse: read.mouse,
        keying_order: read.keying_order,
        key_with_totals: read.key_with_totals,
        plain_banners: read.plain_banners,
        editor: read.editor,
        opener: read.opener,
        folders: read.folders,
        keys,
    })
}

/// Where keys can be bound.
const SCOPES: [&str; 5] = ["everywhere", "library", "report", "grid", "prose"];

fn folder_list(settings: &Settings) -> String {
    let folders: Vec<String> = settings.folders.iter().map(|folder| quote::quoted(folder)).collect();
    format!("[{}]", folders.join(", "))
}

/// Settings as RON, with words beside every line.
pub fn to_ron(settings: &Settings) -> String {
    let lines: [(&str, String, &str); 13] = [
        ("lang", name(&settings.lang), "界面语言 language: auto, zh, en"),
        ("theme", name(&settings.theme), "配色 colours for: dark, light, high_contrast, no_colour"),
        ("colours", name(&settings.colours), "颜色数 how many: auto, sixteen, truecolour"),
        ("ascii", settings.ascii.to_string(), "只用 ASCII 画线 ASCII signs and borders only"),
        ("ambiguous", name(&settings.ambiguous), "“…—· 的宽度 width of ambiguous characters: auto, narrow, wide"),
        ("origins", settings.origins.to_string(), "标出数字的来源 figures show their origin"),
        ("mouse", settings.mouse.to_string(), "编辑器接管鼠标 the editor takes the mouse"),
        ("keying_order", name(&settings.keying_order), "录入顺序 order of keying: by_row, by_column"),
        ("key_with_totals", settings.key_with_totals.to_string(), "录入时停在总计格 keying stops at totals"),
        (
            "plain_banners",
            settings.plain_banners.to_string(),
            "导出的表格横栏不加底色 banners of exported tables unshaded",
        ),
        ("editor", quote::quoted(&settings.editor), "写正文用的外部编辑器 external editor for texts"),
        (
            "opener",
            quote::quoted(&settings.opener),
            "打开导出文件的程序，空为系统的，none 不打开 opens exports; empty: the system's, none: off",
        ),
        ("folders", folder_list(settings), "最近用过的文件夹，程序自己记 folders used last, kept by the program"),
    ];
    let mut out = String::from(
        "// gouji 的设置。可以手工改；在程序里改设置时按这个样子重写，自己加的注释不保留。\n\
         // Settings of gouji. May be edited by hand; settings changed in the program rewrite the file in this shape, without other comments.\n(\n",
    );
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  version: {VERSION},");
    for (name, value, words) in lines {
        let _ = writeln!(out, "  {name}: {value}, // {words}");
    }
    out.push_str(
        "  // 按键，加在程序自带的按键之上 keys besides the program's own; none: 不起作用 does nothing. gouji keys 列出命令 lists them\n",
    );
    let _ = write!(out, "  // \"grid\": {{\"z\": \"undo\"}} {}\n  keys: {{", SCOPES.join(", "));
    let mut scope = None;
    for binding in &settings.keys {
        if scope != Some(&binding.scope) {
            out.push_str(if scope.is_some() { "\n    },\n" } else { "\n" });
            let _ = write!(out, "    {}: {{", literal(&binding.scope));
            scope = Some(&binding.scope);
        }
        let _ = write!(out, "\n      {}: {},", literal(&binding.key), literal(&binding.command));
    }
    out.push_str(if scope.is_some() { "\n    },\n  },\n)\n" } else { "},\n)\n" });
    out
}

/// A name as a string without escapes, which are not borrowed when they are read back.
fn literal(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("r##\"{text}\"##") } else { format!("\"{text}\"") }
}

/// A choice by its name in files.
fn name(choice: &impl Serialize) -> String {
    // A name is nothing that RON could not write.
    ron::to_string(choice).unwrap_or_default()
}
