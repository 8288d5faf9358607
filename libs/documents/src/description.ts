/** What a document is, without any way to write one: all that rules of the field need to know. */
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
export { appendixReference, capitals, plainText, readSignature } from './wording';
