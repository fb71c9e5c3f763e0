//! The file of settings: all of it comes back, a complaint names its place, and nothing that was there is lost.

use std::fs;

use gouji::domain::settings::{Ambiguous, Binding, Colours, KeyingOrder, Language, Palette, Settings};
use gouji::domain::text::Lang;
use gouji::store::error::StoreError;
use gouji::store::settings::{SettingsFile, from_ron, to_ron};

fn binding(scope: &str, key: &str, command: &str) -> Binding {
    Binding { scope: scope.into(), key: key.into(), command: command.into(), place: (0, 0) }
}

/// Settings without the places of their bindings, which a file has and a value has not.
fn placeless(mut settings: Settings) -> Settings {
    settings.keys.iter_mut().for_each(|binding| binding.place = (0, 0));
    settings
}

#[test]
fn every_setting_comes_back_as_it_was() {
    let others = Settings {
        lang: Language::En,
        theme: Palette::HighContrast,
        colours: Colours::Truecolour,
        ascii: true,
        ambiguous: Ambiguous::Wide,
        origins: true,
        mouse: true,
        keying_order: KeyingOrder::ByColumn,
        key_with_totals: true,
        plain_banners: true,
        editor: "\"C:\\编辑器\\notepad++.exe\" -n".into(),
        opener: "xdg-open".into(),
        folders: vec!["E:\\年报 \"2025\"".into(), "/media/clerk/U盘".into()],
        keys: vec![
            binding("everywhere", "f12", "quit"),
            binding("grid", "\\", "undo"),
            binding("grid", "\"", "redo"),
            binding("grid", "n", "none"),
        ],
    };
    for settings in [Settings::default(), others] {
        let text = to_ron(&settings);
        assert_eq!(placeless(from_ron("s", &text).expect(&text)), settings, "{text}");
    }
    let themes = [Palette::Dark, Palette::Light, Palette::HighContrast, Palette::NoColour];
    let colours = [Colours::Auto, Colours::Sixteen, Colours::Truecolour];
    let widths = [Ambiguous::Auto, Ambiguous::Narrow, Ambiguous::Wide];
    for theme in themes {
        for (colours, ambiguous) in colours.into_iter().zip(widths) {
            let settings = Settings { theme, colours, ambiguous, ..Settings::default() };
            assert_eq!(from_ron("s", &to_ron(&settings)).ok(), Some(settings));
        }
    }
}

#[test]
fn a_file_names_only_what_differs_from_the_defaults() {
    assert_eq!(from_ron("s", "(version: 1)").ok(), Some(Settings::default()));
    let light = from_ron("s", "// mine\n(version: 1, theme: light)").expect("settings");
    assert_eq!(light, Settings { theme: Palette::Light, ..Settings::default() });
}

#[test]
fn a_binding_knows_its_line_and_column() {
    let settings =
        from_ron("s", "(\n  version: 1,\n  keys: {\n    \"grid\": {\n      \"f12\": \"undo\",\n    },\n  },\n)");
    assert_eq!(settings.expect("settings").keys[0].place, (5, 8));
}

#[test]
fn what_is_wrong_is_named_with_its_place_and_the_defaults_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let cases = [
        ("(\n  version: 1,\n  theme: bleu,\n)", "settings.ron:3:", "high_contrast"),
        ("(\n  version: 1,\n  thema: dark,\n)", "settings.ron:3:", "keying_order"),
        ("(\n  version: 1,\n  mouse: yes,\n)", "settings.ron:3:", ""),
        ("(version: 2, brave: new)", "settings.ron", "2"),
        ("(version: 0)", "settings.ron:1:1", "0"),
        ("", "settings.ron:1:1", ""),
    ];
    for (text, place, words) in cases {
        fs::write(&path, text).expect("written");
        let (_, settings) = SettingsFile::open(path.clone());
        let error = settings.expect_err(text);
        for lang in [Lang::Zh, Lang::En] {
            let message = error.message(lang);
            assert!(message.contains(place) && message.contains(words), "{text}: {message}");
        }
    }
    assert!(matches!(from_ron("s", "(version: 2)"), Err(StoreError::Newer { version: 2, .. })));
    fs::write(&path, [0xff, 0xfe, b'(']).expect("written");
    assert!(SettingsFile::open(path).1.is_err());
}

