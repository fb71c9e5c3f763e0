//! Exact numbers held against whole numbers of 128 bits: reading, writing, adding, converting.

use gouji::domain::figure::Kind;
use gouji::domain::number::{Number, NumberError};
use proptest::prelude::*;

const LIMIT: i128 = 1 << 63;

/// A number in millionths.
fn millionths() -> impl Strategy<Value = i128> {
    let limit = LIMIT * 1_000_000;
    prop_oneof![
        3 => -1_000_000_000..1_000_000_000_i128,
        2 => -limit..=limit,
        1 => Just(limit),
        1 => limit - 2_000_000..limit,
        1 => (-LIMIT..=LIMIT).prop_map(|whole| whole * 1_000_000),
    ]
}

fn written(millionths: i128) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let digits = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", digits / 1_000_000, digits % 1_000_000)
}

fn number(millionths: i128) -> Number {
    written(millionths).parse().expect("within the limit")
}

fn result(millionths: i128) -> Result<Number, NumberError> {
    if millionths.abs() > LIMIT * 1_000_000 { Err(NumberError::Overflow) } else { Ok(number(millionths)) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn sums_and_differences_are_exact_or_an_overflow(a in millionths(), b in millionths()) {
        prop_assert_eq!(number(a).checked_add(number(b)), result(a + b));
        prop_assert_eq!(number(a).checked_sub(number(b)), result(a - b));
        prop_assert_eq!(number(a).cmp(&number(b)), a.cmp(&b));
        prop_assert_eq!(number(a).negated(), number(-a));
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_number(a in millionths()) {
        let text = number(a).to_string();
        prop_assert_eq!(text.parse::<Number>(), Ok(number(a)));
        prop_assert_eq!(number(a).is_whole(), a % 1_000_000 == 0);
        prop_assert_eq!(number(a).to_integer(), (a % 1_000_000 == 0).then_some(a / 1_000_000));
        prop_assert_eq!(number(a).is_negative(), a < 0);
        prop_assert_eq!(Kind::Count.admits(number(a)), a >= 0 && a % 1_000_000 == 0);
        prop_assert_eq!(Kind::Signed.admits(number(a)), a % 1_000_000 == 0);
        prop_assert_eq!(Kind::Amount.admits(number(a)), a >= 0);
    }

    #[test]
    fn a_unit_converts_exactly_or_says_why_not(a in millionths(), power in -30..30_i32) {
        let converted = number(a).scaled_by_ten(power);
        let exact = |value: i128| 10_i128.checked_pow(power.unsigned_abs()).map(|ten| (value, ten));
        match (exact(a), power >= 0) {
            (_, _) if a == 0 => prop_assert_eq!(converted, Ok(Number::ZERO)),
            (Some((a, ten)), true) => {
                let value = a.checked_mul(ten).filter(|value| value.abs() <= LIMIT * 1_000_000);
                prop_assert_eq!(converted, value.map(number).ok_or(NumberError::Overflow));
            }
            (Some((a, ten)), false) if a % ten == 0 => prop_assert_eq!(converted, Ok(number(a / ten))),
            (_, _) => prop_assert_eq!(converted, Err(NumberError::TooPrecise)),
        }
    }

    #[test]
    fn any_text_is_a_number_or_is_refused(text in "\\PC{0,12}|[-+0-9.]{0,40}") {
        if let Ok(number) = text.parse::<Number>() {
            prop_assert!(text.chars().all(|c| c.is_ascii_digit() || "+-.".contains(c)), "{text}");
            prop_assert_eq!(number.to_string().parse::<Number>(), Ok(number));
        }
    }
}
