//! Which of a form's words are its own, which only hold the place of words to come, and which may be last year's prose.
//! It decides by the words alone; what becomes of them is said by `plan`.

use super::title::text;
use crate::import::block::Block;
use crate::import::normal::is_blank_char;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A note, an instruction, a line for names and a seal.
    Own,
    /// Blanks, and words that say what is to be written there.
    Room,
    /// A sentence, of which nothing tells whose it is.
    Doubtful,
}

/// What a note begins with; `：`, a number or nothing follows it.
const NOTES: [&str; 11] =
    ["填表说明", "填报说明", "填写说明", "填报要求", "填表要求", "备注", "说明", "注意事项", "注释", "注", "附注"];

/// What begins a line that is no prose, whatever follows.
const OTHERS: [&str; 6] = ["附件", "附表", "附：", "单位：", "计量单位", "※"];

/// What stands on a line for names and a seal.
const SIGNED: [&str; 12] =
    ["盖章", "公章", "签章", "签字", "签名", "填报单位", "填报人", "填表人", "制表人", "审核人", "负责人", "填报日期"];

/// What says that words are to be written here.
const ASKS: [&str; 7] = ["文字描述", "文字说明", "此处", "在此", "填写", "请描述", "略"];

/// The longest label before a colon, in characters.
const LABEL: usize = 14;

/// What some blocks are, in order. What a note has begun goes on in numbered lines.
pub fn kinds(blocks: &[Block], some: &[usize]) -> Vec<(usize, Kind)> {
    let (mut kinds, mut goes_on, mut before) = (Vec::new(), Begun::Nothing, None);
    for &index in some {
        let whole = text(&blocks[index]);
        let words = whole.trim_matches(is_blank_char);
        // A table ends what stands above it.
        if before.is_some_and(|before: usize| blocks[before..index].iter().any(|b| matches!(b, Block::Grid(_)))) {
            goes_on = Begun::Nothing;
        }
        before = Some(index);
        let begun = note(words);
        let kind = match goes_on {
            _ if words.is_empty() => Kind::Room,
            _ if begun.is_some() => {
                goes_on = begun.unwrap_or(Begun::Nothing);
                Kind::Own
            }
            // What stands directly below the head belongs to it, and numbered lines behind that.
            Begun::List => {
                goes_on = Begun::Note;
                Kind::Own
            }
            Begun::Note if is_numbered(words) => Kind::Own,
            _ => {
                goes_on = Begun::Nothing;
                kind(whole)
            }
        };
        kinds.push((index, kind));
    }
    kinds
}

/// What goes on in the next lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begun {
    Nothing,
    /// A note with words of its own; numbered lines belong to it.
    Note,
    /// The head of notes; the line below it is one, whatever it is.
    List,
}

fn note(words: &str) -> Option<Begun> {
    let head = NOTES.iter().find_map(|note| words.strip_prefix(note))?;
    let rest = head.trim_start_matches(is_blank_char);
    let behind = rest.trim_start_matches(['：', ':']).trim_matches(is_blank_char);
    match rest.chars().next() {
        _ if behind.is_empty() => Some(Begun::List),
        Some('：' | ':' | '、' | '.' | '．' | '（' | '(') => Some(Begun::Note),
        Some(c) if c.is_numeric() => Some(Begun::Note),
        _ => None,
    }
}

fn kind(whole: &str) -> Kind {
    let words = whole.trim_matches(is_blank_char);
    let bracketed = words.starts_with(['（', '(', '【', '[']) && words.ends_with(['）', ')', '】', ']']);
    if OTHERS.iter().any(|other| words.starts_with(other)) || is_for_names(whole) {
        return Kind::Own;
    }
    let asks = |words: &str| ASKS.iter().any(|asks| words.contains(asks));
    let gaps = words.chars().collect::<Vec<_>>().windows(2).any(|pair| pair[0] == pair[1] && is_gap(pair[0]));
    match bracketed && asks(words) || gaps || words.starts_with("此处") || words.starts_with("请在此") {
        true => Kind::Room,
        false => Kind::Doubtful,
    }
}

/// Whether a line is labels with room behind them: `填报单位（盖章）：      填报人：`.
fn is_for_names(whole: &str) -> bool {
    if whole.contains(['。', '；', '，']) {
        return false;
    }
    let signed = SIGNED.iter().any(|signed| whole.contains(signed));
    let mut pieces = whole.split(['：', ':']);
    let label = pieces.next().unwrap_or_default().trim_matches(is_blank_char);
    let rest: Vec<&str> = pieces.collect();
    let is_label = !label.is_empty() && label.chars().count() <= LABEL;
    let room = |piece: &&str| piece.chars().next().is_some_and(|c| is_blank_char(c) || is_gap(c));
    is_label && !rest.is_empty() && (signed || rest.iter().any(room) && rest.len() > 1)
}

/// A sign that leaves room for words to come.
fn is_gap(c: char) -> bool {
    matches!(c, '_' | '＿' | 'X' | 'x' | 'Ｘ' | '×' | '○' | '〇' | '□' | '*')
}

fn is_numbered(words: &str) -> bool {
    words.starts_with(|c: char| c.is_numeric() || matches!(c, '（' | '(' | '①'..='⑳'))
}
