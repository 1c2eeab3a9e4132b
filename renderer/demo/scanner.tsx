import { Input } from 'antd';
import { SetFault } from './set-fault.tsx';
import { useTray } from './use-tray.ts';

/** A serial scanner: whatever is typed here is the code that lies before it. */
export function Scanner() {
  const { scan } = useTray();
  return (
    <section>
      <h3>
        扫码枪
        <span className="tray-switch">
          <SetFault family="scanner" />
        </span>
      </h3>
      <Input.Search
        data-scan
        enterButton="扫一下"
        placeholder="文书上的查验码，或案件文号"
        aria-label="放到扫码枪前的码"
        maxLength={200}
        loading={scan.isPending}
        onSearch={(text) => {
          if (text.trim()) scan.mutate({ text });
        }}
      />
    </section>
  );
}
