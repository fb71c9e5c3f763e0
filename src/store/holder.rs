//! Who holds a lock, as its file says and as people are told.

use serde::{Deserialize, Serialize};

use crate::domain::text::Lang;

/// The most characters that are shown of a name.
const SHOWN: usize = 40;

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The system's name of the user; empty where it does not say.
    pub user: String,
    /// The machine.
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
