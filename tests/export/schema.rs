//! The order in which the schema of Word documents wants elements, and a walk that sees what stands elsewhere.

use crate::package::{Element, tree};

/// Children of the elements that gouji writes, in the order of ECMA-376; `*` before a name lets it come more than once,
/// `|` joins names that may come in any order.
const ORDERS: &[(&str, &str)] = &[
    ("w:document", "w:background w:body"),
    ("w:body", "*w:p|w:tbl|w:sdt w:sectPr"),
    ("w:p", "w:pPr *w:r|w:hyperlink|w:bookmarkStart|w:bookmarkEnd"),
    ("w:r", "w:rPr *w:t|w:br|w:tab|w:fldChar|w:instrText"),
    (
        "w:pPr",
        "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr w:suppressLineNumbers w:pBdr \
         w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct w:autoSpaceDE \
         w:autoSpaceDN w:bidi w:adjustRightInd w:snapToGrid w:spacing w:ind w:contextualSpacing w:mirrorIndents \
         w:suppressOverlap w:jc w:textDirection w:textAlignment w:textboxTightWrap w:outlineLvl w:divId w:cnfStyle w:rPr \
         w:sectPr w:pPrChange",
    ),
    (
        "w:rPr",
        "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:smallCaps w:strike w:dstrike w:outline w:shadow w:emboss \
         w:imprint w:noProof w:snapToGrid w:vanish w:webHidden w:color w:spacing w:w w:kern w:position w:sz w:szCs \
         w:highlight w:u w:effect w:bdr w:shd w:fitText w:vertAlign w:rtl w:cs w:em w:lang w:eastAsianLayout \
         w:specVanish w:oMath",
    ),
    ("w:tbl", "w:tblPr w:tblGrid *w:tr"),
    (
        "w:tblPr",
        "w:tblStyle w:tblpPr w:tblOverlap w:bidiVisual w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc \
         w:tblCellSpacing w:tblInd w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook w:tblCaption w:tblDescription",
    ),
    ("w:tblBorders", "w:top w:left w:bottom w:right w:insideH w:insideV"),
    ("w:tblCellMar", "w:top w:left w:bottom w:right"),
    ("w:tblGrid", "*w:gridCol"),
    ("w:tr", "w:tblPrEx w:trPr *w:tc"),
    (
        "w:trPr",
        "w:cnfStyle w:divId w:gridBefore w:gridAfter w:wBefore w:wAfter w:cantSplit w:trHeight w:tblHeader \
         w:tblCellSpacing w:jc w:hidden",
    ),
    ("w:tc", "w:tcPr *w:p"),
    (
        "w:tcPr",
        "w:cnfStyle w:tcW w:gridSpan w:hMerge w:vMerge w:tcBorders w:shd w:noWrap w:tcMar w:textDirection w:tcFitText \
         w:vAlign w:hideMark",
    ),
    (
        "w:sectPr",
        "*w:headerReference|w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders \
         w:lnNumType w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter \
         w:docGrid w:printerSettings",
    ),
    ("w:ftr", "*w:p"),
    ("w:styles", "w:docDefaults w:latentStyles *w:style"),
    ("w:docDefaults", "w:rPrDefault w:pPrDefault"),
    ("w:rPrDefault", "w:rPr"),
    ("w:pPrDefault", "w:pPr"),
    (
        "w:style",
        "w:name w:aliases w:basedOn w:next w:link w:autoRedefine w:hidden w:uiPriority w:semiHidden w:unhideWhenUsed \
         w:qFormat w:locked w:personal w:personalCompose w:personalReply w:rsid w:pPr w:rPr w:tblPr w:trPr w:tcPr \
         *w:tblStylePr",
    ),
    ("w:fonts", "*w:font"),
    ("w:font", "w:altName w:panose1 w:charset w:family w:notTrueType w:pitch w:sig"),
    (
        "w:settings",
        "w:writeProtection w:view w:zoom w:mirrorMargins w:bordersDoNotSurroundHeader w:bordersDoNotSurroundFooter \
         w:gutterAtTop w:defaultTabStop w:evenAndOddHeaders w:drawingGridHorizontalSpacing w:drawingGridVerticalSpacing \
         w:displayHorizontalDrawingGridEvery w:displayVerticalDrawingGridEvery w:noPunctuationKerning \
         w:characterSpacingControl w:compat w:rsids w:themeFontLang w:clrSchemeMapping w:decimalSymbol w:listSeparator",
    ),
    (
        "w:compat",
        "w:spaceForUL w:balanceSingleByteDoubleByteWidth w:doNotLeaveBackslashAlone w:ulTrailSpace \
         w:doNotExpandShiftReturn w:adjustLineHeightInTable w:useFELayout *w:compatSetting",
    ),
    ("cp:coreProperties", "*dc:title|dc:creator|dc:language|dcterms:created|dcterms:modified|cp:contentStatus"),
    ("Properties", "Application"),
    ("a:theme", "a:themeElements"),
    ("a:themeElements", "a:clrScheme a:fontScheme a:fmtScheme"),
    (
        "a:clrScheme",
        "a:dk1 a:lt1 a:dk2 a:lt2 a:accent1 a:accent2 a:accent3 a:accent4 a:accent5 a:accent6 a:hlink a:folHlink",
    ),
    ("a:dk1", "a:srgbClr"),
    ("a:lt1", "a:srgbClr"),
    ("a:dk2", "a:srgbClr"),
    ("a:lt2", "a:srgbClr"),
    ("a:accent1", "a:srgbClr"),
    ("a:accent2", "a:srgbClr"),
    ("a:accent3", "a:srgbClr"),
    ("a:accent4", "a:srgbClr"),
    ("a:accent5", "a:srgbClr"),
    ("a:accent6", "a:srgbClr"),
    ("a:hlink", "a:srgbClr"),
    ("a:folHlink", "a:srgbClr"),
    ("a:fontScheme", "a:majorFont a:minorFont"),
    ("a:majorFont", "a:latin a:ea a:cs"),
    ("a:minorFont", "a:latin a:ea a:cs"),
    ("a:fmtScheme", "a:fillStyleLst a:lnStyleLst a:effectStyleLst a:bgFillStyleLst"),
    ("a:fillStyleLst", "*a:solidFill"),
    ("a:lnStyleLst", "*a:ln"),
    ("a:effectStyleLst", "*a:effectStyle"),
    ("a:bgFillStyleLst", "*a:solidFill"),
    ("a:effectStyle", "a:effectLst"),
    ("a:ln", "a:solidFill"),
    ("a:solidFill", "a:srgbClr|a:schemeClr"),
];

