import { useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import { useTraining } from '../devices/use-training.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { query } from '../office/client.ts';
import { TraySections } from './tray-sections.tsx';

/** What a trainee has no hardware for, at the edge of every page: in a demo always, in a real office while it trains. */
export function DemoTray() {
  const { kind } = useMe().office;
  const families = useTraining();
  return kind === 'demo' || families.length > 0 ? <Tray name={kind === 'demo' ? '演示托盘' : '培训托盘'} /> : null;
}

function Tray({ name }: { name: string }) {
  const [open, setOpen] = useState(false);
  const queryClient = useQueryClient();
  useKeys([{ keys: 'Ctrl+D', words: `打开或收起${name}`, run: () => setOpen((before) => !before) }]);
  return (
    <>
      <button
        type="button"
        className="tray-handle"
        aria-expanded={open}
        onClick={() => {
          setOpen(true);
          queryClient.invalidateQueries({ queryKey: query.demo.key() });
        }}
      >
        {name}
      </button>
      <Drawer title={name} placement="right" size={392} mask={false} open={open} onClose={() => setOpen(false)}>
        <p className="quiet">没有真设备时，用这里放卡、装纸、接记录仪。读到的内容都会标明「模拟」。</p>
        <TraySections />
      </Drawer>
    </>
  );
}
