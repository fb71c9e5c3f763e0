//! Every screen of a report as a snapshot: at the three usual sizes, in both languages. What a screen must hold is said
//! beside what it is for; here it is looked at whole.

use gouji::domain::text::Lang;

use super::desk::Desk;

/// The screens by their names, with the keys that lead there from the sample report.
const SCREENS: [(&str, &str); 21] = [
    ("matrix", ""),
    ("selection", "<ctrl-a>"),
    ("typing", "9"),
    ("table-2", "<alt-2>"),
    ("table-4", "<alt-4>"),
    ("preamble", "<alt-0>"),
    ("prose", "<alt-1>"),
    ("findings", "9<enter><f7>"),
    ("findings-listed", "9<enter><f7><enter>"),
    ("cell-rules", "9<enter><left>k"),
    ("summary", "<f10>"),
    ("palette", "<ctrl-p>"),
    ("find", "<ctrl-f>bzw"),
    ("chapters", "g"),
    ("help", "<f1>"),
    ("export", "<ctrl-e>"),
    ("finish", "D"),
    ("settings", "z"),
    ("keys", "Z"),
    ("note", "m"),
    ("years", "G"),
];

#[test]
fn every_screen_of_a_report_at_three_sizes_in_both_languages() {
    for (name, keys) in SCREENS {
        for (columns, rows) in [(80, 24), (100, 30), (160, 45)] {
            for (lang, suffix) in [(Lang::Zh, ""), (Lang::En, "-en")] {
                let mut desk = Desk::new(columns, rows, lang);
                desk.keys("sy").keys(keys);
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}{suffix}"), desk.screen());
            }
        }
    }
}
