import { Button, QRCode, Switch } from 'antd';
import { SetFault } from './set-fault.tsx';
import { useTray } from './use-tray.ts';

interface PrintedPaper {
  lines: string[];
  qrCodes: string[];
  cut: boolean;
}

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
                <pre>{one.lines.join('\n')}</pre>
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
