import { parseArgs } from 'node:util';

/** How the shell starts the office. */
export interface OfficeOptions {
  readonly data: string;
  readonly demo: boolean;
  /** How many on-the-spot cases a fresh demo ledger is given. */
  readonly demoCases: number;
  readonly passphraseFile: string | undefined;
}

export function officeOptions(argv: readonly string[]): OfficeOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      demo: { type: 'boolean', default: false },
      'demo-cases': { type: 'string', default: process.env.ZHENZHI_DEMO_CASES ?? '40' },
      'passphrase-file': { type: 'string' },
    },
  });
  if (values.data === undefined) throw new Error('--data DIR is needed');
  return {
    data: values.data,
    demo: values.demo,
    demoCases: Number(values['demo-cases']),
    passphraseFile: values['passphrase-file'],
  };
}
