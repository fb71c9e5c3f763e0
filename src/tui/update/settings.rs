//! The settings screen and the picture of the years between their keys and the effects.

use std::path::PathBuf;

use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::domain::trend::Trend;

use super::super::chart::ChartView;
use super::super::dialog::Dialog;
use super::super::model::{Effect, Model, Screen};
use super::super::settings::{SettingsForm, Taken};
use super::super::theme::Theme;
use super::{refuse, say};

/// Opens the settings.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    if let Err(problem) = settle(model) {
        return refuse(model, problem);
    }
    model.dialog = Some(Dialog::Settings(Box::new(SettingsForm::new(&model.setting.choice.settings))));
    Vec::new()
}

/// Commits the figure that is being typed.
fn settle(model: &mut Model) -> Result<(), String> {
    match &mut model.screen {
        Screen::Report(report) => report.settle(),
        Screen::Library => Ok(()),
    }
}

/// What the settings want.
pub(super) fn given(model: &mut Model, dialog: Dialog, taken: Taken) -> Vec<Effect> {
    let Dialog::Settings(form) = &dialog else { return Vec::new() };
    match taken {
        Taken::Closed => close(model, &dialog),
        Taken::Torn => {
            model.dialog = Some(dialog);
            vec![Effect::Redraw]
        }
        Taken::Open | Taken::Changed => {
            let effects = follow(model, form.settings.clone());
            model.dialog = Some(dialog);
            effects
        }
    }
}

/// Follows settings at once, whether they are kept or not.
pub(super) fn follow(model: &mut Model, settings: Settings) -> Vec<Effect> {
    let setting = &mut model.setting;
    let before = std::mem::replace(&mut setting.choice.settings, settings);
    let after = &setting.choice.settings;
    let mut effects = Vec::new();
    let theme = Theme::of(after, setting.choice.surroundings);
    if theme != setting.theme || before.ambiguous != after.ambiguous {
        effects.push(Effect::Redraw);
    }
    setting.theme = theme;
    if before.mouse != after.mouse {
        effects.push(Effect::Mouse(after.mouse));
    }
    if before.lang != after.lang {
        let lang = after.lang.chosen().unwrap_or(setting.choice.lang);
        setting.lang = lang;
        effects.push(Effect::Speak(lang));
        if let Screen::Report(report) = &mut model.screen {
            report.speak(lang);
        }
    }
    effects
}

/// Keeps the settings where their screen is left with others than it was opened with; nothing for other dialogs.
pub(super) fn close(model: &Model, dialog: &Dialog) -> Vec<Effect> {
    match dialog {
        Dialog::Settings(form) if form.is_changed() => {
            vec![Effect::Keep(Box::new(model.setting.choice.settings.clone()))]
        }
        _ => Vec::new(),
    }
}

/// The settings were written.
pub(super) fn kept(model: &mut Model, moved: Option<PathBuf>) -> Vec<Effect> {
    let file = &model.setting.choice.file;
    let words = match (model.lang(), moved) {
        (Lang::Zh, None) => format!("设置已保存：{file}"),
        (Lang::En, None) => format!("settings saved: {file}"),
        (Lang::Zh, Some(moved)) => {
            format!("设置已保存：{file}。原来的文件不是本程序读进来的样子，没有盖掉，已改名为 {}", moved.display())
        }
        (Lang::En, Some(moved)) => format!(
            "settings saved: {file}. The file that was there is not the one that was read; it was kept as {}",
            moved.display()
        ),
    };
    say(model, words)
}

/// Asks for the years of the agency that is chosen or whose report is open.
pub(super) fn chart(model: &mut Model) -> Vec<Effect> {
    if let Err(problem) = settle(model) {
        return refuse(model, problem);
    }
    let lang = model.lang();
    let (key, open) = match &model.screen {
        Screen::Library => (model.library.current().map(|listed| listed.key.clone()), None),
        Screen::Report(report) => {
            let report = report.session.report();
            (report.key(), Some(Box::new(report.clone())))
        }
    };
    match key {
        Some(key) => vec![Effect::Years { key, open }],
        None => {
            let words = lang.pick(
                "还没有可看的报告：先选一份报告，或填好单位和年度",
                "no report to look at: choose one, or give the open one an agency and a year",
            );
            refuse(model, words.to_string())
        }
    }
}

/// The years were read.
pub(super) fn years(model: &mut Model, trend: Option<Box<Trend>>, troubles: Vec<String>) -> Vec<Effect> {
    match trend {
        Some(trend) => {
            model.dialog = Some(Dialog::Chart(Box::new(ChartView::new(*trend, troubles))));
            Vec::new()
        }
        None => {
            let words = model.lang().pick("没有能画成图的报告", "no report that could be drawn");
            let gap = model.lang().pick("：", ": ");
            let words = troubles.first().map_or_else(|| words.to_string(), |first| format!("{words}{gap}{first}"));
            refuse(model, words)
        }
    }
}
