//! What a collecting office wants done: its collection read with the reports of its bodies, files received, decisions written,
//! the sum saved and written out. The work itself is `work`'s, as for the command line.

use std::path::{Path, PathBuf};

use crate::domain::collection::roster::Body;
use crate::domain::collection::slip::Warnings;
use crate::domain::report::Key;
use crate::domain::text::Lang;
use crate::store::error::plain;
use crate::work::collection::Collected;
use crate::work::collection::deciding::today;
use crate::work::export::{Format, publish};
use crate::work::finishing::Unfinished;
use crate::work::receiving::{self, HandIn, tasks};
use crate::work::returning::{FORMATS, Return, Unreturned, chase_table};
use crate::work::system;

use super::super::collecting::{BodyLine, Collecting, Gathering, GivingBack, HandedIn, News, Wish};
use super::super::model::Msg;
use super::super::report::Lent;
use super::Outside;

impl Outside {
    /// Does what is wanted; why not, in words.
    pub(super) fn collecting(&mut self, of: &Collecting, wish: Wish) -> Result<Msg, String> {
        let (agency, year, lang) = (of.agency.as_str(), of.year, self.office.lang);
        let words = |error: crate::work::collection::deciding::Undecided| error.message(lang);
        let said = match wish {
            Wish::Open => None,
            Wish::Begin => {
                let count = self.office.begin_collection(agency, year).map_err(words)?;
                Some(lang.say(
                    format!("已沿用上年的名单，共 {count} 家"),
                    format!("Last year's roster applies: {count} bodies"),
                ))
            }
            Wish::TakeRoster(file) => Some(self.take_roster(of, &file)?),
            Wish::SetBody(was, body) => {
                let is_new = self.office.set_body(agency, year, was.as_deref(), &body).map_err(words)?;
                let Body { name, .. } = &*body;
                Some(match is_new {
                    true => lang.say(format!("已列入名单：{name}"), format!("Added to the roster: {name}")),
                    false => lang.say(format!("已修改：{name}"), format!("Changed: {name}")),
                })
            }
            Wish::RemoveBody(name) => {
                self.office.remove_body(agency, year, &name).map_err(words)?;
                Some(lang.say(format!("已移出名单：{name}"), format!("Taken out of the roster: {name}")))
            }
            Wish::Accept { body, by } => {
                let body = self.office.accept(agency, year, &body, &by).map_err(words)?;
                Some(lang.say(format!("{body}：已核（{by}）"), format!("{body}: accepted ({by})")))
            }
            Wish::Exempt { body, reason, by } => {
                let body = self.office.exempt(agency, year, &body, &reason, &by).map_err(words)?;
                Some(lang.say(format!("{body}：免报（{reason}）"), format!("{body}: exempt ({reason})")))
            }
            Wish::Adjust { cell, amount, reason, by } => {
                let form = self.office.forms.for_year(year).cloned();
                let form = form.ok_or_else(|| lang.say("没有这个年度的报告格式", "No form is for the year"))?;
                let name = form.cell(cell).name.clone();
                self.office.adjust(&form, (agency, year), (&name, amount), &reason, &by).map_err(words)?;
                Some(lang.say(format!("已调整 {amount}（{reason}）"), format!("Adjusted by {amount} ({reason})")))
            }
            Wish::Receive { paths, body } => return self.receive(of, &paths, body),
            Wish::LookForPoints(body) => return self.look_for_points(of, body),
            Wish::GiveBack(giving) => return self.give_back(of, *giving),
            Wish::Chase => return self.chase(of),
            Wish::Keep { folder, name, text } => {
                let path = free(&folder.join(name));
                publish(&path, text.as_bytes()).map_err(|error| self.words(&error))?;
                return Ok(Msg::Collecting(News::Said(written(&path, lang))));
            }
            Wish::SaveSum => Some(self.save_sum(of)?),
            Wish::WriteSum { folder, group } => return self.write_sum(of, &folder, group.as_deref()),
            Wish::OpenReport(key) => return self.open_lent(&key, Lent::Collected(agency.to_string()), None),
        };
        let (gathering, remarks) = self.gathering(of)?;
        let said = super::lines(said.into_iter().chain(remarks));
        Ok(Msg::Collecting(News::Gathered(Box::new(gathering), said)))
    }

    fn collected(&self, of: &Collecting) -> Result<Collected, String> {
        let lang = self.office.lang;
        let begun = self.office.library.begun_collection(&of.agency, of.year);
        let (collection, stamp) = begun.map_err(|error| self.words(&error))?;
        let mut collected = self.office.gather(collection).map_err(|error| error.message(lang))?;
        collected.is_saved = stamp.is_some();
        Ok(collected)
    }

