import { readFileSync } from 'node:fs';
import { vietnamCalendar } from '@thongsuot/calendar';
import { dataFile } from '@thongsuot/data';
import { ClockData, FeedbackClocks } from '../domain/clocks';

/** The terms the product ships, on the national calendar of working days. */
export function shippedClocks(): FeedbackClocks {
  const data = ClockData.parse(JSON.parse(readFileSync(dataFile('feedback/clocks.json'), 'utf8')));
  return new FeedbackClocks(data, vietnamCalendar());
}
