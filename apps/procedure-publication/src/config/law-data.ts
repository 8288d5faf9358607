import { readFileSync } from 'node:fs';
import { dataFile } from '@thongsuot/data';
import type { z } from 'zod';
import { PartRules } from '../domain/catalogue/parts';
import { ColumnWords } from '../domain/catalogue/read-table';
import { ClockData } from '../domain/clocks';
import { OnlineLevels } from '../domain/service/online-levels';
import { RegulationRules } from '../domain/regulation/regulation';
import { ReviewRules } from '../domain/review/review-plan';

/** The dated settings this service works by, read once; a file that does not fit ends the start. */
export const LAW = {
  parts: read('procedures/parts.json', PartRules),
  columns: read('procedures/columns.json', ColumnWords),
  clocks: read('procedures/clocks.json', ClockData),
  onlineLevels: read('procedures/online-levels.json', OnlineLevels),
  regulation: read('procedures/regulation.json', RegulationRules),
  review: read('procedures/review.json', ReviewRules),
};

function read<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(dataFile(name), 'utf8')));
}
