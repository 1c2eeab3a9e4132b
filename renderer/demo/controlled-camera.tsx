import { Button } from 'antd';
import { SetFault } from './set-fault.tsx';
import { useTray } from './use-tray.ts';

const WORDS = {
  OUT: '没有插。',
  IN: '已插上，还不是盘。在设备页可以「校时」「转为存储」，口令 000000。',
  DISK: '已转为存储，可到证据页采集。拔出来再插上，又能校时。',
} as const;

/** A camera that has to be spoken to before it is a disk. */
export function ControlledCamera({ where }: { where: keyof typeof WORDS }) {
  const { controlCamera } = useTray();
  return (
    <section aria-label="可控记录仪">
      <h3>
        可控记录仪
        <span className="tray-switch">
          <SetFault family="camera-control" />
          <Button
            size="small"
            loading={controlCamera.isPending}
            onClick={() => controlCamera.mutate({ pluggedIn: where === 'OUT' })}
          >
            {where === 'OUT' ? '插上去' : '拔出来'}
          </Button>
        </span>
      </h3>
      <p className="quiet">{WORDS[where]}</p>
    </section>
  );
}
