//! What is to be written where in a form, in terms of the blocks that the importer sees: figures into cells, agency and
//! year into the title, prose under the headings of its chapters. How a container holds it is not known here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::TemplateError;
use super::filling::{Filling, OldProse};
use super::places::{Slot, places, reject_twice};
use super::title::{Wanted, replace_name, replace_year, title};
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form};
use crate::domain::proposal::Place;
use crate::domain::recalculation::{Totals, shown};
use crate::domain::report::{Part, Report};
use crate::export::document::{Paragraph, printed};
use crate::import::block::{Block, Mark};
use crate::import::normal::{is_blank_char, letters};
use crate::import::recogniser::own::{Kind, is_annex, kinds, text};
use crate::import::recogniser::{Outline, outline};
use crate::import::value;

#[derive(Debug, Default)]
pub struct Plan {
    /// Cells of tables and what they are to say.
    pub figures: Vec<(Slot, Written)>,
    /// Blocks that stay and are to say something else.
    pub words: BTreeMap<usize, String>,
    /// Paragraphs in the place of others.
    pub prose: Vec<Prose>,
    /// What there is to say of it.
    pub filling: Filling,
}

/// What a cell is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The cell of the form; `None` for what belongs to none.
    pub cell: Option<CellId>,
    pub figure: Figure,
    /// The unit behind it, where the cell shows one.
    pub unit: String,
}

/// Paragraphs that come into a form.
#[derive(Debug)]
pub struct Prose {
    pub part: Part,
    /// The block directly before them: a heading.
    pub behind: Option<usize>,
    /// The block directly behind them, where none is before them.
    pub before: Option<usize>,
    /// The blocks that go.
    pub old: Vec<usize>,
    pub new: Vec<Paragraph>,
}

impl Written {
    pub fn words(&self) -> String {
        match self.figure {
            Figure::Number(number) => format!("{number}{}", self.unit),
            other => other.to_string(),
        }
    }
}

pub fn plan(
    blocks: &[Block],
    report: &Report,
    forms: &[Arc<Form>],
    old_prose: OldProse,
) -> Result<Plan, TemplateError> {
    let form = report.form();
    reject_twice(blocks, form)?;
    let places = places(blocks, form, forms, report.year)?;
    let missing: Vec<CellId> = form.cells().filter(|cell| !places.cells.contains_key(cell)).collect();
    if !missing.is_empty() {
        return Err(TemplateError::NoPlace { cells: missing, all: form.len() });
    }
    let outlined = outline(blocks, form);
    let agency = report.agency.as_deref().map(printed).filter(|name| !name.is_empty());
    let wanted = Wanted { agency, year: report.year, scope: report.scope };
    let mut plan = Plan { words: title(blocks, form, &outlined, &wanted), ..Plan::default() };
    let totals = Totals::new(form, report.entries());
    let (mut held, mut says) = (0, false);
    for (&cell, &place) in &places.cells {
        let figure = shown(form, report.entries(), &totals, cell);
        let written = Written { cell: Some(cell), figure, unit: unit(blocks, place, &form.column(cell).unit) };
        let old = cell_text(blocks, place);
        // Totals may be formulas, and zeros are what some blank forms begin with.
        if value::is_figure(old) && !form.is_total(cell) {
            held += 1;
            let old = letters(value::without_last_year(old));
            let is_other = old != ['0'];
            says |= is_other;
            plan.filling.overwritten += usize::from(is_other && old != letters(&written.words()));
        }
        plan.figures.push((place, written));
    }
    let old_year = outlined.title.year;
    if old_year.is_some() && old_year != report.year {
        // Figures of another year that belong to nothing in the report are not handed in as this year's.
        let blank = Written { cell: None, figure: Figure::Unfilled, unit: String::new() };
        plan.figures.extend(places.strays.iter().map(|&place| (place, blank.clone())));
    }
    let replaces = match old_prose {
        // Last year's report, rather than a blank form.
        OldProse::ByForm => {
            let of_other_year = old_year.is_some() && old_year != report.year;
            held * 2 > form.inputs().count() && (says || of_other_year)
        }
        OldProse::Replace => true,
        OldProse::Keep => false,
    };
    // Figures alone are asked for where no chapter of prose has a heading.
    let only_data = outlined.chapters.iter().all(|about| form.table_of_chapter(about.chapter).is_some());
    let writing = Writing { blocks, report, outlined: &outlined, wanted: &wanted, replaces, only_data };
    plan.preamble(&writing);
    plan.chapters(&writing)?;
    plan.closing(&writing);
    Ok(plan)
}

/// What the words of a plan are made of.
struct Writing<'a> {
    blocks: &'a [Block],
    report: &'a Report,
    outlined: &'a Outline,
    wanted: &'a Wanted,
    /// Whether what may be last year's prose goes.
    replaces: bool,
    /// Whether the form has no place for prose.
    only_data: bool,
}

