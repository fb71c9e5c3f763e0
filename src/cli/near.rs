//! Names near a name that is not there, for "did you mean". It only ranks.

use super::arguments;

const OFFERED: usize = 5;

/// The likeliest of the known names, best first; none where none is near.
pub fn names<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ranked: Vec<(f64, &str)> = known.into_iter().map(|name| (likeness(wanted, name), name)).collect();
    ranked.retain(|(likeness, _)| *likeness >= 0.5);
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    ranked.dedup();
    ranked.into_iter().map(|(_, name)| name).take(OFFERED).collect()
}

/// The command that a word nearly is.
pub fn command(word: &str) -> Option<String> {
    let commands = arguments::names();
    let near = names(word, commands.iter().map(String::as_str));
    let letters = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    near.first().filter(|_| letters).map(|name| name.to_string())
}

/// 1 for equal names, more than a half for near ones. A part of a name is near the name, and what differs in a letter or two is
/// nearer.
fn likeness(wanted: &str, name: &str) -> f64 {
    let part = !wanted.is_empty() && (name.contains(wanted) || wanted.contains(name));
    let distance = strsim::normalized_damerau_levenshtein(wanted, name);
    if part { distance.max(0.7) } else { distance }
}
