//! What stands alone of `domain::localisation::slip`.

use gouji::domain::localisation::slip::*;

#[test]
fn slips_are_told_by_what_was_typed_and_what_was_meant() {
    let why = |typed, meant| slip(typed, meant).0;
    assert_eq!(why(27, 72), Why::SwappedDigits);
    assert_eq!(why(2510, 2150), Why::SwappedDigits);
    assert_eq!(why(161, 101), Why::WrongDigit);
    assert_eq!(why(5, 0), Why::WrongDigit);
    assert_eq!(why(22, 2), Why::DoubledDigit);
    assert_eq!(why(44375, 4375), Why::DoubledDigit);
    assert_eq!(why(3, 13), Why::LostDigit);
    assert_eq!(why(4, 104), Why::LostDigit);
    assert_eq!(why(7000, 7), Why::DecimalSlip);
    assert_eq!(why(173, 13), Why::ExtraDigit);
    assert_eq!(why(500, 13), Why::Other);
    assert_eq!(slip(u128::MAX, u128::MAX - 1).0, Why::WrongDigit);
}

#[test]
fn logarithms_are_in_sixteenths() {
    for (number, log) in [(0, 0), (1, 0), (2, 16), (3, 25), (1000, 159), (1 << 100, 1600), (u128::MAX, 2047)] {
        assert_eq!(log16(number), log, "{number}");
    }
}
