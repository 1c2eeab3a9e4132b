import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { query } from '../office/client.ts';
import { SetFault } from './set-fault.tsx';
import { useTray } from './use-tray.ts';

/** A signature pad that is plugged in or pulled out; what is written on it is steered in the signing sheet. */
export function Pad() {
  const { pad } = useTray();
  const devices = useQuery(query.devices.list.queryOptions());
  const state = devices.data?.find((one) => one.kind === 'signature-pad')?.state;
  const plugged = state === 'ready' || state === 'busy' || state === 'opening';
  return (
    <section>
      <h3>
        签字板
        <span className="tray-switch">
          {state === undefined ? null : <SetFault family="signature-pad" />}
          <Button
            size="small"
            loading={pad.isPending}
            onClick={() => pad.mutate({ hand: plugged ? 'unplug' : 'plug' })}
          >
            {plugged ? '拔下签字板' : '接上签字板'}
          </Button>
        </span>
      </h3>
      <p className="quiet">
        {plugged ? '已接好。打开签名窗口后，可以在窗口里替签名人写名字。' : '没有插，在屏幕上签名。'}
      </p>
    </section>
  );
}
