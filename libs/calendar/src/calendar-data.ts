import { readFileSync } from 'node:fs';
import { PlainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';

const LocalText = z.object({ vi: z.string(), en: z.string() });
const LegalText = z.object({ text: z.string(), note: z.string() });

/** `HH:MM` on a 24-hour clock. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('HH:MM');
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/**
 * Why a day differs from the plain week: `holiday` by law or yearly notice, `in-lieu` of a holiday that fell on a weekly day
 * of rest, `swapped-off` (a working day given off) and `worked` (the Saturday worked for it).
 */
export const CalendarDayKind = z.enum(['holiday', 'in-lieu', 'swapped-off', 'worked']);
export type CalendarDayKind = z.infer<typeof CalendarDayKind>;

/** One day that differs from the plain week, and the text that says so. */
export const CalendarDay = z.object({
  date: PlainDate,
  kind: CalendarDayKind,
  occasion: z.string().describe('Key of the occasion (tet, national), or free text for a unit’s own day'),
  basis: z.string().describe('Key of the legal basis, or its text for a unit’s own day'),
  confirmed: z.boolean().describe('false = not yet checked against the issued text, or not yet issued'),
  lunar: z
    .string()
    .regex(/^\d{2}-\d{2}$/)
    .optional()
    .describe('Lunar month-day that fixes it'),
  inLieuOf: PlainDate.optional(),
  swappedWith: PlainDate.optional(),
});
export type CalendarDay = z.infer<typeof CalendarDay>;

export const HolidayData = z.object({
  title: z.string(),
  note: z.string(),
  coverage: z.object({ from: PlainDate, to: PlainDate }),
  weeklyRest: z.array(z.int().min(1).max(7)).describe('Weekdays of rest, Monday = 1 … Sunday = 7'),
  occasions: z.record(z.string(), LocalText),
  bases: z.record(z.string(), LegalText),
  days: z.array(CalendarDay),
});
export type HolidayData = z.infer<typeof HolidayData>;

const dated = { validFrom: PlainDate, validTo: PlainDate.nullable(), legalBasis: z.string(), confirmed: z.boolean() };

/** Working sessions of a day, from a date on. */
export const OfficeHours = z.object({
  ...dated,
  sessions: z.array(z.object({ from: TimeOfDay, to: TimeOfDay })).min(1),
});
export type OfficeHours = z.infer<typeof OfficeHours>;

/** Up to which time of day a dossier is passed on the same day (NĐ 61/2018 Đ.18.2). */
export const ReceptionRule = z.object({ ...dated, version: z.string(), forwardNextDayAfter: TimeOfDay });
export type ReceptionRule = z.infer<typeof ReceptionRule>;

export const OfficeData = z.object({
  title: z.string(),
  officeHours: z.array(OfficeHours).min(1),
  receptionRules: z.array(ReceptionRule).min(1),
});
export type OfficeData = z.infer<typeof OfficeData>;

const WindowEdge = z.object({
  yearOffset: z.int().min(-1).max(0),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
});

/** One reporting window of a rule, relative to the year it is named after. */
export const WindowDefinition = z.object({
  key: z.string().regex(/^(T(0[1-9]|1[0-2])|Q[1-4]|H1|N9|Y)$/),
  from: WindowEdge,
  to: WindowEdge,
  reported: z.boolean().describe('false = the window exists, but no report is made on it'),
  label: LocalText,
});
export type WindowDefinition = z.infer<typeof WindowDefinition>;

/** A version of the reporting windows, with its legal basis and the days it is in force. */
export const WindowRule = z.object({
  version: z.string(),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  legalBasis: z.string(),
  note: z.string(),
  windows: z.array(WindowDefinition).min(1),
});
export type WindowRule = z.infer<typeof WindowRule>;

export const WindowData = z.object({ title: z.string(), rules: z.array(WindowRule).min(1) });
export type WindowData = z.infer<typeof WindowData>;

/** The holidays the product ships: the civil service's days off and days worked, 2022–2027. */
export const holidayData = once(() => HolidayData.parse(readJson('calendar/holidays-2022-2027.json')));
/** The office hours and reception rules the product ships. */
export const officeData = once(() => OfficeData.parse(readJson('calendar/office-hours.json')));
/** The reporting windows the product ships. */
export const windowData = once(() => WindowData.parse(readJson('calendar/reporting-windows.json')));

/** The entry of a dated list that is in force on a day. */
export function inForceOn<T extends { validFrom: PlainDate; validTo: PlainDate | null }>(
  list: readonly T[],
  on: PlainDate,
): T | undefined {
  return list.find((entry) => entry.validFrom <= on && (entry.validTo === null || on <= entry.validTo));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(dataFile(name), 'utf8'));
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
