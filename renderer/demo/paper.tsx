import { Button, QRCode, Switch } from 'antd';
import type { z } from 'zod';
import type { printedPaperSchema } from '../../preload/contract/tray.ts';
import { SetFault } from './set-fault.tsx';
import { useTray } from './use-tray.ts';

type PrintedPaper = z.infer<typeof printedPaperSchema>;

/** The receipt printer: its paper, and what came out of it. */
export function Paper({ paperIn, papers }: { paperIn: boolean; papers: readonly PrintedPaper[] }) {
  const { paper, emptyPaper } = useTray();
  const numbered = papers.map((one, place) => ({ no: place + 1, one }));
  return (
    <section>
      <h3>
        小票打印机
        <span className="tray-switch">
          <SetFault family="receipt-printer" />
          <label htmlFor="tray-paper">纸</label>
          <Switch
            id="tray-paper"
            checked={paperIn}
            loading={paper.isPending}
            checkedChildren="有"
            unCheckedChildren="缺"
            onChange={(next) => paper.mutate({ paperIn: next })}
          />
        </span>
      </h3>
      {papers.length === 0 ? (
        <p className="quiet">还没有打出小票。在案件页打印小票，或在设备页打印测试页。</p>
      ) : (
        <>
          <div className="receipts">
            {numbered.toReversed().map(({ no, one }) => (
              <article key={no} className={one.cut ? 'receipt receipt-cut' : 'receipt'}>
                <PaperLines paper={one} />
                {one.qrCodes.map((code) => (
                  <QRCode key={code} value={code} size={112} bordered={false} type="svg" />
                ))}
              </article>
            ))}
          </div>
          <Button size="small" loading={emptyPaper.isPending} onClick={() => emptyPaper.mutate({})}>
            撕走并清空
          </Button>
        </>
      )}
    </section>
  );
}

/** The printed lines as they stand on the paper: to the left, in the middle, to the right, twice as large, bold. */
export function PaperLines({ paper: { lines, looks } }: { paper: Pick<PrintedPaper, 'lines' | 'looks'> }) {
  const numbered = lines.map((text, no) => ({ no, text, look: looks[no] }));
  return (
    <pre>
      {numbered.map(({ no, text, look }) => (
        <span
          key={no}
          className={`${look?.align ?? 'left'}${look?.double ? ' double' : ''}${look?.bold ? ' bold' : ''}`}
        >{`${text}\n`}</span>
      ))}
    </pre>
  );
}
