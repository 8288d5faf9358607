import { readFileSync, readdirSync } from 'node:fs';
import { dataFile } from '@thongsuot/data';
import { Questionnaire } from '../domain/questionnaire';

/** Questionnaires the product ships, one file each. */
export function shippedQuestionnaires(): Questionnaire[] {
  const folder = dataFile('questionnaires');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => Questionnaire.parse(JSON.parse(readFileSync(dataFile(`questionnaires/${name}`), 'utf8'))));
}
