//! Which earlier states are kept, and putting one back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use gouji::domain::report::{Key, Scope};
use gouji::store::digest::Digest;
use gouji::store::document::to_ron;
use gouji::store::history::surplus;
use gouji::store::library::Library;
use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use proptest::prelude::*;

use super::{AGENCY, FORMS, report, with};

fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2022, scope: Scope::Own }
}

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::at(folder.path().join("报告库"));
    (folder, library)
}

fn name(time: DateTime) -> String {
    time.strftime("%Y-%m-%d_%H-%M-%S.%3f").to_string()
}

fn time(name: &str) -> DateTime {
    DateTime::strptime("%Y-%m-%d_%H-%M-%S%.f", &name[..23]).expect("a time")
}

/// What stays of the states named.
fn kept<'a>(names: &[&'a str], now: &str) -> BTreeSet<&'a str> {
    let gone: BTreeSet<&str> = surplus(names, now, 2022).into_iter().collect();
    names.iter().copied().filter(|name| !gone.contains(name)).collect()
}

#[test]
fn all_of_a_day_of_use_stay_one_of_each_day_for_a_month_and_one_of_each_month_for_ever() {
    let used: Vec<String> = (0..24).map(|hour| format!("2026-03-14_{hour:02}-30-00.000")).collect();
    let mut names = vec![
        "2021-12-31_23-00-00.000", // before the report's year: a clock without a battery
        "2021-12-31_23-00-01.000",
        "2024-05-02_08-00-00.000", // the newest of its month
        "2024-05-01_08-00-00.000",
        "2026-02-11_23-59-59.999", // the newest of its month among those of more than 31 days
        "2026-02-11_08-00-00.000",
        "2026-02-01_08-00-00.000",
        "2026-02-12_08-00-00.000", // 31 days ago
        "2026-03-01_07-00-00.000",
        "2026-03-01_08-00-00.000.behind", // the clock stood behind an earlier one
        "2026-03-01_08-00-00.000.kept",
        "2026-03-01_09-00-00.000", // the newest of its day
        "2026-03-13_12-00-00.000",
        "2026-03-13_13-00-00.000", // the newest of its day
        "moved here by hand",
    ];
    names.extend(used.iter().map(String::as_str)); // with the pause to now, 24 hours of use
    let gone: BTreeSet<&str> = surplus(&names, "2026-03-15_17-45-00.000", 2022).into_iter().collect();
    let expected = [
        "2024-05-01_08-00-00.000",
        "2026-02-11_08-00-00.000",
        "2026-02-01_08-00-00.000",
        "2026-03-01_07-00-00.000",
        "2026-03-13_12-00-00.000",
    ];
    assert_eq!(gone, BTreeSet::from(expected));
    names.push("2027-01-01_00-00-00.000");
    assert_eq!(surplus(&names, "2026-03-15_17-45-00.000", 2022), Vec::<&str>::new(), "no date makes sense");
    assert_eq!(surplus(&names, "no time", 2022), Vec::<&str>::new());
}

