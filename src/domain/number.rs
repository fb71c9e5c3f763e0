//! Exact numbers: whole counts up to 2^63 and decimals of at most six places, with checked arithmetic. It knows no
//! units, no separators and no printed habits; those belong to `import`.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The largest magnitude a number may have, 2^63.
const LIMIT: i128 = 1 << 63;

/// The most decimal places a number may have: one 分 is 0.000001 万元.
pub const MAX_PLACES: u32 = 6;

/// An exact number. Its written places are kept (`12.50` stays `12.50`), equality is by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Number(Decimal);

/// Why a text is not a [`Number`], or a result cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// The text is not an optional sign, digits, and at most one decimal point between digits.
    #[error("not a plain number")]
    Malformed,
    /// More than six decimal places.
    #[error("more than six decimal places")]
    TooPrecise,
    /// The magnitude is over 2^63.
    #[error("too large")]
    Overflow,
}

impl Number {
    /// Zero.
    pub const ZERO: Number = Number(Decimal::ZERO);

    fn checked(value: Decimal) -> Result<Number, NumberError> {
        if value.scale() > MAX_PLACES {
            return Err(NumberError::TooPrecise);
        }
        let too_large = match value.scale() {
            0 => value.mantissa().abs() > LIMIT,
            _ => value.abs() > Decimal::from_i128_with_scale(LIMIT, 0),
        };
        if too_large { Err(NumberError::Overflow) } else { Ok(Number(value)) }
    }

    /// The sum, or [`NumberError::Overflow`] where it passes 2^63.
    pub fn checked_add(self, other: Number) -> Result<Number, NumberError> {
        // Counts, which nearly all figures are, need no common scale.
        if self.0.scale() == 0 && other.0.scale() == 0 {
            let sum = self.0.mantissa() + other.0.mantissa();
            let sum = Decimal::try_from_i128_with_scale(sum, 0).map_err(|_| NumberError::Overflow)?;
            return Number::checked(sum);
        }
        self.0.checked_add(other.0).ok_or(NumberError::Overflow).and_then(Number::checked)
    }

    /// The difference, or [`NumberError::Overflow`] where it passes 2^63.
    pub fn checked_sub(self, other: Number) -> Result<Number, NumberError> {
        self.checked_add(other.negated())
    }

    /// The number so many times over, or [`NumberError::Overflow`] where it passes 2^63.
    pub fn times(self, factor: i64) -> Result<Number, NumberError> {
        self.0.checked_mul(Decimal::from(factor)).ok_or(NumberError::Overflow).and_then(Number::checked)
    }

    /// The mean of so many numbers of which this is the sum, to two places: told beside figures, never one of them.
    pub fn mean_of(self, count: usize) -> Option<Number> {
        let count = Decimal::from(u64::try_from(count).ok()?);
        Some(Number(self.0.checked_div(count)?.round_dp(2).normalize()))
    }

    /// The number with its sign turned round.
    pub fn negated(self) -> Number {
        Number(-self.0)
    }

    /// This number times a power of ten, exactly: a unit conversion. Trailing zeros after the point are dropped.
    pub fn scaled_by_ten(self, power: i32) -> Result<Number, NumberError> {
        // Only digits and the place of the point move, so nothing is ever rounded.
        let (mut digits, mut places) = (self.0.mantissa(), i64::from(self.0.scale()) - i64::from(power));
        if digits == 0 {
            return Ok(Number::ZERO);
        }
        while digits % 10 == 0 {
            (digits, places) = (digits / 10, places - 1);
        }
        if places > i64::from(MAX_PLACES) {
            return Err(NumberError::TooPrecise);
        }
        let zeros = u32::try_from(-places).unwrap_or(0);
        let digits = 10_i128.checked_pow(zeros).and_then(|ten| digits.checked_mul(ten)).ok_or(NumberError::Overflow)?;
        let scale = u32::try_from(places).unwrap_or(0);
        Decimal::try_from_i128_with_scale(digits, scale).map_err(|_| NumberError::Overflow).and_then(Number::checked)
    }

    /// The number without a decimal point where it is whole: `1.0` as `1`.
    #[must_use]
    pub fn plain(self) -> Number {
        if self.0.scale() > 0 && self.is_whole() { Number(self.0.trunc()) } else { self }
    }

    /// Whether there is nothing after the decimal point but zeros.
    pub fn is_whole(self) -> bool {
        self.0.fract().is_zero()
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The decimal places that are not trailing zeros.
    pub fn places(self) -> u32 {
        self.0.normalize().scale()
    }

    /// The number as a whole one, where it is whole.
    pub fn to_integer(self) -> Option<i128> {
        self.is_whole().then(|| self.0.trunc().mantissa())
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Number {
        Number(Decimal::from(value))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads a plain ASCII number: `-8`, `+2`, `59237.2449`. Nothing else is taken for a number.
    fn from_str(text: &str) -> Result<Number, NumberError> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !fraction.is_none_or(plain) {
            return Err(NumberError::Malformed);
        }
        if fraction.is_some_and(|f| f.trim_end_matches('0').len() > MAX_PLACES as usize) {
            return Err(NumberError::TooPrecise);
        }
        if whole.trim_start_matches('0').len() > 19 {
            return Err(NumberError::Overflow);
        }
        let kept = &text[..text.len() - fraction.map_or(0, |f| f.len().saturating_sub(MAX_PLACES as usize))];
        Decimal::from_str_exact(kept).map_err(|_| NumberError::Overflow).and_then(Number::checked)
    }
}

impl From<Number> for String {
    fn from(number: Number) -> String {
        number.to_string()
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Number, NumberError> {
        text.parse()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Counts, which nearly all figures are and every picture is full of, need no decimal arithmetic to be printed.
        if self.0.scale() == 0
            && f.precision().is_none()
            && let Ok(whole) = i64::try_from(self.0.mantissa())
        {
            return whole.fmt(f);
        }
        if self.0.is_zero() && self.0.is_sign_negative() {
            return (-self.0).fmt(f);
        }
        self.0.fmt(f)
    }
}
