//! Tables whose end was forgotten. A browser moves what stands in a table outside of its cells in front of it, so that the
//! heading of a chapter that follows would stand before the table of the one it ends. Where no row of the table comes
//! behind such words, they end it.

use std::borrow::Cow;

/// Elements that may stand between the rows and cells of a table.
const PARTS: [&str; 15] = [
    "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup", "col", "script", "style", "template", "input",
    "form", "o:p",
];

/// An open table: whether one of its cells is open, and where words stand outside of all.
#[derive(Default)]
struct Open {
    in_cell: bool,
    outside: Option<usize>,
}

/// The page with the ends that it lacks.
pub fn with_ends(text: &str) -> Cow<'_, str> {
    let (mut open, mut ends) = (Vec::<Open>::new(), Vec::new());
    let mut behind = 0;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        if at < behind {
            continue;
        }
        if rest.starts_with("!--") {
            behind = rest.find("-->").map_or(text.len(), |length| at + length);
            continue;
        }
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/').split(|c: char| !(c.is_ascii_alphanumeric() || c == ':'));
        let name = name.into_iter().next().unwrap_or_default().to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "style") && !closes {
            behind = rest.find(&format!("</{name}")).map_or(text.len(), |length| at + length);
            continue;
        }
        let Some(table) = open.last_mut() else {
            open.extend((name == "table" && !closes).then(Open::default));
            continue;
        };
        match name.as_str() {
            "table" if closes => drop(open.pop()),
            "table" => {
                if !table.in_cell {
                    ends.extend(open.pop().and_then(|table| table.outside));
                }
                open.push(Open::default());
            }
            "td" | "th" | "caption" => *table = Open { in_cell: !closes, outside: None },
            "tr" | "tbody" | "thead" | "tfoot" => *table = Open::default(),
            name if !closes && !name.is_empty() && !table.in_cell && !PARTS.contains(&name) => {
                table.outside = table.outside.or(Some(at));
            }
            _ => {}
        }
    }
    ends.extend(open.pop().and_then(|table| table.outside));
    if ends.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut whole, mut from) = (String::with_capacity(text.len()), 0);
    for at in ends {
        whole.push_str(&text[from..at]);
        whole.push_str("</table>");
        from = at;
    }
    whole.push_str(&text[from..]);
    Cow::Owned(whole)
}