#[test]
fn a_clock_that_jumps_ahead_makes_nothing_old() {
    let names: Vec<String> = (0..20).map(|minute| format!("2026-03-14_10-{minute:02}-00.000")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(surplus(&names, "2036-01-01_00-00-00.000", 2022), Vec::<&str>::new());
}

/// Times of several months, close together now and then.
fn times() -> impl Strategy<Value = Vec<DateTime>> {
    let one = prop_oneof![0_i64..200_000, 0_i64..5_000, 190_000_i64..200_000];
    prop::collection::vec(one, 0..60).prop_map(|minutes| {
        let start = date(2025, 11, 20).at(0, 0, 0, 0);
        minutes.into_iter().map(|minutes| start.checked_add(minutes.minutes()).expect("a time")).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_stays_is_what_was_promised(times in times(), now in 0_i64..250_000) {
        let names: BTreeSet<String> = times.iter().map(|&time| name(time)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let now = date(2025, 11, 20).at(0, 0, 0, 0).checked_add(now.minutes()).expect("a time");
        let kept = kept(&names, &name(now));
        for one in &names {
            let age = now.duration_since(time(one));
            let (day, month) = (time(one).date(), time(one).date().first_of_month());
            if age.as_hours() < 24 {
                prop_assert!(kept.contains(one), "{} is of the last day, or of the time to come", one);
            }
            if age.as_hours() < 24 * 31 {
                prop_assert!(kept.iter().any(|k| k >= one && time(k).date() == day), "{}: none of its day", one);
            }
            prop_assert!(kept.iter().any(|k| k >= one && time(k).date().first_of_month() == month), "{}: none of its month", one);
        }
        // Of use, a pause is an hour at most.
        let mut later = now;
        let used = names.iter().rev().scan(0, |used, name| {
            *used += later.duration_since(time(name)).as_secs().min(3600);
            later = time(name);
            Some((*name, *used))
        });
        let used: BTreeMap<&str, i64> = used.collect();
        if names.iter().any(|name| time(name) > now) {
            prop_assert_eq!(kept.len(), names.len(), "no date makes sense");
        } else {
            prop_assert!(names.iter().all(|name| used[name] >= 24 * 3600 || kept.contains(name)), "the last day of use");
            let old = |name: &&&str| used[**name] >= 24 * 3600 && now.duration_since(time(name)).as_hours() > 24 * 33;
            let months: BTreeSet<_> = kept.iter().filter(old).map(|name| time(name).date().first_of_month()).collect();
            prop_assert_eq!(months.len(), kept.iter().filter(old).count(), "one of each month that is over");
        }
        if let Some(newest) = names.last() {
            prop_assert!(kept.contains(newest), "the newest never goes");
        }
    }

    #[test]
    fn thinning_often_leaves_what_thinning_once_leaves(times in times(), mut nows in prop::collection::vec(200_000_i64..300_000, 1..5)) {
        let names: BTreeSet<String> = times.iter().map(|&time| name(time)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        nows.sort_unstable();
        let now = |minutes: i64| name(date(2025, 11, 20).at(0, 0, 0, 0).checked_add(minutes.minutes()).expect("a time"));
        let mut often: BTreeSet<&str> = names.iter().copied().collect();
        for &minutes in &nows {
            let left: Vec<&str> = often.iter().copied().collect();
            often = kept(&left, &now(minutes));
        }
        prop_assert_eq!(often, kept(&names, &now(nows[nows.len() - 1])));
    }
}

#[test]
fn a_save_drops_what_may_go_and_nothing_else_of_the_folder() {
    let (_folder, library) = library();
    let stamp = library.save(&report(2022), None).expect("saved");
    let history = library.root().join(AGENCY).join("history/2022");
    fs::create_dir_all(&history).expect("made");
    let text = to_ron(&report(2022));
    for name in ["2022-01-01_08-00-00.000.ron", "2022-01-02_08-00-00.000.ron", "note.txt", "mine.ron"] {
        fs::write(history.join(name), &text).expect("written");
    }
    for hour in 0..24 {
        fs::write(history.join(format!("2022-03-01_{hour:02}-00-00.000.ron")), &text).expect("written");
    }
    for figure in ["1", "2", "3"].map(|figure| with(report(2022), "requests.new.natural_person", figure)) {
        library.overwrite(&figure).expect("saved");
    }
    drop(stamp);
    let states = library.history(&key()).expect("history");
    let times: Vec<&str> = states.iter().map(|state| state.time.as_str()).collect();
    assert_eq!(times.len(), 3 + 24 + 2, "{times:?}");
    assert_eq!(times[27..], ["2022-01-02 08:00:00", "mine"], "newest first, and what has no time last");
    assert!(history.join("note.txt").exists());
    assert!(states.iter().all(|state| state.len == fs::metadata(&state.path).expect("there").len()));
}

#[test]
fn states_of_a_clock_without_a_battery_stay_once_it_is_set_right() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let history = library.root().join(AGENCY).join("history/2022");
    fs::create_dir_all(&history).expect("made");
    for second in 0..6 {
        let name = format!("2000-01-01_00-00-0{second}.000.ron");
        fs::write(history.join(name), to_ron(&report(2022))).expect("written");
    }
    library.overwrite(&with(report(2022), "requests.new.natural_person", "1")).expect("saved");
    assert_eq!(library.history(&key()).expect("history").len(), 7);
    // The clock of the machine stands behind this one; what is saved now is told from what its date says.
    fs::write(history.join("2999-01-01_00-00-00.000.ron"), to_ron(&report(2022))).expect("written");
    library.overwrite(&with(report(2022), "requests.new.natural_person", "2")).expect("saved");
    let states = library.history(&key()).expect("history");
    assert_eq!(states.len(), 9);
    assert!(states.iter().any(|state| state.path.to_string_lossy().ends_with(".behind.ron")));
}

#[test]
fn restoring_keeps_the_present_state_first_and_so_is_undone_by_restoring() {
    let (_folder, library) = library();
    let (one, two) = (report(2022), with(report(2022), "requests.new.natural_person", "7"));
    let stamp = library.save(&one, None).expect("saved");
    library.save(&two, Some(&stamp)).expect("saved");
    let path = library.path(&key()).expect("a path");
    let present = || fs::read_to_string(&path).expect("readable");
    for expected in [&one, &two, &one] {
        let newest = library.history(&key()).expect("history").remove(0);
        let kept = library.restore(&key(), &newest, &FORMS).expect("restored").expect("the present state is kept");
        assert_eq!(present(), to_ron(expected));
        assert_eq!(library.history(&key()).expect("history")[0].path, kept);
        assert_eq!(library.load(&key(), &FORMS).expect("loaded").digest, Digest::Agrees);
    }
    library.delete(&key()).expect("deleted");
    let newest = library.history(&key()).expect("history").remove(0);
    assert_eq!(library.restore(&key(), &newest, &FORMS).expect("brought back"), None);
    assert_eq!(present(), to_ron(&one));
    assert_eq!(library.restore(&key(), &newest, &FORMS).expect("nothing to do"), None);
}

#[test]
fn a_damaged_present_state_is_kept_as_it_is_when_an_earlier_one_is_restored() {
    let (_folder, library) = library();
    let stamp = library.save(&report(2022), None).expect("saved");
    library.save(&with(report(2022), "requests.new.natural_person", "7"), Some(&stamp)).expect("saved");
    let path = library.path(&key()).expect("a path");
    fs::write(&path, "(version: 1, 乱").expect("written");
    let state = library.history(&key()).expect("history").remove(0);
    let kept = library.restore(&key(), &state, &FORMS).expect("restored").expect("kept");
    assert_eq!(fs::read_to_string(kept).expect("readable"), "(version: 1, 乱");
    assert_eq!(fs::read_to_string(&path).expect("readable"), to_ron(&report(2022)));
}