/// The words of a cell.
fn cell_text(blocks: &[Block], (block, row, cell): Slot) -> &str {
    match blocks.get(block) {
        Some(Block::Grid(grid)) => &grid.rows[row].cells[cell].text,
        _ => "",
    }
}

/// The unit that a cell shows, or the form's own where it shows another of money.
fn unit(blocks: &[Block], (block, row, cell): Slot, own: &str) -> String {
    let Some(Block::Grid(grid)) = blocks.get(block) else { return String::new() };
    match value::unit_behind(&grid.rows[row].cells[cell].text) {
        Some(unit) if value::is_money(&unit) => own.to_string(),
        Some(unit) => unit,
        None => String::new(),
    }
}

impl Plan {
    /// Which of some blocks, of those that may at all, give way to the report's words, and the last one that stays before a note
    /// of the form's own. What may be last year's prose is told.
    fn going(
        &mut self,
        part: Part,
        some: &[usize],
        may: &[usize],
        new: &[Paragraph],
        writing: &Writing<'_>,
    ) -> (Vec<usize>, Option<usize>) {
        let (mut going, mut staying, mut own) = (Vec::new(), None, false);
        for (index, kind) in kinds(writing.blocks, some) {
            let words = text(&writing.blocks[index]).trim_matches(is_blank_char);
            own |= matches!(kind, Kind::Own(_));
            match kind {
                Kind::Own(_) => self.rename(index, writing),
                _ if !may.contains(&index) => {}
                Kind::Room => going.push(index),
                // It comes again as it was.
                Kind::Doubtful if new.iter().any(|paragraph| paragraph.text == words) => going.push(index),
                Kind::Doubtful if writing.replaces => {
                    going.push(index);
                    self.filling.replaced.push((part, words.to_string()));
                }
                Kind::Doubtful => {
                    staying = if own { staying } else { Some(index) };
                    self.filling.kept.push((part, words.to_string()));
                }
            }
        }
        (going, staying)
    }

    /// Puts this report's agency in the place of the form's on a line that stays.
    fn rename(&mut self, index: usize, writing: &Writing<'_>) {
        let mut words = text(&writing.blocks[index]).to_string();
        if let (Some(old), Some(new)) = (&writing.outlined.title.agency, &writing.wanted.agency)
            && old != new
        {
            replace_name(&mut words, old, new);
        }
        if words != text(&writing.blocks[index]) {
            self.words.insert(index, words);
        }
    }

    /// The report's preamble in the place of the form's sentences; a form's own is brought up to date where the report
    /// has none.
    fn preamble(&mut self, writing: &Writing<'_>) {
        let Writing { blocks, report, outlined, wanted, .. } = *writing;
        let rest = outlined.preamble.iter().copied().filter(|index| !self.words.contains_key(index));
        let rest: Vec<usize> = rest.collect();
        let new = Paragraph::all(report.text(Part::Preamble));
        if new.is_empty() {
            for index in rest {
                let mut words = text(&blocks[index]).to_string();
                up_to_date(&mut words, outlined, wanted);
                if words != text(&blocks[index]) {
                    self.words.insert(index, words);
                }
            }
            return;
        }
        if writing.only_data {
            return self.filling.left_out.push(Part::Preamble);
        }
        let (old, _) = self.going(Part::Preamble, &rest, &sentences(blocks, &rest), &new, writing);
        let before = outlined.chapters.first().map(|chapter| chapter.heading.start);
        self.prose.push(Prose { part: Part::Preamble, behind: None, before, old, new });
    }

    /// The chapters' prose. Notes of the form's own stay, words that hold a place go, and last year's prose goes where it is
    /// such, whether the report has words there or not. Beside a table only sentences go, since captions and units belong
    /// to the table; and what stands under a heading that the report does not have stays.
    fn chapters(&mut self, writing: &Writing<'_>) -> Result<(), TemplateError> {
        let Writing { blocks, report, outlined, .. } = *writing;
        let form = report.form();
        let chapters = 0..form.definition().chapters.len();
        let headed = |chapter: usize| outlined.chapters.iter().any(|other| other.chapter == chapter);
        let missing = chapters.filter(|&chapter| !headed(chapter));
        let missing: Vec<usize> =
            missing.filter(|&chapter| !Paragraph::all(report.text(Part::Chapter(chapter))).is_empty()).collect();
        if !missing.is_empty() && !writing.only_data {
            return Err(TemplateError::NoChapter(missing));
        }
        self.filling.left_out.extend(missing.into_iter().map(Part::Chapter));
        for about in &outlined.chapters {
            let part = Part::Chapter(about.chapter);
            let new = Paragraph::all(report.text(part));
            let sheet = about.heading.end.checked_sub(1).and_then(|heading| sheet(&blocks[heading]));
            let goes_on =
                |block: &Block| !is_other_heading(block, form) && self::sheet(block).is_none_or(|s| sheet == Some(s));
            let own: Vec<usize> = about.prose.iter().copied().take_while(|&index| goes_on(&blocks[index])).collect();
            let beside_table = form.table_of_chapter(about.chapter).is_some();
            let may = if beside_table { sentences(blocks, &own) } else { own.clone() };
            let (old, staying) = self.going(part, &own, &may, &new, writing);
            let heading = about.heading.end.checked_sub(1);
            if let Some(heading) = heading.filter(|_| !about.rest.is_empty()) {
                let whole = text(&blocks[heading]);
                let kept = whole.rfind(&about.rest).map_or(whole, |at| &whole[..at]);
                self.words.insert(heading, kept.to_string());
            }
            if !new.is_empty() || !old.is_empty() {
                self.prose.push(Prose { part, behind: staying.or(heading), before: None, old, new });
            }
        }
        Ok(())
    }

