//! Commands that write a report that somebody else has open are refused and say who; those that read it are not.

use gouji::domain::report::Key;
use gouji::store::library::Library;
use gouji::store::lock::Lock;

use super::*;

fn lock(place: &Place, agency: &str) -> Lock {
    let key = Key { agency: agency.into(), year: 2022, scope: Scope::Own };
    Library::at(place.path("library")).lock(&key).expect("free").expect("a file system that locks")
}

#[test]
fn writers_are_refused_while_somebody_has_the_report_and_readers_are_not() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    place.write("甲.ron", &ron("甲局", &BALANCED));
    place.write("乙.ron", &ron("乙局", &BALANCED));
    let held = [lock(&place, "甲局"), lock(&place, "乙局")];
    let before = fs::read(place.path("library/甲局/2022.ron")).expect("there");
    let process = std::process::id().to_string();
    for args in [
        &["finalise", "甲局", "2022", "--keyer", "李四", "--reviewer", "张三"][..],
        &["import", "甲.ron"],
        &["import", "乙.ron"],
        &["new", "乙局", "2022"],
        &["history", "甲局", "2022", "--restore", "1"],
    ] {
        let said = place.refused(args);
        assert!(said.contains("正由") && said.contains(&process), "{args:?}: {said}");
    }
    let english = place.run(&["--lang", "en", "new", "乙局", "2022"]);
    assert!(english.code == 2 && english.err.contains("is being edited by"), "{}", english.err);
    assert!(!place.path("library/乙局/2022.ron").exists());
    assert_eq!(fs::read(place.path("library/甲局/2022.ron")).expect("there"), before);
    for args in [
        &["show", "甲局", "2022"][..],
        &["check", "甲局", "2022"],
        &["list"],
        &["history", "甲局", "2022"],
        &["diff", "甲局", "2022", "甲.ron"],
        &["export", "甲局", "2022", "-o", "甲.txt"],
        &["check", "library"],
        &["import", "甲.ron", "--dry-run"],
    ] {
        place.clean(args);
    }
    drop(held);
    place.clean(&["new", "乙局", "2022"]);
    place.clean(&["finalise", "甲局", "2022", "--keyer", "李四", "--reviewer", "张三"]);
}

#[test]
fn of_many_who_finish_one_report_at_once_one_does_and_the_others_are_told() {
    let place = Place::new();
    for round in 0..4 {
        let agency = format!("第{round}局");
        place.write(&format!("library/{agency}/2022.ron"), &ron(&agency, &BALANCED));
        let start = |keyer: &str| {
            let args = ["finalise", &agency, "2022", "--keyer", keyer, "--reviewer", "张三"];
            let piped = place.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
            (keyer.to_string(), piped.expect("started"))
        };
        let running = ["李四", "王五", "赵六", "孙七"].map(start);
        let ended = running.map(|(keyer, child)| (keyer, child.wait_with_output().expect("ended")));
        let done: Vec<&str> =
            ended.iter().filter(|(_, output)| output.status.success()).map(|(keyer, _)| keyer.as_str()).collect();
        assert_eq!(done.len(), 1, "{ended:?}");
        assert!(ended.iter().all(|(_, output)| matches!(output.status.code(), Some(0 | 2))), "{ended:?}");
        let text = fs::read_to_string(place.path(&format!("library/{agency}/2022.ron"))).expect("there");
        assert!(text.contains(&format!("keyer: \"{}\"", done[0])), "{text}");
        assert_eq!(json(&place.clean(&["check", &agency, "2022", "--format", "json"]))["reports"][0]["seal"], "intact");
    }
}
