/** The layering of the house (CONTRIBUTING.md): which folder may import which. */
const office = '^main/office/';

export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle of values loads by luck; types may look at each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-is-pure',
      comment:
        'What crosses a process border knows only zod, oRPC contracts and itself; link.ts is the client of it all.',
      severity: 'error',
      from: { path: '^preload/contract/', pathNot: '\\.test\\.ts$|/link\\.ts$' },
      to: { pathNot: '^(preload/contract/|(node_modules/)?(zod|@orpc/contract)(/|$))' },
    },
    {
      name: 'electron-only-in-its-shell',
      severity: 'error',
      from: { pathNot: '^(main/shell/(electron[^/]*|conformance/fake-electron)\\.ts|preload/index\\.ts|test/)' },
      to: { path: '^(electron|node_modules/electron)(/|$)' },
    },
    {
      name: 'office-stands-alone',
      comment:
        'The office knows its modules, the contract and the carrier; no shell, no devices, no county, no screen.',
      severity: 'error',
      from: { path: office, pathNot: '(\\.test|-in-test)\\.ts$' },
      to: { path: '^(main/(shell|devices)/|renderer/|county/|test/)' },
    },
    {
      name: 'devices-stand-alone',
      severity: 'error',
      from: { path: '^main/devices/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(main/(office|shell)/|renderer/|county/|test/)' },
    },
    {
      name: 'shell-stands-alone',
      severity: 'error',
      from: { path: '^main/shell/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(main/(office|devices)/|county/|test/)' },
    },
    {
      name: 'window-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'window-speaks-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main/|county/)' },
    },
    {
      name: 'county-stands-alone',
      severity: 'error',
      from: { path: '^county/', pathNot: '\\.test\\.ts$|-in-test\\.ts$' },
      to: {
        path: '^(main/|renderer/|preload/)',
        pathNot: '^preload/contract/(county|chain|values|people|powers|subjects|cases|documents|redact|refusal)\\.ts$',
      },
    },
    {
      name: 'rules-are-pure',
      comment: 'Dates in, verdict out.',
      severity: 'error',
      from: { path: '^main/office/[^/]+/rules(/|\\.ts$)', pathNot: '\\.test\\.ts$' },
      to: { path: '(service|tables|apply|router|queries)\\.ts$|^main/office/ledger/|better-sqlite3|drizzle-orm' },
    },
    {
      name: 'apply-is-pure',
      comment: 'No clock, no randomness, no services: replay must give the same tables.',
      severity: 'error',
      from: { path: '^main/office/[^/]+/apply\\.ts$' },
      to: { path: '(service|router|clock|events)\\.ts$|^uuid|node_modules/uuid', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-to-tests',
      severity: 'error',
      from: { pathNot: '(\\.test\\.tsx?|-in-test\\.ts)$|^test/|/testing/' },
      to: { path: '\\.test\\.tsx?$|^test/|/testing/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$|\\.test\\.tsx?$|^renderer/index\\.html$|^test/no-style\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
