//! The lines of titles as they are set in Word, Excel, PDF and on web pages: names of bodies of many kinds, parted by sense, in
//! three lines at most, each within the page.

use gouji::export::page;
use gouji::export::wrap::width;
use gouji::export::{Format, Options, render};
use scraper::{Html, Selector};

use crate::package::part;
use crate::sample::{forms, litong, text, typefaces};

const TITLE: &str = "2022年政府信息公开工作年度报告";

/// Names of bodies; a line ends at `|`, and in no other place.
const NAMES: [&str; 65] = [
    "利通区人民政府办公室",
    "国家税务总局吴忠市利通区税务局",
    "中共利通区委机构编制委员会办公室",
    "上海市人民政府办公厅",
    "广州南沙开发区管理委员会",
    "大观园街道办事处",
    "苏州工业园区管理委员会",
    "中新天津生态城管理委员会",
    "横琴粤澳深度合作区执行委员会",
    "海南洋浦经济开发区管理委员会",
    "大兴安岭地区行政公署林业和草原局",
    "阿拉善盟行政公署办公室",
    "西藏自治区阿里地区行政公署教育局",
    "新疆生产建设兵团第八师石河子市人民政府",
    "新疆维吾尔自治区伊犁哈萨克自治州|察布查尔锡伯自治县人民政府办公室",
    "内蒙古自治区呼伦贝尔市|莫力达瓦达斡尔族自治旗尼尔基镇人民政府",
    "内蒙古自治区鄂尔多斯市|鄂托克前旗上海庙镇人民政府",
    "黑龙江省杜尔伯特蒙古族自治县|连环湖镇人民政府",
    "云南省西双版纳傣族自治州|勐腊县易武镇人民政府",
    "甘肃省临夏回族自治州|积石山保安族东乡族撒拉族自治县卫生健康局",
    "青海省海西蒙古族藏族自治州德令哈市|人民政府国有资产监督管理委员会",
    "四川省凉山彝族自治州|木里藏族自治县住房和城乡建设局",
    "广西壮族自治区河池市|环江毛南族自治县人力资源和社会保障局",
    "贵州省黔东南苗族侗族自治州|雷山县市场监督管理局",
    "湖北省恩施土家族苗族自治州|巴东县农业农村局",
    "湖南省湘西土家族苗族自治州|花垣县民族乡人民政府",
    "河北省雄安新区管理委员会公共服务局",
    "北京经济技术开发区管理委员会综合执法局",
    "天津市滨海新区人民政府新北街道办事处",
    "上海市浦东新区陆家嘴街道办事处",
    "广东省深圳市龙华区大浪街道办事处",
    "浙江省杭州市余杭区|仓前街道办事处综合信息指挥室",
    "山东省济南市市中区|大观园街道办事处党政办公室",
    "福建省厦门市海沧区东孚街道办事处",
    "重庆市北碚区蔡家岗街道办事处",
    "重庆市石柱土家族自治县中益乡人民政府",
    "河南省郑州航空港经济综合实验区管理委员会",
    "陕西省西安高新技术产业开发区管理委员会",
    "陕西省西咸新区|沣东新城管理委员会自然资源和规划局",
    "江西省赣江新区管理委员会经济发展局",
    "安徽省合肥新站高新技术产业开发区|管理委员会",
    "江苏省昆山高新技术产业开发区|管理委员会安全生产监督管理和环境保护局",
    "吉林省长白山保护开发区|管理委员会池西区管理委员会",
    "辽宁省沈抚改革创新示范区|管理委员会社会事业局",
    "海南省洋浦经济开发区|管理委员会退役军人事务局",
    "宁夏回族自治区吴忠市利通区金积镇人民政府",
    "山西省临汾市乡宁县昌宁镇|人民政府政务服务中心",
    "河南省新乡市红旗区|市场监督管理局综合执法大队",
    "贵州省安顺市黄果树旅游区管理委员会",
    "四川省甘孜藏族自治州九寨黄龙机场管理局",
    "国家统计局吴忠调查队",
    "中国民用航空西北地区管理局",
    "黄河水利委员会黄河上中游管理局",
    "呼和浩特市住房公积金管理中心",
    "克拉玛依市白碱滩区|（克拉玛依高新区）人民政府办公室",
    "乌鲁木齐经济技术开发区（头屯河区）|管理委员会（人民政府）办公室",
    "利通区自然资源局（林业和草原局）",
    "利通区教育体育局|（利通区语言文字工作委员会办公室）",
    "博尔塔拉蒙古自治州精河县|精河县工业园区管理委员会办公室",
    "内蒙古自治区锡林郭勒盟乌拉盖管理区|管理委员会巴彦胡硕镇人民政府办公室",
    "新疆维吾尔自治区克孜勒苏柯尔克孜自治州|阿克陶县塔什米力克乡人民政府社会保障服务所",
    "内蒙古自治区兴安盟科尔沁右翼中旗巴彦呼舒镇人民政府|综合行政执法局生态环境保护和应急管理综合服务中心",
    "黑龙江省大兴安岭地区行政公署|生态环境局呼玛分局办公室",
    "昌吉回族自治州准东经济技术开发区管理委员会|人力资源和社会保障局劳动人事争议仲裁委员会办公室",
    "广西壮族自治区防城港市东兴国家重点开发开放试验区|管理委员会（东兴边境经济合作区管理委员会）",
];

