//! Relative widths of a table's columns: the form's own, and wider where figures have more digits than those have room
//! for. It measures as on paper, so that every format shares out the same width; how a cell is drawn is the format's
//! business.

use super::table::{Content, TableCell};
use crate::export::page;
use crate::export::wrap::{least_width, width};

/// The type sizes that long figures are given room for, in twips, and the part of its width in per cent that a column of
/// labels keeps then; best first.
const SIZES: [(u32, u32); 10] =
    [(180, 65), (170, 65), (160, 65), (160, 60), (150, 60), (150, 55), (140, 55), (130, 50), (115, 50), (100, 45)];

/// The type size, in twentieths of a point, down to which a label beside several rows keeps all its width; below it, half a point takes four tenths of it.
const UNNARROWED: u32 = 160;

/// The smallest size at which last year's figure keeps to one line.
const LEAST_REMARK: u32 = 90;

/// Hundredths of the type size that a digit takes, in typefaces with wide ones.
const DIGIT: u32 = 56;

/// Rules and blank space beside a figure, together; a browser's columns are whole pixels.
const BESIDE: u32 = 90;

/// Those beside last year's figure, which is small.
const BESIDE_REMARK: u32 = 65;

/// The widths of the columns. Where every figure has room, they are the form's own; else the others give what they can
/// spare.
pub(super) fn widths(form: &[u16], cells: &[TableCell]) -> Vec<u16> {
    let shares = shares(form);
    if fits(&shares, &least(&shares, cells, SIZES[0].0, 0)) {
        return form.to_vec();
    }
    let columns = SIZES.into_iter().find_map(|(size, kept)| shared_out(&shares, &least(&shares, cells, size, kept)));
    columns.map_or_else(
        || form.to_vec(),
        |columns| columns.into_iter().map(|width| u16::try_from(width).unwrap_or(u16::MAX)).collect(),
    )
}

/// The form's widths on paper.
fn shares(form: &[u16]) -> Vec<u32> {
    let whole: u64 = form.iter().copied().map(u64::from).sum::<u64>().max(1);
    let share = |&width: &u16| u64::from(width) * u64::from(page::TEXT_WIDTH) / whole;
    form.iter().map(|width| u32::try_from(share(width)).unwrap_or(page::TEXT_WIDTH)).collect()
}

fn fits(shares: &[u32], least: &[u32]) -> bool {
    shares.iter().zip(least).all(|(share, least)| share >= least)
}

/// What each column needs at a type size, those of labels a part of their share at least.
fn least(shares: &[u32], cells: &[TableCell], size: u32, kept: u32) -> Vec<u32> {
    let mut least = vec![0; shares.len()];
    for cell in cells {
        let columns = usize::from(cell.at.1)..usize::from(cell.at.1 + cell.span.1);
        let Some(own) = least.get_mut(columns) else { continue };
        match &cell.content {
            Content::Figure { figure, .. } => {
                let remark = cell
                    .remark()
                    .map_or(0, |remark| on_paper(&remark, (size * 5 / 9).max(LEAST_REMARK)) + BESIDE_REMARK);
                let needed = (on_paper(&figure.to_string(), size) + BESIDE).max(remark);
                let lacking = needed.saturating_sub(own.iter().sum());
                if let Some(last) = own.last_mut() {
                    *last += lacking;
                }
            }
            // No column of labels is narrower than what no line end may part, as far as the form gives it that.
            Content::Label { text, .. } | Content::Note(text) => {
                if let ([own], Some(share)) = (own, shares.get(usize::from(cell.at.1))) {
                    let unparted = u32::try_from(least_width(text)).unwrap_or(u32::MAX).saturating_mul(size / 2);
                    *own = (*own).max(unparted.saturating_add(BESIDE).min(*share));
                }
            }
        }
    }
    for (column, (least, share)) in least.iter_mut().zip(shares).enumerate() {
        let over = |cell: &&TableCell| (usize::from(cell.at.1)..usize::from(cell.at.1 + cell.span.1)).contains(&column);
        let mut over = cells.iter().filter(over);
        if over.clone().any(|cell| matches!(cell.content, Content::Figure { .. })) {
            continue;
        }
        // A narrow label beside several rows would end with one character alone.
        let kept = match over.any(|cell| cell.span.0 > 1 && cell.span.1 == 1) {
            true => kept.max(100 - 4 * UNNARROWED.saturating_sub(size).min(25)),
            false => kept,
        };
        *least = (*least).max(share * kept / 100);
    }
    least
}

/// The width of a text of one line.
fn on_paper(text: &str, size: u32) -> u32 {
    let wide = |c: char| if width(c.encode_utf8(&mut [0; 4])) > 1 { size } else { size * DIGIT / 100 };
    text.chars().map(wide).fold(0, u32::saturating_add)
}

/// Widths of which none is below the least: what some columns gain, those lose that have more than they need.
fn shared_out(shares: &[u32], least: &[u32]) -> Option<Vec<u32>> {
    let whole: u32 = shares.iter().sum();
    let mut columns: Vec<u32> = shares.iter().zip(least).map(|(&share, &least)| share.max(least)).collect();
    let excess = columns.iter().copied().fold(0, u32::saturating_add).saturating_sub(whole);
    let slack: Vec<u32> = columns.iter().zip(least).map(|(width, least)| width - least).collect();
    let total = slack.iter().sum::<u32>();
    if excess > total {
        return None;
    }
    for (column, slack) in columns.iter_mut().zip(slack) {
        let given = u64::from(excess) * u64::from(slack) / u64::from(total.max(1));
        *column -= u32::try_from(given).unwrap_or(slack).min(slack);
    }
    Some(columns)
}
