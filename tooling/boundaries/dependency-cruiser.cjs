'use strict';

/** Test files may reach further than the code they test: they build its surroundings. */
const SPECS = '\\.spec\\.tsx?$';

/**
 * The borders inside packages. Those between packages (no app needs another app, every import declared) are `turbo boundaries`,
 * repeated here for imports by path.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'Rules of the field know contracts, calendar, areas, what a document is and zod, and nothing that talks to a machine: they are tested without one.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/domain/', pathNot: SPECS },
      to: {
        pathNot: [
          '^apps/$1/src/domain/',
          '^libs/(contracts|calendar|areas)/',
          '^libs/documents/src/description\\.ts$',
          '(^|/)node_modules/zod/',
        ],
      },
    },
    {
      name: 'features-know-no-adapter',
      comment:
        'A use case states what it needs as a port; adapters implement ports. The other way round it could not be tested alone.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/features/', pathNot: SPECS },
      to: { path: '^apps/[^/]+/src/adapters/' },
    },
    {
      name: 'features-name-no-technology',
      comment: 'Only adapters name Nest, Kafka and MongoDB.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/features/', pathNot: SPECS },
      to: { path: '(^|/)node_modules/(@nestjs|kafkajs|mongodb|mongoose|fastify)/' },
    },
    {
      name: 'no-app-imports-another',
      comment: 'Services meet in events and contracts only.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-lib-imports-an-app',
      comment: 'A library serves several apps and knows none.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'testing-stays-in-tests',
      comment: 'Test helpers and engine starters are no part of what is deployed.',
      severity: 'error',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: [SPECS, '^libs/testing/'] },
      to: { path: ['^libs/testing/', '^infra/engines/'] },
    },
    {
      name: 'no-dist',
      comment: 'What was built may be stale; packages are imported by name and resolve to their source.',
      severity: 'error',
      from: {},
      to: { path: ['^(apps|libs|infra|tooling)/[^/]+/dist/', '^(data|e2e|bench)/dist/'] },
    },
    {
      name: 'no-cycle',
      comment: 'Modules that need each other at run time are one module. A type alone (`import type`) is gone by then.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that resolves to nothing escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Not cruised from, yet seen when something imports them: `no-dist` needs that.
    doNotFollow: { path: ['node_modules', '(^|/)(dist|coverage|\\.turbo)/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