/// Words that no line parts.
const WHOLE: [&str; 12] = [
    "人民政府",
    "办公室",
    "管理委员会",
    "街道办事处",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "行政公署",
    "开发区",
    "管理局",
    "服务中心",
];

/// Lines, and how wide each is in points.
type Lines = Vec<(String, f64)>;

/// Lines of characters of which full-width ones are as wide as they are high.
fn counted(size: f64, lines: impl IntoIterator<Item = String>) -> Lines {
    lines.into_iter().map(|line| (line.clone(), width(&line) as f64 / 2.0 * size)).collect()
}

fn in_word(bytes: &[u8]) -> (f64, Lines) {
    let document = part(bytes, "word/document.xml");
    let titles: Vec<_> = document.all("w:p").into_iter().take(2).collect();
    let size = titles[0].all("w:sz").first().map_or(44.0, |size| size.attribute("w:val").parse().unwrap());
    let runs = titles.iter().flat_map(|title| title.all("w:r").into_iter().map(|run| run.words()));
    (size / 2.0, counted(size / 2.0, runs.filter(|line| !line.is_empty())))
}

fn in_excel(bytes: &[u8]) -> Lines {
    let strings = part(bytes, "xl/sharedStrings.xml");
    // The title's type is the largest of the workbook's, on a page with room for it.
    let styles = part(bytes, "xl/styles.xml");
    let sizes = styles.all("sz").into_iter().map(|size| size.attribute("val").parse::<f64>().unwrap());
    let size = sizes.fold(0.0, f64::max);
    let all: Vec<String> = strings.all("si").into_iter().map(|text| text.all("t")[0].text.clone()).collect();
    let end = all.iter().position(|text| text.contains(TITLE)).unwrap();
    counted(size, all[..=end].iter().map(|line| line.replace('\u{2060}', "")))
}

fn on_a_page(source: &str, size: f64) -> Lines {
    let page = Html::parse_document(source);
    let lines = Selector::parse("hgroup .line").unwrap();
    counted(size, page.select(&lines).map(|line| line.text().collect()))
}

/// The first lines of a PDF, down to the title, measured by the widths that the file gives its font.
fn in_print(bytes: &[u8]) -> Lines {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let first = *file.get_pages().values().next().unwrap();
    let fonts = file.get_page_fonts(first).unwrap();
    let (mut font, mut size, mut lines) = (Vec::new(), 0.0, Lines::new());
    for operation in file.get_and_decode_page_content(first).unwrap().operations {
        match operation.operator.as_str() {
            "Tf" => {
                font = operation.operands[0].as_name().unwrap().to_vec();
                size = f64::from(operation.operands[1].as_float().unwrap());
            }
            "TJ" => {
                let encoding = fonts[&font].get_font_encoding(&file).unwrap();
                let widths = widths(&file, fonts[&font]);
                let (mut shown, mut wide) = (String::new(), 0.0);
                for piece in operation.operands[0].as_array().unwrap() {
                    let Ok(codes) = piece.as_str() else { continue };
                    shown += &lopdf::Document::decode_text(&encoding, codes).unwrap();
                    wide += codes.chunks(2).map(|code| widths(u16::from_be_bytes([code[0], code[1]]))).sum::<f64>();
                }
                let is_last = shown.ends_with(TITLE);
                lines.push((shown, wide / 1000.0 * size));
                if is_last {
                    return lines;
                }
            }
            _ => {}
        }
    }
    panic!("no title: {lines:?}");
}

