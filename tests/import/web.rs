//! What styles make of a page: selectors of every kind, the order in which rules win, names for values, what is moved,
//! cut, folded or turned; figures that only stand beside one another; and the like in Markdown and in mails.

use std::fmt::Write;

use gouji::domain::figure::Figure;
use gouji::domain::report::Scope;
use gouji::domain::text::Lang;
use gouji::import::ImportError;

use crate::made;
use crate::seen::{Case, RAISED, SEVERAL, STRUCK, UNSEEN, check, page};
use crate::support::{figures, import};

const LEFTWARDS: &str = "从右到左";

/// A cell's markup in a page of that style.
fn of_style(style: &str, cell: Case<'_>) {
    let cells = format!("<td>{}</td><td>2</td><td>3</td>", cell.0);
    let text = page(style, &cells).replacen("<html>", "<!DOCTYPE html><html>", 1);
    let said = format!("{style}: {}", cell.0);
    check(&import(text.as_bytes()).expect(&said), (&said, cell.1, cell.2));
}

#[test]
fn rules_speak_of_elements_by_every_selector() {
    let hidden = [
        ("b + i { display:none }", "<b></b><i>3</i>17"),
        ("b ~ i { display:none }", "<b></b><u></u><i>3</i>17"),
        ("td:is(.x, .y) i { display:none }", "<i>4</i>17"),
        (":where(i, u).h { display:none }", "<i class=h>3</i>17"),
        ("i:not(.keep, .stay) { display:none }", "<i>3</i><i class=keep>17</i>"),
        ("td > :not(b) { display:none }", "<i>3</i><b>17</b>"),
        ("i:nth-last-of-type(2) { display:none }", "<i>3</i><i>17</i>"),
        ("i:only-child { display:none }", "<i>3</i>17"),
        ("[class^=hid] { display:none }", "<i class=hidden-now>3</i>17"),
        ("[data-a=\"x,y\"] { display:none }", "<i data-a='x,y'>3</i>17"),
        ("i[data-old=TRUE i] { display:none }", "<i data-old=true>3</i>17"),
        (".a.b.c { display:none }", "<i class='c b a'>3</i>17"),
        ("i:hover, i.h { display:none }", "<i class=h>3</i>17"),
        (".q::before{content:'}'} i { display:none }", "<i>3</i>17"),
        ("@charset 'utf-8'; @layer a { i { display:none } }", "<i>3</i>17"),
        ("@supports (display:grid) { @media all { i { display:none } } }", "<i>3</i>17"),
        ("<!-- i { display:none } -->", "<i>3</i>17"),
    ];
    for (style, cell) in hidden {
        if cell.contains('4') {
            // A cell without a class is in none of them.
            of_style(style, ("<i></i>17", Some(17), ""));
            continue;
        }
        of_style(style, (cell, Some(17), UNSEEN));
    }
    for style in
        ["i:hover{display:none}", "@supports not (display:grid) { i { display:none } }", "i:has(b){display:none}"]
    {
        of_style(style, ("<i>17</i>", Some(17), ""));
    }
}

#[test]
fn of_several_rules_the_one_counts_that_wins_in_a_browser() {
    let shown = [
        "#k { display:inline } i { display:none }",
        "i.k { display:inline } .k { display:none }",
        ".k { display:inline !important } #k { display:none }",
        ".k:is(#k, u) { display:inline } .k.k.k { display:none }",
        "i { display:inline } :where(#k) { display:none }",
        "i:not(#z) { display:inline } .k { display:none }",
        "i { display:none } i { display:inline }",
        "i { display:inline } @layer a { #k { display:none } }",
        "@layer a, b; @layer b { i { display:inline } } @layer a { #k { display:none } }",
        "@layer a { i { display:inline !important } } #k { display:none !important }",
        "i { display:inline !important; display:none }",
    ];
    for style in shown {
        of_style(style, ("<i id=k class=k>17</i>", Some(17), ""));
        let turned = style.replace("inline", "+").replace("none", "inline").replace('+', "none");
        of_style(&turned, ("<i id=k class=k>3</i>17", Some(17), UNSEEN));
    }
    of_style("i { display:none !important }", ("<i style='display:inline'>3</i>17", Some(17), UNSEEN));
    of_style("i { display:none !important }", ("<i style='display:inline !important'>17</i>", Some(17), ""));
    of_style("i { display:none }", ("<i style='display:inline'>17</i>", Some(17), ""));
}

