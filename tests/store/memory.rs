//! A disk in memory that breaks as real ones do: it refuses the n-th operation, fills up, writes less than it was given,
//! and loses its power. Of each file and each name it knows what was flushed; what was not is lost, kept or half kept when
//! the plug is pulled, in any order.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use gouji::store::disk::{Access, Disk, FileKind, Listed, OpenFile, Seen};

/// The most bytes that one call writes, so that every larger file takes several.
const WRITTEN_AT_ONCE: usize = 20_000;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The operation of that number, from 0, is refused, once; a write has written half of it.
    Once(usize, i32),
    /// From that operation on, all that needs room is refused.
    Full(usize),
    /// From that operation on, everything is refused: the power is gone.
    Plug(usize),
}

pub const EIO: i32 = 5;
pub const EACCES: i32 = 13;
pub const ENOSPC: i32 = 28;

/// A disk in memory. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Debug, Clone, Default)]
struct State {
    files: Vec<Content>,
    names: BTreeMap<PathBuf, Node>,
    /// The names that a pulled plug leaves for certain.
    solid: BTreeMap<PathBuf, Node>,
    /// What was done to names since, in order.
    pending: Vec<Change>,
    operations: usize,
    fault: Option<Fault>,
}

#[derive(Debug, Clone, Default)]
struct Content {
    bytes: Vec<u8>,
    /// What a pulled plug leaves for certain; not known between a write and a flush.
    solid: Vec<u8>,
    is_flushed: bool,
    mode: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

#[derive(Debug, Clone)]
enum Change {
    Put(PathBuf, Node),
    Gone(PathBuf),
    /// Within one folder, in one step.
    Moved {
        from: PathBuf,
        to: PathBuf,
        node: Node,
    },
}

impl Change {
    /// The folder whose flush makes it last.
    fn folder(&self) -> &Path {
        let (Change::Put(path, _) | Change::Gone(path) | Change::Moved { to: path, .. }) = self;
        path.parent().expect("no root is made")
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Change::Put(path, node) => drop(names.insert(path.clone(), *node)),
            Change::Gone(path) => drop(names.remove(path)),
            Change::Moved { from, to, node } => {
                names.remove(from);
                names.insert(to.clone(), *node);
            }
        }
    }
}

/// Numbers that look random, from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).expect("31 bits") % below.max(1)
    }
}

impl Memory {
    /// A disk with one empty folder, `/`.
    pub fn new() -> Memory {
        let memory = Memory::default();
        memory.state().names.insert("/".into(), Node::Folder);
        memory.state().solid.insert("/".into(), Node::Folder);
        memory
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics while it holds the disk")
    }

    /// A disk of its own with the same content, and what is to go wrong on it.
    pub fn with(&self, fault: Option<Fault>) -> Memory {
        let state = State { operations: 0, fault, ..self.state().clone() };
        Memory(Arc::new(Mutex::new(state)))
    }

    /// Nothing more goes wrong.
    pub fn mend(&self) {
        self.state().fault = None;
    }

    /// How many operations there were.
    pub fn operations(&self) -> usize {
        self.state().operations
    }

    /// The disk after the plug was pulled: what was flushed, and of the rest what the seed says.
    pub fn after_the_plug(&self, seed: u64) -> Memory {
        let state = self.state();
        let mut dice = Dice(seed);
        let mut names = state.solid.clone();
        let mut pending: Vec<&Change> = state.pending.iter().filter(|_| dice.roll(2) == 0).collect();
        while !pending.is_empty() {
            let index = if seed.is_multiple_of(2) { 0 } else { dice.roll(pending.len()) };
            pending.remove(index).apply(&mut names);
        }
        let known = names.clone();
        names.retain(|path, _| path.ancestors().skip(1).all(|above| known.get(above) == Some(&Node::Folder)));
        let mut files = state.files.clone();
        for file in &mut files {
            if !file.is_flushed {
                file.bytes = match dice.roll(4) {
                    0 => file.solid.clone(),
                    1 => file.bytes.clone(),
                    2 => vec![0; file.bytes.len()],
                    _ => file.bytes[..dice.roll(file.bytes.len())].to_vec(),
                };
            }
            file.solid = file.bytes.clone();
            file.is_flushed = true;
        }
        let state = State { files, solid: names.clone(), names, ..State::default() };
        Memory(Arc::new(Mutex::new(state)))
    }

    /// Every file, with its bytes.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = self.state();
        let file = |(path, node): (&PathBuf, &Node)| match node {
            Node::File(id) => Some((path.clone(), state.files[*id].bytes.clone())),
            Node::Folder => None,
        };
        state.names.iter().filter_map(file).collect()
    }

    /// Puts a file there as if it had been there for long.
    pub fn put(&self, path: &Path, bytes: &[u8], mode: u32) {
        let mut state = self.state();
        let id = state.files.len();
        state.files.push(Content { bytes: bytes.into(), solid: bytes.into(), is_flushed: true, mode });
        let above: Vec<PathBuf> = path.ancestors().skip(1).map(Path::to_path_buf).collect();
        for (path, node) in above.into_iter().map(|path| (path, Node::Folder)).chain([(path.into(), Node::File(id))]) {
            state.names.insert(path.clone(), node);
            state.solid.insert(path, node);
        }
    }

    /// The permissions of a file.
    pub fn mode(&self, path: &Path) -> Option<u32> {
        let state = self.state();
        match state.names.get(path)? {
            Node::File(id) => Some(state.files[*id].mode),
            Node::Folder => None,
        }
    }

    /// Makes all that is there outlast a pulled plug.
    pub fn settle(&self) {
        let mut state = self.state();
        state.solid = state.names.clone();
        state.pending.clear();
        for file in &mut state.files {
            file.solid = file.bytes.clone();
            file.is_flushed = true;
        }
    }
}

