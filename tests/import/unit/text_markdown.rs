//! What stands alone of `import::text::markdown`.

use gouji::import::text::Raw;
use gouji::import::text::markdown::*;

#[test]
fn words_lose_what_markdown_adds() {
    for (text, expected) in [
        ("1\\.属于", "1.属于"),
        ("**三、**甲", "三、甲"),
        ("[首页](/a) 甲", "首页 甲"),
        ("[甲]{style=\"x\"}乙", "甲乙"),
        ("![图](a.png)", ""),
        ("结果<br>维持", "结果维持"),
        ("1<br/>2", "1\n2"),
        ("<span lang=EN>7</span>", "7"),
        ("&nbsp;5&lt;", " 5<"),
        ("a < b [c] *d*", "a < b [c] *d*"),
    ] {
        assert_eq!(plain(text), expected);
    }
}

#[test]
fn blanks_where_lines_were_joined_go_and_those_that_people_write_stay() {
    let raw = |text| Raw { number: 1, text, gap: 1, edge: false };
    let seamed = "一二三四五六七八九十甲乙丙丁戊己 庚辛壬癸子丑寅卯辰巳午未申酉戌亥， 共 12 件";
    let once = "天地玄黄宇宙洪荒日月盈昃辰宿列张 寒来";
    let seams = Seams::new(&[raw(seamed), raw(once)]);
    assert_eq!(seams.without(once), once.replace(' ', ""));
    assert_eq!(seams.without(seamed), seamed.replacen(' ', "", 2));
    assert_eq!(seams.without("附件一 附件二"), "附件一 附件二");
    let seams = Seams::new(&[raw("附件一 附件二 附件三"), raw("甲 乙")]);
    assert_eq!(seams.without("附件一 附件二"), "附件一 附件二");
}

#[test]
fn rules_part_heads_from_rows_and_figures_do_not() {
    for text in ["|---|---|", "---|---", "| :-: | --- |", "|:-|-:|", "|---|"] {
        assert!(is_table_rule(text), "{text}");
    }
    for text in ["| - | -- |", "---", "| 0 | --- |", "", "|", "||"] {
        assert!(!is_table_rule(text), "{text}");
    }
}
