//! What can go wrong between a report and the disk: what happened, where, and what to do about it. Nothing here is
//! printed; the command line and the editor choose the language and the place.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::text::Lang;

use super::cause::Cause;
use super::disk::NotPlain;
use super::folder_name::NameError;
use super::holder::Holder;
use super::patience::Held;

/// Why something could not be read or written. No variant leaves a file half written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum StoreError {
    /// The system refused.
    Io {
        /// What was to be read or written.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It is written, and the system did not confirm that it would outlast a pulled plug.
    Unsettled {
        /// What was written.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It is taken away, and the system did not confirm that it would stay so after a pulled plug.
    Unremoved {
        /// What was taken away.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A report is deleted, and its journal, which was to go with it, is still there.
    Left {
        /// The journal that is still there.
        path: PathBuf,
        /// Why it could not be taken away.
        source: Box<StoreError>,
    },
    /// The file is too large to be one of ours.
    TooLarge {
        /// What was to be read or written.
        path: PathBuf,
        /// How many bytes are read at most.
        limit: u64,
    },
    /// What is there is a device, a pipe or the like.
    NoFile(PathBuf),
    /// There is no such report.
    Missing(PathBuf),
    /// There is no such collection.
    NoCollection(PathBuf),
    /// A new report would replace one that is there.
    Exists(PathBuf),
    /// The file on disk is no longer the one that was loaded.
    Changed {
        /// What was to be read or written.
        path: PathBuf,
        /// Whether there is none any more.
        gone: bool,
    },
    /// Somebody else has the report open to write it.
    Held {
        /// The report's file.
        path: PathBuf,
        /// Who, where that can be read.
        holder: Option<Box<Holder>>,
    },
    /// The folder of the library is not there any more.
    Vanished(PathBuf),
    /// The text cannot be what it says.
    Damaged {
        /// Its path, as it is shown.
        file: String,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there.
        cause: Cause,
    },
    /// The file was written by a newer gouji.
    Newer {
        /// Its path, as it is shown.
        file: String,
        /// The version that it says.
        version: u64,
    },
    /// The file is of an edition that has no form here.
    UnknownEdition {
        /// Its path, as it is shown.
        file: String,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// The edition that it says.
        edition: String,
    },
    /// No folder can be made of the agency's name.
    Name(#[from] NameError),
    /// The library keeps reports by agency and year, and the report does not say whose or of which year it is.
    Nameless,
    /// The file says that it is another report than its place in the library says.
    Misplaced {
        /// What was to be read or written.
        path: PathBuf,
        /// Whose report it says it is.
        agency: String,
        /// Of which year it says it is.
        year: i32,
        /// The scope that it says.
        scope: &'static str,
    },
    /// A symbolic link leads out of the library.
    Outside(PathBuf),
    /// What was written reads otherwise.
    Misread(PathBuf),
    /// The file system takes two agencies' names for the same.
    Clash(PathBuf),
    /// A library cannot be copied into itself.
    Within(PathBuf),
    /// There is no folder to copy to, or no library to copy from.
    NoPlace(PathBuf),
    /// The system names no folder for the user's data.
    NoFolder,
}

impl StoreError {
    /// A refusal of the system at a path, for `map_err`.
    pub fn io(path: &Path) -> impl FnOnce(io::Error) -> StoreError + use<> {
        let path = path.to_path_buf();
        move |source| StoreError::Io { path, source }
    }

    /// The same where what was only not confirmed is not what was asked for, and that was not begun.
    pub(super) fn into_refusal(self) -> StoreError {
        match self {
            StoreError::Unsettled { path, source } => StoreError::Io { path, source },
            other => other,
        }
    }

    /// The error in words: what, where, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            StoreError::Io { path, source } => lang.say(
                format!("{}：{}", plain(path).display(), system(source, lang)),
                format!("{}: {}", plain(path).display(), system(source, lang)),
            ),
            StoreError::TooLarge { path, limit } => lang.say(
                format!("{}：文件超过 {} MB，不像是报告，未读取。请检查是否选对了文件。", plain(path).display(), limit >> 20),
                format!("{}: larger than {} MB, hardly a report, and was not read. Check that it is the right file.", plain(path).display(), limit >> 20),
            ),
            StoreError::NoFile(path) => lang.say(
                format!("{}：{}", plain(path).display(), NOT_PLAIN.0),
                format!("{}: {}", plain(path).display(), NOT_PLAIN.1),
            ),
            StoreError::Unsettled { path, source } => {
                let reason = system(source, lang);
                lang.say(
                    format!("{} 已经写好，只是磁盘没有确认收妥：{reason}拔下 U 盘或关机以前，请再保存一次。", plain(path).display()),
                    format!("{} is written, but the disk did not confirm it: {reason} Save once more before you pull a USB drive or switch off.", plain(path).display()),
                )
            }
            StoreError::Unremoved { path, source } => {
                let reason = system(source, lang);
                lang.say(
                    format!("{} 已经移走，只是磁盘没有确认收妥：{reason}突然断电的话，它会重新出现。", plain(path).display()),
                    format!("{} is taken away, but the disk did not confirm it: {reason} After a power cut it may be back.", plain(path).display()),
                )
            }
            StoreError::Left { path, source } => {
                let reason = source.message(lang);
                lang.say(
                    format!("报告已删除（在历史文件夹里），自动保存文件 {} 还在原处，没有一起移走：{reason}再删除一次即可移走。", path.display()),
                    format!("The report is deleted (it is in the history folder), but its autosave file {} is still where it was: {reason} Delete once more to move it as well.", path.display()),
                )
            }
            StoreError::Missing(path) => lang.say(
                format!("没有这份报告：{} 不存在。", plain(path).display()),
                format!("No such report: {} does not exist.", plain(path).display()),
            ),
            StoreError::NoCollection(path) => lang.say(
                format!("没有这一年度的汇总：{} 不存在。请先建立名单：gouji collect 单位 年度 roster 名单文件。", plain(path).display()),
                format!("No collection of that year: {} does not exist. Begin with the roster: gouji collect AGENCY YEAR roster FILE.", plain(path).display()),
            ),
            StoreError::Exists(path) if is_journal(path) => lang.say(
                format!("自动保存文件 {} 里有尚未保存的录入。请在编辑器里打开这份报告，即可恢复。", plain(path).display()),
                format!("The autosave file {} holds unsaved edits. Open the report in the editor to recover them.", plain(path).display()),
            ),
            StoreError::Exists(path) => lang.say(
                format!("{} 已存在，没有覆盖。请打开已有的报告修改，或先将其删除。", plain(path).display()),
                format!("{} already exists and was not overwritten. Open that report and change it, or delete it first.", plain(path).display()),
            ),
            StoreError::Changed { path, gone: false } => lang.say(
                format!("{} 在打开之后已被其他程序改动，没有覆盖。请与磁盘上的文件比对，确认后再覆盖，或另存为其他文件。", plain(path).display()),
                format!("{} was changed by another program after it was opened, and was not overwritten. Compare the two, then overwrite it on purpose, or save a copy.", plain(path).display()),
            ),
            StoreError::Changed { path, gone: true } => lang.say(
                format!("{} 在打开之后已被移动或删除，没有保存。确认后可以再次保存。", plain(path).display()),
                format!("{} was moved or deleted after it was opened; nothing was saved. You can save it again on purpose.", plain(path).display()),
            ),
            StoreError::Held { path, holder } => lang.say(
                format!("{} 正由{}编辑，未写入。请等对方关闭这份报告后再试；期间可以查看。", plain(path).display(), holder_words(holder.as_deref(), lang)),
                format!("{} is being edited by {}; nothing was written. Try again once they have closed the report; it can be read meanwhile.", plain(path).display(), holder_words(holder.as_deref(), lang)),
            ),
            StoreError::Vanished(path) => lang.say(
                format!("找不到报告库的文件夹 {}（U 盘可能已拔出，或网络盘已断开），没有保存，报告仍在内存里。请重新接上后再保存，或另存为其他文件。", plain(path).display()),
                format!("The library's folder {} is gone (a USB drive removed or a network drive disconnected); nothing was saved, and the report is still in memory. Reconnect it and save again, or save a copy.", plain(path).display()),
            ),
            StoreError::Damaged { file, line, column, cause: Cause::Encoding } => lang.say(
                format!("{file} 第 {line} 行第 {column} 列：文字编码不是 UTF-8，无法识别。文件没有改动；请用记事本打开，另存为时编码选 UTF-8；或从历史文件夹（history）取回以前的版本。"),
                format!("{file}, line {line}, column {column}: not encoded in UTF-8, so that it cannot be read. The file was left as it is; open it in a text editor and save it with the encoding UTF-8, or take an earlier version from the history folder."),
            ),
            StoreError::Damaged { file, line, column, cause } if is_profile(file) => lang.say(
                format!("{file} 第 {line} 行第 {column} 列：{}。文件没有改动；请改正这一处，或把文件移到别处（程序会另建一份空白的）。", cause.words(lang)),
                format!("{file}, line {line}, column {column}: {}. The file was left as it is; correct this place, or move the file elsewhere (an empty one is created in its place).", cause.words(lang)),
            ),
            StoreError::Damaged { file, line, column, cause } => lang.say(
                format!("{file} 第 {line} 行第 {column} 列：{}。文件没有改动；请改正这一处，或从历史文件夹（history）取回以前的版本。", cause.words(lang)),
                format!("{file}, line {line}, column {column}: {}. The file was left as it is; correct this place, or take an earlier version from the history folder.", cause.words(lang)),
            ),
            StoreError::Newer { file, version } => lang.say(
                format!("{file} 由更高版本的程序保存（文件格式版本 {version}），本程序无法读取。文件没有改动；请用新的程序版本打开。"),
                format!("{file} was saved by a newer gouji (file format version {version}). It was left as it is; open it with the newer program."),
            ),
            StoreError::UnknownEdition { file, line, column, edition } => lang.say(
                format!("{file} 第 {line} 行第 {column} 列：本程序没有“{edition}”这一报告格式。文件没有改动；请核对这一处，或改用有这一格式的程序，或把格式文件放进报告库的 forms 文件夹。"),
                format!("{file}, line {line}, column {column}: this program has no edition “{edition}”. The file was left as it is; check the edition, use a program that has it, or put its form file into the library's folder forms."),
            ),
            StoreError::Name(error) => error.message(lang),
            StoreError::Nameless => lang.say(
                "报告没有写明单位名称或四位数的年度，不能存入报告库。请先填写单位和年度。",
                "The report names no agency or no year of four digits and cannot be stored in the library. Enter both first.",
            ),
            StoreError::Misplaced { path, agency, year, scope } if is_journal(path) => lang.say(
                format!("自动保存文件 {} 属于 {agency} {year} 年度（{}）的报告，不属于这份报告，未采用。再录入时将移入历史文件夹；如需恢复，请先退出，把它移到那份报告所在的文件夹。", plain(path).display(), scope_words(scope, lang)),
                format!("The autosave file {} belongs to {agency} {year} ({}), not to this report, and was not used. The next edit moves it to the history folder; to recover it, quit first and move it next to that report.", plain(path).display(), scope_words(scope, lang)),
            ),
            StoreError::Misplaced { path, agency, year, scope } => lang.say(
                format!("{} 里写的是 {agency} {year} 年度（{}），与所在文件夹和文件名不符。请把文件移到该单位的文件夹，或改正文件里的单位、年度。", plain(path).display(), scope_words(scope, lang)),
                format!("{} says that it is {agency} {year} ({}), which does not match its folder and file name. Move the file to that agency, or correct the agency and year in it.", plain(path).display(), scope_words(scope, lang)),
            ),
            StoreError::Outside(path) => lang.say(
                format!("{} 通过符号链接指向报告库以外，未写入。请删除这个链接。", plain(path).display()),
                format!("{} leads out of the library through a symbolic link; nothing was written. Remove the link.", plain(path).display()),
            ),
            StoreError::Misread(path) => lang.say(
                format!("{} 写入后回读不一致，磁盘可能已损坏。请换一个磁盘再备份。", plain(path).display()),
                format!("{} does not read back as it was written; the disk may be failing. Use another one.", plain(path).display()),
            ),
            StoreError::Clash(path) => lang.say(
                format!("{}：该处已有名称只差大小写的另一个单位，这个磁盘不能同时存放两者。请换一个磁盘，或修改单位名称。", plain(path).display()),
                format!("{}: there is another agency whose name differs in capitals only, and this disk cannot hold both. Use another disk, or change the name.", plain(path).display()),
            ),
            StoreError::Within(path) => lang.say(
                format!("{} 就是报告库，或在报告库里。请换一个文件夹或 U 盘。", plain(path).display()),
                format!("{} is the library itself or inside it. Choose another folder or a USB drive.", plain(path).display()),
            ),
            StoreError::NoPlace(path) => lang.say(
                format!("没有这个文件夹：{}。请检查路径；在 U 盘上的，请先插好 U 盘。", plain(path).display()),
                format!("There is no such folder: {}. Check the path; a USB drive must be plugged in.", plain(path).display()),
            ),
            StoreError::NoFolder => lang.say(
                "系统没有给出存放数据的文件夹。请用“--library 文件夹”指定报告库的位置。",
                "The system names no folder for data. Give the library's folder with --library DIR.",
            ),
        }
    }
}

