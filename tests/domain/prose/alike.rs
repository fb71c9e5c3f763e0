//! Chapters that several bodies have in common: told whatever names and figures were put into them, and not told of what bodies
//! say in their own words, of what everybody writes, and of one body under two names.

use gouji::domain::prose::alike::{Gathered, Prints};
use gouji::domain::text::Lang;

use super::of_year;

/// The rules that find something between these reports, each an agency, a year and the text of a chapter.
fn between(part: &str, reports: &[(&str, i32, &str)]) -> Vec<(String, String)> {
    let mut gathered = Gathered::default();
    for (agency, year, text) in reports {
        let report = of_year(agency, *year, "", &[(part, text)]);
        Prints::new(&report, agency).into_iter().for_each(|prints| gathered.take(prints));
    }
    let found = gathered.alike();
    found.iter().map(|alike| (alike.rule.id.clone(), alike.message(Lang::Zh))).collect()
}

fn rules(part: &str, reports: &[(&str, i32, &str)]) -> Vec<String> {
    between(part, reports).into_iter().map(|(rule, _)| rule).collect()
}

const OF_WATER: &str = "（一）主动公开。2024年，青山县水务局坚持以公开为常态，通过县政府网站公开水务信息126条，其中水旱灾害防御18条、河湖长制34条。（二）依申请公开。我局全年收到申请3件，均按时答复，没有引起争议。（三）政府信息管理。修订发布审核办法1项，办公室对各科室报送的稿件逐条审看，退回修改9篇。（四）平台建设。维护栏目7个。（五）监督保障。培训2次，参加40人次。";

const OF_TRAFFIC: &str = "（一）主动公开。2024年，青山县交通运输局坚持以公开为常态，通过县政府网站公开交通运输信息98条，其中水旱灾害防御二十一条、河湖长制6条。（二）依申请公开。本机关全年收到申请0件，均按时答复，没有引起争议。（三）政府信息管理。修订发布审核办法3项，办公室对各科室报送的稿件逐条审看，退回修改14篇。（四）平台建设。维护栏目11个。（五）监督保障。培训1次，参加25人次。";

#[test]
fn a_chapter_one_in_which_only_names_and_figures_differ_is_told_once_with_all_bodies() {
    let found = between("1", &[("青山县水务局", 2024, OF_WATER), ("青山县交通运输局", 2024, OF_TRAFFIC)]);
    let [(rule, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(rule, "XY-13");
    assert!(message.contains("2 家单位") && message.contains("青山县水务局、青山县交通运输局"), "{message}");
    let spaced = OF_WATER.replace('，', "， \n");
    assert_eq!(rules("1", &[("青山县水务局", 2024, &spaced), ("青山县交通运输局", 2024, OF_TRAFFIC)]), ["XY-13"]);
    let street = |name: &str, count: &str| {
        format!(
            "（一）主动公开。{name}街道办事处全年公开信息{count}条，聚焦老旧小区改造、社区养老和停车治理，把公开栏搬进网格驿站。（二）依申请公开。我街道收到申请{count}件。（三）政府信息管理。街道党政办逐条核对，定期清理。（四）平台建设。{name}街道公众号开设专栏，制作短视频。（五）监督保障。邀请居民代表评议，设立意见箱，逐月通报。"
        )
    };
    let (one, other) = (street("东湖", "12"), street("西关", "一百零三"));
    let both = [("白云区东湖街道办事处", 2024, one.as_str()), ("白云区西关街道办事处", 2024, other.as_str())];
    assert_eq!(rules("1", &both), ["XY-13"]);
}

#[test]
fn one_sentence_of_its_own_another_year_or_another_name_of_the_same_body_is_no_copy() {
    let own = OF_TRAFFIC.replace("维护栏目11个。", "维护栏目11个，新开农村公路建设专栏。");
    let water = ("青山县水务局", 2024, OF_WATER);
    assert!(rules("1", &[water, ("青山县交通运输局", 2024, &own)]).is_empty());
    assert!(rules("1", &[("青山县水务局", 2023, OF_WATER), ("青山县交通运输局", 2024, OF_TRAFFIC)]).is_empty());
    assert!(rules("1", &[water, ("青山县水务局", 2024, OF_WATER)]).is_empty(), "the same body twice");
    assert!(rules("1", &[water, ("县水务局", 2024, OF_WATER)]).is_empty(), "its short name");
    let office = ("青山县人民政府办公室", 2024, OF_WATER);
    assert!(rules("1", &[("青山县人民政府", 2024, OF_WATER), office]).is_empty(), "a government and its office");
}

#[test]
fn what_everybody_writes_is_no_copy() {
    let token = "（一）主动公开。及时公开。（二）依申请公开。没有收到申请。（三）政府信息管理。制度健全。（四）平台建设。运行正常。（五）监督保障。开展培训。";
    assert!(rules("1", &[("青山县水务局", 2024, token), ("青山县交通运输局", 2024, token)]).is_empty());
    let fees = "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）规定的按件、按量收费标准，本行政机关2024年没有产生信息处理费。根据《2024年政务公开工作要点》要求，各项任务均已按时完成，除此之外没有其他需要报告的事项。";
    assert!(rules("6", &[("青山县水务局", 2024, fees), ("青山县交通运输局", 2024, fees)]).is_empty());
    let told = format!(
        "{fees}本年度办理人大代表建议4件、政协委员提案6件，主办件全部在规定期限内面商答复，代表委员均表示满意，办理结果除涉密外都在县政府网站建议提案专栏公开；配合县大数据中心完成政务数据目录的梳理，编制共享清单，整理历史文件并标注公开属性，移交县档案馆集中保管。"
    );
    assert_eq!(rules("6", &[("青山县水务局", 2024, &told), ("青山县交通运输局", 2024, &told)]), ["XY-14"]);
}
