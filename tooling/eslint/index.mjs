import tseslint from 'typescript-eslint';

const clockMessage = 'Ask the injected Clock (@thongsuot/calendar): tests and scenarios move it.';

/** Rules for every package: strict types, no floating promises, no wall clock outside the clock port. */
export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', '**/*.cjs', '**/*.mjs', '**/generated/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // Nest reads constructor parameter types at run time, so an import used only as a type may still be needed as a value.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Libraries type their options as classes; an object literal of the right shape is what they document.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: clockMessage }],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clockMessage },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@thongsuot/*/src/*', '@thongsuot/*/dist/*'], message: 'Import the package, not its insides.' }] },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
);
