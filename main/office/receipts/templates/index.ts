import type { ReceiptKind } from '../../../../preload/contract/receipts.ts';
import type { Part } from '../layout.ts';
import { acceptance } from './acceptance.ts';
import { delivery } from './delivery.ts';
import { firstViolation } from './first-violation.ts';
import { penalty } from './penalty.ts';
import { queueNumber } from './queue-number.ts';
import { partsOf, type Template } from './template.ts';
import { testPage } from './test-page.ts';

/** One kind of receipt with its facts hidden: what the queue keeps is JSON, checked when it is laid out. */
interface Kind {
  readonly title: string;
  /** @param reprint 0 for the first print, n for 补打 第 n 次 */
  readonly parts: (content: unknown, reprint: number) => Part[];
  /** Invented facts, marked as 样张. */
  readonly sample: (demo: boolean) => unknown;
}

const kind = <Facts extends { demo: boolean; simulated: boolean; sample: boolean }>(of: Template<Facts>): Kind => ({
  title: of.title,
  parts: (content, reprint) => partsOf(of, content, reprint),
  sample: (demo) => ({ ...of.sample, demo, simulated: false, sample: true }),
});

/** Every kind of receipt that this office prints. */
export const TEMPLATES: Readonly<Record<ReceiptKind, Kind>> = {
  'penalty-receipt': kind(penalty),
  'delivery-receipt': kind(delivery),
  'first-violation': kind(firstViolation),
  'acceptance-receipt': kind(acceptance),
  'queue-number': kind(queueNumber),
  'test-page': kind(testPage),
};
