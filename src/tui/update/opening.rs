//! A report that was opened comes on the screen: what was chosen for keying, what is still to be written over it, and what
//! there is to be said of it.

use std::sync::Arc;

use crate::domain::report::{Key, Report};
use crate::domain::session::Purpose;
use crate::domain::settings::KeyingOrder;

use super::super::command::Command;
use super::super::dialog::Dialog;
use super::super::import_preview::ImportPreview;
use super::super::model::{Durability, Effect, Model, Msg, Screen};
use super::super::new_report::{NewReport, Origin};
use super::super::report::ReportScreen;
use super::super::report_preview::{ReportPreview, Taken};
use super::{merging, recovering, signing};

/// Shows the report of a [`Msg::Opened`].
pub(super) fn opened(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let Msg::Opened { report, edit, new, background, recovered, remark, lent } = msg else { return Vec::new() };
    let mut screen = ReportScreen::new(*report, *background, model.size, model.lang());
    let chosen = &model.setting.choice.settings;
    screen.keying.by_column = chosen.keying_order == KeyingOrder::ByColumn;
    screen.keying.with_totals = chosen.key_with_totals;
    if let Some(holder) = lent {
        screen.lend(holder);
    } else if new {
        screen.session.mark_unsaved();
    }
    // What a journal holds comes before anything that is written over it.
    let (edit, then) = if recovered.is_some() { (None, edit) } else { (edit, None) };
    let refused = edit.is_some() && screen.session.is_final();
    let mut applied = None;
    if let Some(edit) = edit {
        applied = Some(edit.purpose);
        let is_filled = new && edit.purpose == Purpose::Fill;
        screen.session.apply(edit);
        // What a report without requests has to be keyed stands elsewhere than in the table that was filled.
        if is_filled {
            screen.run(Command::NextUnfilled);
        }
    }
    let before = match &model.screen {
        Screen::Report(before) => Some(&**before),
        Screen::Library => None,
    };
    let shared = merging::opened(before, &mut screen, applied, model.lang());
    let trouble = signing::opened(&screen, refused, model.lang()).or(remark);
    model.screen = Screen::Report(Box::new(screen));
    model.dialog = None;
    model.durability = Durability::OnDisk;
    if let Some(recovered) = recovered {
        recovering::ask(model, *recovered, then);
    }
    merging::tell(model, shared, trouble)
}

/// It was decided what becomes of a report from outside the library. Of one that does not say whose it is, that is asked.
pub(super) fn decided(model: &mut Model, preview: Box<ReportPreview>, taken: Taken) -> Vec<Effect> {
    match (taken, preview.report.key()) {
        (Taken::Take, Some(_)) => vec![Effect::Take(Box::new(preview.report))],
        (Taken::Ours, Some(key)) => vec![Effect::Open(key)],
        (Taken::Take, None) => {
            let agency = preview.report.agency.clone().unwrap_or_default();
            let year = preview.report.year.unwrap_or(model.setting.this_year - 1);
            let mut new = NewReport::new(Origin::Report(preview), &agency, year, Vec::new());
            new.focus = usize::from(!agency.is_empty());
            model.dialog = Some(Dialog::New(Box::new(new)));
            Vec::new()
        }
        (Taken::Ours, None) | (Taken::Open | Taken::Closed | Taken::Look, _) => Vec::new(),
    }
}

/// What takes a document over into the report of a key.
pub(super) fn take_over(key: Key, preview: ImportPreview) -> Effect {
    Effect::Adopt { key, entries: preview.entries(), proposal: Box::new(preview.proposal) }
}

/// Takes a document over, asking first whose it is where it does not say.
pub(super) fn adopt(model: &mut Model, preview: ImportPreview) -> Vec<Effect> {
    let proposal = &preview.proposal;
    let report = Report::new(Arc::clone(&proposal.form), proposal.agency.clone(), proposal.year, proposal.scope);
    if let Some(key) = report.key() {
        return vec![take_over(key, preview)];
    }
    let agency = proposal.agency.clone().unwrap_or_default();
    let year = proposal.year.unwrap_or(model.setting.this_year - 1);
    let mut new = NewReport::new(Origin::Document(Box::new(preview)), &agency, year, Vec::new());
    new.focus = usize::from(!agency.is_empty());
    model.dialog = Some(Dialog::New(Box::new(new)));
    Vec::new()
}