/// What is wrong with the order of elements in and below this one.
pub fn disorder(element: &Element, wrong: &mut Vec<String>) {
    let order = ORDERS.iter().find(|(name, _)| *name == element.name).map_or("", |(_, order)| order);
    let (mut last, mut before) = (0, "");
    for child in &element.children {
        let place =
            order.split_whitespace().position(|names| names.trim_matches('*').split('|').any(|n| n == child.name));
        let again = |place: usize| order.split_whitespace().nth(place).is_some_and(|names| names.starts_with('*'));
        match place {
            None => wrong.push(format!("{} in {}", child.name, element.name)),
            Some(place) if place < last && child.name == before => wrong.push(format!("{before} twice")),
            Some(place) if place < last => wrong.push(format!("{} behind {before} in {}", child.name, element.name)),
            Some(place) if again(place) => last = place,
            Some(place) => last = place + 1,
        }
        before = &child.name;
        disorder(child, wrong);
    }
    let ends = |name| element.children.last().is_some_and(|last| last.name == name);
    if (element.name == "w:tc" && !ends("w:p")) || (element.name == "w:body" && !ends("w:sectPr")) {
        wrong.push(format!("{} ends wrongly", element.name));
    }
}

#[test]
fn the_walk_of_the_schema_sees_what_is_out_of_order() {
    for (text, expected) in [
        ("<w:pPr><w:jc/><w:keepNext/></w:pPr>", "w:keepNext behind w:jc in w:pPr"),
        ("<w:pPr><w:jc/><w:jc/></w:pPr>", "w:jc twice"),
        ("<w:tr><w:tc><w:p/><w:tcPr/></w:tc></w:tr>", "w:tcPr behind w:p in w:tc"),
        ("<w:rPr><w:strange/></w:rPr>", "w:strange in w:rPr"),
        ("<w:body><w:tbl/></w:body>", "w:body ends wrongly"),
    ] {
        let mut wrong = Vec::new();
        disorder(&tree(text), &mut wrong);
        assert_eq!(wrong.first().map(String::as_str), Some(expected));
    }
}
