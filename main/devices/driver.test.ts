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

function counting<D extends Counting>(Kind: new (...options: ConstructorParameters<typeof Driver>) => D) {
  const told: string[] = [];
  const driver = new Kind('id-card', {
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
  const { driver } = counting(Counting);
  driver.start();
  driver.retry();
  await new Promise(setImmediate);
  expect(driver.connections).toBe(2);
  expect(driver.health.counters.reconnect).toBe(1);
  await driver.stop();
  expect(driver.connections).toBe(2);
});

/** What it hears comes late: it speaks of the device when it is long closed. */
class Late extends Counting {
  hear(): void {
    this.state.failed('error', { code: 'DEV-605', sentence: 'late', raw: '' });
    this.state.worked('ready');
  }
}

test('a driver that was closed stays disabled, whatever still comes in; started again it is what it is', async () => {
  const { driver } = counting(Late);
  expect(driver.isOpen).toBe(false);
  driver.start();
  expect(driver.isOpen).toBe(true);
  await driver.disconnect();
  driver.hear();
  expect(driver.health).toMatchObject({ state: 'disabled', counters: { ok: 1, fail: 1 } });
  expect(driver.isOpen).toBe(false);
  driver.start();
  driver.hear();
  expect(driver.health.state).toBe('ready');
  await driver.stop();
});
