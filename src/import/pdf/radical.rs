//! Radicals as characters: some writers of PDFs name a glyph after the radical that it also is, ⼈ for 人, which no label
//! and no person would write. It changes nothing else.

/// The characters of the 214 radicals from U+2F00 on.
pub const CLASSIC: &str = concat!(
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴",
    "廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿",
    "目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵",
    "邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
);

/// The radicals from U+2E80 on that are characters of their own, and these characters.
pub const FURTHER: [&str; 2] = [
    "⺀⺁⺃⺅⺆⺇⺉⺊⺋⺍⺎⺏⺐⺒⺓⺔⺖⺘⺙⺛⺜⺝⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "冫厂乚亻冂几刂卜㔾小兀尣尢巳幺彑忄扌攵旡日月母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒网网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
];

/// The character that a radical is, as it is written in simplified Chinese, and brackets that have a second number; any
/// other character as it is.
pub fn unified(c: char) -> char {
    match c {
        '\u{2F3E}' => '户',
        '\u{2FAD}' => '青',
        '\u{2329}' => '〈',
        '\u{232A}' => '〉',
        '\u{2F00}'..='\u{2FD5}' => CLASSIC.chars().nth(c as usize - 0x2F00).unwrap_or(c),
        '\u{2E80}'..='\u{2EFF}' => {
            let [radicals, characters] = FURTHER.map(str::chars);
            radicals.zip(characters).find(|(radical, _)| *radical == c).map_or(c, |(_, character)| character)
        }
        _ => c,
    }
}
