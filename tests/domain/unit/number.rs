//! What stands alone of `domain::number`.

use gouji::domain::number::*;

fn number(text: &str) -> Number {
    text.parse().expect(text)
}

#[test]
fn plain_numbers_are_read_and_written_back_as_they_stand() {
    for text in ["0", "7", "-8", "59237.2449", "12.50", "9223372036854775808", "0.000001"] {
        assert_eq!(number(text).to_string(), text);
    }
    assert_eq!(number("+2"), number("2"));
    assert_eq!(number("007"), number("7"));
    assert_eq!(number("-0").to_string(), "0");
    assert_eq!(number(&format!("{}7", "0".repeat(200))), number("7"));
    assert_eq!(number(&format!("7.{}", "0".repeat(200))).to_string(), "7.000000");
}

#[test]
fn what_is_not_a_plain_number_is_refused_with_its_reason() {
    for text in ["", "-", "1.", ".5", "1,000", "７", "1e3", "--3", "1 2", "1_000"] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Malformed), "{text}");
    }
    assert_eq!("0.0000001".parse::<Number>(), Err(NumberError::TooPrecise));
    assert_eq!("1.0000000".parse::<Number>().map(|n| n.to_string()), Ok("1.000000".to_string()));
    for text in ["9223372036854775809", "99999999999999999999999999999999999999999"] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Overflow), "{text}");
    }
}

#[test]
fn arithmetic_stops_at_two_to_the_sixty_third() {
    let limit = number("9223372036854775808");
    assert_eq!(limit.checked_add(number("1")), Err(NumberError::Overflow));
    assert_eq!(limit.checked_sub(number("1")), Ok(number("9223372036854775807")));
    assert_eq!(number("0.1").checked_add(number("0.2")), Ok(number("0.3")));
}

#[test]
fn units_convert_exactly_or_not_at_all() {
    assert_eq!(number("1276.5534").scaled_by_ten(4).map(|n| n.to_string()), Ok("12765534".to_string()));
    assert_eq!(number("251000").scaled_by_ten(-4).map(|n| n.to_string()), Ok("25.1".to_string()));
    assert_eq!(number("0.001").scaled_by_ten(-4), Err(NumberError::TooPrecise));
    assert_eq!(number("0.000001").scaled_by_ten(24).map(|n| n.to_string()), Ok("1000000000000000000".to_string()));
    assert_eq!(number("5").scaled_by_ten(i32::MAX), Err(NumberError::Overflow));
    assert_eq!(number("5").scaled_by_ten(i32::MIN), Err(NumberError::TooPrecise));
    assert_eq!(number("0").scaled_by_ten(i32::MIN), Ok(Number::ZERO));
    assert_eq!(number("1000000000000000001").scaled_by_ten(-24), Err(NumberError::TooPrecise));
}
