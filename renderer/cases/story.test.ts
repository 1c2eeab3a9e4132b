import { expect, test } from '@jest/globals';
import type { DeadlineView } from '../../preload/contract/cases.ts';
import { storyOf } from './story.ts';

const entry = (at: string, title: string) => ({
  at,
  title,
  actor: '周立诚',
  kind: 'case.recorded',
  text: '',
  hash: at,
});
const deadline = (name: string, legalDate: string, state: DeadlineView['state']): DeadlineView => ({
  ...{ code: name, name, legalDate, internalDate: legalDate, remainingWorkingDays: 1, state },
  ...{ doneOn: state === 'DONE' ? legalDate : null, why: '', basis: '', estimated: false },
});

test('what is due stands in the one timeline with what was done, by legal day of Shanghai, the latest first', () => {
  const days = storyOf(
    [entry('2026-11-12T17:00:00.000Z', '发现违法'), entry('2026-11-13T02:00:00.000Z', '备案')],
    [
      deadline('当场处罚备案', '2026-11-16', 'DONE'),
      deadline('缴纳罚款', '2026-11-30', 'OK'),
      deadline('交本机关', '2026-11-13', 'OVERDUE'),
    ],
  );
  expect(days.map(({ day, due, done }) => [day, due.map((one) => one.name), done.map((one) => one.title)])).toEqual([
    ['2026-11-30', ['缴纳罚款'], []],
    ['2026-11-13', ['交本机关'], ['备案', '发现违法']],
  ]);
});