    /// The collection for the desk, and what there is to say of what was read.
    fn gathering(&self, of: &Collecting) -> Result<(Gathering, Vec<String>), String> {
        let Collected { gathered, lines, findings, remarks, is_saved } = self.collected(of)?;
        let line = |line: crate::work::collection::BodyLine| BodyLine {
            key: line.key,
            errors: line.errors,
            warnings: line.warnings,
            pending: line.pending,
        };
        let lines = lines.into_iter().map(line).collect();
        Ok((Gathering { gathered, lines, findings, is_saved, today: today() }, remarks))
    }

    fn take_roster(&self, of: &Collecting, file: &Path) -> Result<String, String> {
        let lang = self.office.lang;
        let merged = self.office.take_roster(&of.agency, of.year, file).map_err(|error| error.message(lang))?;
        let (new, changed, gone) = (merged.new.len(), merged.changed.len(), merged.gone.len());
        let mut words = lang.say(
            format!("名单已读入：新增 {new} 家，有改动 {changed} 家，不再列入 {gone} 家"),
            format!("Roster read: {new} new, {changed} changed, {gone} gone"),
        );
        if !merged.kept.is_empty() {
            let names = merged.kept.join(lang.pick("、", ", "));
            words += &lang.say(
                format!("；文件里没有，但已有收件或决定，保留：{names}"),
                format!("; not in the file, kept since there is something of them: {names}"),
            );
        }
        Ok(words)
    }

    fn receive(&mut self, of: &Collecting, paths: &[PathBuf], body: Option<String>) -> Result<Msg, String> {
        let lang = self.office.lang;
        let tasks = tasks(paths);
        let mut handed: Vec<HandedIn> = Vec::new();
        let unread = |path: &Path, message: String| {
            let HandIn { outcome, .. } = HandIn::default();
            let file = path.display().to_string();
            HandedIn { file, body: None, outcome, has_failed: true, near: Vec::new(), message }
        };
        handed.extend(tasks.refused.iter().map(|(path, error)| unread(path, system(error, lang))));
        let empty = lang.pick("文件夹里没有报告", "the folder holds no reports");
        handed.extend(tasks.empty.iter().map(|path| unread(path, empty.to_string())));
        let wish = receiving::Receiving { agency: of.agency.clone(), year: of.year, body, dry_run: false };
        let take = |hand_in: HandIn| {
            let HandIn { file, body, outcome, has_failed, near, message, is_passed_over, .. } = hand_in;
            if !is_passed_over {
                handed.push(HandedIn { file, body, outcome, has_failed, near, message });
            }
        };
        self.office.receive(&wish, &tasks, || (), take).map_err(|error| error.message(lang))?;
        let (gathering, _) = self.gathering(of)?;
        Ok(Msg::Collecting(News::HandedIn(Box::new(gathering), handed)))
    }

    fn look_for_points(&self, of: &Collecting, body: String) -> Result<Msg, String> {
        // Who gives it back, and why, is asked with the points.
        let wish = Return {
            agency: of.agency.clone(),
            year: of.year,
            body: body.clone(),
            warnings: Warnings::All,
            remark: "?".to_string(),
            by: "?".to_string(),
            ..Return::default()
        };
        let returning = self.office.returning(&wish).map_err(|error| self.unreturned(&error))?;
        let (number, points) = (returning.slip.number, returning.points());
        Ok(Msg::Collecting(News::Points { body, number, points }))
    }

    fn give_back(&self, of: &Collecting, giving: GivingBack) -> Result<Msg, String> {
        let lang = self.office.lang;
        let GivingBack { body, points, remark, due, by, file } = giving;
        let (agency, year) = (of.agency.clone(), of.year);
        let wish = Return { agency, year, body, warnings: Warnings::All, remark, due, by };
        let mut returning = self.office.returning(&wish).map_err(|error| self.unreturned(&error))?;
        returning.keep(|point| points.contains(point));
        let file = match file {
            None => None,
            Some(path) => {
                let format = Format::of_path(&path).ok().filter(|format| FORMATS.contains(format));
                let format = format.ok_or_else(|| {
                    lang.say(
                        format!("{}：退回单只能是 docx、txt、html 或 md。没有退回", path.display()),
                        format!("{}: a slip is docx, txt, html or md. Nothing was returned", path.display()),
                    )
                })?;
                Some((free(&path), format))
            }
        };
        let out = file.as_ref().map(|(path, format)| (path.as_path(), *format));
        self.office.give_back(&returning, out).map_err(|error| self.unreturned(&error))?;
        let (number, count, body) = (returning.slip.number, returning.slip.points.len(), &returning.body);
        let mut words = lang.say(
            format!("已退回 {body}：退回单第 {number} 号，{count} 条"),
            format!("Returned to {body}: slip {number}, {count} points"),
        );
        match &file {
            Some((path, _)) => words += &format!("{}{}", lang.pick("；", "; "), written(path, lang)),
            None => words += lang.pick("；退回单已复制，可以粘贴", "; the slip is copied, to be pasted"),
        }
        let text = file.is_none().then(|| returning.text(lang));
        let (gathering, _) = self.gathering(of)?;
        Ok(Msg::Collecting(News::GivenBack(Box::new(gathering), words, text)))
    }