    /// Signature and date: the report's, else the form's own signature without a date, which is not this report's.
    fn closing(&mut self, writing: &Writing<'_>) {
        let Writing { blocks, report, outlined, wanted, .. } = *writing;
        let new = Paragraph::all(report.text(Part::Closing));
        if !new.is_empty() {
            if writing.only_data {
                return self.filling.left_out.push(Part::Closing);
            }
            let own = kinds(blocks, &outlined.closing).into_iter().filter(|(_, kind)| !matches!(kind, Kind::Own(_)));
            let old: Vec<usize> = own.map(|(index, _)| index).collect();
            let last = outlined.chapters.last();
            let behind = last.and_then(|chapter| {
                let own = self.prose.iter().find(|prose| prose.part == Part::Chapter(chapter.chapter));
                let written = own.and_then(|prose| prose.old.last().copied().or(prose.behind));
                written.or_else(|| chapter.heading.end.checked_sub(1))
            });
            if behind.is_some() || !old.is_empty() {
                self.prose.push(Prose { part: Part::Closing, behind, before: None, old, new });
            }
            return;
        }
        let stale = outlined.title.year.is_some() && outlined.title.year != wanted.year;
        for &index in &outlined.closing {
            let mut words = text(&blocks[index]).to_string();
            if stale && words.contains('年') && words.contains(|c: char| c.is_numeric()) {
                words.clear();
            } else if let (Some(old), Some(new)) = (&outlined.title.agency, &wanted.agency) {
                replace_name(&mut words, old, new);
            }
            if words != text(&blocks[index]) {
                self.words.insert(index, words);
            }
        }
    }
}

/// Puts this report's agency and year in the place of the form's.
fn up_to_date(words: &mut String, outlined: &Outline, wanted: &Wanted) {
    if let (Some(old), Some(new)) = (outlined.title.year, wanted.year)
        && old != new
    {
        replace_year(words, old, new);
    }
    if let (Some(old), Some(new)) = (&outlined.title.agency, &wanted.agency)
        && old != new
    {
        replace_name(words, old, new);
    }
}

/// The blocks of some that are sentences, with what stands between two of them; a caption, a number or a date around
/// them does not belong to them.
fn sentences(blocks: &[Block], some: &[usize]) -> Vec<usize> {
    let sentence = |&index: &usize| is_sentence(text(&blocks[index]));
    let runs = some.chunk_by(|a, b| a + 1 == *b).filter_map(|run| {
        let (first, last) = run.iter().position(sentence).zip(run.iter().rposition(sentence))?;
        Some(&run[first..=last])
    });
    runs.flatten().copied().collect()
}

/// Whether words are prose, and not a caption, a unit or a number of a document.
fn is_sentence(words: &str) -> bool {
    const LONG: usize = 60;
    words.contains(['。', '；']) || words.chars().count() > LONG
}

/// The sheet of a workbook that a line stands on: a chapter does not go on upon the next.
fn sheet(block: &Block) -> Option<usize> {
    match block.line()?.place {
        Place::SheetRow { sheet, .. } => Some(sheet),
        _ => None,
    }
}

/// Whether a block is a heading that the report does not have: a numeral behind those of its chapters, an annex, or
/// what markup sets off and is no sub-heading.
fn is_other_heading(block: &Block, form: &Form) -> bool {
    const LONG: usize = 40;
    let words = text(block).trim_matches(is_blank_char);
    if words.is_empty() || words.chars().count() > LONG || words.contains('。') {
        return false;
    }
    let numeral = words.split_once('、').map(|(numeral, _)| numeral);
    let chinese = |numeral: &&str| !numeral.is_empty() && numeral.chars().all(|c| "一二三四五六七八九十".contains(c));
    let known = |numeral: &str| form.definition().chapters.iter().any(|chapter| chapter.numeral == numeral);
    if numeral.filter(chinese).is_some_and(|numeral| !known(numeral)) || is_annex(words) {
        return true;
    }
    let marked = matches!(block, Block::Line(l) | Block::Paragraph(l) | Block::Cell(l) if l.mark == Mark::Heading);
    let lower = words.starts_with(['（', '(']) || words.starts_with(|c: char| c.is_ascii_digit());
    marked && !lower
}
