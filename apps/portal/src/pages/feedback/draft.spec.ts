import { emptyDraft, firstOpen, lacksOf, submissionOf, type Draft } from './draft';

const full: Draft = {
  ...emptyDraft('key'),
  nature: 'act',
  area: { code: '19360', name: 'Phường 2, Thị xã Quảng Trị, Tỉnh Quảng Trị' },
  content: 'Hồ sơ chứng thực của tôi bị trả chậm ba ngày.',
  name: 'Nguyễn Thị Hoa',
  address: 'Khu phố 3, Phường 2',
  phone: '0912 345 678',
};
const codes = (draft: Draft, step: Parameters<typeof lacksOf>[1]): string[] => lacksOf(draft, step).map(({ code }) => code);

describe('lacksOf', () => {
  it('lacks nothing when name, address, phone and clear content are given', () => {
    expect(lacksOf(full, 'kiem-tra')).toEqual([]);
  });

  it('names everything that is missing at once', () => {
    expect(codes(emptyDraft('key'), 'kiem-tra')).toEqual([
      'nature-missing',
      'area-missing',
      'content-unclear',
      'name-missing',
      'address-missing',
      'contact-missing',
    ]);
  });

  it('takes an e-mail instead of a phone, and refuses either when it is wrong', () => {
    expect(codes({ ...full, phone: '', email: 'hoa@vidu.vn' }, 'nguoi-gui')).toEqual([]);
    expect(codes({ ...full, phone: '12' }, 'nguoi-gui')).toEqual(['phone-wrong']);
    expect(codes({ ...full, email: 'hoa' }, 'nguoi-gui')).toEqual(['email-wrong']);
  });

  it('asks for Vietnamese with its marks, in composed or decomposed letters', () => {
    expect(codes({ ...full, content: 'Ho so cua toi bi tra cham ba ngay' }, 'noi-dung')).toEqual(['content-not-vietnamese']);
    expect(codes({ ...full, content: full.content.normalize('NFD') }, 'noi-dung')).toEqual([]);
  });
});

describe('firstOpen', () => {
  it('leads back to the first page that lacks something', () => {
    expect(firstOpen({ ...full, content: '' }, 'kiem-tra')).toBe('noi-dung');
    expect(firstOpen(full, 'kiem-tra')).toBeUndefined();
  });
});

describe('submissionOf', () => {
  it('sends what was told, trimmed, and leaves out what was not', () => {
    expect(submissionOf({ ...full, name: ' Nguyễn Thị Hoa ' })).toEqual({
      nature: 'feedback',
      kind: 'act',
      area: '19360',
      content: full.content,
      harassment: false,
      sender: { name: 'Nguyễn Thị Hoa', address: full.address, phone: full.phone },
    });
  });
});
