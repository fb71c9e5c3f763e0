//! An agency's profile, `agency.ron` beside its reports: what is true of the agency in every year. It says nothing about
//! a report.

use serde::Deserialize;

use crate::domain::register::answers::Answers;

use super::digest;
use super::error::StoreError;
use super::quote;
use super::syntax;

/// The version of the profile's file format.
pub const VERSION: u64 = 1;

/// What is known of an agency. Everything but the name may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agency {
    /// The full name.
    pub name: String,
    /// What kind of body it is, in words: 政府、部门、乡镇、街道 …
    pub kind: String,
    /// The full name of the body that collects its report.
    pub parent: String,
    /// The rows of the form that it has the power for, as `table.row`; `None` while nobody said.
    pub powers: Option<Vec<String>>,
    /// The contact that a report names: office, address, postcode, telephone.
    pub contact: String,
    /// The columns that it never uses, as `table.column`; keying passes them by.
    pub skipped: Vec<String>,
    /// Whether it marks cells not applicable where it has no power for them, so that the editor need not ask.
    pub not_applicable: bool,
    /// Whose reports come before its own, where it was renamed, merged or split.
    pub predecessors: Vec<Predecessor>,
    /// What it answered about the wordings of its registers.
    pub answers: Answers,
}

/// A body whose report of the year before counts as an agency's last year's report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predecessor {
    /// Its full name.
    pub name: String,
    /// The first report year of the agency, in which the body's report of the year before is looked at.
    pub year: i32,
    /// Why: renamed, merged, split.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(rename = "Agency", deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u64,
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    powers: Option<Vec<String>>,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    skipped: Vec<String>,
    #[serde(default)]
    not_applicable: bool,
    #[serde(default)]
    predecessors: Vec<Predecessor>,
    #[serde(default)]
    answers: Vec<(String, String)>,
}

impl Agency {
    /// A profile of nothing but the name.
    pub fn new(name: &str) -> Agency {
        Agency { name: name.into(), ..Agency::default() }
    }

    /// The profile as RON, with its digest.
    pub fn to_ron(&self) -> String {
        let quoted = |text: &str| quote::quoted(text);
        let powers = self.powers.as_ref().map_or_else(
            || "None".to_string(),
            |powers| format!("[{}]", powers.iter().map(|row| quoted(row)).collect::<Vec<_>>().join(", ")),
        );
        let skipped = self.skipped.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ");
        let predecessor =
            |p: &Predecessor| format!("(name: {}, year: {}, reason: {})", quoted(&p.name), p.year, quoted(&p.reason));
        let predecessors = self.predecessors.iter().map(predecessor).collect::<Vec<_>>().join(", ");
        let mut out = format!(
            "(\n  version: {VERSION},\n  name: {}, // 单位全称\n  kind: {}, // 单位类型\n  parent: {}, // 汇总单位\n  \
             powers: {powers}, // 有职权填报的行；None 为未说明\n  contact: {}, // 联系方式\n  \
             skipped: [{skipped}], // 从不使用的列，录入时跳过\n  \
             not_applicable: {}, // 没有职权的格可直接标“/”\n  \
             predecessors: [{predecessors}], // 更名、合并前的单位：上年报告用它们的\n",
            quoted(&self.name),
            quoted(&self.kind),
            quoted(&self.parent),
            quoted(&self.contact),
            self.not_applicable,
        );
        if !self.answers.is_empty() {
            out += "  answers: [ // 台账里的写法计入哪一行、哪一列\n";
            for (wording, answer) in self.answers.iter() {
                out += &format!("    ({}, {}),\n", quoted(wording), quoted(answer));
            }
            out += "  ],\n";
        }
        out += ")\n";
        digest::seal(&mut out);
        out
    }

    /// Reads a profile. `file` is its name in errors.
    pub fn from_ron(file: &str, text: &str) -> Result<Agency, StoreError> {
        let text = &syntax::plain(text);
        syntax::check_version(file, text, syntax::leading_version(text), VERSION)?;
        let File { name, kind, parent, powers, contact, skipped, not_applicable, predecessors, answers, .. } =
            syntax::parse(file, text)?;
        let answers = answers.iter().map(|(wording, answer)| (wording.as_str(), answer.as_str())).collect();
        Ok(Agency { name, kind, parent, powers, contact, skipped, not_applicable, predecessors, answers })
    }
}
