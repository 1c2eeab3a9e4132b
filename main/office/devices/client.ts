import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Port } from '../../../preload/contract/carrier.ts';
import type { DeviceConfig, DeviceEvent, DeviceHealth, Volume } from '../../../preload/contract/devices.ts';
import type { devicesContract } from '../../../preload/contract/devices-contract.ts';
import { PortLink } from '../../../preload/contract/link.ts';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';

type Devices = ContractRouterClient<typeof devicesContract>;

/**
 * The devices process as the office knows it. The process may die and come back at any time: each new port gets the
 * configuration again and its events are followed until the port closes. Nothing the office saves depends on it.
 */
export interface DeviceLink {
  /** Called for every port the shell opens to a (re)started devices process. */
  attach(port: Port, starts: number): void;
  /** Refuses DEV-100 while the process is away; each call refuses DEV-192 when the process dies with it. */
  ask(): Devices;
  health(): DeviceHealth[];
  /**
   * Refuses DEV-002 for an address that makes no sense; then nothing is changed. A process that is away, or that dies
   * on the way, gets it when it is back.
   */
  configure(config: DeviceConfig): Promise<void>;
  /** A volume is also told as gone when the process is that told of it. */
  onEvent(listener: (event: DeviceEvent) => void): void;
  /** Called when the process was restarted after a crash, and on the first attach. */
  onAttach(listener: (starts: number) => void | Promise<void>): void;
}

export function createDeviceLink(log: (error: unknown) => void): DeviceLink {
  let client: Devices | undefined;
  let config: DeviceConfig = {};
  const health = new Map<string, DeviceHealth>();
  const volumes = new Map<string, Volume>();
  const listeners: ((event: DeviceEvent) => void)[] = [];
  const attached: ((starts: number) => void | Promise<void>)[] = [];
  const follow = async (devices: Devices) => {
    for await (const event of await devices.events()) {
      if (event.type === 'health') health.set(event.health.deviceId, event.health);
      if (event.type === 'device-gone') health.delete(event.deviceId);
      if (event.type === 'volume-appeared') volumes.set(event.volume.path, event.volume);
      if (event.type === 'volume-gone') volumes.delete(event.volume.path);
      tell(event);
    }
  };
  const tell = (event: DeviceEvent) => {
    for (const listener of listeners) attempt(() => listener(event));
  };
  /** What a process told is known no longer when it is gone: the next one tells of what is there then, and only of that. */
  const forget = () => {
    health.clear();
    const gone = [...volumes.values()];
    volumes.clear();
    for (const volume of gone) tell({ type: 'volume-gone', volume });
  };
  /** One listener that fails takes the devices from nobody else. */
  const attempt = (work: () => unknown) => void (async () => work())().catch(log);
  return {
    attach(port, starts) {
      const devices: Devices = createORPCClient(new PortLink(port, died));
      client = devices;
      port.on('close', () => {
        if (client !== devices) return;
        client = undefined;
        forget();
      });
      void (async () => {
        const following = follow(devices);
        attempt(() => devices.configure(config));
        for (const listener of attached) attempt(() => listener(starts));
        await following;
      })().catch((error: unknown) => {
        if (client === devices) log(error);
      });
    },
    ask: () => client ?? refuse('DEV-100', '设备服务正在重新启动，已记下的内容没有丢，请稍候再试，或先手工录入。'),
    health: () => [...health.values()],
    async configure(next) {
      try {
        await client?.configure({ ...config, ...next });
      } catch (error) {
        // What it refused it is not asked again.
        if (isRefused(error)) throw error;
        config = { ...config, ...next };
        if (!hasDied(error)) throw error;
        return;
      }
      config = { ...config, ...next };
    },
    onEvent: (listener) => void listeners.push(listener),
    onAttach(listener) {
      attached.push(listener);
      if (client !== undefined) attempt(() => listener(1));
    },
  };
}

const died = () =>
  new Refusal('DEV-192', '设备服务在这一步中途意外停止，正在自动恢复，已记下的内容没有丢；请等设备页恢复正常后再试。');
/** The process died with a call: what became of it is not known. */
export const hasDied = (error: unknown): boolean => error instanceof Refusal && error.code === 'DEV-192';

/** The process answered that it will not do this, in its own words or because the shape is wrong. */
const isRefused = (error: unknown): boolean => error instanceof ORPCError && error.status < 500;