impl State {
    /// Counts an operation and refuses it where that is its fate.
    fn begin(&mut self, needs_room: bool) -> io::Result<()> {
        let number = self.operations;
        self.operations += 1;
        let refused = match self.fault {
            Some(Fault::Once(at, error)) if number == at => Some(error),
            Some(Fault::Full(at)) if number >= at && needs_room => Some(ENOSPC),
            Some(Fault::Plug(at)) if number >= at => Some(EIO),
            _ => None,
        };
        refused.map_or(Ok(()), |error| Err(io::Error::from_raw_os_error(error)))
    }

    fn node(&self, path: &Path) -> io::Result<Node> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.node(path)? {
            Node::File(id) => Ok(id),
            Node::Folder => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.names);
        self.pending.push(change);
    }

    fn make(&mut self, path: &Path, mode: u32) -> io::Result<usize> {
        let folder = path.parent().expect("no file is a root");
        if self.node(folder)? != Node::Folder {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let id = self.files.len();
        self.files.push(Content { mode, ..Content::default() });
        self.change(Change::Put(path.into(), Node::File(id)));
        Ok(id)
    }

    fn moved(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let node = Node::File(self.file(from)?);
        self.node(to.parent().expect("no file is a root"))?;
        if from.parent() == to.parent() {
            self.change(Change::Moved { from: from.into(), to: to.into(), node });
        } else {
            self.change(Change::Put(to.into(), node));
            self.change(Change::Gone(from.into()));
        }
        Ok(())
    }
}

impl Disk for Memory {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut state = self.state();
        state.begin(false)?;
        let bytes = &state.files[state.file(path)?].bytes;
        Ok(bytes[..bytes.len().min(usize::try_from(most).unwrap_or(usize::MAX))].to_vec())
    }

    fn look(&self, path: &Path) -> io::Result<Seen> {
        let mut state = self.state();
        state.begin(false)?;
        Ok(match state.node(path)? {
            Node::Folder => Seen { kind: FileKind::Folder, readonly: false, len: 0 },
            Node::File(id) => {
                let Content { bytes, mode, .. } = &state.files[id];
                Seen { kind: FileKind::File, readonly: mode & 0o222 == 0, len: bytes.len() as u64 }
            }
        })
    }

    fn is_taken(&self, path: &Path) -> bool {
        self.state().names.contains_key(path)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let mut state = self.state();
        state.begin(false)?;
        state.node(path).map(|_| path.into())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let mut state = self.state();
        state.begin(false)?;
        state.node(folder)?;
        let inside = state.names.iter().filter(|(path, _)| path.parent() == Some(folder));
        let listed = |(path, node): (&PathBuf, &Node)| {
            let kind = if *node == Node::Folder { FileKind::Folder } else { FileKind::File };
            Listed { path: path.clone(), kind }
        };
        Ok(inside.map(listed).collect())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(true)?;
        if state.names.contains_key(folder) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.node(folder.parent().expect("the root is there"))?;
        state.change(Change::Put(folder.into(), Node::Folder));
        Ok(())
    }

    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        let mut state = self.state();
        state.begin(true)?;
        if state.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let mode = match access {
            Access::Private => 0o600,
            Access::Usual => 0o644,
            Access::Like(other) => state.files[state.file(other)?].mode,
        };
        let id = state.make(path, mode)?;
        Ok(Arc::new(Open { memory: self.clone(), id }))
    }

    fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
        let mut state = self.state();
        state.begin(true)?;
        let id = match state.file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => state.make(path, 0o600)?,
            id => id?,
        };
        Ok(Arc::new(Open { memory: self.clone(), id }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(true)?;
        state.moved(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(true)?;
        if state.names.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.moved(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(false)?;
        state.file(path)?;
        state.change(Change::Gone(path.into()));
        Ok(())
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(false)?;
        state.node(folder)?;
        let pending = std::mem::take(&mut state.pending);
        for change in pending {
            if change.folder() == folder {
                change.apply(&mut state.solid);
            } else {
                state.pending.push(change);
            }
        }
        Ok(())
    }
}

/// A file that is open on the disk.
#[derive(Debug)]
struct Open {
    memory: Memory,
    id: usize,
}

impl OpenFile for Open {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.memory.state();
        let refused = state.begin(true);
        let file = &mut state.files[self.id];
        let count =
            if refused.is_ok() { bytes.len().min(WRITTEN_AT_ONCE) } else { bytes.len().min(WRITTEN_AT_ONCE) / 2 };
        file.bytes.extend_from_slice(&bytes[..count]);
        file.is_flushed = false;
        refused.map(|()| count)
    }

    fn flush(&self) -> io::Result<()> {
        let mut state = self.memory.state();
        state.begin(false)?;
        let file = &mut state.files[self.id];
        file.solid = file.bytes.clone();
        file.is_flushed = true;
        Ok(())
    }

    fn len(&self) -> io::Result<u64> {
        let mut state = self.memory.state();
        state.begin(false)?;
        Ok(state.files[self.id].bytes.len() as u64)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.memory.state();
        state.begin(false)?;
        let file = &mut state.files[self.id];
        file.bytes.resize(usize::try_from(len).expect("a small file"), 0);
        file.is_flushed = false;
        Ok(())
    }

    fn is_at(&self, path: &Path) -> bool {
        self.memory.state().names.get(path) == Some(&Node::File(self.id))
    }
}
