/** The service that answers for these operations. */
export const service = 'procedure-publication';
export const open = { public: true } as const;
export const insiders = { roles: ['officer', 'leader', 'administrator'] } as const;
export const readers = { roles: ['officer', 'leader', 'administrator', 'portal'] } as const;
