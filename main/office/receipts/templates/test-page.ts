import { z } from 'zod';
import { origin, pair, RULE, type Template, text } from './template.ts';

const facts = z.object({
  demo: origin.demo,
  simulated: origin.simulated.default(false),
  sample: origin.sample,
  desk: z.string(),
  at: z.string(),
  width: z.enum(['58', '80']),
  /** Columns that the profile gives this paper; older jobs knew only two widths. */
  columns: z.int().optional(),
  profile: z.string().optional(),
});
type TestPage = z.infer<typeof facts>;

/** A page that shows at a glance whether characters, sizes, edges, codes and knife are right. */
export const testPage: Template<TestPage> = {
  title: '打印机测试页',
  facts,
  parts: (page) => [
    { kind: 'text', text: '打印机测试页', align: 'centre', double: true },
    { kind: 'text', text: page.desk, align: 'centre' },
    pair('打印时间', page.at),
    pair('纸宽', `${page.width} 毫米`),
    ...(page.profile === undefined ? [] : [pair('机型', page.profile)]),
    RULE,
    text('汉字：行政处罚决定书 镇街综合行政执法'),
    text('金额：￥1,234.00　符号：，。：；（）《》'),
    text('生僻字（图像）：㐀 䶮 𠮷 𬍛'),
    { kind: 'text', text: '加粗一行', bold: true },
    text('0123456789'.repeat(5).slice(0, page.columns ?? (page.width === '58' ? 32 : 48))),
    text('上一行应正好占满纸宽，不换行。'),
    { kind: 'barcode', content: 'ZZT-TEST-0001' },
    { kind: 'qr', content: '镇执台打印机测试', caption: '能扫出「镇执台打印机测试」即正常' },
  ],
  sample: { desk: '样例镇 样例窗口', at: '2026-11-20 09:00', width: '58', columns: 32, profile: '通用' },
};
