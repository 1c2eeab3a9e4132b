import { z } from 'zod';
import type { Part } from './layout.ts';
import { marks } from './penalty-receipt.ts';

export const testPage = z.object({ desk: z.string(), at: z.string(), width: z.enum(['58', '80']), demo: z.boolean() });
export type TestPage = z.infer<typeof testPage>;

/** A page that shows at a glance whether characters, sizes, edges, code and knife are right. */
export function testPageParts(page: TestPage, reprint: number): Part[] {
  const columns = page.width === '58' ? 32 : 48;
  return [
    ...marks({ demo: page.demo, simulated: false }, reprint),
    { kind: 'text', text: '打印机测试页', align: 'centre', double: true },
    { kind: 'text', text: page.desk, align: 'centre' },
    { kind: 'pair', label: '打印时间', value: page.at },
    { kind: 'pair', label: '纸宽', value: `${page.width} 毫米` },
    { kind: 'rule' },
    { kind: 'text', text: '汉字：行政处罚决定书 镇街综合行政执法' },
    { kind: 'text', text: '金额：￥1,234.00　符号：，。：；（）《》' },
    { kind: 'text', text: '加粗一行', bold: true },
    { kind: 'text', text: '0123456789'.repeat(5).slice(0, columns) },
    { kind: 'text', text: '上一行应正好占满纸宽，不换行。' },
    { kind: 'qr', content: '镇执台打印机测试', caption: '能扫出「镇执台打印机测试」即正常' },
  ];
}
