//! Values that were taken apart when the program was built (`assets/build.rs`), as serde reads them: a start reads the forms
//! and rules without looking at their RON again. Every value tells its kind by a sign, so that nothing here knows a form.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

/// The RON texts of forms and rules, each with what it was taken apart into.
static PREPARED: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/prepared.rs"));

/// Reads the value of a text that was prepared. `None` for any other text, and where the value is not of that type, which is
/// for a reader of the text to complain about.
pub fn read<T: Deserialize<'static>>(text: &str) -> Option<T> {
    let (_, bytes) = PREPARED.iter().find(|(prepared, _)| *prepared == text)?;
    T::deserialize(&mut Prepared(bytes)).ok()
}

/// What is left to be read.
struct Prepared(&'static [u8]);

/// What was read is no value of the type that was asked for.
#[derive(Debug)]
struct Other;

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("another value")
    }
}

impl std::error::Error for Other {}

impl de::Error for Other {
    fn custom<T: fmt::Display>(_: T) -> Other {
        Other
    }
}

impl Prepared {
    fn byte(&mut self) -> Result<u8, Other> {
        let (&byte, rest) = self.0.split_first().ok_or(Other)?;
        self.0 = rest;
        Ok(byte)
    }

    fn number(&mut self) -> Result<u64, Other> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift).ok_or(Other)?;
            shift += 7;
            if byte < 0x80 {
                return Ok(number);
            }
        }
    }

    fn count(&mut self) -> Result<usize, Other> {
        usize::try_from(self.number()?).map_err(|_| Other)
    }

    fn text(&mut self) -> Result<&'static str, Other> {
        let (text, rest) = self.0.split_at_checked(self.count()?).ok_or(Other)?;
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| Other)
    }

    fn items(&mut self) -> Result<Items<'_>, Other> {
        Ok(Items { left: self.count()?, of: self })
    }
}

impl de::Deserializer<'static> for &mut Prepared {
    type Error = Other;

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Other> {
        match self.byte()? {
            b'"' | b':' => visitor.visit_borrowed_str(self.text()?),
            b'+' => visitor.visit_u64(self.number()?),
            b'-' => visitor.visit_i64(i64::try_from(self.number()?).map_err(|_| Other)?.wrapping_neg()),
            b'?' => visitor.visit_bool(self.byte()? == 1),
            b'[' | b'(' => visitor.visit_seq(self.items()?),
            b'{' | b'<' => visitor.visit_map(self.items()?),
            b'a' => visitor.visit_enum(self),
            _ => Err(Other),
        }
    }

    /// A value that is there stands without `Some`.
    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Other> {
        if self.0.starts_with(b"a\x04None.") {
            self.0 = &self.0[7..];
            return visitor.visit_none();
        }
        if let Some(rest) = self.0.strip_prefix(b"a\x04Some(\x01") {
            self.0 = rest;
        }
        visitor.visit_some(self)
    }

    /// Fields that are all left out are no fields.
    fn deserialize_struct<V: Visitor<'static>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Other> {
        match self.byte()? {
            b'<' | b'(' => visitor.visit_map(self.items()?),
            _ => Err(Other),
        }
    }

    fn deserialize_enum<V: Visitor<'static>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Other> {
        if self.byte()? == b'a' { visitor.visit_enum(self) } else { Err(Other) }
    }

    forward_to_deserialize_any! {
        <V: Visitor<'static>> bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// The values of a list, or the names and values of a record.
struct Items<'a> {
    of: &'a mut Prepared,
    left: usize,
}

impl SeqAccess<'static> for Items<'_> {
    type Error = Other;

    fn next_element_seed<T: DeserializeSeed<'static>>(&mut self, seed: T) -> Result<Option<T::Value>, Other> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.of).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl MapAccess<'static> for Items<'_> {
    type Error = Other;

    fn next_key_seed<K: DeserializeSeed<'static>>(&mut self, seed: K) -> Result<Option<K::Value>, Other> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'static>>(&mut self, seed: V) -> Result<V::Value, Other> {
        seed.deserialize(&mut *self.of)
    }
}

impl EnumAccess<'static> for &mut Prepared {
    type Error = Other;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'static>>(self, seed: V) -> Result<(V::Value, Self), Other> {
        let name: de::value::StrDeserializer<'_, Other> = self.text()?.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl VariantAccess<'static> for &mut Prepared {
    type Error = Other;

    fn unit_variant(self) -> Result<(), Other> {
        if self.byte()? == b'.' { Ok(()) } else { Err(Other) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'static>>(self, seed: T) -> Result<T::Value, Other> {
        if self.byte()? == b'(' && self.count()? == 1 { seed.deserialize(self) } else { Err(Other) }
    }

    fn tuple_variant<V: Visitor<'static>>(self, _: usize, visitor: V) -> Result<V::Value, Other> {
        if self.byte()? == b'(' { visitor.visit_seq(self.items()?) } else { Err(Other) }
    }

    fn struct_variant<V: Visitor<'static>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Other> {
        de::Deserializer::deserialize_struct(self, "", fields, visitor)
    }
}
