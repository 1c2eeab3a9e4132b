import { beforeEach, describe, expect, test } from '@jest/globals';
import { officeClock } from '../clock.ts';
import { createSessions, type Sessions } from './sessions.ts';

const MINUTE = 60_000;
let now = 0;
let sessions: Sessions;
beforeEach(() => {
  now = Date.parse('2026-01-05T01:00:00.000Z');
  const clock = officeClock(
    () => 0,
    () => now,
  );
  sessions = createSessions(clock, () => 15);
  sessions.open('window', 'officer');
});
const locked = () => sessions.of('window')?.locked;

describe('a screen that nobody uses locks after 15 minutes (domain.md §7.3)', () => {
  test('15 minutes are not over, a moment later it is locked and stays so', () => {
    now += 15 * MINUTE;
    expect(locked()).toBe(false);
    now += 1;
    sessions.touched('window');
    expect(locked()).toBe(true);
    expect(locked()).toBe(true);
    sessions.unlock('window');
    expect(locked()).toBe(false);
  });

  test('hands keep it awake, what the window asks does not', () => {
    for (let i = 0; i < 3; i += 1) {
      now += 10 * MINUTE;
      sessions.touched('window');
      expect(locked()).toBe(false);
    }
    for (let i = 0; i < 15; i += 1) {
      now += MINUTE;
      expect(locked()).toBe(false);
    }
    now += 1;
    expect(locked()).toBe(true);
  });

  test('locked by hand at once; another window has its own session', () => {
    sessions.open('other', 'officer');
    sessions.lock('window');
    expect(locked()).toBe(true);
    expect(sessions.of('other')?.locked).toBe(false);
    sessions.end('window');
    expect(sessions.of('window')).toBeUndefined();
  });
});
