import { z } from 'zod';
import { origin, pair, RULE, SAMPLE_AUTHORITY, type Template, text } from './template.ts';

const facts = z.object({
  ...origin,
  authority: z.string(),
  number: z.string().min(1).max(6),
  matter: z.string(),
  window: z.string(),
  waiting: z.int().min(0),
  /** `2026-11-20 09:00`, office time. */
  at: z.string(),
});
type QueueNumber = z.infer<typeof facts>;

/** 排队号: whose turn it is and where. */
export const queueNumber: Template<QueueNumber> = {
  title: '排队号',
  facts,
  parts: (slip) => [
    { kind: 'text', text: slip.authority, align: 'centre' },
    RULE,
    { kind: 'text', text: slip.number, align: 'centre', double: true, bold: true },
    { kind: 'text', text: slip.matter, align: 'centre' },
    RULE,
    pair('办理窗口', slip.window),
    pair('前面等候', `${slip.waiting} 人`),
    pair('取号时间', slip.at),
    text('请留意叫号，过号请重新取号。'),
  ],
  sample: {
    authority: SAMPLE_AUTHORITY,
    number: 'A012',
    matter: '综合执法业务',
    window: '一号窗口',
    waiting: 3,
    at: '2026-11-20 09:00',
  },
};
