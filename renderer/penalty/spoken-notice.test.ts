import { expect, test } from '@jest/globals';
import { draftContent } from '../../preload/contract/cases.ts';
import { penaltyInWords, spokenNotice, statutesInWords } from './spoken-notice.ts';

const CONTENT = draftContent.parse({
  party: { partyType: 'CITIZEN', name: '王小明' },
  violation: { facts: '当事人在人民路兜售烤肠。' },
  penalty: { kind: 'FINE', fineFen: 5050 },
});

test('the notice says facts, grounds, basis, penalty and rights (处罚法 44, 45)', () => {
  const parts = spokenNotice({
    content: CONTENT,
    item: {
      cause: '擅自占用公共场所设摊经营',
      statutes: [{ law: '某条例', article: '第十六条', text: '', version: '' }],
    },
    authorityName: '云溪镇人民政府',
    officers: [
      { name: '张三', certNo: 'A1' },
      { name: '李四', certNo: 'A2' },
    ],
  });
  expect(parts.map((part) => part.title)).toEqual(['表明身份', '违法事实', '理由和依据', '拟作出的处罚', '你的权利']);
  const all = parts.map((part) => part.text).join('');
  for (const words of [
    '张三（执法证号 A1）、李四（执法证号 A2）',
    '当事人在人民路兜售烤肠。',
    '擅自占用公共场所设摊经营',
    '《某条例》第十六条',
    '罚款人民币 50.50 元',
    '陈述和申辩',
    '不会因为你陈述、申辩而给予更重的处罚',
    '申请回避',
  ])
    expect(all).toContain(words);
});

test('each law is named once', () => {
  expect(
    statutesInWords([
      { law: '甲条例', article: '第一条' },
      { law: '乙法', article: '第八条' },
      { law: '甲条例', article: '第二条' },
    ]),
  ).toBe('《甲条例》第一条、第二条；《乙法》第八条');
});

test('a warning has no amount', () => {
  expect(penaltyInWords({ kind: 'WARNING', fineFen: 0 })).toBe('警告');
});
