import { ORPCError } from '@orpc/client';
import type { CameraClock, CarrierWritten, DeviceHealth } from '../../../preload/contract/devices.ts';
import type { Officer, Role } from '../../../preload/contract/people.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Broadcaster } from '../events.ts';
import { type DeviceLink, hasDied } from './client.ts';

/** Who may carry a camera. */
const CARRIERS: readonly Role[] = ['OFFICER', 'AUX', 'TEAM_LEADER'];

/** What the office keeps of orders to cameras; `unsure` where an order went out and no answer came. */
export interface CameraBooks {
  /** Keeps the clock of a camera beside ours. */
  cameraClock: (actor: string, order: 'SET' | 'STORAGE', told: CameraClock & { unsure?: true }) => void;
  /** Keeps who was written onto a camera, also where it could not be read back. */
  carrierWritten: (actor: string, officerId: string, told: CarrierWritten & { unsure?: true }) => void;
  officer: (officerId: string) => Officer;
}

export interface CameraOrders {
  /** 校时 or 转为存储. Refuses DEV-330 … DEV-338, DEV-343, DEV-344. */
  cameraOrder(actor: string, order: 'SET' | 'STORAGE', password: string): Promise<CameraClock>;
  /** 写入编号: an officer becomes the carrier of the camera that is there. Refuses DEV-330 … DEV-344. */
  writeCarrier(actor: string, officerId: string, password: string): Promise<CarrierWritten>;
}

/** In these a camera takes orders; what left it last still stands in the line of one that is gone. */
const THERE: readonly DeviceHealth['state'][] = ['ready', 'busy', 'attention'];

/** The driver gave the order and got no answer to it. */
const unanswered = (error: unknown): boolean => error instanceof ORPCError && error.data?.code === 'DEV-344';

interface InDoubt {
  readonly deviceNo: string;
  readonly before: number | null;
  readonly simulated: boolean;
}

/** Orders to the camera that can be spoken to, each kept in the ledger. */
export function createCameraOrders(link: DeviceLink, events: Broadcaster, books: CameraBooks): CameraOrders {
  /**
   * The camera may have followed an order that it did not answer, or with which the devices process died: that it was
   * given is kept, for the camera that was there, and told. Refuses DEV-344.
   */
  const ordered = async <T>(what: string, order: () => Promise<T>, inDoubt: (camera: InDoubt) => void): Promise<T> => {
    const line = link.health().find(({ kind }) => kind === 'camera-control');
    try {
      return await order();
    } catch (error) {
      // Where none was there the order went nowhere.
      const doubtful = unanswered(error) || (hasDied(error) && line !== undefined && THERE.includes(line.state));
      if (!doubtful || !line?.camera) throw error;
      const { deviceNo, offsetSeconds } = line.camera;
      inDoubt({ deviceNo, before: offsetSeconds, simulated: line.simulated });
      events.changed('devices', 'evidence');
      if (!hasDied(error)) throw error;
      return refuse(
        'DEV-344',
        `设备服务在${what}途中意外停止，正在自动恢复；记录仪 ${deviceNo} 可能已经${what}，也可能没有，已按「结果不明」记入账本，录像没有改动。请等设备页恢复正常后核对，需要时再做一次。`,
      );
    }
  };
  return {
    async cameraOrder(actor, order, password) {
      const { camera } = link.ask();
      const told = await ordered(
        order === 'SET' ? '校时' : '转为存储',
        () => (order === 'SET' ? camera.syncClock({ password }) : camera.toStorage({ password })),
        (there) => books.cameraClock(actor, order, { ...there, after: null, unsure: true }),
      );
      books.cameraClock(actor, order, told);
      events.changed('devices', 'evidence');
      return told;
    },
    async writeCarrier(actor, officerId, password) {
      const { number, name, status, roles } = books.officer(officerId);
      if (status !== 'ACTIVE' || !roles.some((role) => CARRIERS.includes(role)))
        refuse('DEV-342', `${name}不是在职的执法人员、辅助人员或队长，没有写入。请另选使用人。`, {
          field: 'officerId',
        });
      // 000000 on a camera is nobody. hardware.md §4.2
      if (!/^[0-9A-Za-z]{6}$/.test(number) || number === '000000')
        refuse(
          'DEV-341',
          `${name}的工号是「${number}」，记录仪只能写 6 位数字或字母，不能是 000000，没有写入。请先核对工号。`,
          { field: 'officerId' },
        );
      const officerName = [...name].slice(0, 16).join('');
      const { camera } = link.ask();
      const { differs, ...written } = await ordered(
        '写入编号',
        () => camera.writeCarrier({ password, officerNo: number, officerName }),
        ({ deviceNo, simulated }) => {
          const facts = { deviceNo, officerNo: number, simulated, readBack: false, unsure: true } as const;
          books.carrierWritten(actor, officerId, facts);
        },
      );
      books.carrierWritten(actor, officerId, written);
      events.changed('devices', 'evidence');
      if (differs)
        refuse(
          'DEV-340',
          '记录仪写过了，读回来的编号或姓名却不是刚写的，已记入账本，登记的使用人没有改。请看设备页上写着谁，再写一次；姓名有生僻字的，记录仪可能写不全。',
        );
      return written;
    },
  };
}