#[test]
fn values_by_name_are_looked_up_where_they_are_given() {
    let cases: [(&str, Case); 8] = [
        (":root{--d:none} i{display:var(--d)}", ("<i>3</i>17", Some(17), UNSEEN)),
        (":root{--d:none} td{--d:inline} i{display:var(--d)}", ("<i>17</i>", Some(17), "")),
        ("i{display:var(--d, none)}", ("<i>3</i>17", Some(17), UNSEEN)),
        ("i{display:var(--d)}", ("<i>17</i>", Some(17), "")),
        (":root{--a:var(--b);--b:none} i{display:var(--a)}", ("<i>3</i>17", Some(17), UNSEEN)),
        (":root{--a:var(--b);--b:var(--a)} i{display:var(--a)}", ("<i>17</i>", Some(17), "")),
        (":root{--c:255} i{color:rgb(var(--c) var(--c) var(--c,0))}", ("<i>3</i>17", Some(17), UNSEEN)),
        ("i{display:var(--d)}", ("<b style='--d:none'><i>3</i></b>17", Some(17), UNSEEN)),
    ];
    for (style, case) in cases {
        of_style(style, case);
    }
}

#[test]
fn what_is_moved_cut_faint_or_tiny_is_not_seen() {
    let unseen = [
        "font:0/0 a",
        "font-size:.1px",
        "font-size:1px",
        "font-size:0.05em",
        "font-size:0%",
        "opacity:.01",
        "opacity:1%",
        "filter:opacity(0)",
        "position:absolute;left:-100vw",
        "position:absolute;left:-100%",
        "display:block;text-indent:-100vw",
        "position:fixed;top:-200vh",
        "margin-left:-200vw",
        "clip-path:inset(100%)",
        "clip-path:inset(0 0 100% 0)",
        "clip-path:circle(0)",
        "clip-path:polygon(0 0,0 0,0 0)",
        "clip-path:ellipse(0 5px at 3px)",
        "transform:scale(0)",
        "transform:scaleX(0.0)",
        "transform:translateX(-9999px)",
        "content-visibility:hidden",
        "color:#fefefe",
        "color:snow",
        "color:hsl(0, 0%, 100%)",
        "color:rgb(100%,100%,100%)",
        "color:rgba(0,0,0,.02)",
        "-webkit-text-fill-color:transparent",
        "display:inline-block;width:0;overflow:hidden",
        "color:/* a */white",
        "display:block;height:1px;overflow:clip",
        "-webkit-mask:linear-gradient(transparent,transparent)",
        "mask-image:linear-gradient(90deg, rgba(0,0,0,0) 0%, #0000 100%)",
        "opacity:calc(0)",
        "display:inline-block;line-height:0;overflow:hidden",
        "display:inline-block;-webkit-clip-path:inset(100%)",
        "display:inline-block;inline-size:0;overflow:hidden",
        "display:inline-block;margin:0 0 0 -9999px",
        "display:inline-block;transform:translate(-10000%)",
        "visibility:collapse",
    ];
    for style in unseen {
        of_style("", (&format!("<span style=\"{style}\">3</span>17"), Some(17), UNSEEN));
    }
    let inherited = [
        "<font color=FFFFFF>3</font>17",
        "<font color='#fff'>3</font>17",
        "<span hidden=until-found>3</span>17",
        "<span style='color:#fff'><b style='color:inherit'>3</b></span>17",
        "<span style='visibility:hidden'><b style='visibility:inherit'>3</b></span>17",
        "<span style='font-size:0'><b style='font-size:1em'>3</b></span>17",
        "<div popover>3</div>17",
        "<ruby>17<rp>(</rp><rt>shi</rt><rp>3</rp></ruby><i hidden>3</i>",
        "<span style='background:#123;color:#fff'><b style='background:#fff'>3</b></span>17",
    ];
    for cell in inherited {
        of_style("", (cell, Some(17), UNSEEN));
    }
    let seen = [
        "font:bold 12px/1.5 serif",
        "font:700 14pt serif",
        "opacity:.9",
        "left:-3px;position:relative",
        "clip-path:inset(5%)",
        "transform:scale(1)",
        "transform:translate(-50%,-50%)",
        "color:#bbb",
        "color:hsl(10,90%,40%)",
        "width:1px",
        "visibility:inherit",
        "clip-path:circle(50%)",
        "color:inherit",
        "max-width:100%;overflow:hidden",
        "color:#fff;background:#000",
        "transform:none",
        "text-indent:2em",
        "mask:linear-gradient(#000,transparent)",
        "mask:none",
        "line-height:1;overflow:hidden",
        "margin:0 auto",
    ];
    for style in seen {
        of_style("", (&format!("<span style=\"{style}\">17</span>"), Some(17), ""));
    }
    // Another file may paint the ground: labels are read in white, figures are not.
    let linked = page("", "<td><i style='color:#fff'>3</i>17</td><td>2</td><td>3</td>");
    let linked = linked.replacen("<head>", "<head><link rel=stylesheet href=a.css>", 1);
    let linked = linked.replacen("<td>规章", "<td style='color:#fff'>规章", 1);
    check(&import(linked.as_bytes()).unwrap(), ("a sheet elsewhere", Some(17), UNSEEN));
    let pictured = page("body{color:#fff;background:url(a.png)}", "<td>17</td><td>2</td><td>3</td>");
    check(&import(pictured.as_bytes()).unwrap(), ("white on a picture", Some(17), ""));
    of_style("tr{background:#f0f0f0}", ("<i style='color:white'>3</i>17", Some(17), UNSEEN));
    let whole = page("body{color:#fff} table{color:black}", "<td>17</td><td>2</td><td>3</td>");
    check(&import(whole.as_bytes()).unwrap(), ("white words around", Some(17), UNSEEN));
    let faint = "<td style='color:#FFFFFF'><p><b>3</b></p></td><td>2</td><td>3</td>";
    check(&import(page("", faint).as_bytes()).unwrap(), (faint, None, UNSEEN));
}

