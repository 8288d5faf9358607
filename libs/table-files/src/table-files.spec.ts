import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { detectFileType, readCsv, readXlsx, separatorOf } from './index';

const workbook = (type: string): Buffer =>
  Buffer.from(zipSync({ '[Content_Types].xml': strToU8(`<Types><Override ContentType="${type}"/></Types>`) }));

describe('what a file is, is told by its content', () => {
  it('a type that the caller does not read is refused by naming those it reads', async () => {
    await expect(
      detectFileType(workbook('a.wordprocessingml.document.main+xml'), 'a.docx', ['xlsx', 'csv', 'json']),
    ).rejects.toMatchObject({ code: 'unsupported-media-type', en: 'This is a .docx file; send .xlsx, .csv or .json' });
    await expect(detectFileType(Buffer.from('a,b'), 'a.csv', ['json'])).rejects.toMatchObject({
      vi: 'Hệ thống không nhận tệp .csv; hãy gửi .json',
    });
  });

  it.each([
    'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    'a.spreadsheetml.sheet.main+xml"/><Override ContentType="application/vnd.ms-office.vbaProject',
  ])('macros are refused even in a file named .xlsx: %s', async (type) => {
    await expect(detectFileType(workbook(type), 'a.xlsx', ['xlsx'])).rejects.toMatchObject({
      code: 'unsupported-media-type',
      en: 'This is a file with macros (.xlsm, .docm); send .xlsx',
    });
  });

  it('a list as JSON is JSON by its name, a table without a name is a .csv', async () => {
    expect(await detectFileType(Buffer.from('[1]'), 'a.json', ['json', 'csv'])).toBe('json');
    expect(await detectFileType(Buffer.from('a;b'), 'khong-ten', ['json', 'csv'])).toBe('csv');
  });
});

describe('a table keeps the places of its cells', () => {
  it('csv: the separator is told by unquoted text, rows count from 1', async () => {
    expect(separatorOf('a;"b,c,d";e\n1;2;3')).toBe(';');
    const { blocks } = await readCsv(Buffer.from('a;b\n"x\ny";2'));
    expect(blocks).toMatchObject([
      {
        table: {
          rows: [
            { row: 1 },
            {
              row: 2,
              cells: [
                { column: 0, text: 'x\ny' },
                { column: 1, text: '2' },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('xlsx: an empty row leaves no row but keeps the number of the next', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Danh mục');
    sheet.getCell('A1').value = 'Mã';
    sheet.getCell('B4').value = 'Tên';
    const { blocks } = await readXlsx(Buffer.from(await book.xlsx.writeBuffer()));
    expect(blocks).toMatchObject([{ table: { name: 'Danh mục', rows: [{ row: 1 }, { row: 4 }] } }]);
  });
});