/// How wide a font's characters are, in thousandths of its size.
fn widths(file: &lopdf::Document, font: &lopdf::Dictionary) -> impl Fn(u16) -> f64 {
    let descendants = file.dereference(font.get(b"DescendantFonts").unwrap()).unwrap().1.as_array().unwrap();
    let font = file.dereference(&descendants[0]).unwrap().1.as_dict().unwrap();
    let number = |object: &lopdf::Object| f64::from(object.as_float().unwrap());
    let mut ranges = Vec::new();
    let mut rest = &file.dereference(font.get(b"W").unwrap()).unwrap().1.as_array().unwrap()[..];
    while let [first, second, ..] = rest {
        let start = number(first) as u16;
        if let Ok(each) = second.as_array() {
            ranges.extend((start..).zip(each).map(|(code, wide)| (code, code, number(wide))));
            rest = &rest[2..];
        } else {
            ranges.push((start, number(second) as u16, number(&rest[2])));
            rest = &rest[3..];
        }
    }
    move |code| ranges.iter().find(|(from, to, _)| (*from..=*to).contains(&code)).map_or(1000.0, |range| range.2)
}

fn check(what: &str, name: &str, lines: &Lines) {
    let wanted: Vec<&str> = name.split('|').chain([TITLE]).collect();
    let found: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(found, wanted, "{what}");
    fits(what, lines);
}

fn fits(what: &str, lines: &Lines) {
    let room = f64::from(page::TEXT_WIDTH) / 20.0;
    assert!(lines.len() <= 3 && lines.iter().all(|(_, wide)| *wide <= room), "{what} {lines:?}");
}

/// Whether no word of a name is in two lines, and no line is a few characters.
fn is_sound(what: &str, name: &str, lines: &[&str]) {
    assert_eq!(lines.concat(), name, "{what}");
    assert!(lines.len() <= 2 && lines.iter().all(|line| line.chars().count() > 4), "{what} {lines:?}");
    for word in WHOLE {
        let parted = lines.iter().map(|line| line.matches(word).count()).sum::<usize>();
        assert_eq!(parted, name.matches(word).count(), "{what}: {word} in {lines:?}");
    }
}

#[test]
fn names_of_many_kinds_are_parted_by_sense_in_every_format_and_every_line_fits() {
    for name in NAMES {
        let mut report = litong();
        report.agency = Some(name.replace('|', ""));
        let bytes =
            |format| render(&report, format, Options { typefaces: typefaces(), ..Options::FINAL }, &forms()).unwrap();
        let (size, lines) = in_word(&bytes(Format::Docx));
        check("docx", name, &lines);
        // A row of a workbook is narrower by its margins, and may have other lines.
        let rows = in_excel(&bytes(Format::Xlsx));
        fits("xlsx", &rows);
        let names: Vec<&str> = rows[..rows.len() - 1].iter().map(|(line, _)| line.as_str()).collect();
        is_sound("xlsx", &name.replace('|', ""), &names);
        if typefaces().is_some() {
            check("pdf", name, &in_print(&bytes(Format::Pdf)));
        }
        let page = text(&report, Format::Html);
        check("html", name, &on_a_page(&page, size));
        // The screen's width is shared out among the characters of the longest line, and a little for wide figures.
        let longest = name.split('|').map(|line| width(line).div_ceil(2)).max().unwrap();
        assert!(page.contains(&format!("<p class=\"agency\" style=\"--em:{longest}.5\">")), "{name}");
    }
}

#[test]
fn names_of_this_list_are_of_all_lengths_and_lines_are_no_longer_than_they_need_be() {
    let lengths: Vec<usize> = NAMES.iter().map(|name| name.replace('|', "").chars().count()).collect();
    assert!(lengths.contains(&8) && lengths.iter().any(|&length| length > 45), "{lengths:?}");
    for name in NAMES {
        is_sound("the list", &name.replace('|', ""), &name.split('|').collect::<Vec<_>>());
    }
}
