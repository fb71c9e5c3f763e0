//! Parts that stand alone, each held to what it says of itself; what they do together is tested beside this folder.

mod normal;
mod pdf_cmap;
mod pdf_lexer;
mod pdf_line;
mod pdf_matrix;
mod pdf_radical;
mod recogniser_title;
mod text_drawn;
mod text_laid_out;
mod text_markdown;
mod text_pages;
mod workbook_sheet;
