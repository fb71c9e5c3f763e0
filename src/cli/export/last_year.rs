//! Finds the report of the year before, whose figures are printed beside this year's.

use crate::cli::context::Context;
use crate::cli::{Failure, source};
use crate::domain::report::{Key, Report};
use crate::domain::text::Lang;
use crate::store::error::StoreError;

use super::request::LastYear;

/// Last year's report of a report's agency, in the same scope, from where it is asked for.
pub fn of(context: &Context, asked: &LastYear, report: &Report) -> Result<Option<Report>, Failure> {
    match asked {
        LastYear::Unasked => Ok(None),
        LastYear::File(path) => {
            let year = report.year.map(|year| year - 1);
            source::from_file(context, path, year).map(|opened| Some(opened.report))
        }
        LastYear::Library => in_library(context, report).map(Some),
    }
}

fn in_library(context: &Context, report: &Report) -> Result<Report, Failure> {
    let lang = context.lang;
    let Some(Key { agency, year, scope }) = report.key() else {
        return Err(Failure::new(
            lang,
            "不知道是哪个单位、哪一年度，找不到上年度的报告。请写“单位 年度”，或用 --last-year 文件 指定。",
            "agency and year are not known, so last year's report cannot be found. Say AGENCY YEAR, or name it with --last-year FILE.",
        ));
    };
    let key = Key { agency, year: year - 1, scope };
    match context.library()?.joined(&key, &context.forms) {
        Ok(loaded) => Ok(loaded.report),
        Err(StoreError::Missing { path }) => {
            let (agency, year, path) = (&key.agency, key.year, path.display());
            Err(match lang {
                Lang::Zh => Failure::said(format!(
                    "报告库里没有上年度的报告：{agency} {year}（找过 {path}）。请先导入，或用 --last-year 文件 指定。"
                )),
                Lang::En => Failure::said(format!(
                    "the library has no report of the year before: {agency} {year} (looked for {path}). Import it first, or name it with --last-year FILE."
                )),
            })
        }
        Err(error) => Err(Failure::said(error.message(lang))),
    }
}
