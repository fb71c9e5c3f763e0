//! What stands alone of `tui::theme`.

use gouji::domain::settings::{Ambiguous, Colours, Palette, Settings};
use gouji::tui::theme::*;
use ratatui::style::Color;

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

/// How bright a colour is (WCAG 2, relative luminance).
fn luminance(colour: Color) -> f64 {
    let Color::Rgb(red, green, blue) = colour else { panic!("{colour:?} is none of any colour") };
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.039_28 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.212_6 * linear(red) + 0.715_2 * linear(green) + 0.072_2 * linear(blue)
}

fn contrast(text: Color, ground: Color) -> f64 {
    let (text, ground) = (luminance(text), luminance(ground));
    (text.max(ground) + 0.05) / (text.min(ground) + 0.05)
}

#[test]
fn text_can_be_read_on_the_grounds_that_terminals_have() {
    let grounds = [(Palette::Dark, 0x1e_1e_1e), (Palette::HighContrast, 0x1e_1e_1e), (Palette::Light, 0xfa_fa_fa)];
    for (palette, ground) in grounds {
        let theme = Theme { palette, truecolour: true, ..Theme::DARK };
        let styles = [
            (theme.head(), 4.5),
            (theme.lit(), 4.5),
            (theme.error(), 4.5),
            (theme.warning(), 4.5),
            (theme.good(), 4.5),
            (theme.key(), 4.5),
            (theme.field(), 4.5),
            (theme.quiet(), 4.5),
            (theme.zero(), 3.0),
            (theme.bar(), 4.5),
            (theme.cursor(), 4.5),
            (theme.selection(), 4.5),
            (theme.on_bar(theme.error()), 4.5),
            (theme.on_bar(theme.good()), 4.5),
            (theme.on_bar(theme.quiet()), 4.5),
        ];
        for (index, (style, least)) in styles.into_iter().enumerate() {
            // What names no colour has the terminal's own.
            let Some(text) = style.fg else { continue };
            let found = contrast(text, style.bg.unwrap_or(Color::from_u32(ground)));
            assert!(found >= least, "{palette:?}, style {index}: {found:.2} is less than {least}");
        }
    }
}
