//! A roster of bodies from a table: a line for each body, under heads in Chinese or English, in CSV or any workbook. Everything
//! that is wrong is told at once, with its line; a list with defects is taken over not at all.

use jiff::civil::Date;

use super::ImportError;
use super::budget::Budget;
use super::content::{Content, content};
use super::normal::is_blank_char;
use super::workbook::{self, sheet::Sheet};
use crate::domain::collection::roster::{Body, Duty};
use crate::domain::report::{Scope, plain_name};
use crate::domain::text::Lang;

/// A column of the list, with the heads that it is known by.
const HEADS: [(Column, &[&str]); 7] = [
    (Column::Body, &["body", "agency", "name", "单位", "单位名称", "单位全称", "填报单位", "报送单位", "机关名称"]),
    (Column::Group, &["group", "组", "组别", "分组", "类别"]),
    (Column::Duty, &["duty", "义务", "报送义务", "是否须报", "须报情况"]),
    (Column::Due, &["due", "应报日", "应报日期", "截止日期", "报送期限"]),
    (Column::Reason, &["reason", "原因", "理由", "免报原因", "免报理由"]),
    (Column::Former, &["former", "曾用名", "原名"]),
    (Column::Scope, &["scope", "口径"]),
];

const DUTIES: [(&str, Kind); 10] = [
    ("", Kind::Required),
    ("required", Kind::Required),
    ("须报", Kind::Required),
    ("应报", Kind::Required),
    ("是", Kind::Required),
    ("exempt", Kind::Exempt),
    ("免报", Kind::Exempt),
    ("否", Kind::Exempt),
    ("separate", Kind::Separate),
    ("自成系统", Kind::Separate),
];

const SCOPES: [(&str, Scope); 7] = [
    ("", Scope::Own),
    ("own", Scope::Own),
    ("本机关", Scope::Own),
    ("本单位", Scope::Own),
    ("aggregated", Scope::Aggregated),
    ("汇总", Scope::Aggregated),
    ("本地区", Scope::Aggregated),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Body,
    Group,
    Duty,
    Due,
    Reason,
    Former,
    Scope,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Required,
    Exempt,
    Separate,
}

/// What keeps a list from being a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The row, from 1; 0 where it is the whole list.
    pub row: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a list of bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be read, or is no table.
    Unreadable(Box<ImportError>),
    /// The file is a document without a table.
    NoTable,
    /// No row names a column of bodies.
    NoHead,
    /// There are heads and no body.
    Empty,
    /// A row names no body.
    Nameless,
    /// A body stands there twice, first in this row.
    Twice(String, usize),
    /// The duty that this says is none.
    Duty(String),
    /// This is no date.
    Due(String),
    /// The scope that this says is none.
    Scope(String),
}

impl Defect {
    /// The defect in words, its row first.
    pub fn words(&self, lang: Lang) -> String {
        let words = match &self.fault {
            Fault::Unreadable(error) => error.message(lang),
            Fault::NoTable => lang.say("不是表格，请用 csv 或 xlsx。", "This is no table; use csv or xlsx."),
            Fault::NoHead => lang.say(
                "找不到“单位”一列。表头应为：单位,组别,义务,应报日,原因,曾用名。",
                "There is no column of bodies. The heads are body,group,duty,due,reason,former.",
            ),
            Fault::Empty => lang.say("表头下面没有单位。", "There is no body below the heads."),
            Fault::Nameless => lang.say("没有写单位名称。", "No body is named."),
            Fault::Twice(name, row) => {
                lang.say(format!("{name} 已在第 {row} 行出现过。"), format!("{name} stands in row {row} already."))
            }
            Fault::Duty(text) => lang.say(
                format!("义务“{text}”无法识别，可以写：须报、免报、自成系统。"),
                format!("Unknown duty “{text}”: required, exempt or separate."),
            ),
            Fault::Due(text) => lang.say(
                format!("应报日“{text}”不是日期，应写成 2026-01-20 的样子。"),
                format!("The due date “{text}” is no date such as 2026-01-20."),
            ),
            Fault::Scope(text) => lang.say(
                format!("口径“{text}”无法识别，可以写：本机关、汇总。"),
                format!("Unknown scope “{text}”: own or aggregated."),
            ),
        };
        match self.row {
            0 => words,
            row => lang.say(format!("第 {row} 行：{words}"), format!("Row {row}: {words}")),
        }
    }
}

