import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { Refusal } from '../../preload/contract/refusal.ts';

/**
 * One program per data directory. The lock is a local listening name (named pipe, abstract socket), which the system
 * takes away with the process: nothing stale can be left behind. Held until the process ends.
 */
export async function lockDirectory(dir: string): Promise<void> {
  const name = createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 32);
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\zhenzhi-${name}` : `\0zhenzhi-${name}`;
  const server = createServer((visitor) => visitor.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Refusal(
              'SHELL-001',
              `镇执台已经打开了这个数据目录（${dir}），数据没有影响；请使用已打开的窗口，或先关闭它。`,
            )
          : error,
      ),
    );
    server.listen(address, resolve);
  });
  server.unref();
}
