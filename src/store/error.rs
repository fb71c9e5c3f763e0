//! What can go wrong between a report and the disk: what happened, where, and what to do about it. Nothing here is
//! printed; the command line and the editor choose the language and the place.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::text::Lang;

use super::cause::Cause;
use super::folder_name::NameError;
use super::holder::Holder;

/// Why something could not be read or written. No variant leaves a file half written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
#[allow(missing_docs)]
pub enum StoreError {
    /// The system refused.
    Io { path: PathBuf, source: io::Error },
    /// It is written, and the system did not confirm that it would outlast a pulled plug.
    Unsettled { path: PathBuf, source: io::Error },
    /// The file is too large to be one of ours.
    TooLarge { path: PathBuf, limit: u64 },
    /// What is there is a device, a pipe or the like.
    NoFile { path: PathBuf },
    /// There is no such report.
    Missing { path: PathBuf },
    /// A new report would replace one that is there.
    Exists { path: PathBuf },
    /// The file on disk is no longer the one that was loaded.
    Changed { path: PathBuf, gone: bool },
    /// Somebody else has the report open to write it.
    Held {
        path: PathBuf,
        /// Who, where that can be read.
        holder: Option<Box<Holder>>,
    },
    /// The folder of the library is not there any more.
    Vanished { path: PathBuf },
    /// The text cannot be what it says.
    Damaged { file: String, line: usize, column: usize, cause: Cause },
    /// The file was written by a newer gouji.
    Newer { file: String, version: u64 },
    /// The file is of an edition that has no form here.
    UnknownEdition { file: String, line: usize, column: usize, edition: String },
    /// No folder can be made of the agency's name.
    Name(#[from] NameError),
    /// The library keeps reports by agency and year, and the report does not say whose or of which year it is.
    Nameless,
    /// The file says that it is another report than its place in the library says.
    Misplaced { path: PathBuf, agency: String, year: i32, scope: &'static str },
    /// A symbolic link leads out of the library.
    Outside { path: PathBuf },
    /// What was written reads otherwise.
    Misread { path: PathBuf },
    /// The file system takes two agencies' names for the same.
    Clash { path: PathBuf },
    /// A library cannot be copied into itself.
    Within { path: PathBuf },
    /// There is no folder to copy to, or no library to copy from.
    NoPlace { path: PathBuf },
    /// The system names no folder for the user's data.
    NoFolder,
}

impl StoreError {
    /// A refusal of the system at a path, for `map_err`.
    pub fn io(path: &Path) -> impl FnOnce(io::Error) -> StoreError + use<> {
        let path = path.to_path_buf();
        move |source| StoreError::Io { path, source }
    }

    /// The error in words: what, where, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            StoreError::Io { path, source } => lang.say(
                format!("{}：{}", path.display(), system(source, lang)),
                format!("{}: {}", path.display(), system(source, lang)),
            ),
            StoreError::TooLarge { path, limit } => lang.say(
                format!("{}：大于 {limit} 字节，不像是报告，没有读取。请核对文件。", path.display()),
                format!("{}: larger than {limit} bytes, hardly a report, and was not read. Check the file.", path.display()),
            ),
            StoreError::NoFile { path } => lang.say(
                format!("{} 不是普通文件（是设备或管道），没有写。请换一个文件名。", path.display()),
                format!("{} is no ordinary file but a device or a pipe, and was not written. Choose another name.", path.display()),
            ),
            StoreError::Unsettled { path, source } => {
                let reason = system(source, lang);
                lang.say(
                    format!("{} 已经写好，只是磁盘没有确认收妥：{reason}拔下 U 盘或关机以前，请再保存一次。", path.display()),
                    format!("{} is written, but the disk did not confirm it: {reason} Save once more before you pull a USB drive or switch off.", path.display()),
                )
            }
            StoreError::Missing { path } => lang.say(
                format!("没有这份报告：{} 不存在。", path.display()),
                format!("no such report: {} does not exist.", path.display()),
            ),
            StoreError::Exists { path } if is_journal(path) => lang.say(
                format!("{} 里有还没有保存的录入。请用编辑器打开这份报告来恢复。", path.display()),
                format!("{} holds edits that were never saved. Open the report in the editor to recover them.", path.display()),
            ),
            StoreError::Exists { path } => lang.say(
                format!("{} 已经存在，没有覆盖。请打开已有的报告修改，或先删除它。", path.display()),
                format!("{} exists already and was not overwritten. Open it and change it there, or delete it first.", path.display()),
            ),
            StoreError::Changed { path, gone: false } => lang.say(
                format!("{} 在打开之后被别的程序改过，没有覆盖。请另存或重新打开核对，确认后再覆盖。", path.display()),
                format!("{} was changed by another program after it was opened, and was not overwritten. Compare the two, then overwrite deliberately.", path.display()),
            ),
            StoreError::Changed { path, gone: true } => lang.say(
                format!("{} 在打开之后被删除或移走，没有保存。确认后可以重新写入。", path.display()),
                format!("{} was deleted or moved after it was opened; nothing was saved. It can be written anew deliberately.", path.display()),
            ),
            StoreError::Held { path, holder } => lang.say(
                format!("{} 正由{}编辑，没有写。请等对方关闭这份报告后再来；只看不改随时可以。", path.display(), holder_words(holder.as_deref(), lang)),
                format!("{} is being edited by {}; nothing was written. Come back once they have closed the report; it can be read at any time.", path.display(), holder_words(holder.as_deref(), lang)),
            ),
            StoreError::Vanished { path } => lang.say(
                format!("报告库的文件夹 {} 不在了（U 盘被拔出，或网络盘断开？），没有保存，报告还在内存里。请重新接上再存，或另存到别处。", path.display()),
                format!("the library's folder {} is gone (a stick pulled, a share disconnected?); nothing was saved, and the report is still in memory. Connect it and save once more, or save elsewhere.", path.display()),
            ),
            StoreError::Damaged { file, line, column, cause } if is_profile(file) => lang.say(
                format!("{file} 第 {line} 行第 {column} 列：{}。文件没有改动；请改正这一处，或把它移到别处（会另建一份空的）。", cause.words(lang)),
                format!("{file}, line {line}, column {column}: {}. The file was left as it is; correct this place, or move it elsewhere (an empty one is made in its place).", cause.words(lang)),
            ),
            StoreError::Damaged { file, line, column, cause } => lang.say(
                format!("{file} 第 {line} 行第 {column} 列：{}。文件没有改动；请改正这一处，或从 history 文件夹取回以前的版本。", cause.words(lang)),
                format!("{file}, line {line}, column {column}: {}. The file was left as it is; correct this place, or take an earlier state from the history folder.", cause.words(lang)),
            ),
            StoreError::Newer { file, version } => lang.say(
                format!("{file} 由更新的 gouji 保存（格式版本 {version}），本程序读不了。文件没有改动；请换用新版本打开。"),
                format!("{file} was made by a newer gouji (version {version} of the file format). It was left as it is; open it with the newer program."),
            ),
            StoreError::UnknownEdition { file, line, column, edition } => lang.say(
                format!("{file} 第 {line} 行第 {column} 列：这个程序没有“{edition}”版的报告格式。文件没有改动；请核对版次，或换用有这一版的程序，或把这一版的格式放进报告库的 forms 文件夹。"),
                format!("{file}, line {line}, column {column}: this program has no edition “{edition}”. The file was left as it is; check the edition, open it with a program that has it, or put the form into the library's folder forms."),
            ),
            StoreError::Name(error) => error.message(lang),
            StoreError::Nameless => lang.say(
                "报告没有写明单位名称或四位数的年度，不能放进报告库。请先填写单位和年度。",
                "the report names no agency or no year of four digits, so it has no place in the library. Fill in both first.",
            ),
            StoreError::Misplaced { path, agency, year, scope } if is_journal(path) => lang.say(
                format!("{} 是 {agency} {year} 年（{scope}）的日志，不是这份报告的，没有用它。再录入时它移入 history；要用它，先退出，把它移到那份报告旁边。", path.display()),
                format!("{} is the journal of {agency} {year} ({scope}), not of this report, and was not used. The next edit moves it to history; to use it, leave first and move it beside that report.", path.display()),
            ),
            StoreError::Misplaced { path, agency, year, scope } => lang.say(
                format!("{} 里写的是 {agency} {year} 年（{scope}），与所在位置不符。请把文件移到该单位和年度下，或改正文件里的单位、年度。", path.display()),
                format!("{} says that it is {agency} {year} ({scope}), which is not where it stands. Move the file there, or correct the agency and year in it.", path.display()),
            ),
            StoreError::Outside { path } => lang.say(
                format!("{} 通过符号链接指到报告库外面，没有写入。请去掉这个链接。", path.display()),
                format!("{} leads out of the library by a symbolic link; nothing was written. Remove the link.", path.display()),
            ),
            StoreError::Misread { path } => lang.say(
                format!("{} 写入后读回来不一样，这块盘可能已经损坏。请换一块盘再备份。", path.display()),
                format!("{} reads otherwise than it was written; the disk may be failing. Use another one.", path.display()),
            ),
            StoreError::Clash { path } => lang.say(
                format!("{}：那里已有只差大小写的另一个单位，那块盘放不下两个。请换一块盘，或改单位名称。", path.display()),
                format!("{}: another agency is there whose name differs in capitals only, and that disk cannot hold both. Use another disk, or change the name.", path.display()),
            ),
            StoreError::Within { path } => lang.say(
                format!("{} 就是报告库，或在报告库里面。请换一个文件夹或 U 盘。", path.display()),
                format!("{} is the library, or inside it. Choose another folder, or a stick.", path.display()),
            ),
            StoreError::NoPlace { path } => lang.say(
                format!("没有这个文件夹：{}。请核对路径；U 盘请先插好。", path.display()),
                format!("there is no such folder: {}. Check the path; plug the stick in first.", path.display()),
            ),
            StoreError::NoFolder => lang.say(
                "系统没有给出存放数据的文件夹。请用 --library 指定报告库的位置。",
                "the system names no folder for data. Say with --library where the library is.",
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
        None => lang.say("别人", "somebody else"),
    }
}

/// A refusal of the system in words, with what to do where something can be done.
pub fn system(error: &io::Error, lang: Lang) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => lang.pick(
            "不存在。请核对路径；在 U 盘或网络盘上的，请重新接上。",
            "does not exist. Check the path; a stick or a share may have to be connected again.",
        ),
        io::ErrorKind::PermissionDenied => lang.pick(
            "没有权限、文件只读，或正被别的程序打开。请关闭打开它的程序，检查文件和文件夹的权限。",
            "no permission, read-only, or open in another program. Close that program, and check the permissions.",
        ),
        io::ErrorKind::StorageFull => lang.pick(
            "磁盘已满，没有写成；已有的文件没有改动。请腾出空间或换一个位置。",
            "the disk is full and it was not written; files that were there are as they were. Make room or choose another place.",
        ),
        io::ErrorKind::QuotaExceeded => lang.pick(
            "超出了磁盘配额，没有写成；已有的文件没有改动。请删去不用的文件、请管理员放宽配额，或换一个位置。",
            "the disk quota is used up and it was not written; files that were there are as they were. Delete files, ask for a \
             larger quota, or choose another place.",
        ),
        io::ErrorKind::FileTooLarge => lang.pick(
            "超过了系统允许的文件大小，没有写成；已有的文件没有改动。请放宽限制（ulimit）或换一个位置。",
            "the system allows no file of this size and it was not written; files that were there are as they were. Raise the \
             limit (ulimit) or choose another place.",
        ),
        io::ErrorKind::ReadOnlyFilesystem => lang.pick(
            "磁盘是只读的，没有保存。请打开写保护开关，或换一个位置。",
            "the disk is read-only and nothing was saved. Release its write protection, or choose another place.",
        ),
        io::ErrorKind::IsADirectory => lang.pick(
            "是一个文件夹，不是文件。请换一个文件名。",
            "is a folder, not a file. Choose another name.",
        ),
        io::ErrorKind::NotADirectory => {
            lang.pick("路径的一部分不是文件夹。请核对路径。", "part of the path is not a folder. Check the path.")
        }
        io::ErrorKind::InvalidFilename => lang.pick(
            "文件名太长或不合法。请换一个名称。",
            "the file name is too long or not valid. Choose another name.",
        ),
        io::ErrorKind::StaleNetworkFileHandle | io::ErrorKind::TimedOut | io::ErrorKind::HostUnreachable => lang.pick(DISCONNECTED.0, DISCONNECTED.1),
        _ => match error.raw_os_error() {
            Some(number) if SHARED.contains(&number) => lang.pick(
                "正被别的程序打开，没有写成。请关闭那个程序（如 Word、WPS）后再试。",
                "is open in another program and was not written. Close that program (Word, WPS) and try once more.",
            ),
            Some(number) if GONE.contains(&number) => lang.pick(DISCONNECTED.0, DISCONNECTED.1),
            Some(number) if BROKEN.contains(&number) => lang.pick(
                "磁盘读写出错，可能接触不良或已经损坏。请先换一个位置保存，再检查这块盘。",
                "the disk reports an error of its own; it may be loose or failing. Save in another place first, then have it checked.",
            ),
            _ => return error.to_string(),
        },
    };
    words.to_string()
}

/// What is said of a disk that is not there any more.
const DISCONNECTED: (&str, &str) = (
    "磁盘不在了：U 盘被拔出，或网络盘断开。请重新接上再试，或换一个位置。",
    "the disk is gone: a stick was pulled or a share disconnected. Connect it and try once more, or choose another place.",
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