#[test]
fn a_file_that_was_read_is_written_over_and_any_other_is_moved_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a folder").join("settings.ron");
    let (mut file, settings) = SettingsFile::open(path.clone());
    let mut settings = settings.expect("defaults");
    assert_eq!(file.save(&settings).expect("saved"), None, "the folder is made");
    settings.mouse = true;
    assert_eq!(file.save(&settings).expect("saved"), None);
    assert!(fs::read_to_string(&path).expect("a file").contains("mouse: true"));

    for old in ["settings.ron.old", "settings.ron.old2"] {
        fs::write(&path, "(broken").expect("written");
        settings.ascii = !settings.ascii;
        let moved = file.save(&settings).expect("saved").expect("moved");
        assert_eq!(moved, path.with_file_name(old));
        assert_eq!(fs::read_to_string(moved).expect("kept"), "(broken");
    }
    let (mut file, settings) = SettingsFile::open(path.clone());
    assert!(settings.is_ok());
    fs::write(&path, "(").expect("written");
    let (mut broken, settings) = SettingsFile::open(path.clone());
    assert!(settings.is_err());
    assert!(broken.save(&Settings::default()).expect("saved").is_some());
    assert!(file.save(&Settings { mouse: true, ..Settings::default() }).expect("saved").is_some());
}

#[test]
fn what_is_no_file_is_left_where_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut file, settings) = SettingsFile::open(folder.path().to_path_buf());
    assert!(settings.is_err());
    assert!(file.save(&Settings::default()).is_err());
    assert!(folder.path().is_dir());
}

#[test]
fn a_file_that_was_named_is_the_one() {
    assert_eq!(SettingsFile::locate(Some("x/y.ron".into())), Some("x/y.ron".into()));
}

#[test]
fn five_folders_are_kept_the_newest_first_and_none_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let mut file = SettingsFile::open(path.clone()).0;
    for name in ["/a", "/b", "/c", "/d", "/b", "/e", "/f"] {
        file.use_folder(name).expect("written");
    }
    let settings = SettingsFile::open(path).1.expect("settings");
    assert_eq!(
        settings,
        Settings { folders: ["/f", "/e", "/b", "/d", "/c"].map(String::from).into(), ..Settings::default() }
    );
}

#[test]
fn a_folder_is_noted_beside_what_others_wrote_and_moves_nothing_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let mut file = SettingsFile::open(path.clone()).0;
    file.save(&Settings::default()).expect("saved");
    let mut other = SettingsFile::open(path.clone()).0;
    other.use_folder("/theirs").expect("written");
    // Neither takes the other's folders for a file that it does not know.
    file.use_folder("/ours").expect("written");
    assert_eq!(other.save(&Settings { mouse: true, ..Settings::default() }).expect("saved"), None);
    // A choice that somebody else made stays, and is told from what was read here.
    file.use_folder("/ours").expect("written");
    let settings = SettingsFile::open(path.clone()).1.expect("settings");
    assert!(settings.mouse && settings.folders == ["/ours"], "{settings:?}");
    assert_eq!(file.save(&Settings::default()).expect("saved"), Some(path.with_file_name("settings.ron.old")));
}

#[test]
fn a_folder_is_noted_beside_comments_that_somebody_wrote() {
    let keys = "keys: {\n    \"grid\": {\"z\": \"undo\"}, // 老李要的\n  }";
    for (text, is_kept) in [
        (
            format!(
                "// 我们科的设置\n(version: 1, // folders: [x]\n  folders: [\n    \"/a]b\", // 老楼\n  ],\n  mouse: true, {keys},\n)\n"
            ),
            true,
        ),
        (format!("// 我们科的设置\n(version: 1, mouse: true, {keys},\n)\n"), true),
        (format!("// 我们科的设置\n(version: 1, mouse: true, {keys}\n)\n"), true),
        (format!("// 我们科的设置\n(version: 1, mouse: true, folders :[], {keys})\n"), false),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings.ron");
        fs::write(&path, &text).expect("written");
        let mut file = SettingsFile::open(path.clone()).0;
        let mut expected: Vec<String> = SettingsFile::open(path.clone()).1.expect("settings").folders;
        for name in ["/新 楼", "/新 楼", "/b"] {
            file.use_folder(name).expect("written");
        }
        expected.splice(0..0, ["/b", "/新 楼"].map(String::from));
        let settings = SettingsFile::open(path.clone()).1.expect("settings");
        assert!(settings.mouse && settings.keys.len() == 1 && settings.folders == expected, "{settings:?}");
        let after = fs::read_to_string(&path).expect("there");
        assert_eq!(after.contains("我们科的设置") && after.contains("老李要的"), is_kept, "{after}");
        assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1, "nothing is moved aside");
    }
}

#[test]
fn a_folder_is_not_noted_in_a_file_that_cannot_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    fs::write(&path, "(version: 1, ").expect("written");
    let mut file = SettingsFile::open(path.clone()).0;
    file.use_folder("/a").expect("passed over");
    assert_eq!(fs::read_to_string(&path).expect("kept"), "(version: 1, ");
}
