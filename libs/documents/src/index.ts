export type {
  AdministrativeDocument,
  Appendix,
  Cell,
  DocumentHead,
  DocumentPart,
  DocumentTable,
  DocumentTypeCode,
  Signature,
  TableColumn,
  TableRow,
} from './administrative-document';
export { layoutOn, type DocumentLayout } from './layout';
export { appendixReference, capitals, plainText, readSignature } from './wording';
export { writeDocx } from './docx/write-docx';
export { writePdf } from './pdf/write-pdf';
export { writeXlsx, type TableSheet, type TableWorkbook } from './xlsx/write-xlsx';
