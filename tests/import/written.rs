//! What a page shows otherwise than its text says: what its style sheet writes, equations, drawings, and what rules within
//! rules hide.

use crate::seen::{Case, SHOWN, UNSEEN, check, page};
use crate::support::import;

#[test]
fn what_a_page_shows_besides_its_text_is_no_figure_and_told() {
    let style = ".first::before{content:'1'} .last:after { content : \"\\37\" } [data-n]::before{content:attr(data-n)}\
        .counted::after{content:counter(rows)} .unit::after{content:'件'} .icon::before{content:'\\e641'}\
        .none::before{content:''} .own{content:'99'} .old2:has(i),u:has(+ b){display:none}\
        td{ color:black; .in1{display:none} & .in2{visibility:hidden} }";
    let inside: [Case; 19] = [
        ("<span class=first>7</span>", None, SHOWN),
        ("<span class=last>1</span>", None, SHOWN),
        ("<span data-n=17></span>", None, SHOWN),
        ("<span class=counted></span>", None, SHOWN),
        ("<span class=unit>17</span>", Some(17), ""),
        ("<span class=icon>17</span>", Some(17), ""),
        ("<span class=none>17</span>", Some(17), ""),
        ("<span class=own>17</span>", Some(17), ""),
        ("<span class=old2>3<i></i></span>17", Some(17), UNSEEN),
        ("<u>3</u><b>17</b>", Some(17), UNSEEN),
        ("<span class=in1>3</span>17", Some(17), UNSEEN),
        ("<span class=in2>3</span>17", Some(17), UNSEEN),
        ("<span style='zoom:0'>3</span>17", Some(17), UNSEEN),
        ("<span style='transform:rotateY(90deg)'>3</span>17", Some(17), UNSEEN),
        ("<progress>3</progress><meter>3</meter>17", Some(17), ""),
        ("<math><mn>17</mn></math>", Some(17), ""),
        ("<math><mfrac><mn>1</mn><mn>7</mn></mfrac></math>", None, SHOWN),
        ("<svg><text>17</text></svg>", None, "图片"),
        ("<svg><path d='M1 1'/></svg>17", Some(17), ""),
    ];
    for case in inside {
        let cells = format!("<td>{}</td><td>2</td><td>3</td>", case.0);
        check(&import(page(style, &cells).as_bytes()).expect(case.0), case);
    }
}
