import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import { useKeys } from '../frame/keys.tsx';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { useOfficeEvent } from '../office/events.tsx';
import { Camera, Clock } from './camera-and-clock.tsx';
import { CardDeck } from './card-deck.tsx';
import { Pad } from './pad.tsx';
import { Paper } from './paper.tsx';
import { Scanner } from './scanner.tsx';
import './tray.css';

/** Demo ledgers only: what a newcomer has no hardware for. It works the simulators that the real drivers talk to. */
export function DemoTray() {
  const [open, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const tray = useQuery(query.demo.tray.queryOptions());
  const look = () => queryClient.invalidateQueries({ queryKey: query.demo.key() });
  // Paper comes out when a receipt is printed, a card goes when a device is lost: the simulators themselves say nothing.
  useOfficeEvent((event) => {
    if (event.kind === 'changed' && event.topics.some((topic) => topic === 'receipts' || topic === 'devices')) look();
  });
  useKeys([{ keys: 'Ctrl+D', words: '打开或收起演示托盘', run: () => setOpen((before) => !before) }]);
  return (
    <>
      <button
        type="button"
        className="tray-handle"
        aria-expanded={open}
        onClick={() => {
          setOpen(true);
          look();
        }}
      >
        演示托盘
      </button>
      <Drawer
        title="演示托盘"
        placement="right"
        size={392}
        mask={false}
        open={open}
        onClose={() => setOpen(false)}
        rootClassName="tray"
      >
        <p className="quiet">没有真设备时，用这里放卡、装纸、接记录仪。读到的内容都会标明「模拟」。</p>
        <Refused error={tray.error} />
        {tray.data ? (
          <>
            <CardDeck cards={tray.data.cards} laid={tray.data.laid} />
            <Pad />
            <Scanner />
            <Camera docked={tray.data.camera} />
            <Clock days={tray.data.clockDays} />
            <Paper paperIn={tray.data.paperIn} papers={tray.data.papers} />
          </>
        ) : null}
      </Drawer>
    </>
  );
}
