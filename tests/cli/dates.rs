//! Dates are those of the zone that the system names, and of Beijing where it names none.

use super::*;

/// 00:24 on 30 November in Beijing.
const NIGHT: &str = "2026-11-29T16:24:00Z";

/// What a command finds of zone and time. A zone whose rules the system does not know is as good as none.
fn at(place: &Place, zone: &str, instant: &str, args: &[&str]) -> Answer {
    Answer::of(place.command(args).env("TZ", zone).env("GOUJI_NOW", instant).output().expect("runs"))
}

#[test]
fn a_report_is_finalised_with_the_date_of_the_zone_that_the_system_names() {
    for (zone, date) in [
        ("Asia/Shanghai", "2026-11-30"),
        ("CST-8", "2026-11-30"),
        ("No/Such_Zone", "2026-11-30"),
        ("UTC0", "2026-11-29"),
        ("EST5", "2026-11-29"),
    ] {
        let place = Place::new();
        place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
        let answer = at(&place, zone, NIGHT, &["finalise", "甲局", "2022", "--keyer", "李四", "--reviewer", "张三"]);
        assert_eq!(answer.code, 0, "{zone}: {}", answer.err);
        let text = fs::read_to_string(place.path("library/甲局/2022.ron")).expect("there");
        assert!(text.contains(&format!("date: \"{date}\"")), "{zone}: {text}");
    }
}

#[test]
fn earlier_states_are_named_and_listed_by_the_same_clock() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    let answer =
        at(&place, "Asia/Shanghai", NIGHT, &["finalise", "甲局", "2022", "--keyer", "李四", "--reviewer", "张三"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let names: Vec<String> = fs::read_dir(place.path("library/甲局/history/2022"))
        .expect("kept")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, ["2026-11-30_00-24-00.000.ron"]);
    let listed = at(&place, "Asia/Shanghai", NIGHT, &["history", "甲局", "2022"]);
    assert!(listed.out.contains("2026-11-30 00:24:00"), "{}", listed.out);
}
