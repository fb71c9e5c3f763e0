//! Lengths and numbers of style sheets, as whole thousandths.

/// A length in about thousandths of a pixel; those of percents and bare numbers.
pub fn length(value: &str) -> Option<i64> {
    let (number, unit) = parted(value)?;
    Some(match unit {
        "em" | "rem" | "ch" | "ex" => number * 16,
        "pt" => number * 4 / 3,
        "pc" => number * 16,
        "in" => number * 96,
        "cm" => number * 38,
        "mm" => number * 4,
        // Of a window of 1280 by 800.
        "vw" | "vmax" | "vi" => number * 128 / 10,
        "vh" | "vmin" | "vb" => number * 8,
        _ => number,
    })
}

/// A part of the whole in thousandths: `0.5`, `50%`.
pub fn part(value: &str) -> Option<i64> {
    let (number, unit) = parted(value)?;
    Some(if unit == "%" { number / 100 } else { number })
}

/// A number in thousandths, and the unit behind it.
pub fn parted(value: &str) -> Option<(i64, &str)> {
    let value = value.trim();
    let value = value.strip_prefix("calc(").and_then(|inner| inner.strip_suffix(')')).unwrap_or(value).trim();
    let (negative, size) = value.strip_prefix('-').map_or((false, value), |size| (true, size));
    let size = size.trim_start_matches('+');
    let end = size.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(size.len());
    let (digits, unit) = size.split_at(end);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if digits.is_empty() || whole.len() > 9 {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let fraction: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(((whole * 1000 + fraction) * if negative { -1 } else { 1 }, unit))
}
