import { Alert, AutoComplete, Button, Flex, Input } from 'antd';
import { useState } from 'react';

const REASONS = ['当事人拒绝签名，未说明理由', '当事人对处罚有异议，拒绝签名', '当事人中途离开现场', '当事人无法书写'];

interface RefusalFormProps {
  readonly onConfirm: (reason: string, witness: string) => void;
  readonly onBack: () => void;
  readonly busy?: boolean;
}

/** 拒签: why, and who saw it (处罚法 52; FG-SIGN). */
export function RefusalForm({ onConfirm, onBack, busy = false }: RefusalFormProps) {
  const [reason, setReason] = useState('');
  const [witness, setWitness] = useState('');
  const [tried, setTried] = useState(false);
  const missing = [
    reason.trim().length < 2 ? '请写明拒签原因' : '',
    witness.trim().length < 2 ? '请写明见证人姓名' : '',
  ].filter(Boolean);
  return (
    <Flex vertical gap={14}>
      <Alert type="info" showIcon title="拒签会在文书上注明，不影响文书效力。请写明原因，并请见证人在场。" />
      <div className="sign-refusal">
        <div>
          <label htmlFor="refusal-reason">拒签原因（必填）</label>
          <AutoComplete
            id="refusal-reason"
            autoFocus
            size="large"
            style={{ width: '100%', marginTop: 6 }}
            value={reason}
            onChange={(value: string) => setReason(value)}
            options={REASONS.map((value) => ({ value }))}
            maxLength={200}
            status={tried && reason.trim().length < 2 ? 'error' : ''}
          />
        </div>
        <div>
          <label htmlFor="refusal-witness">见证人姓名、单位（必填）</label>
          <Input
            id="refusal-witness"
            size="large"
            style={{ marginTop: 6 }}
            value={witness}
            onChange={(event) => setWitness(event.target.value)}
            placeholder="如：李某某，东街社区居委会"
            maxLength={200}
            status={tried && witness.trim().length < 2 ? 'error' : ''}
          />
        </div>
      </div>
      {tried && missing.length > 0 && <Alert type="error" showIcon title={`${missing.join('；')}。`} />}
      <Flex justify="space-between">
        <Button size="large" onClick={onBack} disabled={busy}>
          返回签名
        </Button>
        <Button
          size="large"
          type="primary"
          danger
          loading={busy}
          onClick={() => {
            setTried(true);
            if (missing.length === 0) onConfirm(reason.trim(), witness.trim());
          }}
        >
          记录拒签
        </Button>
      </Flex>
    </Flex>
  );
}
