//! Which token, strip, label or line of figures is meant. Each list has a type for the places in it, so that a place in
//! one list cannot be taken for a place in another. Blocks, chapters and tables keep the plain numbers that the rest of
//! the program gives them.

use std::ops::Index;

use super::sighting::{Sighting, Sightings};
use super::token::{Strip, Strips, Token};
use super::vocabulary::{Group, Unit, Vocabulary};

macro_rules! place_in_a_list {
    ($(#[$about:meta])* $id:ident: $list:ty, $field:ident of $item:ty) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub usize);

        impl Index<$id> for $list {
            type Output = $item;

            fn index(&self, id: $id) -> &$item {
                &self.$field[id.0]
            }
        }
    };
}

place_in_a_list! {
    /// A token of a piece of a document, in reading order.
    TokenId: Strips, tokens of Token
}

place_in_a_list! {
    /// A strip of a piece of a document, in reading order.
    StripId: Strips, strips of Strip
}

place_in_a_list! {
    /// A label that was seen, in the order of first tokens.
    SightingId: Sightings<'_>, all of Sighting
}

place_in_a_list! {
    /// A line of figures of a table, in printed order.
    UnitId: Vocabulary, units of Unit
}

place_in_a_list! {
    /// A group of rows of a table, in the form's order.
    GroupId: Vocabulary, groups of Group
}
