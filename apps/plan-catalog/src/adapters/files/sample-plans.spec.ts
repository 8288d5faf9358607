import { readFileSync } from 'node:fs';
import { dataFile } from '@thongsuot/data';
import { readDocument } from '../../domain/import/read-document';
import type { DocumentReading } from '../../domain/import/read-document';
import { PlanReading } from '../../domain/import/plan-reading';
import { columnHeadings } from './column-headings';
import { readPlanFile } from './read-plan-file';

const bytes = (name: string): Buffer => readFileSync(dataFile(`plans/${name}`));

/** The reference reading as it stands in the file, untouched by our schema. */
const reference = (name: string): PlanReading => JSON.parse(bytes(`${name}.json`).toString('utf8')) as PlanReading;

async function documentOf(name: string): Promise<DocumentReading> {
  const file = await readPlanFile(bytes(name), name);
  if (file.kind !== 'document') throw new Error(`${name} is no document`);
  return readDocument(file.document, columnHeadings());
}

describe.each([
  { name: 'kon-ray-2022', tasks: 20, sections: 7 },
  { name: 'phuong-2-2024', tasks: 26, sections: 10 },
])('$name', ({ name, tasks, sections }) => {
  it('has every section and task that the plan has', async () => {
    const { reading } = await documentOf(`${name}.docx`);
    expect(reading.sections).toHaveLength(sections);
    expect(reading.sections.flatMap((section) => section.tasks)).toHaveLength(tasks);
  });

  it.each(['docx', 'xlsx'])('reads the table of the .%s exactly as the reference does', async (format) => {
    const { reading, findings } = await documentOf(`${name}.${format}`);
    expect(reading.sections).toEqual(reference(name).sections);
    expect(findings).toEqual([]);
  });

  it('reads number, date, parent plan, targets, aims, duties, recipients and bases from the .docx', async () => {
    const { issuer, follows, ...expected } = reference(name);
    const { reading } = await documentOf(`${name}.docx`);
    expect(reading).toMatchObject(expected);
    expect(reading.issuer?.name).toBe(issuer?.name);
    expect(reading.follows).toEqual({ ...follows, area: null });
  });

  it('reads issuer, title and year from the appendix alone, and leaves what it lacks blank', async () => {
    const { reading } = await documentOf(`${name}.xlsx`);
    const { issuer, title, year } = reference(name);
    expect(reading).toMatchObject({ title, year, number: null, follows: null, duties: [], recipients: [] });
    expect(reading.issuer?.name).toBe(issuer?.name);
  });

  it('reads the .json unchanged', async () => {
    const file = await readPlanFile(bytes(`${name}.json`), `${name}.json`);
    expect(file).toEqual({ kind: 'reading', reading: reference(name) });
  });

  it('tells each task the row of the file it stands in', async () => {
    const { rowOf } = await documentOf(`${name}.xlsx`);
    expect(rowOf.size).toBe(tasks);
    expect(rowOf.get('I.1')).toBe(name === 'kon-ray-2022' ? 8 : 9);
  });
});

it('keeps the blank number and the date that the ward’s appendix shows', async () => {
  const { appendix } = await documentOf('phuong-2-2024.docx');
  expect(appendix).toMatchObject({ number: null, issued: '2024-01-30' });
});
