//! Which token, strip, label or line of figures is meant. Each list has a type for the places in it, so that a place in
//! one list cannot be taken for a place in another. Blocks, chapters and tables keep the plain numbers that the rest of
//! the program gives them.

macro_rules! place_in_a_list {
    ($(#[$about:meta])* $id:ident: $list:ty, $field:ident of $item:ty) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub usize);

        impl std::ops::Index<$id> for $list {
            type Output = $item;

            fn index(&self, id: $id) -> &$item {
                &self.$field[id.0]
            }
        }
    };
}

pub(super) use place_in_a_list;
