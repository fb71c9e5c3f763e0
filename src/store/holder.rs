//! Who holds a lock, or writes a journal of his own, as a file beside it says and as people are told.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::domain::text::Lang;

use super::disk::{Access, Disk};

/// The ending of the name of such a file.
pub(super) const ENDING: &str = "holder";

/// The most bytes that are read of one.
const LONGEST: u64 = 4096;

/// The most characters that are shown of a name.
const SHOWN: usize = 40;

/// Who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The system's name of the user; empty where it does not say.
    pub user: String,
    /// The name of the machine that it is open on.
    pub host: String,
    /// The number of the process on that machine.
    pub process: u32,
    /// Since when: `2026-01-15 09:30:12`.
    pub since: String,
}

impl Holder {
    /// This process, from now on.
    pub fn since(now: String) -> Holder {
        let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(std::env::var_os);
        Holder {
            user: user.unwrap_or_default().to_string_lossy().into_owned(),
            host: gethostname::gethostname().to_string_lossy().into_owned(),
            process: std::process::id(),
            since: now,
        }
    }

    /// Whether it is this process.
    pub fn is_here(&self) -> bool {
        self.process == std::process::id() && self.is_of_this_machine()
    }

    /// Whether its process is known to be gone, which nobody can tell of another machine's.
    pub fn is_gone(&self) -> bool {
        self.is_of_this_machine() && i32::try_from(self.process).is_ok_and(|process| !may_run(process))
    }

    fn is_of_this_machine(&self) -> bool {
        *self.host == *gethostname::gethostname().to_string_lossy()
    }

    /// Who it is, where and since when, for a line of words. What stands in the file of somebody else may be anything.
    pub fn words(&self, lang: Lang) -> String {
        let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_control()).take(SHOWN).collect() };
        let Holder { process, .. } = self;
        let (user, host, since) = (plain(&self.user), plain(&self.host), plain(&self.since));
        let whom = match (user.is_empty(), host.is_empty()) {
            (false, false) => format!("{user}@{host}"),
            _ => format!("{user}{host}"),
        };
        lang.say(format!("{whom}（进程 {process}，{since} 起）"), format!("{whom} (process {process}, since {since})"))
    }
}

/// Writes that this process holds something, from now on. Where that is refused, others learn that somebody does, and not who.
pub(super) fn sign(disk: &dyn Disk, path: &Path, access: Access<'_>, now: String) {
    // One that a killed program left behind.
    let _ = disk.remove(path);
    // A few names and numbers hold nothing that RON could not write.
    let text = ron::to_string(&Holder::since(now)).unwrap_or_default();
    if let Ok(file) = disk.create(path, access) {
        let _ = file.write_all(text.as_bytes());
    }
}

/// Who it is, where that can be read.
pub(super) fn read(disk: &dyn Disk, path: &Path) -> Option<Holder> {
    let bytes = disk.read(path, LONGEST).ok()?;
    ron::from_str(std::str::from_utf8(&bytes).ok()?).ok()
}

/// Whether a process of that number may be running.
#[cfg(unix)]
pub fn may_run(process: i32) -> bool {
    let process = rustix::process::Pid::from_raw(process);
    process.is_some_and(|process| rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH))
}

/// Whether a process of that number may be running: nobody is asked here.
#[cfg(not(unix))]
pub fn may_run(_: i32) -> bool {
    true
}