#[test]
fn media_are_held_against_a_screen() {
    let on = [
        "screen",
        "not print",
        "only screen and (min-width: 20em)",
        "all and (orientation:landscape)",
        "not all and (max-width:100px)",
        "print, screen",
        "(not (max-width: 600px))",
        "screen and (400px <= width)",
    ];
    for media in on {
        of_style(&format!("@media {media} {{ i {{ display:none }} }}"), ("<i>3</i>17", Some(17), UNSEEN));
    }
    let off = [
        "print",
        "only print",
        "not screen",
        "not all",
        "print and (min-width:1px)",
        "screen and (max-width:600px)",
        "(prefers-color-scheme:dark)",
        "speech, handheld",
        "screen and (not (min-width:600px))",
    ];
    for media in off {
        of_style(&format!("@media {media} {{ i {{ display:none }} }}"), ("<i>17</i>", Some(17), ""));
    }
}

#[test]
fn figures_that_stand_beside_one_another_are_not_one() {
    let several = [
        "1<img src=a.png>7",
        "<span style='display:inline-block'>1</span><span style='display:inline-block'>7</span>",
        "1<span style='margin-left:2em'>7</span>",
        "<span style='padding-right:1cm'>1</span>7",
        "<i style='float:left'>1</i>7",
        "<div style='display:flex;flex-direction:row-reverse'><b>1</b><b>7</b></div>",
        "1<svg></svg>7",
        "1<br>7件",
        "<b style='position:absolute'>1</b>7",
    ];
    for cell in several {
        of_style("", (cell, None, SEVERAL));
    }
    let one = [
        "1<wbr>7",
        "<img src=a.png>17",
        "1<b>7</b>",
        "<span style='display:inline-block'>17</span>件",
        "<ruby>17<rt>件</rt></ruby>",
    ];
    for cell in one {
        of_style("", (cell, Some(17), ""));
    }
    for cell in ["<bdo dir=rtl>71</bdo>", "<i style='unicode-bidi:bidi-override;direction:rtl'>71</i>"] {
        of_style("", (cell, None, LEFTWARDS));
    }
    of_style("", ("<ruby>17<rt>1</rt></ruby>", Some(17), RAISED));
    for cell in ["1&nbsp;7", "1&emsp;7", "1\u{202e}7", "1　7"] {
        let cells = format!("<td>{cell}</td><td>2</td><td>3</td>");
        let found = figures(&import(page("", &cells).as_bytes()).expect(cell));
        assert_eq!(found.get("proactive.rules.issued"), None, "{cell}");
    }
}

