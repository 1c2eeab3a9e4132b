import { Alert, Button, Checkbox, Drawer, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CasePage } from '../../preload/contract/cases.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';
import { useCaseAct } from './use-case-act.ts';

const REASONS = ['当事人身份录入有误', '罚款数额录入有误', '违法事实表述有误', '适用依据有误'];

/** T21: an issued decision is never changed, only voided with a reason; its number stays taken. */
export function VoidDrawer({ page, open, onClose }: { page: CasePage; open: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const tell = useTell();
  const { officer } = useMe().session;
  const { act, busy, trouble, forget } = useCaseAct(page.id);
  const [reason, setReason] = useState('');
  const [reissue, setReissue] = useState(true);
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < 4;
  const run = async () => {
    setTried(true);
    if (short) return;
    let opened: { id: string; officerId: string } | null = null;
    const done = await act(async () => {
      opened = (await office.cases.voidDecision({ caseId: page.id, reason: reason.trim(), reissue })).draft;
    }, `${page.number} 已作废。`);
    if (!done) return;
    onClose();
    const draft = opened as { id: string; officerId: string } | null;
    if (draft?.officerId === officer.id) navigate(`/penalty/${draft.id}`);
    else if (draft) {
      const owner = page.officersFull.find((one) => one.id === draft.officerId);
      tell.note(`已在${owner?.name ?? '办案人员'}名下建立新草稿，内容照旧，由其重新办理。`);
    }
  };
  return (
    <Drawer
      title={`作废决定书 ${page.number}`}
      size={420}
      open={open}
      onClose={onClose}
      footer={
        <div className="drawer-acts">
          <Button onClick={onClose}>取消</Button>
          <Button danger type="primary" loading={busy} onClick={run}>
            确认作废{reissue ? '并重出' : ''}
          </Button>
        </div>
      }
    >
      <div className="void-form">
        <Alert
          type="warning"
          showIcon
          title="作废不能撤回。原决定书、签名和文号都保留备查，文号不再使用；已送达的，请另行告知当事人。"
        />
        <Refused error={trouble} onClose={forget} />
        <label htmlFor="void-reason">作废原因（至少 4 个字，写入账本）</label>
        <Input.TextArea
          id="void-reason"
          autoFocus
          autoSize={{ minRows: 3 }}
          maxLength={200}
          value={reason}
          status={tried && short ? 'error' : ''}
          onChange={(event) => setReason(event.target.value)}
        />
        {tried && short ? <span className="field-wrong">请写明作废原因。</span> : null}
        <div className="reason-choices">
          {REASONS.map((one) => (
            <Button key={one} size="small" onClick={() => setReason(one)}>
              {one}
            </Button>
          ))}
        </div>
        <Checkbox checked={reissue} onChange={(event) => setReissue(event.target.checked)}>
          作废后重新出具：用原来的内容建立新草稿，改正后重新告知、签名
        </Checkbox>
      </div>
    </Drawer>
  );
}
