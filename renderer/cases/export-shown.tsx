import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { CaseFilter, CaseRow } from '../../preload/contract/cases.ts';
import { download } from '../frame/download.ts';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';
import { csvOf } from './csv.ts';

const AT_ONCE = 200;

/** Reads every row of the filter and, once it is written down, hands the file over; may be stopped, shows its count. */
export function ExportShown({ filter, total, day }: { filter: CaseFilter; total: number; day: string }) {
  const tell = useTell();
  const [done, setDone] = useState<number | null>(null);
  const stopped = useRef(false);
  const run = async () => {
    stopped.current = false;
    setDone(0);
    try {
      const rows: CaseRow[] = [];
      for (let offset = 0; ; offset += AT_ONCE) {
        const page = await office.cases.list({ filter, offset, limit: AT_ONCE });
        rows.push(...page.rows);
        setDone(rows.length);
        if (stopped.current || page.rows.length < AT_ONCE) break;
      }
      if (stopped.current) return;
      await office.cases.exported({ rows: rows.length, from: filter.from, to: filter.to });
      download(csvOf(rows), `案件台账_${day}_${rows.length}件.csv`, 'text/csv');
      tell.done(`已导出 ${rows.length} 件，文件在“下载”里。`);
    } catch (error) {
      tell.refused(error);
    } finally {
      setDone(null);
    }
  };
  if (done !== null) {
    return (
      <Button
        onClick={() => {
          stopped.current = true;
        }}
      >
        正在导出 {done} / {total}，点此停止
      </Button>
    );
  }
  return (
    <Button icon={<DownloadOutlined />} disabled={total === 0} onClick={run}>
      导出表格
    </Button>
  );
}
