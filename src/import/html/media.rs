//! Whether what a style sheet says of some media holds for a screen of usual width.

use super::length::length;

/// The width of the window in which a page is taken to be seen, in thousandths of a pixel.
pub const WINDOW: i64 = 1_280_000;

/// Whether one of the media that a comma parts is such a screen.
pub fn is_on_screen(media: &str) -> bool {
    media.to_ascii_lowercase().split(',').any(is_screen)
}

fn is_screen(query: &str) -> bool {
    let query = query.trim();
    let (negated, query) = match query.strip_prefix("not ") {
        // Without brackets it is said of all that follows.
        Some(rest) if !rest.trim_start().starts_with('(') => (true, rest),
        _ => (false, query.strip_prefix("only ").unwrap_or(query)),
    };
    let mut pieces = query
        .split(['(', ')'])
        .flat_map(|piece| piece.split(" and "))
        .map(|piece| piece.trim().trim_start_matches("and ").trim_end_matches(" and").trim());
    // The sign before a condition in brackets stands by itself.
    let mut turned = false;
    let holds = pieces.all(|piece| match piece {
        "" | "and" => true,
        "not" => {
            turned = true;
            true
        }
        condition => holds(condition) != std::mem::take(&mut turned),
    });
    holds != negated
}

fn holds(condition: &str) -> bool {
    match condition {
        "print" | "speech" | "tty" | "tv" | "braille" | "handheld" | "aural" | "embossed" | "projection" => false,
        _ => is_wide_enough(condition).unwrap_or(true),
    }
}

/// Whether the window is as a condition asks, where that is one of its width or of what else is usual.
fn is_wide_enough(condition: &str) -> Option<bool> {
    let Some((name, value)) = condition.split_once(':') else { return is_in_range(condition) };
    let value = value.trim();
    Some(match name.trim() {
        "max-width" | "max-device-width" => WINDOW <= length(value)?,
        "min-width" | "min-device-width" => WINDOW >= length(value)?,
        "orientation" => value != "portrait",
        "prefers-color-scheme" => value != "dark",
        _ => true,
    })
}

/// Whether the window is as wide as a range asks: `width <= 768px`, `400px < width < 700px`.
fn is_in_range(condition: &str) -> Option<bool> {
    let parts: Vec<&str> = condition.split(['<', '>', '=']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let at = parts.iter().position(|part| *part == "width").filter(|_| parts.len() > 1)?;
    let rises = condition.contains('<');
    let fits = |(index, part): (usize, &&str)| {
        let bound = length(part)?;
        Some(if (index < at) == rises { bound <= WINDOW } else { WINDOW <= bound })
    };
    parts.iter().enumerate().filter(|(index, _)| *index != at).try_fold(true, |all, part| Some(all && fits(part)?))
}
