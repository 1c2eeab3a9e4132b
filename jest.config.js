/** Jest runs the sources as ES modules, exactly as Node runs them; swc only strips the types. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/main', '<rootDir>/preload', '<rootDir>/renderer', '<rootDir>/county', '<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2024',
          transform: { react: { runtime: 'automatic' } },
          // Node wants `with { type: 'json' }` to survive.
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // A style sheet says nothing where nothing is painted.
  moduleNameMapper: { '\\.css$': '<rootDir>/test/no-style.ts' },
  testTimeout: 120_000,
  // Most tests wait for other processes (Chromium, county, simulators): all cores may wait at once.
  maxWorkers: '100%',
};
