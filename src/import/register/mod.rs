//! Bytes of an office's register of requests (依申请公开台账) in, its lines out, as they are written there, with what was passed
//! over and why. What a line counts as is not known here. A register is full of people's names: only the lines hold
//! anything of what it says, and whatever is said of it besides names places and reasons alone.

mod words;

mod table;

mod xlsx;

mod opened;

mod day;

mod around;

mod heads;

mod draft;

mod lines;

use serde::{Deserialize, Serialize};

use super::ImportError;
use super::budget::Budget;
use crate::domain::proposal::Place;
use crate::domain::register::record::Record;
use crate::domain::text::Lang;
use lines::TableKind;
use opened::Opened;
use table::Table;
use words::Wordings;

/// A register as it was read.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// Its lines, in the order of the document.
    pub records: Vec<Record>,
    /// What was passed over, in the order of the document.
    pub left_out: Vec<LeftOut>,
    /// The years that its titles, sheets and lines between months name, each once, the first named first.
    pub years: Vec<i32>,
}

/// Counts only: a debugger or a crash report prints no name.
impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Reading { records, left_out, years } = self;
        let records = records.len();
        f.debug_struct("Reading").field("records", &records).field("left_out", left_out).field("years", years).finish()
    }
}

/// Something that was passed over; it holds nothing of what the register says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Where it begins.
    pub place: Place,
    /// How many lines it has.
    pub lines: usize,
    /// Why it was passed over.
    pub why: Why,
}

/// Why something of a register was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// A table whose heads are not those of a register.
    NoRegister,
    /// A register of something else: reconsideration, petitions, what is published without being asked for.
    OtherRegister,
    /// Totals.
    Total,
    /// Who filled it in and when, notes, and the like.
    Closing,
    /// A line of one cell that is neither a month nor a title.
    OneCell,
    /// A line with a number and nothing else.
    OnlyNumber,
    /// A line without number, day of receipt and applicant.
    NoRequest,
    /// Lines that are hidden, as by a filter.
    Hidden,
    /// Columns of a sheet that are hidden.
    HiddenColumns,
    /// A sheet that is hidden.
    HiddenSheet,
    /// A cell of a line that was read, part of which is struck out or cannot be seen.
    Unseen,
}

impl LeftOut {
    /// What was passed over and why, with its place.
    pub fn words(self, lang: Lang) -> String {
        let place = self.place.words(lang);
        let (why, lines) = (self.why.words(lang), self.lines);
        match (place.is_empty(), lines > 1) {
            (true, _) => why.to_string(),
            (false, false) => lang.say(format!("{place}：{why}"), format!("{place}: {why}")),
            (false, true) => lang.say(format!("{place}起 {lines} 行：{why}"), format!("{place}, {lines} lines: {why}")),
        }
    }
}

impl Why {
    /// The reason in words.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Why::NoRegister => lang.pick(
                "表头不像依申请公开台账，没有读取",
                "the heads are not those of a register of requests; not read",
            ),
            Why::OtherRegister => lang.pick(
                "是别的台账（如复议诉讼、信访、主动公开），没有读取",
                "a register of something else (reconsideration, petitions, publication); not read",
            ),
            Why::Total => lang.pick("合计行，没有读取", "a total; not read"),
            Why::Closing => lang.pick("落款或说明，没有读取", "a signature or a note; not read"),
            Why::OneCell => lang.pick("整行只有一格有字，没有读取", "only one cell is filled; not read"),
            Why::OnlyNumber => lang.pick("只有编号，没有读取", "a number and nothing else; not read"),
            Why::NoRequest => lang
                .pick("没有编号、收到日期和申请人，没有读取", "neither number, day of receipt nor applicant; not read"),
            Why::Hidden => lang.pick(
                "是隐藏的（可能是筛选隐藏），没有读取；要读取，请取消筛选或隐藏后再试",
                "hidden, perhaps by a filter; not read. Show them and try again to have them read",
            ),
            Why::HiddenColumns => lang.pick("有隐藏的列，没有读取", "columns are hidden; not read"),
            Why::HiddenSheet => lang.pick("有隐藏的工作表，没有读取", "a sheet is hidden; not read"),
            Why::Unseen => lang.pick(
                "有划掉的、看不见的或没有算出的文字，没有读取，请核对",
                "something is struck out, cannot be seen or was never computed, and was not read; please check",
            ),
        }
    }
}

/// Reads a register by its content.
///
/// # Errors
/// As for any document; [`ImportError::NoRegister`] where it holds no line of a register.
pub fn read(bytes: &[u8]) -> Result<Reading, ImportError> {
    let budget = Budget::of_register();
    let wordings = Wordings::new()?;
    let Opened { tables, hides_sheets } = opened::open(bytes, &budget)?;
    let mut reading = Reading::default();
    let of_book = year_of_book(&tables, &mut reading.years);
    let (mut counted, mut found, mut before) = (Vec::new(), false, None);
    for table in tables {
        if table.rows.is_empty() {
            continue;
        }
        if let Some((place, lines)) = table.hidden_rows {
            reading.left_out.push(LeftOut { place, lines, why: Why::Hidden });
        }
        match lines::read(&table, of_book, before.as_ref(), &wordings, &mut reading, &budget)? {
            TableKind::Register(own, carried) => {
                (found, before) = (true, carried);
                counted.extend(own);
                if !table.hidden_columns.is_empty() {
                    reading.left_out.push(LeftOut { place: table.rows[0].place, lines: 1, why: Why::HiddenColumns });
                }
            }
            TableKind::Other(why) => {
                let lines = table.rows.len();
                reading.left_out.push(LeftOut { place: table.rows[0].place, lines, why });
            }
        }
    }
    if hides_sheets {
        reading.left_out.push(LeftOut { place: Place::Unknown, lines: 1, why: Why::HiddenSheet });
    }
    lines::tell_apart(&mut reading, &counted);
    budget.check()?;
    if found { Ok(reading) } else { Err(ImportError::NoRegister) }
}

/// The year of a book whose titles and sheets name only one; all that they name are gathered.
fn year_of_book(tables: &[Table], years: &mut Vec<i32>) -> Option<i16> {
    const LOOKED_AT: usize = 6;
    let mut named = Vec::new();
    for table in tables {
        let titles = table.titles.iter().map(String::as_str);
        let rows = (0..table.rows.len().min(LOOKED_AT)).filter(|&row| table.cells(row).count() < 3);
        let rows = rows.flat_map(|row| table.cells(row)).map(|cell| cell.text);
        for year in titles.chain(rows).flat_map(around::years) {
            if !named.contains(&year) {
                named.push(year);
            }
        }
    }
    years.extend(named.iter().map(|&year| i32::from(year)));
    match named[..] {
        [year] => Some(year),
        _ => None,
    }
}
