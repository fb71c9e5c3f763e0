//! Where a report of a panic goes: a file among the program's own data, never in the library, readable by its owner only. What
//! stands in it, and that it is there, is said by whoever caught the panic.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::clock;

/// Writes a report into the first of these folders that takes it, and says where it is: the system's place for a program's
/// state, its place for data of this machine, the folder for temporary files.
pub fn keep(text: &str) -> io::Result<PathBuf> {
    let own = ProjectDirs::from("", "", "gouji");
    let folders = own.map(|own| own.state_dir().unwrap_or(own.data_local_dir()).to_path_buf());
    let kept = folders.map(|folder| keep_in(&folder, text));
    match kept {
        Some(Ok(path)) => Ok(path),
        _ => keep_in(&std::env::temp_dir(), text),
    }
}

/// Keeps the text in that folder, for its owner alone.
pub fn keep_in(folder: &Path, text: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let time = clock::told("%Y-%m-%d_%H-%M-%S");
    let path = folder.join(format!("gouji-panic-{time}-{}.txt", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(&path)?.write_all(text.as_bytes())?;
    Ok(path)
}
