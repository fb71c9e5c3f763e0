//! The collecting office's desk and what opens over it as snapshots: at the three usual sizes, in both languages.

use gouji::domain::settings::Palette;
use gouji::domain::text::Lang;
use gouji::tui::theme::Theme;

use super::collecting::received;
use super::desk::Desk;

/// The screens by their names, with the keys that lead there.
const SCREENS: [(&str, &str); 8] = [
    ("desk", ""),
    ("desk-narrowed", "t"),
    ("sum", "s"),
    ("parts", "s<enter>"),
    ("adjusting", "sa"),
    ("slip", "<down>r"),
    ("between", "w"),
    ("body", "e"),
];

fn shown(name: &str, keys: &str, columns: u16, rows: u16, lang: Lang, theme: Option<Theme>) -> Desk {
    let mut desk = received(columns, rows, lang);
    desk.model.setting.here = "/documents".into();
    desk.model.setting.chosen.folders.clear();
    theme.into_iter().for_each(|theme| desk.model.setting.theme = theme);
    desk.keys("<home>").keys(keys);
    assert!(desk.model.collecting.is_some(), "{name}");
    desk
}

#[test]
fn every_screen_of_the_desk_at_three_sizes_in_both_languages() {
    for (name, keys) in SCREENS {
        for (columns, rows) in [(80, 24), (100, 30), (160, 45)] {
            for (lang, suffix) in [(Lang::Zh, ""), (Lang::En, "-en")] {
                let desk = shown(name, keys, columns, rows, lang, None);
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}{suffix}"), desk.screen());
            }
        }
    }
}

#[test]
fn the_desk_is_drawn_with_plain_characters_where_that_was_chosen() {
    let plain = Theme { ascii: true, palette: Palette::NoColour, truecolour: false, origins: false };
    for (name, keys) in [("desk", ""), ("sum", "s"), ("parts", "s<enter>")] {
        let desk = shown(name, keys, 80, 24, Lang::Zh, Some(plain));
        insta::assert_snapshot!(format!("{name}-80x24-ascii"), desk.screen());
    }
}