    fn unreturned(&self, error: &Unreturned) -> String {
        let lang = self.office.lang;
        match error {
            // What the words of the command line say is done by options.
            Unreturned::Missing(body) => {
                lang.say(format!("还没有收到 {body} 的报告，不能退回"), format!("Nothing was received of {body}"))
            }
            Unreturned::Nothing(_) => lang.say(
                "没有选中要改的问题，也没有说明。请选中问题，或写明退回的原因",
                "No point is chosen and no remark is written: choose one, or say why it is returned",
            ),
            Unreturned::Nobody => lang.say("请填写退回人", "Say who returns it"),
            error => error.message(None, lang),
        }
    }

    fn chase(&self, of: &Collecting) -> Result<Msg, String> {
        let awaited = self.office.awaited(&of.agency, of.year);
        let (collection, awaited) = awaited.map_err(|error| self.words(&error))?;
        let text = self.office.reminder(&collection, &awaited);
        Ok(Msg::Collecting(News::Chase { count: awaited.len(), text, csv: chase_table(&awaited) }))
    }

    fn save_sum(&self, of: &Collecting) -> Result<String, String> {
        let lang = self.office.lang;
        let collected = self.collected(of)?;
        let path = self.office.save_sum(&collected).map_err(|error| match error {
            Unfinished::Already { date, .. } => lang.say(
                format!("汇总报告已于 {date} 定稿，没有改动。如需更新，请打开它，撤销定稿"),
                format!(
                    "The aggregated report was finalised on {date} and is left as it is; open it and reopen it first"
                ),
            ),
            Unfinished::Store(error) => error.message(lang),
            error => error.to_string(),
        })?;
        Ok(lang.say(
            format!("合计已存为汇总报告：{}", path.display()),
            format!("The sum is saved as the aggregated report: {}", path.display()),
        ))
    }

    fn write_sum(&self, of: &Collecting, folder: &Path, group: Option<&str>) -> Result<Msg, String> {
        let lang = self.office.lang;
        let collected = self.collected(of)?;
        let sum = group.map(|group| collected.group(group));
        let sum = sum.as_ref().unwrap_or(&collected.gathered.sum);
        let bytes = collected.workbook(sum, group, lang).map_err(|error| error.message(sum.form(), lang))?;
        let name = lang.pick("汇总表", "sum");
        let group = group.map_or_else(String::new, |group| format!("-{group}"));
        let name = format!("{name}-{}-{}{group}.xlsx", of.agency, of.year).replace(['/', '\\'], " ");
        let path = free(&folder.join(name));
        publish(&path, &bytes).map_err(|error| self.words(&error))?;
        Ok(Msg::Collecting(News::Said(written(&path, lang))))
    }

    /// The agency that received a report, which only its body may change.
    pub(super) fn collector(&self, key: &Key) -> Option<Lent> {
        self.office.collected_by(key).map(Lent::Collected)
    }
}

fn written(path: &Path, lang: Lang) -> String {
    let path = path.canonicalize().map_or(path.to_path_buf(), |real| plain(&real).into_owned());
    lang.say(format!("已写入 {}", path.display()), format!("Wrote {}", path.display()))
}

/// A path at which nothing stands: the one that is wanted, or with a number behind its name.
fn free(path: &Path) -> PathBuf {
    let part =
        |part: Option<&std::ffi::OsStr>| part.map_or_else(String::new, |part| part.to_string_lossy().into_owned());
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let other = |number: u32| path.with_file_name(format!("{stem} ({number}).{ending}"));
    if !path.exists() {
        return path.to_path_buf();
    }
    (2..).map(other).find(|path| !path.exists()).unwrap_or_else(|| path.to_path_buf())
}
