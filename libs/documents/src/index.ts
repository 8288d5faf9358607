export * from './description';
export { layoutOn, type DocumentLayout } from './layout';
export { writeDocx } from './docx/write-docx';
export { writePdf } from './pdf/write-pdf';
export { writeXlsx, type TableSheet, type TableWorkbook } from './xlsx/write-xlsx';