/// Whether a file is an agency's profile, of which no earlier states are kept.
fn is_profile(file: &str) -> bool {
    Path::new(file).file_name().is_some_and(|name| name == "agency.ron")
}

fn is_journal(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "journal")
}

/// Who holds a report, also where that cannot be read.
fn holder_words(holder: Option<&Holder>, lang: Lang) -> String {
    match holder {
        Some(holder) => format!("{}{}", lang.pick(" ", ""), holder.words(lang)),
        None => lang.say("其他人", "somebody else"),
    }
}

/// The scope of a report, as files have it, in words.
fn scope_words(scope: &str, lang: Lang) -> &str {
    match scope {
        "own" => lang.pick("本机关", "own"),
        "aggregated" => lang.pick("地区汇总", "aggregated"),
        other => other,
    }
}

/// A refusal of the system in words, with what to do where something can be done, and with the system's own number where
/// somebody who helps may ask for it. The system's text, which may be in any language, stands only where the kind is unknown.
pub fn system(error: &io::Error, lang: Lang) -> String {
    if let Some(held) = error.get_ref().and_then(|inner| inner.downcast_ref::<Held>()) {
        let (zh, en) = if held.is_denied { HELD_OR_DENIED } else { HELD };
        return numbered(lang.pick(zh, en), &held.source, lang);
    }
    let words = match error.kind() {
        io::ErrorKind::NotFound => lang.pick(
            "不存在。请检查路径；在 U 盘或网络盘上的，请重新接上。",
            "does not exist. Check the path; a USB drive or network drive may have to be reconnected.",
        ),
        io::ErrorKind::PermissionDenied => lang.pick(
            "没有权限、文件只读，或正被其他程序打开。请关闭打开它的程序，检查文件和文件夹的权限。",
            "no permission, read-only, or open in another program. Close that program, and check the permissions.",
        ),
        io::ErrorKind::StorageFull => lang.pick(
            "磁盘已满，未写入；已有的文件没有改动。请腾出空间，或换一个位置。",
            "the disk is full; nothing was written, and existing files are unchanged. Free some space, or choose another place.",
        ),
        io::ErrorKind::QuotaExceeded => lang.pick(
            "超出磁盘配额，未写入；已有的文件没有改动。请删除不用的文件，或请管理员放宽配额，或换一个位置。",
            "the disk quota is used up; nothing was written, and existing files are unchanged. Delete files, ask for a larger \
             quota, or choose another place.",
        ),
        io::ErrorKind::FileTooLarge => lang.pick(
            "超过系统允许的文件大小，未写入；已有的文件没有改动。请放宽限制（ulimit），或换一个位置。",
            "the system allows no file of this size; nothing was written, and existing files are unchanged. Raise the limit \
             (ulimit), or choose another place.",
        ),
        io::ErrorKind::ReadOnlyFilesystem => lang.pick(
            "磁盘是只读的，未写入。请解除写保护，或换一个位置。",
            "the disk is read-only; nothing was written. Remove its write protection, or choose another place.",
        ),
        io::ErrorKind::IsADirectory => lang.pick(
            "是一个文件夹，不是文件。请写明文件名。",
            "is a folder, not a file. Give the name of a file.",
        ),
        io::ErrorKind::NotADirectory => {
            lang.pick("路径中有一段不是文件夹。请检查路径。", "part of the path is not a folder. Check the path.")
        }
        io::ErrorKind::InvalidFilename => lang.pick(
            "文件名过长或含有不允许的字符。请换一个名称。",
            "the file name is too long or not allowed. Choose another name.",
        ),
        io::ErrorKind::AlreadyExists => lang.pick(
            "已存在，未写入。请换一个名称。",
            "already exists and was not written. Choose another name.",
        ),
        io::ErrorKind::DirectoryNotEmpty => lang.pick(
            "文件夹不是空的，没有改动。请换一个名称。",
            "the folder is not empty and was left as it is. Choose another name.",
        ),
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy | io::ErrorKind::WouldBlock => lang.pick(
            "正被其他程序使用，未写入。请关闭那个程序后再试。",
            "is in use by another program and was not written. Close that program and try again.",
        ),
        io::ErrorKind::OutOfMemory => lang.pick(
            "内存不足。请关闭其他程序后再试。",
            "there is not enough memory. Close other programs and try again.",
        ),
        io::ErrorKind::UnexpectedEof => lang.pick(
            "文件不完整。请检查文件，或重新获取一份。",
            "the file is incomplete. Check it, or get it once more.",
        ),
        io::ErrorKind::InvalidData => lang.pick(
            "内容无法识别。请检查文件。",
            "its content is not understood. Check the file.",
        ),
        io::ErrorKind::CrossesDevices => lang.pick(
            "两个位置不在同一个磁盘上，未写入。请换一个位置。",
            "the two places are on different disks and nothing was written. Choose another place.",
        ),
        io::ErrorKind::Unsupported => lang.pick(
            "系统不支持这一操作，未写入。请换一个位置。",
            "the system does not support this, and nothing was written. Choose another place.",
        ),
        io::ErrorKind::BrokenPipe => lang.pick(
            "接收输出的程序已关闭。",
            "the program that receives the output has ended.",
        ),
        io::ErrorKind::StaleNetworkFileHandle
        | io::ErrorKind::NotConnected
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::TimedOut | io::ErrorKind::HostUnreachable => lang.pick(DISCONNECTED.0, DISCONNECTED.1),
        _ if error.get_ref().is_some_and(|inner| inner.is::<NotPlain>()) => lang.pick(NOT_PLAIN.0, NOT_PLAIN.1),
        _ => match error.raw_os_error() {
            Some(number) if SHARED.contains(&number) => lang.pick(
                "正被其他程序打开，未写入。请关闭那个程序（如 Word、WPS）后再试。",
                "is open in another program and was not written. Close that program (Word, WPS) and try again.",
            ),
            Some(number) if GONE.contains(&number) => lang.pick(DISCONNECTED.0, DISCONNECTED.1),
            Some(number) if BROKEN.contains(&number) => lang.pick(
                "磁盘读写出错，可能接触不良或已损坏。请先换一个位置保存，再检查这个磁盘。",
                "the disk reports an error; it may be loose or failing. Save in another place first, then have the disk checked.",
            ),
            _ => return lang.say(format!("系统返回错误：{error}"), error.to_string()),
        },
    };
    // Who reads that a file is not there needs no number.
    let speaks_of_the_path = matches!(
        error.kind(),
        io::ErrorKind::NotFound
            | io::ErrorKind::IsADirectory
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::InvalidFilename
            | io::ErrorKind::BrokenPipe
    );
    if speaks_of_the_path { words.to_string() } else { numbered(words, error, lang) }
}

