//! What stands alone of `import::workbook::sheet`.

use gouji::import::workbook::sheet::*;

#[test]
fn stored_numbers_read_as_they_show() {
    for (stored, shown) in [
        ("7", "7"),
        ("12.5", "12.5"),
        ("1276.5534", "1276.5534"),
        ("0.30000000000000004", "0.3"),
        ("0.7999999999999999", "0.8"),
        ("12.499999999999998", "12.5"),
        ("9.9999999999999995E-2", "0.1"),
        ("99.999999999999999", "100"),
        ("1.5E2", "150"),
        ("2.5e-7", "0.00000025"),
        ("-3", "-3"),
        ("-0.0", "0"),
        ("1234567890.123456", "1234567890.123456"),
        ("12345678901234567", "12345678901234567"),
        ("1E99999", "1E99999"),
        ("TRUE", "TRUE"),
    ] {
        assert_eq!(plain_number(stored), shown, "{stored}");
    }
}

#[test]
fn stored_days_read_as_dates() {
    assert_eq!(day("44942").as_deref(), Some("2023年1月16日"));
    assert_eq!(day("45351.5").as_deref(), Some("2024年2月29日"));
    assert_eq!(day("7"), None);
}
