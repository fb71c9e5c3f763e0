//! Which earlier states are kept, and putting one back.

use std::collections::BTreeSet;
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
    let gone: BTreeSet<&str> = surplus(names, now).into_iter().collect();
    names.iter().copied().filter(|name| !gone.contains(name)).collect()
}

#[test]
fn all_of_a_day_stay_one_of_each_day_for_a_month_and_one_of_each_month_for_ever() {
    let names = [
        "2024-05-02_08-00-00.000", // the newest of its month
        "2024-05-01_08-00-00.000",
        "2026-02-11_23-59-59.999", // the newest of its month among those of more than 31 days
        "2026-02-11_08-00-00.000",
        "2026-02-01_08-00-00.000",
        "2026-02-12_08-00-00.000", // 31 days ago
        "2026-03-01_07-00-00.000",
        "2026-03-01_09-00-00.000", // the newest of its day
        "2026-03-14_12-00-00.000",
        "2026-03-14_13-00-00.000", // the newest of its day among those of more than 24 hours
        "2026-03-14_18-00-00.000", // the last 24 hours
        "2026-03-14_18-00-00.000.2",
        "2026-03-15_17-00-00.000",
        "2026-03-15_17-30-00.000",
        "2027-01-01_00-00-00.000", // the clock was set back
        "moved here by hand",
    ];
    let gone: BTreeSet<&str> = surplus(&names, "2026-03-15_17-45-00.000").into_iter().collect();
    let expected = [
        "2024-05-01_08-00-00.000",
        "2026-02-11_08-00-00.000",
        "2026-02-01_08-00-00.000",
        "2026-03-01_07-00-00.000",
        "2026-03-14_12-00-00.000",
    ];
    assert_eq!(gone, BTreeSet::from(expected));
    assert_eq!(surplus(&names, "no time"), Vec::<&str>::new());
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
        let old = |name: &&&str| now.duration_since(time(name)).as_hours() > 24 * 33;
        let months: BTreeSet<_> = kept.iter().filter(old).map(|name| time(name).date().first_of_month()).collect();
        prop_assert_eq!(months.len(), kept.iter().filter(old).count(), "one of each month that is over");
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
    for name in ["2019-01-01_08-00-00.000.ron", "2019-01-02_08-00-00.000.ron", "note.txt", "mine.ron"] {
        fs::write(history.join(name), &text).expect("written");
    }
    for figure in ["1", "2", "3"].map(|figure| with(report(2022), "requests.new.natural_person", figure)) {
        library.overwrite(&figure).expect("saved");
    }
    drop(stamp);
    let states = library.history(&key()).expect("history");
    let times: Vec<&str> = states.iter().map(|state| state.time.as_str()).collect();
    assert_eq!(times.len(), 5, "{times:?}");
    assert_eq!(times[3..], ["2019-01-02 08:00:00", "mine"], "newest first, and what has no time last");
    assert!(history.join("note.txt").exists());
    assert!(states.iter().all(|state| state.len == fs::metadata(&state.path).expect("there").len()));
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
