//! A report that was opened comes on the screen: what was chosen for keying, what is still to be written over it, and what
//! there is to be said of it.

use crate::domain::background::Background;
use crate::domain::session::Purpose;
use crate::domain::settings::KeyingOrder;

use super::super::command::Command;
use super::super::model::{Durability, Effect, Model, Msg, Screen};
use super::super::report::ReportScreen;
use super::{merging, recovering, signing};

/// Shows the report of a [`Msg::Opened`].
pub(super) fn opened(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let Msg::Opened { report, edit, new, background, recovered, remark, lent } = msg else { return Vec::new() };
    let (background, trouble) = match background {
        Ok(background) => (*background, None),
        Err(words) => (Background::default(), Some(words)),
    };
    let mut screen = ReportScreen::new(*report, background, model.size, model.lang());
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
    let trouble = signing::opened(&screen, refused, model.lang()).or(trouble).or(remark);
    model.screen = Screen::Report(Box::new(screen));
    model.dialog = None;
    model.durability = Durability::OnDisk;
    if let Some(recovered) = recovered {
        recovering::ask(model, *recovered, then);
    }
    merging::tell(model, shared, trouble)
}
