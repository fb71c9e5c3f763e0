//! OLE containers, in which Word and Excel files of before 2007 stand: a directory with some streams, each in sectors of its
//! own, one after another.

const SECTOR: usize = 512;
const END: u32 = 0xFFFF_FFFE;
const NONE: u32 = 0xFFFF_FFFF;

/// A container with these streams at its top. Short ones are filled up, since short streams stand elsewhere.
pub fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let number = |number: usize| u32::try_from(number).unwrap_or(END);
    let filled = |stream: &[u8]| [stream, &vec![0; 4096_usize.saturating_sub(stream.len())]].concat();
    let streams: Vec<(&str, Vec<u8>)> = streams.iter().map(|(name, stream)| (*name, filled(stream))).collect();
    let sectors = |length: usize| length.div_ceil(SECTOR);
    let directory_length = sectors((streams.len() + 1) * 128);
    // The table, then the directory, then the streams.
    let count = directory_length + streams.iter().map(|(_, stream)| sectors(stream.len())).sum::<usize>();
    let tables = count.div_ceil(SECTOR / 4 - 1).max(1);
    let mut fat: Vec<u32> = vec![0xFFFF_FFFD; tables];
    let chain = |fat: &mut Vec<u32>, length: usize| {
        let end = fat.len() + length;
        (fat.len() + 1..=end).for_each(|next| fat.push(if next == end { END } else { number(next) }));
    };
    chain(&mut fat, directory_length);
    let mut directory = entry("Root Entry", 5, [NONE, if streams.is_empty() { NONE } else { 1 }], END, 0);
    for (index, (name, stream)) in streams.iter().enumerate() {
        let beside = if index + 1 < streams.len() { number(index + 2) } else { NONE };
        directory.extend(entry(name, 2, [beside, NONE], number(fat.len()), number(stream.len())));
        chain(&mut fat, sectors(stream.len()));
    }
    directory.resize(directory_length * SECTOR, 0);
    fat.resize(tables * SECTOR / 4, NONE);
    let mut head = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    head.resize(24, 0);
    for value in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        head.extend(value.to_le_bytes());
    }
    head.resize(44, 0);
    for value in [number(tables), number(tables), 0, 4096, END, 0, END, 0] {
        head.extend(value.to_le_bytes());
    }
    (0..109).for_each(|index| head.extend(if index < tables { number(index) } else { NONE }.to_le_bytes()));
    let mut whole = [head, fat.into_iter().flat_map(u32::to_le_bytes).collect(), directory].concat();
    for (_, stream) in &streams {
        whole.extend(stream);
        whole.resize(whole.len().next_multiple_of(SECTOR), 0);
    }
    whole
}

/// An entry of the directory: what it is, the entry to its right and the one inside it, its first sector, its length.
fn entry(name: &str, kind: u8, [beside, inside]: [u32; 2], start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(entry.len() + 2).unwrap_or(64);
    entry.resize(64, 0);
    entry.extend(length.to_le_bytes());
    entry.extend([kind, 1]);
    for value in [NONE, beside, inside] {
        entry.extend(value.to_le_bytes());
    }
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry.resize(128, 0);
    entry
}
