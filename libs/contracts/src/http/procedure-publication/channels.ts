import { z } from 'zod';
import { AreaCode, ProcedureCode } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { endpoint, type Endpoint } from '../endpoint';
import { open, service } from './access';

const OfUnit = z.object({
  unit: AreaCode.describe('Code of the unit’s area'),
  on: PlainDate.optional().describe('Version in force on this day; default: today'),
});
const OfArea = z.object({ area: AreaCode, on: PlainDate.optional() });
const html = { method: 'GET', service, access: open, bodyKind: 'none', answer: z.string(), mediaType: 'text/html' } as const;

export const showScreen = endpoint({
  ...html,
  id: 'procedure-publication.showScreen',
  path: '/embed/screen',
  summary: { vi: 'Trang cho màn hình điện tử: tự lật, chạy tiếp khi mất mạng', en: 'Page for an electronic screen' },
  query: OfUnit,
});

/** What an electronic screen shows. */
export const ScreenView = z.object({
  unit: z.string(),
  on: PlainDate,
  items: z.array(
    z.object({
      code: ProcedureCode,
      name: z.string(),
      field: z.string(),
      timeLimit: z.string(),
      fee: z.string(),
      documents: z.string(),
      agency: z.string(),
    }),
  ),
});
export type ScreenView = z.infer<typeof ScreenView>;

export const getScreenData = endpoint({
  id: 'procedure-publication.getScreenData',
  service,
  method: 'GET',
  path: '/embed/screen.json',
  summary: { vi: 'Dữ liệu cho màn hình điện tử', en: 'Data of an electronic screen' },
  access: open,
  query: OfUnit,
  bodyKind: 'none',
  answer: ScreenView,
});

export const getScreenWorker = endpoint({
  ...html,
  id: 'procedure-publication.getScreenWorker',
  path: '/embed/screen-worker.js',
  summary: { vi: 'Phần giữ màn hình chạy khi mất mạng', en: 'Keeps the screen going without a network' },
  mediaType: 'text/javascript',
});

export const showProcedures = endpoint({
  ...html,
  id: 'procedure-publication.showProcedures',
  path: '/embed/procedures',
  summary: {
    vi: 'Danh sách, nội dung thủ tục để nhúng vào trang của đơn vị',
    en: 'Procedures of a unit, to embed in its website',
  },
  query: OfUnit.extend({
    q: z.string().trim().max(200).optional(),
    code: ProcedureCode.optional().describe('One procedure with every part'),
  }),
});

export const printPosting = endpoint({
  ...html,
  id: 'procedure-publication.printPosting',
  path: '/embed/posting',
  summary: { vi: 'Bản niêm yết khổ A4 có mã QR, để in', en: 'Posting on A4 with a QR code, to print' },
  query: OfUnit.extend({ procedure: ProcedureCode }),
});

export const getProcedureFeed = endpoint({
  id: 'procedure-publication.getProcedureFeed',
  service,
  method: 'GET',
  path: '/feeds/procedures.json',
  summary: { vi: 'Nguồn tin JSON Feed: thủ tục đang có hiệu lực', en: 'JSON Feed of procedures in force' },
  access: open,
  query: OfArea,
  bodyKind: 'none',
  answer: z.looseObject({
    version: z.string(),
    title: z.string(),
    items: z.array(z.looseObject({ id: z.string(), title: z.string() })),
  }),
  mediaType: 'application/feed+json',
});

export const getProcedureRss = endpoint({
  ...html,
  id: 'procedure-publication.getProcedureRss',
  path: '/feeds/procedures.rss',
  summary: { vi: 'Nguồn tin RSS: thủ tục đang có hiệu lực, mới nhất trước', en: 'RSS of procedures in force, newest first' },
  query: OfArea,
  mediaType: 'application/rss+xml',
});

/** Channels that the system serves itself: always the version in force on the day. */
export const CHANNEL_ENDPOINTS: readonly Endpoint[] = [
  showScreen,
  getScreenData,
  getScreenWorker,
  showProcedures,
  printPosting,
  getProcedureFeed,
  getProcedureRss,
];
