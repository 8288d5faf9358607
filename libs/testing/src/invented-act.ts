/** Two communes become one, and the district above them is abolished: its other communes go to the province, its own affairs too. */
export const INVENTED_ACT = {
  id: '018d073a-13ba-715e-828a-000002faf116',
  number: '99/NQ-UBTVQH15',
  effectiveOn: '2024-02-01',
  changes: [
    { kind: 'merge', codes: ['19357', '19360'], into: { code: '19360', name: 'Phường Thành Cổ', parentCode: '45' } },
    { kind: 'abolish', code: '462', heirCode: '45', childrenTo: '45' },
  ],
} as const;
