const { unit } = require('@thongsuot/jest-preset');

const [[, [compiler, options]]] = Object.entries(unit.transform);
const react = { ...options.jsc.transform, react: { runtime: 'automatic' } };

/** The shared preset in a browser's surroundings: TSX, jsdom, and the one dependency that ships as ES modules only. */
module.exports = {
  ...unit,
  testEnvironment: 'jest-environment-jsdom',
  testEnvironmentOptions: { customExportConditions: ['source', 'browser', 'require', 'default'] },
  testMatch: ['**/src/**/*.spec.{ts,tsx}'],
  transform: {
    '^.+\\.tsx?$': [
      compiler,
      { ...options, jsc: { ...options.jsc, parser: { ...options.jsc.parser, tsx: true }, transform: react } },
    ],
    '^.+\\.js$': [
      compiler,
      { swcrc: false, jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm/)?(wouter|regexparam)[@/])'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'json', 'cjs', 'mjs'],
};
