import { expect, test } from '@jest/globals';
import { createAgenda } from './agenda.ts';

test('the earliest comes first, what comes onto the list meanwhile too, and the clock never runs backwards', async () => {
  const clock: string[] = [];
  const said: string[] = [];
  const agenda = createAgenda((at) => clock.push(at.toISOString()));
  agenda.add('2026-11-20', 9, 0, () => void said.push('second'));
  agenda.add('2026-11-19', 9, 0, () => {
    said.push('first');
    agenda.add('2026-11-19', 10, 30, () => void said.push('after the first'));
    agenda.add('2026-11-18', 8, 0, () => void said.push('due before it was known'));
  });
  await agenda.run(() => undefined);
  expect(said).toEqual(['first', 'due before it was known', 'after the first', 'second']);
  expect(clock).toEqual([
    '2026-11-19T01:00:00.000Z',
    '2026-11-19T01:00:00.000Z',
    '2026-11-19T02:30:00.000Z',
    '2026-11-20T01:00:00.000Z',
  ]);
});

test('progress is told of what was planned: its total stays, whatever is added', async () => {
  const told: [number, number][] = [];
  const agenda = createAgenda(() => undefined);
  for (const day of ['2026-11-18', '2026-11-19', '2026-11-20']) {
    agenda.add(day, 9, 0, () => {
      for (let minute = 1; minute <= 5; minute += 1) agenda.add(day, 9, minute, () => undefined);
    });
  }
  await agenda.run((done, of) => told.push([done, of]));
  expect(told).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});