#[test]
fn two_figures_in_cells_of_several_rows_shift_no_neighbour_where_another_cell_is_open() {
    let report = made::page(made::TITLE);
    let form = made::form();
    let cell = |name: &str| form.cells().find(|&cell| form.cell(cell).name == name).expect(name);
    let at = |name: &str| format!(">{}<", made::numbered(cell(name)));
    let text = report
        .replace(&at("requests.granted.enterprise"), ">161&nbsp; 13<")
        .replace(&at("requests.granted.total"), "><s>5</s><")
        .replace(&at("requests.partial.enterprise"), ">161&nbsp; 13<")
        .replace(&at("requests.partial.other_org"), "><");
    let found = figures(&import(text.as_bytes()).unwrap());
    for (name, figure) in &found {
        assert_eq!(figure.to_string(), made::numbered(cell(name)), "{name}");
    }
    assert!(!found.contains_key("requests.granted.enterprise") && found.len() > form.len() - 10);
}

#[test]
fn cells_that_are_set_in_another_order_are_read_in_it() {
    let row = |style: &str, cells: &str| {
        let text = page("", cells);
        text.replacen("<tr><td>规章</td>", &format!("<tr style='{style}'><td>规章</td>"), 1)
    };
    let ordered = row("display:flex", "<td style='order:3'>3</td><td style='order:1'>1</td><td style='order:2'>2</td>");
    check(&import(ordered.as_bytes()).unwrap(), ("order", Some(1), ""));
    let text = page("", "<td>2</td><td>1</td><td>规章</td>");
    let turned =
        text.replacen("<tr><td>规章</td>", "<tr style='display:flex;flex-direction:row-reverse'><td>3</td>", 1);
    check(&import(turned.as_bytes()).unwrap(), ("row-reverse", Some(1), ""));
}

#[test]
fn what_is_folded_up_is_read_only_where_nothing_else_is() {
    let report = made::page(made::TITLE);
    let folded =
        report.replace("<table", "<details><summary>表</summary><table").replace("</table>", "</table></details>");
    let proposal = made::assert_whole(folded.as_bytes(), "folded");
    assert!(proposal.notes.iter().any(|note| note.text.contains("折叠")), "{:?}", proposal.notes);
    let old =
        "<details><summary>旧</summary><table><tr><td>规章</td><td>7</td><td>8</td><td>9</td></tr></table></details>";
    let both = report.replacen("<table", &format!("{old}<table"), 1);
    let proposal = made::assert_whole(both.as_bytes(), "an old table");
    assert!(proposal.notes.iter().any(|note| note.text.contains(UNSEEN)), "{:?}", proposal.notes);
}

#[test]
fn thirty_thousand_rules_are_read_or_refused_in_time() {
    for kind in [".c", "td.c", "td .c", "td:nth-child", "td ~ td.c", "td:not(.c"] {
        let mut style = String::new();
        for number in 0..30_000 {
            let end = if kind.contains('(') { ")" } else { "" };
            let open = if kind.ends_with("child") { "(" } else { "" };
            let close = if kind.ends_with("child") { ")" } else { end };
            write!(style, "{kind}{open}{number}{close}{{color:red}}").unwrap();
        }
        let text = made::page(made::TITLE).replacen("<head>", &format!("<head><style>{style}</style>"), 1);
        match import(text.as_bytes()) {
            Ok(proposal) => made::assert_figures(&proposal, kind),
            Err(error) => assert_eq!(error, ImportError::Unpacked, "{kind}"),
        }
    }
}

#[test]
fn sheets_in_parts_of_their_own_dress_the_page_of_a_mail() {
    let page = page("", "<td><i class=h>3</i>17</td><td>2</td><td>3</td>");
    let mail = |link: &str, head: &str| {
        let page = page.replacen("<head>", &format!("<head>{link}"), 1);
        format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"m\"\r\n\r\n--m\r\nContent-Type: text/html; charset=utf-8\r\n\
             Content-Location: http://a.cn/b/c.html\r\n\r\n{page}\r\n--m\r\nContent-Type: text/css\r\n{head}\r\n\r\n.h{{display:none}}\r\n--m--\r\n"
        )
    };
    let location = "Content-Location: http://a.cn/b/x.css";
    let cases = [
        ("<link rel=stylesheet href='http://a.cn/b/x.css'>", location, Some(17), UNSEEN),
        ("<link href=\"x.css\" rel=\"stylesheet\" media=\"screen\">", location, Some(17), UNSEEN),
        ("<LINK REL=stylesheet HREF='cid:css-1@mhtml.blink'>", "Content-ID: <css-1@mhtml.blink>", Some(17), UNSEEN),
        ("<link rel=stylesheet media=print href=x.css>", location, Some(317), ""),
        ("<link rel=stylesheet href=y.css>", location, Some(317), ""),
    ];
    for (link, head, wanted, said) in cases {
        check(&import(mail(link, head).as_bytes()).expect(link), (link, wanted, said));
    }
}