/// Reads a list of bodies, in its order.
///
/// # Errors
/// Everything that is wrong with it, by rows.
pub fn read(bytes: &[u8]) -> Result<Vec<Body>, Vec<Defect>> {
    let whole = |fault: Fault| vec![Defect { row: 0, fault }];
    let unreadable = |error: ImportError| whole(Fault::Unreadable(Box::new(error)));
    let budget = Budget::default();
    let sheets = match content(bytes, &budget).map_err(unreadable)? {
        Content::Workbook(kind) => workbook::sheets(bytes, kind, &budget).map_err(unreadable)?.sheets,
        Content::Text(text) => vec![sheet(&text, &budget).map_err(unreadable)?],
        _ => return Err(whole(Fault::NoTable)),
    };
    let headed = sheets.iter().find_map(|sheet| Some((sheet, heads(sheet)?)));
    let (sheet, (head, columns)) = headed.ok_or_else(|| whole(Fault::NoHead))?;
    let (mut bodies, mut rows, mut defects) = (Vec::<Body>::new(), Vec::new(), Vec::new());
    for (&row, cells) in sheet.rows.range(head + 1..) {
        let field = |column: Column| {
            let at = columns.iter().find(|(known, _)| *known == column).map(|(_, at)| *at);
            let text = at.and_then(|at| cells.get(&at)).map(String::as_str).unwrap_or_default();
            text.trim_matches(is_blank_char)
        };
        let mut complain = |fault: Fault| defects.push(Defect { row: row + 1, fault });
        let name = plain_name(field(Column::Body));
        if name.is_empty() {
            // What stands below the list, such as who drew it up, is no body.
            let is_line = columns.iter().any(|(column, _)| *column != Column::Body && !field(*column).is_empty());
            if is_line {
                complain(Fault::Nameless);
            }
            continue;
        }
        let mut body = Body { group: field(Column::Group).to_string(), ..Body::new(name) };
        if let Some(at) = bodies.iter().position(|known| known.name == name) {
            complain(Fault::Twice(name.to_string(), rows[at]));
        }
        let reason = field(Column::Reason);
        match named(&DUTIES, field(Column::Duty)) {
            Some(Kind::Required) => body.duty = Duty::Required,
            Some(Kind::Exempt) => body.duty = Duty::Exempt(reason.to_string()),
            Some(Kind::Separate) => body.duty = Duty::Separate,
            None => complain(Fault::Duty(field(Column::Duty).to_string())),
        }
        match named(&SCOPES, field(Column::Scope)) {
            Some(scope) => body.scope = scope,
            None => complain(Fault::Scope(field(Column::Scope).to_string())),
        }
        let due = field(Column::Due);
        body.due = date(due);
        if body.due.is_none() && !due.is_empty() {
            complain(Fault::Due(due.to_string()));
        }
        let former = field(Column::Former).split(['、', ';', '；', ',', '，', '/', '\n']).map(plain_name);
        body.former = former.filter(|name| !name.is_empty()).map(String::from).collect();
        bodies.push(body);
        rows.push(row + 1);
    }
    if bodies.is_empty() && defects.is_empty() {
        defects.push(Defect { row: head + 1, fault: Fault::Empty });
    }
    if defects.is_empty() { Ok(bodies) } else { Err(defects) }
}

/// The word that a text is, letters of any case.
fn named<T: Copy>(known: &[(&str, T)], text: &str) -> Option<T> {
    known.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, value)| *value)
}

/// The first row that names a column of bodies, and where the columns are.
fn heads(sheet: &Sheet) -> Option<(usize, Vec<(Column, usize)>)> {
    sheet.rows.iter().find_map(|(&row, cells)| {
        let column = |(&at, text): (&usize, &String)| {
            let text: String = text.chars().filter(|&sign| !is_blank_char(sign)).collect::<String>().to_lowercase();
            let (column, _) = HEADS.iter().find(|(_, heads)| heads.contains(&text.as_str()))?;
            Some((*column, at))
        };
        let columns: Vec<(Column, usize)> = cells.iter().filter_map(column).collect();
        columns.iter().any(|(column, _)| *column == Column::Body).then_some((row, columns))
    })
}

/// A text as a sheet, by the sign that parts most cells of its first lines.
fn sheet(text: &str, budget: &Budget) -> Result<Sheet, ImportError> {
    let beginning: String = text.lines().take(5).collect();
    let count = |sign: &u8| beginning.bytes().filter(|byte| byte == sign).count();
    let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(count).filter(|sign| count(sign) > 0).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut sheet = Sheet::default();
    for record in reader.records().map_while(Result::ok) {
        let line = record.position().map_or(0, |place| usize::try_from(place.line()).unwrap_or(0));
        for (column, field) in record.iter().enumerate() {
            budget.charge(workbook::sheet::CELL + field.len())?;
            sheet.put(line.saturating_sub(1), column, field.to_string());
        }
    }
    Ok(sheet)
}

/// A date as people and workbooks write it: `2026-01-20`, `2026/1/20`, `2026.1.20`, `2026年1月20日`, `20260120`.
fn date(text: &str) -> Option<Date> {
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = if text.len() == 8 && digits(text) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.trim_end_matches(['日', '号']).split(['-', '/', '.', '年', '月']).collect()
    };
    let [year, month, day] = parts[..] else { return None };
    if ![year, month, day].into_iter().all(digits) || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
