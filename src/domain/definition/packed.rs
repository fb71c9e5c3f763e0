//! Parts of a form that most commands never look at, such as what a rule says and how it is mended: left as the build packed
//! them until somebody reads them. What they hold is no business of this module.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

/// A value, unpacked when it is first looked at.
#[derive(Debug, Clone, Default)]
pub struct Packed<T> {
    value: OnceLock<T>,
    bytes: Vec<u8>,
}

impl<T> From<T> for Packed<T> {
    fn from(value: T) -> Packed<T> {
        Packed { value: OnceLock::from(value), bytes: Vec::new() }
    }
}

impl<T: DeserializeOwned + Default> Deref for Packed<T> {
    type Target = T;

    /// What the build packed can be unpacked: the same types did both.
    fn deref(&self) -> &T {
        self.value.get_or_init(|| postcard::from_bytes(&self.bytes).unwrap_or_default())
    }
}

/// People write the value itself.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Packed<T>, D::Error> {
        if deserializer.is_human_readable() {
            return T::deserialize(deserializer).map(Packed::from);
        }
        deserializer.deserialize_bytes(Bytes(PhantomData))
    }
}

impl<T: Serialize + DeserializeOwned + Default> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&postcard::to_allocvec(&**self).map_err(ser::Error::custom)?)
    }
}

struct Bytes<T>(PhantomData<T>);

impl<T> Visitor<'_> for Bytes<T> {
    type Value = Packed<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("packed bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Packed<T>, E> {
        Ok(Packed { value: OnceLock::new(), bytes: bytes.to_vec() })
    }
}