#[test]
fn what_markdown_hides_is_not_read() {
    let text = |cell: &str, before: &str| {
        format!(
            "# 甲县水务局2023年政府信息公开工作年度报告\n\n{before}\n## 二、主动公开政府信息情况\n\n\
             | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n\
             | 规章 | {cell} | 2 | 3 |\n| 行政规范性文件 | 4 | 5 | 6 |\n"
        )
    };
    let cases: [Case; 9] = [
        ("<span style=\"display:none\">3</span>17", Some(17), UNSEEN),
        ("<span hidden>3</span> 17", Some(17), UNSEEN),
        ("<!-- 3 -->17", Some(17), UNSEEN),
        ("<font color=\"white\">3</font>17", Some(17), UNSEEN),
        ("<span style='text-decoration: line-through'>5</span>17", Some(17), STRUCK),
        ("17<span style='vertical-align:super'>1</span>", Some(17), RAISED),
        ("<span style='color:red'>17</span>", Some(17), ""),
        ("<b><span style='font-size:0'>3</span>17</b>", Some(17), UNSEEN),
        ("<bdo dir=rtl>71</bdo>", None, LEFTWARDS),
    ];
    for case in cases {
        check(&import(text(case.0, "").as_bytes()).expect(case.0), case);
    }
    let old = "## 二、主动公开政府信息情况\n\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n| 规章 | 7 | 8 | 9 |\n";
    for (open, close) in [
        ("<!--", "-->"),
        ("<div style=\"display:none\">", "</div>"),
        ("<DIV hidden><div>", "</div></DIV>"),
        ("<template>", "</template>"),
    ] {
        let before = format!("{open}\n{old}\n{close}\n");
        check(&import(text("17", &before).as_bytes()).expect(open), (open, Some(17), UNSEEN));
    }
    let before = "<TABLE hidden><tr><td>规章</td><td>7</td><td>8</td><td>9</td></tr></TABLE>\n\n[//]: # (规章 9)\n";
    check(&import(text("17", before).as_bytes()).unwrap(), (before, Some(17), UNSEEN));
}

#[test]
fn titles_are_read_as_offices_write_them() {
    let titled = |head: &str, body: &str| {
        let page = page("", "<td>1</td><td>2</td><td>3</td>");
        let (start, end) = (page.find("<h1>").unwrap(), page.find("</h1>").unwrap() + "</h1>".len());
        format!("{}{body}{}", page[..start].replacen("<head>", &format!("<head>{head}"), 1), &page[end..])
    };
    let read = |head: &str, body: &str| import(titled(head, body).as_bytes()).expect(body);
    let bodies = [
        "<h1>甲县水务局2022年政府信息公开工作年度报告</h1>",
        "<h1>甲县水务局<br>2022年<br>政府信息公开工作年度报告</h1>",
        "<h1>甲县水务局2022年<br>政府信息公开工作年度报告</h1>",
        "<h1>2022年度<br>甲县水务局政府信息公开工作年度报告</h1>",
        "<h1>甲县水务局</h1><h1>2022年</h1><h1>政府信息公开工作年度报告</h1>",
        "<h1>甲县水务局政府信息公开工作年度报告（2022年度）</h1>",
        "<h1>甲县水务局政府信息公开工作年度报告（2022）</h1>",
        "<h1>甲县水务局（2022年度）政府信息公开工作年度报告</h1>",
        "<h1>甲县水务局政府信息公开工作年度报告</h1><p>（2022年度）</p>",
        "<h1>甲县水务局2022年政府信息公开工作年度报告的公告</h1>",
        "<h1>甲县水务局关于2022年政府信息公开工作年度报告的公示</h1>",
        "<h1>甲县水务局关于公布2022年政府信息公开工作年度报告的通知</h1>",
        "<h1>关于发布《甲县水务局2022年政府信息公开工作年度报告》的公告</h1>",
        "<h1>甲县人民政府关于公布甲县水务局2022年政府信息公开工作年度报告的公告</h1>",
        "<h2><a href='/b'>乙县教育局2021年政府信息公开工作年度报告</a></h2><h1>甲县水务局2022年政府信息公开工作年度报告</h1>",
        "<h2><a href='/b'>乙县教育局政府信息公开年报</a></h2><h1>甲县水务局2022年政府信息公开工作年度报告</h1>",
        "<h2><a href='/'>乙县人民政府</a></h2><h1>甲县水务局2022年政府信息公开工作年度报告</h1>",
        "<h2><a href='/'>乙县政务公开年报</a></h2><h1>甲县水务局</h1><h1>2022年政府信息公开工作年度报告</h1>",
    ];
    for body in bodies {
        let proposal = read("", body);
        assert_eq!((proposal.agency.as_deref(), proposal.year), (Some("甲县水务局"), Some(2022)), "{body}");
    }
    assert!(bodies.iter().all(|body| read("", body).scope == Scope::Own));
    for body in [
        "<h1>甲县人民政府2022年政府信息公开工作年度报告（汇总）</h1>",
        "<h1>甲县人民政府2022年政府信息公开工作年度报告</h1><p>(全县汇总)</p>",
        "<h1>甲县人民政府<br>2022年政府信息公开工作年度报告〔汇总〕</h1>",
    ] {
        let proposal = read("", body);
        let said = (proposal.agency.as_deref(), proposal.year, proposal.scope);
        assert_eq!(said, (Some("甲县人民政府"), Some(2022), Scope::Aggregated), "{body}");
    }
    let called = "<title>甲县水务局2023年政府信息公开工作年度报告</title>";
    let proposal = read(called, bodies[0]);
    assert_eq!(proposal.year, Some(2022));
    assert!(proposal.notes.iter().any(|note| note.text.contains("2023") && note.text.contains("核对年度")));
    let agreed = read("<title>甲县水务局2022年政府信息公开工作年度报告</title>", bodies[0]);
    assert!(!agreed.notes.iter().any(|note| note.text.contains("核对年度")));
}

