//! What stands alone of `tui::theme`.

use gouji::domain::settings::{Ambiguous, Colours, Palette, Settings};
use gouji::tui::theme::*;

#[test]
fn what_may_be_wide_is_replaced_in_ascii_mode_only() {
    let ascii = Theme { ascii: true, ..Theme::DARK };
    assert_eq!(ascii.shown("“三安全一稳定”…①※—7≠8"), "\"三安全一稳定\"...(1)?-7!=8");
    assert_eq!(ascii.shown("↑↓ 选  ←→ 改  a → b"), "Up/Dn 选  <-/-> 改  a -> b");
    assert_eq!(Theme::DARK.shown("“7≠8”"), "“7≠8”");
    assert_eq!(ascii.shown_in_place("③"), Some("3"));
    assert_eq!(ascii.shown_in_place("中"), None);
    assert_eq!(Theme::DARK.shown_in_place("…"), None);
}

#[test]
fn what_was_chosen_counts_as_far_as_the_surroundings_allow() {
    let settings = Settings { theme: Palette::Light, ambiguous: Ambiguous::Wide, ..Settings::default() };
    let bare = Surroundings { no_colour: true, ..Surroundings::default() };
    assert_eq!(
        Theme::of(&settings, bare),
        Theme { ascii: true, palette: Palette::NoColour, truecolour: false, origins: false }
    );
    let rich = Surroundings { truecolour: true, ..Surroundings::default() };
    assert!(Theme::of(&settings, rich).truecolour);
    let sixteen = Settings { colours: Colours::Sixteen, ..settings };
    assert!(!Theme::of(&sixteen, rich).truecolour);
}

#[test]
fn without_colours_no_style_has_one() {
    let theme = Theme { palette: Palette::NoColour, truecolour: true, ..Theme::DARK };
    let styles = [theme.head(), theme.error(), theme.warning(), theme.quiet(), theme.part(0), theme.part(1)];
    assert!(styles.iter().all(|style| style.fg.is_none() && style.bg.is_none()), "{styles:?}");
    assert_ne!(theme.part(0), theme.part(1));
}
