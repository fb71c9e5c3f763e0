//! What a filled form says besides the report: how it is to be filled in, lines for names and seals, sheets with something
//! else. None of it becomes prose; it is told. What may as well be the report's own words stays with them, or goes to its
//! closing lines.

use std::collections::BTreeSet;

use super::Outline;
use super::own::{Kind, Own, kinds, text};
use crate::domain::form::Form;
use crate::domain::proposal::Place;
use crate::domain::report::Note;
use crate::domain::text::Lang;
use crate::import::block::Block;
use crate::import::normal::is_blank_char;

/// How many characters of a line a note shows.
const SHOWN: usize = 40;

/// Takes the lines that are no words of the report out of its parts, and gives them.
pub(super) fn take(outline: &mut Outline, form: &Form, blocks: &[Block]) -> Vec<usize> {
    let mut taken = Vec::new();
    let mut sift = |prose: &mut Vec<usize>, most: &[Own]| {
        let kinds = kinds(blocks, prose).into_iter();
        let own = kinds.filter(|(_, kind)| matches!(kind, Kind::Own(own) if most.contains(own)));
        let own: BTreeSet<usize> = own.map(|(index, _)| index).collect();
        prose.retain(|index| !own.contains(index));
        taken.extend(own);
    };
    sift(&mut outline.preamble, &[Own::Instruction, Own::Names]);
    sift(&mut outline.closing, &[Own::Instruction]);
    let last = outline.chapters.len().saturating_sub(1);
    for (index, chapter) in outline.chapters.iter_mut().enumerate() {
        let beside_table = index < last && form.table_of_chapter(chapter.chapter).is_some();
        sift(&mut chapter.prose, if beside_table { &[Own::Instruction, Own::Names] } else { &[Own::Instruction] });
    }
    if let Some(last) = outline.chapters.last_mut() {
        let closing = last.prose.split_off(tail(&kinds(blocks, &last.prose), &last.prose));
        outline.closing.splice(0..0, closing);
    }
    taken
}

/// Where notes and lines for names begin with which the last chapter ends. A chapter that is nothing but a note says that.
fn tail(kinds: &[(usize, Kind)], prose: &[usize]) -> usize {
    let is_names = |kind: &Kind| *kind == Kind::Own(Own::Names);
    let ends = |kind: &Kind| is_names(kind) || *kind == Kind::Own(Own::Note);
    let Some(first) = kinds.iter().rposition(|(_, kind)| !ends(kind)).map_or(Some(0), |last| last.checked_add(1))
    else {
        return prose.len();
    };
    let first =
        if first == 0 { kinds.iter().rposition(|(_, kind)| !is_names(kind)).map_or(0, |note| note + 1) } else { first };
    let block = kinds.get(first).map(|(index, _)| *index);
    block.and_then(|block| prose.iter().position(|&index| index == block)).unwrap_or(prose.len())
}

/// Says what was left out: lines that stand together in one note, those of a sheet in one.
pub(super) fn notes(blocks: &[Block], left: impl Iterator<Item = usize>, lang: Lang) -> Vec<Note> {
    let left: BTreeSet<usize> = left.filter(|&index| !words(&blocks[index]).is_empty()).collect();
    let left: Vec<usize> = left.into_iter().collect();
    let runs = left.chunk_by(|&one, &next| {
        one + 1 == next || sheet(&blocks[one]).is_some_and(|own| sheet(&blocks[next]) == Some(own))
    });
    let note = |run: &[usize]| {
        let first = blocks[run[0]].line()?;
        let shown: String = words(&blocks[run[0]]).chars().take(SHOWN).collect();
        let text = match run.len() {
            1 => lang.say(
                format!("“{shown}”不像报告的正文（填表说明、签名盖章处等），没有读入"),
                format!("\"{shown}\" does not look like text of the report (instructions, lines for names and seals) and was left out"),
            ),
            count => lang.say(
                format!("“{shown}”等 {count} 行不像报告的正文（填表说明、签名盖章处、其他工作表等），没有读入"),
                format!("{count} lines, from \"{shown}\" on, do not look like text of the report (instructions, lines for names and seals, other sheets) and were left out"),
            ),
        };
        Some(Note::new(None, first.place.words(lang), text))
    };
    runs.filter_map(note).collect()
}

/// Lines on sheets of a workbook that have no heading, no title and no table of the report.
pub(super) fn elsewhere(blocks: &[Block], own: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let sheets: BTreeSet<usize> = own.filter_map(|index| sheet(blocks.get(index)?)).collect();
    let is_other = |index: &usize| {
        blocks[*index].line().is_some() && sheet(&blocks[*index]).is_some_and(|sheet| !sheets.contains(&sheet))
    };
    if sheets.is_empty() { BTreeSet::new() } else { (0..blocks.len()).filter(is_other).collect() }
}

fn words(block: &Block) -> &str {
    text(block).trim_matches(is_blank_char)
}

fn sheet(block: &Block) -> Option<usize> {
    let place = match block {
        Block::Grid(grid) => grid.rows.first()?.place,
        line => line.line()?.place,
    };
    if let Place::SheetRow { sheet, .. } = place { Some(sheet) } else { None }
}
