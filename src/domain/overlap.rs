//! What two texts have in common at their beginnings and at their ends, so that of a long text only what changed is looked
//! at anew. It does not know what the texts say.

/// Bytes that are compared at once.
const CHUNK: usize = 256;

/// What two texts have in common, by whole characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// The bytes at their beginnings.
    pub front: usize,
    /// The bytes at their ends, behind those.
    pub behind: usize,
}

impl Overlap {
    /// What two texts have in common; as much as possible at their beginnings.
    pub fn of(one: &str, other: &str) -> Overlap {
        let front = same(one.as_bytes().chunks(CHUNK), other.as_bytes().chunks(CHUNK), |bytes| bytes.iter());
        let front = other.floor_char_boundary(front);
        let (one, rest) = (&one.as_bytes()[front..], &other.as_bytes()[front..]);
        let behind = same(one.rchunks(CHUNK), rest.rchunks(CHUNK), |bytes| bytes.iter().rev());
        Overlap { front, behind: other.len() - other.ceil_char_boundary(other.len() - behind) }
    }
}

/// How many bytes are the same, chunk by chunk; in the first chunk that differs, byte by byte.
fn same<'a, I: Iterator<Item = &'a u8>>(
    one: impl Iterator<Item = &'a [u8]>,
    other: impl Iterator<Item = &'a [u8]>,
    bytes: impl Fn(&'a [u8]) -> I,
) -> usize {
    let mut count = 0;
    for (one, other) in one.zip(other) {
        if one != other {
            return count + bytes(one).zip(bytes(other)).take_while(|(one, other)| one == other).count();
        }
        count += one.len();
    }
    count
}