#[test]
fn a_refusal_says_what_the_text_is() {
    let mut text = String::from("甲县水务局2023年政府信息公开工作年度报告\n");
    for name in ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制"] {
        writeln!(text, "{name}，11，12，13").unwrap();
    }
    match import(text.as_bytes()) {
        Err(error) => {
            let said = error.message(Lang::Zh);
            assert!(said.contains("行和列") && !said.contains("图片"), "{said}");
        }
        Ok(proposal) => assert_eq!(figures(&proposal).get("proactive.rules.issued"), Some(&Figure::from(11))),
    }
    let broken = [b"PK\x03\x04".as_slice(), &[7; 300]].concat();
    assert_eq!(import(&broken).expect_err("no archive"), ImportError::DamagedArchive);
    assert!(ImportError::DamagedArchive.message(Lang::Zh).contains("压缩包"));
    let office = [b"PK\x03\x04\x14\0\0\0\0\0".as_slice(), &[0; 20], b"[Content_Types].xml", &[7; 300]].concat();
    assert!(matches!(import(&office), Err(ImportError::Damaged(_))));
}

#[test]
fn a_table_without_an_end_ends_where_words_follow() {
    let cells = "<td>17</td><td>2</td><td>3</td>";
    let next = "<p>三、收到和处理政府信息公开申请情况</p><table><tr><td>申请人情况</td><td>自然人</td></tr></table>";
    let unended = page("", cells).replace("</table>", next);
    check(&import(unended.as_bytes()).unwrap(), (next, Some(17), ""));
    // Words between the rows end no table.
    let between = page("", cells).replacen("<tr><td>行政规范性文件", "<p>续表</p><tr><td>行政规范性文件", 1);
    check(&import(between.as_bytes()).unwrap(), (cells, Some(17), ""));
}

#[test]
fn rows_that_a_table_lost_and_pages_without_figures_are_said() {
    let cells = "<td>17</td><td>2</td><td>3</td>";
    let proposal = import(page("", cells).as_bytes()).unwrap();
    let said = |words: &str| proposal.notes.iter().any(|note| note.text.contains(words));
    assert!(said("主动公开有 4 行没有读到（“行政许可”"), "{:?}", proposal.notes);
    let refused = |page: &str| import(page.as_bytes()).expect_err(page).message(Lang::Zh);
    let empty = page("", "<td></td><td></td><td></td>").replace("<td>4</td><td>5</td><td>6</td>", "<td></td>");
    assert!(refused(&empty).contains("脚本"), "{}", refused(&empty));
    let framed = "<html><body><h1>甲县水务局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><iframe src=2.html></iframe>";
    assert!(refused(framed).contains("iframe"), "{}", refused(framed));
}
