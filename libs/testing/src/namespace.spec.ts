import { namespaceFor, testNamespace } from './namespace';

describe('testNamespace', () => {
  it('is named after the file and stays the same within it', () => {
    expect(testNamespace()).toMatch(/^t-namespace-[0-9a-f]{8}$/);
    expect(testNamespace()).toBe(testNamespace());
  });

  it('keeps to characters and lengths that databases and topics allow', () => {
    expect(namespaceFor('/a b/Đơn vị rất_dài.và.nhiều chữ.int.spec.ts', '0a1b2c3d')).toMatch(/^t-[a-z0-9-]{1,18}-0a1b2c3d$/);
    expect(namespaceFor('…', 'ff')).toBe('t-test-ff');
  });
});
