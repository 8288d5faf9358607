import { z } from 'zod';
import { AreaCode } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { open, service } from './access';

const Which = z.object({
  area: AreaCode.optional().describe('Only what is in force for the units of this very area; default: every announced procedure'),
  on: PlainDate.optional().describe('Version in force on this day; default: today'),
});

/** The catalogue as linked data, streamed. */
export const getCatalogueJsonLd = endpoint({
  id: 'procedure-publication.getCatalogueJsonLd',
  service,
  method: 'GET',
  path: '/open-data/procedures.jsonld',
  summary: { vi: 'Danh mục thủ tục: dữ liệu mở CPSV-AP 3 (JSON-LD)', en: 'The catalogue as CPSV-AP 3 (JSON-LD)' },
  access: open,
  query: Which,
  bodyKind: 'none',
  answer: z.unknown(),
  mediaType: 'application/ld+json',
});

/** The catalogue as human services data, streamed. */
export const getCatalogueHsds = endpoint({
  id: 'procedure-publication.getCatalogueHsds',
  service,
  method: 'GET',
  path: '/open-data/procedures.hsds.json',
  summary: { vi: 'Danh mục thủ tục: dữ liệu mở HSDS 3', en: 'The catalogue as HSDS 3' },
  access: open,
  query: Which,
  bodyKind: 'none',
  answer: z.unknown(),
  mediaType: 'application/json',
});

/** Operations of open data. */
export const OPEN_DATA_ENDPOINTS: readonly Endpoint[] = [getCatalogueJsonLd, getCatalogueHsds];
