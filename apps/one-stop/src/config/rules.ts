import { readFileSync } from 'node:fs';
import { vietnamCalendar, type WorkingCalendar } from '@thongsuot/calendar';
import { dataFile } from '@thongsuot/data';
import { ApologyRules, LatenessReasons, type ApologyRule } from '../domain/apology-rules';

/** What the desk is judged by, as shipped. */
export class Rules {
  readonly calendar: WorkingCalendar = vietnamCalendar();
  readonly apologies: readonly ApologyRule[] = ApologyRules.parse(read('one-stop/apology-rules.json')).rules;
  readonly reasons: LatenessReasons['reasons'] = LatenessReasons.parse(read('one-stop/lateness-reasons.json')).reasons;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(dataFile(name), 'utf8'));
}
