//! What a text in Markdown holds that nobody sees where it is set: remarks of HTML and of its own, and tags that hide what is
//! in them. It is taken out before the text is read, line ends left, so that places stay right.

use std::borrow::Cow;

use crate::domain::proposal::Place;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::html;
use crate::import::words::Look;

/// The longest tag that is looked at, and what that takes.
const LONGEST: usize = 500;
const LOOK: usize = 2000;

/// What it takes to look at a further tag for the end of one.
const STEP: usize = 16;

/// A text without what is not seen of it, and what was passed over.
pub fn seen<'a>(text: &'a str, budget: &Budget) -> (Cow<'a, str>, Vec<(Place, Aside)>) {
    let (mut whole, mut asides) = (String::new(), Vec::new());
    let mut done = 0;
    // The line on which the text before a place ends.
    let (mut line, mut counted) = (1, 0);
    for (at, sign) in text.match_indices(['<', '[']) {
        if at < done || text[..at].ends_with('\\') {
            continue;
        }
        let Some(Passed { length, put, aside }) = passed(&text[at..], sign, is_first(text, at), budget) else {
            continue;
        };
        let words = &text[at..at + length];
        if words.contains(|c: char| c.is_ascii_digit()) && aside != Aside::Raised {
            line += text[counted..at].matches('\n').count();
            counted = at;
            asides.push((Place::Line(line), aside));
        }
        whole.push_str(&text[done..at]);
        whole.push_str(&put);
        whole.extend(words.chars().filter(|&c| c == '\n' && aside != Aside::Raised));
        done = at + length;
    }
    if done == 0 {
        return (Cow::Borrowed(text), asides);
    }
    whole.push_str(&text[done..]);
    asides.dedup_by_key(|(_, aside)| *aside);
    (Cow::Owned(whole), asides)
}

/// A piece that is not seen as it stands.
struct Passed {
    length: usize,
    /// What stands in its place.
    put: String,
    aside: Aside,
}

fn is_first(text: &str, at: usize) -> bool {
    text[..at].ends_with('\n') || at == 0
}

fn passed(text: &str, sign: &str, first: bool, budget: &Budget) -> Option<Passed> {
    let unseen = |length: usize| Some(Passed { length, put: String::new(), aside: Aside::Unseen });
    if let Some(remark) = text.strip_prefix("<!--") {
        return unseen(remark.find("-->").map_or(text.len(), |end| end + "<!---->".len()));
    }
    // The way in which Markdown keeps remarks: an address that nothing leads to.
    if sign == "[" {
        let line = first.then(|| &text[..text.find('\n').unwrap_or(text.len())])?;
        let is_remark = ["]: #", "]: <>"].iter().any(|behind| line.contains(behind));
        return if is_remark { unseen(line.len()) } else { None };
    }
    text[1..].starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
    let end = memchr::memchr(b'>', &text.as_bytes()[..text.len().min(LONGEST)])?;
    let tag = &text[..=end];
    let name = &tag[1..];
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let says = |words: &[&str]| words.iter().any(|word| tag.contains(word));
    let silent = ["script", "style", "template"].iter().any(|silent| name.eq_ignore_ascii_case(silent));
    if name.is_empty() || name.eq_ignore_ascii_case("table") || !(silent || says(&["style", "hidden", "color", "dir"]))
    {
        return None;
    }
    budget.spend(LOOK).then_some(())?;
    let look = if silent { Look::Unseen } else { html::look(tag, budget) };
    let (inner, length) = element(text, end + 1, name, budget)?;
    let of_words = |mark: &str| Some(Passed { length, put: format!("<{mark}>{inner}</{mark}>"), aside: Aside::Raised });
    match look {
        Look::Unseen => unseen(length),
        Look::Turned => Some(Passed { length, put: String::new(), aside: Aside::Leftwards }),
        Look::Struck => Some(Passed { length, put: String::new(), aside: Aside::Struck }),
        Look::Raised => of_words("sup"),
        Look::Lowered => of_words("sub"),
        Look::Plain => None,
    }
}

/// What stands in an element whose tag ends at a place, and how long the element is.
fn element<'a>(text: &'a str, start: usize, name: &str, budget: &Budget) -> Option<(&'a str, usize)> {
    let mut depth = 1;
    for (at, _) in text[start..].match_indices('<') {
        budget.spend(STEP).then_some(())?;
        let behind = &text[start + at + 1..];
        let closes = behind.starts_with('/');
        let named = behind.get(usize::from(closes)..usize::from(closes) + name.len());
        let ends =
            behind.as_bytes().get(usize::from(closes) + name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if named.is_some_and(|named| named.eq_ignore_ascii_case(name)) && ends {
            depth += if closes { -1 } else { 1 };
        }
        if depth == 0 {
            let length = behind.find('>')? + start + at + 2;
            return Some((&text[start..start + at], length));
        }
    }
    None
}
