import { useQuery } from '@tanstack/react-query';
import { Descriptions, Skeleton } from 'antd';
import { formatBytes } from '../frame/format.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';

/** What support staff ask for: which ledger, how long its chain is, where it ends. */
export function LedgerFacts() {
  const ledger = useQuery(query.settings.ledger.queryOptions({ staleTime: 0 }));
  if (!ledger.data) return ledger.error ? <Refused error={ledger.error} /> : <Skeleton active />;
  const facts = ledger.data;
  return (
    <section className="sheet settings-sheet settings-wide">
      <h2>本机账本</h2>
      <Descriptions
        size="small"
        column={1}
        styles={{ label: { width: 130 } }}
        items={[
          { key: 'kind', label: '用途', children: facts.kind === 'demo' ? '演示（不能改为正式）' : '正式办案' },
          { key: 'seq', label: '已记录', children: `${facts.deskSeq.toLocaleString('zh-CN')} 条，只增不改` },
          { key: 'size', label: '大小', children: `${formatBytes(facts.bytes)}，另有文件 ${facts.files} 个` },
          ...(facts.quarantined.length > 0
            ? [
                {
                  key: 'quarantined',
                  label: '隔离区',
                  children: (
                    <details>
                      <summary>{facts.quarantined.length} 个没有任何记录引用的文件，已移开，没有删除</summary>
                      {facts.quarantined.map((name) => (
                        <code className="code" key={name} style={{ display: 'block' }}>
                          {name}
                        </code>
                      ))}
                    </details>
                  ),
                },
              ]
            : []),
          { key: 'dir', label: '存放位置', children: facts.dir },
          { key: 'desk', label: '本机编号', children: <code className="code">{facts.desk}</code> },
          { key: 'ledger', label: '账本编号', children: <code className="code">{facts.ledgerId}</code> },
          {
            key: 'head',
            label: '链尾校验码',
            children: <code className="code">{facts.head.match(/.{1,8}/g)?.join(' ') ?? '—'}</code>,
          },
        ]}
      />
      <p className="quiet">链尾校验码会印在案卷最后一页，并报给县级；任何一条记录被改动，核对时都会发现。</p>
    </section>
  );
}
