//! What a person asks for, from files to files, once for both front ends: any report or document opened, a new one made,
//! documents taken in, a report written out and read back, finished, a folder checked. It knows no arguments, prints and
//! draws nothing; what there is to be said comes back as words or as typed errors, and progress is a callback.

pub mod guarded;

pub mod reader;

pub mod remark;

pub mod source;

pub mod known;

pub mod library;

pub mod making;

pub mod typefaces;

pub mod export;

pub mod package;

pub mod dataset;

pub mod opening;

pub mod finishing;

pub mod register;

pub mod past;

pub mod folder;

pub mod judging;

pub mod collection;

mod echo;

pub mod receiving;

pub mod returning;

pub mod backup;

pub mod showing;

use crate::domain::text::Lang;

pub use crate::store::clock;
pub use crate::store::digest::Digest;
pub use crate::store::error::{StoreError, system};
pub use crate::store::forms::{FOLDER as FORMS_FOLDER, FormError, Forms};
pub use crate::store::library::Library;
use reader::Reader;

/// Where the work is done: the library, the forms that are known, and the language of words and notes.
#[derive(Debug, Clone)]
pub struct Office {
    /// The library. It need not be there yet.
    pub library: Library,
    pub forms: Forms,
    pub lang: Lang,
    /// Where documents of others are read.
    pub reader: Reader,
}
