//! OLE containers, in which old Office and WPS files come, and documents that a password locks: the names of their
//! streams, and a stream's bytes. Nothing is believed that the container says of itself beyond its own length.

use std::collections::HashSet;

/// The first bytes of every such container.
pub const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The length of an entry of the directory.
const ENTRY: usize = 128;

/// The most sectors that a chain may have; longer ones go round in circles.
const LONGEST: usize = 1 << 18;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    name: String,
    start: usize,
    size: usize,
    /// The entries beside it, and the one inside, by index.
    links: [usize; 3],
}

/// The names of the streams and storages. The directory is looked for in the whole container, so that a damaged one
/// still says what it is.
pub fn names(bytes: &[u8]) -> HashSet<String> {
    bytes.chunks_exact(ENTRY).skip(4).filter_map(entry).map(|entry| entry.name).collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(short(bytes, 64)?);
    let kind = *bytes.get(66)?;
    if !(4..=64).contains(&length) || length % 2 == 1 || !matches!(kind, 1 | 2 | 5) {
        return None;
    }
    let units: Vec<u16> = (0..length / 2 - 1).filter_map(|index| short(bytes, index * 2)).collect();
    let name = String::from_utf16(&units).ok().filter(|name| !name.contains('\0'))?;
    let links = [long(bytes, 68)?, long(bytes, 72)?, long(bytes, 76)?];
    Some(Entry { name, start: long(bytes, 116)?, size: long(bytes, 120)?, links })
}

/// The names of what stands at the top of the container; `None` where it cannot be told.
pub fn top(bytes: &[u8]) -> Option<HashSet<String>> {
    let (_, _, entries) = open(bytes)?;
    let names: HashSet<String> = at_top(&entries).into_iter().map(|entry| entry.name.clone()).collect();
    Some(names).filter(|names| !names.is_empty())
}

/// The length of a sector, the table of sectors, and the directory.
fn open(bytes: &[u8]) -> Option<(usize, Vec<usize>, Vec<Option<Entry>>)> {
    let sector = 1usize << short(bytes, 30).filter(|shift| (7..=12).contains(shift))?;
    let fat = fat(bytes, sector)?;
    let directory = chain(bytes, sector, &fat, long(bytes, 48)?);
    let entries = directory.chunks_exact(ENTRY).map(entry).collect();
    Some((sector, fat, entries))
}

/// The entries in the root, each of which leads to those beside it.
fn at_top(entries: &[Option<Entry>]) -> Vec<&Entry> {
    let entry = |index: usize| entries.get(index).and_then(Option::as_ref);
    let (mut open, mut seen, mut found) =
        (vec![entry(0).map_or(usize::MAX, |root| root.links[2])], HashSet::new(), vec![]);
    while let Some(index) = open.pop() {
        if let Some(entry) = entry(index).filter(|_| seen.insert(index)) {
            open.extend(&entry.links[..2]);
            found.push(entry);
        }
    }
    found
}

/// The bytes of the first stream with one of these names, as far as they are there.
pub fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let (sector, fat, entries) = open(bytes)?;
    // Those at the top come first: what is embedded has streams of the same names.
    let all = || at_top(&entries).into_iter().chain(entries.iter().flatten());
    let found = names.iter().find_map(|name| all().find(|entry| entry.name.eq_ignore_ascii_case(name)))?;
    let small = long(bytes, 56)?;
    if found.size >= small {
        let mut stream = chain(bytes, sector, &fat, found.start);
        stream.truncate(found.size);
        return Some(stream);
    }
    // Small streams stand in a stream of their own, the root's, cut into small sectors.
    let mini = 1usize << short(bytes, 32).filter(|shift| (4..=9).contains(shift))?;
    let root = entries.first()?.as_ref()?;
    let container = chain(bytes, sector, &fat, root.start);
    let table: Vec<usize> = longs(&chain(bytes, sector, &fat, long(bytes, 60)?));
    let mut stream = Vec::new();
    let mut at = found.start;
    for _ in 0..=small / mini {
        let Some(piece) = at.checked_mul(mini).and_then(|from| container.get(from..)) else { break };
        stream.extend_from_slice(&piece[..piece.len().min(mini)]);
        match table.get(at) {
            Some(&next) if stream.len() < found.size => at = next,
            _ => break,
        }
    }
    stream.truncate(found.size);
    Some(stream)
}

/// The table that says which sector follows which.
fn fat(bytes: &[u8], sector: usize) -> Option<Vec<usize>> {
    let mut sectors: Vec<usize> = longs(bytes.get(76..512)?);
    let mut next = long(bytes, 68)?;
    let mut seen = HashSet::new();
    while let Some(more) = at(bytes, sector, next).filter(|_| seen.insert(next)) {
        let mut more = longs(more);
        next = more.pop()?;
        sectors.extend(more);
    }
    let most = bytes.len() / sector;
    let sectors = sectors.into_iter().filter(|&index| index < most).take(most);
    Some(sectors.filter_map(|index| at(bytes, sector, index)).flat_map(longs).collect())
}

fn chain(bytes: &[u8], sector: usize, fat: &[usize], start: usize) -> Vec<u8> {
    let mut chain = Vec::new();
    let mut next = start;
    let most = (bytes.len() / sector).min(LONGEST) + 1;
    for _ in 0..most {
        let Some(piece) = at(bytes, sector, next) else { break };
        chain.extend_from_slice(piece);
        let Some(&after) = fat.get(next) else { break };
        next = after;
    }
    chain
}

/// A sector's bytes; the last one may be cut short.
fn at(bytes: &[u8], sector: usize, index: usize) -> Option<&[u8]> {
    let from = index.checked_add(1)?.checked_mul(sector)?;
    let piece = bytes.get(from..).filter(|piece| !piece.is_empty())?;
    Some(&piece[..piece.len().min(sector)])
}

fn longs(bytes: &[u8]) -> Vec<usize> {
    bytes.chunks_exact(4).filter_map(|bytes| long(bytes, 0)).collect()
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_le_bytes(two))
}
