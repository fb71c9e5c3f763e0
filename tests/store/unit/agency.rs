//! What stands alone of `store::agency`.

use gouji::store::agency::*;
use gouji::store::error::StoreError;

#[test]
fn a_profile_comes_back_as_it_was() {
    let full = Agency {
        name: "甲\"局\\".into(),
        kind: "部门".into(),
        parent: "乙县人民政府".into(),
        powers: Some(vec!["proactive.licensing".into(), String::new()]),
        contact: "一路1号\n电话\r\n".into(),
        skipped: vec!["requests.research".into()],
        not_applicable: true,
        predecessors: vec![
            Predecessor { name: "甲\"处".into(), year: 2022, reason: "机构改革更名".into() },
            Predecessor { name: "乙".into(), year: 2022, reason: String::new() },
        ],
        answers: [("咨询", "other_other")].into_iter().collect(),
    };
    for agency in [full, Agency::new("丙"), Agency { powers: Some(Vec::new()), ..Agency::new("") }] {
        assert_eq!(Agency::from_ron("agency.ron", &agency.to_ron()).ok(), Some(agency));
    }
}

#[test]
fn newer_and_damaged_profiles_are_told_apart() {
    let newer = Agency::from_ron("a", "(version: 2, colour: blue)");
    assert!(matches!(newer, Err(StoreError::Newer { version: 2, .. })), "{newer:?}");
    let unknown = Agency::from_ron("a", "(\n  version: 1,\n  name: \"甲\",\n  colour: \"\",\n)");
    assert!(matches!(unknown, Err(StoreError::Damaged { line: 4, .. })), "{unknown:?}");
    assert!(matches!(Agency::from_ron("a", "(version: 0, name: \"\")"), Err(StoreError::Damaged { .. })));
}
