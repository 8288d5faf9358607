import { FeedbackSubmission } from '@thongsuot/contracts';
import { findMissing, namesSender } from './requirements';

const complete = {
  content: 'Đề nghị niêm yết công khai mức phí chứng thực tại bộ phận một cửa.',
  unit: '19360',
  sender: { name: 'Lê Văn Tám', address: '5 Trần Hưng Đạo', phone: '+84 905 123 987' },
};
const missing = (more: object): string[] =>
  findMissing(FeedbackSubmission.parse({ ...complete, ...more })).map((item) => item.code);

describe('what a feedback must have to be received (NĐ 20/2008/NĐ-CP Điều 7)', () => {
  it('lacks nothing when complete, with a phone or with an e-mail', () => {
    expect(missing({})).toEqual([]);
    expect(missing({ sender: { ...complete.sender, phone: undefined, email: 'tam@example.vn' } })).toEqual([]);
    expect(missing({ content: complete.content.normalize('NFD') })).toEqual([]);
  });

  it.each([
    ['no wording', { content: '' }, ['content-unclear']],
    ['too little to understand', { content: 'Chậm quá!!!!!!!!!!!!!!!!!!!!!' }, ['content-unclear']],
    ['another language', { content: 'They keep asking me for more and more papers.' }, ['content-not-vietnamese']],
    ['a nameless sender', { sender: { ...complete.sender, name: ' . ' } }, ['name-missing']],
    ['no address', { sender: { ...complete.sender, address: '' } }, ['address-missing']],
    ['no way to reach them', { sender: { ...complete.sender, phone: '113' } }, ['contact-missing']],
    ['nobody it is about', { unit: undefined }, ['unit-missing']],
    ['an anonymous one', { sender: undefined }, ['name-missing', 'address-missing', 'contact-missing']],
  ])('tells %s', (_, more, codes) => {
    expect(missing(more)).toEqual(codes);
  });

  it('tells each in Vietnamese and English', () => {
    for (const { message } of findMissing(FeedbackSubmission.parse({}))) expect(message).toMatch(/^\S.* \/ \S.*$/);
  });
});

describe('an answer that names the sender', () => {
  const sender = { name: 'Lê Văn Tám', address: '5 Trần Hưng Đạo', phone: '0905 123 987', email: 'tam@example.vn' };

  it.each(['Ông LÊ VĂN TÁM nêu', 'ong le van tam', 'gọi 0905.123.987', 'số +84905123987', 'gửi TAM@example.vn'])(
    'is found: %s',
    (text) => {
      expect(namesSender(text, sender)).toBe(true);
    },
  );

  it.each(['Người phản ánh nêu đúng', 'Trụ sở 5 Trần Hưng Đạo', 'Hồ sơ 000.00.12.H50-240115-0007'])('is not: %s', (text) => {
    expect(namesSender(text, sender)).toBe(false);
  });
});
