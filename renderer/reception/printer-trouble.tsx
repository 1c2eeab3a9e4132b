import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { deviceWords } from '../devices/device-words.ts';
import { query } from '../office/client.ts';

const WORKING = ['ready', 'busy', 'opening'];

/** Said before somebody waits for a slip that does not come. */
export function PrinterTrouble() {
  const devices = useQuery(query.devices.list.queryOptions());
  const printer = devices.data?.find(({ kind }) => kind === 'receipt-printer');
  if (!printer || WORKING.includes(printer.state)) return null;
  return (
    <Alert
      className="reception-printer"
      type="warning"
      showIcon
      title={`号码小票现在打不出来，请口头告知号码。${deviceWords(printer)}`}
    />
  );
}
