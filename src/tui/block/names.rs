//! Which row, column or group of a table some words name: official, short and other wordings, with or without numbering,
//! brackets and blanks. Only whole wordings count, since `本年` and `上年`, `未经` and `已经` are a character apart.

use crate::domain::definition::{Column, Group, Row};
use crate::domain::form::Form;
use crate::domain::spelling::{fold, letters};

/// How closely words have to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closeness {
    /// In all letters and digits.
    Letters,
    /// Without numbering, remarks in brackets behind, and words that change nothing.
    Sense,
    /// In the numbering alone, where there is nothing else.
    Number,
}

impl Closeness {
    /// From the closest on.
    pub const ALL: [Closeness; 3] = [Closeness::Letters, Closeness::Sense, Closeness::Number];
}

/// A wording, prepared to be compared.
struct Wording {
    index: usize,
    letters: Vec<char>,
    sense: Vec<char>,
    number: Option<Number>,
}

/// A numbering: whether it stands in brackets, and its digits.
type Number = (bool, String);

pub struct Names {
    rows: Vec<Wording>,
    row_groups: Vec<Wording>,
    columns: Vec<Wording>,
    column_groups: Vec<Wording>,
    /// Words that a print of the table holds besides.
    others: Vec<Wording>,
}

impl Names {
    pub fn new(form: &Form, table: usize) -> Names {
        let definition = &form.tables()[table];
        let of = |group: &Group| wordings(&[&group.label, &group.short.zh, &group.short.en, &group.gloss], &group.also);
        let row = |row: &Row| wordings(&[&row.label, &row.short.zh, &row.short.en, &row.gloss], &row.also);
        let column = |c: &Column| wordings(&[&c.label, &c.short.zh, &c.short.en, &c.gloss], &c.also);
        let headings = form.definition().chapters.iter().map(|chapter| wordings(&[&chapter.heading], &chapter.also));
        let labels = definition.labels.iter().map(|label| wordings(&[&label.text], &[]));
        Names {
            rows: prepared(definition.rows.iter().map(row)),
            row_groups: prepared(definition.row_groups.iter().map(of)),
            columns: prepared(definition.columns.iter().map(column)),
            column_groups: prepared(definition.column_groups.iter().map(of)),
            others: prepared(headings.chain(labels)),
        }
    }

    pub fn rows(&self, words: &str, closeness: Closeness) -> Vec<usize> {
        found(&self.rows, words, closeness)
    }

    pub fn row_group(&self, words: &str) -> Option<usize> {
        first(&self.row_groups, words)
    }

    pub fn column(&self, words: &str) -> Option<usize> {
        first(&self.columns, words)
    }

    pub fn column_group(&self, words: &str) -> Option<usize> {
        first(&self.column_groups, words)
    }

    /// Whether some words stand in a print of the table and name no row and no group of rows.
    pub fn is_furniture(&self, words: &str) -> bool {
        [&self.columns, &self.column_groups, &self.others].into_iter().any(|list| first(list, words).is_some())
    }
}

fn wordings(texts: &[&String], also: &[String]) -> Vec<String> {
    texts.iter().copied().chain(also).filter(|text| !text.is_empty()).cloned().collect()
}

fn prepared(things: impl Iterator<Item = Vec<String>>) -> Vec<Wording> {
    let prepare = |(index, texts): (usize, Vec<String>)| {
        texts.into_iter().map(move |text| Wording {
            index,
            letters: letters(&text),
            sense: sense(&text),
            number: numbering(&text).0,
        })
    };
    things.enumerate().flat_map(prepare).collect()
}

fn found(list: &[Wording], words: &str, closeness: Closeness) -> Vec<usize> {
    let mut found: Vec<usize> = match closeness {
        Closeness::Letters => {
            let wanted = letters(words);
            list.iter().filter(|word| !wanted.is_empty() && word.letters == wanted).map(|word| word.index).collect()
        }
        Closeness::Sense => {
            let wanted = sense(words);
            list.iter().filter(|word| !wanted.is_empty() && word.sense == wanted).map(|word| word.index).collect()
        }
        Closeness::Number => {
            let (number, rest) = numbering(words);
            let wanted = number.filter(|_| letters(&rest).is_empty());
            list.iter().filter(|word| wanted.is_some() && word.number == wanted).map(|word| word.index).collect()
        }
    };
    found.dedup();
    found
}

fn first(list: &[Wording], words: &str) -> Option<usize> {
    [Closeness::Letters, Closeness::Sense]
        .into_iter()
        .find_map(|closeness| found(list, words, closeness).first().copied())
}

/// The letters of a label that carry its sense.
pub fn sense(words: &str) -> Vec<char> {
    /// What is said in more words or in fewer, at the end.
    const ENDS: [&str; 4] = ["数量", "件数", "数", "件"];
    let rest = numbering(words).1;
    let bare = match rest.find('(') {
        Some(at) if at > 0 && rest.ends_with(')') => &rest[..at],
        _ => &rest,
    };
    let text: String =
        letters(bare).into_iter().filter(|c| *c != '的').map(|c| if c == '它' { '他' } else { c }).collect();
    let text = text.replace("或者", "或");
    let end = ENDS.iter().find_map(|end| text.strip_suffix(end).filter(|rest| !rest.is_empty()));
    end.unwrap_or(&text).chars().collect()
}

/// The numbering before a label, `1.`, `（一）`, `一、` or `①`, and what follows it.
pub fn numbering(words: &str) -> (Option<Number>, String) {
    let folded: String = words.chars().map(fold).filter(|c| !c.is_whitespace()).flat_map(plain_number).collect();
    let opened = folded.strip_prefix(['(', '[', '〔']);
    let rest = opened.unwrap_or(&folded);
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let arabic = rest.starts_with(|c: char| c.is_ascii_digit());
    let end = rest.find(|c: char| if arabic { !c.is_ascii_digit() } else { !is_numeral(c) }).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    let closed = rest.strip_prefix([')', ']', '〕']);
    let rest = closed.unwrap_or(rest);
    let sign = rest.strip_prefix(['.', '、', ',', ':', '．']);
    // Without a sign a Chinese numeral is a word of the label: 三安全.
    let parted = closed.is_some() || sign.is_some() || arabic;
    if digits.is_empty() || !parted || (opened.is_some() && closed.is_none()) {
        return (None, folded);
    }
    (Some((opened.is_some(), digits.to_string())), sign.unwrap_or(rest).to_string())
}

/// A character that is a numbering by itself, spelled out: `①` is `1.`, `㈠` is `(一)`.
fn plain_number(c: char) -> Vec<char> {
    let of = |first: char, before: &str, behind: &str| {
        let number = c as u32 - first as u32 + 1;
        format!("{before}{number}{behind}").chars().collect()
    };
    match c {
        '①'..='⑳' => of('①', "", "."),
        '⑴'..='⒇' => of('⑴', "(", ")"),
        '⒈'..='⒛' => of('⒈', "", "."),
        '㈠'..='㈩' => {
            let numeral = "一二三四五六七八九十".chars().nth((c as u32 - '㈠' as u32) as usize);
            ['('].into_iter().chain(numeral).chain([')']).collect()
        }
        other => vec![other],
    }
}
