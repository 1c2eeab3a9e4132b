import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber, Popover, Select } from 'antd';
import { useState } from 'react';
import type { DocumentView } from '../../preload/contract/documents.ts';
import { holds } from '../frame/access.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office, query } from '../office/client.ts';

interface PaperPrintProps {
  readonly paper: DocumentView;
  readonly signed: boolean;
  readonly onPrinted: () => Promise<unknown>;
}

/** Prints the stored bytes on A4: which printer, how many. The decision is made in three copies. */
export function PaperPrint({ paper, signed, onPrinted }: PaperPrintProps) {
  const { roles } = useMe().session.officer;
  const tell = useTell();
  const [open, setOpen] = useState(false);
  const [copies, setCopies] = useState(paper.paper === 'D36' ? 3 : 1);
  const [printer, setPrinter] = useState('');
  const { run, busy, trouble, forget } = useOneAtATime();
  const printers = useQuery(query.documents.printers.queryOptions({ enabled: open }));
  const usual = printers.data?.find((one) => one.isDefault) ?? printers.data?.[0];
  const chosen = printer || usual?.name || '';
  const allowed =
    holds(roles, 'OFFICER', 'TEAM_LEADER', 'INTAKE', 'CASHIER', 'HEAD', 'ARCHIVIST') && paper.sha256 !== null;
  useKeys(allowed ? [{ keys: 'Ctrl+P', words: `打印《${paper.title}》`, run: () => setOpen(true) }] : []);
  if (!allowed) return null;
  const print = () =>
    run(async () => {
      const asked = { documentId: paper.id, signed, copies, ...(chosen ? { printer: chosen } : {}) };
      tell.done((await office.documents.print(asked)).sentence);
      setOpen(false);
      await onPrinted();
    });
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={(shown) => {
        forget();
        setOpen(shown);
      }}
      content={
        <form
          className="paper-print"
          onSubmit={(event) => {
            event.preventDefault();
            void print();
          }}
        >
          <Refused error={printers.error ?? trouble} />
          <label htmlFor="paper-printer">打印机</label>
          <Select
            id="paper-printer"
            loading={printers.isPending}
            value={chosen || null}
            placeholder="没有找到打印机"
            onChange={setPrinter}
            options={(printers.data ?? []).map((one) => ({
              value: one.name,
              label: one.isDefault ? `${one.name}（默认）` : one.name,
            }))}
          />
          <label htmlFor="paper-copies">份数</label>
          <InputNumber<number>
            id="paper-copies"
            autoFocus
            min={1}
            max={9}
            value={copies}
            onChange={(value) => setCopies(value ?? 1)}
          />
          {printers.data?.length === 0 ? (
            <p className="quiet">本机没有装打印机。可以另存 PDF，到别的电脑打印。</p>
          ) : null}
          <Button type="primary" htmlType="submit" loading={busy} disabled={printers.data?.length === 0}>
            打印{signed ? '签名副本' : '原件'}
          </Button>
        </form>
      }
    >
      <Button icon={<PrinterOutlined />}>打印</Button>
    </Popover>
  );
}