/// Words with the system's own number behind them.
fn numbered(words: &str, error: &io::Error, lang: Lang) -> String {
    match error.raw_os_error() {
        Some(number) => lang.say(format!("{words}（系统错误 {number}）"), format!("{words} (system error {number})")),
        None => words.to_string(),
    }
}

/// A path as people write it: without what Windows puts in front where links were followed.
pub fn plain(path: &Path) -> Cow<'_, Path> {
    let text = path.to_str().unwrap_or_default();
    match (text.strip_prefix("\\\\?\\UNC\\"), text.strip_prefix("\\\\?\\")) {
        (Some(share), _) => Cow::Owned(PathBuf::from(format!("\\\\{share}"))),
        (None, Some(bare)) => Cow::Borrowed(Path::new(bare)),
        (None, None) => Cow::Borrowed(path),
    }
}

/// What is said of a file that another program held for longer than was waited, and of one that may not be written at all.
const HELD: (&str, &str) = (
    "一直被其他程序占用，未写入。请关闭打开它的程序（Word、WPS 或资源管理器的预览）；杀毒、备份或同步软件占用的，请稍候再试。",
    "has been held by another program all the while, and was not written. Close whatever has it open (Word, WPS, a preview in the file manager); where it is a virus scanner, a backup or a synchronisation, try again in a moment.",
);
const HELD_OR_DENIED: (&str, &str) = (
    "没有权限、文件只读，或一直被其他程序占用，未写入。请关闭打开它的程序（Word、WPS 或资源管理器的预览）；杀毒、备份或同步软件占用的，请稍候再试；仍不行的，请检查文件和文件夹的权限。",
    "no permission, read-only, or held by another program all the while, and was not written. Close whatever has it open (Word, WPS, a preview in the file manager); where it is a virus scanner, a backup or a synchronisation, try again in a moment; else check the permissions.",
);

