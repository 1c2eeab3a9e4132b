import { Button, InputNumber, Space } from 'antd';
import { useMe } from '../frame/me.ts';
import { SetFault } from './set-fault.tsx';
import { useTray } from './use-tray.ts';

/** A body camera with fresh clips, put into the dock or taken out. */
export function Camera({ docked }: { docked: boolean }) {
  const { dockCamera } = useTray();
  return (
    <section aria-label="执法记录仪">
      <h3>
        执法记录仪
        <span className="tray-switch">
          <SetFault family="bodycam" />
          <Button size="small" loading={dockCamera.isPending} onClick={() => dockCamera.mutate({ docked: !docked })}>
            {docked ? '拔出来' : '插上去'}
          </Button>
        </span>
      </h3>
      <p className="quiet">{docked ? '已插在采集口上，里面有新录像，可到证据页采集。' : '没有插。'}</p>
    </section>
  );
}

/** Moves the demo's own day, so that deadlines can be seen coming. */
export function Clock({ days }: { days: number }) {
  const { office } = useMe();
  const { moveClock } = useTray();
  const move = (next: number) => moveClock.mutate({ days: Math.max(-400, Math.min(400, next)) });
  return (
    <section>
      <h3>
        演示日期
        <span className="number">{office.legalDay}</span>
      </h3>
      <Space wrap>
        <Button size="small" onClick={() => move(days + 1)}>
          后一天
        </Button>
        <Button size="small" onClick={() => move(days + 7)}>
          后七天
        </Button>
        <Button size="small" onClick={() => move(days + 15)}>
          后十五天
        </Button>
        <Button size="small" disabled={days === 0} onClick={() => move(0)}>
          回到起点
        </Button>
        <InputNumber
          size="small"
          aria-label="距起点的天数"
          min={-400}
          max={400}
          value={days}
          suffix="天"
          style={{ width: 96 }}
          onPressEnter={(event) => move(Number(event.currentTarget.value) || 0)}
        />
      </Space>
    </section>
  );
}
