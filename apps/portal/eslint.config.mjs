import shared from '@thongsuot/eslint-config';
import reactHooks from 'eslint-plugin-react-hooks';

export default [
  ...shared,
  reactHooks.configs.flat.recommended,
  {
    files: ['**/*.spec.tsx'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
];