/// What is said of a pipe, a device or the like, be it read or written.
const NOT_PLAIN: (&str, &str) = (
    "不是普通文件（是管道、设备等），不能读取，也不能写入。请换一个文件。",
    "not a regular file but a pipe, a device or the like, which is neither read nor written. Choose another file.",
);

/// What is said of a disk that is not there any more.
const DISCONNECTED: (&str, &str) = (
    "磁盘已断开：U 盘可能已拔出，或网络盘已断开。请重新接上后再试，或换一个位置。",
    "the disk is gone: a USB drive was removed or a network drive disconnected. Reconnect it and try again, or choose another place.",
);

/// What Windows answers where another program has the file open.
#[cfg(windows)]
const SHARED: &[i32] = &[32, 33];
#[cfg(not(windows))]
const SHARED: &[i32] = &[];

/// What the system answers where the disk is gone. Windows: not ready, no network path, network name deleted, device not
/// connected; elsewhere: no such device, or address.
#[cfg(windows)]
const GONE: &[i32] = &[21, 53, 55, 64, 1167];
#[cfg(not(windows))]
const GONE: &[i32] = &[6, 19];

/// What the system answers where the disk itself failed. Windows: write fault, read fault, general failure, I/O error;
/// elsewhere: `EIO`.
#[cfg(windows)]
const BROKEN: &[i32] = &[29, 30, 31, 1117];
#[cfg(not(windows))]
const BROKEN: &[i32] = &[5];
