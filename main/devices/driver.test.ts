import { expect, test } from '@jest/globals';
import { Driver } from './driver.ts';
import { FakeClock } from './testing/fake-clock.ts';

/** Counts its connections; each lasts until it is let go. */
class Counting extends Driver {
  connections = 0;
  #end: (() => void) | null = null;

  protected async letGo(): Promise<void> {
    this.#end?.();
  }

  protected run(): Promise<void> {
    return this.keepConnected([500], async () => {
      this.connections += 1;
      await new Promise<void>((resolve) => {
        this.#end = resolve;
      });
      return true;
    });
  }
}

function counting() {
  const told: string[] = [];
  const driver = new Counting('id-card', {
    deviceId: 'one',
    path: 'nowhere',
    transport: 'tcp',
    simulated: false,
    clock: new FakeClock(),
    emit: (event) => event.type === 'health' && told.push(event.health.state),
  });
  return { driver, told };
}

test('asked again, a driver lets go and connects anew without waiting', async () => {
  const { driver } = counting();
  driver.start();
  driver.retry();
  await new Promise(setImmediate);
  expect(driver.connections).toBe(2);
  expect(driver.health.counters.reconnect).toBe(1);
  await driver.stop();
  expect(driver.connections).toBe(2);
});
