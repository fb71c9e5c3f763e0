//! Parts that stand alone, each held to what it says of itself; what they do together is tested beside this folder.

mod document_paragraph;
mod docx;
mod docx_xml;
mod md;
mod title;
mod wrap;
