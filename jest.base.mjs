/**
 * The jest settings every package shares: native ESM, TypeScript stripped by SWC as tsc would emit
 * it.
 */

import { fileURLToPath } from 'node:url'

const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: false,
        },
        keepClassNames: true,
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
}

export const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['<rootDir>/src/**/*.test.ts'],
  transform,
  reporters: ['default', fileURLToPath(new URL('./jest.count.mjs', import.meta.url))],
  testTimeout: 30_000,
}
